"""What the core needs from outside: a chat, a store, a clock; and what a chat needs from the core: ears."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Protocol

from bot.events import Change, Event
from bot.messages import Answer, CustomerWords, Form, Source, StaffWords
from bot.model.conversations import Conversation, Message, PastConversation, PastMessage
from bot.model.deliveries import Delivery, Kind, Limits
from bot.model.health import Backlog
from bot.model.notes import Note
from bot.model.people import Customer, Profile
from bot.model.places import CustomerPlace, Person, Place, Readers, Shown
from bot.model.presence import Presence
from bot.model.unheard import UnheardEvent
from bot.rules.audience import StaffPlace
from bot.rules.history import History, Spot

THREADS_BACK = timedelta(days=14)
"""How long before an absence a thread may have begun to be looked at with its channel."""

NewKey = Callable[[], str]  # a random opaque key of at most 25 characters


class Clock(Protocol):
    """Two times: the one people live by, which a sandbox can move, and the real one."""

    def now(self) -> datetime:
        """Due times, quiet hours and expiry are measured by this one; aware, UTC."""

    def real(self) -> datetime:
        """Leases, backoff, pacing and heartbeats are measured by this one; aware, UTC.

        The same for all processes on one database, whatever their machines' clocks say.
        """


class Ears(Protocol):
    """What a chat hands things to."""

    async def hear(self, event: Event) -> Answer | None:
        """Write down what happened. When this returned, nothing of it can be lost: acknowledge only then.

        What it returns is shown at once, only to the person who did it.
        """

    async def form(self, word: str, about: str, by: Profile, on: Source | None = None) -> Form | Answer:
        """The form of a command, or a polite no; filled in as far as we know, and can tell within a second.

        `on` is the message in whose menu it was asked for.
        """

    async def connected(self, platform: str, *, anew: bool) -> None:
        """A platform that keeps nothing for those who are away is connected, anew or still.

        To be called whenever the connection stands again, and every half a minute while it does. Anew means that
        something may have been said meanwhile: it is asked for with `missed` and heard.
        """

    async def introduces(self, platform: str) -> timedelta:
        """The program is about to introduce itself to a platform that punishes those who do so too often a day.

        Zero when it may, and then it is counted; else how long to wait before asking again.
        """


class Chat(Protocol):
    """One chat platform.

    `whisper`, `tell`, `update` and `withdraw` raise `ChatBusy` (nothing happened, wait), `ChatRefused` (nothing
    happened, never will here) or `ChatUnsure` (it may have happened). Any other exception counts as unsure. `whisper`
    and `tell` raise `ChatTakenBack` when these words with this key went out before, and somebody deleted them.
    """

    @property
    def platform(self) -> str:
        """The name of the platform, as it stands in `Place.platform`."""

    @property
    def limits(self) -> Limits:
        """What the platform asks of those who write to it."""

    async def listen(self, ears: Ears) -> None:
        """Stay connected and hand over what happens, until cancelled."""

    async def whisper(self, place: StaffPlace, words: StaffWords, key: str) -> Shown:
        """Say something to staff. Refuses rather than fall back to a place others can read."""

    async def tell(self, place: CustomerPlace, words: CustomerWords, key: str) -> Shown:
        """Say something to a customer. Refused when the platform knows that the person it is for is gone."""

    async def update(self, shown: Shown, words: StaffWords | CustomerWords) -> None:
        """Change what stands there. Words for another audience than it was shown to are refused."""

    async def withdraw(self, shown: Shown) -> None:
        """Take back what we said. Taking back what is gone is no error."""

    async def find(self, place: Place, key: str, since: datetime) -> Sequence[Shown]:
        """What of ours stands there with this key since then (real time), oldest first."""

    async def answer(self, to: Person, place: Place, message_id: str, answer: Answer) -> None:
        """Show somebody alone what became of what they said there; nothing depends on it.

        A platform that will not take it is no error: an answer that is lost is asked for again.
        """

    async def missed(self, place: Place, after: datetime) -> Sequence[Event]:
        """What people said there since then, oldest first, the newest of it when it is too much.

        Of a channel also what is new in its threads, of those that began up to `THREADS_BACK` before then.
        """

    async def directs(self) -> Sequence[Place]:
        """The direct messages with us that began last, for asking what was missed; none where they are not listed."""

    async def changes(self, place: Place, kept: Sequence[Message], after: datetime) -> Sequence[Change]:
        """How these messages, which were said in exactly this place, were edited since then, and which are gone.

        None of it where the platform tells all that once it is heard again. Only what certainly is gone counts.
        """

    async def readers(self, place: Place) -> Readers:
        """Who can read there, asked afresh. Never raises: what cannot be known is unknown."""

    async def profile(self, person: Person) -> Profile:
        """Name, role, zone and locale; the role is unknown when the platform cannot say."""


class People(Protocol):
    """Customers with their identities, and the profiles of everybody seen."""

    async def profile(self, person: Person) -> Profile | None: ...
    async def remember(self, profile: Profile) -> None:
        """Keep this profile in place of the one kept before."""

    async def staff(self) -> Sequence[Profile]:
        """Everybody known to belong to the team, by name; at most 200."""

    async def customer(self, customer_id: str) -> Customer | None: ...
    async def customer_of(self, person: Person) -> Customer | None: ...
    async def names(self, customer_ids: Iterable[str]) -> Mapping[str, str]:
        """How these customers are called, by id; an id nobody has is left out."""

    async def save(self, customer: Customer) -> None:
        """Insert or update."""

    async def identify(self, person: Person, customer_id: str) -> None:
        """This account belongs to that customer from now on."""

    async def identities(self, customer_id: str) -> Sequence[Person]: ...


class Conversations(Protocol):
    """All conversations. Dismissed and merged ones are only found by `get`."""

    async def get(self, conversation_id: str) -> Conversation | None: ...
    async def at(self, place: Place) -> Conversation | None:
        """The newest one in exactly this place (thread, or DM)."""

    async def latest_of(self, customer_id: str, channel: Place) -> Conversation | None:
        """The customer's newest one in this channel, whatever its thread."""

    async def of_customer(self, customer_id: str, limit: int) -> Sequence[Conversation]:
        """Newest first."""

    async def past_of(self, customer_id: str, limit: int) -> Sequence[PastConversation]:
        """The same, as far as they are told to whoever has another one."""

    async def unfinished(self, agent: Person | None, limit: int) -> Sequence[Conversation]:
        """The open and snoozed ones this agent has, or nobody; newest first."""

    async def backstage(self, place: Place) -> Conversation | None:
        """The one whose backstage thread this is."""

    async def lately(self, platform: str, since: datetime, limit: int) -> Sequence[Conversation]:
        """Those in which something was said since then, the latest first."""

    async def save(self, conversation: Conversation) -> None:
        """Insert or update."""


class Messages(Protocol):
    """What people said at the front desk."""

    async def get(self, place: Place, message_id: str) -> Message | None:
        """By its channel and id; the thread may differ."""

    async def save(self, message: Message) -> None:
        """Insert or update."""

    async def of_conversation(self, conversation_id: str, limit: int) -> Sequence[Message]:
        """The newest ones, oldest of them first."""

    async def of_customer(self, customer_id: str, limit: int) -> Sequence[PastMessage]:
        """What the customer said, newest first, without deleted ones."""

    async def move(self, from_conversation: str, to_conversation: str) -> None:
        """All of one conversation's messages become the other's."""


class Notes(Protocol):
    """What humans chose to remember."""

    async def get(self, note_id: str) -> Note | None: ...
    async def of_customer(self, customer_id: str) -> Sequence[Note]:
        """Newest first, at most 100, expired ones too."""

    async def save(self, note: Note) -> None:
        """Insert or update."""

    async def forget(self, note_id: str) -> None: ...


class Presences(Protocol):
    """When agents are there."""

    async def of(self, people: Iterable[Person]) -> Mapping[Person, Presence]:
        """What these, and those who stand in for them, said about their time; who said nothing is left out."""

    async def save(self, presence: Presence) -> None:
        """Insert or update."""


class Outbox(Protocol):
    """What is still to be said, and what became of what was."""

    async def plan(self, deliveries: Iterable[Delivery]) -> None:
        """Keep these; ignore one whose occasion or key is kept already."""

    async def again(self, occasion: str, now: datetime) -> None:
        """Let a delivery that is made, being made or held fall due once more; one pending stays as it is."""

    async def claim(
        self,
        owner: str,
        now: datetime,
        real: datetime,
        lease: timedelta,
        limit: int,
        pace: Mapping[str, timedelta],
    ) -> Sequence[Delivery]:
        """Take what is due for the length of the lease, oldest first, with a new fence each.

        `owner` is another one each time: a claim that is lost with its transaction is not taken for the next one.

        Takes pending ones that are due (and whose `not_before` has come) and claimed or sending ones whose
        lease has ended; of a lane only the first; of a channel only one each `pace[platform]`.
        A sending one stays sending, so that its new owner looks for it first.
        """

    async def save(self, delivery: Delivery) -> bool:
        """Keep what became of a claimed one, if our claim still holds; False and nothing changed if not.

        One that fell due again meanwhile (`changes`) is kept as pending instead of sent.
        """

    async def slow_down(self, channel: Place, until: datetime) -> None:
        """Nothing is claimed for this channel before then (real time)."""

    async def change(self, delivery: Delivery) -> bool:
        """A human's change to one that is pending, claimed or paused; a worker that holds it loses it."""

    async def cancel(self, conversation_id: str, kinds: Iterable[Kind], why: str) -> Sequence[Delivery]:
        """Cancel the unsent ones of these kinds; returns them."""

    async def cancel_for_customer(self, customer_id: str, kinds: Iterable[Kind], why: str) -> Sequence[Delivery]:
        """The same of what is to go to a customer, in all of their conversations."""

    async def take_back(self, customer_id: str, kinds: Iterable[Kind], but: str) -> None:
        """Let the customer's claimed ones of these kinds be pending again, except one: whoever held them lost them."""

    async def answer(self, key: str, answered: str) -> None:
        """Keep what the customer answered to this one, whatever its state."""

    async def get(self, key: str) -> Delivery | None: ...
    async def of_conversation(self, conversation_id: str) -> Sequence[Delivery]:
        """All, in the order they fall due; at most the newest 200."""

    async def contacts(self, customer_id: str, since: datetime) -> Sequence[Delivery]:
        """What went out to this customer automatically, due since then, newest first."""

    async def agenda(self, agent: Person, until: datetime, limit: int) -> Sequence[Delivery]:
        """The unsent reminders this agent is to get, and what their conversations' customers are to get before then.

        In the order it falls due.
        """

    async def next_due(self, after: datetime) -> datetime | None:
        """The earliest time after this one at which something pending falls due."""

    async def next_attempt(self, now: datetime, real: datetime) -> datetime | None:
        """The earliest real time at which something already due may be tried (again)."""

    async def unswept(self, platform: str, before: datetime, limit: int) -> Sequence[Delivery]:
        """Sent on this platform before then (real time) and not yet looked at for twins."""

    async def swept(self, key: str, at: datetime) -> None: ...
    async def held(self, kind: Kind, why: str, limit: int) -> Sequence[Delivery]:
        """Those of this kind that are held for this reason, the longest due first."""

    async def upcoming(self, limit: int) -> Sequence[Delivery]:
        """What is not sent yet (pending, claimed, sending, paused, held), in the order it falls due."""

    async def decided(self, limit: int) -> Sequence[Delivery]:
        """What went out, and what did not (cancelled, expired, held, failed); the latest due first.

        A root that stands as it should is left out: it is shown, not said.
        """

    async def backlog(self, now: datetime, sending_before: datetime) -> Backlog:
        """What is due and not sent, or paused, held or failed; what is planned for later is not counted.

        `stuck` are those being sent since before then (real time).
        """


class Past(Protocol):
    """Many rows at once, for bringing in history; each method is a few statements, however much it is about."""

    async def messages(self, spots: Iterable[Spot]) -> Mapping[Spot, Message]:
        """Those of these messages that are kept."""

    async def profiles(self, people: Iterable[Person]) -> Mapping[Person, Profile]:
        """What is kept of these accounts."""

    async def customers(self, people: Iterable[Person]) -> Mapping[Person, Customer]:
        """The customers these accounts belong to."""

    async def conversations(self, ids: Iterable[str]) -> Sequence[Conversation]:
        """Those with these ids, whatever became of them."""

    async def latest_of(self, customers: Iterable[str], channel: Place, by: datetime) -> Sequence[Conversation]:
        """Each customer's newest one in this channel, of those begun by then; no dismissed or merged ones."""

    async def at(self, places: Iterable[Place], by: datetime) -> Sequence[Conversation]:
        """The newest one in each of these threads and DMs, of those begun by then; no dismissed or merged ones."""

    async def add(self, history: History) -> None:
        """Keep it. What is kept already of messages and profiles stays; customers and conversations change."""


class Unheard(Protocol):
    """What could not be heard because of a defect of ours."""

    async def save(self, event: UnheardEvent) -> None:
        """Insert or update."""

    async def of_other_versions(self, version: str, limit: int) -> Sequence[UnheardEvent]:
        """What this version has not tried to hear, oldest first."""

    async def forget(self, key: str) -> None:
        """It has been heard; one that is gone already is no error."""

    async def count(self) -> int: ...


class Work(Protocol):
    """Everything one transaction may read and write."""

    @property
    def people(self) -> People: ...
    @property
    def conversations(self) -> Conversations: ...
    @property
    def messages(self) -> Messages: ...
    @property
    def notes(self) -> Notes: ...
    @property
    def presences(self) -> Presences: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def unheard(self) -> Unheard: ...
    @property
    def past(self) -> Past: ...
    async def first_time(self, key: str, at: datetime) -> bool:
        """True once per key."""

    async def beat(self, name: str, at: datetime) -> None:
        """Note that this part of the program is alive (real time)."""

    async def beats(self) -> Mapping[str, datetime]:
        """When each part was last alive."""

    async def remembered(self, name: str) -> str | None:
        """A small thing kept under this name, such as how far a channel was read."""

    async def keep(self, name: str, value: str) -> None: ...
    async def hold(self, name: str, owner: str, at: datetime, until: datetime) -> datetime | None:
        """Do what only one process may do until then (real time), or go on with it.

        None when nobody else does it at this time; otherwise until when somebody else does.
        """

    async def let_go(self, name: str, owner: str) -> None:
        """Leave it to others, if it is this owner who does it."""


class Store(Protocol):
    """Where everything is written down."""

    def begin(self, *, alone: bool = True, lasting: bool = True) -> AbstractAsyncContextManager[Work]:
        """One transaction: commits on a clean exit, rolls back on any exception. Never held across a chat's call.

        Those that are alone never overlap in a workspace, in whatever process: what one has read stays true until
        what follows from it is written. Not alone are those that only look, and those whose statements each hold
        by themselves, such as claiming and saving what was claimed: they wait for nobody.

        Not lasting are those that only look, and those that are simply done over when they were lost: they may come
        back before they are on the disk, and be lost with the process or by a failing disk. Nothing that came later
        reaches the disk before them; what builds on a claim that a failing disk lost is refused by the claim's name.
        """
