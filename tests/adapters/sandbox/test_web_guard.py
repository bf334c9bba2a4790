"""The sandbox's page keeps strangers out, answers mistakes with a sentence, and ends when told to."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from adapters import sandbox
from adapters.sandbox.clock import SandboxClock
from adapters.sandbox.web.guard import Guard
from adapters.sandbox.web.server import Page
from adapters.sandbox.world import World
from bot.errors import Misconfigured
from tests.adapters.sandbox.desk import AMINA, HELP, NOON
from tests.adapters.sandbox.served import Served, StandInCore, serving

SAY = {"by": "amina", "channel": "help", "text": "Hello"}
FILES = Path(sandbox.__file__).with_name("page")


@pytest.fixture
async def served(world: World) -> AsyncIterator[Served]:
    async with serving(world) as served:
        yield served


@pytest.mark.parametrize(
    ("what", "body", "said"),
    [
        ("say", {**SAY, "text": "x" * 40_001}, "text: "),
        ("say", {**SAY, "text": " \n "}, "nothing in it"),
        ("say", {**SAY, "by": "nobody"}, "nobody called “nobody”"),
        ("say", {**SAY, "channel": "backstage"}, "no place called “backstage” for Amina"),
        ("say", {**SAY, "channel": "@jonas"}, "no place called “@jonas” for Amina"),
        ("say", {**SAY, "thread": "999"}, "no such place"),
        ("say", {**SAY, "secret": "x"}, "secret: "),
        ("say", {"by": "amina"}, "channel: "),
        ("say", {**SAY, "text": 5}, "text: "),
        ("say", b"{", "JSON"),
        ("say", b"\xff", ""),
        ("say", b'{"by": "amina", "channel": "help", "text": "\\ud800"}', ""),
        ("give", {"by": "jonas", "channel": "help", "word": "dance"}, "no command “dance”"),
        ("give", {**{k: SAY[k] for k in ("by", "channel")}, "word": "stop", "fields": {"a": 1}}, "fields.a: "),
        ("form", {"by": "jonas", "word": "dance"}, "no command “dance”"),
        ("clock", {"move": "yesterday"}, "move: "),
        ("clock", {"move": "to", "to": "2030-01-01T10:00:00"}, "to: "),
    ],
)
async def test_what_makes_no_sense_is_declined_in_words(served: Served, what: str, body: Any, said: str) -> None:
    status, answer = await served.post(what, body)
    assert status == 400
    assert answer["error"]
    assert said in answer["error"]
    assert (await served.state())["customer"]["messages"] == []


async def test_a_body_that_is_too_large_is_declined(served: Served) -> None:
    status, answer = await served.post("say", {**SAY, "text": "x" * 300_000})
    assert status == 413
    assert "256 kB" in answer["error"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "elsewhere.example"}, 403),
        ({"Host": "127.0.0.1:1"}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
    ],
)
async def test_another_page_cannot_do_anything_here(served: Served, headers: dict[str, str], status: int) -> None:
    assert (await served.post("say", SAY, **headers))[0] == status
    assert (await served.state())["customer"]["messages"] == []


async def test_the_page_itself_may(served: Served) -> None:
    assert (await served.post("say", SAY, Origin=served.page.address.rstrip("/")))[0] == 200


@pytest.mark.parametrize("address", ["/", "/api/state", "/page/page.js", "/api/changes"])
async def test_another_name_for_this_machine_reads_nothing(served: Served, address: str) -> None:
    async with served.browser.get(address, headers={"Host": "elsewhere.example"}) as response:
        assert response.status == 403


@pytest.mark.parametrize(
    ("bound", "host", "known"),
    [
        ("127.0.0.1", "127.0.0.1:8765", True),
        ("127.0.0.1", "localhost:8765", True),
        ("127.0.0.1", "192.168.1.5:8765", False),
        ("127.0.0.1", "localhost", False),
        ("::1", "[::1]:8765", True),
        ("0.0.0.0", "192.168.1.5:8765", True),
        ("0.0.0.0", "elsewhere.example:8765", False),
        ("127.0.0.1", "[bad:8765", False),
        ("127.0.0.1", "", False),
    ],
)
def test_the_page_knows_its_own_names(bound: str, host: str, known: bool) -> None:
    guard = Guard(bound)
    guard.port = 8765
    assert guard.knows(host) is known


@pytest.mark.parametrize("address", ["/", "/page/page.js", "/api/state", "/api/nothing"])
async def test_every_answer_forbids_what_comes_from_elsewhere(served: Served, address: str) -> None:
    async with served.browser.get(address) as response:
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert "unsafe" not in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_the_page_is_whole_in_itself_and_puts_text_in_as_text() -> None:
    for file in filter(Path.is_file, FILES.rglob("*")):
        text = file.read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        for forbidden in ("innerHTML", "outerHTML =", "insertAdjacentHTML", "document.write", "eval(", "://"):
            assert forbidden not in text, f"{forbidden} in {file.name}"


async def test_changes_are_told_as_they_happen(served: Served, world: World) -> None:
    async with served.browser.get("/api/changes") as stream:
        assert stream.content_type == "text/event-stream"
        first = await _next_revision(stream.content)
        await world.say(AMINA.person, HELP, "Hello", NOON)
        assert await _next_revision(stream.content) > first


async def test_an_open_stream_does_not_keep_the_server_from_ending(world: World) -> None:
    async with serving(world) as served:
        stream = await served.browser.get("/api/changes")
        await _next_revision(stream.content)
    assert (await stream.content.read()).strip() == b""
    assert served.page.address == ""


async def test_a_host_that_is_not_this_machine_is_told_with_what_to_do(world: World) -> None:
    clock = SandboxClock(world)
    with pytest.raises(Misconfigured, match=r"no such address\. Choose another host: sandbox\.host"):
        await Page(world, clock, StandInCore(clock), "203.0.113.7", 0).serve()


async def test_a_port_in_use_is_told_with_what_to_do(served: Served, world: World) -> None:
    port = int(served.page.address.rstrip("/").rpartition(":")[2])
    clock = SandboxClock(world)
    second = Page(world, clock, StandInCore(clock), "127.0.0.1", port)
    with pytest.raises(Misconfigured, match=f"port {port}: another program uses it.*sandbox.port"):
        await asyncio.wait_for(second.serve(), 5)


async def _next_revision(stream: Any) -> int:
    async for line in stream:
        if line.startswith(b"data: "):
            return int(line.removeprefix(b"data: "))
    raise AssertionError("the stream ended")
