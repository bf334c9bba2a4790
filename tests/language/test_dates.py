"""What is read as a time, in whose zone, and what is not."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.dates import READ_AT_MOST, examples, read_time

NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY = datetime(2026, 3, 4, 10, 0, tzinfo=NEW_YORK)


def read(text: str, now: datetime = WEDNESDAY) -> str | None:
    found = read_time(text, now)
    return f"{found.at:%a %Y-%m-%d %H:%M}" if found else None


ENGLISH = {
    "tomorrow at 9": "Thu 2026-03-05 09:00",
    "tomorrow 9": "Thu 2026-03-05 09:00",
    "tomorrow": "Thu 2026-03-05 09:00",
    "tomorrow at 3": "Thu 2026-03-05 15:00",
    "tomorrow at 03:00": "Thu 2026-03-05 03:00",
    "at 9 tomorrow": "Thu 2026-03-05 09:00",
    "tomorrow morning": "Thu 2026-03-05 09:00",
    "tomorrow evening at 8": "Thu 2026-03-05 20:00",
    "tomorrow morning at 6": "Thu 2026-03-05 06:00",
    "the day after tomorrow at noon": "Fri 2026-03-06 12:00",
    "in 2 hours": "Wed 2026-03-04 12:00",
    "in two hours": "Wed 2026-03-04 12:00",
    "in half an hour": "Wed 2026-03-04 10:30",
    "in an hour and a half": "Wed 2026-03-04 11:30",
    "in 1 hour and 30 minutes": "Wed 2026-03-04 11:30",
    "in 1h30": "Wed 2026-03-04 11:30",
    "90 min": "Wed 2026-03-04 11:30",
    "for 2 weeks": "Wed 2026-03-18 10:00",
    "2 weeks or until she answers": "Wed 2026-03-18 10:00",
    "2 hours from now": "Wed 2026-03-04 12:00",
    "in a week": "Wed 2026-03-11 10:00",
    "in 2 days at 4pm": "Fri 2026-03-06 16:00",
    "in a month": "Sat 2026-04-04 10:00",
    "this afternoon": "Wed 2026-03-04 14:00",
    "tonight": "Wed 2026-03-04 20:00",
    "noon": "Wed 2026-03-04 12:00",
    "midnight": "Thu 2026-03-05 00:00",
    "after lunch": "Wed 2026-03-04 13:30",
    "end of day": "Wed 2026-03-04 17:00",
    "by EOD tomorrow": "Thu 2026-03-05 17:00",
    "end of week": "Fri 2026-03-06 17:00",
    "end of the month": "Tue 2026-03-31 17:00",
    "next week": "Mon 2026-03-09 09:00",
    "Tuesday next week at 11": "Tue 2026-03-10 11:00",
    "Friday": "Fri 2026-03-06 09:00",
    "Friday 3pm": "Fri 2026-03-06 15:00",
    "Friday afternoon": "Fri 2026-03-06 14:00",
    "on Friday, at half past 9": "Fri 2026-03-06 09:30",
    "next Monday": "Mon 2026-03-09 09:00",
    "next Friday": "Fri 2026-03-13 09:00",
    "Wednesday at 8": "Wed 2026-03-11 08:00",
    "Wednesday at 11": "Wed 2026-03-04 11:00",
    "sat 10am": "Sat 2026-03-07 10:00",
    "March 5": "Thu 2026-03-05 09:00",
    "5 March 10:00": "Thu 2026-03-05 10:00",
    "March 3": "Wed 2027-03-03 09:00",
    "May 4th at 2:30 pm": "Mon 2026-05-04 14:30",
    "12 January 2027": "Tue 2027-01-12 09:00",
    "February 29": "Tue 2028-02-29 09:00",
    "on the 5th": "Thu 2026-03-05 09:00",
    "2026-03-05 14:00": "Thu 2026-03-05 14:00",
    "at 15:30": "Wed 2026-03-04 15:30",
    "at 9": "Thu 2026-03-05 09:00",
    "today at 9": "Wed 2026-03-04 21:00",
    "12am": "Thu 2026-03-05 00:00",
    "12pm": "Wed 2026-03-04 12:00",
    "me on Friday at 10 to call Ana about 3 invoices": "Fri 2026-03-06 10:00",
}

GERMAN = {
    "morgen um 9": "Thu 2026-03-05 09:00",
    "morgen früh": "Thu 2026-03-05 09:00",
    "übermorgen um halb zehn": "Fri 2026-03-06 09:30",
    "in zwei Stunden": "Wed 2026-03-04 12:00",
    "in einer halben Stunde": "Wed 2026-03-04 10:30",
    "in anderthalb Stunden": "Wed 2026-03-04 11:30",
    "heute Nachmittag": "Wed 2026-03-04 14:00",
    "heute Abend um 8": "Wed 2026-03-04 20:00",
    "Freitag 15 Uhr": "Fri 2026-03-06 15:00",
    "Freitagnachmittag": "Fri 2026-03-06 14:00",
    "nächsten Montag": "Mon 2026-03-09 09:00",
    "am 6. März": "Fri 2026-03-06 09:00",
    "am 06.03.2026 um 10.15 Uhr": "Fri 2026-03-06 10:15",
    "für zwei Wochen": "Wed 2026-03-18 10:00",
    "Ende der Woche": "Fri 2026-03-06 17:00",
    "nächste Woche": "Mon 2026-03-09 09:00",
}

SPANISH = {
    "mañana a las 9": "Thu 2026-03-05 09:00",
    "mañana por la mañana": "Thu 2026-03-05 09:00",
    "pasado mañana a las 9 y media": "Fri 2026-03-06 09:30",
    "el viernes por la tarde": "Fri 2026-03-06 14:00",
    "el lunes a las 3 de la tarde": "Mon 2026-03-09 15:00",
    "en dos horas": "Wed 2026-03-04 12:00",
    "en media hora": "Wed 2026-03-04 10:30",
    "durante dos semanas": "Wed 2026-03-18 10:00",
    "dentro de una hora y media": "Wed 2026-03-04 11:30",
    "esta tarde": "Wed 2026-03-04 14:00",
    "el 5 de abril": "Sun 2026-04-05 09:00",
    "el próximo martes": "Tue 2026-03-10 09:00",
    "la semana que viene": "Mon 2026-03-09 09:00",
    "manana a mediodia": "Thu 2026-03-05 12:00",
}

FRENCH = {
    "demain à 9h": "Thu 2026-03-05 09:00",
    "demain 9h30": "Thu 2026-03-05 09:30",
    "après-demain à 10 heures": "Fri 2026-03-06 10:00",
    "vendredi après-midi": "Fri 2026-03-06 14:00",
    "dans deux heures": "Wed 2026-03-04 12:00",
    "dans une demi-heure": "Wed 2026-03-04 10:30",
    "cet après-midi": "Wed 2026-03-04 14:00",
    "lundi prochain": "Mon 2026-03-09 09:00",
    "le 5 avril à 14h": "Sun 2026-04-05 14:00",
    "demain à midi": "Thu 2026-03-05 12:00",
    "ce soir": "Wed 2026-03-04 18:00",
    "la semaine prochaine": "Mon 2026-03-09 09:00",
    "à 8 heures du soir": "Wed 2026-03-04 20:00",
}

NO_TIMES = [
    "",
    "soon",
    "it fails at 90%",
    "May I help you",
    "you may 4 times",
    "version 2.6.8",
    "it is at 2.6.8 now",
    "port 8080",
    "since Friday",
    "seit Freitag",
    "desde el viernes",
    "depuis vendredi",
    "yesterday at 5",
    "gestern um 5",
    "hier à 17h",
    "ayer a las 5",
    "last Monday",
    "letzten Montag",
    "el lunes pasado",
    "lundi dernier",
    "every Monday at 9",
    "on the second try",
    "the 5th time",
    "I have 3 of them",
    "good morning",
    "we sat and waited",
    "it takes 2 hours",
    "2 hours ago",
    "at 5 stars",
    "order 2026-13-45",
    "https://example.com/2026-03-05",
    "2025-03-05",
    "$9 tomorrows",
    "9",
    "this morning at 8",
    "9999-12-31 at 10:00",
]

HELD_OUT = {
    "remind me in 45 minutes": "Wed 2026-03-04 10:45",
    "in three weeks": "Wed 2026-03-25 10:00",
    "Thursday at 4": "Thu 2026-03-05 16:00",
    "Monday 8:30am": "Mon 2026-03-09 08:30",
    "first thing tomorrow": "Thu 2026-03-05 09:00",
    "by the end of next week": "Fri 2026-03-13 17:00",
    "tomorrow after lunch": "Thu 2026-03-05 13:30",
    "at quarter to five": "Wed 2026-03-04 16:45",
    "Sunday evening": "Sun 2026-03-08 18:00",
    "April 1st, 2026 at 11am": "Wed 2026-04-01 11:00",
    "next month": "Wed 2026-04-01 09:00",
    "in a couple of days": "Fri 2026-03-06 10:00",
    "am Donnerstag gegen 14 Uhr": "Thu 2026-03-05 14:00",
    "in 20 Minuten": "Wed 2026-03-04 10:20",
    "morgen Abend": "Thu 2026-03-05 18:00",
    "kommenden Dienstag um 16:00": "Tue 2026-03-10 16:00",
    "in einer Woche": "Wed 2026-03-11 10:00",
    "esta noche a las 9": "Wed 2026-03-04 21:00",
    "el jueves a las 11:15": "Thu 2026-03-05 11:15",
    "dentro de tres días": "Sat 2026-03-07 10:00",
    "mardi à 14h30": "Tue 2026-03-10 14:30",
    "dans 3 jours à 9h": "Sat 2026-03-07 09:00",
    "demain soir à 8h": "Thu 2026-03-05 20:00",
    "le 14 juillet": "Tue 2026-07-14 09:00",
    "it costs 9 euros": None,
    "call me on 555 1234": None,
    "I was here on last Tuesday at 9": None,
    "error 404 at line 12 of the file": None,
    "ich habe 3 Stunden gewartet": None,
    "il y a deux heures": None,
    "hace dos horas": None,
    "the march of progress": None,
    "second floor, room 5": None,
    "we won 3:75": None,
}


@pytest.mark.parametrize(("text", "meant"), (ENGLISH | GERMAN | SPANISH | FRENCH).items())
def test_a_time_is_read_in_the_speakers_zone(text: str, meant: str) -> None:
    assert read(text) == meant


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_names_no_time_to_come_is_not_read(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(("text", "meant"), HELD_OUT.items())
def test_phrases_written_before_any_result_was_seen_are_read(text: str, meant: str | None) -> None:
    assert read(text) == meant


@pytest.mark.parametrize(
    ("text", "clock", "meant"),
    [
        ("this afternoon", "15:00", "Wed 2026-03-04 16:30"),
        ("this afternoon", "18:00", None),
        ("tonight", "21:00", "Wed 2026-03-04 22:00"),
        ("end of day", "17:30", "Wed 2026-03-04 17:45"),
        ("end of day", "18:30", "Thu 2026-03-05 17:00"),
        ("in the afternoon", "15:00", "Thu 2026-03-05 14:00"),
        ("today", "10:00", "Wed 2026-03-04 17:00"),
        ("noon", "13:00", "Thu 2026-03-05 12:00"),
        ("at 3", "16:00", "Thu 2026-03-05 15:00"),
    ],
)
def test_a_part_of_today_that_has_begun_means_half_of_what_is_left(text: str, clock: str, meant: str | None) -> None:
    hour, minute = map(int, clock.split(":"))
    assert read(text, WEDNESDAY.replace(hour=hour, minute=minute)) == meant


def test_hours_are_elapsed_time_and_days_keep_the_clock_when_the_clocks_change() -> None:
    evening_before = datetime(2026, 3, 7, 22, 0, tzinfo=NEW_YORK)
    assert read("in 12 hours", evening_before) == "Sun 2026-03-08 11:00"
    assert read("in 1 day", evening_before) == "Sun 2026-03-08 22:00"


def test_a_time_that_the_clocks_skip_moves_forward() -> None:
    assert read("tomorrow at 2:30am", datetime(2026, 3, 7, 12, 0, tzinfo=NEW_YORK)) == "Sun 2026-03-08 03:30"


def test_of_a_time_that_comes_twice_the_first_is_meant() -> None:
    found = read_time("tomorrow at 02:30", datetime(2026, 10, 24, 12, 0, tzinfo=BERLIN))
    assert found is not None
    assert found.at.utcoffset() == timedelta(hours=2)


def test_the_words_that_were_read_are_given_back_as_they_were_written() -> None:
    found = read_time("Erinnere mich MORGEN um 9 an die Rechnung", WEDNESDAY)
    assert found is not None
    assert found.words == "MORGEN um 9"


def test_the_first_of_two_times_is_taken() -> None:
    assert read("since Monday it fails, look tomorrow at 9 or on Friday") == "Thu 2026-03-05 09:00"


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    assert read("." * READ_AT_MOST + " tomorrow") is None


def test_every_example_can_be_read_at_the_start_of_the_day() -> None:
    assert all(read(example) for example in examples())


ZONES = st.sampled_from([NEW_YORK, BERLIN, ZoneInfo("Asia/Kolkata"), ZoneInfo("Pacific/Apia"), UTC])
MOMENTS = st.builds(lambda seconds, zone: datetime.fromtimestamp(seconds, zone), st.integers(0, 253_402_000_000), ZONES)
PIECES = st.lists(st.sampled_from([*ENGLISH, *GERMAN, *SPANISH, *FRENCH, *NO_TIMES, "at", "3", ",", "um", "the"]))


@given(text=st.one_of(st.text(), PIECES.map(" ".join)), now=MOMENTS)
def test_whatever_is_read_lies_ahead_and_in_the_speakers_zone(text: str, now: datetime) -> None:
    found = read_time(text, now)
    if found is not None:
        assert found.at.astimezone(UTC) > now.astimezone(UTC)
        assert found.at.tzinfo is now.tzinfo


@given(hours=st.integers(1, 998), now=MOMENTS.filter(lambda now: now.year < 9999))
def test_one_more_hour_is_an_hour_later(hours: int, now: datetime) -> None:
    sooner, later = read_time(f"in {hours} hours", now), read_time(f"in {hours + 1} hours", now)
    assert sooner is not None
    assert later is not None
    assert later.at.astimezone(UTC) - sooner.at.astimezone(UTC) == timedelta(hours=1)


@given(day=st.integers(0, 27), now=MOMENTS.filter(lambda now: now.year < 9990))
def test_a_date_written_out_is_that_date(day: int, now: datetime) -> None:
    meant = now.date() + timedelta(days=day + 1)
    found = read_time(f"{meant:%Y-%m-%d} 14:05", now)
    assert found is not None
    assert (found.at.date(), found.at.hour, found.at.minute) == (meant, 14, 5)
