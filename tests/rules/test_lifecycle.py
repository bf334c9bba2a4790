"""How a conversation moves between its states."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from bot.errors import Unreadable
from bot.model.conversations import Status, Turn
from bot.rules.lifecycle import AFTER, Move, has_slept_enough, move
from tests.rules.values import NOON, conversation

LATER = NOON + timedelta(hours=1)
EVERY = list(product(Status, Move))


def test_every_move_from_every_state_is_in_the_table_and_nothing_else_is() -> None:
    assert set(AFTER) == set(EVERY)


@pytest.mark.parametrize(("status", "what"), EVERY)
def test_a_move_leads_where_the_table_says_or_is_refused_with_a_sentence(status: Status, what: Move) -> None:
    after, before = AFTER[status, what], conversation(status=status)
    if after is None:
        with pytest.raises(Unreadable, match=r"Nothing was changed\.$"):
            move(before, what, LATER)
    else:
        assert move(before, what, LATER).status is after


@pytest.mark.parametrize("what", Move)
@pytest.mark.parametrize("gone", [Status.DISMISSED, Status.MERGED])
def test_from_where_a_conversation_is_gone_nothing_leads_back(gone: Status, what: Move) -> None:
    assert AFTER[gone, what] is None


@pytest.mark.parametrize(("status", "what"), EVERY)
def test_no_move_loses_who_it_is_about_or_where(status: Status, what: Move) -> None:
    before = conversation(status=status)
    if AFTER[status, what] is not None:
        after = move(before, what, LATER)
        for name in ("id", "customer_id", "place", "opening_message_id", "subject", "opened_at", "agent"):
            assert getattr(after, name) == getattr(before, name)


def test_a_customers_word_gives_the_agent_the_turn() -> None:
    moved = move(conversation(turn=Turn.CUSTOMER), Move.CUSTOMER_WROTE, LATER)
    assert (moved.turn, moved.last_at, moved.customer_last_at) == (Turn.AGENT, LATER, LATER)


def test_an_agents_word_gives_the_customer_the_turn() -> None:
    moved = move(conversation(), Move.AGENT_WROTE, LATER)
    assert (moved.turn, moved.last_at, moved.customer_last_at) == (Turn.CUSTOMER, LATER, NOON)


def test_each_resolution_is_counted_and_a_reopening_takes_its_time_back() -> None:
    resolved = move(conversation(turn=Turn.CUSTOMER), Move.RESOLVE, LATER)
    assert (resolved.resolutions, resolved.resolved_at) == (1, LATER)
    reopened = move(resolved, Move.REOPEN, LATER)
    assert (reopened.resolutions, reopened.resolved_at, reopened.turn) == (1, LATER, Turn.AGENT)
    assert move(reopened, Move.RESOLVE, LATER).resolutions == 2


def test_a_snoozed_conversation_stays_so_when_the_customer_writes_until_it_is_woken() -> None:
    snoozed = conversation(status=Status.SNOOZED, snoozed_until=LATER, snooze_keeps=True)
    heard = move(snoozed, Move.CUSTOMER_WROTE, NOON)
    assert (heard.status, heard.turn, heard.snoozed_until) == (Status.SNOOZED, Turn.AGENT, LATER)
    awake = move(heard, Move.WAKE, NOON)
    assert (awake.status, awake.turn, awake.snoozed_until, awake.snooze_keeps) == (
        Status.OPEN,
        Turn.AGENT,
        None,
        False,
    )


def test_it_has_slept_enough_once_its_time_has_come_and_never_without_one() -> None:
    snoozed = conversation(status=Status.SNOOZED, snoozed_until=LATER)
    assert has_slept_enough(snoozed, LATER)
    assert not has_slept_enough(snoozed, NOON)
    assert not has_slept_enough(replace(snoozed, snoozed_until=None), LATER)
    assert not has_slept_enough(conversation(), LATER)


def test_only_reopening_opens_what_is_resolved() -> None:
    opening = [what for what in Move if AFTER[Status.RESOLVED, what] is Status.OPEN]
    assert opening == [Move.REOPEN]
