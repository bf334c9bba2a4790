"""What our own Discord refuses, as Discord does."""

from typing import Any

import pytest
from aiohttp import ClientSession

from tests.discord.desk import Desk

YES = {"type": 2, "style": 1, "label": "Yes", "custom_id": "yes"}
ROW = {"type": 1, "components": [YES]}
V2 = 1 << 15


def button(**changes: Any) -> dict[str, Any]:
    return {"type": 1, "components": [YES | changes]}


def buttons(number: int) -> dict[str, Any]:
    each = [{"type": 2, "style": 1, "label": "x", "custom_id": f"{n}"} for n in range(number)]
    return {"type": 1, "components": each}


def menu(**changes: Any) -> dict[str, Any]:
    return {
        "type": 1,
        "components": [{"type": 3, "custom_id": "m", "options": [{"label": "a", "value": "a"}]} | changes],
    }


async def ask(desk: Desk, method: str, path: str, body: Any = None, token: str = "") -> tuple[int, Any]:
    headers = {"Authorization": f"Bot {token or desk.app.token}"}
    async with (
        ClientSession(headers=headers) as session,
        session.request(method, desk.discord.api_url + path, json=body) as response,
    ):
        return response.status, await response.json() if response.status != 204 else None


async def post(desk: Desk, **body: Any) -> tuple[int, Any]:
    return await ask(desk, "POST", f"/channels/{desk.help.channel_id}/messages", body)


def places(errors: dict[str, Any], before: str = "") -> list[str]:
    """Where something is wrong."""
    found = [before.rstrip(".")] if "_errors" in errors else []
    return found + [
        each for name, inner in errors.items() if name != "_errors" for each in places(inner, f"{before}{name}.")
    ]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"content": "x" * 2001}, "content"),
        ({"content": "x", "nonce": "x" * 26}, "nonce"),
        ({"embeds": [{"title": "x" * 257}]}, "embeds.0.title"),
        ({"embeds": [{"description": "x" * 4097}]}, "embeds.0.description"),
        ({"embeds": [{"title": "x", "fields": [{"name": "x", "value": "x" * 1025}]}]}, "embeds.0.fields.0.value"),
        ({"embeds": [{"title": "x", "fields": [{"name": "", "value": "x"}]}]}, "embeds.0.fields.0.name"),
        ({"embeds": [{"title": "x", "fields": [{"name": "x", "value": "x"}] * 26}]}, "embeds.0.fields"),
        ({"embeds": [{"description": "x" * 3001}] * 2}, "embeds"),
        ({"embeds": [{"title": "x"}] * 11}, "embeds"),
        ({"content": "x", "components": [buttons(1)] * 6}, "components"),
        ({"content": "x", "components": [buttons(6)]}, "components.0.components"),
        ({"content": "x", "components": [button(label="x" * 81)]}, "components.0.components.0.label"),
        ({"content": "x", "components": [button(custom_id="x" * 101)]}, "components.0.components.0.custom_id"),
        ({"content": "x", "components": [button(style=5)]}, "components.0.components.0.url"),
        ({"content": "x", "components": [ROW, ROW]}, "components"),
        ({"content": "x", "components": [menu(placeholder="x" * 151)]}, "components.0.components.0.placeholder"),
        ({"content": "x", "components": [menu(options=[])]}, "components.0.components.0.options"),
        (
            {"content": "x", "components": [menu(options=[{"label": "a", "value": f"{n}"} for n in range(26)])]},
            "components.0.components.0.options",
        ),
        ({"content": "x", "components": [{"type": 10, "content": "x"}]}, "components.0.type"),
        ({"content": "x", "flags": V2, "components": [{"type": 10, "content": "x"}]}, "content"),
        ({"flags": V2, "components": [{"type": 10, "content": "x" * 4001}]}, "components.0.content"),
        ({"flags": V2, "components": [{"type": 10, "content": "x" * 2001}] * 2}, "components"),
        ({"flags": V2, "components": [{"type": 17, "components": [{"type": 10, "content": "x"}] * 40}]}, "components"),
        ({"flags": V2, "components": [{"type": 9, "components": []}]}, "components.0.components"),
        (
            {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
            "allowed_mentions",
        ),
        ({"content": "x", "message_reference": {"message_id": "1"}}, "message_reference"),
    ],
)
async def test_what_is_too_much_is_named_with_its_place(desk: Desk, body: dict[str, Any], place: str) -> None:
    status, answer = await post(desk, **body)
    assert (status, answer["code"]) == (400, 50035)
    assert place in places(answer["errors"])
    assert desk.said(desk.help) == []


@pytest.mark.parametrize(
    "body",
    [
        {"content": "x" * 2000},
        {"embeds": [{"description": "x" * 3000}] * 2},
        {
            "content": "x",
            "components": [{"type": 1, "components": [{**YES, "custom_id": f"{n}"}]} for n in range(5)],
        },
        {"flags": V2, "components": [{"type": 17, "components": [{"type": 10, "content": "x" * 100}] * 39}]},
        {
            "flags": V2,
            "components": [{"type": 9, "components": [{"type": 10, "content": "x"}], "accessory": YES}],
        },
    ],
)
async def test_what_is_just_enough_is_taken(desk: Desk, body: dict[str, Any]) -> None:
    status, answer = await post(desk, **body)
    assert (status, answer.get("errors")) == (200, None)


@pytest.mark.parametrize(
    ("method", "path", "body", "code"),
    [
        ("GET", "/channels/1", None, 10003),
        ("GET", "/channels/{help}/messages/1", None, 10008),
        ("GET", "/guilds/1", None, 10004),
        ("GET", "/guilds/{guild}/members/{stranger}", None, 10007),
        ("GET", "/users/1", None, 10013),
        ("POST", "/channels/{help}/messages", {"content": " "}, 50006),
        ("POST", "/channels/{forum}/messages", {"content": "x"}, 50008),
        ("GET", "/channels/{closed}", None, 50001),
        ("POST", "/channels/{silent}/messages", {"content": "x"}, 50013),
        ("PATCH", "/channels/{help}/messages/{theirs}", {"content": "x"}, 50005),
        ("DELETE", "/channels/{help}/messages/{theirs}", None, 50013),
        ("POST", "/channels/{help}/threads", {"name": "x" * 101}, 50035),
        ("POST", "/users/@me/channels", {"recipient_id": "1"}, 50033),
        ("PUT", "/channels/{help}/permissions/{guild}", {"type": 0, "deny": "1024"}, 50013),
        ("POST", "/interactions/1/unknown/callback", {"type": 5}, 10062),
        ("POST", "/webhooks/1/unknown", {"content": "x"}, 10015),
        ("PUT", "/applications/{app}/commands", [{"name": "Loud", "description": "x"}], 50035),
    ],
)
async def test_what_cannot_be_done_is_refused_by_its_code(
    desk: Desk, method: str, path: str, body: Any, code: int
) -> None:
    world, guild = desk.discord.world, desk.guild.guild_id
    closed = world.add_channel(guild, "closed", only=[desk.staff.role_id])
    silent = world.add_channel(guild, "silent")
    desk.discord.rooms.overwrite(silent.channel_id, guild, deny=1 << 11)
    ids = {
        "help": desk.help.channel_id,
        "forum": desk.forum.channel_id,
        "closed": closed.channel_id,
        "silent": silent.channel_id,
        "guild": guild,
        "app": desk.app.app_id,
        "stranger": world.add_user("stranger").user_id,
        "theirs": desk.discord.talk.post(desk.bo.user_id, desk.help.channel_id, "Hello"),
    }
    _, answer = await ask(desk, method, path.format(**ids), body)
    assert answer["code"] == code


async def test_nobody_without_a_token_is_answered(desk: Desk) -> None:
    status, answer = await ask(desk, "GET", "/users/@me", token="wrong")
    assert (status, answer) == (401, {"message": "401: Unauthorized", "code": 0})
    assert [request.status for request in desk.discord.record.refused()] == [401]
