"""Routes by which an app answers what somebody did; their authority is the token in the path."""

from typing import Any

from tests.discord.loopback import showing
from tests.discord.loopback.calls import Call
from tests.discord.loopback.interactions import Interaction
from tests.discord.loopback.messages import Flag, Message
from tests.discord.loopback.people import Json
from tests.discord.loopback.routes.table import route


@route("POST", "/interactions/{interaction}/{token}/callback", open=True)
def callback(call: Call) -> Any:
    body = call.json
    asked = call.discord.interactions.answer(call.path["interaction"], call.path["token"], body, call.uploads())
    if call.query.get("with_response", "").lower() not in ("1", "true"):
        return None
    told: Json = {"id": asked.interaction_id, "type": int(asked.kind)}
    resource: Json = {"type": asked.answer_type}
    if asked.original_id:
        said = call.discord.interactions.original(asked)
        told |= {"response_message_id": said.message_id, "activity_instance_id": None}
        told |= {"response_message_loading": Flag.LOADING in said.flags}
        told |= {"response_message_ephemeral": Flag.EPHEMERAL in said.flags}
        resource["message"] = _shown(call, said)
    return {"interaction": told, "resource": resource}


@route("POST", "/webhooks/{application}/{token}", open=True)
def follow_up(call: Call) -> Json:
    return _shown(call, call.discord.interactions.follow_up(_known(call), call.json, call.uploads()))


@route("GET", "/webhooks/{application}/{token}/messages/{message}", open=True)
def one(call: Call) -> Json:
    return _shown(call, _message(call))


@route("PATCH", "/webhooks/{application}/{token}/messages/{message}", open=True)
def change(call: Call) -> Json:
    return _shown(call, call.discord.interactions.change(_message(call), call.json, call.uploads()))


@route("DELETE", "/webhooks/{application}/{token}/messages/{message}", status=204, open=True)
def delete(call: Call) -> None:
    said = _message(call)
    call.discord.posting.delete(call.world.channels[said.channel_id], said)


def _known(call: Call) -> Interaction:
    return call.discord.interactions.known(call.path["application"], call.path["token"])


def _message(call: Call) -> Message:
    asked = _known(call)
    if call.path["message"] == "@original":
        return call.discord.interactions.original(asked)
    return call.discord.interactions.message(asked, call.path["message"])


def _shown(call: Call, said: Message) -> Json:
    return showing.message(call.world, call.world.channels[said.channel_id], said)
