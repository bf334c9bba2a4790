"""Which conversation a customer's message belongs to, and whether it opens one."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.config import Aftercare, FrontDesk
from bot.events import MessagePosted
from bot.language.replies import doubts
from bot.language.requests import asks, first_question, is_back, is_vague
from bot.language.words import shorten, without_address
from bot.model.conversations import Conversation, Message, Status
from bot.model.places import Person, Place

JOINS_WITHIN = timedelta(minutes=30)
MOST_TOPIC = 80  # characters


def joins(
    event: MessagePosted, latest: Conversation, care: Aftercare, *, last_at: datetime, agent: Person | None
) -> bool:
    """Whether a customer's next message in a flat channel goes on with their latest conversation.

    It does soon after the last word there (`last_at`), an agent's answer too. Later it does when it is addressed to
    the agent who has it, unless that was resolved here, or says that the same is wrong again.
    """
    silence = event.at - last_at
    if silence <= JOINS_WITHIN:
        return True
    if silence > timedelta(days=care.reopens_within_days):
        return False
    settled = latest.status is Status.RESOLVED and not latest.is_history
    to_agent = agent is not None and event.addressed_to == agent
    return (to_agent and not settled) or is_back(event.text, f"{latest.subject} {latest.fixed}")


def opens(event: MessagePosted, desk: FrontDesk, *, to_customer: bool) -> bool:
    """Whether a customer's message that belongs to no conversation begins one.

    Words visibly meant for another customer never do: customers help each other.
    """
    if event.place.is_dm or event.begins_thread:
        return True
    if to_customer or desk.opens == "by_hand":
        return False
    return desk.opens == "every" or asks(event.text)


def is_small_talk(event: MessagePosted, desk: FrontDesk) -> bool:
    """Whether a customer's words in a flat channel ask and doubt nothing, nor name whom they are for.

    Where every message opens a conversation, none is.
    """
    if desk.opens == "every":
        return False
    everybody = not (event.place.is_dm or event.place.thread_id or event.addressed_to)
    return everybody and not (asks(event.text) or doubts(event.text))


def begin(
    conversation_id: str,
    message: Message | MessagePosted,
    customer_id: str,
    continues: str | None = None,
    topic: str = "",
) -> Conversation:
    """The conversation that begins with this message; in a flat channel it lives in the thread below it."""
    place = message.place
    if not (place.is_dm or place.thread_id):
        place = Place(place.platform, place.channel_id, message.message_id)
    return Conversation(
        id=conversation_id,
        customer_id=customer_id,
        place=place,
        opening_message_id=message.message_id,
        subject=first_question(message.text),
        opened_at=message.at,
        last_at=message.at,
        customer_last_at=message.at,
        continues=continues,
        topic=shorten(topic, MOST_TOPIC),
    )


def is_waiting_below(conversation: Conversation) -> bool:
    """Whether its customer said more before anybody took it, where staff are not shown each message."""
    said_more = conversation.customer_last_at > conversation.opened_at
    return conversation.agent is None and said_more and not conversation.place.is_dm


def told_more(conversation: Conversation, text: str) -> Conversation:
    """With these words of its customer's for a subject when the one it has says nothing ("Hi, I need some help")."""
    if not conversation.subject or not is_vague(conversation.subject) or not asks(text):
        return conversation
    told = first_question(without_address(text))
    return conversation if is_vague(told) else replace(conversation, subject=told)


def message_of(event: MessagePosted, customer_id: str | None, conversation: Conversation | None) -> Message:
    """What was said, as it is kept: in whose history, and in which conversation if any."""
    return Message(
        place=event.place,
        message_id=event.message_id,
        conversation_id=conversation.id if conversation else None,
        customer_id=customer_id,
        author=event.author.person,
        author_name=event.author.name,
        role=event.author.role,
        text=event.text,
        at=event.at,
    )
