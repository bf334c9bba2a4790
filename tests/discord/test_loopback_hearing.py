"""What bots hear of our own Discord, by discord.py as it is."""

from tests.discord.desk import Desk


async def test_a_bot_hears_what_people_say(desk: Desk) -> None:
    async with desk.bot() as bot:
        desk.discord.talk.post(desk.bo.user_id, desk.help.channel_id, "Hello")
        await desk.discord.heard()
        [message] = bot.heard("message")
    assert (message.content, message.author.name, message.channel.name) == ("Hello", "bo", "help")
