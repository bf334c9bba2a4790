"""What people see of messages in our own Discord."""

import discord
import pytest
from discord import ui

from tests.discord.desk import Desk
from tests.discord.loopback.appearance import appearance
from tests.discord.loopback.markdown import read


@pytest.mark.parametrize(
    ("source", "text", "marks"),
    [
        ("# Big\n-# small\n> said\n- one", "Big\nsmall\nsaid\none", ["heading", "subtext", "quote", "list"]),
        (
            "**b** __u__ *i* _i_ ~~s~~ ||x||",
            "b u i i s x",
            ["spoiler", "bold", "underline", "strike", "italics", "italics"],
        ),
        ("`<@1> **b**` and ```py\n# no\n```", "<@1> **b** and # no\n", ["code", "code"]),
        (r"\*plain\* \# \|\|open\|\| snake_case_name", "*plain* # ||open|| snake_case_name", []),
    ],
)
def test_marks_are_taken_for_marks_unless_escaped(source: str, text: str, marks: list[str]) -> None:
    seen = read(source)
    assert (seen.text, sorted(seen.marks)) == (text, sorted(marks))


def test_links_say_where_they_lead() -> None:
    seen = read("[our bank](https://evil.test/x) https://a.test <https://b.test> `https://no.test` discord.gg/abc")
    assert seen.links == [
        ("https://evil.test/x", "our bank"),
        ("https://a.test", "https://a.test"),
        ("https://b.test", "https://b.test"),
        ("discord.gg/abc", "discord.gg/abc"),
    ]


def test_mentions_come_alive_outside_of_code_unless_escaped() -> None:
    seen = read(r"<@1> <@!2> <@&3> <#4> </care note:5> @everyone `<@6>` \<@7>")
    assert seen.mentions == ["1", "2", "3", "4", "care note", "everyone"]


async def test_what_is_allowed_decides_who_is_pinged(desk: Desk) -> None:
    text = f"{desk.bo.mention} <@&{desk.staff.role_id}> @everyone"
    async with desk.bot() as bot:
        channel = bot.get_partial_messageable(int(desk.help.channel_id))
        await channel.send(text)
        await channel.send(text, allowed_mentions=discord.AllowedMentions.none())
        one = discord.Object(int(desk.bo.user_id))
        sent = await channel.send(
            text, allowed_mentions=discord.AllowedMentions(users=[one], roles=False, everyone=False)
        )
        await sent.edit(content=text)
    said = desk.discord.record.by_apps()
    everybody = [desk.bo.user_id, desk.staff.role_id, "everyone"]
    pings = [appearance(version).pings for message in said for version in message.versions]
    assert pings == [everybody, [], [desk.bo.user_id], everybody]
    assert appearance(said[1].now).mentions == everybody


async def test_embeds_and_components_are_read(desk: Desk) -> None:
    embed = discord.Embed(title="Case", description="**Open**").add_field(name="Since", value="Monday")
    view = ui.LayoutView(timeout=None)
    card: ui.Container[ui.LayoutView] = ui.Container(ui.TextDisplay("## Case"), ui.ActionRow(ui.Button(label="Take")))
    view.add_item(card)
    async with desk.bot() as bot:
        channel = bot.get_partial_messageable(int(desk.help.channel_id))
        await channel.send(embed=embed.set_footer(text="# 1"))
        await channel.send(view=view)
    first, second = (appearance(message.now) for message in desk.discord.record.by_apps())
    assert (first.lines, first.marks) == (["Case", "Open", "Since", "Monday", "# 1"], ["bold"])
    assert (second.lines, second.buttons) == (["Case", "Take"], ["Take"])
