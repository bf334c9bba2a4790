"""Every door a stranger could try: nothing changes, nothing of ours is shown, and the answer is a polite no."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial

import pytest

from tests.slack.loopback.views import Opened
from tests.slack.office import Office, Shift
from tests.strangers import WORDS, leaked, written_down

STRANGERS = ("amina", "bo", "gil", "sten")


@dataclass
class Scene:
    """A conversation that is under way, with something in it that no customer may know."""

    shift: Shift
    root: str
    question: str
    conversation_id: str

    @property
    def office(self) -> Office:
        return self.shift.office

    @property
    def strangers(self) -> list[str]:
        return [getattr(self.office, name).user_id for name in STRANGERS]

    def written_down(self) -> dict[str, list[str]]:
        """All that is kept."""
        return written_down(self.office.settings().database.path)

    @property
    def leaked(self) -> dict[str, list[str]]:
        """Which secrets each stranger could ever read in what we said."""
        return leaked(self.office.slack.record, self.strangers)


@pytest.fixture
async def scene(shift: Shift) -> Scene:
    office = shift.office
    question = office.says(office.amina, "Why does the export stop?")
    await shift.keeps_up()
    root = office.ours(office.backstage)[0].ts
    await shift.presses(office.jonas, office.backstage, root, "Note")
    await shift.fills_in(office.jonas, {"text": "Exports every Friday", "kind": "=fact"})
    office.says(office.jonas, "@unhurried brief", root, office.backstage)
    await shift.keeps_up()
    for who in (office.bo, office.gil, office.sten):
        office.says(who, "hello")  # so that we have heard of them
    await shift.keeps_up()
    await shift.bot.beat("the scene is set")  # what need not last by itself is written down with it
    with closing(sqlite3.connect(office.settings().database.path)) as database:
        [(conversation_id,)] = database.execute("SELECT id FROM conversation").fetchall()
    return Scene(shift, root, question, conversation_id)


async def test_a_button_that_was_not_theirs(scene: Scene) -> None:
    office, before = scene.office, scene.written_down()
    for who in scene.strangers:
        for word in WORDS:
            for about, choice in ((scene.conversation_id, ""), (scene.conversation_id, "yes"), ("", "yes")):
                value = json.dumps([word, about, choice])
                await office.slack.clicks.forge_press(who, office.backstage.channel_id, scene.root, "care-0", value)
    await scene.shift.keeps_up()
    assert scene.written_down() == before
    assert scene.leaked == {}


async def test_a_button_with_nonsense_in_it(scene: Scene) -> None:
    office, before = scene.office, scene.written_down()
    for value in ("", "{", "[]", "null", '["take"]', '["take", 1, {}]', "[" * 1_000, '["no such word", "", ""]'):
        await office.slack.clicks.forge_press(
            office.amina.user_id, office.backstage.channel_id, scene.root, "care-0", value
        )
    await scene.shift.keeps_up()
    assert scene.written_down() == before


async def test_a_slash_command(scene: Scene) -> None:
    office, before = scene.office, scene.written_down()
    for who in scene.strangers:
        for word in WORDS:
            for channel in (office.help.channel_id, office.backstage.channel_id):
                answer = await office.slack.clicks.forge_command(
                    who, office.app.app_id, channel, "/care", f"{word} now"
                )
                assert answer.acked
    await scene.shift.keeps_up()
    assert scene.written_down() == before
    assert scene.leaked == {}


async def test_a_form_that_was_opened_for_an_agent(scene: Scene) -> None:
    office, opened = scene.office, scene.office.slack.views.opened
    for who in scene.strangers:
        known = set(opened)
        await scene.shift.presses(office.jonas, office.backstage, scene.root, "Resolve")
        key = await office.slack.until(partial(_newest, opened, known))
        before = scene.written_down()
        opened[key].user_id = who
        await office.slack.clicks.submit(who, key, {"fixed": "nothing at all"})
        await scene.shift.keeps_up()
        assert scene.written_down() == before
    assert "nothing at all" not in " ".join(office.said(office.backstage))


def _newest(opened: Mapping[str, Opened], known: set[str]) -> str:
    """The form that was opened since; nothing as long as there is none."""
    return next((key for key in opened if key not in known), "")


async def test_the_menu_of_a_message(scene: Scene) -> None:
    office, before = scene.office, scene.written_down()
    for who in (office.amina.user_id, office.bo.user_id, office.gil.user_id):  # Slack shows it to its own people only
        for callback in ("care_note", "care_remind", "care_open", "care_nothing", "care_take"):
            await office.slack.clicks.message_shortcut(
                who, office.app.app_id, office.help.channel_id, scene.question, callback
            )
    await scene.shift.keeps_up()
    assert scene.written_down() == before
    assert scene.leaked == {}


async def test_words_typed_to_us(scene: Scene) -> None:
    office = scene.office
    before = office.said(office.backstage)[0]
    for name in STRANGERS:
        for word in ("take", "brief", "notes", "resolve it is done", "not a conversation"):
            office.says(getattr(office, name), f"@unhurried {word}", scene.question)
            office.writes(getattr(office, name), word)
    await scene.shift.keeps_up()
    quoted = "resolve it is done\n— Amina, "  # what begins with no command alone is something she said
    assert office.said(office.backstage)[0].replace(quoted, "") == before
    assert scene.leaked == {}


async def test_our_home_page(scene: Scene) -> None:
    for who in scene.strangers:
        scene.office.slack.clicks.open_home(who, scene.office.app.app_id)
    await scene.shift.keeps_up()
    assert scene.leaked == {}


async def test_whoever_leaves_the_team_can_do_nothing_any_more(scene: Scene) -> None:
    office, before = scene.office, scene.written_down()
    office.slack.rooms.regroup(office.staff_id, [office.jonas.user_id])
    await scene.shift.keeps_up()
    await scene.shift.presses(office.mira, office.backstage, scene.root, "Take")
    assert scene.written_down() == before
