"""Check-ins as private messages: only for customers who clicked for it, and in the thread when Slack refuses."""

from datetime import timedelta

import pytest

from tests.slack.office import Office, Shift
from tests.slack.test_drafts import CHECK_IN, LONG_AFTER, settings

FIXED = "the import runs again"


async def resolved(shift: Shift, text: str, thread: str | None = None) -> str:
    """Amina asks, Jonas takes it and resolves; returns her message."""
    office = shift.office
    asked = office.says(office.amina, text, thread)
    await shift.keeps_up()
    root = next(each for each in reversed(office.ours(office.backstage)) if not each.thread_ts and not each.only_for)
    for words in ("take", f"resolve {FIXED}"):
        office.says(office.jonas, f"@unhurried {words}", root.ts, office.backstage)
        await shift.keeps_up()
    return asked


async def chooses(shift: Shift) -> None:
    """Amina clicks on her first check-in, in its thread, and says that it works."""
    office = shift.office
    asked = await resolved(shift, "My export fails, can you help?")
    await shift.time_passes(LONG_AFTER)
    [check_in] = [each for each in office.ours(office.help) if not each.only_for]
    assert check_in.thread_ts == asked
    for label in ("DM me instead", "It works"):
        await shift.presses(office.amina, office.help, check_in.ts, label)
    await shift.time_passes(timedelta(days=70))  # those who have just been asked are left alone for a while


@pytest.mark.parametrize("refused", [False, True])
async def test_who_clicked_is_asked_in_private_and_in_the_thread_when_that_is_refused(
    office: Office, refused: bool
) -> None:
    async with office.working(settings(office, automatic=True)) as shift:
        await chooses(shift)
        assert any("comes to your direct messages" in each for each in office.answers(office.amina))
        thread = office.says(office.bo, "The import was changed today")
        await resolved(shift, "Why does the import hang for me now?", thread)
        if refused:
            office.slack.faults.arm("named", "conversations.open", error="user_disabled")
        await shift.time_passes(LONG_AFTER)
        await shift.bot.speak()
        in_private = [each for each in office.said(office.direct(office.amina)) if CHECK_IN in each]
        in_thread = [each for each in office.ours(office.help) if each.thread_ts == thread and not each.only_for]
    assert (len(in_private), len(in_thread)) == ((0, 1) if refused else (1, 0))
    assert any(FIXED in each for each in in_private) is not refused
    assert FIXED not in "".join(str(each.now) for each in in_thread)
