"""What earlier messages make: who wrote them, and which conversations they were, judged as hearing would have."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from bot.config import Settings
from bot.events import MessagePosted
from bot.model.conversations import Conversation, Message, Status
from bot.model.people import Customer, Profile
from bot.model.places import Person, Place
from bot.rules import opening
from bot.rules.lifecycle import Move, move

_GONE = (Status.DISMISSED, Status.MERGED)

Spot: TypeAlias = tuple[Place, str]  # a channel and the id of a message in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is kept already of what some lines are about."""

    firsts: Mapping[Spot, str | None] = field(default_factory=dict)  # first messages of threads: their conversations
    profiles: Mapping[Person, Profile] = field(default_factory=dict)
    customers: Mapping[Person, Customer] = field(default_factory=dict)
    conversations: Sequence[Conversation] = ()


@dataclass(slots=True)
class History:
    """What is to be kept of some lines. Its conversations are resolved; nothing follows from them."""

    profiles: dict[Person, Profile] = field(default_factory=dict)  # of people nobody knew
    customers: dict[Person, Customer] = field(default_factory=dict)  # new or changed
    conversations: dict[str, Conversation] = field(default_factory=dict)  # new or changed
    messages: dict[Spot, Message] = field(default_factory=dict)
    new_customers: int = 0
    new_conversations: int = 0
    left_alone: int = 0  # lines that belong to conversations that were heard


def spot_of(said: MessagePosted) -> Spot:
    """What a message is found by."""
    return said.place.channel, said.message_id


def judge(lines: Sequence[MessagePosted], known: Known, settings: Settings, new_key: Callable[[], str]) -> History:
    """What these lines, none of them kept yet, add in their order to what is known."""
    judging = _Judging(known, settings, new_key)
    for said in lines:
        if spot_of(said) not in judging.made.messages:
            judging.take(said)
    return judging.made


class _Judging:
    def __init__(self, known: Known, settings: Settings, new_key: Callable[[], str]) -> None:
        self._known, self._settings, self._new_key = known, settings, new_key
        self._conversations: dict[str, Conversation] = {}
        self._living: dict[Place, str] = {}  # in a thread or DM, the newest
        self._of_customer: defaultdict[tuple[str, Place], list[str]] = defaultdict(list)
        self.made = History()
        for conversation in known.conversations:
            self._remember(conversation)

    def take(self, said: MessagePosted) -> None:
        """A line that is not kept yet."""
        self._get_to_know(said.author)
        if said.author.is_staff:
            self._staff_wrote(said)
        else:
            self._customer_wrote(said)

    def _customer_wrote(self, said: MessagePosted) -> None:
        to_customer = self._is_for_customer(said)
        conversation = self._goes_on_in(said, to_customer)
        if conversation and not conversation.is_history:
            self.made.left_alone += 1
            return
        customer = self._meet(said)
        message = opening.message_of(said, customer.id, conversation)
        desk = self._settings.front_desk(said.place)
        if conversation is None and desk and opening.opens(said, desk, to_customer=to_customer):
            begun = opening.begin(self._new_key(), message, customer.id)
            message = replace(message, conversation_id=begun.id)
            self.made.new_conversations += 1
            self._keep(begun)
        elif conversation and conversation.customer_id == customer.id and not to_customer:
            self._keep(move(conversation, Move.CUSTOMER_WROTE, max(said.at, conversation.last_at)))
        self.made.messages[spot_of(said)] = message

    def _staff_wrote(self, said: MessagePosted) -> None:
        """In a flat channel it belongs to whom it is addressed to, or to nobody; it is kept all the same."""
        if _apart(said.place):
            conversation = self._of_place(said)
        else:
            conversation = self._latest(said.addressed_to, said) if said.addressed_to else None
        if conversation and not conversation.is_history:
            self.made.left_alone += 1
            return
        customer_id = conversation.customer_id if conversation else None
        self.made.messages[spot_of(said)] = opening.message_of(said, customer_id, conversation)
        if conversation:
            moved = move(conversation, Move.AGENT_WROTE, max(said.at, conversation.last_at))
            self._keep(replace(moved, agent=said.author.person))

    def _goes_on_in(self, said: MessagePosted, to_customer: bool) -> Conversation | None:
        if _apart(said.place):
            return self._of_place(said)
        latest = self._latest(said.author.person, said)
        return latest if not to_customer and opening.joins(latest, said.at) else None

    def _of_place(self, said: MessagePosted) -> Conversation | None:
        """The one that lives there, or the one its first message went to."""
        here = self._living.get(said.place)
        if here is None and said.place.thread_id:
            first = said.place.channel, said.place.thread_id
            message = self.made.messages.get(first)
            here = message.conversation_id if message else self._known.firsts.get(first)
        conversation = self._conversations.get(here) if here else None
        gone = conversation is None or conversation.status is Status.DISMISSED or conversation.opened_at > said.at
        return None if gone else conversation

    def _latest(self, person: Person, said: MessagePosted) -> Conversation | None:
        customer = self._customer(person)
        theirs = self._of_customer.get((customer.id, said.place.channel), ()) if customer else ()
        begun = [each for each in map(self._conversations.__getitem__, theirs) if each.opened_at <= said.at]
        return max(begun, key=lambda each: each.last_at, default=None)

    def _is_for_customer(self, said: MessagePosted) -> bool:
        if said.addressed_to is None or said.addressed_to == said.author.person:
            return False
        profile = self._known.profiles.get(said.addressed_to) or self.made.profiles.get(said.addressed_to)
        return profile is not None and not profile.is_staff

    def _customer(self, person: Person) -> Customer | None:
        return self.made.customers.get(person) or self._known.customers.get(person)

    def _get_to_know(self, author: Profile) -> None:
        if author.person not in self._known.profiles:
            self.made.profiles.setdefault(author.person, author)

    def _meet(self, said: MessagePosted) -> Customer:
        """What is known of somebody stays; they may have been seen earlier, and from where may be new."""
        author = said.author
        customer = self._customer(author.person)
        if customer is None:
            customer = Customer(id=self._new_key(), name=author.name, zone=author.zone, first_seen_at=said.at)
            self.made.new_customers += 1
            self.made.customers[author.person] = customer
        elif said.at < customer.first_seen_at or (author.zone and not customer.zone):
            first_seen_at = min(said.at, customer.first_seen_at)
            customer = replace(customer, first_seen_at=first_seen_at, zone=customer.zone or author.zone)
            self.made.customers[author.person] = customer
        return customer

    def _keep(self, conversation: Conversation) -> None:
        over = replace(conversation, status=Status.RESOLVED, resolved_at=conversation.last_at)
        self.made.conversations[over.id] = over
        self._remember(over)

    def _remember(self, conversation: Conversation) -> None:
        if conversation.id not in self._conversations and conversation.status not in _GONE:
            self._of_customer[conversation.customer_id, conversation.place.channel].append(conversation.id)
            self._living[conversation.place] = conversation.id
        self._conversations[conversation.id] = conversation


def _apart(place: Place) -> bool:
    return place.is_dm or place.thread_id is not None
