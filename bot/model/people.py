"""The people: those who ask and those who help."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.model.places import Person


class Role(StrEnum):
    """What a person is to us. Unknown people are treated as customers."""

    STAFF = "staff"
    CUSTOMER = "customer"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Profile:
    """What a platform says about a person; `zone` is an IANA name, `locale` a language tag."""

    person: Person
    name: str
    role: Role
    zone: str | None = None
    locale: str | None = None

    @property
    def is_staff(self) -> bool:
        """Whether this person certainly belongs to the team."""
        return self.role is Role.STAFF


@dataclass(frozen=True, slots=True)
class Consent:
    """Which automatic messages a customer allows."""

    check_ins: bool = True
    surveys: bool = True
    tips: bool = False


NOTHING = Consent(check_ins=False, surveys=False, tips=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A person who asks, whatever platforms they ask on."""

    id: str
    name: str
    zone: str | None = None  # IANA; None until a platform tells
    consent: Consent = field(default_factory=Consent)
    direct: Person | None = None  # the account in whose direct messages they chose to be written to
    first_seen_at: datetime
