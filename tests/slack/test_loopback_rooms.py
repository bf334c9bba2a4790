"""Channels of our own Slack change, are shared and are told of, as real clients see them."""

import pytest
from slack_sdk.errors import SlackApiError

from tests.slack.desk import Desk


async def test_a_private_channel_gets_another_id_as_soon_as_sharing_begins(desk: Desk) -> None:
    partner = desk.slack.world.add_team("Partner")
    room = desk.slack.world.add_channel(desk.app.team_id, "staff", [desk.app.bot_user_id], private=True)
    old, new = room.channel_id, desk.slack.rooms.invite_team(room.channel_id, partner.team_id)
    info = (await desk.client.conversations_info(channel=new))["channel"]
    assert (info["is_pending_ext_shared"], info["is_ext_shared"]) == (True, False)
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await desk.client.conversations_info(channel=old)
    told = [delivery.payload["event"] for delivery in desk.slack.record.deliveries]
    assert (told[-1]["type"], told[-1]["old_channel_id"], told[-1]["new_channel_id"]) == (
        "channel_id_changed",
        old,
        new,
    )


async def test_sharing_and_joining_are_told(desk: Desk) -> None:
    partner = desk.slack.world.add_team("Partner")
    eve = desk.slack.world.add_person(partner.team_id, "eve")
    async with desk.connected():
        desk.slack.rooms.share(desk.help.channel_id, partner.team_id)
        desk.slack.rooms.join(eve.user_id, desk.help.channel_id)
        await desk.slack.settled()
    kinds = sorted(body["event"].get("subtype", body["event"]["type"]) for body in desk.heard)
    assert kinds == ["channel_join", "channel_shared", "member_joined_channel"]


async def test_a_word_of_another_workspace_says_so(desk: Desk) -> None:
    partner = desk.slack.world.add_team("Partner")
    eve = desk.slack.world.add_person(partner.team_id, "eve")
    desk.slack.rooms.share(desk.help.channel_id, partner.team_id)
    desk.slack.rooms.join(eve.user_id, desk.help.channel_id)
    async with desk.connected():
        desk.slack.talk.post(eve.user_id, desk.help.channel_id, "Hello")
        await desk.slack.until(lambda: any(body["event"].get("text") == "Hello" for body in desk.heard))
    [body] = [body for body in desk.heard if body["event"].get("text") == "Hello"]
    assert (body["team_id"], body["event"]["user_team"]) == (desk.app.team_id, partner.team_id)
    assert body["is_ext_shared_channel"]


async def test_a_person_of_another_workspace_is_a_stranger_until_a_channel_is_shared(desk: Desk) -> None:
    partner = desk.slack.world.add_team("Partner")
    eve = desk.slack.world.add_person(partner.team_id, "eve", tz="Asia/Tokyo")
    before = (await desk.client.users_info(user=eve.user_id))["user"]
    desk.slack.rooms.share(desk.help.channel_id, partner.team_id)
    desk.slack.rooms.join(eve.user_id, desk.help.channel_id)
    after = (await desk.client.users_info(user=eve.user_id))["user"]
    assert (before["is_stranger"], "tz" in before) == (True, False)
    assert (after["is_stranger"], after["tz"], after["team_id"]) == (False, "Asia/Tokyo", partner.team_id)


async def test_one_message_can_be_delivered_for_both_sides(desk: Desk) -> None:
    partner = desk.slack.world.add_team("Partner")
    ts = desk.slack.talk.post(desk.bo.user_id, desk.help.channel_id, "Hello")
    desk.slack.talk.deliver_again(desk.help.channel_id, ts, team_id=partner.team_id)
    desk.slack.talk.deliver_again(desk.help.channel_id, ts, same_event=True)
    told = [delivery.payload for delivery in desk.slack.record.deliveries]
    assert [payload["team_id"] for payload in told] == [desk.app.team_id, partner.team_id, desk.app.team_id]
    assert told[0]["event_id"] == told[2]["event_id"] != told[1]["event_id"]
    assert {payload["event"]["ts"] for payload in told} == {ts}


async def test_a_deleted_root_leaves_a_tombstone_and_its_replies(desk: Desk) -> None:
    root = desk.slack.talk.post(desk.bo.user_id, desk.help.channel_id, "Root")
    reply = await desk.says("Reply", root)
    desk.slack.talk.delete(desk.bo.user_id, desk.help.channel_id, root)
    found = (await desk.client.conversations_replies(channel=desk.help.channel_id, ts=root))["messages"]
    assert [(each.get("subtype"), each["ts"]) for each in found] == [("tombstone", root), (None, reply.ts)]


async def test_edits_deletions_files_and_other_programs_are_told(desk: Desk) -> None:
    room, bo = desk.help.channel_id, desk.bo.user_id
    async with desk.connected():
        ts = desk.slack.talk.post(bo, room, "Hllo")
        desk.slack.talk.edit(bo, room, ts, "Hello")
        desk.slack.talk.delete(bo, room, ts)
        desk.slack.talk.post(bo, room, "Look", files=2)
        desk.slack.talk.other_app_says(room, "Deployed")
        await desk.slack.settled()
    told = [body["event"].get("subtype") for body in desk.heard]
    assert sorted(map(str, told)) == ["None", "bot_message", "file_share", "message_changed", "message_deleted"]
