"""What is read as somebody's working hours, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.hours import READ_AT_MOST, read_hours
from bot.model.presence import Shift
from bot.texts.hours import hours

READ = {
    "Mon-Fri 9-17": "Mon–Fri 09:00–17:00",
    "Mon–Fri: 9:00 – 17:30": "Mon–Fri 09:00–17:30",
    "9:00-17:30": "Mon–Fri 09:00–17:30",
    "Mon to Fri from 9 to 5": "Mon–Fri 09:00–17:00",
    "Mon-Fri 9am-5pm": "Mon–Fri 09:00–17:00",
    "weekdays 9-5pm": "Mon–Fri 09:00–17:00",
    "1-10pm": "Mon–Fri 13:00–22:00",
    "12am-12pm daily": "Mon–Sun 00:00–12:00",
    "9-17 Mon-Fri": "Mon–Fri 09:00–17:00",
    "Mondays and Tuesdays 10.30-15.45": "Mon Tue 10:30–15:45",
    "Mon-Fri 9-12 and 13-17": "Mon–Fri 09:00–12:00 and 13:00–17:00",
    "Mon-Thu 9-17, Fri 9-15": "Mon–Thu 09:00–17:00, Fri 09:00–15:00",
    "Mo Mi Fr 10-16": "Mon Wed Fri 10:00–16:00",
    "Mo-Do 9-17 Uhr, Fr 9-15 Uhr": "Mon–Thu 09:00–17:00, Fri 09:00–15:00",
    "von Montag bis Freitag von 9 bis 17 Uhr": "Mon–Fri 09:00–17:00",
    "täglich 8-20": "Mon–Sun 08:00–20:00",
    "sa so 10-14": "Sat Sun 10:00–14:00",
    "de lunes a viernes de 9 a 17": "Mon–Fri 09:00–17:00",
    "miércoles y sábado 9-14": "Wed Sat 09:00–14:00",
    "du lundi au vendredi de 9h à 17h30": "Mon–Fri 09:00–17:30",
    "mercredi 9h-12h et 14h-18h": "Wed 09:00–12:00 and 14:00–18:00",
    "Fri-Mon 9-17": "Mon Fri Sat Sun 09:00–17:00",
    "Fri 22-6": "Fri 22:00–24:00, Sat 00:00–06:00",
    "Fri 18-8": "Fri 18:00–24:00, Sat 00:00–08:00",
    "Fri 17-9": "Fri 17:00–24:00, Sat 00:00–09:00",
    "Fri 16:00-9:00": "Fri 16:00–24:00, Sat 00:00–09:00",
    "Fri 13-1": "Fri 13:00–24:00, Sat 00:00–01:00",
    "Fri 12-9": "Fri 12:00–21:00",
    "Fri 9:30-5:30": "Fri 09:30–17:30",
    "Fri 6pm-8": "Fri 18:00–20:00",
    "Mon 0-24": "Mon 00:00–24:00",
    "Mon 0-0": "Mon 00:00–24:00",
    "Mon 9-12, Mon 11-15": "Mon 09:00–15:00",
}


@pytest.mark.parametrize("text", READ)
def test_it_is_read(text: str) -> None:
    read = read_hours(text)
    assert read is not None
    assert hours(read) == READ[text]


@pytest.mark.parametrize("text", ["always", " Always ", "24/7", "immer", "siempre", "toujours"])
def test_at_any_time_has_no_hours(text: str) -> None:
    assert read_hours(text) == ()
    assert hours(()) == "always"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sometime",
        "Mon-Fri",
        "9",
        "9-",
        "Mon - 9-17",
        "Mon- 9-17 Fri-",
        "-Fri 9-17",
        "25-30",
        "9:75-17",
        "13pm-15",
        "Mon-Fri 9-17 maybe",
        "Mon 9-17 Tue",
        "Mon lundi Mittwoch 9-17",
        "m 9-17",
        "Mon 9-17!",
        "Mon 9-17 \U0001f642",
        "Mon 9-17 " * 40,
        "x" * 40_000,
    ],
)
def test_it_is_not_read(text: str) -> None:
    assert read_hours(text) is None


@given(st.text(max_size=READ_AT_MOST + 10))
def test_whatever_is_written_leads_to_hours_or_to_none(text: str) -> None:
    for shift in read_hours(text) or ():
        assert 0 <= shift.weekday <= 6
        assert 0 <= shift.begins < shift.ends <= 24 * 60


@given(st.lists(st.builds(Shift, st.integers(0, 6), st.integers(0, 719), st.integers(720, 1440)), max_size=7))
def test_what_is_shown_can_be_read_back(shifts: list[Shift]) -> None:
    one_a_day = tuple(sorted({shift.weekday: shift for shift in shifts}.values()))
    shown = hours(one_a_day)
    assert len(shown) > READ_AT_MOST or read_hours(shown) == one_a_day
