"""What the words of one time say, piece by piece and added up."""

from dataclasses import dataclass, fields, replace

from bot.language.table import DayPart, Span, Unit


@dataclass(frozen=True, slots=True)
class Clock:
    """A time on the clock."""

    hour: int
    """0 to 23."""
    minute: int
    either_half: bool
    """Said like 3 or 3:30: could be before or after noon."""


@dataclass(frozen=True, slots=True)
class DayDate:
    """A date as far as it was said."""

    day: int
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time."""

    count: float
    unit: Unit

    @property
    def elapses(self) -> bool:
        """Whether it is counted on a stopwatch rather than on a calendar."""
        parts_of_days = self.count % 1 and self.unit in (Unit.DAY, Unit.WEEK)
        return self.unit in (Unit.MINUTE, Unit.HOUR) or bool(parts_of_days)


@dataclass(frozen=True, slots=True)
class Said:
    """What one or more words said about a time; None where they said nothing."""

    days: int | None = None
    """0 is today."""
    weekday: int | None = None
    """0 is Monday."""
    next_one: bool | None = None
    date: DayDate | None = None
    span: Span | None = None
    after: tuple[Length, ...] | None = None
    clock: Clock | None = None
    part: DayPart | None = None
    veto: bool = False
    sure: bool = True
    """Whether the words are a time even without others beside them."""

    def and_also(self, other: "Said") -> "Said | None":
        """Both together, or None when they contradict each other."""
        added = {
            field.name: getattr(other, field.name)
            for field in fields(Said)
            if field.name not in ("veto", "sure") and getattr(other, field.name) is not None
        }
        if any(getattr(self, name) is not None for name in added):
            return None
        both = replace(self, **added, veto=self.veto or other.veto, sure=self.sure or other.sure)
        return None if both._too_much() else both

    def _too_much(self) -> bool:
        elapses = self.after is not None and any(length.elapses for length in self.after)
        return elapses and any((self.clock, self.part, self.days is not None, self.weekday is not None, self.date))


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words that name one time."""

    start: int
    end: int
    said: Said
    pieces: int = 1
