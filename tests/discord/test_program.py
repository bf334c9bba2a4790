"""The program as it is run, against a Discord in another process: only that Discord's own record says what happened."""

import json
import signal
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests import entry_point
from tests.entry_point import MANNERS, PATIENCE, lines_with, until
from tests.steering import Steering, other_process

WORD = "Zwiebelkuchen"
ASKED = f"My {WORD} export fails, can you help? My key is xoxb-17653672481-pdFZ, write to zoe.zimmer@example.org."
ON_ITS_WAY = f"How do I cancel the {WORD} plan?"
MEANWHILE = f"Where is the {WORD} invoice?"
NOTED = f"Bakes {WORD} on Fridays"
MEMBER, CALLBACK = "GET /guilds/{guild}/members/{user}", "POST /interactions/{interaction}/{token}/callback"
Json = dict[str, Any]


@dataclass(frozen=True)
class Server:
    """Jonas helps, Zoe and Bo ask; everybody and everything by id."""

    steer: Steering
    app: Json
    jonas: str
    zoe: str
    bo: str
    help: str
    forum: str
    backstage: str
    folder: Path

    async def says(self, user: str, text: str, reply_to: str | None = None) -> str:
        return str(await self.steer("talk/post", user=user, channel=self.help, text=text, reply_to=reply_to))

    async def writes(self, user: str, text: str) -> None:
        await self.steer("talk/direct", user=user, app_id=self.app["app_id"], text=text)

    async def messages(self) -> list[Json]:
        """What the program said and did not take back."""
        said = await self.steer("record/transcript")
        return [each for each in said if each["app"] and not each["deleted"]]

    async def roots(self, words: str) -> list[Json]:
        """The roots backstage that quote this."""
        said = [each for each in await self.messages() if each["channel"] == self.backstage]
        return [each for each in said if words in json.dumps(each["versions"][-1]["components"])]

    async def showing(self, words: str) -> list[Json]:
        """What of the program's says this now."""
        return [each for each in await self.messages() if words in json.dumps(each["versions"][-1])]

    async def presses(self, user: str, message: Json, button: str) -> Json:
        at = {"channel": message["channel"], "message": message["id"]}
        return dict(await self.steer("clicks/press", user=user, button=button, **at))


@asynccontextmanager
async def server(folder: Path) -> AsyncIterator[Server]:
    async with other_process("discord", "--traffic", str(folder / "traffic.jsonl")) as steer:
        guild = (await steer("world/add_guild", name="Acme"))["guild_id"]
        app = await steer("world/add_app")
        await steer("world/install", app_id=app["app_id"], guild_id=guild)
        staff = (await steer("world/add_role", guild_id=guild, name="staff"))["role_id"]
        jonas, zoe, bo = [
            (await steer("world/add_person", guild_id=guild, name=name, roles=roles))["user_id"]
            for name, roles in (("jonas", [staff]), ("zoe zimmer", []), ("bo", []))
        ]
        help_, forum, backstage = [
            (await steer("world/add_channel", guild_id=guild, name=name, kind=kind, only=only))["channel_id"]
            for name, kind, only in (
                ("help", 0, None),
                ("questions", 15, None),
                ("backstage", 0, [staff, app["app_id"]]),
            )
        ]
        there = Server(steer, app, jonas, zoe, bo, help_, forum, backstage, folder)
        (folder / "config.toml").write_text(configuration(there, staff), "utf-8")
        yield there


def configuration(there: Server, staff: str) -> str:
    """What the operator writes; the token is in the environment."""
    addresses = there.steer.addresses
    desks = "\n".join(
        f"""
        [[front_desks]]
        platform = "discord"
        channel = "{channel}"
        backstage = "{there.backstage}"
        """
        for channel in (there.help, there.forum)
    )
    return f"""
        {MANNERS}
        [discord]
        staff = ["{staff}"]
        api_url = "{addresses["api_url"]}"
        gateway_url = "{addresses["gateway_url"]}"
        {desks}
    """


@asynccontextmanager
async def program(there: Server) -> AsyncIterator[Process]:
    """`run`, connected."""
    async with entry_point.program(there.folder, {"UNHURRIED_DISCORD__BOT_TOKEN": there.app["token"]}) as process:
        await there.steer("switches/connected", app_id=there.app["app_id"], seconds=PATIENCE)
        yield process


async def helps(there: Server) -> None:
    """Zoe asks, Jonas notes something and takes it; some calls go wrong on the way."""
    steer, arm = there.steer, "faults/arm"
    asked = await there.says(there.zoe, ASKED)
    [root] = await until(lambda: there.roots(WORD))
    form = await there.presses(there.jonas, root, "Note")
    await steer("clicks/submit", user=there.jonas, modal_id=form["modal_id"], fields={"text": NOTED, "kind": "=fact"})
    await steer(arm, fault="named", route=CALLBACK, code=10062)
    await there.presses(there.jonas, root, "Take")
    await there.says(there.jonas, f"I look at your {WORD} now.", asked)
    await until(lambda: there.showing(NOTED))
    await steer(arm, fault="busy", route="POST /channels/{channel}/messages")
    await there.writes(there.zoe, f"Hello, my {WORD}!")
    await until(lambda: there.showing("Hello, my"))


async def is_killed_while_it_hears(there: Server, process: Process) -> None:
    """It asks Discord who it is that writes, and never learns the answer."""
    await there.steer("faults/arm", fault="hang", route=MEMBER, seconds=PATIENCE)
    await there.writes(there.zoe, ON_ITS_WAY)

    async def in_the_act() -> bool:
        return any(each["fault"] for each in await there.steer("record/calls", route=MEMBER))

    await until(in_the_act)
    process.send_signal(signal.SIGKILL)
    await process.wait()
    await there.steer("faults/clear")


@pytest.mark.timeout(240)  # it starts the program twice
async def test_it_helps_is_killed_catches_up_and_stops_and_says_everything_once(tmp_path: Path) -> None:
    async with server(tmp_path) as there:
        async with program(there) as process:
            await helps(there)
            await is_killed_while_it_hears(there, process)
        await there.says(there.bo, MEANWHILE)
        post = {"forum": there.forum, "name": WORD, "text": "How do I log in?"}
        await there.steer("talk/forum_post", user=there.bo, **post)
        async with program(there) as process:
            for asked in (ON_ITS_WAY, MEANWHILE, "How do I log in?"):
                await until(partial(there.showing, asked))
            process.send_signal(signal.SIGTERM)
            assert await process.wait() == 0
        said = await there.messages()
        once = Counter(each["nonce"] for each in said if each["nonce"])
        assert set(once.values()) == {1}
        assert [len(await there.roots(asked)) for asked in (MEANWHILE, "How do I log in?")] == [1, 1]
        assert [each for each in said if each["channel"] == there.help] == []
        for_zoe = [each for each in said if any(there.zoe in version["readers"] for version in each["versions"])]
        assert len(for_zoe) == 1
        assert "A person reads this" in str(for_zoe)
    assert lines_with(tmp_path, "a command is left undone")
    assert lines_with(tmp_path, WORD, NOTED, "pdFZ", "zimmer", there.app["token"]) == []
