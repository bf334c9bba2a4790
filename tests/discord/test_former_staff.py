"""Whoever is staff no more gives no words of staff in direct messages, though nobody tells us that they lost a role."""

from collections.abc import AsyncIterator

import pytest

from tests.discord.loopback import Intent
from tests.discord.office import Office, Shift


@pytest.fixture
async def shift(office: Office) -> AsyncIterator[Shift]:
    """The bot at work where it is told nothing of members."""
    office.app.privileged = Intent.MESSAGE_CONTENT
    async with office.working() as shift:
        yield shift


def loses_the_role(office: Office) -> None:
    """Mira helps no more."""
    office.discord.rooms.change_member(office.mira.user_id, office.guild_id, roles=[])


async def test_what_they_type_is_heard_as_anybodys(shift: Shift) -> None:
    office = shift.office
    office.writes(office.mira, "brief")
    await shift.keeps_up()
    loses_the_role(office)
    office.writes(office.mira, "brief")
    await shift.keeps_up()
    to_staff, to_anybody = office.said(office.direct(office.mira))
    assert "which conversation" in to_staff
    assert "A person reads this" in to_anybody


async def test_what_they_ask_for_by_a_command_is_refused(shift: Shift) -> None:
    office, direct = shift.office, shift.office.direct(shift.office.mira)
    for _ in range(2):
        await shift.commands(office.mira, "brief", direct)
        loses_the_role(office)
    to_staff, to_anybody = office.answers(office.mira)
    assert "which conversation" in to_staff
    assert "That is for the people who help here" in to_anybody
