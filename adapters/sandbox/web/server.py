"""The sandbox's page: a customer's chair, an agent's chair and a clock, served on this machine."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path

from aiohttp import web

from adapters.sandbox.clock import SandboxClock
from adapters.sandbox.web import guard
from adapters.sandbox.web.actions import Actions, Core
from adapters.sandbox.web.asks import (
    AnyAsk,
    Delete,
    Door,
    Edit,
    Give,
    MoveClock,
    OpenForm,
    Say,
    Seat,
    Typed,
    read,
)
from adapters.sandbox.web.changes import Changes
from adapters.sandbox.web.decisions import Names, decided_json, planned_json
from adapters.sandbox.web.parts import Json
from adapters.sandbox.web.state import (
    channel_json,
    clock_json,
    command_json,
    desk_json,
    message_json,
    newest,
    person_json,
)
from adapters.sandbox.world import World
from bot.commands import COMMANDS
from bot.model.deliveries import State
from bot.model.people import Profile
from bot.model.places import Person
from bot.serving import cannot_serve

_FILES = Path(__file__).parents[1] / "page"
_LARGEST_BODY = 256 * 1024
_LAST_WORDS = 2.0  # seconds a stopping server gives requests to finish


class Page:
    """Serves the page until cancelled. With port 0 the machine picks one; `address` tells which."""

    def __init__(self, world: World, clock: SandboxClock, core: Core, host: str, port: int) -> None:
        self._world, self._clock, self._core = world, clock, core
        self._host, self._port = host, port
        self._guard = guard.Guard(host)
        self._actions = Actions(world, clock, core)
        self._changes = Changes(world, core)
        self._opened = asyncio.Event()

    @property
    def address(self) -> str:
        """Where the page is; empty until it is served."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._guard.port}/" if self._opened.is_set() else ""

    async def opened(self) -> str:
        """The address, once the page is served."""
        await self._opened.wait()
        return self.address

    async def serve(self) -> None:
        """Serve until cancelled; raises `Misconfigured` when the port cannot be had."""
        runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=_LAST_WORDS)
        await runner.setup()
        try:
            await self._bind(runner)
            self._opened.set()
            await asyncio.Event().wait()
        finally:
            self._opened.clear()
            self._changes.end()
            await runner.cleanup()

    async def _bind(self, runner: web.AppRunner) -> None:
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except (OSError, UnicodeError) as error:
            raise cannot_serve("sandbox", self._host, self._port, error) from error
        self._guard.port = runner.addresses[0][1]

    def _app(self) -> web.Application:
        app = web.Application(middlewares=[guard.middleware(self._guard)], client_max_size=_LARGEST_BODY)
        app.on_response_prepare.append(guard.add_headers)
        app.router.add_get("/", _index)
        app.router.add_static("/page/", _FILES)
        app.router.add_get("/api/state", self._state)
        app.router.add_get("/api/commands", _commands)
        app.router.add_get("/api/changes", self._changes.stream)
        app.router.add_post("/api/say", takes(Say, self._actions.say))
        app.router.add_post("/api/edit", takes(Edit, self._actions.edit))
        app.router.add_post("/api/delete", takes(Delete, self._actions.delete))
        app.router.add_post("/api/give", takes(Give, self._actions.give))
        app.router.add_post("/api/typed", takes(Typed, self._actions.typed))
        app.router.add_post("/api/form", takes(OpenForm, self._actions.form))
        app.router.add_post("/api/seat", takes(Seat, self._actions.seat))
        app.router.add_post("/api/door", takes(Door, self._actions.door))
        app.router.add_post("/api/clock", takes(MoveClock, self._actions.clock))
        return app

    async def _state(self, request: web.Request) -> web.Response:
        """Everything the page shows for the two people who are seated."""
        revision = await self._world.revision()  # read first: what comes later is told again
        await self._clock.refresh()
        people, now = await self._world.people(), self._clock.now()
        customer, agent = seated(request, people)
        due = await self._core.next_due()
        return web.json_response(
            {
                "revision": revision,
                **clock_json(now, [customer, agent]),
                "next_due": due.isoformat() if due else "",
                "people": [person_json(profile) for profile in people],
                "channels": [channel_json(channel) for channel in await self._world.channels()],
                "customer": {"id": customer.person.user_id, "messages": await self._seen_by(customer.person)},
                "agent": {"id": agent.person.user_id, "messages": await self._seen_by(agent.person)},
                "desks": [desk_json(desk) for desk in self._core.desks],
                **await self._decisions(now, people),
            }
        )

    async def _decisions(self, now: datetime, people: Sequence[Profile]) -> Json:
        """What is planned, and what was decided lately."""
        upcoming, decided = await self._core.upcoming(), await self._core.decided()
        customers = await self._core.names({each.customer_id for each in (*upcoming, *decided)})
        went_out = await self._world.shown_at([each.key for each in decided if each.state is State.SENT])
        names = Names({profile.person: profile.name for profile in people}, customers)
        return {
            "planned": planned_json(upcoming, now, names),
            "decided": decided_json(decided, upcoming, names, went_out),
        }

    async def _seen_by(self, person: Person) -> list[Json]:
        return [message_json(seen) for seen in newest(await self._world.seen_by(person))]


def seated(request: web.Request, people: Sequence[Profile]) -> tuple[Profile, Profile]:
    """Who sits in the two chairs: whoever the page names, else the first of each kind."""
    return _one(request.query.get("customer"), people, False), _one(request.query.get("agent"), people, True)


def _one(user_id: str | None, people: Sequence[Profile], staff: bool) -> Profile:
    chair = "an agent" if staff else "a customer"
    for profile in people:
        if profile.is_staff is staff and user_id in (None, profile.person.user_id):
            return profile
    raise guard.Declined(f"“{user_id}” is not {chair} here." if user_id else f"There is not {chair} here yet.")


def takes(kind: type[AnyAsk], act: Callable[[AnyAsk], Awaitable[Json]]) -> guard.Handler:
    """A door for one kind of request."""

    async def door(request: web.Request) -> web.Response:
        return web.json_response(await act(read(kind, await request.read())))

    return door


async def _index(_: web.Request) -> web.FileResponse:
    return web.FileResponse(_FILES / "index.html")


async def _commands(_: web.Request) -> web.Response:
    return web.json_response([command_json(command) for command in COMMANDS])
