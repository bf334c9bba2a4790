"""Who reads backstage is known for a minute only where Discord would tell of a change."""

import asyncio

import pytest

from bot.errors import ChatRefused
from bot.messages import StaffWords
from bot.model.people import Role
from bot.model.places import Person, Place, Readers
from bot.rules.audience import StaffPlace
from tests.discord.loopback import Intent, Permission, objects
from tests.discord.loopback.channels import Channel, Kind, Overwrite
from tests.discord.loopback.permissions import MEMBERS
from tests.discord.office import Office, Shift

VIEW = Permission.VIEW_CHANNEL


async def readers(shift: Shift, channel: Channel) -> Readers:
    await shift.office.discord.heard()
    return await shift.chat.readers(Place("discord", channel.channel_id))


async def test_a_role_that_may_see_more_than_before_ends_the_whispering_at_once(shift: Shift) -> None:
    office, rooms = shift.office, shift.office.discord.rooms
    helpers = rooms.add_role(office.guild_id, "helpers").role_id
    rooms.change_role(office.guild_id, office.guild_id, permissions=MEMBERS & ~VIEW)
    rooms.overwrite(office.backstage.channel_id, office.guild_id)
    assert await readers(shift, office.backstage) is Readers.STAFF_ONLY
    rooms.change_role(office.guild_id, helpers, permissions=VIEW)
    assert await readers(shift, office.backstage) is Readers.OTHERS_TOO


async def test_of_people_who_are_let_in_one_by_one_no_answer_is_kept(office: Office) -> None:
    office.app.privileged = Intent.MESSAGE_CONTENT  # so nobody tells that somebody lost a role
    async with office.working() as shift:
        room = office.discord.world.add_channel(
            office.guild_id, "leads", only=[office.staff_id, office.app.app_id, office.mira.user_id]
        )
        assert await readers(shift, room) is Readers.STAFF_ONLY
        office.discord.rooms.change_member(office.mira.user_id, office.guild_id, roles=[])
        assert await readers(shift, room) is Readers.OTHERS_TOO


async def test_while_nobody_tells_of_changes_no_answer_is_kept(office: Office) -> None:
    async with office.resting() as shift:
        async with shift.listening():
            assert await readers(shift, office.backstage) is Readers.STAFF_ONLY
        assert await readers(shift, office.backstage) is Readers.STAFF_ONLY
        office.discord.rooms.overwrite(office.backstage.channel_id, office.amina.user_id, allow=VIEW)
        assert await readers(shift, office.backstage) is Readers.OTHERS_TOO


async def test_our_own_role_may_see_it(shift: Shift) -> None:
    office = shift.office
    [ours] = [each for each in office.discord.world.guilds[office.guild_id].roles.values() if each.bot_id]
    office.discord.rooms.overwrite(office.backstage.channel_id, ours.role_id, allow=VIEW)
    assert await readers(shift, office.backstage) is Readers.STAFF_ONLY


@pytest.mark.parametrize("kind", [Kind.FORUM, Kind.ANNOUNCEMENT])
async def test_only_a_text_channel_is_backstage(shift: Shift, kind: Kind) -> None:
    office = shift.office
    room = office.discord.world.add_channel(
        office.guild_id, "leads", kind=kind, only=[office.staff_id, office.app.app_id]
    )
    assert await readers(shift, room) is Readers.OTHERS_TOO


async def test_a_role_of_administrators_ends_no_whispering(shift: Shift) -> None:
    office = shift.office
    office.discord.rooms.add_role(office.guild_id, "admins", Permission.ADMINISTRATOR)
    assert await readers(shift, office.backstage) is Readers.STAFF_ONLY


async def test_while_the_connection_is_broken_no_answer_is_kept(shift: Shift, monkeypatch: pytest.MonkeyPatch) -> None:
    office, is_broken = shift.office, asyncio.Event()

    async def never(*_: object, **__: object) -> None:
        """Nobody connects any more."""
        is_broken.set()
        await asyncio.Event().wait()

    assert await readers(shift, office.backstage) is Readers.STAFF_ONLY
    monkeypatch.setattr("discord.gateway.DiscordWebSocket.from_client", never)
    office.discord.gateway.drop(office.app.app_id)
    await is_broken.wait()
    office.discord.rooms.overwrite(office.backstage.channel_id, office.amina.user_id, allow=VIEW)
    with pytest.raises(ChatRefused, match="others than staff"):
        await shift.chat.whisper(
            StaffPlace(Place("discord", office.backstage.channel_id)), StaffWords(title="Amina asks"), "k"
        )
    assert office.said(office.backstage) == []


async def test_when_a_server_is_back_nothing_that_was_known_of_it_is_kept(shift: Shift) -> None:
    office, guild = shift.office, shift.office.discord.world.guilds[shift.office.guild_id]
    assert await readers(shift, office.backstage) is Readers.STAFF_ONLY
    amina, us = office.amina.user_id, office.app.app_id
    office.backstage.overwrites[amina] = Overwrite(amina, is_member=True, allow=int(VIEW))  # and nobody was told
    told = objects.guild_created(office.discord.world, guild, us)
    office.discord.announcer.to_app(us, office.guild_id, "GUILD_CREATE", told)
    assert await readers(shift, office.backstage) is Readers.OTHERS_TOO


async def test_of_a_server_that_we_are_removed_from_nothing_is_known(shift: Shift) -> None:
    office = shift.office
    assert await readers(shift, office.backstage) is Readers.STAFF_ONLY
    office.discord.rooms.uninstall(office.app.app_id, office.guild_id)
    assert await readers(shift, office.backstage) is Readers.UNKNOWN


async def test_of_whoever_gets_or_loses_a_role_it_is_known_at_once(shift: Shift) -> None:
    office, mira = shift.office, Person("discord", shift.office.mira.user_id)
    assert (await shift.chat.profile(mira)).role is Role.STAFF
    office.discord.rooms.change_member(mira.user_id, office.guild_id, roles=[])
    await shift.keeps_up()
    assert (await shift.chat.profile(mira)).role is Role.CUSTOMER
