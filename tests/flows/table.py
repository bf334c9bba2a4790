"""What the people in a story do and find: asking, pressing a certain button, reading what stands there."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from adapters.sandbox import PLATFORM
from adapters.sandbox.play import Play, Seat
from adapters.sandbox.stage import BACKSTAGE, HELP
from adapters.sandbox.world import Seen
from bot.messages import Button, CustomerWords, Fact, Line, Part, Quote, StaffWords
from bot.model.people import Profile, Role
from bot.model.places import Person, Place

QUESTION = "My export stops halfway. Can you help?"
EVE = Profile(Person(PLATFORM, "eve"), "Eve", Role.CUSTOMER)
"""A customer whose zone nobody knows; a story that needs her seats her."""
BERLIN = ZoneInfo("Europe/Berlin")

Words = StaffWords | CustomerWords


def berlin(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """This time on the walls of Berlin in 2026, as UTC."""
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


async def asks(who: Seat, text: str = QUESTION) -> Place:
    """Say something at the front desk; returns the thread below it."""
    return Place(PLATFORM, HELP.channel_id, await who.says(text, HELP))


async def resolved(customer: Seat, agent: Seat, text: str = QUESTION, fixed: str = "Exports run through") -> Place:
    """A whole conversation: asked, taken, answered, resolved."""
    thread = await asks(customer, text)
    await agent.presses("Take")
    await agent.says("It is repaired.", thread)
    await agent.presses("Resolve", fixed=fixed)
    return thread


async def goes_to(play: Play, when: datetime) -> None:
    """Let time pass until then."""
    await play.core.move_clock(when)


async def sleeps_until(play: Play, when: datetime) -> None:
    """Let time pass while the bot is not running; then it wakes."""
    await play.clock.set(when)
    await play.keep_up()


async def buttons(who: Seat, label: str) -> list[tuple[Place, Button]]:
    """Every button of that name this person can see, oldest first, and where it stands."""
    return [
        (seen.place, button)
        for seen in await who.sees()
        for button in (seen.words.buttons if seen.words else ())
        if button.label == label
    ]


async def presses(who: Seat, found: tuple[Place, Button], **fields: str) -> Words:
    """Press this button, seen by oneself or by somebody else; returns the answer."""
    place, button = found
    return await gives(who, button.word, place, about=button.about, choice=button.choice, fields=fields)


async def gives(
    who: Seat,
    word: str,
    place: Place = HELP,
    *,
    about: str = "",
    choice: str = "",
    message_id: str = "",
    fields: Mapping[str, str] | None = None,
) -> Words:
    """Give a command by whatever door, with whatever claims; returns the answer."""
    play, before = who.play, len(await answers(who))
    at, fields = play.clock.now(), fields or {}
    await play.world.give(who.me, place, word, at=at, about=about, choice=choice, message_id=message_id, fields=fields)
    await play.keep_up()
    given = await answers(who)
    assert len(given) == before + 1, f"one answer was expected, {len(given) - before} came"
    return given[-1]


async def answers(who: Seat) -> list[Words]:
    """What was answered to this person alone, oldest first."""
    return [seen.words for seen in await who.sees() if seen.words and seen.only_for_you]


async def answer(who: Seat) -> str:
    """The newest answer to this person, as they read it."""
    return read(await answers(who))[-1]


async def told(who: Seat) -> list[CustomerWords]:
    """What the bot told customers by itself, as far as this person can read it."""
    return [each.words for each in await unasked(who) if isinstance(each.words, CustomerWords)]


async def whispers(who: Seat) -> list[StaffWords]:
    """What was whispered, roots aside."""
    return [each.words for each in await unasked(who) if isinstance(each.words, StaffWords) and each.place != BACKSTAGE]


async def whispered(who: Seat, title: str) -> list[StaffWords]:
    """The whispers in whose title this stands."""
    return [each for each in await whispers(who) if title in each.title]


async def roots(who: Seat) -> list[str]:
    """The roots of all backstage threads, as they read now."""
    return read([each.words for each in await unasked(who) if each.words and each.place == BACKSTAGE])


async def root(who: Seat) -> str:
    """The only root there is, as it reads now."""
    [only] = await roots(who)
    return only


async def unasked(who: Seat) -> Sequence[Seen]:
    """What the bot said to everybody who can read there."""
    return [seen for seen in await who.sees() if seen.words and not seen.only_for_you]


def read(words: Iterable[Words]) -> list[str]:
    """Each as one text, line by line, without its buttons."""
    return [text_of(each) for each in words]


def text_of(words: Words) -> str:
    """All a person reads of it, line by line, without the buttons."""
    if isinstance(words, CustomerWords):
        return "\n".join((*words.lines, words.why))
    return "\n".join((words.title, *map(_line, words.parts)))


def _line(part: Part) -> str:
    match part:
        case Line(text):
            return text
        case Fact(label, text):
            return f"{label}: {text}"
        case Quote(by, text):
            return f"{by}: “{text}”"


def labels(words: Words) -> list[str]:
    """The names of its buttons."""
    return [button.label for button in words.buttons]


MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
