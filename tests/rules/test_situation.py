"""What a briefing is told from: only what says something about this customer."""

from collections.abc import Sequence

from bot.config import Settings
from bot.model.conversations import PastConversation, PastMessage, Status
from bot.rules.situation import Situation
from bot.texts.briefing import History
from tests.rules.values import ANA, BEN, NOON, conversation, customer, delivery, past_conversation, past_message

BROUGHT_IN = {"status": Status.RESOLVED}


def _history(past: Sequence[PastConversation] = (), said: Sequence[PastMessage] = ()) -> History:
    settings = Settings()
    return Situation(
        delivery=delivery(),
        conversation=conversation(),
        customer=customer(),
        desk=settings.front_desks[0],
        settings=settings,
        now=NOON,
        past=past,
        past_messages=said,
    ).history()


def test_history_of_which_nobody_knows_what_it_was_about_is_none() -> None:
    assert _history([past_conversation(**BROUGHT_IN, subject="Can anybody help me?")]).is_empty


def test_history_that_names_its_matter_or_who_helped_is_told() -> None:
    assert not _history([past_conversation(**BROUGHT_IN, subject="Where is my blue lamp?")]).is_empty
    helped = {"agent_platform": ANA.platform, "agent_user_id": ANA.user_id}
    assert not _history([past_conversation(**BROUGHT_IN, **helped, subject="Can anybody help me?")]).is_empty


def test_a_conversation_that_was_heard_is_told_however_little_was_said() -> None:
    assert not _history([past_conversation(id="c0", subject="Can anybody help me?")]).is_empty


def test_only_what_was_said_in_other_conversations_is_like_this_one() -> None:
    text = "Why does the export stop?"
    said = [past_message(text, message_id=of or "none", conversation_id=of) for of in ("c0", "c1", None)]
    assert [each.conversation_id for each, _ in _history(said=said).alike] == ["c0"]


def test_what_an_agent_answered_themselves_is_no_news_to_them() -> None:
    text = "Why does the export stop?"
    helped = {**BROUGHT_IN, "agent_platform": ANA.platform, "agent_user_id": ANA.user_id}
    history = _history([past_conversation(**helped, subject=text)], [past_message(text)])
    assert not history.is_news_to(ANA)
    assert history.is_news_to(BEN)
