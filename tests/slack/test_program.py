"""The program as it is run, against a Slack in another process: only that Slack's own record says what happened."""

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
Json = dict[str, Any]


@dataclass(frozen=True)
class Workspace:
    """Jonas helps, Zoe and Bo ask; everybody and everything by id."""

    steer: Steering
    app: Json
    jonas: str
    zoe: str
    bo: str
    help: str
    backstage: str
    folder: Path

    async def says(self, user: str, text: str, thread: str | None = None) -> str:
        return str(await self.steer("talk/post", user=user, channel=self.help, text=text, thread_ts=thread))

    async def messages(self) -> list[Json]:
        """What the program said and did not take back."""
        said = await self.steer("record/transcript")
        return [each for each in said if each["app"] and not each["deleted"]]

    async def roots(self, words: str) -> list[Json]:
        """The roots backstage that quote this."""
        said = [each for each in await self.messages() if each["channel"] == self.backstage and not each["thread_ts"]]
        return [each for each in said if words in json.dumps(each["versions"][-1]["blocks"])]

    async def shows(self, words: str) -> bool:
        """Whether anything of the program's says this now."""
        return any(words in json.dumps(each["versions"][-1]) for each in await self.messages())


@asynccontextmanager
async def workspace(folder: Path) -> AsyncIterator[Workspace]:
    async with other_process("slack", "--traffic", str(folder / "traffic.jsonl")) as steer:
        team = (await steer("world/add_team", name="Acme"))["team_id"]
        app = await steer("world/add_app", team_id=team)
        people = [await steer("world/add_person", team_id=team, name=each) for each in ("jonas", "zoe zimmer", "bo")]
        jonas, zoe, bo = [each["user_id"] for each in people]
        staff = (await steer("world/add_group", team_id=team, handle="support", users=[jonas]))["group_id"]
        rooms = {"help": [jonas, zoe, bo, app["bot_user_id"]], "backstage": [jonas, app["bot_user_id"]]}
        help_, backstage = [
            (await steer("world/add_channel", team_id=team, name=name, members=who, private=name == "backstage"))[
                "channel_id"
            ]
            for name, who in rooms.items()
        ]
        there = Workspace(steer, app, jonas, zoe, bo, help_, backstage, folder)
        (folder / "config.toml").write_text(configuration(there, staff), "utf-8")
        yield there


def configuration(there: Workspace, staff: str) -> str:
    """What the operator writes; the tokens are in the environment."""
    return f"""
        slack = {{ staff = ["{staff}"], api_url = "{there.steer.addresses["api_url"]}" }}
        {MANNERS}
        [[front_desks]]
        platform = "slack"
        channel = "{there.help}"
        backstage = "{there.backstage}"
    """


@asynccontextmanager
async def program(there: Workspace) -> AsyncIterator[Process]:
    """`run`, connected."""
    app = there.app
    tokens = {"UNHURRIED_SLACK__BOT_TOKEN": app["bot_token"], "UNHURRIED_SLACK__APP_TOKEN": app["app_token"]}
    async with entry_point.program(there.folder, tokens) as process:
        await there.steer("switches/connected", app_id=app["app_id"], seconds=PATIENCE)
        yield process


async def helps(there: Workspace) -> None:
    """Zoe asks, Jonas notes something and takes it; some calls go wrong on the way."""
    steer, arm = there.steer, "faults/arm"
    asked = await there.says(there.zoe, ASKED)
    [root] = await until(lambda: there.roots(WORD))
    await steer(arm, fault="named", method="chat.postEphemeral", error=f"about_{WORD}")
    given = {"user": there.jonas, "channel": there.backstage}
    await steer("talk/post", **given, text=f"@unhurried note {NOTED}", thread_ts=root["ts"])
    await steer("talk/post", **given, text=f"@unhurried {WORD}", thread_ts=root["ts"])
    await steer(arm, fault="busy", method="chat.update")
    await steer("clicks/press", **given, ts=root["ts"], button="Take")
    await there.says(there.jonas, f"I look at your {WORD} now.", asked)
    await until(lambda: there.shows("Jonas"))
    await steer("talk/direct", user=there.zoe, app_id=there.app["app_id"], text=f"Hello, my {WORD}!")
    await until(lambda: there.shows("Hello, my"))
    await steer("switches/settled")


async def is_killed_while_it_hears(there: Workspace, process: Process) -> None:
    """It asks Slack who it is that writes, and never learns the answer."""
    newcomer = await there.steer("world/add_person", team_id=there.app["team_id"], name="newcomer")
    await there.steer("rooms/join", user=newcomer["user_id"], channel=there.help)
    await there.steer("faults/arm", fault="hang", method="users.info", seconds=PATIENCE)
    await there.says(newcomer["user_id"], ON_ITS_WAY)

    async def in_the_act() -> bool:
        return any(each["fault"] for each in await there.steer("record/calls", method="users.info"))

    await until(in_the_act)
    process.send_signal(signal.SIGKILL)
    await process.wait()
    await there.steer("faults/clear")


@pytest.mark.timeout(240)  # it starts the program twice
async def test_it_helps_is_killed_catches_up_and_stops_and_says_everything_once(tmp_path: Path) -> None:
    async with workspace(tmp_path) as there:
        async with program(there) as process:
            await helps(there)
            await is_killed_while_it_hears(there, process)
        await there.says(there.bo, MEANWHILE)
        async with program(there) as process:
            for asked in (ON_ITS_WAY, MEANWHILE):
                await until(partial(there.roots, asked))
            process.send_signal(signal.SIGTERM)
            assert await process.wait() == 0
        said = await there.messages()
        once = Counter(each["metadata"]["event_payload"]["key"] for each in said if each["metadata"])
        assert set(once.values()) == {1}
        assert [len(await there.roots(asked)) for asked in (ON_ITS_WAY, MEANWHILE)] == [1, 1]
        assert [each for each in said if each["channel"] == there.help] == []
        for_zoe = [each for each in said if any(there.zoe in version["readers"] for version in each["versions"])]
        assert len(for_zoe) == 1
        assert "A person reads this" in str(for_zoe)
    assert lines_with(tmp_path, "an answer did not get through")
    assert lines_with(tmp_path, WORD, NOTED, "pdFZ", "zimmer", there.app["bot_token"], there.app["app_token"]) == []
