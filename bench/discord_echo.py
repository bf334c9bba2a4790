"""The smallest bot there can be on discord.py, as its documentation shows it: answers every message with itself."""

import sys

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bench.discord import TOKEN


class Echo(discord.Client):
    """Everything as it is by default."""

    async def on_message(self, message: discord.Message) -> None:
        """Say it again."""
        if message.author != self.user:
            await message.channel.send(message.content)


def main(url: str) -> None:
    """Run it, at a Discord of ours."""
    Route.BASE = f"{url}/api"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url.replace("http", "ws") + "/socket")
    intents = discord.Intents.default()
    intents.message_content = True
    Echo(intents=intents).run(TOKEN, log_handler=None)


if __name__ == "__main__":
    main(*sys.argv[1:])
