"""What stands backstage of what members said, and which conversation it belongs to."""

import asyncio

from bot.model.places import Place
from tests.discord.loopback.channels import Channel
from tests.discord.office import Office, Shift


def quoted(office: Office, text: str, where: Channel | None = None) -> int:
    """In how many messages this stands, backstage or in another channel."""
    return sum(text in said for said in office.said(where or office.backstage))


async def until_quoted(shift: Shift, text: str, where: Channel | None = None) -> None:
    async with asyncio.timeout(10):
        while not quoted(shift.office, text, where):
            await shift.bot.speak()
            await asyncio.sleep(0.02)


async def said_in(shift: Shift, place: Place, message_id: str) -> list[str]:
    async with shift.bot.speaker.store.begin(alone=False) as work:
        first = await work.messages.get(place, message_id)
        assert first
        assert first.conversation_id
        return [each.text for each in await work.messages.of_conversation(first.conversation_id, 10)]
