"""Methods by which an app shows forms and home tabs."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.slack.loopback.calls import Call, SlackError
from tests.slack.loopback.people import Json

MOST_STACKED = 3  # forms of an app on one screen


def _view(call: Call) -> Json:
    view: Any = call.args.get("view")
    if not isinstance(view, dict):
        raise SlackError("invalid_arguments")
    return view


def open_view(call: Call) -> Json:
    user = call.slack.views.use_trigger(call.app, call.text("trigger_id"))
    return {"view": call.slack.views.open(call.app, user, _view(call))}


def push(call: Call) -> Json:
    user = call.slack.views.use_trigger(call.app, call.text("trigger_id"))
    if len(call.slack.views.of(call.app.app_id, user)) >= MOST_STACKED:
        raise SlackError("push_limit_reached")
    return {"view": call.slack.views.open(call.app, user, _view(call))}


def update(call: Call) -> Json:
    return {"view": call.slack.views.replace(call.app, call.text("view_id"), _view(call), call.text("hash"))}


def publish(call: Call) -> Json:
    user = call.text("user_id")
    if user not in call.slack.world.people:
        raise SlackError("invalid_arguments")
    return {"view": call.slack.views.publish(call.app, user, _view(call), call.text("hash"))}


METHODS: Mapping[str, Callable[[Call], Json]] = {
    "views.open": open_view,
    "views.push": push,
    "views.update": update,
    "views.publish": publish,
}
