"""The names at the desk that the sandbox's tests share."""

from datetime import UTC, datetime

from bot.messages import CustomerWords, StaffWords
from bot.model.people import Profile, Role
from bot.model.places import Person, Place

AMINA = Profile(Person("sandbox", "amina"), "Amina", Role.CUSTOMER, "Europe/Berlin", "de")
JONAS = Profile(Person("sandbox", "jonas"), "Jonas", Role.STAFF)
HELP, BACKSTAGE = Place("sandbox", "help"), Place("sandbox", "backstage")
NOON = datetime(2030, 5, 6, 12, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
SECRET = StaffWords(title="Third time this month")
LATER_SECRET = StaffWords(title="Fourth time this month")
HELLO = CustomerWords(lines=("How is it going?",), why="This is automatic.")
