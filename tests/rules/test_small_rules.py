"""The small rules: waiting, looking again, opening, who may read, who may do what."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import COMMANDS, Who
from bot.config import FrontDesk, Settings
from bot.errors import ChatBusy, NotAllowed, Unreadable
from bot.events import MessagePosted
from bot.model.conversations import Status
from bot.model.deliveries import Limits
from bot.model.people import Role
from bot.model.places import Place, Readers, dm
from bot.rules.audience import StaffPlace, staff_place
from bot.rules.backoff import FIRST, LONGEST, wait_after, wait_before, wait_to_introduce
from bot.rules.opening import begin, joins, opens
from bot.rules.permissions import allowed
from bot.rules.recovery import is_missing, is_overdue, look_from, looked_since
from tests.rules.values import ANA, HELP, MIA, NOON, conversation, delivery, message, profile

LIMITS = Limits(
    pace=timedelta(), patience=timedelta(seconds=5), settle=timedelta(seconds=3), second_look=timedelta(seconds=30)
)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def test_waiting_doubles_from_two_seconds_to_a_quarter_of_an_hour() -> None:
    waits = [wait_before(attempt) for attempt in range(1, 30)]
    assert waits[:3] == [FIRST, 2 * FIRST, 4 * FIRST]
    assert waits[-1] == LONGEST
    assert all(one <= later for one, later in pairwise(waits))


@given(st.integers(1, 10_000), st.floats(0, 100_000))
def test_a_platform_that_asks_for_longer_is_given_longer(attempt: int, asked: float) -> None:
    wait = wait_after(ChatBusy(timedelta(seconds=asked)), attempt)
    assert wait >= timedelta(seconds=asked)
    assert wait >= wait_before(attempt) == wait_after(OSError(), attempt)


def test_a_program_that_dies_at_once_introduces_itself_far_less_than_a_thousand_times_a_day() -> None:
    now, times = NOON, [NOON]
    while now < NOON + timedelta(days=2):
        today = [at for at in times if at > now - timedelta(days=1)]
        wait = wait_to_introduce(today, now)
        times += [] if wait else [now]
        now += wait or SECOND
    assert all(later - one < timedelta(minutes=16) for one, later in pairwise(times))
    assert max(sum(timedelta(0) <= at - one < timedelta(days=1) for at in times) for one in times) < 200


def test_who_introduces_themselves_now_and_then_never_waits() -> None:
    assert not wait_to_introduce([NOON - 60 * MINUTE * hour for hour in range(23, 0, -1)], NOON)


def test_a_clock_set_back_makes_nobody_wait_for_longer_than_the_pause() -> None:
    assert wait_to_introduce([NOON + 60 * MINUTE] * 100, NOON) == LONGEST


def test_only_what_is_known_to_be_for_staff_is_a_place_for_whispers() -> None:
    assert staff_place(HELP, Readers.STAFF_ONLY) == StaffPlace(HELP)
    assert staff_place(HELP, Readers.OTHERS_TOO) is None
    assert staff_place(HELP, Readers.UNKNOWN) is None
    assert {Readers.STAFF_ONLY, Readers.OTHERS_TOO, Readers.UNKNOWN} == set(Readers)


def test_what_was_never_sent_needs_no_look() -> None:
    assert look_from(delivery(), LIMITS) is None


def test_a_look_is_believed_once_the_call_is_over_and_settled() -> None:
    assert look_from(delivery(last_send_at=NOON), LIMITS) == NOON + 8 * SECOND


def test_a_miss_is_believed_at_the_second_look() -> None:
    missed = delivery(last_send_at=NOON, missed_at=NOON + 9 * SECOND)
    assert look_from(missed, LIMITS) == NOON + 39 * SECOND
    assert is_missing(missed, LIMITS)
    assert not is_missing(delivery(last_send_at=NOON), LIMITS)


def test_what_fell_due_long_ago_and_was_never_tried_is_looked_for_first() -> None:
    assert not is_overdue(delivery(), NOON + 5 * MINUTE)
    assert is_overdue(delivery(), NOON + 5 * MINUTE + SECOND)
    assert not is_overdue(delivery(first_intent_at=NOON), NOON + 60 * MINUTE)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_it_is_looked_for_from_before_it_could_stand_there(late: int, ahead: int) -> None:
    now, real = NOON + late * MINUTE, NOON + ahead * MINUTE
    assert looked_since(delivery(), now, real) < real - late * MINUTE
    assert looked_since(delivery(first_intent_at=real), now, real) < real


def _said(text: str, place: Place = HELP, *, begins_thread: bool = False) -> MessagePosted:
    return MessagePosted(
        key="1", at=NOON, place=place, message_id="1", author=profile(), text=text, begins_thread=begins_thread
    )


def _desk(opens_on: str) -> FrontDesk:
    return FrontDesk.model_validate(
        {"platform": "sandbox", "channel": "help", "backstage": "backstage", "opens": opens_on}
    )


@pytest.mark.parametrize("opens_on", ["question", "every", "by_hand"])
@pytest.mark.parametrize("said", [_said("hello", dm(MIA)), _said("hello", begins_thread=True)])
def test_a_dm_and_the_first_message_of_a_thread_always_open(opens_on: str, said: MessagePosted) -> None:
    assert opens(said, _desk(opens_on), to_customer=False)


@pytest.mark.parametrize(
    ("opens_on", "text", "expected"),
    [
        ("question", "Why is it broken?", True),
        ("question", "Lovely pancakes.", False),
        ("every", "Lovely pancakes.", True),
        ("by_hand", "Why is it broken?", False),
    ],
)
def test_in_a_flat_channel_the_front_desk_says_what_opens(opens_on: str, text: str, expected: bool) -> None:
    assert opens(_said(text), _desk(opens_on), to_customer=False) is expected
    assert not opens(_said(text), _desk(opens_on), to_customer=True)


@pytest.mark.parametrize(
    ("text", "silence", "expected"),
    [
        ("And where is my invoice?", 30 * MINUTE, True),
        ("And where is my invoice?", 30 * MINUTE + SECOND, False),
        ("It broke again", timedelta(days=7), True),
        ("It broke again", timedelta(days=7) + SECOND, False),
        ("The printer broke again", timedelta(days=1), False),
    ],
)
def test_half_an_hour_joins_and_the_same_trouble_as_long_as_it_can_be_reopened(
    text: str, silence: timedelta, expected: bool
) -> None:
    said = replace(_said(text), at=NOON + silence)
    assert joins(said, conversation(), Settings().aftercare, last_at=NOON, agent=None) is expected


@pytest.mark.parametrize(
    ("status", "resolutions", "expected"),
    [(Status.OPEN, 0, True), (Status.OPEN, 1, True), (Status.RESOLVED, 0, True), (Status.RESOLVED, 1, False)],
)
def test_words_to_the_agent_who_has_it_join_until_it_is_resolved(
    status: Status, resolutions: int, expected: bool
) -> None:
    said = replace(_said("Ana: here is the file"), at=NOON + timedelta(days=2), addressed_to=ANA)
    theirs = conversation(status=status, resolutions=resolutions)
    assert joins(said, theirs, Settings().aftercare, last_at=NOON, agent=ANA) is expected
    assert not joins(said, theirs, Settings().aftercare, last_at=NOON, agent=MIA)


@pytest.mark.parametrize(
    ("said_in", "lives_in"),
    [
        (HELP, Place("sandbox", "help", "7")),
        (Place("sandbox", "help", "3"), Place("sandbox", "help", "3")),
        (dm(MIA), dm(MIA)),
    ],
)
def test_a_conversation_lives_below_its_first_message_or_where_that_was_said(said_in: Place, lives_in: Place) -> None:
    begun = begin("c9", message("Why is it broken?", place=said_in, message_id="7"), "mia")
    assert begun.place == lives_in
    assert begun.subject == "Why is it broken?"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.word)
@pytest.mark.parametrize("role", Role)
def test_agents_words_are_for_staff_alone_and_customers_words_for_all_others(command: object, role: Role) -> None:
    word, who = getattr(command, "word", ""), getattr(command, "who", None)
    by = profile(ANA if role is Role.STAFF else MIA, role)
    if who is Who.EVERYONE or (who is Who.AGENT) is (role is Role.STAFF):
        assert allowed(word, by) == command
    else:
        with pytest.raises(NotAllowed):
            allowed(word, by)


@given(st.text(max_size=80))
def test_a_word_that_is_none_is_told_so(word: str) -> None:
    if word not in {command.word for command in COMMANDS}:
        with pytest.raises(Unreadable, match="help"):
            allowed(word, profile(ANA, Role.STAFF))
