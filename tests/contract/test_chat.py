"""What every chat platform must do, told by what its people can see. One suite, run against each of them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import adapters
from bot.errors import ChatBusy, ChatRefused, ChatUnsure
from bot.events import CommandGiven, Event, MessageDeleted, MessageEdited, MessagePosted
from bot.messages import Answer, Button, CustomerWords, Fact, Form, Line, Quote, Source, StaffWords
from bot.model.people import Profile, Role
from bot.model.places import Audience, CustomerPlace, Place, Readers, Shown, dm
from bot.rules.audience import StaffPlace
from tests.contract.chats import ChatWorld, Trouble
from tests.contract.platforms import CHATS

SECRET = StaffWords(title="Third time this month", parts=(Line("Ask about the export."),))
LATER_SECRET = StaffWords(title="Fourth time this month")
HELLO = CustomerWords(lines=("How is the export doing?",), why="This is automatic.")
LATER_HELLO = CustomerWords(lines=("Is the export still fine?",), why="This is automatic.")
MARKUP = "<!channel> <@U1> *b* _i_ ~s~ `c` > q <b>x</b> </blockquote><script>a&amp;b</script> [l](http://a.example)"
KEY, OTHER_KEY = "key-1", "key-2"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)

Call = Callable[[ChatWorld], Awaitable[object]]


@pytest.fixture(params=CHATS)
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[ChatWorld]:
    async with CHATS[request.param](tmp_path) as world:
        yield world


class Hearing:
    """Ears that keep what they heard, and can be made to fail or to answer."""

    def __init__(self, *, fails: int = 0, answer: Answer | None = None) -> None:
        self.heard: list[Event] = []
        self.world: ChatWorld | None = None
        self._fails, self._answer = fails, answer
        self._news = asyncio.Event()

    async def hear(self, event: Event) -> Answer | None:
        if self._fails:
            self._fails -= 1
            raise RuntimeError("not now")
        if any(event.key == heard.key for heard in self.heard):
            return None
        self.heard.append(event)
        self._news.set()
        return self._answer if isinstance(event, CommandGiven) else None

    async def form(self, word: str, about: str, by: Profile, on: Source | None = None) -> Form | Answer:
        return StaffWords(title=word)

    async def connected(self, platform: str, *, anew: bool) -> None:
        """What was said meanwhile is asked for, as the bot does."""
        if anew and self.world:
            for event in await self.world.chat.missed(self.world.front_desk, LONG_AGO):
                await self.hear(event)

    async def introduces(self, platform: str) -> timedelta:
        return timedelta(0)

    async def until(self, count: int) -> list[Event]:
        async with asyncio.timeout(10):
            while len(self.heard) < count:
                self._news.clear()
                await self._news.wait()
        return self.heard


@asynccontextmanager
async def listening(world: ChatWorld, ears: Hearing) -> AsyncIterator[None]:
    ears.world = world
    task = asyncio.create_task(world.chat.listen(ears))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def seen(world: ChatWorld, text: str) -> set[str]:
    """Who of all people can read this."""
    people = (world.agent, world.colleague, world.customer, world.other_customer, world.stranger)
    return {p.user_id for p in people if any(text in each for each in await world.seen_by(p))}


async def until(look: Callable[[], Awaitable[object]]) -> None:
    """Look again and again, for ten seconds at most, until there is something to see."""
    for _ in range(1_000):
        if await look():
            return
        await asyncio.sleep(0.01)
    pytest.fail("it never came to be seen")


def staff(world: ChatWorld) -> set[str]:
    return {world.agent.user_id, world.colleague.user_id}


def everybody(world: ChatWorld) -> set[str]:
    return staff(world) | {p.user_id for p in (world.customer, world.other_customer, world.stranger)}


async def whisper(world: ChatWorld, place: Place | None = None, key: str = KEY) -> Shown:
    return await world.chat.whisper(StaffPlace(place or world.backstage), SECRET, key)


async def tell(world: ChatWorld, place: Place | None = None, key: str = KEY) -> Shown:
    return await world.chat.tell(CustomerPlace(place or world.front_desk), HELLO, key)


def test_every_adapter_with_a_chat_takes_part() -> None:
    folder = Path(adapters.__path__[0])
    assert set(CHATS) == {path.parent.name for path in folder.glob("*/chat.py")}


def test_a_platform_goes_by_the_name_its_places_have(world: ChatWorld) -> None:
    assert world.chat.platform == world.front_desk.platform


async def test_a_whisper_is_read_by_staff_and_nobody_else(world: ChatWorld) -> None:
    shown = await whisper(world)
    assert (shown.place, shown.audience) == (world.backstage, Audience.STAFF)
    assert await seen(world, SECRET.title) == staff(world)


async def test_a_whisper_in_a_backstage_thread_is_read_by_staff_and_nobody_else(world: ChatWorld) -> None:
    root = await whisper(world)
    await world.chat.whisper(StaffPlace(root.thread), LATER_SECRET, OTHER_KEY)
    assert await seen(world, LATER_SECRET.title) == staff(world)


async def test_a_whisper_in_a_dm_is_read_by_that_agent_only(world: ChatWorld) -> None:
    await whisper(world, dm(world.agent))
    assert await seen(world, SECRET.title) == {world.agent.user_id}


async def test_a_whisper_below_one_in_a_dm_is_read_by_that_agent_only_and_found(world: ChatWorld) -> None:
    root = await whisper(world, dm(world.agent))
    shown = await world.chat.whisper(StaffPlace(root.thread), LATER_SECRET, OTHER_KEY)
    assert await seen(world, LATER_SECRET.title) == {world.agent.user_id}
    assert list(await world.chat.find(root.thread, OTHER_KEY, LONG_AGO)) == [shown]


async def test_a_whisper_is_refused_wherever_others_could_read_it(world: ChatWorld) -> None:
    thread = await world.begins_thread(world.customer, "It broke")
    others = (world.front_desk, thread, world.nowhere, dm(world.customer), dm(world.stranger))
    for place in others:
        with pytest.raises(ChatRefused):
            await whisper(world, place)
    assert await seen(world, SECRET.title) == set()


@pytest.mark.parametrize("who", ["customer", "stranger"])
async def test_nothing_is_whispered_once_somebody_else_was_let_in(world: ChatWorld, who: str) -> None:
    shown = await whisper(world)
    await world.lets_in(getattr(world, who))
    with pytest.raises(ChatRefused):
        await world.chat.whisper(StaffPlace(world.backstage), LATER_SECRET, OTHER_KEY)
    with pytest.raises(ChatRefused):
        await world.chat.whisper(StaffPlace(shown.thread), LATER_SECRET, OTHER_KEY)
    with pytest.raises(ChatRefused):
        await world.chat.update(shown, LATER_SECRET)
    assert await seen(world, LATER_SECRET.title) == set()


async def test_what_is_told_in_a_thread_is_read_by_its_customer(world: ChatWorld) -> None:
    thread = await world.begins_thread(world.customer, "It broke")
    shown = await tell(world, thread)
    assert (shown.place, shown.audience) == (thread, Audience.CUSTOMER)
    assert world.customer.user_id in await seen(world, HELLO.lines[0])
    assert world.customer.user_id in await seen(world, HELLO.why)


async def test_what_is_told_in_a_dm_is_read_by_that_customer_only(world: ChatWorld) -> None:
    await tell(world, dm(world.customer))
    assert await seen(world, HELLO.lines[0]) == {world.customer.user_id}


async def test_nothing_can_be_told_where_nobody_is(world: ChatWorld) -> None:
    with pytest.raises(ChatRefused):
        await tell(world, world.nowhere)


async def test_markup_stays_text(world: ChatWorld) -> None:
    parts = (Line(f"1 {MARKUP}"), Fact(f"2 {MARKUP}", f"3 {MARKUP}"), Quote(f"4 {MARKUP}", f"5 {MARKUP}"))
    buttons = (Button(f"6 {MARKUP}", "take", "about"),)
    words = StaffWords(title=MARKUP, parts=parts, buttons=buttons)
    await world.chat.whisper(StaffPlace(world.backstage), words, KEY)
    await world.chat.tell(CustomerPlace(world.front_desk), CustomerWords(lines=(f"7 {MARKUP}",), by="Ana"), KEY)
    for number in (1, 2, 3, 4, 5):
        assert await seen(world, f"{number} {MARKUP}") == staff(world)
    assert await seen(world, f"7 {MARKUP}") == everybody(world)


async def test_no_words_turn_round_what_stands_beside_them(world: ChatWorld) -> None:
    marks = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    words = StaffWords(title=f"1 a{marks}b", parts=(Line(f"2 a{marks}b"), Quote(f"3 a{marks}b", f"4 a{marks}b")))
    await world.chat.whisper(StaffPlace(world.backstage), words, KEY)
    await world.chat.tell(CustomerPlace(world.front_desk), CustomerWords(lines=(f"5 a{marks}b",), by="Ana"), KEY)
    for number in (1, 2, 3, 4):
        assert await seen(world, f"{number} ab") == staff(world)
    assert await seen(world, "5 ab") == everybody(world)


async def test_an_update_replaces_what_stands_there(world: ChatWorld) -> None:
    whispered, told = await whisper(world), await tell(world)
    await world.chat.update(whispered, LATER_SECRET)
    await world.chat.update(told, LATER_HELLO)
    assert await seen(world, SECRET.title) == await seen(world, HELLO.lines[0]) == set()
    assert await seen(world, LATER_SECRET.title) == staff(world)
    assert await seen(world, LATER_HELLO.lines[0]) == everybody(world)


async def test_words_for_another_audience_are_refused(world: ChatWorld) -> None:
    whispered, told = await whisper(world), await tell(world)
    for shown in (told, replace(told, audience=Audience.STAFF)):
        with pytest.raises(ChatRefused):
            await world.chat.update(shown, LATER_SECRET)
    with pytest.raises(ChatRefused):
        await world.chat.update(whispered, LATER_HELLO)
    assert await seen(world, SECRET.title) == staff(world)
    assert await seen(world, HELLO.lines[0]) == everybody(world)
    assert await seen(world, LATER_SECRET.title) == await seen(world, LATER_HELLO.lines[0]) == set()


async def test_what_is_withdrawn_is_gone_and_may_be_withdrawn_again(world: ChatWorld) -> None:
    for shown, words in ((await whisper(world), LATER_SECRET), (await tell(world), LATER_HELLO)):
        await world.chat.withdraw(shown)
        await world.chat.withdraw(shown)
        with pytest.raises(ChatRefused):
            await world.chat.update(shown, words)
    assert await seen(world, SECRET.title) == await seen(world, HELLO.lines[0]) == set()


async def test_only_our_own_words_can_be_withdrawn(world: ChatWorld) -> None:
    message_id = await world.says(world.customer, world.front_desk, "It broke")
    with suppress(ChatRefused):
        await world.chat.withdraw(Shown(world.front_desk, message_id, Audience.CUSTOMER))
    assert await seen(world, "It broke") == everybody(world)


async def test_what_went_out_is_found_by_its_key_oldest_first(world: ChatWorld) -> None:
    first, other, second = await whisper(world), await whisper(world, key=OTHER_KEY), await whisper(world)
    await world.chat.update(first, LATER_SECRET)
    assert list(await world.chat.find(world.backstage, KEY, LONG_AGO)) == [first, second]
    assert list(await world.chat.find(world.backstage, OTHER_KEY, LONG_AGO)) == [other]
    assert list(await world.chat.find(world.backstage, "key-3", LONG_AGO)) == []


async def test_what_went_out_is_found_in_its_thread(world: ChatWorld) -> None:
    thread = await world.begins_thread(world.customer, "It broke")
    shown = await tell(world, thread)
    assert list(await world.chat.find(thread, KEY, LONG_AGO)) == [shown]


async def test_nothing_older_or_withdrawn_is_found(world: ChatWorld) -> None:
    await whisper(world)
    await asyncio.sleep(0.002)  # some platforms' times are milliseconds
    since = datetime.now(UTC)
    withdrawn, standing = await whisper(world), await whisper(world)
    await world.chat.withdraw(withdrawn)
    assert list(await world.chat.find(world.backstage, KEY, since)) == [standing]


async def test_the_words_of_people_with_our_key_are_not_ours(world: ChatWorld) -> None:
    await world.says(world.customer, world.front_desk, KEY)
    assert list(await world.chat.find(world.front_desk, KEY, LONG_AGO)) == []


async def test_readers_of_each_kind_of_place(world: ChatWorld) -> None:
    root, thread = await whisper(world), await world.begins_thread(world.customer, "It broke")
    expected = {
        world.backstage: Readers.STAFF_ONLY,
        root.thread: Readers.STAFF_ONLY,
        dm(world.agent): Readers.STAFF_ONLY,
        world.front_desk: Readers.OTHERS_TOO,
        thread: Readers.OTHERS_TOO,
        dm(world.customer): Readers.OTHERS_TOO,
        dm(world.stranger): Readers.UNKNOWN,
        world.nowhere: Readers.UNKNOWN,
        Place("elsewhere", world.backstage.channel_id): Readers.UNKNOWN,
    }
    assert {place: await world.chat.readers(place) for place in expected} == expected


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("colleague", Readers.STAFF_ONLY),
        ("customer", Readers.OTHERS_TOO),
        ("stranger", Readers.OTHERS_TOO),
    ],
)
async def test_readers_after_somebody_was_let_in(world: ChatWorld, who: str, expected: Readers) -> None:
    await world.lets_in(getattr(world, who))
    assert await world.chat.readers(world.backstage) is expected


async def test_profiles_say_who_is_staff_and_who_is_not_known(world: ChatWorld) -> None:
    people = (world.agent, world.customer, world.stranger)
    profiles = [await world.chat.profile(person) for person in people]
    assert [profile.person for profile in profiles] == list(people)
    assert [profile.role for profile in profiles] == [Role.STAFF, Role.CUSTOMER, Role.UNKNOWN]
    assert all(profile.name for profile in profiles)


async def test_a_message_is_heard_in_our_words(world: ChatWorld) -> None:
    ears = Hearing()
    async with listening(world, ears):
        message_id = await world.says(world.customer, world.front_desk, "  It broke *again* <b>  ")
        [event] = await ears.until(1)
    assert isinstance(event, MessagePosted)
    assert event.author == await world.chat.profile(world.customer)
    assert (event.place, event.message_id) == (world.front_desk, message_id)
    assert event.text == "It broke *again* <b>"
    assert event.at.utcoffset() == timedelta()


async def test_a_change_and_a_deletion_are_heard(world: ChatWorld) -> None:
    ears = Hearing()
    message_id = await world.says(world.customer, world.front_desk, "It broke")
    await world.edits(world.customer, world.front_desk, message_id, "It broke again")
    await world.edits(world.customer, world.front_desk, message_id, "It broke once more")
    await world.takes_back(world.customer, world.front_desk, message_id)
    async with listening(world, ears):
        _, first, second, deleted = await ears.until(4)
    assert isinstance(first, MessageEdited)
    assert isinstance(second, MessageEdited)
    assert isinstance(deleted, MessageDeleted)
    assert [first.text, second.text] == ["It broke again", "It broke once more"]
    assert {event.place for event in (first, second, deleted)} == {world.front_desk}
    assert len({event.key for event in ears.heard}) == 4


async def test_a_command_is_heard_with_who_gave_it_and_where(world: ChatWorld) -> None:
    ears = Hearing()
    await world.gives(world.customer, world.front_desk, "help")
    async with listening(world, ears):
        [event] = await ears.until(1)
    assert isinstance(event, CommandGiven)
    assert (event.word, event.by.person, event.by.role) == ("help", world.customer, Role.CUSTOMER)
    assert event.place == world.front_desk


async def test_what_the_bot_says_is_not_heard(world: ChatWorld) -> None:
    ears = Hearing()
    async with listening(world, ears):
        await tell(world)
        await world.says(world.customer, world.front_desk, "It broke")
        [event] = await ears.until(1)
    assert isinstance(event, MessagePosted)


async def test_everything_is_heard_once_though_listening_begins_anew(world: ChatWorld) -> None:
    ears = Hearing()
    for count, text in enumerate(("one", "two", "three"), 1):
        await world.says(world.customer, world.front_desk, text)
        async with listening(world, ears):
            await ears.until(count)
    assert [event.text for event in ears.heard if isinstance(event, MessagePosted)] == ["one", "two", "three"]


async def test_what_could_not_be_heard_is_heard_again_in_order(world: ChatWorld) -> None:
    ears = Hearing(fails=2)
    await world.says(world.customer, world.front_desk, "one")
    await world.says(world.customer, world.front_desk, "two")
    async with listening(world, ears):
        await ears.until(2)
    assert [event.text for event in ears.heard if isinstance(event, MessagePosted)] == ["one", "two"]


async def test_what_was_missed_can_be_asked_for_under_the_same_key(world: ChatWorld) -> None:
    ears = Hearing()
    for text in ("one", "two"):
        await world.says(world.customer, world.front_desk, text)
    async with listening(world, ears):
        heard = await ears.until(2)
    await tell(world)
    assert list(await world.chat.missed(world.front_desk, LONG_AGO)) == heard
    assert list(await world.chat.missed(world.front_desk, heard[0].at + timedelta(days=1))) == []
    assert list(await world.chat.missed(world.backstage, LONG_AGO)) == []


async def test_what_was_heard_late_can_be_answered_and_nobody_else_reads_it(world: ChatWorld) -> None:
    said = await world.says(world.customer, world.front_desk, "stop")
    await world.chat.answer(world.customer, world.front_desk, said, CustomerWords(lines=("Done.",), why="For you."))
    assert "Done." in (await world.seen_by(world.customer))[-1]
    for other in (world.other_customer, world.agent):
        assert not [text for text in await world.seen_by(other) if "Done." in text]


async def test_an_answer_that_a_platform_does_not_take_is_no_error(world: ChatWorld) -> None:
    said = await world.says(world.customer, world.front_desk, "stop")
    await world.goes_wrong(Trouble.REFUSED)
    await world.chat.answer(world.stranger, world.nowhere, said, CustomerWords(lines=("Done.",), why="For you."))


async def test_what_was_missed_in_a_thread_can_be_asked_for(world: ChatWorld) -> None:
    thread = await world.begins_thread(world.customer, "one")
    await world.says(world.customer, thread, "two")
    [missed] = await world.chat.missed(thread, LONG_AGO)
    assert isinstance(missed, MessagePosted)
    assert (missed.text, missed.place) == ("two", thread)


@pytest.mark.parametrize("answer", [SECRET, HELLO], ids=["staff", "customer"])
@pytest.mark.parametrize("who", ["agent", "customer"])
async def test_an_answer_is_read_only_by_who_asked(world: ChatWorld, who: str, answer: Answer) -> None:
    ears, asker = Hearing(answer=answer), getattr(world, who)
    text = answer.title if isinstance(answer, StaffWords) else answer.lines[0]
    await world.gives(asker, world.front_desk, "help")
    async with listening(world, ears):
        await until(lambda: seen(world, text))
    assert await seen(world, text) == {asker.user_id}


async def change(world: ChatWorld) -> None:
    [shown] = await world.chat.find(world.backstage, OTHER_KEY, LONG_AGO)
    await world.chat.update(shown, SECRET)


CALLS: dict[str, Call] = {"whisper": whisper, "tell": tell, "update": change}


@pytest.fixture(params=CALLS)
async def call(request: pytest.FixtureRequest, world: ChatWorld) -> Callable[[], Awaitable[object]]:
    await world.chat.whisper(StaffPlace(world.backstage), LATER_SECRET, OTHER_KEY)
    return lambda: CALLS[request.param](world)


async def said(world: ChatWorld) -> bool:
    return bool(await seen(world, SECRET.title) | await seen(world, HELLO.lines[0]))


@pytest.mark.parametrize("trouble", [Trouble.BUSY, Trouble.REFUSED])
async def test_a_definite_no_says_nothing(
    world: ChatWorld, call: Callable[[], Awaitable[object]], trouble: Trouble
) -> None:
    await world.goes_wrong(trouble)
    with pytest.raises((ChatBusy, ChatRefused)) as caught:
        await call()
    assert not await said(world)
    if trouble is Trouble.BUSY:
        assert isinstance(caught.value, ChatBusy)
        assert caught.value.retry_after > timedelta()
    else:
        assert isinstance(caught.value, ChatRefused)
    await call()
    assert await said(world)


@pytest.mark.parametrize("trouble", [Trouble.DROPPED, Trouble.STORED_THEN_DROPPED])
async def test_a_broken_connection_leaves_us_unsure(
    world: ChatWorld, call: Callable[[], Awaitable[object]], trouble: Trouble
) -> None:
    await world.goes_wrong(trouble)
    with pytest.raises(ChatUnsure):
        await call()
    assert await said(world) is (trouble is Trouble.STORED_THEN_DROPPED)


async def test_what_was_stored_before_the_connection_broke_is_found(world: ChatWorld) -> None:
    await world.goes_wrong(Trouble.STORED_THEN_DROPPED)
    with pytest.raises(ChatUnsure):
        await whisper(world)
    [shown] = await world.chat.find(world.backstage, KEY, LONG_AGO)
    await world.chat.withdraw(shown)
    assert not await said(world)


@pytest.mark.parametrize("trouble", [Trouble.HANG, Trouble.STORED_THEN_HANG])
async def test_a_call_that_hangs_can_be_given_up(
    world: ChatWorld, call: Callable[[], Awaitable[object]], trouble: Trouble
) -> None:
    await world.goes_wrong(trouble)
    task = asyncio.ensure_future(call())
    if trouble is Trouble.STORED_THEN_HANG:
        await until(lambda: said(world))
    done, _ = await asyncio.wait([task], timeout=0.1)
    task.cancel()
    assert not done
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await said(world) is (trouble is Trouble.STORED_THEN_HANG)
