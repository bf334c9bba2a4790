"""Who people are in Slack: asked once in a while, and judged by home, account and the staff that was named."""

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from adapters.slack import PLATFORM
from adapters.slack.api import Api, ask
from bot.errors import ChatRefused, UnhurriedError
from bot.model.people import Profile, Role
from bot.model.places import Person

_KEPT_FOR = 600.0  # seconds; a change of a person is told by an event before that
_STAFF_KEPT_FOR = 60.0  # seconds
_MOST_KEPT = 10_000
_NOBODY = frozenset({"user_not_found", "user_not_visible"})

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Us:
    """Our app in its workspace."""

    user_id: str
    bot_id: str
    team_id: str
    enterprise_id: str
    home: str  # the address of the workspace, with a slash at its end


@dataclass(frozen=True, slots=True)
class Member:
    """One account, and whether it is of our own workspace (or its Grid), a full member, open and not a bot."""

    profile: Profile
    is_insider: bool
    is_our_bot: bool = False


class Nobody(ChatRefused):
    """Slack shows us no such account."""


class People:
    """Everybody, as Slack tells. `staff` names people (U…) and user groups (S…)."""

    def __init__(self, api: Api, staff: Collection[str]) -> None:
        self._api = api
        self._named = frozenset(staff)
        self._us: Us | None = None
        self._members: dict[str, tuple[float, Member]] = {}
        self._staff: tuple[float, frozenset[str]] = (0.0, frozenset())
        self._changes = 0

    async def us(self) -> Us:
        """Our own account. Raises as `ask`."""
        if self._us is None:
            told = await ask(self._api.read.auth_test())
            ids = (str(told.get(name) or "") for name in ("user_id", "bot_id", "team_id", "enterprise_id", "url"))
            self._us = Us(*ids)
        return self._us

    @property
    def home(self) -> str:
        """The address of the workspace; nothing as long as it was not asked for."""
        return self._us.home if self._us else ""

    async def profile(self, person: Person) -> Profile:
        """Name, role, zone and locale; the role is unknown when Slack cannot say."""
        try:
            return (await self.member(person.user_id)).profile
        except UnhurriedError:
            return Profile(person, person.user_id, Role.UNKNOWN)

    async def heard_from(self, user_id: str) -> Profile:
        """The same, of somebody who did something: whether they are staff must be known before they are heard.

        Raises as `ask` when Slack cannot say; somebody it does not know is a customer like any other.
        """
        try:
            return (await self.member(user_id)).profile
        except Nobody:
            return Profile(Person(PLATFORM, user_id), user_id, Role.UNKNOWN)

    async def member(self, user_id: str) -> Member:
        """One account. Raises as `ask`, and `Nobody`."""
        asked_at, member = self._members.get(user_id, (0.0, None))
        if member is None or time.monotonic() - asked_at > _KEPT_FOR:
            began, changes = time.monotonic(), self._changes
            told = await ask(self._api.read.users_info(user=user_id, include_locale=True), fine=_NOBODY)
            if not told:
                raise Nobody("Slack knows no such person")
            member = self._read(told["user"], await self.us())
            if len(self._members) >= _MOST_KEPT:
                self._members.clear()
            if changes == self._changes:
                self._members[user_id] = (began, member)
        is_staff = member.is_insider and user_id in await self._staff_ids()
        return replace(member, profile=replace(member.profile, role=Role.STAFF)) if is_staff else member

    def forget(self, user_id: str) -> None:
        """What was known of this account may have changed, also if it is being asked right now."""
        self._members.pop(user_id, None)
        self._changes += 1

    def forget_staff(self) -> None:
        """Who belongs to a user group may have changed, also if it is being asked right now."""
        self._staff = (0.0, frozenset())
        self._changes += 1

    async def _staff_ids(self) -> frozenset[str]:
        asked_at, staff = self._staff
        if not asked_at or time.monotonic() - asked_at > _STAFF_KEPT_FOR:
            began, changes = time.monotonic(), self._changes
            people = {each for each in self._named if not each.startswith("S")}
            groups = [await self._members_of(group) for group in sorted(self._named - people)]
            staff = frozenset(people.union(*groups))
            if changes == self._changes:
                self._staff = (began, staff)
        return staff

    async def _members_of(self, group: str) -> Collection[str]:
        """As long as a group cannot be read nobody can be told from staff, and so nobody is heard."""
        try:
            told = await ask(self._api.read.usergroups_users_list(usergroup=group))
        except ChatRefused as refused:
            raise UnhurriedError(f"the user group {group} cannot be read: {refused}") from refused
        return list(told.get("users", ()))

    @staticmethod
    def _read(user: Json, us: Us) -> Member:
        about = user.get("profile") or {}
        names = (about.get("display_name"), user.get("real_name"), about.get("real_name"), user.get("name"), user["id"])
        profile = Profile(
            Person(PLATFORM, user["id"]),
            next(name.strip() for name in names if name and name.strip()),
            Role.UNKNOWN if user.get("is_stranger") else Role.CUSTOMER,
            user.get("tz") or None,
            user.get("locale") or None,
        )
        return Member(profile, _is_insider(user, us), user["id"] == us.user_id)


def _is_insider(user: Json, us: Us) -> bool:
    grid = (user.get("enterprise_user") or {}).get("enterprise_id")
    at_home = user.get("team_id") == us.team_id or bool(us.enterprise_id and grid == us.enterprise_id)
    barred = ("is_stranger", "is_restricted", "is_ultra_restricted", "is_bot", "deleted")
    return at_home and not any(user.get(each) for each in barred)
