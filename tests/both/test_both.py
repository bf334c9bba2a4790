"""A team helps on Slack and on Discord by one program; when one platform fails, the other does not notice."""

from functools import partial

import pytest

from tests.both.conftest import Team
from tests.both.side import Side
from tests.entry_point import until

ASKED = "Why does the {} import stop at row seven?"
LATER = "How do I rename the {} list?"
FIXED = "{} lists of any length"
CHECK_IN = "How has it been since"
AT_ONCE = 2
"""Seconds: shorter than a call to a platform may take."""
AFTER_TWO_CALLS = 40
"""Seconds: the call that hangs is given up, and a few at a time are looked for and said again, perhaps into another."""
MANY = 12
"""More than may be under way at once."""

either = pytest.mark.parametrize("name", ["slack", "discord"])


async def helps(side: Side) -> None:
    """Amina asks, Jonas takes it, answers and resolves it."""
    question, fixed = ASKED.format(side.name), FIXED.format(side.name)
    asked = side.says("amina", question)
    await side.until_shown(question)
    await side.presses("jonas", question, "Take")
    side.says("jonas", "It was a full disk; it runs again.", asked)
    await side.until_shown("Jonas has it · the customer's turn")
    await side.presses("jonas", question, "Resolve", {"fixed": fixed})
    await side.until_shown(fixed)


async def is_checked_in_with(side: Side, team: Team, answer: str, told: str) -> None:
    """Amina is asked how it has been, answers by a button, and staff is told."""
    team.is_now((await team.check_in(side)).due_at)
    await side.until_shown(CHECK_IN)
    await side.presses("amina", CHECK_IN, answer)
    await side.until_shown(told)


def all_is_said_once(team: Team) -> bool:
    """Nothing stands twice, and nothing of one platform on the other."""
    once = all(set(side.standing().values()) == {1} for side in team.sides)
    return once and not any(
        team.other(side).showing(text.format(side.name)) for side in team.sides for text in (ASKED, LATER, FIXED)
    )


async def test_a_day_on_both(team: Team) -> None:
    for side in team.sides:
        await helps(side)
    await is_checked_in_with(team.slack, team, "It works", "says it works")
    await is_checked_in_with(team.discord, team, "Not quite", "The conversation is open again")
    for side in team.sides:
        side.says("bo", LATER.format(side.name))
        await side.until_shown(LATER.format(side.name))
        assert len(side.at_front(CHECK_IN)) == 1
    assert all_is_said_once(team)


@either
async def test_while_one_is_away_the_other_goes_on_and_afterwards_nothing_is_missing(name: str, team: Team) -> None:
    away, there = team.side(name), team.other(team.side(name))
    await helps(away)
    due = (await team.check_in(away)).due_at
    away.outage(True)
    away.says("bo", LATER.format(name))
    await helps(there)
    await is_checked_in_with(there, team, "Not quite", "The conversation is open again")
    team.is_now(due)
    there.says("bo", LATER.format(there.name))
    await there.until_shown(LATER.format(there.name), AT_ONCE)
    assert not away.showing(CHECK_IN) + away.showing(LATER.format(name))
    away.outage(False)
    await away.until_shown(LATER.format(name))
    await away.until_shown(CHECK_IN)
    await away.presses("amina", CHECK_IN, "It works")
    await away.until_shown("says it works")
    assert all_is_said_once(team)


@either
async def test_one_that_takes_everything_and_answers_nothing_keeps_nobody_waiting_on_the_other(
    name: str, team: Team
) -> None:
    hanging, there = team.side(name), team.other(team.side(name))
    hanging.hangs()
    for number in range(MANY):
        hanging.says(hanging.newcomer(f"asker {number}"), ASKED.format(f"{name} {number}"))
    await until(partial(team.is_sending_more_than_a_few, hanging))
    for number in range(MANY):
        there.says(there.newcomer(f"asker {number}"), ASKED.format(f"{there.name} {number}"))
        await there.until_shown(ASKED.format(f"{there.name} {number}"), AT_ONCE)
    assert not hanging.showing(name)
    hanging.server.faults.clear()
    for number in range(MANY):
        await hanging.until_shown(ASKED.format(f"{name} {number}"), AFTER_TWO_CALLS)
    assert all_is_said_once(team)
