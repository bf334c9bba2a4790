"""The product's ports with a step before and after everything that counts, so that something can happen there."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from bot.model.deliveries import Delivery, State
from bot.ports import Chat, Store

Reach = Callable[[str], Awaitable[None]]

_SAVED = {State.SENDING: "the intent", State.SENT: "the mark"}


class SteppedStore:
    """Reaches `in …` before, and `after …` a transaction has ended: the claim, judging, the intent and so on."""

    def __init__(self, store: Store, reach: Reach) -> None:
        self._store, self._reach = store, reach

    @asynccontextmanager
    async def begin(self, **how: Any) -> AsyncIterator[Any]:
        async with self._store.begin(**how) as work:
            outbox = _NamingOutbox(work.outbox)
            work.outbox = outbox  # type: ignore[misc]
            yield work
            await self._reach(f"in {outbox.does}")
        await self._reach(f"after {outbox.does}")


class _NamingOutbox:
    """Knows afterwards what its transaction was for."""

    def __init__(self, outbox: Any) -> None:
        self._outbox, self.does = outbox, "judging"

    def __getattr__(self, name: str) -> Any:
        return getattr(self._outbox, name)

    async def next_due(self, *arguments: Any) -> Any:
        self.does = "looking ahead"
        return await self._outbox.next_due(*arguments)

    async def claim(self, *arguments: Any) -> Any:
        self.does = "the claim"
        return await self._outbox.claim(*arguments)

    async def save(self, delivery: Delivery) -> Any:
        self.does = _SAVED.get(delivery.state, f"keeping it {delivery.state}")
        return await self._outbox.save(delivery)


class SteppedChat:
    """Reaches `before …` and `after …` each call: the gate, the look, the request."""

    _NAMES = {"readers": "the gate", "find": "the look", "whisper": "the request", "tell": "the request"}  # noqa: RUF012

    def __init__(self, chat: Chat, reach: Reach) -> None:
        self._chat, self._reach = chat, reach

    def __getattr__(self, name: str) -> Any:
        called, does = getattr(self._chat, name), self._NAMES.get(name, name)
        if not callable(called):
            return called

        async def stepped(*arguments: Any) -> Any:
            await self._reach(f"before {does}")
            result = await called(*arguments)
            await self._reach(f"after {does}")
            return result

        return stepped


class Once:
    """Does something the first time a step is reached, and nothing at any other."""

    def __init__(self, step: str, do: Callable[[], Awaitable[object]]) -> None:
        self._step, self._do, self.reached = step, do, False

    async def __call__(self, step: str) -> None:
        if step == self._step and not self.reached:
            self.reached = True
            await self._do()
