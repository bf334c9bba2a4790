"""When Discord stumbles, what was said may stand there: that is told apart from a no."""

import pytest

from bot.errors import ChatUnsure
from bot.messages import CustomerWords
from bot.model.places import CustomerPlace, Place
from tests.discord.loopback import Fault
from tests.discord.office import Shift

HELLO = CustomerWords(lines=("Hello",), why="because you asked")
ITS_OWN_TRIES = 5
"""So often discord.py says it, under the same nonce."""


@pytest.mark.parametrize("fault", [Fault.ERROR, Fault.STORED_THEN_ERROR])
async def test_an_error_of_the_server_says_nothing_about_what_stands_there(
    shift: Shift, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(_: float) -> None:
        """Nobody waits between the tries."""

    monkeypatch.setattr("discord.http.asyncio.sleep", at_once)
    office = shift.office
    office.discord.faults.arm(fault, "POST /channels/{channel}/messages", times=ITS_OWN_TRIES)
    with pytest.raises(ChatUnsure, match="Discord stumbled"):
        await shift.chat.tell(CustomerPlace(Place("discord", office.help.channel_id)), HELLO, "key")
    assert len(office.ours(office.help)) == (fault is Fault.STORED_THEN_ERROR)


async def test_what_may_stand_there_is_looked_for_behind_all_that_others_said(
    shift: Shift, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.discord.history._PAGE", 2)
    office, place = shift.office, Place("discord", shift.office.help.channel_id)
    since = office.clock.real()
    for number in range(5):
        office.says(office.amina, f"and {number}")
    shown = await shift.chat.tell(CustomerPlace(place), HELLO, "key")
    assert list(await shift.chat.find(place, "key", since)) == [shown]
