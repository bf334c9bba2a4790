"""Telling bots what happened: each in every guild and channel it may see, as far as its intents go."""

from collections.abc import Callable, Iterator

from tests.discord.loopback import objects, showing
from tests.discord.loopback.channels import Channel
from tests.discord.loopback.gateway import Gateway
from tests.discord.loopback.intents import Intent
from tests.discord.loopback.messages import Message
from tests.discord.loopback.people import Json
from tests.discord.loopback.sessions import Session
from tests.discord.loopback.world import World


class Announcer:
    """Every method tells it to all bots it concerns, without waiting."""

    def __init__(self, world: World, gateway: Gateway) -> None:
        self._world = world
        self._gateway = gateway

    def in_guild(self, guild_id: str, event: str, data: Json, intent: Intent = Intent.GUILDS) -> None:
        """Something happened in a guild that all its bots may know."""
        for session in self._sessions(guild_id):
            if intent in session.intents:
                session.tell(event, data)
        self._world.changed()

    def to_app(self, app_id: str, guild_id: str | None, event: str, data: Json) -> None:
        """Something that concerns one app, whatever its intents."""
        for session in self._gateway.of(app_id):
            if session.sees(guild_id):
                session.tell(event, data)
        self._world.changed()

    def message(self, room: Channel, said: Message, event: str, nonce: bool = False) -> None:
        """A message stands there (`MESSAGE_CREATE`) or was changed (`MESSAGE_UPDATE`)."""
        told = showing.happened(self._world, room, said)
        for session in self._hearing(room, said):
            shown = showing.withheld(told, room, session.app, session.intents)
            own = nonce and said.nonce is not None and said.app_id == session.app.app_id
            session.tell(event, shown | ({"nonce": said.nonce} if own else {}))
        self._world.changed()

    def deleted(self, room: Channel, said: Message) -> None:
        """A message is gone."""
        data: Json = {"id": said.message_id, "channel_id": room.channel_id}
        data |= {"guild_id": room.guild_id} if room.guild_id and not said.only_for else {}
        for session in self._hearing(room, said):
            session.tell("MESSAGE_DELETE", data)
        self._world.changed()

    def channel(self, room: Channel, event: str, **more: object) -> None:
        """A channel, thread or DM came to be or was changed; a thread is told only to those who may read it."""
        for session in self._readers(room) if room.thread else self._sessions(room.guild_id):
            if Intent.GUILDS in session.intents:
                session.tell(event, objects.channel(self._world, room, session.app.user_id) | more)
        self._world.changed()

    def each_reader(self, room: Channel, event: str, make: Callable[[str], Json], intent: Intent) -> None:
        """Something happened in a channel; `make` says what, as one bot sees it."""
        for session in self._readers(room, intent, intent):
            session.tell(event, make(session.app.user_id))
        self._world.changed()

    def _hearing(self, room: Channel, said: Message) -> Iterator[Session]:
        """What one person was shown alone is told to its app, and as if it were a DM."""
        if not said.only_for:
            yield from self._readers(room, Intent.GUILD_MESSAGES, Intent.DIRECT_MESSAGES)
            return
        for session in self._gateway.of(said.app_id or ""):
            if Intent.DIRECT_MESSAGES in session.intents and session.sees(None):
                yield session

    def _readers(self, room: Channel, in_guild: Intent = Intent.NONE, in_dm: Intent = Intent.NONE) -> Iterator[Session]:
        wanted = in_guild if room.guild_id else in_dm
        for session in self._sessions(room.guild_id):
            if wanted in session.intents and self._world.reads(room, session.app.user_id):
                yield session

    def _sessions(self, guild_id: str | None) -> Iterator[Session]:
        for session in list(self._gateway.sessions.values()):
            if session.sees(guild_id) and (
                guild_id is None or session.app.user_id in self._world.guilds[guild_id].members
            ):
                yield session
