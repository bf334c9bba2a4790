"""A customer leaves: the agent of a conversation under way is told, once; nothing else changes."""

from datetime import timedelta

from adapters.sandbox.play import Play, Seat
from adapters.sandbox.stage import ANA, BACKSTAGE, MIA, TOM
from bot.events import PersonLeft
from bot.model.people import Profile
from tests.flows.table import asks, berlin, gives, goes_to, resolved, root, whispered


async def leaves(play: Play, who: Profile, hours_later: int = 0) -> None:
    """This person is gone, as a platform that tells would tell."""
    at = play.clock.now() + timedelta(hours=hours_later)
    await play.core.bot.hear(PersonLeft(key=f"left:{at}", at=at, person=who.person))
    await play.core.bot.speak()


async def under_way(play: Play) -> Seat:
    """Mia has asked, and Ana has it; returns Ana's seat."""
    ana = play.seat(ANA)
    await asks(play.seat(MIA))
    await ana.presses("Take")
    return ana


async def test_the_agent_who_has_the_conversation_is_told_once(play: Play) -> None:
    ana = await under_way(play)
    before = await root(ana)
    for hours in range(2):
        await leaves(play, MIA, hours)
        [told] = await whispered(ana, "Mia has left")
        assert told.mention == ANA.person
    assert await root(ana) == before


async def test_an_agent_out_of_their_hours_is_told_when_they_work_again(play: Play) -> None:
    ana = await under_way(play)
    await gives(ana, "hours", BACKSTAGE, fields={"when": "Mon-Fri 9-17"})
    await goes_to(play, berlin(3, 6, 18))
    await leaves(play, MIA)
    assert await whispered(ana, "Mia has left") == []
    await goes_to(play, berlin(3, 9, 8, 59))
    assert await whispered(ana, "Mia has left") == []
    await goes_to(play, berlin(3, 9, 9))
    assert len(await whispered(ana, "Mia has left")) == 1


async def test_nobody_is_told_of_somebody_whose_conversations_are_resolved(play: Play) -> None:
    ana = play.seat(ANA)
    await resolved(play.seat(MIA), ana)
    await leaves(play, MIA)
    assert await whispered(ana, "Mia has left") == []


async def test_somebody_who_never_wrote_leaves_unnoticed(play: Play) -> None:
    ana = await under_way(play)
    await leaves(play, TOM)
    assert await whispered(ana, "has left") == []
