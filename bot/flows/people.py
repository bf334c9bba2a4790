"""Getting to know people."""

from dataclasses import replace
from datetime import datetime

from bot.flows.context import Context
from bot.model.people import Customer, Profile
from bot.ports import Work


async def meet(profile: Profile, at: datetime, work: Work, context: Context) -> Customer:
    """The customer behind this account, kept up to date with what the platform says of them."""
    if await work.people.profile(profile.person) != profile:
        await work.people.remember(profile)
    customer = await work.people.customer_of(profile.person)
    if customer is None:
        customer = Customer(id=context.new_key(), name=profile.name, zone=profile.zone, first_seen_at=at)
        await work.people.save(customer)
        await work.people.identify(profile.person, customer.id)
        return customer
    known = replace(customer, name=profile.name, zone=profile.zone or customer.zone)
    if known != customer:
        await work.people.save(known)
    return known
