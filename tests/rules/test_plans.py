"""What is planned about something that happened, and when."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.config import Aftercare, FrontDesk
from bot.language.replies import Reply
from bot.model.deliveries import Delivery, State
from bot.model.places import Audience, Place
from bot.rules import plans
from tests.rules.test_local_time import ZONES, moments
from tests.rules.values import ANA, NOON, conversation, customer, delivery

DESK = FrontDesk(platform="sandbox", channel="help", backstage="backstage")
HERS = conversation(agent=ANA, resolutions=1)
LATER = NOON + timedelta(hours=3)


def _everything_for_staff() -> list[Delivery]:
    return [
        plans.root(HERS, DESK, "a", NOON),
        plans.briefing(HERS, DESK, "b", NOON),
        plans.briefing(HERS, DESK, "c", NOON, ANA),
        plans.reminder(HERS, DESK, "d", NOON, LATER, ANA, "Ask"),
        plans.answered(HERS, DESK, "e", NOON, Reply.TROUBLE, "1"),
        plans.notice(delivery(), HERS, DESK, "f", NOON, ANA),
        plans.relay(HERS, DESK, "g", NOON, "1"),
    ]


def test_what_is_for_staff_goes_backstage_and_is_about_the_right_customer() -> None:
    for planned in _everything_for_staff():
        assert planned.audience is Audience.STAFF
        assert planned.channel == Place("sandbox", "backstage")
        assert (planned.conversation_id, planned.customer_id) == (HERS.id, HERS.customer_id)


def test_every_delivery_is_an_occasion_of_its_own() -> None:
    planned = _everything_for_staff()
    assert len({each.occasion for each in planned}) == len(planned)


def test_a_root_and_an_open_briefing_are_planned_once_a_conversation() -> None:
    for plan in (plans.root, plans.briefing):
        assert plan(HERS, DESK, "a", NOON).occasion == plan(HERS, DESK, "b", LATER).occasion


def test_each_taking_is_briefed_anew() -> None:
    assert plans.briefing(HERS, DESK, "a", NOON, ANA).occasion != plans.briefing(HERS, DESK, "b", NOON, ANA).occasion


def test_only_what_is_meant_for_one_person_mentions_somebody() -> None:
    assert plans.root(HERS, DESK, "a", NOON).to is None
    assert plans.briefing(HERS, DESK, "a", NOON).to is None
    assert plans.reminder(HERS, DESK, "d", NOON, LATER, ANA, "").to == ANA
    assert plans.answered(HERS, DESK, "e", NOON, Reply.FINE, "").to == ANA


def test_only_a_reminder_waits() -> None:
    due = [planned.due_at for planned in _everything_for_staff()]
    assert due == [NOON, NOON, NOON, LATER, NOON, NOON, NOON]


def test_a_reminder_carried_over_is_the_same_elsewhere() -> None:
    reminder = plans.reminder(HERS, DESK, "d", NOON, LATER, ANA, "Ask")
    carried = plans.carried(reminder, conversation(id="c2"), "e")
    assert (carried.conversation_id, carried.key, carried.state) == ("c2", "e", State.PENDING)
    assert (carried.due_at, carried.to, carried.detail) == (reminder.due_at, reminder.to, reminder.detail)
    assert carried.occasion != reminder.occasion


def test_one_resolution_has_one_check_in() -> None:
    first = plans.check_in(HERS, customer(), "a", NOON, Aftercare())
    assert plans.check_in(HERS, customer(), "b", LATER, Aftercare()).occasion == first.occasion
    anew = conversation(resolutions=2)
    assert plans.check_in(anew, customer(), "c", NOON, Aftercare()).occasion != first.occasion


@given(moments, st.sampled_from(ZONES), st.integers(0, 10))
def test_a_check_in_falls_due_on_a_working_morning_of_theirs_and_never_at_once_in_the_past(
    now: datetime, zone: str, days: int
) -> None:
    care = Aftercare(check_in_after_working_days=days)
    planned = plans.check_in(HERS, customer(zone=zone), "a", now, care)
    local = planned.due_at.astimezone(ZoneInfo(zone))
    assert planned.due_at >= now
    assert local.weekday() < 5
    assert 9 <= local.hour < 20
    assert days == 0 or local.hour == 10
    assert planned.expires_at == planned.due_at + timedelta(hours=72)
    assert planned.due_at.tzinfo is UTC


def test_no_plan_carries_a_customers_words() -> None:
    said = plans.answered(HERS, DESK, "e", NOON, Reply.TROUBLE, "4711")
    assert said.detail == {"reply": "trouble", "said": "4711"}
    assert HERS.subject not in str([planned.detail for planned in _everything_for_staff()])
