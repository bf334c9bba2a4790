"""Looks at a workspace as it is: what works there and what is missing; every check only asks."""

import asyncio
from collections.abc import Collection, Mapping
from typing import Any

from adapters.slack import PLATFORM
from adapters.slack.api import PAGE, Api, ask, pages
from adapters.slack.manifest import manifest
from adapters.slack.people import People
from adapters.slack.readers import MOST_PAGES, Gate, is_closed
from adapters.slack.sockets import CONNECTIONS
from bot.config import FrontDesk, Slack
from bot.findings import Finding, Findings, Level
from bot.model.people import Role
from bot.model.places import Person

_CAP = 15  # messages: what an app is shown at once that Slack takes for one that is sold
_HELLO = 10.0  # seconds to wait for a new connection's first word
_NAMED = 5  # people named in one sentence

Json = Mapping[str, Any]


async def check_token(api: Api, people: People) -> Findings:
    """Who we are, and what we may."""
    us = await people.us()
    name = (await people.profile(Person(PLATFORM, us.user_id))).name
    yield Finding(f"The bot token is accepted: I am {name} at {us.home}")
    held = set((await api.read.auth_test()).headers.get("x-oauth-scopes", "").split(","))
    wanted = set(manifest()["oauth_config"]["scopes"]["bot"])
    if missing := ", ".join(sorted(wanted - held)):
        yield Finding(
            f"The app lacks permissions: {missing}",
            "Give the app the manifest of unhurried slack manifest, and install it again.",
            level=Level.WRONG,
        )
    else:
        yield Finding("It has all permissions it needs.")
    if "chat:write.public" in held:
        do = "Take it away: with it I could write where nobody invited me."
        yield Finding("The app has the permission chat:write.public.", do, level=Level.WRONG)


async def check_app_token(api: Api, slack: Slack) -> Findings:
    """Whether we can connect, and whether others do."""
    opened = await ask(api.read.apps_connections_open(app_token=slack.app_token.get_secret_value()))
    async with asyncio.timeout(_HELLO), api.session.ws_connect(opened["url"]) as socket:
        others = int((await socket.receive_json())["num_connections"]) - 1
    yield Finding("The app token is accepted, and Slack lets me connect.")
    if others > CONNECTIONS:
        yield Finding(
            f"{others} other connections listen on this app; a running Unhurried has {CONNECTIONS}.",
            "Stop the other program: it is told part of what happens, and I am not. Each deployment needs its own app.",
            level=Level.WRONG,
        )
    elif others:
        yield Finding(
            f"Connections on this app already: {others}. They should be those of your running Unhurried.",
            level=Level.NOTE,
        )


async def check_staff(api: Api, people: People, staff: Collection[str]) -> Findings:
    """Whether those who are named can be found, and may be whispered to."""
    for each in staff:
        found = [each]
        if each.startswith("S"):
            found = list((await ask(api.read.usergroups_users_list(usergroup=each))).get("users", ()))
        members = [await people.member(user_id) for user_id in found]
        helping = [member.profile.name for member in members if member.profile.role is Role.STAFF]
        others = [member.profile.name for member in members if member.profile.role is not Role.STAFF]
        if helping:
            yield Finding(f"{each} helps: {_names(helping)}.")
        if others:
            do = (
                "Guests, bots, closed accounts and people of other workspaces are customers: they are not whispered to."
            )
            yield Finding(
                f"{each} names people who cannot be staff: {_names(others)}.",
                do,
                level=Level.NOTE if helping else Level.WRONG,
            )
        if not members:
            yield Finding(f"{each} is empty.", "Put the people who help into this user group.", level=Level.WRONG)


async def check_front_desk(api: Api, desk: FrontDesk) -> Findings:
    """Whether customers can be heard there."""
    channel = (await ask(api.read.conversations_info(channel=desk.channel)))["channel"]
    name = f"front desk #{channel.get('name', desk.channel)}"
    if absent := _absent(name, channel):
        yield absent
        return
    yield Finding(f"The {name} is there, and I am in it.")
    if channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"):
        yield Finding(f"The {name} is shared by Slack Connect: everybody from outside is a customer.", level=Level.NOTE)
    history = await ask(api.read.conversations_history(channel=desk.channel, limit=PAGE))
    if history.get("has_more") and len(history["messages"]) == _CAP:
        yield Finding(
            f"Slack shows me only {_CAP} messages of the {name} at once.",
            "It takes this app for one that is sold: catching up after an outage is slow. Create an app of your own.",
            level=Level.WRONG,
        )


async def check_backstage(api: Api, people: People, gate: Gate, desk: FrontDesk) -> Findings:
    """Whether nobody but staff can read there."""
    channel = (await ask(api.read.conversations_info(channel=desk.backstage)))["channel"]
    name = f"backstage channel #{channel.get('name', desk.backstage)}"
    if absent := _absent(name, channel):
        yield absent
        return
    if not is_closed(channel):
        do = "Take a private channel that is shared with no other workspace: until then nothing is whispered there."
        yield Finding(f"The {name} is public, or shared with another workspace.", do, level=Level.WRONG)
        return
    others = []
    async for members in pages(api.read.conversations_members, "members", MOST_PAGES, channel=desk.backstage):
        others += [user_id for user_id in members if not await gate.may_read_whispers(user_id)]
    if others:
        names = [(await people.profile(Person(PLATFORM, user_id))).name for user_id in others]
        do = "Remove them, or name them in slack.staff: until then nothing is whispered there."
        yield Finding(f"In the {name} others than staff can read: {_names(names)}.", do, level=Level.WRONG)
    else:
        yield Finding(f"The {name} is private, I am in it, and only staff can read there.")


def _absent(name: str, channel: Json) -> Finding | None:
    if channel.get("is_archived"):
        return Finding(f"The {name} is archived.", "Name another channel, or open it again.", level=Level.WRONG)
    if not channel.get("is_member"):
        return Finding(
            f"The {name} is there, and I am not in it.", "Write /invite @Unhurried there.", level=Level.WRONG
        )
    return None


def _names(people: Collection[str]) -> str:
    shown = ", ".join(list(people)[:_NAMED])
    return shown if len(people) <= _NAMED else f"{shown} and {len(people) - _NAMED} more"
