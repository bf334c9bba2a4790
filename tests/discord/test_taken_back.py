"""“Unknown message” as the answer to what we say again: it stood there, and somebody deleted it."""

import pytest

from bot.errors import ChatRefused, ChatTakenBack
from bot.messages import CustomerWords
from bot.model.places import CustomerPlace, Person, Place, dm
from tests.discord.loopback import Fault
from tests.discord.office import Shift

HELLO = CustomerWords(lines=("Hello",), why="because you asked")
SAY, UNKNOWN = "POST /channels/{channel}/messages", 10_008


def below(shift: Shift, message_id: str) -> CustomerPlace:
    """Where somebody who wrote at the front desk is answered."""
    return CustomerPlace(Place("discord", shift.office.help.channel_id, message_id))


@pytest.mark.parametrize("where", ["channel", "reply", "direct"])
async def test_what_somebody_deleted_is_not_said_again(shift: Shift, where: str) -> None:
    office, asked = shift.office, shift.office.says(shift.office.bo, "Why does the export stop?")
    places = {
        "channel": CustomerPlace(Place("discord", office.help.channel_id)),
        "reply": below(shift, asked),
        "direct": CustomerPlace(dm(Person("discord", office.bo.user_id))),
    }
    said = await shift.chat.tell(places[where], HELLO, "hello")
    room = office.direct(office.bo) if where == "direct" else office.help
    office.discord.posting.delete(room, room.messages[said.message_id])
    with pytest.raises(ChatTakenBack):
        await shift.chat.tell(places[where], HELLO, "hello")
    assert not office.ours(room)


@pytest.mark.parametrize("code", [0, UNKNOWN])
async def test_where_the_message_it_answers_is_gone_nothing_was_said(shift: Shift, code: int) -> None:
    """Discord's documents do not say by which number it names that."""
    office, asked = shift.office, shift.office.says(shift.office.bo, "Why does the export stop?")
    office.discord.talk.delete(office.bo.user_id, office.help.channel_id, asked)
    if code:  # the first call finds no thread, the second is the reply
        office.discord.faults.arm(Fault.NAMED, SAY, channel=office.help.channel_id, code=code)
    with pytest.raises(ChatRefused):
        await shift.chat.tell(below(shift, asked), HELLO, "hello")
    assert not office.ours(office.help)
