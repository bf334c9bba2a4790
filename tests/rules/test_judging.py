"""A check-in is judged once more at the moment of sending, by what is true then."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.config import Aftercare, Settings
from bot.model.conversations import Status
from bot.model.people import NOTHING
from bot.model.places import Place
from bot.rules.judging import judge
from bot.rules.situation import Situation
from bot.rules.verdicts import Cancel, Expire, Pause, Postpone, Tell, Verdict
from tests.rules.values import ANA, NOON, conversation, customer, delivery

DUE_ON_SLACK = delivery(channel=Place("slack", "C1"))
RESOLVED = {"status": Status.RESOLVED, "resolved_at": NOON, "resolutions": 1, "agent": ANA}


def _verdict(
    now: Any = NOON, asking: Any = None, due: Any = None, automatic: bool = False, **conversation_is: Any
) -> Verdict:
    settings = Settings(aftercare=Aftercare(automatic=automatic))
    return judge(
        Situation(
            delivery=due or delivery(),
            conversation=conversation(**{**RESOLVED, **conversation_is}),
            customer=asking or customer(),
            desk=settings.front_desks[0],
            settings=settings,
            now=now,
        )
    )


def test_a_resolved_matter_is_asked_about() -> None:
    assert isinstance(_verdict(), Tell)


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.RESOLVED])
def test_what_is_not_resolved_any_more_is_not_asked_about(status: Status) -> None:
    assert isinstance(_verdict(status=status), Cancel)


def test_what_was_resolved_anew_is_asked_about_by_its_own_check_in() -> None:
    assert isinstance(_verdict(resolutions=2), Cancel)


def test_who_wants_no_check_ins_gets_none() -> None:
    assert isinstance(_verdict(asking=customer(consent=NOTHING)), Cancel)


def test_at_night_it_waits_for_the_morning() -> None:
    night = NOON + timedelta(hours=12)
    verdict = _verdict(now=night)
    assert isinstance(verdict, Postpone)
    assert verdict.until > night


def test_when_no_good_hour_is_left_it_expires() -> None:
    night = NOON + timedelta(hours=12)
    assert isinstance(_verdict(now=night, due=delivery(expires_at=night + timedelta(hours=1))), Expire)


def test_on_a_platform_with_real_customers_it_waits_for_a_human() -> None:
    assert isinstance(_verdict(due=DUE_ON_SLACK), Pause)


def test_there_it_goes_out_when_a_human_sends_it_or_aftercare_is_switched_on() -> None:
    by_hand = replace(DUE_ON_SLACK, detail={"resolution": "1", "by_hand": "yes"})
    assert isinstance(_verdict(due=by_hand), Tell)
    assert isinstance(_verdict(due=DUE_ON_SLACK, automatic=True), Tell)


def test_who_wants_no_check_ins_is_not_drafted_one_either() -> None:
    assert isinstance(_verdict(due=DUE_ON_SLACK, asking=customer(consent=NOTHING)), Cancel)
