"""What it changes that a delivery's time has come, besides the delivery itself."""

from bot.flows.speaker import Speaker
from bot.model.conversations import Conversation
from bot.model.deliveries import Kind
from bot.ports import Work
from bot.rules import plans
from bot.rules.lifecycle import Move, has_slept_enough, move
from bot.rules.situation import Situation
from bot.rules.verdicts import Verdict, Whisper

WITH_EFFECT = frozenset({Kind.WAKE, Kind.SILENT})


async def take_effect(situation: Situation, verdict: Verdict, work: Work, speaker: Speaker) -> None:
    """Belongs in the transaction that judges it; judged again it changes nothing more."""
    if situation.delivery.kind is Kind.WAKE:
        await _wake(situation.conversation, work, speaker)
    elif situation.delivery.kind is Kind.SILENT and isinstance(verdict, Whisper):
        await _look_again(situation, work, speaker)


async def _wake(conversation: Conversation, work: Work, speaker: Speaker) -> None:
    now = speaker.clock.now()
    if has_slept_enough(conversation, now):
        await work.conversations.save(move(conversation, Move.WAKE, now))
        await work.outbox.again(plans.root_occasion(conversation.id), now)


async def _look_again(situation: Situation, work: Work, speaker: Speaker) -> None:
    """The next silence is asked about too."""
    asked, days = situation.delivery, situation.settings.conversations.silent_days
    key, now = speaker.new_key(), speaker.clock.now()
    await work.outbox.plan([plans.silent(situation.conversation, situation.desk, key, now, days, asked.key)])
