"""What an app may not do, our own Slack names as Slack does."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.desk import Desk


async def test_only_a_member_posts(desk: Desk) -> None:
    public = desk.slack.world.add_channel(desk.app.team_id, "elsewhere")
    private = desk.slack.world.add_channel(desk.app.team_id, "secret", private=True)
    for room, error in ((public, "not_in_channel"), (private, "channel_not_found")):
        with pytest.raises(SlackApiError, match=error):
            await desk.client.chat_postMessage(channel=room.channel_id, text="Hello")


async def test_nobody_posts_in_an_archived_channel(desk: Desk) -> None:
    desk.slack.rooms.archive(desk.help.channel_id)
    with pytest.raises(SlackApiError, match="is_archived"):
        await desk.says("Hello")


async def test_nobody_changes_what_others_said(desk: Desk) -> None:
    room = desk.help.channel_id
    ts = desk.slack.talk.post(desk.bo.user_id, room, "Mine")
    with pytest.raises(SlackApiError, match="cant_update_message"):
        await desk.client.chat_update(channel=room, ts=ts, text="Ours")
    with pytest.raises(SlackApiError, match="cant_delete_message"):
        await desk.client.chat_delete(channel=room, ts=ts)


async def test_what_is_gone_or_ephemeral_cannot_be_changed(desk: Desk) -> None:
    room = desk.help.channel_id
    said = await desk.says("Hello")
    await desk.client.chat_delete(channel=room, ts=said.ts)
    whispered = await desk.client.chat_postEphemeral(channel=room, user=desk.ada.user_id, text="Psst")
    for ts in (said.ts, whispered["message_ts"]):
        with pytest.raises(SlackApiError, match="message_not_found"):
            await desk.client.chat_update(channel=room, ts=ts, text="Again")


@pytest.mark.parametrize(("token", "error"), [("xoxb-nobodys", "invalid_auth"), ("app", "not_allowed_token_type")])
async def test_a_wrong_token_is_refused(desk: Desk, token: str, error: str) -> None:
    client = AsyncWebClient(desk.app.app_token if token == "app" else token, base_url=desk.slack.api_url)
    with pytest.raises(SlackApiError, match=error):
        await client.auth_test()


async def test_a_missing_scope_is_named(desk: Desk) -> None:
    desk.app.scopes.discard("channels:history")
    with pytest.raises(SlackApiError) as refused:
        await desk.client.conversations_history(channel=desk.help.channel_id)
    answer = refused.value.response
    assert (answer["error"], answer["needed"]) == ("missing_scope", "channels:history")
    assert "chat:write" in answer["provided"]


async def test_who_is_not_known_is_not_found(desk: Desk) -> None:
    with pytest.raises(SlackApiError, match="user_not_found"):
        await desk.client.users_info(user="U0NOBODY")
    stranger = desk.slack.world.add_person(desk.slack.world.add_team("Far away").team_id, "eve")
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await desk.client.chat_postMessage(channel=stranger.user_id, text="Hello")


async def test_groups_people_and_channels_are_listed(desk: Desk) -> None:
    group = desk.slack.world.add_group(desk.app.team_id, "support", [desk.ada.user_id])
    assert (await desk.client.usergroups_users_list(usergroup=group.group_id))["users"] == [desk.ada.user_id]
    assert [each["handle"] for each in (await desk.client.usergroups_list())["usergroups"]] == ["support"]
    ada = (await desk.client.users_info(user=desk.ada.user_id, include_locale=True))["user"]
    assert (ada["locale"], ada["is_restricted"]) == ("de-DE", False)
    mine = await desk.client.users_conversations(types="public_channel,private_channel")
    assert [each["name"] for each in mine["channels"]] == ["help"]
    members = await desk.client.conversations_members(channel=desk.help.channel_id)
    assert set(members["members"]) == set(desk.help.members)


async def test_an_app_that_counts_as_sold_reads_little_at_a_time(desk: Desk) -> None:
    for number in range(20):
        await desk.says(f"Number {number}")
    desk.app.history_cap = 15
    answer = await desk.client.conversations_history(channel=desk.help.channel_id, limit=200)
    assert (len(answer["messages"]), answer["has_more"]) == (15, True)


async def test_an_app_that_was_removed_is_told_and_refused(desk: Desk) -> None:
    desk.slack.uninstall(desk.app.app_id)
    told = [delivery.payload["event"]["type"] for delivery in desk.slack.record.deliveries]
    assert told == ["tokens_revoked", "app_uninstalled"]
    with pytest.raises(SlackApiError, match="account_inactive"):
        await desk.client.auth_test()


async def test_who_becomes_a_guest_is_shown_as_one(desk: Desk) -> None:
    desk.slack.world.change_person(desk.bo.user_id, is_restricted=True)
    assert (await desk.client.users_info(user=desk.bo.user_id))["user"]["is_restricted"]
