"""Who could ever read what, by our own Slack's own facts."""

from tests.slack.desk import Desk
from tests.slack.loopback.people import Person


def newcomer(desk: Desk, team: str = "", restricted: bool = False) -> Person:
    """Eve, who is in no channel."""
    return desk.slack.world.add_person(team or desk.app.team_id, "eve", is_restricted=restricted)


async def test_a_public_channel_is_read_by_the_whole_workspace_but_not_by_guests(desk: Desk) -> None:
    member, guest = newcomer(desk), newcomer(desk, restricted=True)
    said = await desk.says("Hello")
    assert member.user_id in said.readers
    assert guest.user_id not in said.readers


async def test_whoever_joins_later_reads_what_stands_and_not_what_stood(desk: Desk) -> None:
    eve = newcomer(desk)
    room = desk.slack.world.add_channel(desk.app.team_id, "staff", [desk.app.bot_user_id], private=True)
    gone = await desk.client.chat_postMessage(channel=room.channel_id, text="Deleted")
    stands = await desk.client.chat_postMessage(channel=room.channel_id, text="First words")
    await desk.client.chat_delete(channel=room.channel_id, ts=gone["ts"])
    await desk.client.chat_update(channel=room.channel_id, ts=stands["ts"], text="Second words")
    desk.slack.rooms.join(eve.user_id, room.channel_id)
    [read] = desk.slack.record.readable_by(eve.user_id)
    assert "Second words" in read


async def test_a_reader_who_leaves_has_read_it(desk: Desk) -> None:
    eve = newcomer(desk)
    room = desk.slack.world.add_channel(desk.app.team_id, "staff", [desk.app.bot_user_id, eve.user_id], private=True)
    await desk.client.chat_postMessage(channel=room.channel_id, text="Hello")
    desk.slack.rooms.leave(eve.user_id, room.channel_id)
    await desk.client.chat_postMessage(channel=room.channel_id, text="She is gone")
    [read] = desk.slack.record.readable_by(eve.user_id)
    assert "Hello" in read


async def test_an_ephemeral_is_read_by_one_and_is_in_no_history(desk: Desk) -> None:
    room = desk.help.channel_id
    await desk.client.chat_postEphemeral(channel=room, user=desk.ada.user_id, text="Psst")
    [whispered] = desk.slack.record.by_apps()
    assert whispered.readers == {desk.ada.user_id}
    assert (await desk.client.conversations_history(channel=room))["messages"] == []


async def test_a_dm_is_read_by_two(desk: Desk) -> None:
    await desk.client.chat_postMessage(channel=desk.bo.user_id, text="Hello")
    assert desk.slack.record.by_apps()[0].readers == {desk.bo.user_id, desk.app.bot_user_id}


async def test_a_channel_shared_later_is_read_by_the_other_workspace(desk: Desk) -> None:
    partner = desk.slack.world.add_team("Partner")
    eve = newcomer(desk, partner.team_id)
    said = await desk.says("Hello")
    assert eve.user_id not in said.readers
    desk.slack.rooms.share(desk.help.channel_id, partner.team_id)
    assert eve.user_id in said.readers


async def test_a_reply_to_what_is_not_there_lands_in_the_channel(desk: Desk) -> None:
    astray = await desk.says("For the thread only", "1700000000.000001")
    assert astray.thread_ts is None
    assert astray in desk.help.top()


async def test_metadata_is_read_by_the_whole_workspace(desk: Desk) -> None:
    eve = newcomer(desk)
    room = desk.slack.world.add_channel(desk.app.team_id, "staff", [desk.app.bot_user_id], private=True)
    key = {"event_type": "said", "event_payload": {"key": "not a word"}}
    await desk.client.chat_postMessage(channel=room.channel_id, text="Hello", metadata=key)
    [read] = desk.slack.record.readable_by(eve.user_id)
    assert "not a word" in read
    assert "Hello" not in read
