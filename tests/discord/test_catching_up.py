"""What became of what people had said while the program was away."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.model.conversations import Message
from bot.model.places import Person, Place, dm
from tests.discord.loopback import Permission
from tests.discord.office import Office, Shift

ASKED, BELOW, POSTED, DIRECT = "Why does the export stop?", "It hangs at 80 percent", "See above?", "My invoice?"
Said = list[tuple[Place, str]]


@asynccontextmanager
async def back_at_work(office: Office) -> AsyncIterator[Shift]:
    """The bot has caught up; it is not told of anything any more."""
    async with office.resting() as shift:
        await shift.bot.connected("discord", anew=True)
        await shift.bot.speak()
        yield shift


async def kept(shift: Shift, said: Said) -> list[Message]:
    async with shift.bot.speaker.store.begin(alone=False) as work:
        found = [await work.messages.get(*each) for each in said]
    return [each for each in found if each]


async def away(office: Office) -> Said:
    """Amina asks, adds something in a thread, and posts in the forum; Bo writes to the bot. Then the program ends."""
    talk, amina = office.discord.talk, office.amina.user_id
    help_, forum = Place("discord", office.help.channel_id), Place("discord", office.forum.channel_id)
    async with office.working() as shift:
        asked = office.says(office.amina, ASKED)
        thread = talk.begin_thread(amina, office.help.channel_id, asked, "export")
        below = talk.post(amina, thread, BELOW)
        post = talk.forum_post(amina, office.forum.channel_id, "Import", POSTED)
        direct = office.writes(office.bo, DIRECT)
        await shift.keeps_up()
        await shift.bot.connected("discord", anew=False)
    return [
        (help_, asked),
        (replace(help_, thread_id=thread), below),
        (replace(forum, thread_id=post), post),
        (dm(Person("discord", office.bo.user_id)), direct),
    ]


def rooms(office: Office, said: Said) -> list[tuple[str, str, str]]:
    """Who said each of it, in what Discord calls the place, and its id."""
    amina, bo = office.amina.user_id, office.bo.user_id
    return [
        (bo, office.direct(office.bo).channel_id, each)
        if place.is_dm
        else (amina, place.thread_id or place.channel_id, each)
        for place, each in said
    ]


async def test_what_was_edited_meanwhile_is_heard_wherever_it_stands(office: Office) -> None:
    said = await away(office)
    for each in rooms(office, said):
        office.discord.talk.edit(*each, "Does it print?")
    async with back_at_work(office) as shift:
        heard = ["Does it print?", "Does it print?", "Import\nDoes it print?", "Does it print?"]
        assert [each.text for each in await kept(shift, said)] == heard
    assert any("Does it print?" in each for each in office.said(office.backstage))


async def test_what_was_deleted_meanwhile_is_redacted_wherever_it_stands(office: Office) -> None:
    said = await away(office)
    for each in rooms(office, said):
        office.discord.talk.delete(*each)
    async with back_at_work(office) as shift:
        assert [each.text for each in await kept(shift, said)] == [""] * 4
    roots = [each for each in office.said(office.backstage) if "State:" in each]
    assert ["(deleted by the customer)" in each for each in roots] == [True] * 3


@pytest.mark.parametrize("denied", [Permission.READ_MESSAGE_HISTORY, Permission.VIEW_CHANNEL])
async def test_where_history_cannot_be_read_nothing_counts_as_gone(office: Office, denied: Permission) -> None:
    said = await away(office)
    for room in (office.help, office.forum):
        office.discord.rooms.overwrite(room.channel_id, office.app.app_id, deny=denied)
    async with back_at_work(office) as shift:
        assert [each.deleted_at for each in await kept(shift, said)] == [None] * 4


async def test_what_was_brought_in_under_made_up_ids_stays(office: Office) -> None:
    said, made_up = await away(office), ("m1", "1574062662403227655")
    async with back_at_work(office) as shift:
        asked, *_ = await kept(shift, said)
        async with shift.bot.speaker.store.begin() as work:
            for each in made_up:
                await work.messages.save(replace(asked, message_id=each, text="brought in"))
        await shift.bot.connected("discord", anew=True)
        found = await kept(shift, [(asked.place, each) for each in made_up])
    assert [each.text for each in found] == ["brought in", "brought in"]


async def test_of_more_than_is_looked_through_the_newest_is_heard(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.discord.history._PAGE", 2)
    monkeypatch.setattr("adapters.discord.history._MOST_PAGES", 2)
    await away(office)
    said = [(Place("discord", office.help.channel_id), office.says(office.amina, f"And {each}")) for each in range(6)]
    async with back_at_work(office) as shift:
        assert [each.text for each in await kept(shift, said)] == ["And 2", "And 3", "And 4", "And 5"]


async def test_what_was_said_in_threads_that_are_put_away_again_is_heard_however_many_they_are(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.discord.history._PAGE", 1)
    await away(office)
    said = []
    for number in range(3):
        thread = office.discord.talk.begin_thread(office.amina.user_id, office.help.channel_id, None, "export")
        place = Place("discord", office.help.channel_id, thread)
        said.append((place, office.says(office.amina, f"It hangs at {number} percent", thread)))
        office.discord.rooms.archive(thread)
    async with back_at_work(office) as shift:
        assert len(await kept(shift, said)) == len(said)
