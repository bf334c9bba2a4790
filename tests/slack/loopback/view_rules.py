"""The documented limits of forms and home tabs."""

from tests.slack.loopback.blocks import MOST_IN_A_VIEW, check_blocks
from tests.slack.loopback.calls import SlackError
from tests.slack.loopback.people import Json
from tests.slack.loopback.texts import length, text_object

MOST_VIEW = 250_000


def check_view(view: Json, kind: str) -> None:
    """Refuse a view that Slack would refuse."""
    problems = []
    if view.get("type") != kind:
        problems.append("unsupported type [json-pointer:/view/type]")
    if kind == "modal":
        problems += text_object(view.get("title"), 24, "/view/title", plain=True)
        for name in {"submit", "close"} & view.keys():
            problems += text_object(view[name], 24, f"/view/{name}", plain=True)
        if any(block.get("type") == "input" for block in view.get("blocks", [])) and "submit" not in view:
            problems.append("a view with inputs must have a `submit` [json-pointer:/view/submit]")
    problems += length(view.get("callback_id", ""), 255, "/view/callback_id", least=0)
    problems += length(view.get("private_metadata", ""), 3000, "/view/private_metadata", least=0)
    if problems:
        raise SlackError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {p}" for p in problems]})
    check_blocks(view.get("blocks"), MOST_IN_A_VIEW, "invalid_arguments")
    if len(str(view)) > MOST_VIEW:
        raise SlackError("view_too_large")
