"""What is said, and what is not, when the time of a snooze has come."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.config import FrontDesk, Settings
from bot.model.conversations import Status
from bot.model.deliveries import Kind
from bot.model.places import Audience, Place
from bot.model.presence import Presence, Shift
from bot.rules.judging import judge
from bot.rules.situation import Situation
from bot.rules.verdicts import Cancel, Postpone, Whisper
from tests.rules.values import ANA, HELP, NOON, conversation, customer, delivery, profile

HOUR = timedelta(hours=1)
BACKSTAGE = Place("sandbox", "backstage", "1")


def waking(now: datetime = NOON, presences: tuple[Presence, ...] = (), **of_conversation: Any) -> Situation:
    """The end of a snooze of Ana's, judged at this time."""
    return Situation(
        delivery=delivery(kind=Kind.WAKE, audience=Audience.STAFF, detail={}),
        conversation=conversation(agent=ANA, backstage=BACKSTAGE, **of_conversation),
        customer=customer(),
        desk=FrontDesk(platform=HELP.platform, channel=HELP.channel_id, backstage="backstage"),
        settings=Settings(),
        now=now,
        profiles={ANA: profile(ANA)},
        presences={presence.person: presence for presence in presences},
    )


def test_it_is_told_when_the_time_has_come() -> None:
    verdict = judge(waking(status=Status.SNOOZED, snoozed_until=NOON))
    assert isinstance(verdict, Whisper)
    assert verdict.words.mention == ANA


def test_it_is_told_although_it_is_awake_already_because_a_first_attempt_failed() -> None:
    assert isinstance(judge(waking(status=Status.OPEN)), Whisper)


@pytest.mark.parametrize("until", [NOON + HOUR, None])
def test_it_is_not_told_of_one_that_was_snoozed_anew(until: datetime | None) -> None:
    assert judge(waking(status=Status.SNOOZED, snoozed_until=until)) == Cancel("the conversation was snoozed anew")


@pytest.mark.parametrize("over", [Status.RESOLVED, Status.DISMISSED, Status.MERGED])
def test_it_is_not_told_of_one_that_is_over(over: Status) -> None:
    assert judge(waking(status=over)) == Cancel(f"the conversation is {over}")


def test_it_waits_for_the_hours_of_its_agent() -> None:
    thursdays = Presence(person=ANA, hours=(Shift(3, 9 * 60, 17 * 60),))
    verdict = judge(waking(presences=(thursdays,)))
    assert verdict == Postpone(NOON + 21 * HOUR, "these are not the hours of Ana")
