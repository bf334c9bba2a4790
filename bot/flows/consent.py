"""A customer says stop or start: it holds at once, everywhere."""

from collections.abc import Sequence
from dataclasses import replace

from bot.flows.context import Context
from bot.flows.open_conversation import cancel_follow_ups, show_again
from bot.language.replies import Reply
from bot.messages import Button, CustomerWords
from bot.model.deliveries import Delivery, Kind
from bot.model.people import NOTHING, Consent, Customer
from bot.ports import Work
from bot.rules.contact import longest_window

_WHY = "Only you can see this."


async def stop(customer: Customer, work: Work, context: Context) -> CustomerWords:
    """Nothing automatic goes to this customer any more, until they say start."""
    await work.people.save(replace(customer, consent=NOTHING))
    await cancel_follow_ups(customer, work, context, "the customer asked for no more automatic messages")
    for contact in await outstanding(customer, work, context):
        await note_answer(contact, Reply.STOP, work, context)
    return CustomerWords(
        lines=("Done: no more automatic messages. If you write here, people still read it and answer.",),
        why=_WHY,
        nod=True,
        buttons=(Button("Allow check-ins again", "start", "", "start"),),
    )


async def start(customer: Customer, work: Work, context: Context) -> CustomerWords:
    """Check-ins and surveys are welcome again."""
    await work.people.save(replace(customer, consent=Consent()))
    return CustomerWords(
        lines=("Thank you. After a conversation here, one friendly check-in may come again.",),
        why=_WHY,
        nod=True,
        buttons=(Button("Stop these messages", "stop", "", "stop"),),
    )


async def outstanding(customer: Customer, work: Work, context: Context) -> Sequence[Delivery]:
    """The check-ins that went out and have no answer yet, newest first."""
    since = context.now - longest_window(context.settings.aftercare)
    contacts = await work.outbox.contacts(customer.id, since)
    return [each for each in contacts if each.kind is Kind.CHECK_IN and not each.answered]


async def note_answer(contact: Delivery, reply: Reply, work: Work, context: Context) -> None:
    """Keep what the customer answered."""
    await work.outbox.answer(contact.key, reply.value)
    await show_again(contact.conversation_id, work, context)
