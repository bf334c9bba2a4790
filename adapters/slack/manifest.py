"""The description of our app that Slack makes it from."""

import json
from importlib.resources import files
from typing import Any

PATH = "/slack/events"
"""Where Slack calls us in HTTP mode."""


def manifest(address: str = "") -> dict[str, Any]:
    """The app for Socket Mode; with the https address at which Slack can reach us, the one for HTTP."""
    described: dict[str, Any] = json.loads(files(__package__).joinpath("manifest.json").read_text("utf-8"))
    if address:
        url = address.rstrip("/").removesuffix(PATH) + PATH
        settings = described["settings"]
        settings["socket_mode_enabled"] = False
        for calling in (settings["event_subscriptions"], settings["interactivity"]):
            calling["request_url"] = url
        for command in described["features"]["slash_commands"]:
            command["url"] = url
    return described
