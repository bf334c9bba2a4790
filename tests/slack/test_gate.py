"""Who can read backstage is judged anew when Slack tells that it changed, however short ago it was asked."""

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
