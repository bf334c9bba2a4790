"""Direct messages: few are opened, nobody who refuses them is asked twice, and Discord's “too fast” is heeded."""

import logging

import pytest

from adapters.discord import directs
from bot.errors import ChatBusy, ChatRefused
from bot.messages import CustomerWords
from bot.model.places import CustomerPlace, Person, Place, dm
from tests.discord.loopback import Fault
from tests.discord.loopback.people import User
from tests.discord.office import Office, Shift

HELLO = CustomerWords(lines=("Hello",), why="because you asked")
OPENED, SAID = "POST /users/@me/channels", "POST /channels/{channel}/messages"


def dm_of(who: User) -> Place:
    return dm(Person("discord", who.user_id))


async def tell(shift: Shift, who: User, key: str) -> None:
    await shift.chat.tell(CustomerPlace(dm_of(who)), HELLO, key)


def asked(office: Office) -> int:
    """How often Discord was asked to open a DM or to say something."""
    return len([*office.discord.record.calls(OPENED), *office.discord.record.calls(SAID)])


def signs(office: Office, message_id: str) -> dict[str, list[str]]:
    """Who put which signs on something that was said at the front desk."""
    return office.discord.world.message(office.help.channel_id, message_id).reactions


async def test_whoever_refuses_is_not_asked_again_until_they_write(shift: Shift) -> None:
    office, bo = shift.office, shift.office.bo
    bo.takes_dms = False
    with pytest.raises(ChatRefused, match="takes no direct messages"):
        await tell(shift, bo, "first")
    before = asked(office)
    with pytest.raises(ChatRefused, match="takes no direct messages"):
        await tell(shift, bo, "second")
    assert asked(office) == before
    bo.takes_dms = True
    office.writes(bo, "Where is my invoice?")
    await shift.keeps_up()
    await tell(shift, bo, "third")
    assert any("Hello" in each for each in office.said(office.direct(bo)))


async def test_whoever_shares_no_server_is_not_asked_again(shift: Shift) -> None:
    office = shift.office
    office.discord.rooms.leave(office.bo.user_id, office.guild_id)
    for _ in range(2):
        with pytest.raises(ChatRefused, match="share no server"):
            await tell(shift, office.bo, "hello")
    assert asked(office) <= 2


async def test_when_discord_says_too_fast_no_other_is_opened_either(shift: Shift) -> None:
    office = shift.office
    office.writes(office.amina, "Where is my invoice?")
    await shift.keeps_up()
    office.app.dms_left = 0
    with pytest.raises(ChatBusy) as busy:
        await tell(shift, office.bo, "bo")
    before = asked(office)
    with pytest.raises(ChatBusy):
        await tell(shift, office.mira, "mira")
    assert busy.value.retry_after.total_seconds() > 60
    assert asked(office) == before
    await tell(shift, office.amina, "amina")  # hers is open


async def test_while_none_can_be_opened_the_channels_are_caught_up_with(shift: Shift) -> None:
    shift.office.app.dms_left = 0
    with pytest.raises(ChatRefused, match="no direct messages now"):
        await shift.chat.missed(dm_of(shift.office.bo), shift.office.clock.real())


async def test_only_so_many_are_opened_in_a_while(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directs, "_MOST_OPENED", 2)
    async with office.resting() as shift:
        for who in (office.amina, office.bo):
            await tell(shift, who, who.name)
        before = asked(office)
        with pytest.raises(ChatBusy):
            await tell(shift, office.mira, "mira")
        assert asked(office) == before
        await tell(shift, office.bo, "again")


async def test_a_word_typed_by_somebody_who_refuses_them_is_heard_all_the_same(
    shift: Shift, caplog: pytest.LogCaptureFixture
) -> None:
    office = shift.office
    office.bo.takes_dms, office.app.dms_left = False, 0
    with caplog.at_level(logging.ERROR):
        office.says(office.bo, f"<@{office.app.user_id}> stop")
        await shift.keeps_up()
    assert not caplog.records


@pytest.mark.parametrize("said", ["stop", "Stop.", "<@{us}> stop", "<@{us}> <@{us}>, stop"])
async def test_a_public_stop_of_somebody_who_takes_none_is_confirmed_by_a_sign_on_it(shift: Shift, said: str) -> None:
    office = shift.office
    office.bo.takes_dms = False
    message_id = office.says(office.bo, said.format(us=office.app.user_id))
    await shift.keeps_up()
    assert signs(office, message_id) == {"✅": [office.app.user_id]}
    assert not office.ours(office.help)


async def test_no_sign_is_put_on_what_is_confirmed_in_words_or_was_only_asked(shift: Shift) -> None:
    office = shift.office
    confirmed = office.says(office.amina, "stop")
    office.bo.takes_dms = False
    asked = office.says(office.bo, f"<@{office.app.user_id}> help")
    await shift.keeps_up()
    assert any("no more automatic messages" in each for each in office.said(office.direct(office.amina)))
    assert not signs(office, confirmed)
    assert not signs(office, asked)


@pytest.mark.parametrize(("typed", "sign"), [("remind tomorrow at 9", "✅"), ("remind on Nevermas", "❌")])
async def test_an_agent_who_takes_none_sees_by_a_sign_whether_it_was_done(shift: Shift, typed: str, sign: str) -> None:
    office = shift.office
    office.says(office.amina, "Why does the export stop?")
    await shift.keeps_up()
    [root] = office.ours(office.backstage)
    office.jonas.takes_dms = False
    thread = office.discord.talk.begin_thread(
        office.jonas.user_id, office.backstage.channel_id, root.message_id, "export"
    )
    message_id = office.says(office.jonas, f"<@{office.app.user_id}> {typed}", thread)
    await shift.keeps_up()
    assert list(office.discord.world.message(thread, message_id).reactions) == [sign]


async def test_a_long_rate_limit_is_waited_for_outside_of_the_call(shift: Shift) -> None:
    office = shift.office
    office.discord.faults.arm(Fault.BUSY, SAID, seconds=14)
    with pytest.raises(ChatBusy) as busy:
        await shift.chat.tell(CustomerPlace(Place("discord", office.help.channel_id)), HELLO, "hello")
    assert 13 < busy.value.retry_after.total_seconds() <= 14
