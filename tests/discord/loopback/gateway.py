"""The gateway: bots connect by websocket, identify or resume, and are told what happens, in order."""

import time
import uuid
from collections.abc import Callable

from tests.discord.loopback import objects
from tests.discord.loopback.intents import ALL_BITS, Intent, application_flags
from tests.discord.loopback.people import App, Json
from tests.discord.loopback.sessions import Session
from tests.discord.loopback.sockets import Closed, Socket
from tests.discord.loopback.timing import Timing
from tests.discord.loopback.world import World


class Gateway:
    """The sessions, and what each connection says."""

    def __init__(self, world: World, timing: Timing) -> None:
        self._world = world
        self._timing = timing
        self.url = ""  # ws://127.0.0.1:PORT/gateway/
        self.sessions: dict[str, Session] = {}
        self.silent = False  # heartbeats are not acknowledged
        self.identifies = 0  # ever
        self.resumes = 0  # ever

    def of(self, app_id: str) -> list[Session]:
        """An app's sessions, connected or not."""
        return [each for each in self.sessions.values() if each.app.app_id == app_id]

    def connected(self, app_id: str) -> list[Session]:
        """An app's sessions that are connected."""
        return [each for each in self.of(app_id) if each.socket]

    def said(self, socket: Socket, session: Session | None, op: int, data: Json) -> Session | None:
        """What a bot says on a connection; returns the session it belongs to from now on."""
        match op:
            case 1:
                self._beats(socket, session, data)
            case 2 if session:
                raise Closed(4005, "Already authenticated.")
            case 2:
                return self._identify(socket, data)
            case 6 if not session:
                return self._resume(socket, data)
            case 8 if session:
                self._members(session, data)
            case 3 | 4 if session:
                pass
            case _:
                raise Closed(4003, "Not authenticated.")
        return session

    def left(self, socket: Socket, session: Session | None, code: int | None) -> None:
        """A connection is gone; the session is over only if the bot said goodbye."""
        if session and session.socket is socket:
            session.socket, session.lost_at = None, time.monotonic()
            if code in (1000, 1001):
                self.sessions.pop(session.session_id, None)
            self._world.changed()

    def drop(self, app_id: str) -> int:
        """Break an app's connections; returns how many."""
        return sum(1 for each in self.connected(app_id) if each.socket and each.socket.drop())

    def reconnect(self, app_id: str) -> None:
        """Ask an app to connect anew and to resume."""
        for session in self.connected(app_id):
            if session.socket:
                session.socket.send(7, None)

    def invalidate(self, app_id: str, resumable: bool = False) -> None:
        """Tell an app that its session is worth nothing any more, or only to be resumed."""
        for session in self.connected(app_id):
            if session.socket:
                session.socket.send(9, resumable)
            if not resumable:
                self.sessions.pop(session.session_id)

    def forget(self, app_id: str) -> None:
        """Lose an app's sessions, so that none can be resumed."""
        for session in self.of(app_id):
            self.sessions.pop(session.session_id)

    def asked_whether_heard(self) -> Callable[[], bool]:
        """Ask all connected bots for a heartbeat, which names the last event they read; returns how to look."""
        told = {each: each.seq for each in self.sessions.values() if each.socket}
        for session in told:
            if session.socket:
                session.socket.send(1, None)
        return lambda: all(each.heard >= seq or not each.socket for each, seq in told.items())

    def _beats(self, socket: Socket, session: Session | None, seq: object) -> None:
        if session and isinstance(seq, int):
            session.heard = max(session.heard, seq)
        if not self.silent:
            socket.send(11, None)
        self._world.changed()

    def _identify(self, socket: Socket, data: Json) -> Session:
        app = self._app(data)
        intents = Intent(int(data["intents"]) & ALL_BITS)
        if refused := intents & Intent.PRIVILEGED & ~app.privileged:
            raise Closed(4014, f"Disallowed intent(s). {refused!r}")
        shard = data.get("shard", [0, 1])
        if not 0 <= shard[0] < shard[1]:
            raise Closed(4010, "Invalid shard.")
        self._count(app)
        self._clear()
        session = Session(uuid.uuid4().hex, app, intents, (shard[0], shard[1]), socket)
        self.sessions[session.session_id] = session
        session.tell("READY", self._ready(session))
        for guild in self._world.guilds.values():
            if app.user_id in guild.members and session.sees(guild.guild_id):
                session.tell("GUILD_CREATE", objects.guild_created(self._world, guild, app.user_id))
        self._world.changed()
        return session

    def _clear(self) -> None:
        """Forget the sessions that can be resumed no more."""
        self.sessions = {key: each for key, each in self.sessions.items() if not self._is_gone(each)}

    def _count(self, app: App) -> None:
        self.identifies += 1
        app.identifies_left -= 1
        if app.identifies_left < 0:
            app.token = f"reset.{uuid.uuid4().hex}"
            for session in self.connected(app.app_id):
                if session.socket:
                    session.socket.close(4004, "Authentication failed.")
            self.forget(app.app_id)
            raise Closed(4004, "Authentication failed.")

    def _resume(self, socket: Socket, data: Json) -> Session | None:
        app = self._app(data)
        session = self.sessions.get(data["session_id"])
        if session is None or session.app is not app or self._is_too_late(session, data["seq"]):
            socket.send(9, False)
            return None
        if data["seq"] > session.seq:
            raise Closed(4007, "Invalid seq.")
        self.resumes += 1
        if session.socket:
            session.socket.drop()
        session.socket = socket
        for seq, event, told in session.log:
            if seq > data["seq"]:
                socket.send(0, told, event, seq)
        session.tell("RESUMED", {"_trace": ["loopback"]})
        self._world.changed()
        return session

    def _is_too_late(self, session: Session, seq: int) -> bool:
        return self._is_gone(session) or (bool(session.log) and seq < session.log[0][0] - 1)

    def _is_gone(self, session: Session) -> bool:
        return session.socket is None and time.monotonic() - session.lost_at > self._timing.resume

    def _app(self, data: Json) -> App:
        for app in self._world.apps.values():
            if data["token"].removeprefix("Bot ") == app.token:
                return app
        raise Closed(4004, "Authentication failed.")

    def _ready(self, session: Session) -> Json:
        app = session.app
        guilds = [
            {"id": each.guild_id, "unavailable": True}
            for each in self._world.guilds.values()
            if app.user_id in each.members and session.sees(each.guild_id)
        ]
        return {
            "v": 10,
            "user": objects.myself(self._world, app),
            "guilds": guilds,
            "session_id": session.session_id,
            "resume_gateway_url": self.url,
            "shard": list(session.shard),
            "application": {"id": app.app_id, "flags": application_flags(app.privileged)},
            **{"private_channels": [], "relationships": [], "_trace": ["loopback"]},
        }

    def _members(self, session: Session, data: Json) -> None:
        guild = self._world.guilds.get(str(data["guild_id"]))
        if guild is None or session.app.user_id not in guild.members:
            return
        wanted = data.get("user_ids")
        ids = [str(each) for each in (wanted if isinstance(wanted, list) else [wanted])] if wanted else None
        if ids is None and not data.get("query") and Intent.MEMBERS not in session.intents:
            raise Closed(4014, "Disallowed intent(s).")
        begins = (data.get("query") or "").lower()
        found = [
            member
            for member in guild.members.values()
            if (ids is None or member.user_id in ids) and self._world.users[member.user_id].name.startswith(begins)
        ]
        told: Json = {"guild_id": guild.guild_id, "members": [objects.member(self._world, each) for each in found]}
        told |= {"chunk_index": 0, "chunk_count": 1, "not_found": [], "presences": [], "nonce": data.get("nonce")}
        session.tell("GUILD_MEMBERS_CHUNK", told)
