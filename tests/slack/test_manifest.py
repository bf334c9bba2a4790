"""The app Slack makes from our manifest can do what we do, and nothing else."""

import ast
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from adapters.slack.interactions import SHORTCUTS
from adapters.slack.manifest import PATH, manifest
from bot.__main__ import main
from bot.commands import BY_WORD

ADAPTER = Path(__file__).resolve().parents[2] / "adapters" / "slack"

METHODS = {
    "apps_connections_open": set(),  # by the app token's connections:write
    "auth_test": set(),
    "chat_delete": {"chat:write"},
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": {"channels:history", "groups:history", "im:history"},
    "conversations_info": {"channels:read", "groups:read"},
    "conversations_members": {"channels:read", "groups:read"},
    "conversations_open": {"im:write"},
    "conversations_replies": {"channels:history", "groups:history", "im:history"},
    "usergroups_users_list": {"usergroups:read"},
    "users_conversations": {"im:read"},
    "users_info": {"users:read"},
    "views_open": set(),
    "views_publish": set(),
}
"""What we call, and the permissions it needs in channels, private channels and DMs."""

EVENTS = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "app_uninstalled": set(),
    "channel_id_changed": {"channels:read", "groups:read"},
    "channel_left": {"channels:read"},
    "channel_shared": {"channels:read", "groups:read"},
    "channel_unshared": {"channels:read", "groups:read"},
    "group_left": {"groups:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "subteam_members_changed": {"usergroups:read"},
    "subteam_updated": {"usergroups:read"},
    "tokens_revoked": set(),
    "user_change": {"users:read"},
}
"""What we are told, and the permissions it needs."""

WHO_CAN_READ = {"channel_id_changed", "channel_shared", "channel_unshared", "member_joined_channel"}


def scopes() -> set[str]:
    return set(manifest()["oauth_config"]["scopes"]["bot"])


def bot_events() -> set[str]:
    return set(manifest()["settings"]["event_subscriptions"]["bot_events"])


def understood() -> set[str]:
    """The kinds of events that hearing names."""
    tree = ast.parse((ADAPTER / "hearing.py").read_text("utf-8"))
    [function] = [node for node in ast.walk(tree) if isinstance(node, ast.AsyncFunctionDef) and node.name == "_event"]
    patterns = [node.value for node in ast.walk(function) if isinstance(node, ast.MatchValue)]
    return {str(pattern.value) for pattern in patterns if isinstance(pattern, ast.Constant)}


def printed(*words: str) -> str:
    run = CliRunner().invoke(main, ["slack", "manifest", *words])
    assert run.exit_code == 0, run.output
    return run.output


def test_every_method_we_call_is_permitted_and_no_permission_is_left_over() -> None:
    source = "\n".join(file.read_text("utf-8") for file in ADAPTER.glob("*.py"))
    called = set(re.findall(r"\.(?:read|write)\.([a-z]+_[a-zA-Z_]+)", source))
    assert called == METHODS.keys()
    needed = set().union(*METHODS.values(), *(EVENTS[event] for event in bot_events()), {"commands"})
    assert scopes() == needed


def test_nothing_is_written_where_we_were_not_invited() -> None:
    assert "chat:write.public" not in scopes()


def test_we_are_told_all_that_we_understand() -> None:
    heard = {event.partition(".")[0] for event in bot_events()}
    assert heard == understood() | WHO_CAN_READ


def test_the_menus_of_a_message_are_those_of_the_table() -> None:
    shortcuts = manifest()["features"]["shortcuts"]
    assert {each["callback_id"]: each["name"] for each in shortcuts} == {
        callback: BY_WORD[word].on_message for callback, word in SHORTCUTS.items()
    }
    assert {each["type"] for each in shortcuts} == {"message"}


@pytest.mark.parametrize("text", [each["description"] for each in manifest()["features"]["shortcuts"]])
def test_a_menu_says_what_its_command_does(text: str) -> None:
    assert any(command.on_message and command.does.startswith(text) for command in BY_WORD.values())


def test_slack_takes_names_and_descriptions_of_that_length() -> None:
    described = manifest()
    shown = described["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert all(len(each["name"]) <= 24 for each in described["features"]["shortcuts"])
    assert all(len(each["description"]) <= 150 for each in described["features"]["shortcuts"])


def test_people_can_write_to_the_bot_and_see_its_home() -> None:
    home = manifest()["features"]["app_home"]
    assert home == {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False}


def test_it_is_printed_for_socket_mode() -> None:
    assert json.loads(printed()) == manifest()
    assert manifest()["settings"]["socket_mode_enabled"] is True
    assert "url" not in printed()


@pytest.mark.parametrize("address", ["https://care.example.org", "https://care.example.org/slack/events"])
def test_for_http_every_way_in_leads_to_where_we_listen(address: str) -> None:
    described = json.loads(printed("--http", address))
    url = f"https://care.example.org{PATH}"
    settings = described["settings"]
    assert settings["socket_mode_enabled"] is False
    assert settings["event_subscriptions"]["request_url"] == settings["interactivity"]["request_url"] == url
    assert [each["url"] for each in described["features"]["slash_commands"]] == [url]


def test_an_address_slack_would_not_call_is_refused() -> None:
    run = CliRunner().invoke(main, ["slack", "manifest", "--http", "http://care.example.org"])
    assert run.exit_code == 2
    assert "https" in run.output
