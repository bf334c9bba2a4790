"""Somebody changed or took back what they had said."""

from dataclasses import replace

from bot.events import MessageDeleted, MessageEdited
from bot.flows.consent import stop
from bot.flows.context import Context
from bot.flows.open_conversation import cancel_follow_ups, show_again
from bot.language.replies import Reply, is_stop, read_reply
from bot.language.requests import first_question, taken_from
from bot.model.conversations import Message
from bot.model.deliveries import Kind
from bot.model.people import Customer, Role
from bot.ports import Work
from bot.rules.opening import is_waiting_below


async def hear_edit(event: MessageEdited, work: Work, context: Context) -> None:
    """The text we keep and show follows; the conversation's subject too, as long as nobody has taken it."""
    message = await work.messages.get(event.place, event.message_id)
    if message is None or message.deleted_at or message.text == event.text:
        return
    await work.messages.save(replace(message, text=event.text, edited_at=event.at))
    await _subject(message, first_question(event.text), work, context, only_untouched=True)
    await _quoted(message, work, context)
    author = await work.people.customer_of(message.author)
    if author is not None and message.role is not Role.STAFF:
        await _means_something_else(event.text, author, work, context)


async def _means_something_else(text: str, author: Customer, work: Work, context: Context) -> None:
    """Stop holds by whatever door it comes; words that became more than thanks keep what is pending from going out."""
    if is_stop(text):
        await stop(author, work, context)
    elif read_reply(text) is Reply.TROUBLE:
        await cancel_follow_ups(author, work, context, "the customer changed what they had said")


async def hear_deletion(event: MessageDeleted, work: Work, context: Context) -> None:
    """The text is no longer kept, quoted or shown anywhere we can still change."""
    message = await work.messages.get(event.place, event.message_id)
    if message is None:
        await work.first_time(f"{event.key.removesuffix('deleted')}posted", event.at)  # told late, it is not heard
        return
    if message.deleted_at:
        return
    await work.messages.save(replace(message, text="", deleted_at=event.at))
    await _subject(message, "", work, context, only_untouched=False)
    await _quoted(message, work, context)


async def _quoted(message: Message, work: Work, context: Context) -> None:
    """Whispers that quote it follow."""
    deliveries = await work.outbox.of_conversation(message.conversation_id) if message.conversation_id else ()
    for each in deliveries:
        if each.kind in (Kind.RELAY, Kind.ANSWERED) and each.detail.get("said") == message.message_id:
            await work.outbox.again(each.occasion, context.now)


async def _subject(message: Message, subject: str, work: Work, context: Context, *, only_untouched: bool) -> None:
    conversation = await work.conversations.get(message.conversation_id) if message.conversation_id else None
    if conversation is None:
        return
    opened_it = conversation.opening_message_id == message.message_id
    gave_it = bool(conversation.subject) and taken_from(message.text, conversation.subject)
    could_have = not only_untouched and (opened_it or message.edited_at is not None)
    if could_have or (gave_it and (conversation.agent is None or not only_untouched)):
        await work.conversations.save(replace(conversation, subject=subject))
    if opened_it or gave_it or could_have or is_waiting_below(conversation):
        await show_again(conversation.id, work, context)
