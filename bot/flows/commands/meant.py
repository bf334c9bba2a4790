"""Finds what a command is about; what a button claims proves nothing, so everything is looked up."""

from collections import Counter
from collections.abc import Sequence

from bot.errors import NotAllowed, NotSaidWhich, Unreadable
from bot.events import CommandGiven
from bot.model.conversations import Conversation, Message
from bot.model.deliveries import Delivery
from bot.model.people import Customer, Profile
from bot.model.places import Person
from bot.ports import Work

_WHICH = "I do not know which conversation you mean. Use the buttons in its backstage thread, or write the word there."
_NONE = "That message belongs to no conversation. Nothing was changed."


async def conversation_meant(event: CommandGiven, work: Work) -> Conversation:
    """The conversation a button, a menu or a word typed in a backstage thread is about.

    Raises:
        NotSaidWhich: none of them was said. Unreadable: what was said leads to none.
    """
    found = None
    if event.about:
        found = await work.conversations.get(event.about)
    elif event.message_id:
        message = await work.messages.get(event.place, event.message_id)
        found = await work.conversations.get(message.conversation_id) if message and message.conversation_id else None
    if found is None and not event.about and event.place.thread_id:
        found = await work.conversations.backstage(event.place) or await work.conversations.at(event.place)
    if found is None and event.message_id:
        raise Unreadable(_NONE)
    if found is None:
        raise Unreadable(_WHICH) if event.about else NotSaidWhich(_WHICH)
    return found


async def message_meant(event: CommandGiven, work: Work) -> Message:
    """The customer's message a menu was opened on.

    Raises:
        Unreadable: we have not heard it.
    """
    message = await work.messages.get(event.place, event.message_id) if event.message_id else None
    if message is None or message.deleted_at:
        raise Unreadable("I have not heard that message, so I can do nothing with it. Nothing was changed.")
    return message


async def delivery_meant(event: CommandGiven, work: Work) -> Delivery:
    """The follow-up or reminder a button is about.

    Raises:
        Unreadable: it is not there.
    """
    delivery = await work.outbox.get(event.about) if event.about else None
    if delivery is None:
        raise Unreadable("That is no longer there. Nothing was changed.")
    return delivery


async def customer_asking(event: CommandGiven, work: Work) -> Customer:
    """The customer who gave the command.

    Raises:
        NotAllowed: we do not know them.
    """
    customer = await work.people.customer_of(event.by.person)
    if customer is None:
        raise NotAllowed("That is not meant for you. Nothing was changed.")
    return customer


async def customer_of(conversation: Conversation, work: Work) -> Customer:
    """The customer of a conversation.

    Raises:
        Unreadable: their data was erased.
    """
    customer = await work.people.customer(conversation.customer_id)
    if customer is None:
        raise Unreadable("The customer of this conversation is no longer known. Nothing was changed.")
    return customer


def _told_apart(people: Sequence[Profile]) -> list[str]:
    """Their names; with the account where two have the same one."""
    names = Counter(each.name for each in people)
    return [each.name if names[each.name] == 1 else f"{each.name} ({each.person.user_id})" for each in people]


async def colleague_meant(name: str, asker: Person, work: Work) -> Profile:
    """The one colleague of this name or account; the one who asks knows their own.

    Raises:
        Unreadable: there is none, or more than one; the message says what to do.
    """
    wanted = name.strip().casefold().removeprefix("to ").lstrip("@ ")
    staff = await work.people.staff()
    found = [each for each in staff if wanted in (each.name.casefold(), each.person.user_id.casefold())]
    if not found:
        names = ", ".join(_told_apart([each for each in staff if each.person != asker])[:10]) or "nobody else yet"
        raise Unreadable(
            f"No colleague called “{name[:40]}” is known yet. I know: {names}. Whoever is missing writes one word "
            "where I can read it, or gives me a command; then say this again. Nothing was changed."
        )
    if len(found) > 1:
        accounts = ", ".join(each.person.user_id for each in found[:10])
        raise Unreadable(
            f"More than one colleague is called “{name[:40]}”. Name one by their account: {accounts}. "
            "Nothing was changed."
        )
    return found[0]
