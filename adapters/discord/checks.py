"""Looks at servers as they are: what works there and what is missing; every check only asks."""

from collections.abc import Collection

from adapters.discord.api import Api, Json, attempt, get
from adapters.discord.application import application, hears_members, may_read_content
from adapters.discord.people import People
from adapters.discord.permissions import ADMINISTRATOR, invitation, lacking
from adapters.discord.places import FORUM
from adapters.discord.readers import Gate
from adapters.discord.registration import SEES_MENUS
from bot.config import Discord, FrontDesk
from bot.findings import Finding, Findings, Level
from bot.model.places import Place, Readers

_TEXT = 0


async def check_token(api: Api, settings: Discord) -> Findings:
    """Who we are, and whether we may read what people say."""
    us = await application(api)
    yield Finding(f"The bot token is accepted: I am {us['name']}.")
    if not settings.message_content:
        said = "discord.message_content is false: I hear DMs, what begins with my name, and what a menu is opened on."
        yield Finding(said, level=Level.NOTE)
    elif may_read_content(us):
        yield Finding("I may read what people say: the Message Content Intent is on.")
    else:
        do = "Switch it on under Bot in the Developer Portal, or set discord.message_content = false."
        yield Finding("The Message Content Intent is off: I cannot connect.", do, level=Level.WRONG)
    if hears_members(us):
        yield Finding("I am told when members leave: the Server Members Intent is on.")
    else:
        said = "The Server Members Intent is off: that a member has left I notice when a check-in is due, not before."
        yield Finding(said, level=Level.NOTE)


async def check_staff(api: Api, people: People, staff: Collection[str]) -> Findings:
    """Whether those who are named can be found, and are shown what is for them."""
    guilds = {spot.guild_id for spot in (await people.spots()).values()}
    roles: dict[str, Json] = {}
    for guild_id in guilds:
        roles |= {str(role["id"]): role for role in await api.ask(get("/guilds/{guild_id}/roles", guild_id=guild_id))}
    for each in staff:
        if each in guilds:
            do = "Name the role of those who help: this one is everybody's."
            yield Finding(f"{each} is @everyone.", do, level=Level.WRONG)
        elif role := roles.get(each):
            name = f"@{str(role['name']).removeprefix('@')}"
            yield Finding(f"The role {name} helps. Who holds it shows in the server's settings only.")
            if not int(role["permissions"]) & (SEES_MENUS | ADMINISTRATOR):
                do = "Show them to it under Server Settings, Integrations, or let it Manage Messages."
                yield Finding(f"Discord hides the menus of messages and people from {name}.", do, level=Level.NOTE)
        elif member := await _member(api, guilds, each):
            yield Finding(f"{member['user'].get('global_name') or member['user']['username']} helps.")
        else:
            do = "Copy the role's id from the server's settings; for that, switch Developer Mode on in yours."
            yield Finding(f"{each} is no role and nobody in your server.", do, level=Level.WRONG)


async def check_front_desk(api: Api, people: People, desk: FrontDesk) -> Findings:
    """Whether members can be heard and answered there."""
    channel = await _channel(api, desk.channel)
    name = f"front desk #{channel['name']}"
    if channel["type"] not in (_TEXT, FORUM):
        yield Finding(f"The {name} is neither a text channel nor a forum.", "Name another one.", level=Level.WRONG)
    elif missing := await _lacking(api, people, channel):
        yield Finding(f"In the {name} I may not: {missing}.", _allow(await application(api)), level=Level.WRONG)
    else:
        kind = "a forum: each post is a conversation" if channel["type"] == FORUM else "a text channel"
        yield Finding(f"The {name} is there, {kind}, and I may do there what I need.")


async def check_backstage(api: Api, people: People, gate: Gate, desk: FrontDesk) -> Findings:
    """Whether nobody but staff can read there."""
    channel = await _channel(api, desk.backstage)
    name = f"backstage channel #{channel['name']}"
    if channel["type"] != _TEXT:
        yield Finding(f"The {name} is no text channel.", "Make one for staff only.", level=Level.WRONG)
        return
    if missing := await _lacking(api, people, channel):
        yield Finding(f"In the {name} I may not: {missing}.", _allow(await application(api)), level=Level.WRONG)
    match await gate.readers(Place(desk.platform, desk.backstage)):
        case Readers.STAFF_ONLY:
            yield Finding(f"Only staff and the server's administrators can read in the {name}.")
        case Readers.OTHERS_TOO:
            do = "Take View Channel from @everyone and from every other role there: until then nothing is whispered."
            yield Finding(f"In the {name} others than staff can read.", do, level=Level.WRONG)
        case Readers.UNKNOWN:
            do = "Remove people from its permissions who have left the server: until then nothing is whispered."
            yield Finding(f"Who can read in the {name} cannot be found out.", do, level=Level.WRONG)


async def _channel(api: Api, channel_id: str) -> Json:
    channel: Json = await api.ask(get("/channels/{channel_id}", channel_id=channel_id))
    return channel


async def _lacking(api: Api, people: People, channel: Json) -> str:
    guild_id, us = str(channel["guild_id"]), await people.us()
    roles = await api.ask(get("/guilds/{guild_id}/roles", guild_id=guild_id))
    member = await api.ask(get("/guilds/{guild_id}/members/{user_id}", guild_id=guild_id, user_id=us))
    return ", ".join(lacking(channel, roles, us, [str(each) for each in member["roles"]]))


async def _member(api: Api, guilds: Collection[str], user_id: str) -> Json | None:
    for guild_id in guilds:
        call = api.ask(get("/guilds/{guild_id}/members/{user_id}", guild_id=guild_id, user_id=user_id))
        if member := await attempt(call):
            found: Json = member
            return found
    return None


def _allow(us: Json) -> str:
    return f"Allow my role that in the channel's permissions, or let me in anew: {invitation(str(us['id']))}"
