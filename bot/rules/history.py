"""What earlier messages make: who wrote them, and which conversations they were, judged as hearing would have."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

from bot.config import Settings
from bot.events import MessagePosted
from bot.model.conversations import Conversation, Message, Status, Turn
from bot.model.people import Customer, Profile
from bot.model.places import Person, Place
from bot.rules import opening

_GONE = (Status.DISMISSED, Status.MERGED)

Spot: TypeAlias = tuple[str, str, str]  # a platform, a channel and the id of a message in it


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
    conversations: dict[str, Conversation] = field(default_factory=dict)  # changed
    new_conversations: dict[str, Conversation] = field(default_factory=dict)
    messages: dict[Spot, Message] = field(default_factory=dict)
    new_customers: int = 0
    left_alone: int = 0  # lines that belong to conversations that were heard


def spot_of(said: MessagePosted) -> Spot:
    """What a message is found by."""
    return said.place.platform, said.place.channel_id, said.message_id


def first_of(place: Place) -> Spot:
    """What the first message of a thread is found by."""
    return place.platform, place.channel_id, place.thread_id or ""


def judge(lines: Sequence[MessagePosted], known: Known, settings: Settings, new_key: Callable[[], str]) -> History:
    """What these lines, none of them kept yet, add in their order to what is known."""
    judging = _Judging(known, settings, new_key)
    for said in lines:
        if spot_of(said) not in judging.made.messages:
            judging.take(said)
    return judging.over()


@dataclass(slots=True, eq=False)
class _Matter:
    """A conversation while more of it is read."""

    begun: Conversation
    last_at: datetime
    customer_last_at: datetime
    agent: Person | None
    turn: Turn
    is_new: bool
    goes_on: bool = False

    @property
    def was_heard(self) -> bool:
        """Whether it is none of those that were brought in."""
        return not (self.is_new or self.begun.is_history)

    def customer_wrote(self, said: MessagePosted) -> None:
        self.begun = opening.told_more(self.begun, said.text)
        self.last_at = self.customer_last_at = max(said.at, self.last_at)
        self.turn, self.goes_on = Turn.AGENT, True

    def agent_wrote(self, agent: Person, at: datetime) -> None:
        self.last_at, self.agent = max(at, self.last_at), agent
        self.turn, self.goes_on = Turn.CUSTOMER, True

    def over(self) -> Conversation:
        """Nobody knows how it ended; that it did is certain enough."""
        return replace(
            self.begun,
            status=Status.RESOLVED,
            turn=self.turn,
            last_at=self.last_at,
            customer_last_at=self.customer_last_at,
            agent=self.agent,
            resolved_at=self.last_at,
        )


class _Judging:
    def __init__(self, known: Known, settings: Settings, new_key: Callable[[], str]) -> None:
        self._known, self._settings, self._new_key = known, settings, new_key
        self._matters: dict[str, _Matter] = {}
        self._living: dict[Place, _Matter] = {}  # in a thread or DM, the newest
        self._of_customer: defaultdict[tuple[str, Place], list[_Matter]] = defaultdict(list)
        self.made = History()
        for conversation in known.conversations:
            self._matter(conversation, is_new=False)

    def take(self, said: MessagePosted) -> None:
        """A line that is not kept yet."""
        if said.author.person not in self._known.profiles:
            self.made.profiles.setdefault(said.author.person, said.author)
        if said.author.is_staff:
            self._staff_wrote(said)
        else:
            self._customer_wrote(said)

    def over(self) -> History:
        """What was made, once all lines are taken."""
        for key, matter in self._matters.items():
            if matter.is_new:
                self.made.new_conversations[key] = matter.over()
            elif matter.goes_on:
                self.made.conversations[key] = matter.over()
        return self.made

    def _customer_wrote(self, said: MessagePosted) -> None:
        to_customer = self._is_for_customer(said)
        matter = self._goes_on_in(said, to_customer)
        if matter and matter.was_heard:
            self.made.left_alone += 1
            return
        customer = self._meet(said)
        desk = self._settings.front_desk(said.place)
        if matter is None and desk and opening.opens(said, desk, to_customer=to_customer):
            matter = self._begin(said, customer)
        elif matter and matter.begun.customer_id == customer.id and not to_customer:
            matter.customer_wrote(said)
        self.made.messages[spot_of(said)] = opening.message_of(said, customer.id, matter.begun if matter else None)

    def _staff_wrote(self, said: MessagePosted) -> None:
        """In a flat channel it belongs to whom it is addressed to, or to nobody; it is kept all the same."""
        if _apart(said.place):
            matter = self._of_place(said)
        else:
            matter = self._latest(said.addressed_to, said) if said.addressed_to else None
        if matter and matter.was_heard:
            self.made.left_alone += 1
            return
        begun = matter.begun if matter else None
        self.made.messages[spot_of(said)] = opening.message_of(said, begun.customer_id if begun else None, begun)
        if matter:
            matter.agent_wrote(said.author.person, said.at)

    def _goes_on_in(self, said: MessagePosted, to_customer: bool) -> _Matter | None:
        if _apart(said.place):
            return self._of_place(said)
        latest = self._latest(said.author.person, said)
        if latest is None or to_customer:
            return None
        care = self._settings.aftercare
        joins = opening.joins(said, latest.begun, care, last_at=latest.last_at, agent=latest.agent)
        return latest if joins else None

    def _of_place(self, said: MessagePosted) -> _Matter | None:
        """The one that lives there, or the one its first message went to."""
        matter = self._living.get(said.place)
        if matter is None and said.place.thread_id:
            first = self.made.messages.get(first_of(said.place))
            went = first.conversation_id if first else self._known.firsts.get(first_of(said.place))
            matter = self._matters.get(went) if went else None
        if matter is None or matter.begun.status is Status.DISMISSED or matter.begun.opened_at > said.at:
            return None
        return matter

    def _latest(self, person: Person, said: MessagePosted) -> _Matter | None:
        customer = self._customer(person)
        theirs = self._of_customer.get((customer.id, said.place.channel), ()) if customer else ()
        begun = [matter for matter in theirs if matter.begun.opened_at <= said.at]
        return max(begun, key=lambda matter: matter.last_at, default=None)

    def _is_for_customer(self, said: MessagePosted) -> bool:
        if said.addressed_to is None or said.addressed_to == said.author.person:
            return False
        profile = self._known.profiles.get(said.addressed_to) or self.made.profiles.get(said.addressed_to)
        return profile is not None and not profile.is_staff

    def _customer(self, person: Person) -> Customer | None:
        return self.made.customers.get(person) or self._known.customers.get(person)

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

    def _begin(self, said: MessagePosted, customer: Customer) -> _Matter:
        return self._matter(opening.begin(self._new_key(), said, customer.id), is_new=True)

    def _matter(self, conversation: Conversation, *, is_new: bool) -> _Matter:
        last = conversation.last_at, conversation.customer_last_at
        matter = _Matter(conversation, *last, conversation.agent, conversation.turn, is_new)
        matter = self._matters.setdefault(conversation.id, matter)
        if conversation.status not in _GONE:
            self._living[conversation.place] = matter
            of_customer = self._of_customer[conversation.customer_id, conversation.place.channel]
            if matter not in of_customer:
                of_customer.append(matter)
        return matter


def _apart(place: Place) -> bool:
    return place.is_dm or place.thread_id is not None
