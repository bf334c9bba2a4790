"""Check-ins in direct messages: only for members who clicked for it, and never lost when these are closed."""

from bot.model.deliveries import Kind
from tests.discord.loopback.interactions import Interaction
from tests.discord.loopback.people import User
from tests.discord.office import Office, Shift
from tests.discord.test_leaving import automatic, check_in_falls_due

FIXED = "the import runs again"


async def resolved(shift: Shift, number: int) -> None:
    """Jonas resolves the conversation of this number."""
    office = shift.office
    said = [each for each in office.ours(office.backstage) if not each.only_for]
    roots = [each for each in said if each.channel_id == office.backstage.channel_id]
    await shift.presses(office.jonas, roots[number], "Take")
    await shift.fills_in(office.jonas, await shift.presses(office.jonas, roots[number], "Resolve"), {"fixed": FIXED})


async def clicks(shift: Shift, who: User, label: str) -> Interaction:
    """Somebody presses a button below the check-in at the front desk."""
    return await shift.presses(who, shift.office.ours(shift.office.help)[0], label)


async def asked_twice(shift: Shift) -> str:
    """Amina chooses direct messages on the first check-in, then posts in the forum; returns the post."""
    office = shift.office
    office.says(office.amina, "Why does the export stop?")
    await shift.keeps_up()
    await resolved(shift, 0)
    await check_in_falls_due(shift)
    await clicks(shift, office.amina, "DM me instead")
    await clicks(shift, office.amina, "It works")
    office.clock.shift *= 10  # the contact budget allows another one
    amina, forum = office.amina.user_id, office.forum.channel_id
    post = office.discord.talk.forum_post(amina, forum, "Import", "Why does the import hang?")
    await shift.keeps_up()
    await resolved(shift, 1)
    return post


async def test_whoever_clicked_gets_the_next_one_in_direct_messages_and_answers_it_there(office: Office) -> None:
    async with office.working(automatic(office)) as shift:
        await asked_twice(shift)
        assert not office.said(office.direct(office.amina))
        await check_in_falls_due(shift)
        [asked] = office.said(office.direct(office.amina))
        assert FIXED in asked
        assert not office.said(office.forum)
        office.writes(office.amina, "It hangs again, since this morning")
        await shift.keeps_up()
        assert any("Amina says it is not solved" in each for each in office.said(office.backstage))
        assert any("It hangs again" in each for each in office.said(office.backstage))


async def test_where_direct_messages_are_closed_it_comes_in_the_thread_and_names_nothing(office: Office) -> None:
    async with office.working(automatic(office)) as shift:
        post = await asked_twice(shift)
        office.amina.takes_dms = False
        await check_in_falls_due(shift)
        await shift.bot.speak()
        [asked] = office.said(office.forum)
        assert office.ours(office.forum)[0].channel_id == post
        assert FIXED not in asked
        assert not [each for each in await shift.bot.upcoming() if each.kind is Kind.CHECK_IN]


async def test_a_click_of_somebody_else_chooses_nothing(office: Office) -> None:
    async with office.working(automatic(office)) as shift:
        office.says(office.amina, "Why does the export stop?")
        office.says(office.bo, "Thanks for asking that")
        await shift.keeps_up()
        await resolved(shift, 0)
        await check_in_falls_due(shift)
        for who, said in ((office.bo, "for somebody else"), (office.jonas, "for customers")):
            await clicks(shift, who, "DM me instead")
            assert any(said in each for each in office.answers(who))
