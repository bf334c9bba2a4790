"""Every door a stranger could try: nothing changes, nothing of ours is shown, and the answer is a polite no."""

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass

import pytest

from adapters.discord.interactions import MENUS, PERSON_MENUS, option_name
from bot.commands import BY_WORD
from tests.discord.loopback import Timing
from tests.discord.loopback.people import Json, User
from tests.discord.loopback.talk import CannotDo
from tests.discord.office import Office, Shift
from tests.strangers import WORDS, leaked, written_down

NONSENSE = ("", "care", "care|", "care|||", "care|take", "care|take|||", "|||", "care|no such word||", "x" * 100)


@dataclass
class Scene:
    """A conversation that is under way, with something in it that no customer may know."""

    shift: Shift
    root: str
    question: str
    conversation_id: str
    sten: User
    elsewhere: str

    @property
    def office(self) -> Office:
        return self.shift.office

    @property
    def members(self) -> list[str]:
        return [self.office.amina.user_id, self.office.bo.user_id]

    @property
    def strangers(self) -> list[str]:
        return [*self.members, self.sten.user_id]

    def written_down(self) -> dict[str, list[str]]:
        """All that is kept."""
        return written_down(self.office.settings().database.path)

    @property
    def leaked(self) -> dict[str, list[str]]:
        """Which secrets each stranger could ever read in what we said."""
        return leaked(self.office.discord.record, self.strangers)


@pytest.fixture
async def scene(shift: Shift) -> Scene:
    """Sten rules a server of his own, where the bot is too."""
    office, world = shift.office, shift.office.discord.world
    question = office.says(office.amina, "Why does the export stop?")
    await shift.keeps_up()
    root = office.ours(office.backstage)[0]
    asked = await shift.presses(office.jonas, root, "Note")
    await shift.fills_in(office.jonas, asked, {"text": "Exports every Friday", "kind": "=fact"})
    await shift.presses(office.mira, root, "Take")
    sten = world.add_user("sten")
    other = world.add_guild("Other", sten.user_id).guild_id
    office.discord.rooms.install(office.app.app_id, other)
    elsewhere = world.add_channel(other, "staff").channel_id
    for who in (office.bo, sten):
        office.writes(who, "hello")  # so that we have heard of them
    office.says(office.bo, "hello")
    await shift.keeps_up()
    await shift.bot.beat("the scene is set")  # what need not last by itself is written down with it
    with closing(sqlite3.connect(office.settings().database.path)) as database:
        [(conversation_id,)] = database.execute(
            "SELECT conversation_id FROM message WHERE message_id = ?", (question,)
        ).fetchall()
    return Scene(shift, root.message_id, question, conversation_id, sten, elsewhere)


def filled(word: str) -> list[Json]:
    """A form of this command, filled in."""
    names = [field.name for field in BY_WORD[word].fields] or ["text"]
    return [{"type": 18, "component": {"type": 4, "custom_id": name, "value": "nothing at all"}} for name in names]


async def test_a_button_that_was_not_theirs(scene: Scene) -> None:
    office, before = scene.office, scene.written_down()
    for who in scene.strangers:
        for word in WORDS:
            for about, choice in ((scene.conversation_id, ""), (scene.conversation_id, "yes"), ("", "yes")):
                await office.discord.clicks.forge_press(
                    who, office.backstage.channel_id, scene.root, f"care|{word}|{about}|{choice}"
                )
    await scene.shift.keeps_up()
    assert scene.written_down() == before
    assert scene.leaked == {}


async def test_a_button_with_nonsense_in_it(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    office, before = scene.office, scene.written_down()
    for part, name in ((office.discord.interactions, "_timing"), (office.discord, "timing")):
        monkeypatch.setattr(part, name, Timing(click=0.1))  # nobody answers
    for custom_id in NONSENSE:
        await office.discord.clicks.forge_press(
            office.amina.user_id, office.backstage.channel_id, scene.root, custom_id
        )
    await scene.shift.keeps_up()
    assert scene.written_down() == before


async def test_a_form_that_was_never_opened_for_them(scene: Scene) -> None:
    office, before = scene.office, scene.written_down()
    for who in scene.strangers:
        for word in WORDS:
            for room in (office.help.channel_id, scene.elsewhere):
                custom_id = f"care|{word}|{scene.conversation_id}|{scene.question}"
                await office.discord.clicks.forge_modal(who, office.app.app_id, room, custom_id, filled(word))
    await scene.shift.keeps_up()
    assert scene.written_down() == before
    assert scene.leaked == {}


async def test_a_form_that_was_opened_for_an_agent(scene: Scene) -> None:
    office = scene.office
    root = office.discord.world.message(office.backstage.channel_id, scene.root)
    asked = await scene.shift.presses(office.jonas, root, "Resolve")
    before = scene.written_down()
    assert asked.modal_id
    for who in scene.strangers:
        await office.discord.clicks.forge_submit(who, asked.modal_id, filled("resolve"))
    await scene.shift.keeps_up()
    assert scene.written_down() == before
    assert scene.leaked == {}


async def test_a_slash_command(scene: Scene) -> None:
    office, before = scene.office, scene.written_down()
    rooms = (office.help.channel_id, office.backstage.channel_id, scene.elsewhere)
    for who in scene.strangers:
        direct = office.discord.world.direct(office.app.app_id, who).channel_id
        for word in (word for word in WORDS if BY_WORD[word].listed):
            given = [{"name": option_name(each.name), "type": 3, "value": "now"} for each in BY_WORD[word].fields]
            for room in (*rooms, direct):
                options = [{"name": option_name(word), "type": 1, "options": given}]
                answer = await office.discord.clicks.forge_command(who, office.app.app_id, room, "care", options)
                assert answer.answered
    await scene.shift.keeps_up()
    assert scene.written_down() == before
    assert scene.leaked == {}


async def test_the_menu_of_a_message(scene: Scene) -> None:
    office, before = scene.office, scene.written_down()
    for who in scene.strangers:
        for label in MENUS:
            for channel, message in (
                (office.help.channel_id, scene.question),
                (office.backstage.channel_id, scene.root),
            ):
                answer = await office.discord.clicks.on_message(
                    who, office.app.app_id, channel, message, label or "", forged=True
                )
                assert answer.answered
    await scene.shift.keeps_up()
    assert scene.written_down() == before
    assert scene.leaked == {}


async def test_the_menu_of_a_person(scene: Scene) -> None:
    office, before = scene.office, scene.written_down()
    for who in scene.strangers:
        for label in PERSON_MENUS:
            for room, whom in ((office.help.channel_id, office.amina), (scene.elsewhere, office.jonas)):
                answer = await office.discord.clicks.on_user(
                    who, office.app.app_id, room, whom.user_id, label, forged=True
                )
                assert answer.answered
    await scene.shift.keeps_up()
    assert scene.written_down() == before
    assert scene.leaked == {}


async def test_members_are_not_even_offered_the_menus_of_staff(scene: Scene) -> None:
    office, clicks = scene.office, scene.office.discord.clicks
    at = office.app.app_id, office.help.channel_id
    for label in MENUS:
        with pytest.raises(CannotDo, match="not offered"):
            await clicks.on_message(office.bo.user_id, *at, scene.question, label)
    for label in PERSON_MENUS:
        with pytest.raises(CannotDo, match="not offered"):
            await clicks.on_user(office.bo.user_id, *at, office.amina.user_id, label)


async def test_words_typed_to_us(scene: Scene) -> None:
    office, us = scene.office, f"<@{scene.office.app.user_id}>"
    before = office.said(office.backstage)[0]
    for who in (office.amina, office.bo, scene.sten):
        for word in ("take", "brief", "notes", "resolve it is done", "not a conversation"):
            with suppress(CannotDo):  # Sten sees no channel of ours
                office.says(who, f"{us} {word}", reply_to=scene.question)
            office.writes(who, word)
            office.writes(who, f"{us} {word}")
    await scene.shift.keeps_up()
    assert office.said(office.backstage)[0] == before
    assert scene.leaked == {}


async def test_whoever_loses_the_role_can_do_nothing_any_more(scene: Scene) -> None:
    office, before = scene.office, scene.written_down()
    office.discord.rooms.change_member(office.mira.user_id, office.guild_id, roles=[])
    direct = office.direct(office.mira)
    root = office.backstage.channel_id, scene.root
    await office.discord.clicks.forge_press(office.mira.user_id, *root, f"care|wake|{scene.conversation_id}|")
    await scene.shift.commands(office.mira, "hours", direct, when="Mon-Fri 9-17")
    await scene.shift.commands(office.mira, "notes", direct)
    assert scene.written_down() == before
