"""Commands, buttons, selects and modals in our own Discord, answered by discord.py as it is."""

from typing import Any

import discord
import pytest
from discord import app_commands, ui

from tests.discord.desk import Bot, Desk
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
