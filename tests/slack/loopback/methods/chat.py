"""Methods by which an app says, changes and deletes messages."""

import json
from collections.abc import Callable, Mapping

from tests.slack.loopback.blocks import check_blocks, with_ids
from tests.slack.loopback.calls import Call, SlackError
from tests.slack.loopback.channels import Channel
from tests.slack.loopback.messages import Message
from tests.slack.loopback.methods.conversations import direct_with
from tests.slack.loopback.people import Json
from tests.slack.loopback.posting import Draft

MOST_TEXT = 40_000
MOST_TEXT_OF_AN_UPDATE = 4_000
MOST_TOGETHER = 13_200  # characters of all blocks as JSON; Slack names no number, people found this one
MOST_ATTACHMENTS = 100
MOST_METADATA = 16_000  # Slack names no number


def _blocks(call: Call) -> list[Json]:
    blocks = call.args.get("blocks") or []
    check_blocks(blocks)
    return with_ids(blocks, call.slack.world.new_id)


def _attachments(call: Call) -> list[Json]:
    attachments: list[Json] = call.args.get("attachments") or []
    if len(attachments) > MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    for attachment in attachments:
        check_blocks(attachment.get("blocks") or [])
    return attachments


def _metadata(call: Call) -> Json | None:
    metadata: Json | None = call.args.get("metadata") or None
    if metadata is None:
        return None
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    if len(str(metadata)) > MOST_METADATA:
        raise SlackError("metadata_too_large")
    return metadata


def _draft(call: Call, most_text: int = MOST_TEXT) -> Draft:
    text, blocks, attachments = call.text("text"), _blocks(call), _attachments(call)
    if not (text or blocks or attachments):
        raise SlackError("no_text")
    if len(text) > most_text:
        raise SlackError("msg_too_long")
    draft = Draft(user=call.app.bot_user_id, text=text, blocks=blocks, attachments=attachments)
    draft.app_id, draft.bot_id = call.app.app_id, call.app.bot_id
    draft.thread_ts = call.text("thread_ts") or None
    draft.unfurls = call.flag("unfurl_links") or call.args.get("unfurl_media") is None or call.flag("unfurl_media")
    draft.names_live = call.flag("link_names") or call.text("parse") == "full"
    return draft


def _place(call: Call) -> Channel:
    """Where to post: a channel the app is in, or the DM with the person named."""
    if call.text("channel") in call.slack.world.people:
        if not call.app.messages_tab:
            raise SlackError("messages_tab_disabled")
        try:
            return direct_with(call, call.text("channel"))
        except SlackError:
            raise SlackError("channel_not_found") from None
    channel = call.channel()
    if not call.is_in(channel):
        raise SlackError("not_in_channel")
    if channel.archived:
        raise SlackError("is_archived")
    return channel


def post_message(call: Call) -> Json:
    call.needs("chat:write")
    channel, draft = _place(call), _draft(call)
    draft.metadata, draft.broadcast = _metadata(call), call.flag("reply_broadcast")
    if len(json.dumps(draft.blocks, ensure_ascii=False)) > MOST_TOGETHER:
        raise SlackError("msg_blocks_too_long")
    message = call.slack.posting.store(channel, draft)
    return {"channel": channel.channel_id, "ts": message.ts, "message": message.as_json(all_metadata=True)}


def post_ephemeral(call: Call) -> Json:
    call.needs("chat:write")
    channel, draft = _place(call), _draft(call)
    draft.only_for = call.text("user")
    if draft.only_for not in channel.members:
        raise SlackError("user_not_in_channel")
    return {"message_ts": call.slack.posting.store(channel, draft).ts}


def _own(call: Call, channel: Channel, not_ours: str) -> Message:
    message = channel.messages.get(call.text("ts"))
    if message is None or message.deleted or message.only_for:
        raise SlackError("message_not_found")
    if message.app_id != call.app.app_id:
        raise SlackError(not_ours)
    return message


def update(call: Call) -> Json:
    """What is not given stays as it was."""
    call.needs("chat:write")
    channel = call.channel()
    message = _own(call, channel, "cant_update_message")
    draft = _draft(call, MOST_TEXT_OF_AN_UPDATE)
    blocks = message.now.blocks if call.args.get("blocks") is None else draft.blocks
    attachments = message.now.attachments if call.args.get("attachments") is None else draft.attachments
    if call.args.get("metadata") is not None:
        message.metadata = _metadata(call)
    text = message.now.text if call.args.get("text") is None else draft.text
    call.slack.posting.change(channel, message, text, blocks, attachments)
    return {"channel": channel.channel_id, "ts": message.ts, "text": text, "message": message.as_json(True)}


def delete(call: Call) -> Json:
    call.needs("chat:write")
    channel = call.channel()
    message = _own(call, channel, "cant_delete_message")
    call.slack.posting.delete(channel, message)
    return {"channel": channel.channel_id, "ts": message.ts}


def permalink(call: Call) -> Json:
    channel = call.channel()
    message = channel.messages.get(call.text("message_ts"))
    if message is None or message.deleted:
        raise SlackError("message_not_found")
    domain = call.slack.world.teams[call.app.team_id].domain
    link = f"https://{domain}.slack.com/archives/{channel.channel_id}/p{message.ts.replace('.', '')}"
    thread = f"?thread_ts={message.thread_ts}&cid={channel.channel_id}" if message.thread_ts else ""
    return {"channel": channel.channel_id, "permalink": link + thread}


METHODS: Mapping[str, Callable[[Call], Json]] = {
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "chat.getPermalink": permalink,
}
