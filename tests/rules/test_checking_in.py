"""A check-in is judged once more when it is due, whatever was cancelled before."""

from typing import Any

import pytest

from bot.config import FrontDesk, Settings
from bot.model.conversations import Status
from bot.model.people import NOTHING
from bot.rules.checking_in import judge_check_in
from bot.rules.situation import Situation
from bot.rules.verdicts import Cancel, Tell, Verdict
from tests.rules.values import HELP, NOON, conversation, customer, delivery


def judged(status: Status = Status.RESOLVED, resolutions: int = 1, **of_customer: Any) -> Verdict:
    """A check-in after the first resolution, judged at noon of a working day."""
    return judge_check_in(
        Situation(
            delivery=delivery(),
            conversation=conversation(status=status, resolutions=resolutions),
            customer=customer(**of_customer),
            desk=FrontDesk(platform=HELP.platform, channel=HELP.channel_id, backstage="backstage"),
            settings=Settings(),
            now=NOON,
        )
    )


def test_it_goes_out_while_the_conversation_is_resolved() -> None:
    assert isinstance(judged(), Tell)


@pytest.mark.parametrize("status", [each for each in Status if each is not Status.RESOLVED])
def test_it_does_not_once_the_conversation_is_anything_else(status: Status) -> None:
    assert judged(status) == Cancel("the conversation is not resolved any more")


def test_it_does_not_after_another_resolution_which_has_its_own() -> None:
    assert judged(resolutions=2) == Cancel("the conversation was resolved anew")


def test_it_does_not_once_the_customer_wants_none() -> None:
    assert judged(consent=NOTHING) == Cancel("the customer asked for no check-ins")
