"""Who can read backstage is judged anew when Slack tells that it changed, however short ago it was asked."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from adapters.slack.readers import is_closed
from bot.model.places import Place, Readers
from tests.slack.loopback import events
from tests.slack.loopback.channels import Kind
from tests.slack.office import Office, Shift


def tell(office: Office, subtype: str) -> None:
    """Slack tells of a change in the backstage channel by a message there."""
    world, room, ts = office.slack.world, office.backstage, office.slack.world.new_ts()
    said = {"type": "message", "subtype": subtype, "user": office.jonas.user_id, "text": "", "ts": ts, "event_ts": ts}
    event = {**said, "channel": room.channel_id, "channel_type": room.kind.value}
    office.slack.outbound.event(office.app, events.envelope(world, office.app, event, room))


async def test_nothing_more_is_whispered_in_a_channel_that_was_made_public(shift: Shift) -> None:
    office = shift.office
    office.says(office.amina, "Why does my export stop?")
    await shift.keeps_up()
    before = office.said(office.backstage)
    assert len(before) == 1
    office.backstage.kind = Kind.PUBLIC
    tell(office, "channel_convert_to_public")
    office.says(office.bo, "Why does my import stop?")
    await shift.keeps_up()
    assert office.said(office.backstage) == before


def somebody_joins(office: Office) -> None:
    office.slack.rooms.join(office.bo.user_id, office.backstage.channel_id)


def somebody_leaves_the_team(office: Office) -> None:
    office.slack.rooms.regroup(office.staff_id, [office.jonas.user_id])


def somebody_becomes_a_guest(office: Office) -> None:
    office.slack.world.change_person(office.mira.user_id, is_restricted=True)
    event = {"type": "user_change", "user": {"id": office.mira.user_id}, "event_ts": office.slack.world.new_ts()}
    office.slack.outbound.event(office.app, events.envelope(office.slack.world, office.app, event))


def it_is_shared(office: Office) -> None:
    office.slack.rooms.share(office.backstage.channel_id, office.sten.team_id)


def sharing_begins(office: Office) -> None:
    office.slack.rooms.invite_team(office.backstage.channel_id, office.sten.team_id)


@pytest.mark.parametrize(
    "happens",
    [somebody_joins, somebody_leaves_the_team, somebody_becomes_a_guest, it_is_shared, sharing_begins],
)
async def test_a_change_of_who_can_read_counts_at_once(shift: Shift, happens: Callable[[Office], None]) -> None:
    office = shift.office
    office.says(office.amina, "Why does my export stop?")
    await shift.keeps_up()
    before = office.said(office.backstage)
    assert len(before) == 1
    happens(office)
    office.says(office.bo, "Why does my import stop?")
    await shift.keeps_up()
    assert office.said(office.backstage) == before


async def test_what_is_for_an_agent_goes_to_their_own_messages_while_others_read_backstage(shift: Shift) -> None:
    office = shift.office
    office.says(office.amina, "Why does my export stop?")
    await shift.keeps_up()
    [root] = office.ours(office.backstage)
    await shift.presses(office.jonas, office.backstage, root.ts, "Take")
    office.says(office.jonas, "@unhurried remind in 2 hours", root.ts, office.backstage)
    await shift.keeps_up()
    before = office.said(office.backstage)
    somebody_joins(office)
    await shift.keeps_up()
    await shift.time_passes(timedelta(hours=3))
    assert office.said(office.backstage) == before
    assert any("You asked me to remind you about Amina" in each for each in office.said(office.direct(office.jonas)))


async def test_only_while_slack_tells_of_changes_an_answer_is_good_for_a_moment(office: Office) -> None:
    backstage, asked = Place("slack", office.backstage.channel_id), office.slack.record.calls

    async def times_asked_for_two() -> int:
        before = len(asked("conversations.info"))
        for _ in range(2):
            assert await shift.chat.readers(backstage) is Readers.STAFF_ONLY
        return len(asked("conversations.info")) - before

    async with office.bot() as shift:
        async with shift.listening():
            office.says(office.amina, "Good morning")
            await office.slack.settled()  # it is heard, so the connection stands
            assert await times_asked_for_two() == 1
        assert await times_asked_for_two() == 2


@pytest.mark.parametrize(
    "but",
    [
        *({flag: True} for flag in ("is_ext_shared", "is_pending_ext_shared", "is_org_shared", "is_shared")),
        *({flag: True} for flag in ("is_mpim", "is_im")),
        *({pending: ["T0OTHER"]} for pending in ("pending_shared", "pending_connected_team_ids")),
        {"is_private": False},
    ],
    ids=str,
)
def test_each_sign_that_others_read_a_channel_is_enough(but: dict[str, object]) -> None:
    closed = {"is_private": True, "is_shared": False, "is_ext_shared": False, "pending_shared": []}
    assert is_closed(closed)
    assert not is_closed(closed | but)
