"""The program as it is run, at its most talkative, fed with words and secrets on every path: none is in its output."""

import asyncio
import json
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from adapters.sandbox import PLATFORM
from adapters.sandbox.faults import Fault
from adapters.sandbox.world import World
from bot.model.people import Profile, Role
from bot.model.places import Person
from tests.storage.databases import KINDS, bare
from tests.watching.clumsy import STUMBLE as WORDS

SECRETS = ("xoxb-17653672481-pdFZKVeTuE8sk7", "zoe.zimmer@example.org")
NAME = "Zoe Zimmer"
SAID = f"My {WORDS} export stops halfway, can you help? I sent {SECRETS[0]} to {SECRETS[1]}."
PATIENCE = 40  # seconds

EXPECTED = (  # what shows that the words came by
    r"event \S+ cannot be heard",
    r"Exception in callback",
    r"Task exception was never retrieved",
    r"UserWarning at",
    r"it failed: ValueError",
    r"may have gone out: RuntimeError",
    r"may have gone out: ChatUnsure",
    r"Error handling request",
    r"a defect that nothing was prepared for",
)


class Program:
    """The program in a process of its own, and its page."""

    def __init__(self, folder: Path, http: aiohttp.ClientSession) -> None:
        self.folder, self._http = folder, http

    @property
    def _address(self) -> str:
        return str(re.findall(r"The sandbox is open: (\S+)", self.output)[0])

    @property
    def output(self) -> str:
        return "".join(file.read_text("utf-8") for file in sorted(self.folder.glob("output*")))

    async def post(self, what: str, **ask: Any) -> Any:
        """Ask something of the page; its answer, or nothing where the page stumbled."""
        async with self._http.post(f"{self._address}api/{what}", json=ask) as response:
            return await response.json() if response.content_type == "application/json" else {}

    async def send(self, method: str, path: str, **more: Any) -> int:
        async with self._http.request(method, f"{self._address}{path}", **more) as response:
            return response.status

    async def raw(self, what: bytes) -> None:
        """Send something that is no request."""
        port = int(self._address.rstrip("/").rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(what)
        await writer.drain()
        await reader.read()
        writer.close()
        await writer.wait_closed()

    async def shown(self) -> Any:
        """All that the page shows beside Ana."""
        async with self._http.get(f"{self._address}api/state?agent=ana") as response:
            return await response.json()

    async def shows(self, words: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while words not in str(await self.shown()):  # noqa: ASYNC110 the page is what tells
                await asyncio.sleep(0.05)

    async def about(self, word: str, of: str = "") -> str:
        """What the newest of Ana's buttons for this word, below something that names this, is about."""
        async with asyncio.timeout(PATIENCE):
            while True:
                shown = await self.shown()
                buttons = [
                    button
                    for message in shown["agent"]["messages"]
                    for button in (message.get("words") or {}).get("buttons", ())
                    if button["word"] == word and of in str(message)
                ]
                if buttons:
                    return str(buttons[-1]["about"])
                await asyncio.sleep(0.05)

    async def logged(self, pattern: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while not re.search(pattern, self.output):  # noqa: ASYNC110 what is waited for is in a file
                await asyncio.sleep(0.05)


@pytest.fixture(params=KINDS)
async def settings(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """What the program is run with."""
    where = await bare(request.param, tmp_path)
    at = ("PATH", str(where)) if isinstance(where, Path) else ("URL", where.get_secret_value())
    return {
        f"UNHURRIED_DATABASE__{at[0]}": at[1],
        "UNHURRIED_SANDBOX__WORLD": str(tmp_path / "sandbox.db"),
        "UNHURRIED_SANDBOX__PORT": "0",
        "UNHURRIED_WATCH__PORT": "0",
        "UNHURRIED_LOGS__LEVEL": "debug",
        "PYTHONUNBUFFERED": "1",
    }


async def started(folder: Path, settings: dict[str, str], *words: str) -> asyncio.subprocess.Process:
    """The clumsy program, given these words; what it prints is kept beside what was printed before."""
    command, around = [sys.executable, "-X", "dev", "-m", "tests.watching.clumsy", *words], {**os.environ, **settings}
    with (folder / f"output {words[0]} 1").open("wb") as out, (folder / f"output {words[0]} 2").open("wb") as err:
        return await asyncio.create_subprocess_exec(*command, env=around, stdout=out, stderr=err)


@asynccontextmanager
async def running(folder: Path, settings: dict[str, str]) -> AsyncIterator[Program]:
    program = await started(folder, settings, "run")
    try:
        async with aiohttp.ClientSession() as http:
            page = Program(folder, http)
            await page.logged("The sandbox is open: http://")
            yield page
    finally:
        program.terminate()
        await program.wait()


async def bring_in_history(folder: Path, settings: dict[str, str]) -> None:
    """Import a file in which one line is right, and one is not."""
    line = {"when": "2025-11-24T09:00:00Z", "place": "help", "person": "zoe", "name": NAME, "role": "customer"}
    right = json.dumps({**line, "text": SAID})
    (folder / "history.jsonl").write_text(f"{right}\n{{{WORDS}\n", "utf-8")
    ended = await started(folder, settings, "import", "--keep-going", str(folder / "history.jsonl"))
    await ended.wait()


async def go_through_everything(program: Program) -> None:
    """Put the words wherever somebody can put words."""
    await say_all_in_private(program, await say_all_in_the_channel(program))


async def say_all_in_private(program: Program, other: str) -> None:
    """A customer writes in a DM, and an agent answers, plans, gives it away, and joins it to their other conversation.

    The conversation is given by what buttons for it are about, as `about` tells.
    """
    await program.post("say", by="zoe", channel="@zoe", text=SAID)
    about = await program.about("take", of="@zoe")
    ana = {"by": "ana", "channel": "backstage", "about": about}
    await program.post("give", **ana, word="take")
    await program.post("give", **ana, word="reply", fields={"words": SAID})
    await program.post("give", **ana, word="snooze", fields={"until": f"someday {WORDS}"})
    await program.post("give", **ana, word="snooze", fields={"until": "in 2 hours"})
    await program.post("give", **ana, word="hours", fields={"when": SAID})
    await program.post("give", **ana, word="away", fields={"until": "Monday", "stand_in": WORDS})
    await program.post("say", by="ben", channel="backstage", text=SAID)
    await program.post("give", **ana, word="hand over", fields={"to": WORDS})
    await program.post("give", **ana, word="hand over", fields={"to": "Ben", "words": SAID})
    await program.post("give", **ana, word="merge", fields={"into": WORDS})
    await program.post("give", by="ana", channel="backstage", about=other, word="reopen")
    await program.post("give", **ana, word="merge", fields={"into": other})
    await program.post("clock", move="next")
    for done in ("Sent to Zoe", "is snoozed until", "Ben has", "It goes on in"):
        await program.shows(done)


async def say_all_in_the_channel(program: Program) -> str:
    """Returns the conversation that a customer began."""
    world = await World.open(program.folder / "sandbox.db")
    await world.seat(Profile(Person(PLATFORM, "zoe"), NAME, Role.CUSTOMER, "Europe/Berlin", "en"))
    here = {"by": "zoe", "channel": "help"}
    said = await program.post("say", **here, text=SAID)
    about = await program.about("take")
    ana = {"by": "ana", "channel": "backstage", "about": about}
    await program.post("edit", **here, message=said["message"], text=f"{SAID} Still.")
    await program.post("edit", **here, message=said["message"], text=f"{SAID} Still.")
    await program.post("give", **ana, word="take", fields={"words": WORDS})
    await program.post("give", **ana, word="take")
    await program.post("give", **ana, word="note", fields={"text": SAID, "kind": "fact"})
    await program.post("give", **ana, word="remind", fields={"when": f"someday {WORDS}", "words": SAID})
    await world.switch_fault(Fault.DROPPED, 1)
    await program.post("give", **ana, word="remind", fields={"when": "in 2 hours", "words": SAID})
    await program.post("typed", by="ana", channel="backstage", text=f"/care brief {WORDS}")
    await program.post("typed", by="ana", channel="backstage", text=f"/care {WORDS}")
    await program.post("form", by="ana", word="resolve", about=WORDS)
    await program.post("form", by="ana", word="resolve", about=about)
    await program.post("give", **ana, word="resolve", fields={"fixed": SAID, "topic": WORDS})
    await program.post("clock", move="to", to=WORDS)
    for _ in range(4):
        await program.post("clock", move="next")
    await program.post("say", **here, text=f"{SAID} In every way.")
    await program.post("delete", **here, message=said["message"])
    await program.send("POST", "api/say", data=f"{{{WORDS}".encode(), headers={"Content-Type": "application/json"})
    await program.send("POST", "api/say", data=WORDS * 60_000, headers={"Content-Type": "application/json"})
    await program.send("POST", "api/say", data=WORDS, headers={"Content-Type": WORDS})
    await program.send("GET", f"{WORDS}?token={WORDS}", headers={"Host": WORDS, "Cookie": WORDS})
    await program.raw(f"{WORDS} \0 {WORDS}\r\n{WORDS}\r\n\r\n".encode())
    await program.raw(f"GET /{WORDS} HTTP/1.1\r\nContent-Length: {WORDS}\r\n\r\n".encode())
    world.close()
    return about


@pytest.mark.timeout(180)  # it starts the program, and waits until every defect was met
async def test_nothing_that_anybody_said_is_in_the_output(tmp_path: Path, settings: dict[str, str]) -> None:
    await bring_in_history(tmp_path, settings)
    async with running(tmp_path, settings) as program:
        await go_through_everything(program)
        for expected in EXPECTED[:-1]:
            await program.logged(expected)
    for expected in EXPECTED:
        assert re.search(expected, program.output), expected
    for kept_out in (WORDS, *SECRETS, NAME, "pdFZ", "Zimmer", "zimmer", "halfway"):
        assert [line for line in program.output.splitlines() if kept_out in line] == []
