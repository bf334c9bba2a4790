"""The smallest bot there can be on slack-bolt, as its documentation shows it: answers every message with itself."""

import asyncio
import sys
from contextlib import AsyncExitStack

import aiohttp
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bench.slack import APP_TOKEN, BOT_TOKEN


async def main(url: str, sharing: str = "stock") -> None:
    """Run it; "shared" gives all its calls one session, which slack-bolt does not do by itself."""
    async with AsyncExitStack() as closing:
        session = await closing.enter_async_context(aiohttp.ClientSession()) if sharing == "shared" else None
        app = AsyncApp(client=AsyncWebClient(BOT_TOKEN, f"{url}/api/", session=session))

        @app.event("message")
        async def echo(event: dict[str, str], client: AsyncWebClient) -> None:
            await client.chat_postMessage(channel=event["channel"], text=event["text"])

        await AsyncSocketModeHandler(app, APP_TOKEN).start_async()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
