"""What the page is told about what is planned and what was decided: for whom, and why."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from adapters.sandbox.web.decisions import KINDS, Names, decided_json
from adapters.sandbox.world import World
from bot.messages import StaffWords
from bot.model.deliveries import Delivery, Kind, State
from bot.model.places import Audience, Person, Shown, dm
from tests.adapters.sandbox.desk import AMINA, BACKSTAGE, HELP, JONAS, NOON
from tests.adapters.sandbox.served import Served, serving

NAMES = Names({AMINA.person: "Amina", JONAS.person: "Jonas"}, {"u1": "Amina"})
SECOND = timedelta(seconds=1)


@pytest.fixture
async def served(world: World) -> AsyncIterator[Served]:
    async with serving(world) as served:
        served.core.called = {"u1": "Amina"}
        yield served


def check_in(key: str = "d1", due: datetime = NOON, state: State = State.PENDING, why: str = "") -> Delivery:
    """A check-in for Amina."""
    return Delivery(
        key=key,
        occasion=key,
        kind=Kind.CHECK_IN,
        audience=Audience.CUSTOMER,
        conversation_id="c1",
        customer_id="u1",
        channel=HELP,
        due_at=due,
        created_at=due,
        state=state,
        why=why,
    )


def whisper(kind: Kind, to: Person | None = JONAS.person) -> Delivery:
    """Something said to staff about Amina."""
    return replace(check_in(state=State.SENT), kind=kind, audience=Audience.STAFF, channel=BACKSTAGE, to=to)


def told(*decided: Delivery, upcoming: tuple[Delivery, ...] = ()) -> list[dict[str, Any]]:
    """What the page is told of these."""
    return decided_json(decided, upcoming, NAMES, {})


async def test_what_is_planned_held_or_late_is_shown_and_what_goes_out_this_moment_is_not(served: Served) -> None:
    now = served.clock.now()
    due = {"later": timedelta(days=2), "moment": timedelta(0), "late": -timedelta(hours=1)}
    served.core.planned = [check_in(key, now + after) for key, after in due.items()]
    served.core.planned.append(check_in("held", now, State.HELD, "refused"))
    planned = (await served.state())["planned"]
    assert [each["key"] for each in planned] == ["later", "late", "held"]
    assert (planned[0]["words"], planned[0]["to"], planned[2]["why"]) == (
        "Check-in",
        "Amina",
        "refused",
    )


async def test_what_was_decided_is_told_with_its_reason_and_for_whom(served: Served) -> None:
    served.core.past = [check_in(state=State.CANCELLED, why="the customer wrote again")]
    [decided] = (await served.state())["decided"]
    assert (decided["to"], decided["conversation"]) == ("Amina", "c1")
    assert (decided["state"], decided["why"]) == ("cancelled", "the customer wrote again")


def test_a_whisper_is_for_an_agent_about_a_customer() -> None:
    [mine, everybodys] = told(whisper(Kind.REMINDER), whisper(Kind.BRIEFING, to=None))
    assert (mine["to"], mine["about"]) == ("Jonas", "Amina")
    assert everybodys["to"] == "the team"


def test_an_agents_reply_is_for_the_customer() -> None:
    reply = replace(check_in(state=State.SENT), kind=Kind.REPLY, to=JONAS.person)
    assert [(each["to"], each["why"]) for each in told(reply)] == [("Amina", "Jonas wrote it")]


def test_what_was_put_off_or_paused_is_told_and_what_simply_waits_is_not() -> None:
    waits = check_in("waits")
    put_off = check_in("put off", why="it is not a good hour for the customer")
    paused = check_in("paused", state=State.PAUSED, why="paused by an agent")
    assert [each["key"] for each in told(upcoming=(waits, put_off, paused))] == ["put off", "paused"]


def test_the_latest_due_comes_first_and_no_more_than_two_hundred_come() -> None:
    many = [check_in(f"d{number}", NOON - number * SECOND, State.SENT) for number in range(250)]
    keys = [
        each["key"] for each in told(*many[100:], upcoming=tuple(replace(e, state=State.PAUSED) for e in many[:100]))
    ]
    assert keys == [f"d{number}" for number in range(200)]


async def test_when_something_went_out_is_told_beside_when_it_was_due(served: Served, world: World) -> None:
    reminder = replace(whisper(Kind.REMINDER), key="r1")
    said = NOON + timedelta(hours=1)
    await world.show(BACKSTAGE, StaffWords(title="A reminder"), Audience.STAFF, "r1", at=said, real=NOON)
    held = check_in("held", NOON + 2 * SECOND, State.HELD, "refused")
    served.core.past = [held, reminder]
    decided = (await served.state())["decided"]
    times = [(each["key"], each["due"], each["went_out"]) for each in decided]
    assert times == [("r1", NOON.isoformat(), said.isoformat()), ("held", held.due_at.isoformat(), "")]


@pytest.mark.parametrize(
    ("delivery", "why"),
    [
        (check_in(state=State.SENT), "the conversation was resolved"),
        (replace(check_in(state=State.SENT), detail={"by_hand": "yes"}), "an agent sent it by hand"),
        (replace(check_in(state=State.SENT), answered="trouble"), "the answer was: not solved"),
        (whisper(Kind.REMINDER), "Jonas asked for it"),
        (replace(whisper(Kind.BRIEFING), detail={"from": "Ana"}), "Ana handed Amina over to Jonas"),
        (whisper(Kind.BRIEFING), "Jonas has the conversation now"),
        (whisper(Kind.BRIEFING, to=None), "Amina, who is known, wrote"),
        (whisper(Kind.ANSWERED), "Amina answered after it was resolved"),
        (replace(whisper(Kind.REMINDER), shown=Shown(dm(JONAS.person), "7", Audience.STAFF)), "in private messages"),
    ],
)
def test_why_something_went_out_is_said_in_words(delivery: Delivery, why: str) -> None:
    [each] = told(delivery)
    assert why in each["why"]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_name_and_a_reason(kind: Kind) -> None:
    [each] = told(whisper(kind))
    assert each["words"] == KINDS[kind]
    assert each["why"]
