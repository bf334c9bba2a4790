"""What agents reach from anywhere in Slack: commands that ask which conversation, the way backstage, their own page."""

import json
from typing import Any

from tests.slack.loopback.messages import Message
from tests.slack.office import Office, Shift

ASKED = "Why does my export stop?"


async def taken(shift: Shift) -> str:
    """Amina asked, and Jonas has it; returns the id of her message."""
    office = shift.office
    ts = office.says(office.amina, ASKED)
    await shift.keeps_up()
    await shift.presses(office.jonas, office.backstage, root(office).ts, "Take")
    return ts


def root(office: Office) -> Message:
    return next(each for each in office.ours(office.backstage) if not each.thread_ts)


def only_for_jonas(office: Office) -> Message:
    """The newest thing that only he was shown."""
    answers = [each for each in office.slack.record.by_apps() if each.only_for == office.jonas.user_id]
    return max(answers, key=lambda each: each.ts)


async def shown(office: Office, said: str) -> dict[str, Any]:
    """The view in which this was shown to somebody."""
    views = await office.slack.until(
        lambda: [each.view for each in office.slack.record.shown if said in json.dumps(each.view, ensure_ascii=False)]
    )
    return views[-1]


async def test_a_command_with_words_asks_which_conversation_and_does_them_there(shift: Shift) -> None:
    office = shift.office
    await taken(shift)
    await shift.commands(office.jonas, "remind in 2 hours")
    asked = only_for_jonas(office)
    assert "Which conversation do you mean?" in str(asked.now)
    await shift.presses(office.jonas, office.help, asked.ts, f"Amina: {ASKED}")
    answers = await office.slack.until(
        lambda: [each for each in office.answers(office.jonas) if "I will remind" in each]
    )
    assert "about Amina" in answers[-1]
    assert not [each for each in office.said(office.help) if each]


async def test_a_click_that_is_told_again_does_nothing_more(shift: Shift) -> None:
    office = shift.office
    office.says(office.amina, ASKED)
    await shift.keeps_up()
    taken = await shift.presses(office.jonas, office.backstage, root(office).ts, "Take")
    office.says(office.mira, "@unhurried take", root(office).ts, office.backstage)
    await shift.keeps_up()
    assert "Mira has it" in office.said(office.backstage)[0]
    await office.slack.outbound.ask(office.app, "interactive", taken.payload)
    await shift.keeps_up()
    assert "Mira has it" in office.said(office.backstage)[0]


async def test_in_channels_that_are_no_places_of_ours_nothing_is_heard(shift: Shift) -> None:
    office = shift.office
    people = [office.jonas.user_id, office.amina.user_id, office.app.bot_user_id]
    lounge = office.slack.world.add_channel(office.app.team_id, "lounge", people)
    for who in (office.jonas, office.amina):
        office.says(who, "@unhurried help", None, lounge)
        office.says(who, ASKED, None, lounge)
    await shift.keeps_up()
    assert office.slack.record.by_apps() == []


async def test_a_command_that_asks_for_more_opens_its_form_once_the_conversation_is_chosen(shift: Shift) -> None:
    office = shift.office
    await taken(shift)
    await shift.commands(office.jonas, "resolve")
    await shift.presses(office.jonas, office.help, only_for_jonas(office).ts, f"Amina: {ASKED}")
    await shift.fills_in(office.jonas, {"fixed": "it runs again"})
    assert "it runs again" in office.said(office.backstage)[0]


async def test_a_command_about_no_conversation_opens_its_form_at_once(shift: Shift) -> None:
    await shift.commands(shift.office.jonas, "hours")
    await shown(shift.office, "When you work")


async def test_to_remember_a_message_its_words_are_filled_in(shift: Shift) -> None:
    office, ts = shift.office, await taken(shift)
    menu = office.jonas.user_id, office.app.app_id, office.help.channel_id, ts, "care_note"
    await office.slack.clicks.message_shortcut(*menu)
    assert ASKED in json.dumps(await shown(office, "Note"))


async def test_the_menu_of_a_customers_message_leads_backstage(shift: Shift) -> None:
    office, ts = shift.office, await taken(shift)
    menu = office.jonas.user_id, office.app.app_id, office.help.channel_id, ts, "care_backstage"
    await office.slack.clicks.message_shortcut(*menu)
    view = await shown(office, "conversation, backstage")
    link = f"archives/{office.backstage.channel_id}/p{root(office).ts.replace('.', '')}"
    assert link in json.dumps(view)


async def test_the_home_tab_shows_an_agent_what_they_have_and_the_way_there(shift: Shift) -> None:
    office = shift.office
    await taken(shift)
    office.slack.clicks.open_home(office.jonas.user_id, office.app.app_id)
    view = await shown(office, "Your open conversations")
    assert ASKED in json.dumps(view)
    assert f"archives/{office.backstage.channel_id}/p{root(office).ts.replace('.', '')}" in json.dumps(view)
    await office.slack.clicks.press_in_view(office.jonas.user_id, view["id"], "Briefing 1")
    assert await shown(office, "About Amina")


async def test_the_home_tab_shows_a_customer_what_they_can_do_and_nothing_of_staffs(shift: Shift) -> None:
    office = shift.office
    await taken(shift)
    office.slack.clicks.open_home(office.amina.user_id, office.app.app_id)
    view = await shown(office, "People read what you write here")
    assert "Jonas" not in json.dumps(view)
    await office.slack.clicks.press_in_view(office.amina.user_id, view["id"], "Stop these messages")
    assert await shown(office, "no more automatic messages. If you write here")
