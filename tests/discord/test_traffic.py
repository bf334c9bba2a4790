"""What the checker of requests is given: every request, and nothing in it that was not sent."""

import json
from typing import Any

from tests.traffic import readable


def line(method: str, path: str, body: Any, platform: str = "discord") -> str:
    return json.dumps({"platform": platform, "method": method, "path": path, "body": body}) + "\n"


def test_ids_of_components_stay_numbers_and_keep_their_value() -> None:
    body = {"components": [{"type": 17, "id": 7, "components": [{"type": 10, "id": 8, "content": "Hello"}]}]}
    [told] = readable([line("POST", "/channels/1/messages", body)])
    assert json.loads(told)["body"] == body
    assert '"id": 7.0' in told


def test_snowflakes_stay_as_they_were_sent() -> None:
    sent = line("PATCH", "/channels/1/messages/2", {"message_reference": {"message_id": 3}, "id": 4})
    assert list(readable([sent])) == [sent]


def test_a_list_of_commands_becomes_a_line_for_each() -> None:
    commands = [{"type": 1, "name": "care"}, {"type": 3, "name": "Open"}]
    told = [json.loads(each) for each in readable([line("PUT", "/applications/1/commands", commands)])]
    assert [(each["method"], each["path"], each["body"]) for each in told] == [
        ("POST", "/applications/1/commands", command) for command in commands
    ]


def test_what_was_sent_to_others_and_without_a_body_stays_as_it_was() -> None:
    sent = [line("GET", "/users/@me", None), line("chat.postMessage", "", {"id": 1, "type": "x"}, platform="slack")]
    assert list(readable(sent)) == sent
