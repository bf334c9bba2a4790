"""The sandbox's page: what it tells each chair, and what can be done on it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from adapters.sandbox.world import World
from bot.model.places import Audience, Place, dm
from tests.adapters.sandbox.desk import AMINA, BACKSTAGE, HELLO, HELP, JONAS, NOON, SECRET
from tests.adapters.sandbox.served import Served, serving

HERE = {"by": "amina", "channel": "help"}
BEHIND = {"by": "jonas", "channel": "backstage", "thread": "1"}


@pytest.fixture
async def served(world: World) -> AsyncIterator[Served]:
    async with serving(world) as served:
        yield served


async def test_nothing_a_customer_cannot_see_is_sent_to_their_chair(served: Served, world: World) -> None:
    await world.show(BACKSTAGE, SECRET, Audience.STAFF, "k1", NOON, NOON)
    await world.show(HELP, SECRET, Audience.STAFF, "k2", NOON, NOON, only_for=JONAS.person)
    await world.show(dm(JONAS.person), SECRET, Audience.STAFF, "k3", NOON, NOON)
    await world.show(HELP, HELLO, Audience.CUSTOMER, "k4", NOON, NOON)
    state = await served.state()
    assert [message["kind"] for message in state["customer"]["messages"]] == ["tell"]
    assert SECRET.title not in str(state["customer"])
    assert [message["kind"] for message in state["agent"]["messages"]] == ["whisper", "answer", "whisper", "tell"]


async def test_a_customer_cannot_be_seated_in_the_agents_chair(served: Served) -> None:
    async with served.browser.get("/api/state", params={"agent": "amina"}) as response:
        assert response.status == 400
        assert "not an agent" in (await response.json())["error"]


async def test_text_goes_through_unchanged(served: Served) -> None:
    text = "<b>Hello</b> @everyone \u202eabc 🙂\n" + "x" * 30_000
    status, said = await served.post("say", {**HERE, "text": text})
    [message] = (await served.state())["agent"]["messages"]
    assert (status, message["id"], message["text"]) == (200, said["message"], text)


async def test_people_change_what_they_said_and_nothing_else(served: Served) -> None:
    _, said = await served.post("say", {**HERE, "text": "Helo"})
    mine = {**HERE, "message": said["message"]}
    assert (await served.post("edit", {**mine, "text": "Hello"}))[0] == 200
    status, answer = await served.post("delete", {**mine, "by": "jonas"})
    assert status == 400
    assert "what you said yourself" in answer["error"]
    [message] = (await served.state())["customer"]["messages"]
    assert (message["text"], message["edited"]) == ("Hello", True)


async def test_a_button_gives_its_command_with_everything_it_says(served: Served, world: World) -> None:
    given = {"word": "note", "about": "c1", "choice": "x", "message": "7", "fields": {"text": "Likes tea"}}
    assert (await served.post("give", {**BEHIND, **given}))[0] == 200
    [deed] = await world.unheard(10)
    assert (deed.by, deed.place) == (JONAS.person, Place("sandbox", "backstage", "1"))
    assert (deed.word, deed.about, deed.choice, deed.message_id) == ("note", "c1", "x", "7")
    assert deed.fields == {"text": "Likes tea"}


async def test_a_typed_command_fills_the_field_its_rest_is_for(served: Served, world: World) -> None:
    assert await served.post("typed", {**BEHIND, "text": "/care Remind  this afternoon"}) == (200, {})
    [deed] = await world.unheard(10)
    assert (deed.word, deed.fields) == ("remind", {"when": "this afternoon"})


async def test_a_typed_command_that_needs_more_opens_its_form(served: Served, world: World) -> None:
    assert await served.post("typed", {**BEHIND, "text": "resolve"}) == (200, {"form": "resolve"})
    assert await world.unheard(10) == []


@pytest.mark.parametrize(("typed", "said"), [("dance", "take"), ("take it now", "stands alone")])
async def test_a_line_that_is_no_command_is_answered_with_what_could_be(
    served: Served, world: World, typed: str, said: str
) -> None:
    status, answer = await served.post("typed", {**BEHIND, "text": typed})
    assert status == 400
    assert said in answer["error"]
    assert await world.unheard(10) == []


@pytest.mark.parametrize(
    ("door", "ask", "said"),
    [
        ("say", {**HERE, "text": " "}, "text: there is nothing in it"),
        ("say", {**HERE, "text": "\u200b \u2060"}, "text: there is nothing in it"),
        ("say", {**HERE, "text": "x" * 50_000}, "text: that is too long: 40000 characters at most"),
        ("say", {"by": "amina", "text": "Hello"}, "channel: this is missing"),
        ("say", {**HERE, "text": 7}, "text: write it in quotes"),
        ("say", {**HERE, "text": "Hello", "loud": True}, "loud: nothing of that name is known"),
        ("say", ["Hello"], "Write an object with names and values."),
        ("seat", {"name": "Zoe", "staff": "no", "zone": "UTC"}, "staff: write true or false"),
        ("give", {**HERE, "word": "note", "fields": ["x"]}, "fields: write an object with names and values"),
        ("clock", {"move": "back"}, "move: write 'hour', 'morning', 'next' or 'to'"),
        ("clock", {"move": "to", "to": "soon"}, "to: write a time like 2026-03-02T09:00:00Z"),
        ("clock", {"move": "to", "to": "2026-03-02T09:00:00"}, "to: say in which zone: write a time like 2026"),
    ],
)
async def test_what_cannot_be_read_is_refused_in_plain_words(
    served: Served, door: str, ask: dict[str, object], said: str
) -> None:
    status, answer = await served.post(door, ask)
    assert (status, answer["error"][: len(said)]) == (400, said)


async def test_a_form_comes_with_its_fields_or_as_a_polite_no(served: Served) -> None:
    _, form = await served.post("form", {"by": "jonas", "word": "note", "about": "c1"})
    _, no = await served.post("form", {"by": "amina", "word": "note"})
    assert (form["form"]["about"], form["form"]["fields"][0]["name"]) == ("c1", "text")
    assert no["answer"]["title"] == "That is for the team"


async def test_the_clock_moves_an_hour_and_to_the_customers_next_morning(served: Served) -> None:
    before = served.clock.now()
    await served.post("clock", {"move": "hour"})
    assert timedelta(0) <= served.clock.now() - before - timedelta(hours=1) < timedelta(seconds=30)
    await served.post("clock", {"move": "morning", "customer": "amina"})
    there = served.clock.now().astimezone(ZoneInfo("Europe/Berlin"))
    assert (there.hour, there.minute) == (9, 0)


async def test_the_clock_moves_to_the_next_thing_planned_if_there_is_one(served: Served) -> None:
    assert await served.post("clock", {"move": "next"}) == (400, {"error": "Nothing is planned."})
    served.core.due = served.clock.now() + timedelta(days=3)
    assert (await served.post("clock", {"move": "next"}))[0] == 200
    assert served.clock.now() >= served.core.due


async def test_the_clock_does_not_go_back(served: Served) -> None:
    status, answer = await served.post("clock", {"move": "to", "to": datetime(2020, 1, 1, tzinfo=UTC).isoformat()})
    assert status == 400
    assert "forward only" in answer["error"]


async def test_a_long_history_is_cut_but_never_the_message_that_began_a_thread(served: Served, world: World) -> None:
    began = await world.say(AMINA.person, HELP, "The first", NOON)
    for number in range(650):
        await world.say(AMINA.person, HELP, str(number), NOON)
    await world.say(JONAS.person, Place("sandbox", "help", began), "The last", NOON)
    messages = (await served.state())["customer"]["messages"]
    assert (len(messages), messages[0]["text"], messages[-1]["text"]) == (601, "The first", "The last")
