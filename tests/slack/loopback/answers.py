"""What apps answer to whoever has just done something: with the acknowledgement, or by a response address."""

from typing import Any

from aiohttp import web

from tests.slack.loopback.blocks import check_blocks, with_ids
from tests.slack.loopback.calls import SlackError
from tests.slack.loopback.channels import Channel
from tests.slack.loopback.messages import Message
from tests.slack.loopback.people import Json
from tests.slack.loopback.posting import Draft, Posting
from tests.slack.loopback.record import Record
from tests.slack.loopback.views import Response, Views
from tests.slack.loopback.world import World


class Answers:
    """Answers are private to who acted, unless the app says `in_channel`."""

    def __init__(self, world: World, posting: Posting, views: Views, record: Record) -> None:
        self._world = world
        self._posting = posting
        self._views = views
        self._record = record

    async def posted(self, http: web.Request) -> web.Response:
        """A post to a response address."""
        key, body = http.match_info["key"], await http.json()
        self._record.responses.append(body)
        response = self._views.use_response(key)
        if response is None:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        try:
            self.give(response, body)
        except SlackError as error:
            return web.json_response(error.answer)
        return web.json_response({"ok": True})

    def acknowledged(self, key: str, payload: Any) -> None:
        """What came with the acknowledgement of a command."""
        if isinstance(payload, dict) and (payload.get("text") or payload.get("blocks")):
            response = self._views.responses[key]
            self.give(response, payload)

    def give(self, response: Response, body: Json) -> None:
        """Show an answer, or change or delete the message whose button was pressed."""
        channel = self._world.channels[response.channel_id]
        original = channel.messages.get(response.message_ts or "")
        if body.get("delete_original") and original:
            self._posting.delete(channel, original)
        elif body.get("replace_original") and original:
            blocks, attachments = self._blocks(body), body.get("attachments") or []
            self._posting.change(channel, original, body.get("text", ""), blocks, attachments)
        else:
            self._say(channel, response, body, original)

    def _say(self, channel: Channel, response: Response, body: Json, original: Message | None) -> None:
        app = self._world.apps[response.app_id]
        draft = Draft(user=app.bot_user_id, text=body.get("text", ""), blocks=self._blocks(body))
        draft.attachments = body.get("attachments") or []
        if not (draft.text or draft.blocks or draft.attachments):
            raise SlackError("no_text")
        draft.app_id, draft.bot_id = app.app_id, app.bot_id
        draft.thread_ts = body.get("thread_ts") or (original.thread_ts if original else None)
        if body.get("response_type") != "in_channel":
            draft.only_for = response.user_id
        self._posting.store(channel, draft)

    def _blocks(self, body: Json) -> list[Json]:
        blocks = body.get("blocks") or []
        check_blocks(blocks)
        return with_ids(blocks, self._world.new_id)
