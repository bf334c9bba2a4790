"""A desk at our own Discord, and clients that are pointed there."""

from collections.abc import AsyncIterator

import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.discord.desk import Desk, open_desk
from tests.discord.loopback import Discord, Timing, running


@pytest.fixture
async def loopback(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Discord]:
    """Our own Discord, not patient with clicks."""
    async with running(Timing(click=0.5)) as discord:
        monkeypatch.setattr(Route, "BASE", discord.api_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(discord.gateway_url))
        yield discord


@pytest.fixture
async def desk(loopback: Discord) -> Desk:
    """A guild there."""
    return open_desk(loopback)
