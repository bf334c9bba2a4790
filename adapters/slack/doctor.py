"""`doctor slack`: says in words what works on a live workspace and what is missing; changes nothing there."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
from rich.console import Console
from slack_sdk.errors import SlackApiError

from adapters.slack import PLATFORM
from adapters.slack.api import PATIENCE, Api, ask, say
from adapters.slack.checks import (
    check_app_token,
    check_backstage,
    check_front_desk,
    check_staff,
    check_token,
)
from adapters.slack.people import People
from adapters.slack.readers import Gate
from bot.config import FrontDesk, Settings, Slack
from bot.errors import Misconfigured, UnhurriedError
from bot.findings import Finding, Findings, Level, show_all
from bot.model.people import Role

_LONGEST = 120.0  # seconds for everything
_HELLO = "This is unhurried doctor: your private messages with me work. There is nothing to do."


async def examine(settings: Settings, to: str, console: Console) -> bool:
    """Look at everything and say what was found; whether nothing is wrong.

    With `to`, one message goes to that person's DM; they must be staff.

    Raises:
        Misconfigured: there is nothing to look at.
    """
    desks = [desk for desk in settings.front_desks if desk.platform == PLATFORM]
    if not desks:
        raise Misconfigured("No front desk is on Slack. Name one in config.toml: README.md shows how.")
    return await show_all(_within_bounds(settings.slack, desks, to), console)


async def _within_bounds(slack: Slack, desks: list[FrontDesk], to: str) -> Findings:
    timeout = aiohttp.ClientTimeout(total=PATIENCE.total_seconds())
    async with aiohttp.ClientSession(timeout=timeout) as session:
        api = Api(session, slack.bot_token.get_secret_value(), slack.api_url)
        try:
            async with asyncio.timeout(_LONGEST):
                async for finding in _everything(api, slack, desks, to):
                    yield finding
        except TimeoutError:
            yield Finding("Slack takes too long to answer.", "Try again in a while.", level=Level.WRONG)


async def _everything(api: Api, slack: Slack, desks: list[FrontDesk], to: str) -> Findings:
    people = People(api, slack.staff)
    gate = Gate(api, people)
    token = [finding async for finding in _guarded("The bot token", check_token(api, people))]
    for finding in token:
        yield finding
    if len(token) == 1:
        return  # nothing else can be asked
    checks = [("The staff", check_staff(api, people, slack.staff))]
    if slack.mode == "socket":
        checks.insert(0, ("The app token", check_app_token(api, slack)))
    else:
        yield Finding(
            "Slack calls you by HTTP: whether it reaches you shows in the app's settings only.", level=Level.NOTE
        )
    for desk in desks:
        checks.append((f"The front desk {desk.channel}", check_front_desk(api, desk)))
        checks.append((f"The backstage channel {desk.backstage}", check_backstage(api, people, gate, desk)))
    checks.append(("The Messages tab", _say_hello(api, people, to)))
    for about, findings in checks:
        async for finding in _guarded(about, findings):
            yield finding


async def _guarded(about: str, findings: Findings) -> AsyncIterator[Finding]:
    """What keeps us from looking is a finding too."""
    try:
        async for finding in findings:
            yield finding
    except UnhurriedError as trouble:
        yield Finding(f"{about}: {trouble}.", level=Level.WRONG)
    except (SlackApiError, aiohttp.ClientError, OSError, KeyError, TypeError, ValueError) as trouble:
        yield Finding(
            f"{about}: it could not be looked at ({type(trouble).__name__}).", "Try again.", level=Level.WRONG
        )


async def _say_hello(api: Api, people: People, to: str) -> Findings:
    """The only thing that leaves a trace: a message to whoever runs this."""
    if not to:
        yield Finding(
            "Private messages were not tried: with --to U… one goes to your own DM, and nowhere else.", level=Level.NOTE
        )
        return
    if (await people.member(to)).profile.role is not Role.STAFF:
        yield Finding(f"{to} is not staff: nothing was sent.", "Give the id of your own account.", level=Level.WRONG)
        return
    channel = (await ask(api.read.conversations_open(users=to)))["channel"]["id"]
    await say(api.write.chat_postMessage(channel=channel, text=_HELLO))
    yield Finding("A private message went to your DM with me: the Messages tab is on.")
