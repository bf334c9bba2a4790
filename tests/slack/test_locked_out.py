"""Slack lets us in no more, or does not say who somebody is: nothing is lost for that, and nobody taken for another."""

from datetime import timedelta

import pytest

from tests.slack.loopback import Timing
from tests.slack.office import Shift

ASKED = "Why does my export stop?"


@pytest.mark.parametrize("error", ["token_revoked", "invalid_auth"])
async def test_what_is_due_while_the_token_is_worth_nothing_waits_and_goes_out_later(
    shift: Shift, error: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack.api._LOCKED_OUT_FOR", timedelta(0))
    office = shift.office
    office.slack.faults.arm("named", "chat.postMessage", error=error)
    office.says(office.amina, ASKED)
    await shift.keeps_up()
    await shift.bot.speak()
    [root] = office.said(office.backstage)
    assert ASKED in root


@pytest.mark.parametrize("error", ["missing_scope", "token_revoked"])
async def test_nobody_is_taken_for_a_customer_because_slack_would_not_say_who_they_are(
    shift: Shift, error: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = shift.office
    monkeypatch.setattr(office.slack.outbound, "_timing", Timing(patience=0.5, retries=(0.0, 0.0, 0.0)))
    office.slack.faults.arm("named", "users.info", error=error, times=2)
    office.says(office.jonas, "Can somebody look at the export?")
    office.says(office.amina, ASKED)
    await shift.keeps_up()
    [root] = office.said(office.backstage)
    assert ASKED in root
    assert ("my token was revoked" in caplog.text) is (error == "token_revoked")
