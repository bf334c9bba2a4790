"""The story of the sandbox, told in a terminal: the same people, program and database as on the page."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.text import Text

from adapters.sandbox import PLATFORM
from adapters.sandbox.play import Play, Seat
from adapters.sandbox.stage import ANA, HELP, MIA
from adapters.sandbox.world import Seen
from bot.messages import CustomerWords, Fact, Line, Part, Quote, StaffWords
from bot.model.places import Place
from bot.texts.times import moment

_HERE = ZoneInfo("Europe/Berlin")
_WIDTH = 96


@dataclass(slots=True)
class Teller:
    """Prints what became visible to the customer or the agent since it was last asked."""

    play: Play
    console: Console
    silent: bool = False  # plays on without showing it
    mia: Seat = field(init=False)
    ana: Seat = field(init=False)
    _told: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.mia, self.ana = self.play.seat(MIA), self.play.seat(ANA)

    async def skip_to_here(self) -> None:
        """What is there already is no news."""
        self._told = {seen.message_id: seen.words for seen in await self._visible()}

    async def tell(self, what: str) -> None:
        """Say what somebody does, then show what came of it."""
        news = [seen for seen in await self._visible() if self._told.get(seen.message_id, self) != seen.words]
        self._told |= {seen.message_id: seen.words for seen in news}
        if not self.silent:
            self.console.print(Text(f"\n{what}", style="italic"))
            self.console.print(*(Padding(shown(seen), (0, 0, 0, 2)) for seen in news), sep="\n")

    def time(self, now: datetime) -> None:
        """Show the clock."""
        if not self.silent:
            self.console.print()
            self.console.print(Rule(moment(now, _HERE, now), style="dim"), width=_WIDTH)

    async def _visible(self) -> list[Seen]:
        by_id = {seen.message_id: seen for seen in [*await self.mia.sees(), *await self.ana.sees()]}
        return [by_id[message_id] for message_id in sorted(by_id, key=int)]


async def tell_story(play: Play, console: Console) -> None:
    """A customer comes back, is helped, is asked two working days later: it broke again."""
    teller = Teller(play, console)
    thread = await _until_resolved(teller)
    due = await play.pass_to_next()
    teller.time(due)
    await teller.tell("Two working days later, in Mia’s own morning, the check-in goes out.")
    await play.pass_time(timedelta(minutes=12))
    await teller.mia.says("It broke again this morning, the file is half empty", thread)
    await teller.tell("Mia answers. Ana, who helped her, is whispered the answer with the history; it is open again.")


async def tell_second_ending(play: Play, console: Console) -> None:
    """The same, but Mia says stop: nothing automatic is sent to her again."""
    teller = Teller(play, console, silent=True)
    thread = await _until_resolved(teller)
    teller.silent = False
    due = await play.pass_to_next()
    teller.time(due)
    await teller.tell("The check-in goes out.")
    await teller.mia.says("stop", thread)
    await teller.tell("Mia answers “stop”.")
    await play.pass_time(timedelta(days=20))
    asked = await teller.mia.says("How do I add a colleague to the export?", HELP)
    await teller.ana.presses("Take")
    await teller.ana.says(
        "Under Sharing, with “Add”; they get it from the next Friday on.", Place(PLATFORM, "help", asked)
    )
    await teller.ana.presses("Resolve", fixed="A colleague can be added under Sharing")
    await play.pass_time(timedelta(days=90))
    teller.time(play.clock.now())
    await teller.tell("Weeks later she has another question, is helped, and months pass: no check-in was sent.")


async def _until_resolved(teller: Teller) -> Place:
    await teller.skip_to_here()
    play, mia, ana = teller.play, teller.mia, teller.ana
    teller.time(play.clock.now())
    asked = await mia.says("Hi, my export stops halfway since the update. Can you help?", HELP)
    thread = Place(PLATFORM, HELP.channel_id, asked)
    await teller.tell("Mia, who was here three weeks ago, writes. A thread opens backstage; a briefing is whispered.")
    await ana.presses("Take")
    await teller.tell("Ana takes the conversation and is mentioned with the briefing.")
    await ana.presses("Note", text="Launches her shop on the 1st; exports matter most before that.", kind="concern")
    await teller.tell("Ana notes something worth remembering.")
    await ana.presses("Remind me", when="this afternoon", words="Ask the export team for their answer")
    await teller.tell("Ana asks to be reminded this afternoon.")
    teller.time(await play.pass_to_next())
    await teller.tell("And is.")
    await ana.says("The new filter cut long files off. It is repaired; your export runs through again, Mia.", thread)
    await ana.presses("Resolve", fixed="Long exports run through again", topic="export")
    await teller.tell("Ana answers and resolves with a line on what was fixed.")
    return thread


def shown(seen: Seen) -> RenderableType:
    """One message as it looks in a terminal."""
    match seen.words:
        case None:
            return Text.assemble((f"{seen.author_name}: ", "bold"), seen.text)
        case StaffWords() as words:
            mark = "only Ana sees this" if seen.only_for_you else "whisper · only staff see this"
            return Panel(
                _body(words.parts, words),
                title=Text(_title(words)),
                subtitle=mark,
                style="yellow",
                width=_WIDTH,
                title_align="left",
                subtitle_align="right",
            )
        case CustomerWords() as words:
            lines = [Text(line) for line in words.lines]
            mark = "only Mia sees this" if seen.only_for_you else "Mia reads"
            body = Group(*lines, Text(words.why or words.by, style="dim"), _buttons(words))
            return Panel(body, subtitle=mark, style="green", width=_WIDTH, subtitle_align="right")


def _title(words: StaffWords) -> str:
    return f"@{words.mention.user_id.capitalize()} · {words.title}" if words.mention else words.title


def _body(parts: tuple[Part, ...], words: StaffWords) -> RenderableType:
    return Group(*(_part(part) for part in parts), _buttons(words))


def _part(part: Part) -> RenderableType:
    match part:
        case Line(text):
            return Text(text)
        case Fact(label, text):
            return Text.assemble((f"{label}: ", "bold"), text)
        case Quote(by, text):
            return Text(f"┃ {by}: {text}", style="white")


def _buttons(words: StaffWords | CustomerWords) -> Text:
    return Text("  ".join(f"[{button.label}]" for button in words.buttons), style="cyan")
