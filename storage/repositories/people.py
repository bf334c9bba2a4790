"""Customers with their identities, and the profiles of everybody seen."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import bindparam

from bot.model.people import Customer, Profile, Role
from bot.model.places import Person
from storage.columns import among
from storage.lists import any_of
from storage.mapping import customer_from, customer_values, profile_from, profile_values
from storage.statements import Made, rows_of
from storage.tables import CUSTOMER, IDENTITY, PROFILE
from storage.transaction import Transaction

_PROFILE_OF = Made(
    rows_of(PROFILE).where(PROFILE.c.platform == bindparam("platform"), PROFILE.c.user_id == bindparam("user_id"))
)
_STAFF = Made(
    rows_of(PROFILE)
    .where(among(PROFILE.c.role, [Role.STAFF]))
    .order_by(PROFILE.c.name, PROFILE.c.platform, PROFILE.c.user_id)
    .limit(200)
)
_CUSTOMER = Made(rows_of(CUSTOMER).where(CUSTOMER.c.id == bindparam("id")))
_CUSTOMERS = Made(rows_of(CUSTOMER).where(any_of(CUSTOMER.c.id, "ids")))
_CUSTOMER_OF = Made(
    rows_of(CUSTOMER)
    .join(
        IDENTITY,
        (IDENTITY.c.workspace_id == CUSTOMER.c.workspace_id) & (IDENTITY.c.customer_id == CUSTOMER.c.id),
    )
    .where(IDENTITY.c.platform == bindparam("platform"), IDENTITY.c.user_id == bindparam("user_id"))
)
_IDENTITIES = Made(rows_of(IDENTITY).where(IDENTITY.c.customer_id == bindparam("customer_id")))


class SqlPeople:
    """`bot.ports.People` in a database."""

    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction

    async def profile(self, person: Person) -> Profile | None:
        """What was kept of this account."""
        row = await self._in.first(_PROFILE_OF, platform=person.platform, user_id=person.user_id)
        return profile_from(row) if row else None

    async def remember(self, profile: Profile) -> None:
        """Keep this profile in place of the one kept before."""
        await self._in.put(PROFILE, profile_values(profile))

    async def staff(self) -> Sequence[Profile]:
        """Everybody known to belong to the team, by name; at most 200."""
        return [profile_from(row) for row in await self._in.all(_STAFF)]

    async def customer(self, customer_id: str) -> Customer | None:
        """The customer with this id."""
        row = await self._in.first(_CUSTOMER, id=customer_id)
        return customer_from(row) if row else None

    async def customer_of(self, person: Person) -> Customer | None:
        """The customer this account belongs to."""
        row = await self._in.first(_CUSTOMER_OF, platform=person.platform, user_id=person.user_id)
        return customer_from(row) if row else None

    async def names(self, customer_ids: Iterable[str]) -> Mapping[str, str]:
        """How these customers are called, by id; an id nobody has is left out."""
        rows = await self._in.all(_CUSTOMERS, ids=list(set(customer_ids)))
        return {row.id: row.name for row in rows}

    async def save(self, customer: Customer) -> None:
        """Insert or update."""
        await self._in.put(CUSTOMER, customer_values(customer))

    async def identify(self, person: Person, customer_id: str) -> None:
        """This account belongs to that customer from now on."""
        values = {"platform": person.platform, "user_id": person.user_id, "customer_id": customer_id}
        await self._in.put(IDENTITY, values)

    async def identities(self, customer_id: str) -> Sequence[Person]:
        """All accounts of this customer."""
        rows = await self._in.all(_IDENTITIES, customer_id=customer_id)
        return [Person(row.platform, row.user_id) for row in rows]
