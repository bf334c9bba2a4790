"""Who reads backstage is known for a minute only where Discord would tell of a change."""

import pytest

from bot.model.places import Place, Readers
from tests.discord.loopback import Intent, Permission
from tests.discord.loopback.channels import Channel, Kind
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
