"""A Slack with Socket Mode and the few methods that a whisper needs."""

import json
import time
from typing import Any, ClassVar

from aiohttp import web

from bench.emitter import Emitter, Ids

TEAM, BOT, APP_TOKEN, BOT_TOKEN = "T0BENCH", "U0BOT", "xapp-bench", "xoxb-bench"


class SlackEmitter(Emitter):
    """One app's Slack."""

    ids = Ids(
        platform="slack",
        agent="U0AGENT",
        customer="U0C%d",
        front="C0FRONT%d",
        backstage="C0BACK%d",
        thread="1700000000.%06d",
        root="1700000001.%06d",
    )
    echo = "bench.slack_echo"
    tokens: ClassVar = {"UNHURRIED_SLACK__BOT_TOKEN": BOT_TOKEN, "UNHURRIED_SLACK__APP_TOKEN": APP_TOKEN}

    @property
    def settings(self) -> str:
        """The app's."""
        return f'slack = {{ staff = ["{self.ids.agent}"], api_url = "{self.url}/api/" }}'

    async def _greet(self, socket: web.WebSocketResponse) -> None:
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0BENCH"}})

    def _says(self, request: web.Request, call: str) -> bool:
        return call == "chat.postMessage"

    async def _answer(self, request: web.Request, call: str, body: bytes) -> Any:
        form = await request.post() if "urlencoded" in request.content_type else request.query
        return {"ok": True, **self._told(call, {**request.query, **form})}

    def _told(self, method: str, about: Any) -> dict[str, Any]:
        match method:
            case "apps.connections.open":
                return {"url": self.socket_url}
            case "auth.test":
                return {"user_id": BOT, "bot_id": "B0BOT", "team_id": TEAM, "url": "https://bench.invalid/"}
            case "users.info":
                return {"user": self._user(about["user"])}
            case "conversations.info":
                return {"channel": {"id": about["channel"], "is_private": True}}
            case "conversations.members":
                return {"members": [self.ids.agent, BOT]}
            case "chat.postMessage":
                return {"ts": f"1800000000.{self.calls:06}"}
            case _:
                return {}

    def _user(self, user_id: str) -> dict[str, Any]:
        name = "Ana" if user_id == self.ids.agent else f"Customer {user_id}"
        known = {"id": user_id, "team_id": TEAM, "real_name": name, "tz": "Europe/Berlin", "locale": "en"}
        return {**known, "is_bot": user_id == BOT, "profile": {}}

    def _frames(self, number: int, text: str) -> list[str]:
        ts, desk = f"{int(time.time())}.{number:06}", number % self.desks
        said = {
            "type": "message",
            "client_msg_id": f"message{number}",
            "text": text,
            "user": self.ids.customer % desk,
            "ts": ts,
            "thread_ts": self.ids.thread % (number % self.threads),
            "event_ts": ts,
            "team": TEAM,
            "channel": self.ids.front % desk,
            "channel_type": "channel",
            "blocks": [{"type": "rich_text", "elements": [{"type": "text", "text": text}]}],
        }
        payload = {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": "A0BENCH",
            "event": said,
            "event_id": f"Ev{number}",
            "event_time": int(time.time()),
            "authorizations": [{"enterprise_id": None, "team_id": TEAM, "user_id": BOT, "is_bot": True}],
        }
        return [json.dumps({"envelope_id": f"envelope{number}", "type": "events_api", "payload": payload})]
