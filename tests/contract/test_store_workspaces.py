"""Two workspaces in one database never see or touch each other's rows, whatever is asked."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.model.deliveries import Kind, State
from bot.model.people import Profile, Role
from bot.model.places import Audience
from bot.model.presence import Presence
from bot.model.unheard import UnheardEvent
from bot.ports import Conversations, Messages, Notes, Outbox, Past, People, Presences, Store, Unheard, Work
from bot.rules.history import History
from tests.contract.stores import (
    AMINA,
    BACKSTAGE,
    DESK,
    HOUR,
    JONAS,
    LEASE,
    NOW,
    STORES,
    THREAD,
    conversation,
    customer,
    delivery,
    message,
    note,
    opened,
    settle,
)

Call = Callable[[Work], Awaitable[Any]]

UNHEARD = UnheardEvent(key="slack:3", event={}, at=NOW, version="1", defect="KeyError")
SPOT = (DESK.platform, DESK.channel_id, "m1")
ROOT = replace(BACKSTAGE, thread_id="b1")
OCCASION = delivery("sent").occasion


async def how_much_waits(work: Work) -> object:
    """What is due and not sent."""
    return (await work.outbox.backlog(NOW, NOW)).counts


READING: dict[str, Call] = {
    "people.profile": lambda work: work.people.profile(AMINA),
    "people.staff": lambda work: work.people.staff(),
    "people.customer": lambda work: work.people.customer("c1"),
    "people.customer_of": lambda work: work.people.customer_of(AMINA),
    "people.names": lambda work: work.people.names(["c1"]),
    "people.identities": lambda work: work.people.identities("c1"),
    "conversations.get": lambda work: work.conversations.get("v1"),
    "conversations.at": lambda work: work.conversations.at(THREAD),
    "conversations.latest_of": lambda work: work.conversations.latest_of("c1", DESK),
    "conversations.of_customer": lambda work: work.conversations.of_customer("c1", 9),
    "conversations.past_of": lambda work: work.conversations.past_of("c1", 9),
    "conversations.lately": lambda work: work.conversations.lately("slack", NOW - HOUR, 9),
    "conversations.unfinished": lambda work: work.conversations.unfinished(None, 9),
    "conversations.backstage": lambda work: work.conversations.backstage(ROOT),
    "messages.get": lambda work: work.messages.get(DESK, "m1"),
    "messages.of_conversation": lambda work: work.messages.of_conversation("v1", 9),
    "messages.of_customer": lambda work: work.messages.of_customer("c1", 9),
    "notes.get": lambda work: work.notes.get("n1"),
    "notes.of_customer": lambda work: work.notes.of_customer("c1"),
    "presences.of": lambda work: work.presences.of([JONAS]),
    "outbox.get": lambda work: work.outbox.get("waits"),
    "outbox.of_conversation": lambda work: work.outbox.of_conversation("v1"),
    "outbox.contacts": lambda work: work.outbox.contacts("c1", NOW - HOUR),
    "outbox.agenda": lambda work: work.outbox.agenda(JONAS, NOW, 9),
    "outbox.next_due": lambda work: work.outbox.next_due(NOW - HOUR),
    "outbox.next_attempt": lambda work: work.outbox.next_attempt(NOW, NOW),
    "outbox.unswept": lambda work: work.outbox.unswept("slack", NOW + HOUR, 9),
    "outbox.held": lambda work: work.outbox.held(Kind.ROOT, "", 9),
    "outbox.upcoming": lambda work: work.outbox.upcoming(9),
    "outbox.decided": lambda work: work.outbox.decided(9),
    "outbox.backlog": how_much_waits,
    "past.messages": lambda work: work.past.messages([SPOT]),
    "past.profiles": lambda work: work.past.profiles([AMINA]),
    "past.customers": lambda work: work.past.customers([AMINA]),
    "past.conversations": lambda work: work.past.conversations(["v1"]),
    "past.latest_of": lambda work: work.past.latest_of(["c1"], DESK, NOW),
    "past.at": lambda work: work.past.at([THREAD], NOW),
    "unheard.of_other_versions": lambda work: work.unheard.of_other_versions("2", 9),
    "unheard.count": lambda work: work.unheard.count(),
    "beats": lambda work: work.beats(),
    "remembered": lambda work: work.remembered("read until"),
}

WRITING: dict[str, Call] = {
    "people.remember": lambda work: work.people.remember(Profile(AMINA, "Theirs", Role.STAFF)),
    "people.save": lambda work: work.people.save(replace(customer(), name="Theirs")),
    "people.identify": lambda work: work.people.identify(AMINA, "c2"),
    "conversations.save": lambda work: work.conversations.save(replace(conversation(), subject="Theirs")),
    "messages.save": lambda work: work.messages.save(replace(message("m1"), text="Theirs")),
    "messages.move": lambda work: work.messages.move("v1", "v2"),
    "notes.save": lambda work: work.notes.save(replace(note("n1"), text="Theirs")),
    "notes.forget": lambda work: work.notes.forget("n1"),
    "presences.save": lambda work: work.presences.save(Presence(person=JONAS, away_until=NOW)),
    "outbox.plan": lambda work: work.outbox.plan([delivery("waits"), delivery("sent")]),
    "outbox.again": lambda work: work.outbox.again(OCCASION, NOW + HOUR),
    "outbox.claim": lambda work: work.outbox.claim("theirs", NOW, NOW, LEASE, 9, {}),
    "outbox.save": lambda work: work.outbox.save(replace(delivery("waits"), state=State.CANCELLED)),
    "outbox.slow_down": lambda work: work.outbox.slow_down(BACKSTAGE, NOW + HOUR),
    "outbox.change": lambda work: work.outbox.change(replace(delivery("waits"), state=State.PAUSED)),
    "outbox.cancel": lambda work: work.outbox.cancel("v1", list(Kind), "theirs"),
    "outbox.cancel_for_customer": lambda work: work.outbox.cancel_for_customer("c1", list(Kind), "theirs"),
    "outbox.take_back": lambda work: work.outbox.take_back("c1", list(Kind), but="nothing"),
    "outbox.answer": lambda work: work.outbox.answer("sent", "stop"),
    "outbox.swept": lambda work: work.outbox.swept("sent", NOW),
    "past.add": lambda work: work.past.add(History(messages={SPOT: replace(message("m1"), text="Theirs")})),
    "unheard.save": lambda work: work.unheard.save(replace(UNHEARD, defect="Theirs")),
    "unheard.forget": lambda work: work.unheard.forget(UNHEARD.key),
    "first_time": lambda work: work.first_time("slack:2", NOW),
    "beat": lambda work: work.beat("ticker", NOW + HOUR),
    "keep": lambda work: work.keep("read until", "99"),
    "hold": lambda work: work.hold("slack", "theirs", NOW, NOW + HOUR),
    "let_go": lambda work: work.let_go("slack", "ours"),
}


@pytest.fixture(params=STORES)
async def ours(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    async with opened(request.param, tmp_path, "ours") as store:
        await fill(store)
        yield store


@pytest.fixture
async def theirs(request: pytest.FixtureRequest, ours: Store, tmp_path: Path) -> AsyncIterator[Store]:
    async with opened(request.node.callspec.params["ours"], tmp_path, "theirs") as store:
        yield store


async def fill(store: Store) -> None:
    """Something for every question to find."""
    await settle(store)
    contact = delivery("sent", kind=Kind.CHECK_IN, audience=Audience.CUSTOMER)
    reminder = replace(delivery("later", kind=Kind.REMINDER, due_at=NOW + HOUR), to=JONAS)
    async with store.begin() as work:
        await work.people.remember(Profile(AMINA, "Amina", Role.CUSTOMER))
        await work.people.remember(Profile(JONAS, "Jonas", Role.STAFF))
        await work.people.identify(AMINA, "c1")
        await work.conversations.save(conversation(backstage=ROOT))
        await work.messages.save(message("m1"))
        await work.notes.save(note("n1"))
        await work.presences.save(Presence(person=JONAS))
        held = replace(delivery("held", kind=Kind.ROOT), state=State.HELD)
        await work.outbox.plan([replace(contact, state=State.SENT, sent_at=NOW), delivery("waits"), reminder, held])
        await work.unheard.save(UNHEARD)
        await work.first_time("slack:1", NOW)
        await work.beat("ticker", NOW)
        await work.keep("read until", "17")
        await work.hold("slack", "ours", NOW, NOW + HOUR)


async def everything(store: Store) -> dict[str, Any]:
    """The answer to every question."""
    async with store.begin() as work:
        return {name: await ask(work) for name, ask in READING.items()}


def test_every_question_and_every_change_is_tried_here() -> None:
    parts = {
        "people": People,
        "conversations": Conversations,
        "messages": Messages,
        "notes": Notes,
        "presences": Presences,
        "outbox": Outbox,
        "past": Past,
        "unheard": Unheard,
    }
    known = {f"{part}.{name}" for part, port in parts.items() for name in vars(port) if not name.startswith("_")}
    known |= {name for name in vars(Work) if not name.startswith("_") and name not in parts}
    assert READING.keys() | WRITING.keys() == known


@pytest.mark.parametrize("question", READING)
async def test_nothing_of_ours_answers_their_question(ours: Store, theirs: Store, question: str) -> None:
    async with theirs.begin() as work:
        assert not await READING[question](work)


@pytest.mark.parametrize("change", WRITING)
async def test_nothing_they_do_changes_an_answer_of_ours(ours: Store, theirs: Store, change: str) -> None:
    before = await everything(ours)
    await settle(theirs, "v1", "v2", customer_id="c1")
    await settle(theirs, "v3", customer_id="c2")
    async with theirs.begin() as work:
        await WRITING[change](work)
    assert await everything(ours) == before
    async with ours.begin() as work:
        assert await work.first_time("slack:2", NOW)
        assert await work.hold("slack", "another of ours", NOW, NOW + 2 * HOUR) == NOW + HOUR
        assert [each.key for each in await work.outbox.claim("ours", NOW, NOW, LEASE, 9, {})] == ["waits"]


async def test_what_we_heard_they_may_hear_too(ours: Store, theirs: Store) -> None:
    async with theirs.begin() as work:
        assert await work.first_time("slack:1", NOW)


async def test_our_answers_are_not_empty(ours: Store) -> None:
    assert all((await everything(ours)).values())
