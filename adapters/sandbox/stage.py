"""What a new sandbox looks like: four people, two rooms, and a customer who was here before."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from adapters.sandbox import PLATFORM
from adapters.sandbox.play import Play
from adapters.sandbox.world import Channel, World
from bot.config import FrontDesk
from bot.errors import Misconfigured
from bot.model.people import Profile, Role
from bot.model.places import Person, Place
from bot.ports import Store

HELP, BACKSTAGE = Place(PLATFORM, "help"), Place(PLATFORM, "backstage")
_HOME = ZoneInfo("Europe/Berlin")
_OPENING = time(10, 0)
_SATURDAY = 5
_BEFORE = timedelta(weeks=3)
_STAGED = "sandbox: staged"


def _profile(user_id: str, name: str, role: Role, zone: str) -> Profile:
    return Profile(Person(PLATFORM, user_id), name, role, zone, "en")


MIA = _profile("mia", "Mia", Role.CUSTOMER, "Europe/Berlin")
TOM = _profile("tom", "Tom", Role.CUSTOMER, "America/New_York")
ANA = _profile("ana", "Ana", Role.STAFF, "Europe/Berlin")
BEN = _profile("ben", "Ben", Role.STAFF, "Europe/Lisbon")


async def check_that_they_fit(world: World, store: Store) -> None:
    """Raises `Misconfigured` when the database heard another world: it would take what is new here for heard."""
    is_new = not await world.people()
    async with store.begin(alone=False) as work:
        if is_new and await work.remembered(_STAGED):
            raise Misconfigured(
                "The sandbox's world is new, and the database remembers another one. Delete the database as well, or "
                "name another one: database.path in config.toml."
            )
        await work.keep(_STAGED, "yes")


async def set_stage(world: World, desks: Iterable[FrontDesk]) -> bool:
    """Build the rooms of these front desks and, in a new world, seat the first people; says whether it is new."""
    is_new = not await world.people()
    for profile in (MIA, TOM, ANA, BEN) if is_new else ():
        await world.seat(profile)
    for desk in desks:
        if desk.platform == PLATFORM:
            await world.build(Channel(desk.channel, desk.channel, staff_only=False))
            await world.build(Channel(desk.backstage, desk.backstage, staff_only=True))
    return is_new


def first_morning(now: datetime) -> datetime:
    """The next working day at ten in the morning in Berlin: a good time to begin a story."""
    day = now.astimezone(_HOME).date()
    while True:
        day += timedelta(days=1)
        if day.weekday() < _SATURDAY:
            return datetime.combine(day, _OPENING, _HOME).astimezone(UTC)


async def play_prologue(play: Play, begins: datetime) -> None:
    """Three weeks before the story begins Mia was here with another matter, and Ana helped her."""
    await play.world.set_shift(begins - _BEFORE - play.clock.real())
    await play.clock.refresh()
    mia, ana = play.seat(MIA), play.seat(ANA)
    asked = await mia.says("Hello! Since Monday my weekly export is empty. How can I get my numbers?", HELP)
    thread = Place(PLATFORM, HELP.channel_id, asked)
    await ana.presses("Take")
    await ana.says("Thank you for telling us, Mia. I am looking at your export right now.", thread)
    await ana.presses("Note", text="Sends the export to her accountant every Friday.", kind="fact")
    await play.pass_time(timedelta(minutes=40))
    await ana.says("The export skipped archived projects; I have changed that, and yours is complete again.", thread)
    await mia.says("That is it, thank you!", thread)
    await ana.presses("Resolve", fixed="The export takes in archived projects again", topic="export")
    await play.pass_to_next()
    await play.pass_time(timedelta(minutes=20))
    await mia.presses("It works")
    await play.core.move_clock(begins)
