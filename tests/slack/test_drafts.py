"""Until aftercare is switched on, nothing goes to customers by itself: agents are shown drafts."""

from collections.abc import AsyncIterator
from datetime import time, timedelta

import pytest

from bot.config import Aftercare, Settings
from tests.slack.loopback.messages import Message
from tests.slack.loopback.record import Delivery
from tests.slack.office import Office, Shift

LONG_AFTER = timedelta(days=10)
CHECK_IN = "How has it been since?"


def settings(office: Office, automatic: bool) -> Settings:
    """With no hours in which customers are left alone, as a test runs at any hour."""
    awake = Aftercare(
        automatic=automatic, quiet_from=time(0), quiet_to=time(0), weekends_quiet=False, expires_after_hours=720
    )
    return office.settings().model_copy(update={"aftercare": awake})


@pytest.fixture
async def shift(office: Office) -> AsyncIterator[Shift]:
    async with office.working(settings(office, automatic=False)) as shift:
        yield shift


async def resolves(shift: Shift) -> str:
    """Amina asks, Jonas takes it and resolves; returns what he is told."""
    office = shift.office
    office.says(office.amina, "My export fails, can you help?")
    await shift.keeps_up()
    await shift.presses(office.jonas, office.backstage, root(office).ts, "Take")
    await shift.presses(office.jonas, office.backstage, root(office).ts, "Resolve")
    return str((await shift.fills_in(office.jonas, {"fixed": "it runs again"})).answer)


def root(office: Office) -> Message:
    return next(each for each in office.ours(office.backstage) if not each.thread_ts)


async def card(shift: Shift) -> Message:
    """What Jonas alone is shown when he asks what follows."""
    office = shift.office
    await shift.presses(office.jonas, office.backstage, root(office).ts, "Aftercare")
    found = await office.slack.until(
        lambda: [each for each in office.ours(office.backstage) if each.only_for and "What follows" in str(each.now)]
    )
    return found[-1]


async def presses_in_card(shift: Shift, label: str) -> Delivery:
    return await shift.presses(shift.office.jonas, shift.office.backstage, (await card(shift)).ts, label)


def asked(office: Office) -> int:
    return sum(CHECK_IN in each for each in office.said(office.help))


async def test_whoever_resolves_reads_that_it_is_a_draft(shift: Shift) -> None:
    assert "It goes out only when somebody sends it." in await resolves(shift)
    assert "a draft for" in shift.office.said(shift.office.backstage)[0]
    shown = str((await card(shift)).now.blocks)
    assert "a draft, it goes out only when somebody sends it" in shown
    assert "Send now" in shown
    assert "Pause" not in shown


async def test_a_draft_never_goes_out_by_itself_and_is_whispered_when_its_time_has_come(shift: Shift) -> None:
    office = shift.office
    await resolves(shift)
    await shift.time_passes(LONG_AFTER)
    assert asked(office) == 0
    [whisper] = [each for each in office.said(office.backstage) if "The check-in with Amina is a draft" in each]
    assert "It goes out only when somebody sends it." in whisper
    assert "a draft for" in office.said(office.backstage)[0]


@pytest.mark.parametrize("after", [timedelta(), LONG_AFTER])
async def test_sent_by_hand_it_goes_out_once(shift: Shift, after: timedelta) -> None:
    await resolves(shift)
    await shift.time_passes(after)
    await presses_in_card(shift, "Send now")
    await shift.time_passes(LONG_AFTER)
    assert asked(shift.office) == 1


async def test_a_draft_that_was_skipped_is_whispered_to_nobody(shift: Shift) -> None:
    await resolves(shift)
    await presses_in_card(shift, "Skip")
    await shift.time_passes(LONG_AFTER)
    assert not [each for each in shift.office.said(shift.office.backstage) if "is a draft" in each]


async def test_switched_on_it_goes_out_by_itself(office: Office) -> None:
    async with office.working(settings(office, automatic=True)) as shift:
        assert "A check-in goes to Amina" in await resolves(shift)
        await shift.time_passes(LONG_AFTER)
        assert asked(office) == 1


async def test_planned_while_it_was_on_it_does_not_go_out_once_it_is_off(office: Office) -> None:
    async with office.working(settings(office, automatic=True)) as shift:
        await resolves(shift)
    async with office.working(settings(office, automatic=False)) as shift:
        await shift.time_passes(LONG_AFTER)
        assert asked(office) == 0
        assert [each for each in office.said(office.backstage) if "is a draft" in each]
