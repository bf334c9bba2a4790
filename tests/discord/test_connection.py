"""What happens to what people say while the connection to Discord, the database or the program is away."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from adapters.discord import listening
from bot import upkeep
from bot.app import Bot
from bot.errors import StoreAway
from bot.events import Event
from bot.messages import Answer
from bot.model.places import Place
from tests.discord.backstage import quoted, said_in, until_quoted
from tests.discord.loopback import Intent
from tests.discord.office import Office

EXPORT, ADDRESS, INVOICE = "Why does the export stop?", "How do I change my address?", "Where is my invoice?"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for seconds."""
    monkeypatch.setattr(listening, "_FIRST_PAUSE", 0.05)
    monkeypatch.setattr("bot.in_turn.TRIES", (0.01,))
    monkeypatch.setattr(upkeep.Upkeep.__init__, "__defaults__", (0.1,))
    monkeypatch.setattr("discord.client.ExponentialBackoff.delay", lambda _: 0.05)
    monkeypatch.setattr("discord.client.Client.before_identify_hook", at_once)


async def at_once(*_: object, **__: object) -> None:
    """discord.py waits for seconds before it introduces itself again."""


async def test_what_was_said_while_the_connection_was_broken_is_told_when_it_is_resumed(office: Office) -> None:
    async with office.working() as shift:
        office.discord.gateway.drop(office.app.app_id)
        office.says(office.amina, EXPORT)
        await until_quoted(shift, EXPORT)
    gateway = office.discord.gateway
    assert (gateway.identifies, gateway.resumes) == (1, 1)
    assert quoted(office, EXPORT) == 1


async def test_a_session_that_is_over_is_begun_anew(office: Office) -> None:
    async with office.working() as shift:
        await shift.keeps_up()
        office.discord.gateway.invalidate(office.app.app_id)
        office.says(office.amina, EXPORT)
        await until_quoted(shift, EXPORT)
        async with shift.bot.speaker.store.begin(alone=False) as work:
            assert len(json.loads(await work.remembered("introduced discord") or "[]")) == 2
    assert office.discord.gateway.identifies == 2
    assert quoted(office, EXPORT) == 1


async def test_what_was_said_during_an_outage_is_asked_for(office: Office) -> None:
    async with office.working() as shift:
        await shift.keeps_up()
        office.discord.outage(True)
        office.discord.gateway.forget(office.app.app_id)
        office.says(office.amina, EXPORT)
        office.discord.outage(False)
        await until_quoted(shift, EXPORT)


async def test_what_was_said_while_the_program_was_away_is_asked_for_everywhere(office: Office) -> None:
    talk, amina, forum = office.discord.talk, office.amina.user_id, office.forum.channel_id
    async with office.working() as shift:
        question = office.says(office.amina, EXPORT)
        thread = talk.begin_thread(amina, office.help.channel_id, question, "export")
        post = talk.forum_post(amina, forum, "Import", "Why does the import stop?")
        office.writes(office.bo, INVOICE)
        for text in (EXPORT, "Why does the import stop?", INVOICE):
            await until_quoted(shift, text)
    office.says(office.bo, ADDRESS)
    below = talk.post(amina, thread, "The export also hangs at 80 percent")
    talk.post(amina, post, "The import also hangs at 90 percent")
    talk.forum_post(office.bo.user_id, forum, "Log in", "Why can I not log in?")
    office.writes(office.bo, "The one of October, I mean")
    async with office.working() as shift:
        for text in (ADDRESS, "The one of October, I mean", "Why can I not log in?"):
            await until_quoted(shift, text)
        in_thread = await said_in(shift, Place("discord", office.help.channel_id, thread), below)
        in_forum = await said_in(shift, Place("discord", forum, post), post)
    assert "The import also hangs at 90 percent" in in_forum
    assert "The export also hangs at 80 percent" in in_thread


async def test_nothing_is_heard_twice(office: Office) -> None:
    async with office.working() as shift:
        message_id = office.says(office.amina, EXPORT)
        await until_quoted(shift, EXPORT)
        for _ in range(3):
            office.discord.gateway.drop(office.app.app_id)
            await office.discord.connected(office.app.app_id)
            await shift.keeps_up()
    async with office.working() as shift:
        await shift.keeps_up()
        assert await said_in(shift, Place("discord", office.help.channel_id), message_id) == [EXPORT]
    assert quoted(office, EXPORT) == 1


async def test_after_a_gap_what_stands_in_a_channel_still_belongs_where_it_did(office: Office) -> None:
    async with office.working() as shift:
        one = office.says(office.amina, EXPORT)
        await until_quoted(shift, EXPORT)
        other = office.says(office.bo, ADDRESS)
        await until_quoted(shift, ADDRESS)
        await shift.bot.connected("discord", anew=True)
        place = Place("discord", office.help.channel_id)
        assert await said_in(shift, place, one) == [EXPORT]
        assert await said_in(shift, place, other) == [ADDRESS]
        long_ago = shift.bot.speaker.clock.real() - timedelta(days=1)
        assert list(await shift.chat.missed(Place("discord", office.help.channel_id, one), long_ago)) == []


async def test_what_was_said_before_the_very_first_start_is_history(office: Office) -> None:
    office.says(office.amina, EXPORT)
    await asyncio.sleep(0.01)  # times are told in milliseconds
    async with office.working() as shift:
        office.says(office.bo, ADDRESS)
        await until_quoted(shift, ADDRESS)
    assert not quoted(office, EXPORT)


@dataclass(frozen=True, slots=True)
class Forgetful(Bot):
    """A bot whose database is away for a while."""

    away: asyncio.Event = field(default_factory=asyncio.Event)

    async def hear(self, event: Event) -> Answer | None:
        if self.away.is_set():
            raise StoreAway("the database is away")
        return await Bot.hear(self, event)


async def test_what_could_not_be_written_down_is_asked_for_again(office: Office) -> None:
    async with office.resting() as shift:
        shift.bot = bot = Forgetful(shift.bot.speaker)
        async with shift.listening():
            bot.away.set()
            office.says(office.amina, EXPORT)
            await shift.keeps_up()
            assert not quoted(office, EXPORT)
            bot.away.clear()
            await until_quoted(shift, EXPORT)


async def test_what_could_not_be_written_down_is_asked_for_again_after_a_resumption_too(office: Office) -> None:
    async with office.resting() as shift:
        shift.bot = bot = Forgetful(shift.bot.speaker, lambda: None)
        async with shift.listening():
            await shift.keeps_up()
            office.discord.gateway.drop(office.app.app_id)
            await office.discord.until(lambda: office.discord.gateway.resumes)
            bot.away.set()
            office.says(office.amina, EXPORT)
            await shift.keeps_up()
            bot.away.clear()
            await until_quoted(shift, EXPORT)
    assert office.discord.gateway.resumes == 1


async def test_a_discord_that_cannot_be_reached_at_the_start_is_waited_for(office: Office) -> None:
    office.discord.outage(True)
    async with office.resting() as shift:
        task = asyncio.create_task(shift.chat.listen(shift.bot))
        await asyncio.sleep(0.2)
        assert not task.done()
        office.discord.outage(False)
        await office.discord.connected(office.app.app_id)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_a_token_that_is_not_accepted_for_a_while_is_shown_again(office: Office) -> None:
    token, office.app.token = office.app.token, "of-somebody-else"
    settings = office.settings().discord.model_copy(
        update={"bot_token": type(office.settings().discord.bot_token)(token)}
    )
    async with office.resting(office.settings().model_copy(update={"discord": settings})) as shift:
        task = asyncio.create_task(shift.chat.listen(shift.bot))
        await asyncio.sleep(0.2)
        office.app.token = token
        await office.discord.connected(office.app.app_id)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_what_discord_has_never_said_before_ends_nothing(office: Office) -> None:
    async with office.working() as shift:
        office.discord.announcer.in_guild(office.guild_id, "GUILD_ROLE_CREATE", {"what": [1, {}]})
        office.discord.announcer.in_guild(office.guild_id, "MESSAGE_CREATE", {"channel_id": office.help.channel_id})
        office.discord.announcer.in_guild(office.guild_id, "SOMETHING_NEW", {})
        office.says(office.amina, EXPORT)
        await until_quoted(shift, EXPORT)
    assert office.discord.gateway.identifies == 1


async def test_without_the_message_content_we_hear_what_is_meant_for_us(office: Office) -> None:
    office.app.privileged = Intent.NONE
    async with office.working(office.settings(message_content=False)) as shift:
        question = office.says(office.amina, EXPORT)
        office.says(office.bo, f"<@{office.app.user_id}> {ADDRESS}")
        office.writes(office.bo, INVOICE)
        await until_quoted(shift, ADDRESS)
        office.discord.talk.forum_post(office.bo.user_id, office.forum.channel_id, "Log in fails", "See the picture")
        for text in (INVOICE, "Log in fails"):
            await until_quoted(shift, text)
        assert not quoted(office, EXPORT)
        await office.discord.clicks.on_message(
            office.jonas.user_id, office.app.app_id, office.help.channel_id, question, "Open a conversation"
        )
        await until_quoted(shift, EXPORT)
