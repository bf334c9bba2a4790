"""Routes for guilds, their members and roles, and users."""

from tests.discord.loopback import objects
from tests.discord.loopback.calls import Call
from tests.discord.loopback.errors import DiscordError
from tests.discord.loopback.intents import Intent
from tests.discord.loopback.people import Json
from tests.discord.loopback.routes.table import route


@route("GET", "/users/@me/guilds")
def mine(call: Call) -> list[Json]:
    guilds = [each for each in call.world.guilds.values() if call.app.user_id in each.members]
    after = int(call.query.get("after") or 0)
    told = [objects.guild(call.world, each, call.app.user_id) for each in guilds if int(each.guild_id) > after]
    return told[: call.limit(200, 200)]


@route("GET", "/guilds/{guild}")
def one(call: Call) -> Json:
    guild = call.guild()
    told = objects.guild(call.world, guild, call.app.user_id)
    return told | {"approximate_member_count": len(guild.members), "approximate_presence_count": len(guild.members)}


@route("GET", "/guilds/{guild}/roles")
def roles(call: Call) -> list[Json]:
    return [objects.role(each) for each in call.guild().roles.values()]


@route("GET", "/guilds/{guild}/members")
def members(call: Call) -> list[Json]:
    guild = call.guild()
    if Intent.MEMBERS not in call.app.privileged:
        raise DiscordError(50001)
    after = int(call.query.get("after") or 0)
    found = sorted((each for each in guild.members.values() if int(each.user_id) > after), key=lambda m: int(m.user_id))
    return [objects.member(call.world, each) for each in found[: call.limit(1, 1000)]]


@route("GET", "/guilds/{guild}/members/search")
def search(call: Call) -> list[Json]:
    wanted = call.query.get("query", "").lower()
    found = [
        each
        for each in call.guild().members.values()
        if call.world.users[each.user_id].name.startswith(wanted) or (each.nick or "").lower().startswith(wanted)
    ]
    return [objects.member(call.world, each) for each in found[: call.limit(1, 1000)]]


@route("GET", "/guilds/{guild}/members/{user}")
def member(call: Call) -> Json:
    guild = call.guild()
    if call.path["user"] not in call.world.users:
        raise DiscordError(10013)
    held = guild.members.get(call.path["user"])
    if held is None:
        raise DiscordError(10007)
    return objects.member(call.world, held)


@route("GET", "/users/@me")
def myself(call: Call) -> Json:
    return objects.myself(call.world, call.app)


@route("GET", "/users/{user}")
def user(call: Call) -> Json:
    person = call.world.users.get(call.path["user"])
    if person is None:
        raise DiscordError(10013)
    return objects.user(person)
