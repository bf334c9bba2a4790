"""Methods about people, bots, workspaces, user groups, and the app itself."""

from collections.abc import Callable, Mapping

from tests.slack.loopback.calls import Call, SlackError
from tests.slack.loopback.people import Json, Person, UserGroup


def auth_test(call: Call) -> Json:
    team = call.slack.world.teams[call.app.team_id]
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": call.app.name,
        "team_id": team.team_id,
        "user_id": call.app.bot_user_id,
        "bot_id": call.app.bot_id,
        "enterprise_id": team.enterprise_id,
        "is_enterprise_install": False,
    }


def connections_open(call: Call) -> Json:
    if call.app.request_url:
        raise SlackError("forbidden_team")
    return {"url": f"{call.slack.socket_url}?ticket={call.slack.sockets.ticket(call.app)}&app_id={call.app.app_id}"}


def _user(call: Call, person: Person, with_locale: bool) -> Json:
    """A person as this app's workspace sees them; of strangers Slack tells little."""
    home = person.team_id == call.app.team_id
    known = call.slack.world.knows(call.app.team_id, person)
    names = {"real_name": person.real_name, "display_name": person.display_name, "team": person.team_id}
    user: Json = {"id": person.user_id, "team_id": person.team_id, "name": person.name, "deleted": person.deleted}
    user |= {"real_name": person.real_name, "profile": names, "is_bot": person.is_bot}
    user |= {"is_restricted": person.is_restricted, "is_ultra_restricted": person.is_ultra_restricted}
    if not home:
        user["is_stranger"] = not known
    if known:
        user |= {"tz": person.tz, "tz_label": person.tz, "is_app_user": False, "updated": 1}
        user |= {"is_admin": False, "is_owner": False} if home else {}
    if known and with_locale:
        user["locale"] = person.locale
    enterprise = call.slack.world.teams[person.team_id].enterprise_id
    if enterprise:
        user["enterprise_user"] = {"id": person.user_id, "enterprise_id": enterprise, "teams": [person.team_id]}
    return user


def users_info(call: Call) -> Json:
    call.needs("users:read")
    person = call.slack.world.people.get(call.text("user"))
    if person is None:
        raise SlackError("user_not_found")
    return {"user": _user(call, person, call.flag("include_locale"))}


def users_list(call: Call) -> Json:
    call.needs("users:read")
    world = call.slack.world
    known = [person for person in world.people.values() if world.knows(call.app.team_id, person)]
    page, more = call.page(known, 200, 1000)
    return {"members": [_user(call, person, call.flag("include_locale")) for person in page], **more}


def _group(group: UserGroup) -> Json:
    shown = {"id": group.group_id, "team_id": group.team_id, "is_usergroup": True, "is_external": False}
    return {**shown, "handle": group.handle, "name": group.handle, "user_count": len(group.users), "date_delete": 0}


def groups_list(call: Call) -> Json:
    call.needs("usergroups:read")
    own = [group for group in call.slack.world.groups.values() if group.team_id == call.app.team_id]
    with_users = call.flag("include_users")
    return {"usergroups": [_group(group) | ({"users": group.users} if with_users else {}) for group in own]}


def group_users(call: Call) -> Json:
    call.needs("usergroups:read")
    group = call.slack.world.groups.get(call.text("usergroup"))
    if group is None or group.team_id != call.app.team_id:
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}


def team_info(call: Call) -> Json:
    call.needs("team:read")
    team = call.slack.world.teams.get(call.text("team", call.app.team_id))
    if team is None:
        raise SlackError("team_not_found")
    told = {"id": team.team_id, "name": team.name, "domain": team.domain, "email_domain": ""}
    return {"team": told | ({"enterprise_id": team.enterprise_id} if team.enterprise_id else {})}


def bots_info(call: Call) -> Json:
    call.needs("users:read")
    for app in call.slack.world.apps.values():
        if app.bot_id == call.text("bot", call.app.bot_id):
            told = {"id": app.bot_id, "app_id": app.app_id, "user_id": app.bot_user_id, "name": app.name}
            return {"bot": {**told, "deleted": False, "updated": 1}}
    raise SlackError("bot_not_found")


METHODS: Mapping[str, Callable[[Call], Json]] = {
    "auth.test": auth_test,
    "apps.connections.open": connections_open,
    "users.info": users_info,
    "users.list": users_list,
    "usergroups.list": groups_list,
    "usergroups.users.list": group_users,
    "team.info": team_info,
    "bots.info": bots_info,
}
