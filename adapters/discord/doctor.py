"""`doctor discord`: says in words what works on live servers and what is missing; changes nothing there."""

import asyncio
from collections.abc import AsyncIterator

from discord.http import Route
from rich.console import Console

from adapters.discord import PLATFORM
from adapters.discord.api import Api
from adapters.discord.application import application
from adapters.discord.checks import check_backstage, check_front_desk, check_staff, check_token
from adapters.discord.people import People
from adapters.discord.permissions import invitation
from adapters.discord.readers import Gate
from bot.config import Discord, FrontDesk, Settings
from bot.errors import Misconfigured, UnhurriedError
from bot.findings import Finding, Findings, Level, show_all

_LONGEST = 120.0  # seconds for everything


async def invite(settings: Discord) -> str:
    """The address at which the bot whose token this is can be let into a server.

    Raises:
        Misconfigured: there is no token, Discord does not accept it, or it cannot be reached.
    """
    if not (token := settings.bot_token.get_secret_value()):
        raise Misconfigured("There is no bot token. Put it into UNHURRIED_DISCORD__BOT_TOKEN: README.md shows how.")
    api = _api(settings, token)
    try:
        return invitation(str((await application(api))["id"]))
    except UnhurriedError as trouble:
        raise Misconfigured(f"Discord was asked who I am: {trouble}.") from None
    finally:
        await api.close()


async def examine(settings: Settings, console: Console) -> bool:
    """Look at everything and say what was found; whether nothing is wrong.

    Raises:
        Misconfigured: there is nothing to look at.
    """
    desks = [desk for desk in settings.front_desks if desk.platform == PLATFORM]
    if not desks:
        raise Misconfigured("No front desk is on Discord. Name one in config.toml: README.md shows how.")
    return await show_all(_within_bounds(settings.discord, desks), console)


def _api(settings: Discord, token: str) -> Api:
    Route.BASE = settings.api_url.rstrip("/")
    return Api(token)


async def _within_bounds(settings: Discord, desks: list[FrontDesk]) -> Findings:
    api = _api(settings, settings.bot_token.get_secret_value())
    try:
        async with asyncio.timeout(_LONGEST):
            async for finding in _everything(api, settings, desks):
                yield finding
    except TimeoutError:
        yield Finding("Discord takes too long to answer.", "Try again in a while.", level=Level.WRONG)
    finally:
        await api.close()


async def _everything(api: Api, settings: Discord, desks: list[FrontDesk]) -> Findings:
    token = [finding async for finding in _guarded("The bot token", check_token(api, settings))]
    for finding in token:
        yield finding
    if token[0].level is Level.WRONG:
        return  # nothing else can be asked
    people = People(api, settings.staff, [channel for desk in desks for channel in (desk.channel, desk.backstage)])
    gate = Gate(api, people, settings.staff)
    checks = {"The staff": check_staff(api, people, settings.staff)}
    for desk in desks:
        checks[f"The front desk {desk.channel}"] = check_front_desk(api, people, desk)
        checks.setdefault(f"The backstage channel {desk.backstage}", check_backstage(api, people, gate, desk))
    for about, findings in checks.items():
        async for finding in _guarded(about, findings):
            yield finding


async def _guarded(about: str, findings: Findings) -> AsyncIterator[Finding]:
    """What keeps us from looking is a finding too."""
    try:
        async for finding in findings:
            yield finding
    except UnhurriedError as trouble:
        yield Finding(f"{about}: {trouble}.", level=Level.WRONG)
    except (KeyError, TypeError, ValueError) as trouble:
        do = "Name a channel of a server that the bot is in."
        yield Finding(f"{about}: it could not be looked at ({type(trouble).__name__}).", do, level=Level.WRONG)
