"""Our own Slack tells real clients what happens, as the real one does."""

from tests.slack.desk import Desk


async def test_a_message_is_told_once_and_acknowledged(desk: Desk) -> None:
    async with desk.connected():
        ts = desk.slack.talk.post(desk.bo.user_id, desk.help.channel_id, "Where is <my> order?")
        await desk.slack.settled()
    [delivery] = desk.slack.record.deliveries
    assert (delivery.attempts, delivery.acked) == (1, True)
    [event] = [body["event"] for body in desk.heard]
    assert (event["type"], event["ts"], event["channel"]) == ("message", ts, desk.help.channel_id)
    assert event["text"] == "Where is &lt;my&gt; order?"


async def test_what_nobody_acknowledges_is_told_again_and_then_lost(desk: Desk) -> None:
    desk.slack.talk.post(desk.bo.user_id, desk.help.channel_id, "Anybody?")
    await desk.slack.settled()
    [delivery] = desk.slack.record.deliveries
    assert (delivery.attempts, delivery.acked, delivery.over) == (4, False, True)


async def test_a_named_bot_hears_it_twice_over(desk: Desk) -> None:
    async with desk.connected():
        desk.slack.talk.post(desk.bo.user_id, desk.help.channel_id, "@unhurried help")
        await desk.slack.settled()
    assert sorted(body["event"]["type"] for body in desk.heard) == ["app_mention", "message"]
