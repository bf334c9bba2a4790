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


async def test_a_root_stands_on_every_page_of_its_thread(desk: Desk) -> None:
    root = await desk.says("Root")
    said = [(await desk.says(f"Number {number}", root.ts)).ts for number in range(3)]
    found: list[str] = []
    async for page in await desk.client.conversations_replies(channel=desk.help.channel_id, ts=root.ts, limit=2):
        found += [each["ts"] for each in page["messages"]]
    assert found == [root.ts, *said[:2], root.ts, said[2]]


async def test_what_is_deleted_between_two_pages_hides_nothing_else(desk: Desk) -> None:
    said = [await desk.says(f"Number {number}") for number in range(5)]
    room = desk.help.channel_id
    first = await desk.client.conversations_history(channel=room, limit=2)
    await desk.client.chat_delete(channel=room, ts=said[3].ts)
    cursor = first["response_metadata"]["next_cursor"]
    rest = await desk.client.conversations_history(channel=room, limit=5, cursor=cursor)
    assert [each["ts"] for each in rest["messages"]] == [said[2].ts, said[1].ts, said[0].ts]


async def test_times_bound_what_is_read(desk: Desk) -> None:
    said = [(await desk.says(f"Number {number}")).ts for number in range(4)]
    room = desk.help.channel_id
    between = await desk.client.conversations_history(channel=room, oldest=said[0], latest=said[3])
    with_both = await desk.client.conversations_history(channel=room, oldest=said[0], latest=said[3], inclusive=True)
    assert [each["ts"] for each in between["messages"]] == said[2:0:-1]
    assert [each["ts"] for each in with_both["messages"]] == said[::-1]
