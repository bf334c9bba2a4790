"""Whether a customer may be contacted by itself: the budget, and silence after no answer."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Aftercare
from bot.model.deliveries import Delivery
from bot.rules.contact import contact_forbidden, longest_window
from tests.rules.values import NOON, delivery

CARE = Aftercare()


def _contact(days_ago: float, number: int = 0, **other: object) -> Delivery:
    return delivery(
        **{
            "key": f"k{number}",
            "conversation_id": f"c{number}",
            "due_at": NOON - timedelta(days=days_ago),
            "answered": "fine",
            **other,
        }
    )


def test_who_was_never_contacted_may_be() -> None:
    assert contact_forbidden([], NOON, CARE) is None


@pytest.mark.parametrize(("days", "free"), [(0, False), (6.99, False), (7, True), (8, True)])
def test_one_in_seven_days(days: float, free: bool) -> None:
    why = contact_forbidden([_contact(days)], NOON, CARE)
    assert why == (None if free else "the contact budget is spent: 1 in 7 days")


@pytest.mark.parametrize(("days", "free"), [(29.9, False), (30, True)])
def test_three_in_thirty_days(days: float, free: bool) -> None:
    contacts = [_contact(8, 1), _contact(15, 2), _contact(days, 3)]
    why = contact_forbidden(contacts, NOON, CARE)
    assert why == (None if free else "the contact budget is spent: 3 in 30 days")


def test_what_belongs_to_one_resolution_counts_as_one_contact() -> None:
    twice = [_contact(1, 1), _contact(1, 1, key="other")]
    assert contact_forbidden(twice, NOON, Aftercare(contacts_in_7_days=2)) is None
    anew = [_contact(1, 1), _contact(2, 1, detail={"resolution": "2"})]
    assert contact_forbidden(anew, NOON, Aftercare(contacts_in_7_days=2)) is not None


@pytest.mark.parametrize(("days", "free"), [(8, False), (59.9, False), (60, True)])
def test_silence_for_sixty_days_after_no_answer(days: float, free: bool) -> None:
    why = contact_forbidden([_contact(days, answered="")], NOON, CARE)
    assert why == (None if free else "the last check-in had no answer: silence for 60 days")


def test_what_an_agent_sent_by_hand_spends_no_budget_but_wants_an_answer_too() -> None:
    by_hand = {"resolution": "1", "by_hand": "yes"}
    assert contact_forbidden([_contact(1, detail=by_hand)], NOON, CARE) is None
    assert contact_forbidden([_contact(1, detail=by_hand, answered="")], NOON, CARE) is not None


@given(st.lists(st.integers(0, 100), max_size=5), st.integers(0, 7), st.integers(0, 30))
def test_more_budget_never_forbids_what_less_allows(days: list[int], seven: int, thirty: int) -> None:
    contacts = [_contact(ago, number) for number, ago in enumerate(days)]
    less = Aftercare(contacts_in_7_days=seven, contacts_in_30_days=thirty)
    more = Aftercare(contacts_in_7_days=min(seven + 1, 7), contacts_in_30_days=min(thirty + 1, 30))
    if contact_forbidden(contacts, NOON, less) is None:
        assert contact_forbidden(contacts, NOON, more) is None


def test_a_budget_of_none_forbids_all() -> None:
    assert contact_forbidden([], NOON, Aftercare(contacts_in_7_days=0)) is not None


def test_the_longest_window_holds_every_other() -> None:
    assert longest_window(CARE) == timedelta(days=60)
    assert longest_window(Aftercare(silence_after_no_answer_days=0)) == timedelta(days=30)
