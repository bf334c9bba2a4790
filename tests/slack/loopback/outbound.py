"""Telling apps: by Socket Mode or signed HTTP, again and again until an event is acknowledged."""

import asyncio
import uuid
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from tests.slack.loopback import signed_http
from tests.slack.loopback.people import App, Json
from tests.slack.loopback.record import Delivery, Record
from tests.slack.loopback.socket_mode import Sockets
from tests.slack.loopback.world import World


@dataclass(frozen=True, slots=True)
class Timing:
    """How patient Slack is, in seconds; tests take less."""

    patience: float = 3.0  # for an event to be acknowledged
    click: float = 3.0  # for a click, a command or a form to be acknowledged
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)  # pauses before an event is told again
    trigger: float = 3.0  # how long a trigger id is good for
    in_order: bool = False  # kinder than Slack: one event after the other, none before somebody listens


class Outbound:
    """What is on its way to apps."""

    def __init__(self, world: World, record: Record, sockets: Sockets, timing: Timing) -> None:
        self._world = world
        self._record = record
        self._sockets = sockets
        self._timing = timing
        self._tasks: set[asyncio.Task[Any]] = set()
        self._in_turn = asyncio.Lock()

    @property
    def idle(self) -> bool:
        """Whether nothing is on its way."""
        return not self._tasks

    def event(self, app: App, payload: Json) -> Delivery:
        """Tell an event, in the background: until it is acknowledged or, after the last try, lost."""
        delivery = self._begin(app, "events_api", payload)
        self.later(self._tell(app, delivery))
        return delivery

    async def ask(self, app: App, kind: str, payload: Json) -> Delivery:
        """Tell what somebody did to the app (`interactive`, `slash_commands`): once, as Slack does."""
        delivery = self._begin(app, kind, payload)
        await self._try(app, delivery, "")
        self._end(delivery)
        return delivery

    def told(self, app_id: str) -> list[Delivery]:
        """The events this app was told, or is being told."""
        return [each for each in self._record.deliveries if (each.app_id, each.kind) == (app_id, "events_api")]

    def later(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do something in the background until the server stops."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        self._world.changed()

    async def stop(self) -> None:
        """Give up whatever is on its way."""
        for task in (tasks := list(self._tasks)):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _begin(self, app: App, kind: str, payload: Json) -> Delivery:
        delivery = Delivery(app.app_id, kind, payload)
        self._record.deliveries.append(delivery)
        return delivery

    def _end(self, delivery: Delivery) -> None:
        delivery.over = True
        self._world.changed()

    async def _tell(self, app: App, delivery: Delivery) -> None:
        if not self._timing.in_order:
            await self._tell_now(app, delivery)
            return
        async with self._in_turn:
            await self._world.until(lambda: app.request_url or self._sockets.of(app.app_id))
            await self._tell_now(app, delivery)

    async def _tell_now(self, app: App, delivery: Delivery) -> None:
        reason = ""
        for pause in (0.0, *self._timing.retries):
            if pause:
                await asyncio.sleep(pause)
            reason = await self._try(app, delivery, reason)
            if not reason:
                break
        self._end(delivery)

    async def _try(self, app: App, delivery: Delivery, reason: str) -> str:
        """One try; returns why there must be another, or nothing."""
        delivery.attempts += 1
        patience = self._timing.patience if delivery.kind == "events_api" else self._timing.click
        if app.request_url:
            return await self._post(app, app.request_url, delivery, reason, patience)
        envelope = self._envelope(delivery, reason)
        delivery.acked, delivery.answer = await self._sockets.send(app, envelope, patience)
        return "" if delivery.acked else "timeout"

    def _envelope(self, delivery: Delivery, reason: str) -> Json:
        accepts = delivery.kind != "events_api"
        envelope: Json = {"envelope_id": str(uuid.uuid4()), "type": delivery.kind, "payload": delivery.payload}
        if not accepts:
            envelope |= {"retry_attempt": delivery.attempts - 1, "retry_reason": reason}
        return envelope | {"accepts_response_payload": accepts}

    async def _post(self, app: App, url: str, delivery: Delivery, reason: str, patience: float) -> str:
        body, content_type = signed_http.encoded(delivery.kind, delivery.payload)
        head = signed_http.headers(app.signing_secret, body, content_type)
        if reason:
            head |= {"X-Slack-Retry-Num": str(delivery.attempts - 1), "X-Slack-Retry-Reason": reason}
        answer = await signed_http.send(url, body, head, patience)
        delivery.acked, delivery.answer = answer.ok, answer.payload if answer.ok else None
        if answer.ok or answer.no_retry:
            return ""
        return "http_error" if answer.status else "http_timeout"
