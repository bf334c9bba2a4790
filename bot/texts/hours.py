"""When somebody works, in words that can be read back."""

from collections.abc import Iterable, Sequence

from bot.model.presence import Shift

_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ALWAYS = "always"


def hours(shifts: Sequence[Shift]) -> str:
    """“Mon–Fri 09:00–12:00 and 13:00–17:00, Sat 10:00–12:00”; “always” without any."""
    of_day = {day: _spans(shift for shift in shifts if shift.weekday == day) for day in range(7)}
    by_spans: dict[str, list[int]] = {}
    for day, spans in of_day.items():
        if spans:
            by_spans.setdefault(spans, []).append(day)
    return ", ".join(f"{_days(days)} {spans}" for spans, days in by_spans.items()) or ALWAYS


def _spans(shifts: Iterable[Shift]) -> str:
    return " and ".join(f"{_clock(shift.begins)}–{_clock(shift.ends)}" for shift in shifts)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _days(days: Sequence[int]) -> str:
    """“Mon–Fri”, “Mon Wed Fri”."""
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{_NAMES[days[0]]}–{_NAMES[days[-1]]}"
    return " ".join(_NAMES[day] for day in days)
