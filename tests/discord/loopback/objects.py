"""Discord's objects as they travel: users, members, roles, channels, guilds."""

from tests.discord.loopback import permissions
from tests.discord.loopback.channels import Channel, Kind
from tests.discord.loopback.guilds import Guild, Member, Role
from tests.discord.loopback.intents import application_flags
from tests.discord.loopback.people import App, Json, User
from tests.discord.loopback.world import World


def user(person: User) -> Json:
    """Somebody, as everybody sees them."""
    return {
        "id": person.user_id,
        "username": person.name,
        "global_name": None if person.is_bot else person.global_name,
        "discriminator": "0",
        "avatar": None,
        "bot": person.is_bot,
        "system": False,
        "public_flags": 0,
    }


def myself(world: World, app: App) -> Json:
    """The bot, as it sees itself."""
    return user(world.users[app.user_id]) | {"email": None, "verified": True, "mfa_enabled": True, "flags": 0}


def application(world: World, app: App) -> Json:
    """An app."""
    return {
        "id": app.app_id,
        "name": app.name,
        "icon": None,
        "description": "",
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": application_flags(app.privileged),
        "owner": user(world.users[app.owner_id]),
        "team": None,
    }


def member(world: World, held: Member, whole: bool = True) -> Json:
    """Somebody in a guild; without the user where that stands beside it."""
    told: Json = {"nick": held.nick, "avatar": None, "roles": held.roles, "joined_at": held.joined_at, "deaf": False}
    told |= {"mute": False, "flags": 0, "pending": False, "premium_since": None, "communication_disabled_until": None}
    return told | ({"user": user(world.users[held.user_id])} if whole else {})


def role(held: Role) -> Json:
    """A role."""
    colors = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
    told: Json = {"id": held.role_id, "name": held.name, "color": 0, "colors": colors, "hoist": False, "flags": 0}
    told |= {"position": held.position, "permissions": str(held.permissions), "managed": held.bot_id is not None}
    told |= {"mentionable": held.mentionable, "icon": None, "unicode_emoji": None}
    return told | ({"tags": {"bot_id": held.bot_id}} if held.bot_id else {})


def channel(world: World, room: Channel, viewer: str = "") -> Json:
    """A channel, thread or DM, as somebody sees it."""
    told: Json = {"id": room.channel_id, "type": int(room.kind), "last_message_id": room.last_message_id}
    told["flags"] = room.flags
    if room.kind is Kind.DM:
        others = [each for each in room.recipients if each != viewer]
        return told | {"recipients": [user(world.users[each]) for each in others]}
    told |= {"guild_id": room.guild_id, "name": room.name, "parent_id": room.parent_id, "rate_limit_per_user": 0}
    if room.thread:
        return told | _thread(room, viewer)
    told |= {"position": room.position, "nsfw": False, "topic": room.topic, "permission_overwrites": _overwrites(room)}
    if room.kind is Kind.FORUM:
        tags = [
            {"id": tag.tag_id, "name": tag.name, "moderated": tag.moderated, "emoji_id": None, "emoji_name": None}
            for tag in room.available_tags
        ]
        told |= {"available_tags": tags, "default_reaction_emoji": None, "default_sort_order": None}
        told |= {"default_forum_layout": 0}
    return told


def _overwrites(room: Channel) -> list[Json]:
    return [
        {"id": each.target_id, "type": int(each.is_member), "allow": str(each.allow), "deny": str(each.deny)}
        for each in room.overwrites.values()
    ]


def _thread(room: Channel, viewer: str) -> Json:
    assert room.thread
    facts = room.thread
    metadata: Json = {"archived": facts.archived, "locked": facts.locked, "auto_archive_duration": facts.auto_archive}
    metadata |= {"archive_timestamp": facts.archived_at, "create_timestamp": facts.created_at}
    metadata |= {"invitable": facts.invitable} if room.kind is Kind.PRIVATE_THREAD else {}
    standing = min(50, sum(1 for each in room.standing() if each.message_id != room.channel_id))
    told: Json = {"owner_id": facts.owner_id, "thread_metadata": metadata, "message_count": standing}
    told |= {"member_count": min(50, len(facts.members)), "total_message_sent": facts.total_sent}
    told |= {"applied_tags": facts.tags}
    return told | ({"member": thread_member(room, viewer)} if viewer in facts.members else {})


def thread_member(room: Channel, user_id: str) -> Json:
    """Somebody who follows a thread."""
    assert room.thread
    joined = room.thread.members[user_id]
    return {"id": room.channel_id, "user_id": user_id, "join_timestamp": joined, "flags": 0}


def guild(world: World, place: Guild, viewer: str) -> Json:
    """A guild as it is fetched."""
    return {
        "id": place.guild_id,
        "name": place.name,
        "owner_id": place.owner_id,
        "roles": [role(each) for each in place.roles.values()],
        "permissions": str(int(permissions.in_guild(place, viewer))),
        "preferred_locale": place.locale,
        **dict.fromkeys(("icon", "splash", "discovery_splash", "afk_channel_id", "application_id", "banner")),
        **dict.fromkeys(("system_channel_id", "rules_channel_id", "public_updates_channel_id", "description")),
        **dict.fromkeys(("vanity_url_code", "safety_alerts_channel_id")),
        **dict.fromkeys(("verification_level", "default_message_notifications", "explicit_content_filter"), 0),
        **dict.fromkeys(("mfa_level", "system_channel_flags", "premium_tier", "nsfw_level"), 0),
        **{"afk_timeout": 300, "emojis": [], "stickers": [], "features": []},
        **{"premium_subscription_count": 0, "premium_progress_bar_enabled": False, "region": "deprecated"},
    }


def guild_created(world: World, place: Guild, viewer: str) -> Json:
    """A guild as a bot is told of it; of its members only the bot itself, the others are asked for."""
    threads = [
        each
        for each in world.of_guild(place.guild_id, threads=True)
        if each.thread and not each.thread.archived and world.reads(each, viewer)
    ]
    return guild(world, place, viewer) | {
        "joined_at": place.members[viewer].joined_at,
        "large": False,
        "unavailable": False,
        "member_count": len(place.members),
        "members": [member(world, place.members[viewer])],
        "channels": [channel(world, each, viewer) for each in world.of_guild(place.guild_id)],
        "threads": [channel(world, each, viewer) for each in threads],
        **{"voice_states": [], "presences": [], "stage_instances": []},
        **{"guild_scheduled_events": [], "soundboard_sounds": []},
    }
