"""On the page somebody new is seated, and a customer is let into a staff room."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.sandbox.web.seating import MOST_PEOPLE, id_for
from adapters.sandbox.world import World
from bot.errors import NotAllowed
from bot.model.people import Profile, Role
from bot.model.places import Audience, Person, Readers
from tests.adapters.sandbox.desk import AMINA, BACKSTAGE, HELP, JONAS, NOON, SECRET
from tests.adapters.sandbox.served import Served, serving

ZOE = {"name": "Zoë", "staff": False, "zone": "Asia/Kolkata"}
IN = {"who": "amina", "channel": "backstage", "inside": True}
OUT = {**IN, "inside": False}


@pytest.fixture
async def served(world: World) -> AsyncIterator[Served]:
    async with serving(world) as served:
        yield served


async def test_somebody_new_can_be_seated_and_speak_at_once(served: Served, world: World) -> None:
    assert await served.post("seat", ZOE) == (200, {"person": "zoe"})
    assert (await served.post("say", {"by": "zoe", "channel": "help", "text": "Hello"}))[0] == 200
    zoe = Profile(Person("sandbox", "zoe"), "Zoë", Role.CUSTOMER, "Asia/Kolkata")
    assert list(await world.people()) == [AMINA, JONAS, zoe]
    state = await served.state(customer="zoe")
    assert (state["customer"]["id"], state["people"][-1]["zone"]) == ("zoe", "Asia/Kolkata")


async def test_a_new_agent_sits_in_the_agents_chair(served: Served) -> None:
    await served.post("seat", {**ZOE, "staff": True})
    assert (await served.state(agent="zoe"))["agent"]["id"] == "zoe"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": "AMINA"}, "Amina is here already"),
        ({"name": " Ａmina "}, "Amina is here already"),
        ({"name": "unhurried"}, "Unhurried is here already"),
        ({"name": ""}, "no letter in it"),
        ({"name": " — "}, "no letter in it"),
        ({"name": "x" * 61}, "name: "),
        ({"name": "Zo\x00e"}, "cannot be shown"),
        ({"name": "Zo\u202ee"}, "cannot be shown"),
        ({"zone": "Berlin"}, "zone: "),
        ({"zone": "../../etc/passwd"}, "zone: "),
        ({"zone": ""}, "zone: "),
        ({"staff": "yes"}, "staff: "),
        ({"id": "zoe"}, "id: "),
    ],
)
async def test_who_cannot_be_seated_is_told_why(
    served: Served, world: World, changed: dict[str, Any], said: str
) -> None:
    status, answer = await served.post("seat", ZOE | changed)
    assert status == 400
    assert said in answer["error"]
    assert list(await world.people()) == [AMINA, JONAS]


async def test_there_are_only_so_many_seats(served: Served, world: World) -> None:
    for number in range(MOST_PEOPLE - 2):
        assert (await served.post("seat", {**ZOE, "name": f"Guest {number}"}))[0] == 200
    status, answer = await served.post("seat", ZOE)
    assert (status, len(await world.people())) == (400, MOST_PEOPLE)
    assert "seats are taken" in answer["error"]


@pytest.mark.parametrize(
    ("name", "taken", "made"),
    [
        ("Zoë Ångström", [], "zoe-angstrom"),
        ("@mia/../x", [], "mia-x"),
        ("美咲", [], "person"),
        ("美咲", ["person"], "person-2"),
        ("Mia", ["mia", "mia-2"], "mia-3"),
        ("a" * 60, [], "a" * 30),
    ],
)
def test_ids_are_made_of_plain_letters_and_nobody_elses(name: str, taken: list[str], made: str) -> None:
    assert id_for(name, taken) == made


async def test_a_customer_let_in_can_read_along_and_the_page_says_so(served: Served, world: World) -> None:
    await world.show(BACKSTAGE, SECRET, Audience.STAFF, "k1", NOON, NOON)
    assert await served.post("door", IN) == (200, {})
    state = await served.state()
    backstage = next(channel for channel in state["channels"] if channel["id"] == "backstage")
    assert (backstage["strangers"], backstage["staff_only"]) == (["amina"], False)
    assert [message["channel"] for message in state["customer"]["messages"]] == ["backstage"]
    assert await world.readers(BACKSTAGE) is Readers.OTHERS_TOO
    assert (await served.post("say", {"by": "amina", "channel": "backstage", "text": "Hello?"}))[0] == 200


async def test_seen_out_again_the_room_is_for_staff_only(served: Served, world: World) -> None:
    await served.post("door", IN)
    assert await served.post("door", OUT) == (200, {})
    assert await world.readers(BACKSTAGE) is Readers.STAFF_ONLY
    assert (await served.state())["customer"]["messages"] == []
    with pytest.raises(NotAllowed):
        await world.say(AMINA.person, BACKSTAGE, "Hello?", NOON)


async def test_one_stranger_inside_opens_the_room_to_no_other_customer(served: Served) -> None:
    await served.post("seat", ZOE)
    await served.post("door", IN)
    status, answer = await served.post("say", {"by": "zoe", "channel": "backstage", "text": "Hello?"})
    assert status == 400
    assert "no place called “backstage” for Zoë" in answer["error"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"who": "jonas"}, "Jonas belongs to the team"),
        ({"who": "nobody"}, "nobody called “nobody”"),
        ({"channel": "help"}, "Everybody can read #Help"),
        ({"channel": "cellar"}, "no place called “cellar”"),
        ({"channel": "@jonas"}, "no place called “@jonas”"),
        ({"inside": 1}, "inside: "),
    ],
)
async def test_who_cannot_be_let_in_is_told_why(
    served: Served, world: World, changed: dict[str, Any], said: str
) -> None:
    status, answer = await served.post("door", IN | changed)
    assert status == 400
    assert said in answer["error"]
    assert [channel.strangers for channel in await world.channels()] == [(), ()]


async def test_the_page_is_told_which_backstage_belongs_to_which_front_desk(served: Served) -> None:
    assert (await served.state())["desks"] == [{"front": HELP.channel_id, "backstage": BACKSTAGE.channel_id}]
