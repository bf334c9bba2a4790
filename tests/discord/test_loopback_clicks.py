"""Commands, buttons, selects and modals in our own Discord, answered by discord.py as it is."""

import asyncio
from typing import Any

import discord
import pytest
from aiohttp import ClientSession
from discord import app_commands, ui

from tests.discord.desk import Bot, Desk
from tests.discord.loopback.posting import Draft
from tests.discord.loopback.talk import CannotDo

Interaction = discord.Interaction[Any]


class Reason(ui.Modal, title="Why?"):
    """A form with one field."""

    reason: ui.TextInput[Any] = ui.TextInput(label="Reason", max_length=100)

    async def on_submit(self, interaction: Interaction) -> None:
        await interaction.response.send_message(f"Because {self.reason.value}", ephemeral=True)


async def with_commands(bot: Bot) -> None:
    """A group with two commands, and one in the menu of messages."""
    care = app_commands.Group(name="care", description="Care", default_permissions=None)

    @care.command(name="note", description="Remember something")
    async def note(interaction: Interaction, text: str) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send(f"Noted: {text}")

    @care.command(name="why", description="Ask why")
    async def why(interaction: Interaction) -> None:
        await interaction.response.send_modal(Reason())

    @app_commands.context_menu(name="Remember")
    async def remember(interaction: Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"Read: {message.content}", ephemeral=True)

    bot.tree.add_command(care)
    bot.tree.add_command(remember)
    await bot.tree.sync()


def shown_to(desk: Desk, user_id: str) -> list[str]:
    """What only this person was shown."""
    return [each.now.content for each in desk.discord.record.messages() if each.only_for == user_id]


async def test_a_command_is_answered_to_one_person_alone(desk: Desk) -> None:
    async with desk.bot() as bot:
        await with_commands(bot)
        app, channel = desk.app.app_id, desk.help.channel_id
        done = await desk.discord.clicks.command(desk.ada.user_id, app, channel, "care note", {"text": "calls back"})
        await desk.discord.until(lambda: shown_to(desk, desk.ada.user_id) == ["Noted: calls back"])
    assert (done.answered, done.answer_type) == (True, 5)
    assert desk.discord.record.readable_by(desk.bo.user_id) == []


async def test_what_is_not_registered_or_not_whole_cannot_be_typed(desk: Desk) -> None:
    async with desk.bot() as bot:
        type_ = desk.discord.clicks.command
        with pytest.raises(CannotDo, match="there is no command"):
            await type_(desk.ada.user_id, desk.app.app_id, desk.help.channel_id, "care note", {"text": "x"})
        await with_commands(bot)
        with pytest.raises(CannotDo, match="text must be given"):
            await type_(desk.ada.user_id, desk.app.app_id, desk.help.channel_id, "care note")
        with pytest.raises(CannotDo, match="not whole"):
            await type_(desk.ada.user_id, desk.app.app_id, desk.help.channel_id, "care")


async def test_a_modal_is_filled_in_by_labels_and_sent(desk: Desk) -> None:
    async with desk.bot() as bot:
        await with_commands(bot)
        done = await desk.discord.clicks.command(desk.ada.user_id, desk.app.app_id, desk.help.channel_id, "care why")
        assert done.modal_id
        with pytest.raises(CannotDo, match="not on the screen"):
            await desk.discord.clicks.submit(desk.bo.user_id, done.modal_id, {"Reason": "x"})
        with pytest.raises(CannotDo, match="between 1 and 100"):
            await desk.discord.clicks.submit(desk.ada.user_id, done.modal_id, {"Reason": "x" * 101})
        await desk.discord.clicks.submit(desk.ada.user_id, done.modal_id, {"Reason": "it rained"})
    assert shown_to(desk, desk.ada.user_id) == ["Because it rained"]


async def test_a_messages_menu_shows_the_app_that_message(desk: Desk) -> None:
    said = desk.discord.talk.post(desk.bo.user_id, desk.help.channel_id, "It does not start")
    async with desk.bot(discord.Intents(guilds=True)) as bot:
        await with_commands(bot)
        await desk.discord.clicks.on_message(desk.ada.user_id, desk.app.app_id, desk.help.channel_id, said, "Remember")
    assert shown_to(desk, desk.ada.user_id) == ["Read: It does not start"]


async def test_buttons_and_selects_change_their_message(desk: Desk) -> None:
    view = ui.View(timeout=None)
    button: ui.Button[Any] = ui.Button(label="Done", custom_id="done")
    menu: ui.Select[Any] = ui.Select(custom_id="when", options=[discord.SelectOption(label="Tomorrow", value="1d")])

    async def pressed(interaction: Interaction) -> None:
        await interaction.response.edit_message(content="It is done", view=None)

    async def chosen(interaction: Interaction) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content=f"In {menu.values}")

    button.callback, menu.callback = pressed, chosen  # type: ignore[method-assign]
    view.add_item(button).add_item(menu)
    async with desk.bot() as bot:
        channel = bot.get_channel(int(desk.backstage.channel_id))
        assert isinstance(channel, discord.TextChannel)
        sent = str((await channel.send("Is it done?", view=view)).id)
        clicks, room = desk.discord.clicks, desk.backstage.channel_id
        await clicks.choose(desk.ada.user_id, room, sent, "when", ["Tomorrow"])
        await desk.discord.until(lambda: desk.said(desk.backstage) == ["In ['1d']"])
        with pytest.raises(CannotDo, match="does not see"):
            await clicks.press(desk.bo.user_id, room, sent, "Done")
        await clicks.press(desk.ada.user_id, room, sent, "Done")
        with pytest.raises(CannotDo, match="no button"):
            await clicks.press(desk.ada.user_id, room, sent, "Done")
    assert desk.said(desk.backstage) == ["It is done"]


async def test_what_is_not_answered_in_time_has_failed(desk: Desk) -> None:
    async with desk.bot() as bot:
        sent = await bot.get_partial_messageable(int(desk.help.channel_id)).send(
            "Well?", view=ui.View().add_item(ui.Button(label="Yes", custom_id="unknown"))
        )
        bot._connection._view_store._synced_message_views.clear()
        bot._connection._view_store._views.clear()
        done = await desk.discord.clicks.press(desk.bo.user_id, desk.help.channel_id, str(sent.id), "Yes")
    assert done.state == "failed"


async def ask(desk: Desk, path: str, body: dict[str, Any]) -> tuple[int, Any]:
    """What an app answers, by hand."""
    async with ClientSession() as session, session.post(desk.discord.api_url + path, json=body) as response:
        return response.status, await response.json() if response.status != 204 else {}


async def asked_of_nobody(desk: Desk) -> tuple[str, str]:
    """The way to answer what somebody asked while no bot listened."""
    button_ = {"type": 2, "style": 1, "label": "Go", "custom_id": "go"}
    draft = Draft(author_id=desk.app.app_id, app_id=desk.app.app_id, content="Go?")
    draft.components = [{"type": 1, "components": [button_]}]
    said = desk.discord.posting.store(desk.help, draft)
    pressing = asyncio.create_task(
        desk.discord.clicks.press(desk.bo.user_id, desk.help.channel_id, said.message_id, "Go")
    )
    await desk.discord.until(lambda: desk.discord.interactions.all)
    [asked] = desk.discord.interactions.all.values()
    pressing.add_done_callback(lambda _: None)
    return f"/interactions/{asked.interaction_id}/{asked.token}/callback", f"/webhooks/{asked.app_id}/{asked.token}"


async def test_an_answer_is_taken_once(desk: Desk) -> None:
    answer, _ = await asked_of_nobody(desk)
    first, _ = await ask(desk, answer, {"type": 6})
    _, again = await ask(desk, answer, {"type": 6})
    assert (first, again["code"]) == (204, 40060)


async def test_an_answer_comes_too_late_and_a_word_before_it_too_early(desk: Desk) -> None:
    answer, hook = await asked_of_nobody(desk)
    [asked] = desk.discord.interactions.all.values()
    _, early = await ask(desk, hook, {"content": "Hello"})
    asked.at -= 60
    _, late = await ask(desk, answer, {"type": 4, "data": {"content": "Hello"}})
    assert (early["code"], late["code"], desk.said(desk.help)) == (10015, 10062, ["Go?"])


async def test_after_a_quarter_of_an_hour_its_token_is_worth_nothing(desk: Desk) -> None:
    answer, hook = await asked_of_nobody(desk)
    [asked] = desk.discord.interactions.all.values()
    await ask(desk, answer, {"type": 5, "data": {"flags": 64}})
    await ask(desk, hook, {"content": "In time"})
    asked.at -= 1000
    _, late = await ask(desk, hook, {"content": "Late"})
    assert (late["code"], shown_to(desk, desk.bo.user_id)) == (50027, ["In time"])


async def test_what_only_one_person_was_shown_is_nobody_elses(desk: Desk) -> None:
    answer, _ = await asked_of_nobody(desk)
    await ask(desk, answer, {"type": 4, "data": {"content": "Psst", "flags": 64}})
    [psst] = [each for each in desk.discord.record.messages() if each.only_for]
    assert psst.readers == {desk.bo.user_id}
    assert desk.discord.record.readable_by(desk.bo.user_id)[-1].startswith('["Psst"')
    assert not any("Psst" in each for each in desk.discord.record.readable_by(desk.ada.user_id))


async def test_its_app_hears_of_it_as_if_it_were_a_direct_message(desk: Desk) -> None:
    async with desk.bot() as bot:
        await with_commands(bot)
        said = desk.discord.talk.post(desk.bo.user_id, desk.help.channel_id, "Hello")
        await desk.discord.clicks.on_message(desk.ada.user_id, desk.app.app_id, desk.help.channel_id, said, "Remember")
        await desk.discord.heard()
        _, private = bot.heard("message")
    assert (private.content, private.guild, private.flags.ephemeral) == ("Read: Hello", None, True)


async def test_a_forged_press_reaches_the_app(desk: Desk) -> None:
    async with desk.bot() as bot:
        sent = await bot.get_partial_messageable(int(desk.backstage.channel_id)).send("Only for staff")
        await desk.discord.clicks.forge_press(desk.bo.user_id, desk.backstage.channel_id, str(sent.id), "take:1")
        [heard] = bot.heard("interaction")
    assert (heard.data["custom_id"], heard.user.name) == ("take:1", "bo")


async def test_commands_for_moderators_are_not_offered_to_members(desk: Desk) -> None:
    async with desk.bot() as bot:

        @bot.tree.command(name="close", description="Close it")
        @app_commands.default_permissions(manage_messages=True)
        @app_commands.guild_only()
        async def close(interaction: Interaction) -> None:
            await interaction.response.send_message("Closed", ephemeral=True)

        await bot.tree.sync()
        app, here = desk.app.app_id, desk.help.channel_id
        with pytest.raises(CannotDo, match="not offered"):
            await desk.discord.clicks.command(desk.bo.user_id, app, here, "close")
        await desk.discord.clicks.forge_command(desk.bo.user_id, app, here, "close", [])
        direct = desk.discord.world.direct(desk.bo.user_id, desk.app.user_id).channel_id
        with pytest.raises(CannotDo, match="not offered in DMs"):
            await desk.discord.clicks.command(desk.bo.user_id, app, direct, "close")
    assert shown_to(desk, desk.bo.user_id) == ["Closed"]


async def test_a_persons_menu_names_that_person(desk: Desk) -> None:
    async with desk.bot() as bot:

        @app_commands.context_menu(name="Who")
        async def who(interaction: Interaction, member: discord.Member) -> None:
            await interaction.response.send_message(member.name)

        bot.tree.add_command(who)
        await bot.tree.sync()
        app, here = desk.app.app_id, desk.help.channel_id
        await desk.discord.clicks.on_user(desk.ada.user_id, app, here, desk.bo.user_id, "Who")
    assert desk.said(desk.help) == ["bo"]
