"""Members who leave: their agent is told, and no check-in is sent after them."""

from datetime import timedelta

import pytest

from bot.config import Aftercare, Settings
from bot.model.deliveries import Kind, State
from tests.discord.branch import open_branch
from tests.discord.loopback import Intent
from tests.discord.office import Office, Shift

ASKED = "Why does the export stop?"


def automatic(office: Office, **more: bool) -> Settings:
    return office.settings(**more).model_copy(update={"aftercare": Aftercare(automatic=True)})


async def asks(shift: Shift) -> None:
    """Amina mentions the bot, so that it hears her whatever it may read."""
    office = shift.office
    office.says(office.amina, f"<@{office.app.user_id}> {ASKED}")
    await shift.keeps_up()
    await shift.presses(office.jonas, office.ours(office.backstage)[0], "Take")


async def resolved(shift: Shift) -> None:
    await asks(shift)
    office = shift.office
    asked = await shift.presses(office.jonas, office.ours(office.backstage)[0], "Resolve")
    await shift.fills_in(office.jonas, asked, {"fixed": "the export runs again"})


async def check_in_falls_due(shift: Shift) -> None:
    [check_in] = [each for each in await shift.bot.upcoming() if each.kind is Kind.CHECK_IN]
    shift.office.clock.shift = check_in.due_at - shift.office.clock.real() + timedelta(minutes=1)
    await shift.bot.speak()


def told_of_leaving(office: Office) -> int:
    return sum("Amina has left" in each for each in office.said(office.backstage))


async def test_the_agent_of_somebody_who_left_is_told_once(shift: Shift) -> None:
    office, rooms = shift.office, shift.office.discord.rooms
    await asks(shift)
    for _ in range(2):
        rooms.leave(office.amina.user_id, office.guild_id)
        await shift.keeps_up()
        assert told_of_leaving(office) == 1
        rooms.join(office.amina.user_id, office.guild_id)


async def test_whoever_is_in_another_server_of_ours_has_not_left(office: Office) -> None:
    branch, rooms = open_branch(office), office.discord.rooms
    rooms.join(office.amina.user_id, branch.guild_id)
    async with office.working(branch.settings) as shift:
        await asks(shift)
        for guild_id, told in ((office.guild_id, 0), (branch.guild_id, 1)):
            rooms.leave(office.amina.user_id, guild_id)
            await shift.keeps_up()
            assert told_of_leaving(office) == told


@pytest.mark.parametrize("privileged", [Intent.PRIVILEGED, Intent.NONE])
async def test_no_check_in_is_sent_after_somebody_who_left_and_the_agent_is_told(
    office: Office, privileged: Intent
) -> None:
    office.app.privileged = privileged
    async with office.working(automatic(office, message_content=bool(privileged))) as shift:
        await resolved(shift)
        office.discord.rooms.leave(office.amina.user_id, office.guild_id)
        await shift.keeps_up()
        await check_in_falls_due(shift)
        [check_in] = [each for each in await shift.bot.upcoming() if each.kind is Kind.CHECK_IN]
    assert check_in.state is State.HELD
    assert office.said(office.help) == []
    assert any("check-in with Amina is held" in each for each in office.said(office.backstage))
    assert any("they have left the server" in each for each in office.said(office.backstage))


async def test_whoever_came_back_in_time_gets_their_check_in(office: Office) -> None:
    rooms = office.discord.rooms
    async with office.working(automatic(office)) as shift:
        await resolved(shift)
        rooms.leave(office.amina.user_id, office.guild_id)
        await shift.keeps_up()
        rooms.join(office.amina.user_id, office.guild_id)
        await shift.keeps_up()
        await check_in_falls_due(shift)
    [check_in] = office.said(office.help)
    assert "Jonas" in check_in
