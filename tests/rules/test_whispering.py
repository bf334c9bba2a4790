"""When a whisper may ring: at the hours of whoever it mentions, and in nobody's private messages out of theirs."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.config import Settings
from bot.language.replies import Reply
from bot.messages import StaffWords
from bot.model.conversations import Status, Turn
from bot.model.deliveries import Kind, State
from bot.model.places import Audience, Person
from bot.model.presence import Presence, Shift
from bot.rules.judging import judge
from bot.rules.situation import Situation
from bot.rules.verdicts import Postpone, Whisper
from bot.rules.whispering import whisper
from tests.rules.values import ANA, BEN, NOON, conversation, customer, delivery, message, past_conversation

BACK = NOON + timedelta(hours=20)
LATE = Presence(person=ANA, hours=(Shift(2, 20 * 60, 22 * 60),))
AT_WORK = NOON + timedelta(hours=8)


def _situation(kind: Kind, to: Person | None, presence: Presence, **detail: str) -> Situation:
    settings = Settings()
    return Situation(
        delivery=delivery(kind=kind, audience=Audience.STAFF, to=to, detail=detail),
        conversation=conversation(agent=ANA, turn=Turn.CUSTOMER, last_at=NOON - timedelta(days=8)),
        customer=customer(),
        desk=settings.front_desks[0],
        settings=settings,
        now=NOON,
        past=[past_conversation(agent_platform=BEN.platform, agent_user_id=BEN.user_id, status=Status.RESOLVED)],
        about=delivery(state=State.FAILED),
        said=message("It broke again."),
        presences={ANA: presence},
    )


@pytest.mark.parametrize(
    ("kind", "detail"),
    [
        (Kind.BRIEFING, {"from": "Ben"}),
        (Kind.REMINDER, {"words": "Call them"}),
        (Kind.WAKE, {}),
        (Kind.SILENT, {}),
        (Kind.ANSWERED, {"reply": Reply.TROUBLE.value}),
        (Kind.NOTICE, {"state": State.FAILED.value}),
        (Kind.NOTICE, {"left": "yes"}),
        (Kind.RELAY, {}),
    ],
)
def test_whatever_mentions_somebody_and_is_no_answer_waits_for_their_hours(kind: Kind, detail: dict[str, str]) -> None:
    situation = _situation(kind, ANA, LATE, **detail)
    verdict = judge(situation)
    assert isinstance(verdict, Postpone)
    assert verdict.until == AT_WORK
    said = judge(replace(situation, now=AT_WORK))
    assert isinstance(said, Whisper)
    assert said.words.mention == ANA


def test_the_briefing_somebody_asked_for_does_not_wait() -> None:
    assert isinstance(judge(_situation(Kind.BRIEFING, ANA, LATE)), Whisper)


@pytest.mark.parametrize(("to", "rings_from"), [(None, BACK), (ANA, None)])
def test_a_briefing_nobody_asked_for_waits_for_who_is_away_and_one_they_took_does_not(
    to: Person | None, rings_from: object
) -> None:
    situation = _situation(Kind.BRIEFING, to, Presence(person=ANA, away_until=BACK))
    verdict = whisper(situation, StaffWords(title="Mia is back"))
    assert isinstance(verdict, Whisper)
    assert verdict.dm_from == rings_from
