"""What is said in a channel is heard in its order, however long each of it takes and however it is told."""

import asyncio
from dataclasses import dataclass, field

from bot.app import Bot
from bot.events import Event, MessagePosted
from bot.messages import Answer
from bot.model.places import Place
from tests.discord.backstage import said_in
from tests.discord.office import Office

EXPORT, ADDRESS, INVOICE = "Why does the export stop?", "How do I change my address?", "Where is my invoice?"


async def test_messages_of_one_channel_are_heard_in_their_order(office: Office) -> None:
    async with office.working() as shift:
        first = office.says(office.amina, EXPORT)
        for number in range(4):
            office.says(office.amina, f"and {number}")
        await shift.keeps_up()
        heard = await said_in(shift, Place("discord", office.help.channel_id), first)
    assert heard == [EXPORT, "and 0", "and 1", "and 2", "and 3"]


@dataclass(frozen=True, slots=True)
class Hesitant(Bot):
    """A bot that takes longer for one thing than for another."""

    order: list[str] = field(default_factory=list)

    async def hear(self, event: Event) -> Answer | None:
        text = event.text if isinstance(event, MessagePosted) else ""
        await asyncio.sleep(0.05 if text == EXPORT else 0)
        self.order.append(text)
        return await Bot.hear(self, event)


async def test_nothing_in_a_channel_overtakes_what_is_still_being_heard_there(office: Office) -> None:
    async with office.resting() as shift:
        shift.bot = bot = Hesitant(shift.bot.speaker)
        async with shift.listening():
            for text in (EXPORT, ADDRESS, INVOICE):
                office.says(office.amina, text)
            await shift.keeps_up()
    assert bot.order == [EXPORT, ADDRESS, INVOICE]


async def test_what_an_agent_points_at_does_not_overtake_it_either(office: Office) -> None:
    async with office.resting() as shift:
        shift.bot = bot = Hesitant(shift.bot.speaker)
        async with shift.listening():
            office.says(office.amina, EXPORT)
            at = office.help.channel_id, office.says(office.bo, ADDRESS)
            await office.discord.clicks.on_message(office.jonas.user_id, office.app.app_id, *at, "Open a conversation")
            await shift.keeps_up()
    assert bot.order[0] == EXPORT
