"""Who can read a channel: judged from the facts alone."""

from collections.abc import Iterable

from tests.slack.loopback.channels import Channel, Kind
from tests.slack.loopback.people import Person


def readers(channel: Channel, people: Iterable[Person]) -> set[str]:
    """Everybody who can read what stands in this channel now.

    Its members, and in a public channel every full member of every workspace it can be seen in, joined or not.
    """
    if channel.kind is not Kind.PUBLIC:
        return set(channel.members)
    browsing = (
        person.user_id
        for person in people
        if person.team_id in channel.teams and not person.is_guest and not person.is_bot and not person.deleted
    )
    return {*channel.members, *browsing}
