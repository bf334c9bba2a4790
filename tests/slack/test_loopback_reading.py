"""What real clients read back from our own Slack."""

from tests.slack.desk import Desk

KEY = {"event_type": "said", "event_payload": {"key": "k1"}}


async def test_metadata_shows_only_to_those_who_ask(desk: Desk) -> None:
    room = desk.help.channel_id
    await desk.client.chat_postMessage(channel=room, text="Hello", metadata=KEY)
    [hidden] = (await desk.client.conversations_history(channel=room))["messages"]
    [shown] = (await desk.client.conversations_history(channel=room, include_all_metadata=True))["messages"]
    assert (hidden["metadata"], shown["metadata"]) == ({"event_type": "said"}, KEY)


async def test_replies_stand_in_their_thread_and_not_in_the_channel(desk: Desk) -> None:
    root = await desk.says("Root")
    reply = await desk.says("Reply", root.ts)
    history = await desk.client.conversations_history(channel=desk.help.channel_id)
    replies = await desk.client.conversations_replies(channel=desk.help.channel_id, ts=root.ts)
    assert [each["ts"] for each in history["messages"]] == [root.ts]
    assert [each["ts"] for each in replies["messages"]] == [root.ts, reply.ts]


async def test_pages_lead_from_the_newest_to_the_oldest(desk: Desk) -> None:
    said = [(await desk.says(f"Number {number}")).ts for number in range(5)]
    found: list[str] = []
    async for page in await desk.client.conversations_history(channel=desk.help.channel_id, limit=2):
        found += [each["ts"] for each in page["messages"]]
    assert found == said[::-1]
