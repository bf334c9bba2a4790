"""What happens to what people say while the connection to Slack, the database or the program is away."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from functools import partial

import pytest

from adapters.slack import listening, sockets
from bot.app import Bot
from bot.errors import StoreAway
from bot.events import Event, MessagePosted
from bot.messages import Answer
from bot.model.places import Place
from bot.upkeep import Upkeep
from tests.slack.loopback.record import Delivery
from tests.slack.office import Office, Shift


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for seconds."""
    monkeypatch.setattr(sockets, "_FIRST_PAUSE", 0.05)
    monkeypatch.setattr(sockets, "_APART", 0.05)


def quoted(office: Office, text: str) -> bool:
    return any(text in said for said in office.said(office.backstage))


async def until_quoted(shift: Shift, text: str) -> None:
    async with asyncio.timeout(10):
        while not quoted(shift.office, text):
            await shift.keeps_up()
            await asyncio.sleep(0.02)


async def test_two_connections_are_held(office: Office) -> None:
    async with office.working():
        await office.slack.connected(office.app.app_id, 2)


async def test_the_second_connection_is_opened_a_while_after_the_first(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "_APART", 0.3)
    async with office.working():
        await office.slack.connected(office.app.app_id, 2)
    first, second = office.slack.record.calls("apps.connections.open")[:2]
    assert second.at - first.at > 0.29


async def test_connecting_is_tried_again_whatever_slack_says(office: Office) -> None:
    for error in ("internal_error", "invalid_auth", "too_many_websockets"):
        office.slack.faults.arm("named", "apps.connections.open", error=error)
    async with office.working():
        assert len(office.slack.record.calls("apps.connections.open")) > 3


async def test_while_one_connection_is_refreshed_the_other_hears(office: Office) -> None:
    async with office.working() as shift:
        await office.slack.connected(office.app.app_id, 2)
        await office.slack.sockets.disconnect(office.slack.sockets.of(office.app.app_id)[0])
        office.says(office.amina, "Why does the export stop?")
        await shift.keeps_up()
        assert quoted(office, "Why does the export stop?")
        await office.slack.connected(office.app.app_id, 2)


async def test_what_was_said_while_nothing_was_connected_is_asked_for(office: Office) -> None:
    async with office.working() as shift:
        await shift.keeps_up()
        office.slack.outage(True)
        office.says(office.amina, "Why does the export stop?")
        await office.slack.settled()
        office.slack.outage(False)
        await until_quoted(shift, "Why does the export stop?")


async def test_what_was_said_while_the_program_was_away_is_asked_for(office: Office) -> None:
    async with office.working() as shift:
        question = office.says(office.amina, "Why does the export stop?")
        office.writes(office.bo, "Where is my invoice?")
        await until_quoted(shift, "Where is my invoice?")
    office.says(office.bo, "How do I change my address?")
    office.says(office.amina, "It also hangs at 80 percent", question)
    office.writes(office.bo, "The one of October, I mean")
    await office.slack.settled()
    async with office.working() as shift:
        await until_quoted(shift, "How do I change my address?")
        await until_quoted(shift, "The one of October, I mean")
        heard = await said_in(shift, question)
    assert "It also hangs at 80 percent" in heard


async def said_in(shift: Shift, message_id: str) -> list[str]:
    place = Place("slack", shift.office.help.channel_id)
    async with shift.bot.speaker.store.begin(alone=False) as work:
        first = await work.messages.get(place, message_id)
        assert first
        assert first.conversation_id
        return [each.text for each in await work.messages.of_conversation(first.conversation_id, 10)]


async def test_a_place_that_will_not_tell_is_asked_again_later_from_the_same_moment(office: Office) -> None:
    async with office.working() as shift:
        await shift.bot.connected("slack", anew=True)
    office.says(office.amina, "Why does the export stop?")
    await office.slack.settled()
    office.slack.faults.arm("named", "conversations.history", error="missing_scope")
    async with office.working() as shift:
        await office.slack.until(lambda: any(each.error for each in office.slack.record.calls("conversations.history")))
        async with asyncio.timeout(10):
            while not quoted(office, "Why does the export stop?"):
                await shift.bot.connected("slack", anew=False)
                await shift.keeps_up()


async def test_what_was_said_while_we_were_not_in_the_channel_is_asked_for_once_we_are_back(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(listening, "Upkeep", partial(Upkeep, every=0.05))
    us, channel = office.app.bot_user_id, office.help.channel_id
    async with office.working() as shift:
        await shift.bot.connected("slack", anew=False)
        office.slack.rooms.leave(us, channel)
        asked = office.slack.record.calls
        await office.slack.until(lambda: any(each.error == "not_in_channel" for each in asked("conversations.history")))
        office.says(office.amina, "Why does the export stop?")
        office.slack.rooms.join(us, channel)
        await until_quoted(shift, "Why does the export stop?")
    assert f"I was removed from the channel {channel}" in caplog.text


async def test_a_channel_that_gets_another_id_is_told_in_words(shift: Shift, caplog: pytest.LogCaptureFixture) -> None:
    before = shift.office.help.channel_id
    after = shift.office.slack.rooms.change_id(before)
    await shift.keeps_up()
    assert f"Slack calls the channel {before} {after} from now on: write that into config.toml" in caplog.text


async def test_what_was_said_before_the_very_first_start_is_history(office: Office) -> None:
    office.says(office.amina, "Why does the export stop?")
    await office.slack.settled()
    async with office.working() as shift:
        office.says(office.bo, "How do I change my address?")
        await until_quoted(shift, "How do I change my address?")
    assert not quoted(office, "Why does the export stop?")


class Forgetful(Bot):
    """A bot whose database is away."""

    async def hear(self, event: Event) -> Answer | None:
        raise StoreAway("the database is away")


@asynccontextmanager
async def without_database(office: Office) -> AsyncIterator[None]:
    async with office.bot() as shift:
        task = asyncio.create_task(shift.chat.listen(Forgetful(shift.bot.speaker)))
        try:
            await office.slack.connected(office.app.app_id)
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


def told_of(office: Office, ts: str) -> list[Delivery]:
    told = office.slack.outbound.told(office.app.app_id)
    return [each for each in told if each.payload["event"].get("ts") == ts]


def gives_up_soon(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Slack tells everything once more at most."""
    monkeypatch.setattr("bot.in_turn.TRIES", (0.01,))
    monkeypatch.setattr(
        office.slack.outbound, "_timing", type(office.slack.outbound._timing)(patience=0.2, retries=(0,))
    )


async def test_what_could_not_be_written_down_is_not_acknowledged(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    gives_up_soon(office, monkeypatch)
    async with without_database(office):
        ts = office.says(office.amina, "Why does the export stop?")
        await office.slack.settled()
    [delivery] = told_of(office, ts)
    assert not delivery.acked
    assert delivery.attempts == 2


async def test_what_slack_gave_up_telling_while_nothing_could_be_written_down_is_asked_for(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "Upkeep", partial(Upkeep, every=0.05))
    gives_up_soon(office, monkeypatch)
    away, nothing_left = asyncio.Event(), asyncio.Event()

    class Stumbling(Bot):
        async def hear(self, event: Event) -> Answer | None:
            if away.is_set():
                raise StoreAway("the database is away")
            return await super().hear(event)

        async def connected(self, platform: str, *, anew: bool) -> None:
            await super().connected(platform, anew=anew)
            if not anew:
                nothing_left.set()

    async with office.bot() as here, replace(here, bot=Stumbling(here.bot.speaker)).listening():
        await nothing_left.wait()
        away.set()
        ts = office.says(office.amina, "Why does the export stop?")
        await office.slack.settled()
        assert not any(each.acked for each in told_of(office, ts))
        away.clear()
        await until_quoted(here, "Why does the export stop?")


async def test_what_is_heard_is_acknowledged_only_after_it_was_written_down(office: Office) -> None:
    async with office.working() as shift:
        ts = office.says(office.amina, "Why does the export stop?")
        await office.slack.until(lambda: all(each.acked for each in told_of(office, ts)))
        assert await said_in(shift, ts) == ["Why does the export stop?"]


async def test_a_slack_that_cannot_be_reached_at_the_start_is_waited_for(office: Office) -> None:
    office.slack.outage(True)
    async with office.bot() as shift:
        task = asyncio.create_task(shift.chat.listen(shift.bot))
        await asyncio.sleep(0.2)
        assert not task.done()
        office.slack.outage(False)
        await office.slack.connected(office.app.app_id)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_messages_of_one_channel_are_heard_in_their_order(office: Office) -> None:
    heard: list[str] = []

    class Slow(Bot):
        async def hear(self, event: Event) -> Answer | None:
            assert isinstance(event, MessagePosted)
            await asyncio.sleep(0.1 if not heard else 0)
            heard.append(event.text)
            return None

    async with office.bot() as shift:
        task = asyncio.create_task(shift.chat.listen(Slow(shift.bot.speaker)))
        await office.slack.connected(office.app.app_id)
        for number in range(5):
            office.says(office.amina, f"message {number}")
        await office.slack.settled()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    assert heard == [f"message {number}" for number in range(5)]
