"""`doctor discord` and `discord invite`: what works on live servers and what is missing, said in words."""

import asyncio
import io
import os
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr
from rich.console import Console

from adapters.discord.doctor import examine, invite
from bot.config import Settings
from bot.errors import Misconfigured
from tests.discord.branch import open_branch
from tests.discord.loopback import Intent, Kind, Permission
from tests.discord.office import Office

ROOT = Path(__file__).resolve().parents[2]


async def examined(office: Office, settings: Settings | None = None) -> tuple[bool, str]:
    screen = io.StringIO()
    fine = await examine(settings or office.settings(), Console(file=screen, width=200))
    return fine, screen.getvalue()


async def wrong(office: Office, settings: Settings | None = None) -> str:
    fine, said = await examined(office, settings)
    assert not fine
    assert "Something needs your attention." in said
    return said


def with_discord(office: Office, **changes: object) -> Settings:
    settings = office.settings()
    return settings.model_copy(update={"discord": settings.discord.model_copy(update=changes)})


async def test_a_server_that_is_set_up_well_is_fine(office: Office) -> None:
    fine, said = await examined(office)
    assert fine
    assert "The bot token is accepted" in said
    assert "the Message Content Intent is on" in said
    assert "The role @staff helps." in said
    assert "The front desk #help is there, a text channel, and I may do there what I need." in said
    assert "The front desk #questions is there, a forum: each post is a conversation" in said
    assert "Only staff and the server's administrators can read in the backstage channel #backstage." in said
    assert "Everything that can be seen from here works." in said


async def test_each_server_is_looked_at_with_its_own_staff_and_each_channel_once(office: Office) -> None:
    branch = open_branch(office)
    fine, said = await examined(office, branch.settings)
    assert fine, said
    assert "The role @staff helps." in said
    assert "The role @helpers helps." in said
    assert said.count("read in the backstage channel #backstage") == 2


async def test_it_only_asks_and_tells_no_token(office: Office) -> None:
    _, said = await examined(office)
    assert {each.method for each in office.discord.record.requests} == {"GET"}
    assert office.app.token not in said


async def test_a_token_that_is_not_accepted_ends_the_visit(office: Office) -> None:
    said = await wrong(office, with_discord(office, bot_token=SecretStr("of-somebody-else")))
    assert "The bot token: Discord does not accept my token." in said
    assert "front desk" not in said


async def test_an_intent_that_is_off_is_named(office: Office) -> None:
    office.app.privileged = Intent.NONE
    assert "The Message Content Intent is off: I cannot connect." in await wrong(office)
    fine, said = await examined(office, with_discord(office, message_content=False))
    assert fine
    assert "I hear DMs, what begins with my name" in said


async def test_what_the_members_intent_is_for_is_said(office: Office) -> None:
    assert "I am told when members leave: the Server Members Intent is on." in (await examined(office))[1]
    office.app.privileged = Intent.MESSAGE_CONTENT
    fine, said = await examined(office)
    assert fine
    assert "The Server Members Intent is off: that a member has left I notice when a check-in is due" in said


async def test_missing_permissions_are_named_with_what_to_do(office: Office) -> None:
    denied = Permission.CREATE_PUBLIC_THREADS | Permission.SEND_MESSAGES
    office.discord.rooms.overwrite(office.backstage.channel_id, office.app.app_id, Permission.VIEW_CHANNEL, denied)
    said = await wrong(office)
    assert "In the backstage channel #backstage I may not: Send Messages, Create Public Threads." in said
    assert f"client_id={office.app.app_id}" in said


async def test_a_channel_we_do_not_see_is_named(office: Office) -> None:
    office.discord.rooms.overwrite(office.help.channel_id, office.app.app_id, deny=Permission.VIEW_CHANNEL)
    assert f"The front desk {office.help.channel_id}: I cannot see that channel." in await wrong(office)


async def test_staff_who_would_not_see_the_menus_are_named(office: Office) -> None:
    assert "hides the menus" not in (await examined(office))[1]
    office.discord.rooms.change_role(office.guild_id, office.staff_id, permissions=0)
    fine, said = await examined(office)
    assert fine
    assert "Discord hides the menus of messages and people from @staff." in said


async def test_others_than_staff_backstage_are_noticed(office: Office) -> None:
    office.discord.rooms.overwrite(office.backstage.channel_id, office.bo.user_id, allow=Permission.VIEW_CHANNEL)
    assert "In the backstage channel #backstage others than staff can read." in await wrong(office)


async def test_a_channel_of_another_kind_is_noticed(office: Office) -> None:
    category = office.discord.world.add_channel(office.guild_id, "support", Kind.CATEGORY)
    settings = office.settings()
    desk = settings.front_desks[0].model_copy(update={"channel": category.channel_id})
    said = await wrong(office, settings.model_copy(update={"front_desks": (desk,)}))
    assert "The front desk #support is neither a text channel nor a forum." in said


async def test_staff_that_is_not_there_is_noticed(office: Office) -> None:
    said = await wrong(office, with_discord(office, staff=("12345678", office.guild_id, office.jonas.user_id)))
    assert "12345678 is no role and nobody in your server." in said
    assert f"{office.guild_id} is @everyone." in said
    assert "Jonas helps." in said


async def test_a_discord_that_cannot_be_reached_is_said(office: Office) -> None:
    office.discord.outage(True)
    assert "The bot token: " in await wrong(office)


async def test_without_a_front_desk_on_discord_there_is_nothing_to_look_at() -> None:
    with pytest.raises(Misconfigured, match="No front desk is on Discord"):
        await examine(Settings(), Console(file=io.StringIO()))


async def test_the_invitation_asks_for_exactly_what_is_needed(office: Office) -> None:
    link = await invite(office.settings().discord)
    granted = int(link.rpartition("permissions=")[2])
    assert f"client_id={office.app.app_id}&scope=bot+applications.commands&" in link
    world, app = office.discord.world, office.discord.world.add_app()
    guild = world.add_guild("Bare")
    guild.everyone.permissions = 0
    world.install(app.app_id, guild.guild_id, granted)
    desk = world.add_channel(guild.guild_id, "help")
    assert int(world.held(desk, app.app_id)) == granted


async def test_without_a_token_or_with_a_wrong_one_there_is_no_invitation(office: Office) -> None:
    for token, said in (("", "There is no bot token."), ("of-somebody-else", "does not accept my token")):
        with pytest.raises(Misconfigured, match=said):
            await invite(with_discord(office, bot_token=SecretStr(token)).discord)


@pytest.mark.parametrize(
    ("words", "ends"), [("discord invite", "permissions=309237713984"), ("doctor discord", "works."), ("check", ".db")]
)
async def test_as_commands_they_end_well(office: Office, words: str, ends: str) -> None:
    desk = f'platform = "discord"\nchannel = "{office.help.channel_id}"\nbackstage = "{office.backstage.channel_id}"'
    file = office.folder / "config.toml"
    addresses = f'api_url = "{office.discord.api_url}"'
    file.write_text(f'[discord]\nstaff = ["{office.staff_id}"]\n{addresses}\n[[front_desks]]\n{desk}\n', "utf-8")
    ran = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words.split(), "--config", str(file)),
        cwd=ROOT,
        env=os.environ | {"UNHURRIED_DISCORD__BOT_TOKEN": office.app.token},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, complained = await ran.communicate()
    assert (ran.returncode, complained) == (0, b"")
    assert said.decode().rstrip().endswith(ends)
