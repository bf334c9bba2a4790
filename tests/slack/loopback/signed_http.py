"""Slack's other way in: signed HTTP requests to the app's own address."""

import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.slack.loopback.people import App, Json

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the app's address answered; status 0 when nothing came."""

    status: int
    text: str = ""
    no_retry: bool = False

    @property
    def ok(self) -> bool:
        """Whether Slack counts it as taken."""
        return 200 <= self.status < 300

    @property
    def payload(self) -> Any:
        """What came with the acknowledgement."""
        if not self.text:
            return None
        return json.loads(self.text) if self.text.startswith("{") else {"text": self.text}


def encoded(kind: str, payload: Json) -> tuple[str, str]:
    """The body of a request and its content type."""
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    if kind == "slash_commands":
        return urlencode(payload), FORM
    return urlencode({"payload": json.dumps(payload)}), FORM


def signature(secret: str, timestamp: str, body: str) -> str:
    """Slack's signature, version 0."""
    return "v0=" + hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()


def headers(secret: str, body: str, content_type: str, age: float = 0) -> dict[str, str]:
    """The headers of a request signed `age` seconds ago."""
    timestamp = str(int(time.time() - age))
    signed = {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature(secret, timestamp, body)}
    return {"Content-Type": content_type, "User-Agent": "Slackbot 1.0", **signed}


async def send(url: str, body: str, head: dict[str, str], patience: float) -> Answer:
    """Post to the app; an answer with status 0 when none came within `patience` seconds."""
    try:
        async with (
            ClientSession(timeout=ClientTimeout(total=patience)) as session,
            session.post(url, data=body, headers=head) as response,
        ):
            no_retry = response.headers.get("x-slack-no-retry") == "1"
            return Answer(response.status, await response.text(), no_retry)
    except (ClientError, TimeoutError):
        return Answer(0)


async def verify_url(app: App, url: str, patience: float = 3.0) -> bool:
    """Whether an address answers Slack's challenge as it must."""
    body = json.dumps({"type": "url_verification", "token": "loopback-verification", "challenge": "3eZbrw1aB"})
    answer = await send(url, body, headers(app.signing_secret, body, "application/json"), patience)
    return answer.ok and "3eZbrw1aB" in answer.text
