"""People doing things in the sandbox one after the other, and the bot keeping up: for stories."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.sandbox.chat import SandboxChat
from adapters.sandbox.clock import SandboxClock
from adapters.sandbox.core import SandboxCore
from adapters.sandbox.world import Seen, World
from bot.messages import Button, CustomerWords, StaffWords
from bot.model.people import Profile
from bot.model.places import Person, Place


@dataclass(frozen=True, slots=True)
class Play:
    """A world, its clock and the bot that listens and speaks in it."""

    world: World
    clock: SandboxClock
    chat: SandboxChat
    core: SandboxCore

    async def keep_up(self) -> None:
        """Let the bot hear everything and say what is due."""
        await self.chat.catch_up(self.core)
        await self.core.bot.speak()

    async def pass_time(self, by: timedelta) -> None:
        """Let time pass; what falls due on the way is said."""
        await self.core.move_clock(self.clock.now() + by)

    async def pass_to_next(self) -> datetime:
        """Let time pass until the next thing that is planned; returns when that was."""
        due = await self.core.next_due()
        if due is None:
            raise LookupError("nothing is planned")
        await self.core.move_clock(due)
        return due

    def seat(self, profile: Profile) -> "Seat":
        """This person's chair."""
        return Seat(self, profile)


@dataclass(frozen=True, slots=True)
class Seat:
    """One person, and what they can do: see, say, press, command."""

    play: Play
    profile: Profile

    @property
    def me(self) -> Person:
        """Who sits here."""
        return self.profile.person

    async def says(self, text: str, place: Place) -> str:
        """Say something; returns the message's id."""
        message_id = await self.play.world.say(self.me, place, text, self.play.clock.now())
        await self.play.keep_up()
        return message_id

    async def presses(self, label: str, **fields: str) -> None:
        """Press the newest button of that name that this person can see; with fields, submit its form."""
        seen, button = await self._button(label)
        await self._give(button.word, seen.place, about=button.about, choice=button.choice, fields=fields)

    async def commands(self, word: str, place: Place, message_id: str = "", **fields: str) -> None:
        """Give a command there; with a message id, from that message's menu."""
        await self._give(word, place, message_id=message_id, fields=fields)

    async def sees(self) -> Sequence[Seen]:
        """Everything this person can read."""
        return await self.play.world.seen_by(self.me)

    async def bot_words(self) -> list[StaffWords | CustomerWords]:
        """Everything the bot said that this person can read."""
        return [seen.words for seen in await self.sees() if seen.words]

    async def _give(
        self,
        word: str,
        place: Place,
        *,
        about: str = "",
        choice: str = "",
        message_id: str = "",
        fields: dict[str, str],
    ) -> None:
        await self.play.world.give(
            self.me,
            place,
            word,
            at=self.play.clock.now(),
            about=about,
            choice=choice,
            message_id=message_id,
            fields=fields,
        )
        await self.play.keep_up()

    async def _button(self, label: str) -> tuple[Seen, Button]:
        for seen in reversed(await self.sees()):
            for button in seen.words.buttons if seen.words else ():
                if button.label == label:
                    return seen, button
        raise LookupError(f"{self.profile.name} sees no button “{label}”")
