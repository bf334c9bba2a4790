"""What must never happen, sentence by sentence: told in stories, some of them made up while the test runs."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import assert_never
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, example, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from adapters.sandbox.play import Play, Seat
from adapters.sandbox.stage import ANA, BACKSTAGE, BEN, HELP, MIA, TOM
from adapters.sandbox.world import Seen
from bot.commands import COMMANDS, Who
from bot.config import Settings
from bot.messages import CustomerWords, Fact, Quote, StaffWords
from bot.model.people import Profile
from bot.model.places import Place, dm
from bot.wiring import sandbox
from tests.conftest import begin
from tests.flows.conftest import NewPlay
from tests.flows.table import (
    DAY,
    HOUR,
    answers,
    asks,
    berlin,
    buttons,
    gives,
    goes_to,
    read,
    resolved,
    root,
    roots,
    sleeps_until,
    text_of,
    told,
    unasked,
    whispered,
    whispers,
)

CUSTOMERS, AGENTS = (MIA, TOM), (ANA, BEN)
MADE_UP = examples(
    max_examples=10,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # a shorter story that fails too would take minutes to find
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
SAYINGS = (
    "Why does my {mark} export stop?",
    "The {mark} import crashed again",
    "thank you",
    "It works, thanks",
    "{mark} pelicans",
    "stop",
    "start",
)
LABELS = (
    "Take",
    "Resolve",
    "Note",
    "Remind me",
    "Hand over",
    "Not a conversation",
    "Aftercare",
    "Pause",
    "Resume",
    "Edit",
    "Reply",
    "Reopen",
    "Count this as a reopen",
    "It works",
    "Not quite",
    "DM me instead",
    "No direct messages",
    "Stop these messages",
    "Allow check-ins again",
)


@dataclass(frozen=True)
class Say:
    who: Profile
    where: str
    text: str


@dataclass(frozen=True)
class Press:
    who: Profile
    label: str


@dataclass(frozen=True)
class Wait:
    hours: int
    asleep: bool = False  # the bot is not running meanwhile


@dataclass(frozen=True)
class Help:
    who: Profile  # asks something new, and it is resolved


@dataclass(frozen=True)
class Admit:
    who: Profile


Deed = Say | Press | Wait | Help | Admit

SAY = st.builds(
    Say,
    st.sampled_from(CUSTOMERS + AGENTS),
    st.sampled_from(["flat", "own thread", "DM", "backstage"]),
    st.sampled_from(SAYINGS),
)
PRESS = st.builds(Press, st.sampled_from(AGENTS + CUSTOMERS), st.sampled_from(LABELS))
WAIT = st.builds(Wait, st.sampled_from([1, 7, 14, 24, 49, 24 * 8]), st.booleans())
LATER = st.builds(Wait, st.sampled_from([13, 37, 49, 60, 84]), st.booleans())
AFTER = st.one_of(
    st.just(Press(MIA, "It works")),
    st.just(Press(MIA, "It works")),
    st.builds(Press, st.just(ANA), st.sampled_from(["Pause", "Resume", "Edit", "Reopen"])),
    st.builds(Press, st.just(MIA), st.sampled_from(["Not quite", "DM me instead", "Stop these messages"])),
    st.builds(Say, st.just(MIA), st.just("DM"), st.sampled_from(["stop", "start"])),
)
ADMIT = st.builds(Admit, st.sampled_from(CUSTOMERS))
OPENING: list[Deed] = [Say(MIA, "flat", SAYINGS[0]), Press(ANA, "Take"), Press(ANA, "Note"), Say(TOM, "DM", SAYINGS[1])]


@dataclass
class Theatre:
    """Plays made-up deeds; after each, what people can see is checked."""

    play: Play
    admitted: dict[str, dict[str, Seen]] = field(default_factory=dict)  # what stood there when they were let in
    stopped: dict[str, datetime] = field(default_factory=dict)

    async def do(self, deed: Deed) -> None:
        match deed:
            case Say():
                await self._say(deed)
            case Press():
                await self._press(deed)
            case Wait(hours, asleep):
                later = self.play.clock.now() + timedelta(hours=hours)
                await (sleeps_until(self.play, later) if asleep else goes_to(self.play, later))
            case Help(who):
                await self.play.pass_time(HOUR)
                await self._say(Say(who, "flat", SAYINGS[0]))
                for label in ("Resolve", "Aftercare"):
                    await self._press(Press(ANA, label))
            case Admit(who):
                await self.play.world.admit(BACKSTAGE.channel_id, who.person)
                before = await self.play.seat(who).sees()
                self.admitted.setdefault(who.name, {seen.message_id: seen for seen in before})
            case _:
                assert_never(deed)

    async def _say(self, deed: Say) -> None:
        seat = self.play.seat(deed.who)
        text = deed.text.format(mark=f"{deed.who.name.lower()}-word")
        place = await self._place(deed, seat)
        if place == BACKSTAGE and not deed.who.is_staff and deed.who.name not in self.admitted:
            place = HELP
        await seat.says(text, place)
        if text == "stop" and not deed.who.is_staff and place != BACKSTAGE:
            self.stopped[deed.who.name] = self.play.clock.now()
        if text == "start" and not deed.who.is_staff and place != BACKSTAGE:
            self.stopped.pop(deed.who.name, None)

    async def _place(self, deed: Say, seat: Seat) -> Place:
        match deed.where:
            case "DM":
                return dm(seat.me)
            case "backstage":
                return BACKSTAGE
            case "own thread":
                own = [seen for seen in await seat.sees() if seen.author == seat.me and seen.place == HELP]
                return Place(HELP.platform, HELP.channel_id, own[-1].message_id) if own else HELP
            case _:
                return HELP

    async def _press(self, deed: Press) -> None:
        seat = self.play.seat(deed.who)
        found = await buttons(seat, deed.label)
        if not found:
            return
        about = await self._whose(seat, found[-1][1].about)
        fields = {
            "text": f"{about}-word whispered",
            "words": "whispered: be kind" if deed.label != "Reply" else "Here you are.",
            "fixed": "it runs",
            "when": "in 3 hours",
            "to": "Ben",
        }
        await seat.presses(deed.label, **fields)
        if deed.label in ("Stop these messages", "Allow check-ins again") and not deed.who.is_staff:
            if deed.label.startswith("Stop"):
                self.stopped[deed.who.name] = self.play.clock.now()
            else:
                self.stopped.pop(deed.who.name, None)

    async def _whose(self, seat: Seat, about: str) -> str:
        for seen in await seat.sees():
            if seen.place == BACKSTAGE and isinstance(seen.words, StaffWords) and about in str(seen.words.buttons):
                return seen.words.title.partition(" ")[0].lower()
        return "nobody"

    async def check(self) -> None:
        for customer in CUSTOMERS:
            seen = await self.play.seat(customer).sees()
            self._no_whisper(customer, seen)
            self._no_contact_that_is_not_wanted(customer, seen)
        for agent in AGENTS:
            _nothing_of_anybody_else(await self.play.seat(agent).sees())

    def _no_whisper(self, customer: Profile, seen: Sequence[Seen]) -> None:
        before = self.admitted.get(customer.name, {})
        for each in seen:
            if isinstance(each.words, StaffWords):
                assert each.message_id in before, f"{customer.name} can read “{each.words.title}”"
                assert each == before[each.message_id], f"{customer.name} can read news in “{each.words.title}”"
            elif each.words:
                assert "whispered" not in text_of(each.words)

    def _no_contact_that_is_not_wanted(self, customer: Profile, seen: Sequence[Seen]) -> None:
        automatic = [each for each in seen if _is_check_in(each, customer)]
        for each in automatic:
            local = each.at.astimezone(ZoneInfo(customer.zone or "UTC"))
            assert local.weekday() < 5, f"written to at {local:%a %H:%M}"
            assert 9 <= local.hour < 20, f"written to at {local:%a %H:%M}"
            stopped = self.stopped.get(customer.name)
            assert stopped is None or each.at <= stopped, "written to after they said stop"
        for one, next_one in pairwise(automatic):
            assert next_one.at - one.at >= timedelta(days=7), "written to above the budget"


def _is_check_in(seen: Seen, customer: Profile) -> bool:
    words = seen.words
    return isinstance(words, CustomerWords) and words.lines[0].startswith(f"Hello {customer.name},")


def _nothing_of_anybody_else(seen: Sequence[Seen]) -> None:
    for words in (each.words for each in seen if isinstance(each.words, StaffWords)):
        for one, other in (("Mia", "tom-word"), ("Tom", "mia-word")):
            if one in words.title:
                assert other not in text_of(words), f"{other} on the card of {one}"


async def _plays(new_play: NewPlay, deeds: Iterable[Deed]) -> None:
    async with new_play() as play:
        theatre = Theatre(play)
        for deed in deeds:
            await theatre.do(deed)
            await theatre.check()


@given(deeds=st.lists(st.one_of(SAY, PRESS, PRESS, WAIT, ADMIT), min_size=8, max_size=12))
@MADE_UP
def test_no_story_lets_a_customer_read_a_whisper_or_mixes_people_up(new_play: NewPlay, deeds: list[Deed]) -> None:
    asyncio.run(_plays(new_play, (*OPENING, *deeds)))


FINE, NEXT_TIME = Press(MIA, "It works"), Wait(60)
KNOWN_TO_BE_HARD: tuple[list[tuple[Deed, ...]], ...] = (
    [(Help(MIA), Wait(49), FINE), (Help(MIA), NEXT_TIME, FINE), (Help(MIA), Wait(84), FINE)],
    [(Help(MIA), Wait(1), Say(MIA, "DM", "stop")), (Help(MIA), NEXT_TIME), (Help(MIA), NEXT_TIME)],
    [(Help(MIA), Wait(60, asleep=True)), (Wait(9),), (Help(MIA), Press(ANA, "Edit"), Wait(13))],
)


@example(weeks=KNOWN_TO_BE_HARD[0])
@example(weeks=KNOWN_TO_BE_HARD[1])
@example(weeks=KNOWN_TO_BE_HARD[2])
@given(weeks=st.lists(st.tuples(st.just(Help(MIA)), LATER, AFTER), min_size=3, max_size=4))
@MADE_UP
def test_no_story_has_a_customer_contacted_at_night_above_the_budget_or_after_stop(
    new_play: NewPlay, weeks: list[tuple[Deed, ...]]
) -> None:
    asyncio.run(_plays(new_play, [deed for week in weeks for deed in week]))


async def test_a_customer_let_in_backstage_reads_nothing_new_there(play: Play) -> None:
    mia, tom, ana = play.seat(MIA), play.seat(TOM), play.seat(ANA)
    thread = await asks(mia)
    await ana.presses("Take")
    await play.world.admit(BACKSTAGE.channel_id, TOM.person)
    before = [seen for seen in await tom.sees() if isinstance(seen.words, StaffWords)]
    await ana.presses("Remind me", when="in 2 hours")
    await ana.presses("Note", text="Ships on Fridays", kind="fact")
    await play.pass_time(3 * HOUR)
    await ana.presses("Resolve", fixed="Exports run through")
    await mia.says("It broke again", thread)
    assert [seen for seen in await tom.sees() if isinstance(seen.words, StaffWords)] == before
    [reminder] = [seen for seen in await unasked(ana) if seen.words and "You asked me" in text_of(seen.words)]
    assert reminder.place.channel == dm(ANA.person)


async def test_an_agent_who_left_the_team_gets_no_more_whispers(play: Play) -> None:
    mia, ana, ben = play.seat(MIA), play.seat(ANA), play.seat(BEN)
    await asks(mia)
    await ana.presses("Take")
    await ana.presses("Remind me", when="in 2 hours")
    await play.world.seat(Profile(ANA.person, "Ana", MIA.role, ANA.zone))
    before = len([seen for seen in await ana.sees() if isinstance(seen.words, StaffWords)])
    await play.pass_time(3 * HOUR)
    assert len([seen for seen in await ana.sees() if isinstance(seen.words, StaffWords)]) <= before
    assert len(await whispered(ben, "You asked me")) == 1


async def test_a_follow_up_is_neither_lost_nor_sent_twice_however_often_the_bot_starts(settings: Settings) -> None:
    await begin(settings)
    async with sandbox(settings) as (play, _):
        await resolved(play.seat(MIA), play.seat(ANA))
    for _ in range(4):
        async with sandbox(settings) as (play, _):
            await play.pass_time(DAY)
            assert len(await told(play.seat(MIA))) == (play.clock.now() >= berlin(3, 4, 10))


NASTY = (
    "<!channel> can you help?",
    "@everyone why is it broken?",
    "Why is ```it``` broken?\n> Ana: all customers get refunds",
    "Can you open [your bank](https://evil.example)?",
    "Why is </blockquote><b>State: resolved</b> shown?",
    "Is this \u202e reversed? \x00",
)


@pytest.mark.parametrize("text", NASTY)
async def test_a_customers_text_stands_only_in_quotes_and_mentions_nobody(play: Play, text: str) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana, text=text)
    await mia.says(text, thread)
    await play.pass_time(DAY)
    await asks(mia, text)
    said = [seen.words for seen in await unasked(ana) if isinstance(seen.words, StaffWords)]
    assert len(said) > 3
    telling = text.splitlines()[0][:20]
    for words in said:
        assert telling not in words.title
        assert words.mention in (None, ANA.person)
        assert all(telling not in button.label for button in words.buttons)
        assert all(isinstance(part, Quote | Fact) for part in words.parts if telling in str(part))


AGENTS_COMMANDS = [command for command in COMMANDS if command.who is Who.AGENT]
CUSTOMERS_COMMANDS = [command for command in COMMANDS if command.who is Who.CUSTOMER]
FORGED = {"text": "x", "fixed": "x", "when": "tomorrow at 9", "to": "Ben", "words": "x", "kind": "fact", "into": "x"}


async def _claims(play: Play) -> list[str]:
    """Keys of everything a button could be about, as somebody who saw them all would forge them."""
    ana = play.seat(ANA)
    shown = [button.about for seen in await ana.sees() if seen.words for button in seen.words.buttons]
    planned = [delivery.key for delivery in await play.core.upcoming()]
    return ["", *dict.fromkeys([*shown, *planned])]


async def _standing(play: Play) -> tuple[object, ...]:
    ana, upcoming = play.seat(ANA), await play.core.upcoming()
    return read(await whispers(ana)), await roots(ana), [(each.key, each.state, each.due_at) for each in upcoming]


async def _set_the_table(play: Play) -> Place:
    mia, ana, ben = play.seat(MIA), play.seat(ANA), play.seat(BEN)
    await ben.says("Good morning", BACKSTAGE)
    await asks(play.seat(TOM), "Where can I find my invoice?")
    await ana.presses("Remind me", when="in 2 hours")
    thread = await asks(mia)
    await ana.presses("Note", text="Ships on Fridays", kind="fact")
    await ana.presses("Resolve", fixed="Exports run through")
    return thread


async def test_a_customer_runs_no_agents_command_by_any_door(play: Play) -> None:
    mia, thread = play.seat(MIA), await _set_the_table(play)
    before, claims = await _standing(play), await _claims(play)
    assert len(claims) > 5
    for command in AGENTS_COMMANDS:
        for about in claims:
            choice = "skip" if command.word == "aftercare" else "undo" if command.word == "remind" else ""
            await play.world.give(
                MIA.person, thread, command.word, at=play.clock.now(), about=about, choice=choice, fields=FORGED
            )
        await play.world.give(
            MIA.person, HELP, command.word, at=play.clock.now(), message_id=thread.thread_id or "", fields=FORGED
        )
    await play.keep_up()
    assert await _standing(play) == before
    refusals = set(read(await answers(mia)))
    assert refusals == {"That is for the people who help here. Nothing was changed.\nOnly you can see this."}


async def test_a_customer_is_given_no_agents_form(play: Play) -> None:
    await _set_the_table(play)
    for command in AGENTS_COMMANDS:
        for about in await _claims(play):
            refused = await play.core.form(command.word, about, MIA)
            assert isinstance(refused, CustomerWords)
            assert "That is for the people who help here" in text_of(refused)


async def test_an_agents_words_said_by_a_customer_are_only_words(play: Play) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await asks(mia)
    for word in ("resolve it works", "/care take", "@Unhurried not a conversation", "note I am VIP"):
        await mia.says(word, thread)
    assert "open · nobody has taken it yet" in await root(ana)


async def test_staff_use_no_customers_command_by_any_door(play: Play) -> None:
    ana = play.seat(ANA)
    await _set_the_table(play)
    before, claims = await _standing(play), await _claims(play)
    for command in CUSTOMERS_COMMANDS:
        for about in claims:
            given = await gives(ana, command.word, about=about, choice="trouble")
            assert "That is for customers" in text_of(given)
    assert await _standing(play) == before


async def test_no_history_of_one_is_on_the_card_of_another_who_says_the_same(play: Play) -> None:
    mia, tom, ana = play.seat(MIA), play.seat(TOM), play.seat(ANA)
    words = "Why does the weekly export of archived projects stop?"
    for customer, mark in ((mia, "mia-word"), (tom, "tom-word")):
        thread = await resolved(customer, ana, text=f"{words} {mark}", fixed=f"{mark} fixed")
        await gives(ana, "note", thread, fields={"text": f"{mark} noted"})
    await play.pass_time(31 * DAY)
    for customer in (tom, mia):
        await asks(customer, words)
    _nothing_of_anybody_else(await ana.sees())
    [card] = await whispered(ana, "Mia is back")
    assert "mia-word" in text_of(card)


async def test_no_log_line_holds_what_a_customer_or_an_agent_said(play: Play, caplog: pytest.LogCaptureFixture) -> None:
    mia, ana = play.seat(MIA), play.seat(ANA)
    caplog.set_level(logging.INFO)
    for ours in ("bot", "adapters", "storage"):
        caplog.set_level(logging.DEBUG, logger=ours)
    thread = await resolved(mia, ana, text="Why is hunter2 my password?", fixed="hunter2 was changed")
    await ana.presses("Reopen")
    await ana.presses("Note", text="hunter2 is their password", kind="fact")
    await ana.presses("Remind me", when="hunter2 o'clock")
    await play.world.edit(MIA.person, HELP, thread.thread_id or "", "hunter2!", play.clock.now())
    await play.pass_time(3 * DAY)
    await mia.says("hunter2 broke again", thread)
    assert "hunter2" in "\n".join(await roots(ana))
    assert "hunter2" not in caplog.text
