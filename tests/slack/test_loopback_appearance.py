"""What people would see of a message, judged without the bot's own code."""

from typing import Any

import pytest

from tests.slack.loopback.appearance import Appearance, appearance
from tests.slack.loopback.messages import Version


def text(said: str) -> Appearance:
    return appearance(Version(said, [], [], set()))


def block(said: str, **more: Any) -> Appearance:
    return appearance(Version("", [{"type": "section", "text": {"type": "mrkdwn", "text": said, **more}}], [], set()))


def rich(*elements: dict[str, Any]) -> Appearance:
    sections = [{"type": "rich_text_section", "elements": list(elements)}]
    return appearance(Version("", [{"type": "rich_text", "elements": sections}], [], set()))


@pytest.mark.parametrize(
    ("said", "pings"),
    [("<!here> now", ["here"]), ("<@U1> and <!subteam^S1>", ["U1", "subteam^S1"]), ("&lt;!here&gt; @here", [])],
)
def test_marked_names_in_a_text_ping(said: str, pings: list[str]) -> None:
    assert text(said).pings == pings


def test_bare_names_ping_in_blocks_unless_they_are_verbatim() -> None:
    assert block("@here, look").pings == ["here"]
    assert block("@here, look", verbatim=True).pings == []


def test_marked_and_bare_addresses_are_links() -> None:
    assert text("<https://a.example|our page>").links == [("https://a.example", "our page")]
    assert text("see https://b.example/x").links == [("https://b.example/x", "https://b.example/x")]


def test_rich_text_shows_what_it_is_given() -> None:
    seen = rich({"type": "text", "text": "<!here> @here https://a.example "}, {"type": "user", "user_id": "U1"})
    assert (seen.pings, seen.links) == (["U1"], [])
    assert "<!here> @here https://a.example @U1" in seen.text


def test_entities_are_read_as_what_they_stand_for() -> None:
    assert text("&lt;b&gt; &amp; co").text == "<b> & co"
