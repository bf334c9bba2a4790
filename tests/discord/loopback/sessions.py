"""A session at the gateway: what a bot is told, whether or not it is connected at the moment."""

from collections import deque
from dataclasses import dataclass, field

from tests.discord.loopback.intents import Intent
from tests.discord.loopback.people import App, Json
from tests.discord.loopback.sockets import Socket

KEPT = 10_000  # events of a session that can be replayed


@dataclass(eq=False, slots=True)
class Session:
    """One bot, or one shard of it, from IDENTIFY to goodbye."""

    session_id: str
    app: App
    intents: Intent
    shard: tuple[int, int]
    socket: Socket | None
    seq: int = 0
    heard: int = 0  # the last event the bot says it has
    lost_at: float = 0.0
    log: deque[tuple[int, str, Json]] = field(default_factory=lambda: deque(maxlen=KEPT))

    def tell(self, event: str, data: Json) -> None:
        """Tell what happened, now or when the session is resumed."""
        self.seq += 1
        self.log.append((self.seq, event, data))
        if self.socket:
            self.socket.send(0, data, event, self.seq)

    def sees(self, guild_id: str | None) -> bool:
        """Whether what happens in this guild, or in DMs, is told on this shard."""
        return (int(guild_id) >> 22) % self.shard[1] == self.shard[0] if guild_id else self.shard[0] == 0
