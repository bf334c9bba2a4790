"""The doctor says in words what works on a workspace and what is missing, and changes nothing there."""

import asyncio
import io
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from rich.console import Console

from adapters.slack.doctor import examine
from adapters.slack.manifest import manifest
from bot.config import Settings
from bot.errors import Misconfigured
from tests.slack.loopback import Fault
from tests.slack.office import Office

ROOT = Path(__file__).resolve().parents[2]
ASKING = {
    "apps.connections.open",
    "auth.test",
    "conversations.history",
    "conversations.info",
    "conversations.members",
    "usergroups.users.list",
    "users.info",
}


@pytest.fixture
def office(office: Office) -> Office:
    """With the permissions of our manifest, and no others."""
    office.app.scopes = set(manifest()["oauth_config"]["scopes"]["bot"])
    return office


async def examined(office: Office, settings: Settings | None = None, to: str = "") -> tuple[bool, str]:
    """Whether nothing is wrong, and all that is said."""
    said = io.StringIO()
    console = Console(file=said, highlight=False, width=400)
    fine = await examine(settings or office.settings(), to, console)
    return fine, said.getvalue()


async def wrong(office: Office, settings: Settings | None = None, to: str = "") -> str:
    """What is said, when something is wrong."""
    fine, said = await examined(office, settings, to)
    assert not fine
    assert "Something needs your attention." in said
    return said


def with_slack(office: Office, **other: Any) -> Settings:
    settings = office.settings()
    return settings.model_copy(update={"slack": settings.slack.model_copy(update=other)})


async def test_a_workspace_that_is_set_up_has_nothing_wrong(office: Office) -> None:
    fine, said = await examined(office)
    assert fine, said
    assert "I am Unhurried at" in said
    assert "It has all permissions it needs." in said
    assert "Slack lets me connect" in said
    assert f"{office.staff_id} helps: Jonas, Mira." in said
    assert "The front desk #help is there, and I am in it." in said
    assert "#help is shared by Slack Connect: everybody from outside is a customer." in said
    assert "The backstage channel #backstage is private, I am in it, and only staff can read there." in said
    assert "Everything that can be seen from here works." in said


async def test_it_only_asks(office: Office) -> None:
    await examined(office)
    assert {each.method for each in office.slack.record.requests} <= ASKING
    assert list(office.slack.record.by_apps()) == []


async def test_no_token_is_told(office: Office) -> None:
    _, said = await examined(office)
    assert "xoxb-" not in said
    assert "xapp-" not in said


async def test_a_token_that_is_not_accepted_ends_the_visit(office: Office) -> None:
    said = await wrong(office, with_slack(office, bot_token=SecretStr("xoxb-of-somebody-else")))
    assert "The bot token: Slack does not accept my token." in said
    assert "front desk" not in said


async def test_an_app_token_that_is_not_accepted_is_said(office: Office) -> None:
    said = await wrong(office, with_slack(office, app_token=SecretStr("xapp-of-somebody-else")))
    assert "The app token: Slack does not accept my token." in said


async def test_missing_permissions_are_named(office: Office) -> None:
    office.app.scopes -= {"usergroups:read", "im:write"}
    said = await wrong(office)
    assert "The app lacks permissions: im:write, usergroups:read" in said
    assert "The staff: my Slack app lacks the permission usergroups:read." in said


async def test_a_permission_to_write_anywhere_is_too_much(office: Office) -> None:
    office.app.scopes.add("chat:write.public")
    assert "chat:write.public" in await wrong(office)


async def test_a_channel_we_were_not_invited_to_is_named_with_what_to_do(office: Office) -> None:
    office.slack.rooms.leave(office.app.bot_user_id, office.help.channel_id)
    said = await wrong(office)
    assert "The front desk #help is there, and I am not in it." in said
    assert "/invite @Unhurried" in said


async def test_a_channel_that_is_not_there_is_named(office: Office) -> None:
    settings = office.settings()
    desk = settings.front_desks[0].model_copy(update={"backstage": "C0NOWHERE"})
    said = await wrong(office, settings.model_copy(update={"front_desks": (desk,)}))
    assert "The backstage channel C0NOWHERE: Slack knows no such channel, or I was not invited to it." in said


async def test_others_than_staff_backstage_are_named(office: Office) -> None:
    for who in (office.bo, office.gil):
        office.slack.rooms.join(who.user_id, office.backstage.channel_id)
    said = await wrong(office)
    assert "In the backstage channel #backstage others than staff can read: Bo, Gil." in said


async def test_a_public_backstage_channel_is_refused(office: Office) -> None:
    team = office.app.team_id
    public = office.slack.world.add_channel(team, "lounge", [office.jonas.user_id, office.app.bot_user_id])
    settings = office.settings()
    desk = settings.front_desks[0].model_copy(update={"backstage": public.channel_id})
    said = await wrong(office, settings.model_copy(update={"front_desks": (desk,)}))
    assert "The backstage channel #lounge is public, or shared with another workspace." in said


async def test_an_empty_staff_group_is_named(office: Office) -> None:
    empty = office.slack.world.add_group(office.app.team_id, "nobody")
    assert f"{empty.group_id} is empty." in await wrong(office, with_slack(office, staff=(empty.group_id,)))


async def test_a_guest_who_is_named_cannot_be_staff(office: Office) -> None:
    said = await wrong(office, with_slack(office, staff=(office.gil.user_id,)))
    assert f"{office.gil.user_id} names people who cannot be staff: Gil." in said


async def test_a_running_bot_is_no_other_program(office: Office) -> None:
    async with office.working():
        fine, said = await examined(office)
    assert fine
    assert "Connections on this app already: 1." in said


async def test_another_program_on_the_same_app_is_noticed(office: Office) -> None:
    async with office.working(), office.working(), office.working():
        await office.slack.connected(office.app.app_id, 3)
        said = await wrong(office)
    assert "3 other connections listen on this app" in said


async def test_by_http_nothing_is_connected(office: Office) -> None:
    fine, said = await examined(office, with_slack(office, mode="http"))
    assert fine
    assert "Slack calls you by HTTP" in said
    assert office.slack.record.calls("apps.connections.open") == []


async def test_an_app_that_is_shown_little_history_is_noticed(office: Office) -> None:
    office.app.history_cap = 15
    for number in range(16):
        office.says(office.amina, f"Message {number}")
    assert "Slack shows me only 15 messages of the front desk #help at once." in await wrong(office)


async def test_one_message_goes_to_the_operator_and_nowhere_else(office: Office) -> None:
    fine, said = await examined(office, to=office.jonas.user_id)
    assert fine
    assert "the Messages tab is on" in said
    assert [each.channel_id for each in office.slack.record.by_apps()] == [office.direct(office.jonas).channel_id]


async def test_a_messages_tab_that_is_off_is_said(office: Office) -> None:
    office.slack.faults.arm(Fault.NAMED, method="chat.postMessage", error="messages_tab_disabled")
    said = await wrong(office, to=office.jonas.user_id)
    assert "the Messages tab of my App Home is switched off" in said


async def test_nothing_is_sent_to_a_customer(office: Office) -> None:
    said = await wrong(office, to=office.amina.user_id)
    assert "is not staff: nothing was sent" in said
    assert list(office.slack.record.by_apps()) == []


async def test_a_slack_that_cannot_be_reached_is_said(office: Office) -> None:
    office.slack.outage(True)
    assert "The bot token: " in await wrong(office)


async def test_without_a_front_desk_on_slack_there_is_nothing_to_look_at() -> None:
    with pytest.raises(Misconfigured, match="No front desk is on Slack"):
        await examine(Settings(), "", Console(file=io.StringIO()))


@pytest.mark.parametrize(("to", "code", "ends"), [("jonas", 0, "works."), ("amina", 1, "your attention.")])
async def test_as_a_command_it_ends_with_a_code(office: Office, to: str, code: int, ends: str) -> None:
    desk = f'platform = "slack"\nchannel = "{office.help.channel_id}"\nbackstage = "{office.backstage.channel_id}"'
    slack = f'staff = ["{office.staff_id}"]\napi_url = "{office.slack.api_url}"'
    file = office.folder / "config.toml"
    file.write_text(f"[slack]\n{slack}\n[[front_desks]]\n{desk}\n", "utf-8")
    tokens = {"BOT_TOKEN": office.app.bot_token, "APP_TOKEN": office.app.app_token}
    words = ["-m", "bot", "doctor", "slack", "--config", str(file), "--to", getattr(office, to).user_id]
    ran = await asyncio.create_subprocess_exec(
        sys.executable,
        *words,
        cwd=ROOT,
        env=os.environ | {f"UNHURRIED_SLACK__{name}": token for name, token in tokens.items()},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, complained = await ran.communicate()
    assert (ran.returncode, complained) == (code, b"")
    assert said.decode().rstrip().endswith(ends)
