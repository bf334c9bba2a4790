"""Routes for threads."""

from datetime import datetime

from tests.discord.loopback import objects, showing
from tests.discord.loopback.calls import Call
from tests.discord.loopback.channels import REQUIRE_TAG, Channel, Kind
from tests.discord.loopback.errors import DiscordError, FormErrors
from tests.discord.loopback.forms import words
from tests.discord.loopback.people import Json
from tests.discord.loopback.permissions import Permission
from tests.discord.loopback.routes.messages import drafted
from tests.discord.loopback.routes.table import route

DURATIONS = (60, 1440, 4320, 10080)
MOST_TAGS = 5


@route("POST", "/channels/{channel}/messages/{message}/threads", status=201)
def from_message(call: Call) -> Json:
    room = call.text_room(Permission.CREATE_PUBLIC_THREADS, Permission.READ_MESSAGE_HISTORY)
    if room.kind not in (Kind.TEXT, Kind.ANNOUNCEMENT):
        raise DiscordError(50024)
    said = call.message(room)
    name, duration = _named(call)
    if said.message_id in call.world.channels:
        raise DiscordError(160004)
    thread = call.discord.threads.from_message(room, said, name, call.app.user_id, duration)
    return objects.channel(call.world, thread, call.app.user_id)


@route("POST", "/channels/{channel}/threads", status=201)
def begin(call: Call) -> Json:
    room = call.room()
    if room.kind is Kind.FORUM:
        return _post(call, room)
    if room.kind not in (Kind.TEXT, Kind.ANNOUNCEMENT):
        raise DiscordError(50024)
    private = call.json.get("type", Kind.PRIVATE_THREAD) == Kind.PRIVATE_THREAD
    if private and room.kind is Kind.ANNOUNCEMENT:
        raise DiscordError(50024)
    room = call.room(Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS)
    name, duration = _named(call)
    invitable = bool(call.json.get("invitable", True))
    thread = call.discord.threads.alone(room, name, call.app.user_id, private, invitable, duration)
    return objects.channel(call.world, thread, call.app.user_id)


def _post(call: Call, forum: Channel) -> Json:
    forum = call.room(Permission.SEND_MESSAGES)
    name, duration = _named(call)
    tags = _tags(call, forum)
    said = words(call.json.get("message") or {}, call.uploads())
    thread, first = call.discord.threads.post(forum, name, call.app.user_id, drafted(call, said), tags, duration)
    told = objects.channel(call.world, thread, call.app.user_id)
    return told | {"message": showing.message(call.world, thread, first)}


def _tags(call: Call, forum: Channel) -> list[str]:
    tags = [str(each) for each in call.json.get("applied_tags") or []]
    errors = FormErrors()
    errors.most("applied_tags", len(tags), MOST_TAGS)
    known = {tag.tag_id: tag for tag in forum.available_tags}
    if any(each not in known for each in tags):
        errors.add("applied_tags", "BASE_TYPE_CHOICES", "Unknown tag")
    if not tags and forum.flags & REQUIRE_TAG:
        errors.add("applied_tags", "BASE_TYPE_REQUIRED", "A tag is required to create a forum post in this channel")
    errors.check()
    if any(known[each].moderated for each in tags) and Permission.MANAGE_THREADS not in call.held(forum):
        raise DiscordError(50013)
    return tags


def _named(call: Call) -> tuple[str, int]:
    errors = FormErrors()
    errors.within("name", call.json.get("name"), 100)
    duration = call.json.get("auto_archive_duration") or 1440
    if duration not in DURATIONS:
        errors.add("auto_archive_duration", "BASE_TYPE_CHOICES", f"Value must be one of {DURATIONS}.")
    errors.check()
    return str(call.json["name"]), int(duration)


@route("GET", "/channels/{channel}/threads/archived/public")
def archived_public(call: Call) -> Json:
    room = call.room(Permission.READ_MESSAGE_HISTORY)
    return _archived(call, room, private=False)


@route("GET", "/channels/{channel}/threads/archived/private")
def archived_private(call: Call) -> Json:
    room = call.room(Permission.READ_MESSAGE_HISTORY, Permission.MANAGE_THREADS)
    return _archived(call, room, private=True)


@route("GET", "/channels/{channel}/users/@me/threads/archived/private")
def archived_joined(call: Call) -> Json:
    room = call.room(Permission.READ_MESSAGE_HISTORY)
    return _archived(call, room, private=True, joined=True)


def _archived(call: Call, room: Channel, private: bool, joined: bool = False) -> Json:
    """Latest archived first; those that were joined: newest first."""
    found = [
        each
        for each in call.world.of_guild(room.guild_id or "", threads=True)
        if each.thread and each.parent_id == room.channel_id and each.thread.archived
        if (each.kind is Kind.PRIVATE_THREAD) == private
        if not joined or call.app.user_id in each.thread.members
    ]
    key = _number if joined else _archived_at
    found.sort(key=key, reverse=True)
    if before := call.query.get("before"):
        end = float(before) if joined else datetime.fromisoformat(before).timestamp()
        found = [each for each in found if key(each) < end]
    most = call.limit(50, 100)
    return _listed(call, found[:most]) | {"has_more": len(found) > most}


def _number(thread: Channel) -> float:
    return float(thread.channel_id)


def _archived_at(thread: Channel) -> float:
    assert thread.thread
    return datetime.fromisoformat(thread.thread.archived_at).timestamp()


@route("GET", "/guilds/{guild}/threads/active")
def active(call: Call) -> Json:
    guild = call.guild()
    threads = call.world.of_guild(guild.guild_id, threads=True)
    readable = [each for each in threads if call.world.reads(each, call.app.user_id)]
    return _listed(call, [each for each in readable if each.thread and not each.thread.archived])


def _listed(call: Call, threads: list[Channel]) -> Json:
    me = call.app.user_id
    joined = [each for each in threads if each.thread and me in each.thread.members]
    return {
        "threads": [objects.channel(call.world, each, me) for each in threads],
        "members": [objects.thread_member(each, me) for each in joined],
    }


@route("GET", "/channels/{channel}/thread-members")
def members(call: Call) -> list[Json]:
    thread = call.thread()
    assert thread.thread
    return [objects.thread_member(thread, each) for each in thread.thread.members]


@route("GET", "/channels/{channel}/thread-members/{user}")
def one_member(call: Call) -> Json:
    thread = call.thread()
    assert thread.thread
    user = call.app.user_id if call.path["user"] == "@me" else call.path["user"]
    if user not in thread.thread.members:
        raise DiscordError(10007)
    return objects.thread_member(thread, user)


@route("PUT", "/channels/{channel}/thread-members/{user}", status=204)
def add_member(call: Call) -> None:
    thread = _awake(call)
    user = call.app.user_id if call.path["user"] == "@me" else call.path["user"]
    if user not in call.world.users:
        raise DiscordError(10013)
    assert thread.thread
    owned = thread.thread.owner_id == call.app.user_id
    if not (thread.thread.invitable or owned or Permission.MANAGE_THREADS in call.held(thread)):
        raise DiscordError(50013)
    call.discord.posting.follow(thread, [user])


@route("DELETE", "/channels/{channel}/thread-members/{user}", status=204)
def remove_member(call: Call) -> None:
    thread = _awake(call)
    user = call.app.user_id if call.path["user"] == "@me" else call.path["user"]
    if user != call.app.user_id and Permission.MANAGE_THREADS not in call.held(thread):
        raise DiscordError(50013)
    call.discord.threads.leave(thread, user)


def _awake(call: Call) -> Channel:
    thread = call.thread()
    if thread.thread and thread.thread.archived:
        raise DiscordError(50083)
    return thread
