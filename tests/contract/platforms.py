"""The platforms that keep the contract; a new one joins it by joining `CHATS`."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from tests.contract.chats import ChatWorld, sandbox
from tests.contract.discord_world import discord
from tests.contract.slack_world import slack

CHATS: dict[str, Callable[[Path], AbstractAsyncContextManager[ChatWorld]]] = {
    "sandbox": sandbox,
    "slack": slack,
    "discord": discord,
}
