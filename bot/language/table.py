"""What a language table holds: the words and phrases that the readers look for, written as people write them.

Case, accents and apostrophes do not matter when a phrase is looked up, and a space also matches a hyphen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a length of time is counted in."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class DayPart(StrEnum):
    """A vague part of a day; `bot.language.times.moments` says what hours it means."""

    MORNING = "morning"
    NOON = "noon"
    AFTER_LUNCH = "after lunch"
    AFTERNOON = "afternoon"
    END_OF_DAY = "end of day"
    EVENING = "evening"
    NIGHT = "night"
    MIDNIGHT = "midnight"


class Span(StrEnum):
    """A week or month, or an end of one, named instead of a day."""

    NEXT_WEEK = "next week"
    END_OF_WEEK = "end of week"
    END_OF_NEXT_WEEK = "end of next week"
    WEEKEND = "weekend"
    NEXT_MONTH = "next month"
    END_OF_MONTH = "end of month"


Phrases = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The words of dates and times."""

    weekdays: Mapping[str, int]
    """Monday is 0."""
    loose_weekdays: Mapping[str, int]
    """Short forms that are also other words ("sat"): they count only beside another, or alone."""
    months: Mapping[str, int]
    """January is 1."""
    days: Mapping[str, int]
    """Days from today: "tomorrow" is 1."""
    numbers: Mapping[str, float]
    units: Mapping[str, Unit]
    and_a_half: Phrases
    parts: Mapping[str, DayPart]
    loose_parts: Mapping[str, DayPart]
    """Parts that are also greetings or other words ("morning"): they count only beside another, or alone."""
    today_parts: Mapping[str, DayPart]
    """Parts that can only mean today ("tonight")."""
    spans: Mapping[str, Span]
    next_words: Phrases
    """With a weekday: the one in the next calendar week."""
    vetoes: Phrases
    """The past and the repeated: a time beside one of these is no appointment."""
    joins: Phrases
    """Words that may stand between two parts of one time."""
    inside: Phrases
    """Before a length of time: from now on ("in" two hours)."""
    from_now: Phrases
    """After a length of time: the same."""
    at: Phrases
    """Before an hour."""
    oclock: Phrases
    """After an hour, and never after a length of time."""
    hour_marks: Phrases
    """After an hour, but a length of time can end so too ("9h")."""
    am: Phrases
    pm: Phrases
    before_hour: Mapping[str, int]
    """Minutes added to the hour that follows: "quarter to" is -15."""
    after_hour: Mapping[str, int]
    """Minutes added to the hour before: "y media" is 30."""
    on_day: Phrases
    """Before a day of the month that stands without its month ("on the 5th")."""
    ordinals: Phrases
    """What may follow the number of a day."""
    bare_ordinal: bool
    """Whether a day of the month may stand without an ordinal after `on_day` ("el 5")."""
    of_month: Phrases
    """What may stand between a day, its month and its year ("de")."""
    purpose: Phrases
    """Words that may follow an hour and begin what the time is for ("to" call Ana)."""


@dataclass(frozen=True, slots=True)
class AskingWords:
    """The words of questions, wishes and complaints."""

    greetings: Phrases
    """Skipped at the beginning of a sentence."""
    questions: Phrases
    """At the beginning of a sentence or behind a comma: it asks, or tells us to do something."""
    wishes: Phrases
    """Anywhere: it asks for something."""
    troubles: Phrases
    """Anywhere: something is wrong."""
    idle: Phrases
    """Look like the above and ask for nothing ("you know what", "no problem")."""
    helping: Phrases
    """Anywhere in a clause: whoever says so is helping somebody else ("have you tried")."""
    pointers: Phrases
    """Point at what was said before: a wish for nothing else is chatter ("i want that")."""
    again: Phrases
    """With a trouble: something is as wrong as it was before."""


@dataclass(frozen=True, slots=True)
class ReplyWords:
    """The words of an answer to "how is it going?"."""

    stop: Phrases
    start: Phrases
    please: Phrases
    thanks: Phrases
    """Thanks, politeness and goodbyes, which say nothing about the matter."""
    fine: Phrases
    """Says that it works."""
    yes: Phrases
    """Says so to who asked, and something else to who asked something else."""
    fillers: Phrases
    """Small words that change nothing beside the above."""
    doubts: Phrases
    """With any of these, nothing is fine."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language, as far as the readers know it."""

    name: str
    times: TimeWords
    asking: AskingWords
    replies: ReplyWords
    stop_words: str
    """Words that say nothing about the matter, in lower case with their accents, separated by spaces."""
