"""A customer says stop or start, which holds at once and everywhere, or where they want to be written to."""

from collections.abc import Sequence
from dataclasses import replace

from bot.flows.context import Context
from bot.flows.open_conversation import cancel_follow_ups, show_again
from bot.language.replies import Reply
from bot.messages import Button, CustomerWords
from bot.model.deliveries import Delivery, Kind
from bot.model.people import NOTHING, Consent, Customer
from bot.model.places import Person
from bot.ports import Work
from bot.rules.contact import longest_window
from bot.texts.check_in import IN_DM, IN_PLACE

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


async def write_to(direct: Person | None, customer: Customer, check_in: Delivery, work: Work) -> CustomerWords:
    """From now on check-ins come to the direct messages of this account of theirs, or where the conversation was."""
    await work.people.save(replace(customer, direct=direct))
    if direct is None:
        said, other = "Done: check-ins come where you asked, not to your direct messages.", ("DM me instead", IN_DM)
    else:
        said = "Done: the next check-in comes to your direct messages. If these are closed to me, it comes here."
        other = ("No direct messages", IN_PLACE)
    return CustomerWords(lines=(said,), why=_WHY, buttons=(Button(other[0], "where", check_in.key, other[1]),))


async def outstanding(customer: Customer, work: Work, context: Context) -> Sequence[Delivery]:
    """The check-ins that went out and have no answer yet, newest first."""
    since = context.now - longest_window(context.settings.aftercare)
    contacts = await work.outbox.contacts(customer.id, since)
    return [each for each in contacts if each.kind is Kind.CHECK_IN and not each.answered]


async def note_answer(contact: Delivery, reply: Reply, work: Work, context: Context) -> None:
    """Keep what the customer answered."""
    await work.outbox.answer(contact.key, reply.value)
    await show_again(contact.conversation_id, work, context)
