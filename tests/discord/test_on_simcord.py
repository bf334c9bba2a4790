"""What people do and see on a Discord that others wrote: what ours cannot be sure of is not only our idea of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.discord.town import Day, answer, read, working

ASKS = "The export stops halfway. Can you help me?"


@pytest.fixture
async def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Day]:
    async with working(tmp_path, monkeypatch) as day:
        yield day


async def test_what_a_member_asks_in_a_channel_stands_backstage_and_nowhere_else(day: Day) -> None:
    town = day.town
    await town.amina.send(town.help, ASKS)
    assert ASKS in await day.root()
    assert [each.content for each in town.help.history()] == [ASKS]


async def test_what_is_said_in_a_thread_belongs_to_what_was_asked(day: Day) -> None:
    town = day.town
    thread = town.begins_thread(await town.amina.send(town.help, ASKS))
    await town.jonas.send(thread, "Which file is it?")
    assert "the customer's turn" in await day.root()
    await town.amina.send(thread, "The one with the invoices.")
    assert "jonas owes the next word" in await day.root()


async def test_of_a_forums_post_the_title_is_heard_too(day: Day) -> None:
    await day.town.posts("The export stops halfway", "Can you help me? See above.")
    assert "The export stops halfway\nCan you help me? See above." in await day.root()


async def test_a_dm_is_answered_with_one_line_and_stands_backstage(day: Day) -> None:
    town = day.town
    await town.amina.send_dm(ASKS)
    assert ASKS in await day.root()
    [_, line] = town.amina.user.dm_channel.history()
    assert "A person reads this" in read(line)


async def test_what_webhooks_say_is_not_heard(day: Day) -> None:
    await day.town.guild.create_webhook(day.town.help).send(ASKS)
    await day.keeps_up()
    assert day.town.roots() == []


async def test_commands_are_answered_to_whoever_gave_them_and_only_staff_may_give_staffs(day: Day) -> None:
    town = day.town
    await town.amina.send(town.help, ASKS)
    assert "take: take this conversation" in answer(await town.jonas.slash(town.help, "care help"))
    assert "for the people who help here" in answer(await town.amina.slash(town.help, "care take"))
    assert "nobody has taken it yet" in await day.root()


async def test_buttons_take_it_and_a_form_resolves_it(day: Day) -> None:
    town = day.town
    await town.amina.send(town.help, ASKS)
    await day.root()
    await day.presses(town.jonas, "Take")
    assert "jonas has it" in await day.root()
    assert any("You have amina" in each for each in town.whispers())
    form = await day.presses(town.jonas, "Resolve")
    await town.jonas.submit_modal(form, {"fixed": "the export runs again", "topic": "export"})
    assert "resolved" in await day.root()


async def test_nothing_is_said_backstage_from_the_moment_on_that_others_are_let_in(day: Day) -> None:
    town = day.town
    await town.amina.send(town.help, ASKS)
    await day.root()
    town.lets_in(town.guild.create_role("guests"))
    await town.posts("Another thing", "Can you help me with the invoices?")
    await day.keeps_up()
    assert len(town.roots()) == 1


async def test_without_the_intent_a_menu_shows_what_was_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with working(tmp_path, monkeypatch, message_content=False) as day:
        town = day.town
        asked = await town.amina.send(town.help, ASKS)
        await day.keeps_up()
        assert town.roots() == []
        await town.jonas.context_menu(town.help, "Open a conversation", asked)
        assert ASKS in await day.root()
