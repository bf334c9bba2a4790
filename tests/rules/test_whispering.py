"""When a whisper may ring in somebody's private messages."""

from datetime import timedelta

import pytest

from bot.config import Settings
from bot.messages import StaffWords
from bot.model.deliveries import Kind
from bot.model.places import Audience, Person
from bot.model.presence import Presence
from bot.rules.situation import Situation
from bot.rules.verdicts import Whisper
from bot.rules.whispering import whisper
from tests.rules.values import ANA, NOON, conversation, customer, delivery

BACK = NOON + timedelta(hours=20)


@pytest.mark.parametrize(("to", "rings_from"), [(None, BACK), (ANA, None)])
def test_a_briefing_nobody_asked_for_waits_for_who_is_away_and_one_they_took_does_not(
    to: Person | None, rings_from: object
) -> None:
    settings = Settings()
    situation = Situation(
        delivery=delivery(kind=Kind.BRIEFING, audience=Audience.STAFF, to=to),
        conversation=conversation(agent=ANA),
        customer=customer(),
        desk=settings.front_desks[0],
        settings=settings,
        now=NOON,
        presences={ANA: Presence(person=ANA, away_until=BACK)},
    )
    verdict = whisper(situation, StaffWords(title="Mia is back"))
    assert isinstance(verdict, Whisper)
    assert verdict.dm_from == rings_from
