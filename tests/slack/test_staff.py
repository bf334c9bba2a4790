"""Who is staff: full members of our own workspace, or of its Grid, who are named; whoever else is named is not."""

import pytest

from bot.model.people import Role
from bot.model.places import Person
from tests.slack.loopback import events
from tests.slack.office import Office, Shift


async def role_of(shift: Shift, user_id: str) -> Role:
    return (await shift.chat.profile(Person("slack", user_id))).role


async def test_whoever_is_in_the_user_group_is_staff_and_nobody_else(shift: Shift) -> None:
    office = shift.office
    roles = [await role_of(shift, each.user_id) for each in (office.jonas, office.amina, office.gil)]
    assert roles == [Role.STAFF, Role.CUSTOMER, Role.CUSTOMER]


@pytest.mark.parametrize("barred", ["is_restricted", "is_ultra_restricted", "is_bot", "deleted"])
async def test_guests_bots_and_closed_accounts_are_not_even_if_they_are_named(shift: Shift, barred: str) -> None:
    office = shift.office
    office.slack.world.change_person(office.mira.user_id, **{barred: True})
    assert await role_of(shift, office.mira.user_id) is not Role.STAFF


async def test_somebody_of_another_workspace_is_not_even_if_they_are_named(shift: Shift) -> None:
    office = shift.office
    office.slack.rooms.regroup(office.staff_id, [office.jonas.user_id, office.sten.user_id])
    await shift.keeps_up()
    assert await role_of(shift, office.sten.user_id) is not Role.STAFF


async def test_somebody_of_the_same_grid_is(office: Office) -> None:
    world = office.slack.world
    world.teams[office.app.team_id].enterprise_id = "E0GRID"
    sister = world.add_person(world.add_team("Sister", enterprise_id="E0GRID").team_id, "sven")
    world.groups[office.staff_id].users.append(sister.user_id)
    world.channels[office.help.channel_id].members.append(sister.user_id)
    async with office.bot() as shift:
        assert await role_of(shift, sister.user_id) is Role.STAFF


async def test_the_user_group_is_asked_again_after_a_while_whether_or_not_a_change_was_told(
    shift: Shift, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = shift.office
    assert await role_of(shift, office.amina.user_id) is Role.CUSTOMER
    office.slack.world.groups[office.staff_id].users.append(office.amina.user_id)
    assert await role_of(shift, office.amina.user_id) is Role.CUSTOMER
    monkeypatch.setattr("adapters.slack.people._STAFF_KEPT_FOR", 0.0)
    assert await role_of(shift, office.amina.user_id) is Role.STAFF


async def test_whoever_becomes_a_guest_is_staff_no_longer_from_that_moment_on(shift: Shift) -> None:
    office = shift.office
    assert await role_of(shift, office.mira.user_id) is Role.STAFF
    office.slack.world.change_person(office.mira.user_id, is_restricted=True)
    office.slack.outbound.event(office.app, _changed(office))
    await shift.keeps_up()
    assert await role_of(shift, office.mira.user_id) is not Role.STAFF


def _changed(office: Office) -> dict[str, object]:
    event = {"type": "user_change", "user": {"id": office.mira.user_id}, "event_ts": office.slack.world.new_ts()}
    return events.envelope(office.slack.world, office.app, event)
