"""What agents press, fill in and choose is answered in time, to them alone, also after a restart."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.app import Bot
from bot.errors import StoreAway
from bot.events import CommandGiven, Event
from bot.messages import Answer
from tests.discord.loopback.messages import Message
from tests.discord.office import Office, Shift

REGISTERED = "PUT /applications/{application}/commands"
CALLBACK = "POST /interactions/{interaction}/{token}/callback"
ORIGINAL = "PATCH /webhooks/{application}/{token}/messages/{message}"
WAITING, FORM = 5, 9  # kinds of first answer


def registered(office: Office) -> int:
    return len(office.discord.record.calls(REGISTERED))


async def asks(shift: Shift) -> Message:
    """Amina asks; returns the root backstage."""
    office = shift.office
    office.says(office.amina, "Why does the export stop?")
    await shift.keeps_up()
    return office.ours(office.backstage)[0]


async def test_commands_are_told_to_discord_once(office: Office) -> None:
    for _ in range(2):
        async with office.working():
            pass
    assert registered(office) == 1


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        (1, {"description": "Something else"}),
        (1, {"options": []}),
        (2, {"default_member_permissions": None}),
        (3, {"name": "What it was called before"}),
    ],
)
async def test_commands_that_changed_are_told_again(office: Office, kind: int, changes: dict[str, Any]) -> None:
    async with office.working():
        pass
    first = next(each for each in office.app.commands if each["type"] == kind)
    first |= changes
    async with office.working():
        pass
    assert registered(office) == 2


async def test_a_button_works_after_a_restart(office: Office) -> None:
    async with office.working() as shift:
        root = await asks(shift)
    async with office.working() as shift:
        await shift.presses(office.jonas, root, "Take")
        assert "Jonas has it" in office.said(office.backstage)[0]


async def test_a_form_that_stood_open_during_a_restart_is_taken(office: Office) -> None:
    async with office.working() as shift:
        asked = await shift.presses(office.jonas, await asks(shift), "Resolve")
    async with office.working() as shift:
        await shift.fills_in(office.jonas, asked, {"fixed": "the export runs again"})
        assert "resolved by Jonas" in office.said(office.backstage)[0]


@dataclass(frozen=True, slots=True)
class Slow(Bot):
    """A bot that takes its time with commands."""

    takes_it: asyncio.Event = field(default_factory=asyncio.Event)

    async def hear(self, event: Event) -> Answer | None:
        if isinstance(event, CommandGiven):
            await self.takes_it.wait()
        return await Bot.hear(self, event)


async def test_discord_is_told_to_wait_before_anything_is_looked_up(office: Office) -> None:
    async with office.resting() as shift:
        shift.bot = bot = Slow(shift.bot.speaker)
        async with shift.listening():
            root = await asks(shift)
            at = office.jonas.user_id, root.channel_id, root.message_id
            done = await office.discord.clicks.press(*at, "Take")
            assert done.answered
            assert done.answer_type == WAITING
            assert "yours" not in "".join(office.answers(office.jonas))
            bot.takes_it.set()
            await shift.keeps_up()
            assert "yours" in office.answers(office.jonas)[-1]


@dataclass(frozen=True, slots=True)
class Forgetful(Bot):
    """A bot that cannot write down commands."""

    async def hear(self, event: Event) -> Answer | None:
        if isinstance(event, CommandGiven):
            raise StoreAway("the database is away")
        return await Bot.hear(self, event)


async def test_who_gives_a_command_that_cannot_be_written_down_is_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.in_turn.TRIES", (0.01,))
    async with office.resting() as shift:
        shift.bot = Forgetful(shift.bot.speaker)
        async with shift.listening():
            await shift.presses(office.jonas, await asks(shift), "Take")
            await shift.commands(office.bo, "stop")
    assert all("Please try again" in office.answers(who)[-1] for who in (office.jonas, office.bo))


async def test_a_form_is_the_first_answer(shift: Shift) -> None:
    asked = await shift.presses(shift.office.jonas, await asks(shift), "Resolve")
    assert asked.answer_type == FORM


async def test_answers_are_shown_to_nobody_else(shift: Shift) -> None:
    office = shift.office
    await shift.presses(office.jonas, await asks(shift), "Take")
    shown = [each for each in office.ours(office.backstage) if each.only_for]
    assert [each.only_for for each in shown] == [office.jonas.user_id]
    assert office.said(office.help) == []


async def test_why_there_is_no_form_is_shown_to_nobody_else(office: Office) -> None:
    async with office.working() as shift:
        await asks(shift)
        for who, word in ((office.jonas, "merge"), (office.amina, "resolve")):
            await shift.commands(who, word, office.help)
            assert office.answers(who)
        assert office.said(office.help) == []


async def test_one_answer_that_hangs_keeps_nobody_else_waiting(office: Office) -> None:
    async with office.working() as shift:
        root = await asks(shift)
        hanging = office.discord.faults.arm("hang", CALLBACK, seconds=600)
        first = asyncio.create_task(
            office.discord.clicks.command(office.bo.user_id, office.app.app_id, office.help.channel_id, "care help", {})
        )
        await office.discord.until(lambda: hanging.times == 0)
        done = await office.discord.clicks.press(office.jonas.user_id, root.channel_id, root.message_id, "Take")
        assert done.answered
        office.discord.faults.clear()
        await first


async def test_what_discord_says_has_failed_is_not_done_behind_its_back(office: Office) -> None:
    async with office.working() as shift:
        asked = await shift.presses(office.jonas, await asks(shift), "Resolve")
        office.discord.faults.arm("named", CALLBACK, code=10062)
        await shift.fills_in(office.jonas, asked, {"fixed": "the export runs again"})
        assert "resolved by" not in office.said(office.backstage)[0]
        await shift.fills_in(office.jonas, asked, {"fixed": "the export runs again"})
        assert "resolved by Jonas" in office.said(office.backstage)[0]


async def test_whoever_waits_when_we_stop_is_told(office: Office) -> None:
    async with office.resting() as shift:
        shift.bot = Slow(shift.bot.speaker)
        async with shift.listening():
            root = await asks(shift)
            at = office.jonas.user_id, root.channel_id, root.message_id
            assert (await office.discord.clicks.press(*at, "Take")).answered
    assert "Please try again" in office.answers(office.jonas)[-1]


async def test_stopping_waits_for_these_last_words_no_longer_than_a_moment(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.discord.hearing._LAST_WORDS", 0.1)
    async with office.resting() as shift:
        shift.bot = Slow(shift.bot.speaker)
        listens = asyncio.create_task(shift.chat.listen(shift.bot))
        await office.discord.connected(office.app.app_id)
        root = await asks(shift)
        assert (
            await office.discord.clicks.press(office.jonas.user_id, root.channel_id, root.message_id, "Take")
        ).answered
        office.discord.faults.arm("hang", ORIGINAL, seconds=600)
        listens.cancel()
        await asyncio.wait([listens], timeout=5)  # less than a call to Discord may take
        assert listens.cancelled()
        office.discord.faults.clear()
