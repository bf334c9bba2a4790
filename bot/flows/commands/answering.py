"""What customers do with buttons and words: answer a check-in, stop, start."""

from bot.errors import NotAllowed, Unreadable
from bot.events import CommandGiven
from bot.flows import consent
from bot.flows.commands.meant import customer_asking, delivery_meant
from bot.flows.context import Context
from bot.flows.hear_reply import not_solved, went_well
from bot.flows.people import meet
from bot.language.replies import Reply
from bot.messages import Answer, CustomerWords
from bot.model.conversations import Conversation, Message, Status
from bot.model.deliveries import Delivery, Kind
from bot.model.people import Customer
from bot.ports import Work
from bot.texts.check_in import IN_DM, IN_PLACE

_WHY = "Only you can see this."
_USE_BUTTONS = "Please use one of the buttons. Nothing was changed."
_REPLIES = {"fine": Reply.FINE, "trouble": Reply.TROUBLE}


async def answer(event: CommandGiven, work: Work, context: Context) -> Answer:
    """A button on a check-in; only the customer it was sent to may press it, and once."""
    customer, check_in = await _asked(event, work)
    reply = _REPLIES.get(event.choice)
    if reply is None:
        raise Unreadable(_USE_BUTTONS)
    conversation = await work.conversations.get(check_in.conversation_id)
    if check_in.answered or conversation is None:
        return CustomerWords(lines=("Thank you, that is answered already.",), why=_WHY)
    if conversation.status is not Status.RESOLVED:
        await consent.note_answer(check_in, reply, work, context)
        return CustomerWords(lines=("Thank you. Whatever else you need, write it here: people read it.",), why=_WHY)
    if reply is Reply.FINE:
        await went_well(reply, conversation, customer, "", work, context)
        return CustomerWords(lines=("Good to hear, thank you.",), why=_WHY)
    await not_solved(_in_the_same_words(conversation, check_in, event), conversation, customer, "", work, context)
    words = "Thank you for saying so. It is open again, and the person who helped you has been told."
    return CustomerWords(lines=(words, "If you like, write here what is not right."), why=_WHY)


async def where(event: CommandGiven, work: Work, context: Context) -> Answer:
    """A button on a check-in: the next ones come to the direct messages of who presses it, or no longer do."""
    customer, check_in = await _asked(event, work)
    if event.choice == IN_DM:
        return await consent.write_to(event.by.person, customer, check_in, work)
    if event.choice == IN_PLACE:
        return await consent.write_to(None, customer, check_in, work)
    raise Unreadable(_USE_BUTTONS)


async def _asked(event: CommandGiven, work: Work) -> tuple[Customer, Delivery]:
    """Who presses a button, and the check-in it is on: it must have been sent to them."""
    customer = await customer_asking(event, work)
    check_in = await delivery_meant(event, work)
    if check_in.kind is not Kind.CHECK_IN or check_in.customer_id != customer.id:
        raise NotAllowed("That question was for somebody else. Nothing was changed.")
    return customer, check_in


def _in_the_same_words(conversation: Conversation, check_in: Delivery, event: CommandGiven) -> Message:
    """What somebody who only presses a button says, should it begin a new conversation."""
    return Message(
        place=check_in.shown.place if check_in.shown else conversation.place,
        message_id=check_in.shown.message_id if check_in.shown else conversation.opening_message_id,
        conversation_id=None,
        customer_id=conversation.customer_id,
        author=event.by.person,
        author_name=event.by.name,
        role=event.by.role,
        text=conversation.subject,
        at=event.at,
    )


async def stop_all(event: CommandGiven, work: Work, context: Context) -> Answer:
    """No more automatic messages."""
    return await consent.stop(await meet(event.by, event.at, work, context), work, context)


async def start_again(event: CommandGiven, work: Work, context: Context) -> Answer:
    """Check-ins are welcome again."""
    return await consent.start(await meet(event.by, event.at, work, context), work, context)
