"""Routes by which a bot says something, changes it and takes it back."""

import time

from tests.discord.loopback import showing
from tests.discord.loopback.calls import Call
from tests.discord.loopback.channels import Channel, Kind
from tests.discord.loopback.errors import DiscordError
from tests.discord.loopback.forms import SETTABLE, Words, words
from tests.discord.loopback.intents import Intent
from tests.discord.loopback.messages import Message, Type
from tests.discord.loopback.people import Json
from tests.discord.loopback.permissions import Permission
from tests.discord.loopback.posting import Draft
from tests.discord.loopback.routes.table import route


@route("POST", "/channels/{channel}/messages")
def create(call: Call) -> Json:
    room = call.text_room()
    said = words(call.json, call.uploads(), SETTABLE)
    check_may_speak(call, room, said)
    if said.nonce is not None and call.json.get("enforce_nonce") and (before := _same(call, str(said.nonce))):
        if before.deleted:
            raise DiscordError(10008)
        return _as_answer(call, call.world.channels[before.channel_id], before)
    draft = drafted(call, said)
    draft.reply_to = _reply(call, room)
    return _as_answer(call, room, call.discord.posting.store(room, draft))


@route("PATCH", "/channels/{channel}/messages/{message}")
def edit(call: Call) -> Json:
    room = call.text_room()
    before = call.message(room)
    if room.thread and room.thread.archived:
        raise DiscordError(50083)
    if before.author_id != call.app.user_id:
        raise DiscordError(50005)
    now = before.now
    kept = Words(now.content, now.embeds, now.components, before.attachments, flags=before.flags)
    draft = drafted(call, words(call.json, call.uploads(), SETTABLE, kept))
    draft.reply_to = before.reply_to
    return showing.message(call.world, room, call.discord.posting.change(room, before, draft))


@route("DELETE", "/channels/{channel}/messages/{message}", status=204)
def delete(call: Call) -> None:
    room = call.text_room()
    said = call.message(room)
    if room.thread and room.thread.archived:
        raise DiscordError(50083)
    if said.author_id != call.app.user_id and Permission.MANAGE_MESSAGES not in call.held(room):
        raise DiscordError(50013 if room.guild_id else 50003)
    call.discord.posting.delete(room, said)


@route("PUT", "/channels/{channel}/messages/{message}/reactions/{emoji}/@me", status=204)
def react(call: Call) -> None:
    room = call.text_room(Permission.READ_MESSAGE_HISTORY)
    said = call.message(room)
    if room.thread and room.thread.archived:
        raise DiscordError(50083)
    users = said.reactions.setdefault(call.path["emoji"], [])
    if not users and Permission.ADD_REACTIONS not in call.held(room):
        del said.reactions[call.path["emoji"]]
        raise DiscordError(50013)
    if call.app.user_id not in users:
        users.append(call.app.user_id)
    call.world.changed()


@route("POST", "/channels/{channel}/typing", status=204)
def typing(call: Call) -> None:
    room = call.text_room()
    told: Json = {"channel_id": room.channel_id, "user_id": call.app.user_id, "timestamp": int(time.time())}
    told |= {"guild_id": room.guild_id} if room.guild_id else {}
    call.discord.announcer.each_reader(
        room, "TYPING_START", lambda viewer: told, Intent.GUILD_TYPING if room.guild_id else Intent.DIRECT_TYPING
    )


def drafted(call: Call, said: Words) -> Draft:
    """The bot's message as it will stand."""
    return Draft(
        author_id=call.app.user_id,
        app_id=call.app.app_id,
        content=said.content,
        embeds=said.embeds,
        components=said.components,
        attachments=said.attachments,
        allowed=said.allowed,
        flags=said.flags,
        nonce=said.nonce,
    )


def check_may_speak(call: Call, room: Channel, said: Words) -> None:
    """Refuse what the bot may not say there."""
    if room.kind is Kind.DM:
        _check_direct(call, room)
        return
    held = call.held(room)
    needed = Permission.SEND_MESSAGES_IN_THREADS if room.thread else Permission.SEND_MESSAGES
    needed |= Permission.ATTACH_FILES if said.attachments else Permission.NONE
    needed |= Permission.EMBED_LINKS if said.embeds else Permission.NONE
    if needed not in held:
        raise DiscordError(50013)
    if room.thread and room.thread.locked and Permission.MANAGE_THREADS not in held:
        raise DiscordError(50083 if room.thread.archived else 160005)


def _check_direct(call: Call, room: Channel) -> None:
    other = next(each for each in room.recipients if each != call.app.user_id)
    person = call.world.users[other]
    if not call.world.share_a_guild(call.app.user_id, other):
        raise DiscordError(50278)
    if not person.takes_dms or person.is_bot:
        raise DiscordError(50007)


def _same(call: Call, nonce: str) -> Message | None:
    """What the bot said with this nonce a short while ago, deleted or not."""
    posting = call.discord.posting
    said = posting.by_nonce.get((call.app.app_id, nonce))
    since = time.monotonic() - call.discord.timing.nonce
    return said if said and posting.born[said.message_id] > since else None


def _as_answer(call: Call, room: Channel, said: Message) -> Json:
    told = showing.message(call.world, room, said)
    return told | ({"nonce": said.nonce} if said.nonce is not None else {})


def _reply(call: Call, room: Channel) -> str | None:
    reference = call.json.get("message_reference")
    if not reference:
        return None
    if Permission.READ_MESSAGE_HISTORY not in call.held(room):
        raise DiscordError(160002)
    said = room.messages.get(str(reference["message_id"]))
    if said is not None and not said.deleted and not said.only_for and said.type is not Type.THREAD_STARTER:
        return said.message_id
    if reference.get("fail_if_not_exists", True):
        problem = {"code": "REPLIES_UNKNOWN_MESSAGE", "message": "Unknown message"}
        raise DiscordError(50035, {"message_reference": {"_errors": [problem]}})
    return None
