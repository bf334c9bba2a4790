"""A Discord of our own on 127.0.0.1, for clients that know no difference.

    async with running(Timing(click=0.5)) as discord:
        world = discord.world
        guild = world.add_guild("Acme")
        app = world.add_app()                            # app.token; its bot's id is app.app_id
        world.install(app.app_id, guild.guild_id)        # with a role of its own; rights as wanted
        staff = world.add_role(guild.guild_id, "staff")
        ada = world.add_person(guild.guild_id, "ada", [staff.role_id])
        desk = world.add_channel(guild.guild_id, "help")
        back = world.add_channel(guild.guild_id, "backstage", only=[staff.role_id, app.app_id])
        ...                                              # Route.BASE = discord.api_url,
        await discord.connected(app.app_id)              # DiscordWebSocket.DEFAULT_GATEWAY = URL(discord.gateway_url)
        message = discord.talk.post(ada.user_id, desk.channel_id, "Hello")
        await discord.until(lambda: discord.record.by_apps(desk.channel_id))

`world` sets up, without a word to bots, and holds the facts; `talk` (messages, threads, forum posts, DMs), `rooms`
(who joins and leaves, roles, overwrites, channels, archiving) and `clicks` (commands, menus, buttons, selects, modals)
are what people do; `faults.arm(...)`, `gateway` (drop, reconnect, invalidate, forget, silent), `pace.on`,
`world.history_lag`, `outage(...)` are what goes wrong; `record` is what happened: `requests`, `messages()`,
`readable_by(user)`. All of them take ids, which are strings. `until(look)` waits for something, `heard()` until every
connected bot has read all it was told. `python -m tests.discord.loopback` is the same as a process of its own, steered
by `POST /control/{part}/{verb}`. `appearance` tells what of a message people would read, whom it pings and where its
links would lead.

Where Discord's ways are not known, this one is the worse: whoever can see a channel has read all that stands in it,
mentions that an edit brings count as pings, a nonce is forgotten after a short while and counts in every channel. Only
bots react, and nobody is told of it. It has no pins, polls, voice, autocomplete by people, automatic
moderation, slow mode, time-outs, archiving by itself, user-installed apps, HTTP interactions or zstd; files have names
only; one IDENTIFY need not wait for another; no role order is kept.
"""

from tests.discord.loopback.channels import Kind
from tests.discord.loopback.discord import Discord
from tests.discord.loopback.faults import Fault
from tests.discord.loopback.intents import Intent
from tests.discord.loopback.permissions import Permission
from tests.discord.loopback.server import running
from tests.discord.loopback.timing import Timing

__all__ = ["Discord", "Fault", "Intent", "Kind", "Permission", "Timing", "running"]
