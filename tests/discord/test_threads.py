"""Threads that Discord has put away, or that somebody locked; channels and people that are gone."""

import pytest

from bot.errors import ChatRefused
from bot.messages import CustomerWords, StaffWords
from bot.model.places import CustomerPlace, Person, Place, dm
from bot.rules.audience import StaffPlace
from tests.discord.loopback import Permission
from tests.discord.office import Office, Shift

ROOT, WHISPER = StaffWords(title="Amina asks"), StaffWords(title="Known since Monday")
HELLO = CustomerWords(lines=("Hello",), why="because you asked")
SAID_THERE = "GET /channels/{channel}/messages"
Thread = tuple[Place, str]


@pytest.fixture
async def thread(shift: Shift) -> Thread:
    """A thread backstage, and the id of a whisper in it."""
    backstage = Place("discord", shift.office.backstage.channel_id)
    root = await shift.chat.whisper(StaffPlace(backstage), ROOT, "root")
    place = Place("discord", backstage.channel_id, root.message_id)
    return place, (await shift.chat.whisper(StaffPlace(place), WHISPER, "whisper")).message_id


def keep_down(office: Office) -> None:
    """The bot may do what its invitation asks for, and nothing more."""
    office.discord.rooms.overwrite(
        office.backstage.channel_id, office.app.app_id, Permission.VIEW_CHANNEL, Permission.MANAGE_THREADS
    )


async def test_what_stands_in_an_archived_thread_is_changed_all_the_same(shift: Shift, thread: Thread) -> None:
    office, (place, message_id) = shift.office, thread
    keep_down(office)
    office.discord.rooms.archive(place.thread_id or "")
    [shown] = await shift.chat.find(place, "whisper", shift.office.clock.real().replace(year=2020))
    assert shown.message_id == message_id
    await shift.chat.update(shown, StaffWords(title="Known since Sunday"))
    assert "Known since Sunday" in office.said(office.backstage)


async def test_an_archived_thread_is_spoken_in(shift: Shift, thread: Thread) -> None:
    office, (place, _) = shift.office, thread
    keep_down(office)
    office.discord.rooms.archive(place.thread_id or "")
    await shift.chat.whisper(StaffPlace(place), StaffWords(title="Still there"), "again")
    assert "Still there" in office.said(office.backstage)


async def test_a_thread_that_somebody_else_began_in_that_moment_is_spoken_in(shift: Shift, thread: Thread) -> None:
    office, (place, _) = shift.office, thread
    office.discord.faults.arm("named", "POST /channels/{channel}/messages", code=10003)
    await shift.chat.whisper(StaffPlace(place), StaffWords(title="Still there"), "again")
    assert "Still there" in office.said(office.backstage)


async def test_a_locked_thread_is_refused_in_words(shift: Shift, thread: Thread) -> None:
    office, (place, _) = shift.office, thread
    keep_down(office)
    office.discord.rooms.archive(place.thread_id or "", locked=True)
    with pytest.raises(ChatRefused, match="locked"):
        await shift.chat.whisper(StaffPlace(place), StaffWords(title="Still there"), "again")


async def test_a_customer_who_began_no_thread_is_replied_to_and_notices_it(shift: Shift) -> None:
    office = shift.office
    asked = office.says(office.amina, "The export stops halfway. Can you help me?")
    await shift.chat.tell(CustomerPlace(Place("discord", office.help.channel_id, asked)), HELLO, "hello")
    [reply] = office.ours(office.help)
    assert (reply.reply_to, reply.now.pings.users) == (asked, [office.amina.user_id])


async def test_a_channel_that_is_gone_silences_no_other(office: Office) -> None:
    office.discord.rooms.delete_channel(office.forum.channel_id)
    async with office.resting() as shift:
        await shift.chat.whisper(StaffPlace(Place("discord", office.backstage.channel_id)), ROOT, "root")
    assert office.said(office.backstage) == ["Amina asks"]


async def test_nothing_is_asked_of_a_thread_that_the_server_told_of_when_we_came(office: Office) -> None:
    asked = office.says(office.amina, "The export stops halfway. Can you help me?")
    thread = office.discord.talk.begin_thread(office.amina.user_id, office.help.channel_id, asked, "export")
    async with office.working() as shift:
        await shift.keeps_up()
        office.says(office.amina, "It is the one with the invoices, can you look at it?", thread)
        await shift.keeps_up()
    assert any("the invoices" in each for each in office.said(office.backstage))
    assert thread not in {
        each.path.rpartition("/")[2] for each in office.discord.record.calls("GET /channels/{channel}")
    }


async def test_a_thread_that_has_gone_on_for_a_while_is_not_asked_for_its_first_words(office: Office) -> None:
    asked = office.says(office.amina, "The export stops halfway. Can you help me?")
    thread = office.discord.talk.begin_thread(office.amina.user_id, office.help.channel_id, asked, "export")
    for number in range(3):
        office.says(office.amina, f"It stopped at row {number}.", thread)
    async with office.working() as shift:
        await shift.keeps_up()
        before = len(office.discord.record.calls(SAID_THERE))
        office.says(office.amina, "It is the one with the invoices, can you look at it?", thread)
        await shift.keeps_up()
    assert len(office.discord.record.calls(SAID_THERE)) == before


async def test_whoever_takes_no_private_messages_is_told_to_us_as_such(shift: Shift) -> None:
    shift.office.bo.takes_dms = False
    with pytest.raises(ChatRefused, match="takes no direct messages"):
        await shift.chat.tell(CustomerPlace(dm(Person("discord", shift.office.bo.user_id))), HELLO, "hello")
