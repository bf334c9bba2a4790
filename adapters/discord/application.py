"""What Discord tells of our application: who it is, and which privileged intents its owner switched on."""

from adapters.discord.api import Api, Json, get

_MEMBERS = 1 << 14 | 1 << 15  # flags; the second of each is for bots in few servers
_CONTENT = 1 << 18 | 1 << 19


async def application(api: Api) -> Json:
    """All of it. Raises as `Api.ask`."""
    told: Json = await api.ask(get("/oauth2/applications/@me"))
    return told


def may_read_content(us: Json) -> bool:
    """Whether it may read what people say."""
    return bool(int(us.get("flags") or 0) & _CONTENT)


def hears_members(us: Json) -> bool:
    """Whether it may be told who comes and goes."""
    return bool(int(us.get("flags") or 0) & _MEMBERS)
