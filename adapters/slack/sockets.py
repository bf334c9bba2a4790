"""Socket Mode over two connections, so that one stands while the other is made anew."""

import asyncio
import json
import logging
import random
from collections.abc import Callable
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.request import SocketModeRequest

from adapters.slack.api import Api, ask
from bot.config import Slack
from bot.errors import UnhurriedError

log = logging.getLogger(__name__)

CONNECTIONS = 2
_APART = 60.0  # seconds between their beginnings, so that Slack does not end both at the same time
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0  # seconds before connecting is tried again
_HEARTBEAT = 10.0
_AT_ONCE = 64  # things heard at the same time on one connection


class Sockets:
    """The connections of one app; `changed` is told when the first stands, and when the last is gone."""

    def __init__(self, api: Api, slack: Slack, app: AsyncApp, changed: Callable[[bool], None]) -> None:
        self._api, self._app, self._changed = api, app, changed
        self._token = slack.app_token.get_secret_value()
        self._standing = 0
        self._first_stood = asyncio.Event()

    @property
    def stands(self) -> bool:
        """Whether anything is connected."""
        return self._standing > 0

    async def hold(self) -> None:
        """Keep all of them up, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._keep())
            await self._first_stood.wait()
            for _ in range(CONNECTIONS - 1):
                await asyncio.sleep(_APART)
                tasks.create_task(self._keep())

    async def _keep(self) -> None:
        """One connection after the other; the pause grows while there is none."""
        pause = _FIRST_PAUSE
        while True:
            try:
                if await self._connect():
                    pause = _FIRST_PAUSE
            except (UnhurriedError, aiohttp.ClientError, OSError, ValueError, KeyError, ExceptionGroup) as trouble:
                why = trouble if isinstance(trouble, UnhurriedError) else type(trouble).__name__
                log.warning("no connection to Slack (%s), trying again in %g s", why, pause)
            await asyncio.sleep(pause * random.uniform(0.5, 1.0))
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def _connect(self) -> bool:
        """One connection until it ends; whether it had stood."""
        opened = await ask(self._api.read.apps_connections_open(app_token=self._token))
        async with self._api.session.ws_connect(opened["url"], heartbeat=_HEARTBEAT) as socket:
            return await self._read(socket)

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> bool:
        stood, room = False, asyncio.Semaphore(_AT_ONCE)
        try:
            async with asyncio.TaskGroup() as tasks:
                async for message in socket:
                    if message.type is not aiohttp.WSMsgType.TEXT:
                        continue
                    said = json.loads(message.data)
                    if said.get("type") == "hello" and not stood:
                        stood = True
                        self._count(1)
                    elif said.get("type") == "disconnect":
                        break
                    elif said.get("envelope_id"):
                        await room.acquire()
                        tasks.create_task(self._handle(socket, said)).add_done_callback(lambda _: room.release())
        finally:
            if stood:
                self._count(-1)
        return stood

    async def _handle(self, socket: aiohttp.ClientWebSocketResponse, said: dict[str, Any]) -> None:
        """Let Bolt take one thing in, and acknowledge it if it was heard."""
        request = SocketModeRequest.from_dict(said)
        if request is None:
            return
        response = await run_async_bolt_app(self._app, request)
        if response.status != 200:
            return
        acknowledgement: dict[str, Any] = {"envelope_id": request.envelope_id}
        if response.body:
            acknowledgement["payload"] = json.loads(response.body)
        try:
            await socket.send_json(acknowledgement)
        except (ConnectionError, aiohttp.ClientError) as gone:
            log.info("what was heard could not be acknowledged (%s): Slack tells it again", type(gone).__name__)

    def _count(self, more: int) -> None:
        before, self._standing = self._standing, self._standing + more
        if not before or not self._standing:
            self._changed(self._standing > 0)
        self._first_stood.set()
