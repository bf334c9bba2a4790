"""What customers do with buttons and words: answer a check-in, stop, start."""

from bot.errors import NotAllowed, Unreadable
from bot.events import CommandGiven
from bot.flows import consent
from bot.flows.commands.meant import customer_asking, delivery_meant
from bot.flows.context import Context
from bot.flows.hear_reply import broke_again, went_well
from bot.language.replies import Reply
from bot.messages import Answer, CustomerWords
from bot.model.conversations import Status
from bot.ports import Work

_WHY = "Only you can see this."


async def answer(event: CommandGiven, work: Work, context: Context) -> Answer:
    """A button on a check-in; only the customer it was sent to may press it, and once."""
    customer = await customer_asking(event, work)
    check_in = await delivery_meant(event, work)
    if check_in.customer_id != customer.id:
        raise NotAllowed("That question was for somebody else. Nothing was changed.")
    conversation = await work.conversations.get(check_in.conversation_id)
    if check_in.answered or conversation is None or conversation.status is not Status.RESOLVED:
        return CustomerWords(lines=("Thank you, that is answered already.",), why=_WHY)
    match event.choice:
        case "fine":
            await went_well(Reply.FINE, conversation, customer, "", work, context)
            return CustomerWords(lines=("Good to hear, thank you.",), why=_WHY)
        case "trouble":
            await broke_again(conversation, customer, "", work, context)
            words = "Thank you for saying so. It is open again, and the person who helped you has been told."
            return CustomerWords(lines=(words, "If you like, write here what is not right."), why=_WHY)
        case _:
            raise Unreadable("Please use one of the buttons. Nothing was changed.")


async def stop_all(event: CommandGiven, work: Work, context: Context) -> Answer:
    """No more automatic messages."""
    return await consent.stop(await customer_asking(event, work), work, context)


async def start_again(event: CommandGiven, work: Work, context: Context) -> Answer:
    """Check-ins are welcome again."""
    return await consent.start(await customer_asking(event, work), work, context)
