"""Hours and absence of agents: what mentions them waits for their hours, or mentions who stands in for them."""

import pytest

from adapters.sandbox import PLATFORM
from adapters.sandbox.play import Play, Seat
from adapters.sandbox.stage import ANA, BACKSTAGE, BEN, HELP, MIA
from bot.model.people import Profile, Role
from bot.model.places import Person, dm
from tests.flows.table import (
    DAY,
    HOUR,
    answer,
    asks,
    berlin,
    gives,
    goes_to,
    resolved,
    root,
    text_of,
    whispered,
)

HANDED = "handed you Mia"


async def works(play: Play, when: str = "Mon-Fri 9-17") -> str:
    """Ana says when she works; returns the answer."""
    return text_of(await gives(play.seat(ANA), "hours", BACKSTAGE, fields={"when": when}))


async def leaves(play: Play, until: str = "Monday", stand_in: str = "") -> str:
    """Ben is known, and Ana goes away; returns the answer."""
    await play.seat(BEN).says("I am here today.", BACKSTAGE)
    return text_of(await gives(play.seat(ANA), "away", BACKSTAGE, fields={"until": until, "stand_in": stand_in}))


async def seated(play: Play, name: str, user_id: str = "") -> None:
    """Another colleague, who has written a word."""
    account = Person(PLATFORM, user_id or name.lower().replace(" ", "-"))
    await play.world.seat(colleague := Profile(account, name, Role.STAFF))
    await play.seat(colleague).says("Hello", BACKSTAGE)


async def told_in_private(seat: Seat) -> list[str]:
    """What the bot said in their private messages."""
    return [text_of(seen.words) for seen in await seat.sees() if seen.words and seen.place == dm(seat.me)]


async def breaks_again_while_away(play: Play) -> Seat:
    """Ana is away until tomorrow, nobody stands in, and Mia can read what is said backstage; returns Ana."""
    mia, ana = play.seat(MIA), play.seat(ANA)
    thread = await resolved(mia, ana)
    await leaves(play, "tomorrow")
    await play.world.admit(BACKSTAGE.channel_id, MIA.person)
    await mia.says("It broke again.", thread)
    return ana


async def handed_to_ana_where_others_read(play: Play) -> None:
    """Ben gives her a conversation nobody has taken; Mia can read what is said backstage."""
    ben = play.seat(BEN)
    await play.world.admit(BACKSTAGE.channel_id, MIA.person)
    thread = await asks(play.seat(MIA))
    await gives(ben, "hand over", thread, message_id=thread.thread_id or "", fields={"to": "Ana"})


class TestHours:
    async def test_the_root_of_what_is_handed_to_them_does_not_ring_in_private_at_night(self, play: Play) -> None:
        ana, ben = play.seat(ANA), play.seat(BEN)
        await works(play)
        await ben.says("I am here today.", BACKSTAGE)
        await goes_to(play, berlin(3, 7, 3))
        await handed_to_ana_where_others_read(play)
        assert await told_in_private(ana) == []
        await goes_to(play, berlin(3, 9, 10))
        assert any("first time here" in told for told in await told_in_private(ana))

    async def test_what_was_understood_is_said_in_the_agents_own_zone(self, play: Play) -> None:
        ben = play.seat(BEN)
        await gives(ben, "hours", BACKSTAGE, fields={"when": "Mo-Do 9-17, Fr 9-15"})
        assert "Your hours: Mon–Thu 09:00–17:00, Fri 09:00–15:00, Lisbon time." in await answer(ben)
        await gives(ben, "hours", BACKSTAGE)
        assert "Your hours: Mon–Thu 09:00–17:00, Fri 09:00–15:00, Lisbon time." in await answer(ben)

    async def test_what_was_played_back_can_be_said_again_and_no_other_zone(self, play: Play) -> None:
        ben = play.seat(BEN)
        await gives(ben, "hours", BACKSTAGE, fields={"when": "Mon–Thu 09:00–17:00, Lisbon time."})
        assert "Your hours: Mon–Thu 09:00–17:00, Lisbon time." in await answer(ben)
        await gives(ben, "hours", BACKSTAGE, fields={"when": "Mon–Thu 09:00–17:00, Berlin time."})
        assert "as hours" in await answer(ben)

    async def test_undo_brings_back_what_was_before(self, play: Play) -> None:
        ana = play.seat(ANA)
        await works(play, "Mon-Wed 9-12")
        await works(play, "Thu 9-12")
        await ana.presses("Undo")
        assert "Your hours: Mon–Wed 09:00–12:00, Berlin time." in await answer(ana)
        await works(play, "always")
        assert await answer(ana) == "Your hours: always."

    async def test_what_cannot_be_read_changes_nothing(self, play: Play) -> None:
        await works(play)
        assert "I can read: “Mon-Fri 9-17”" in await works(play, "now and then")
        assert "Mon–Fri 09:00–17:00" in await works(play, "")

    async def test_a_form_shows_what_is_kept(self, play: Play) -> None:
        await works(play)
        form = await play.core.bot.form("hours", "", ANA)
        assert "09:00–17:00" in str(form)

    async def test_out_of_hours_a_whisper_waits_for_the_next_morning(self, play: Play) -> None:
        mia, ana = play.seat(MIA), play.seat(ANA)
        thread = await resolved(mia, ana)
        await works(play)
        await goes_to(play, berlin(3, 6, 17, 30))
        await mia.says("It broke again.", thread)
        assert await whispered(ana, "not solved") == []
        assert "State: open · Ana has it · Ana owes the next word" in await root(ana)
        await goes_to(play, berlin(3, 9, 8, 59))
        assert await whispered(ana, "not solved") == []
        await goes_to(play, berlin(3, 9, 9))
        [told] = await whispered(ana, "not solved")
        assert told.mention == ANA.person

    async def test_what_mentions_nobody_goes_out_at_once(self, play: Play) -> None:
        mia, ana = play.seat(MIA), play.seat(ANA)
        await resolved(mia, ana)
        await works(play)
        await goes_to(play, berlin(3, 7, 3))
        await asks(mia, "Why does the import stop too?")
        [briefing] = await whispered(ana, "Mia is back")
        assert briefing.mention is None

    async def test_taking_a_conversation_out_of_hours_brings_its_briefing_at_once(self, play: Play) -> None:
        mia, ana = play.seat(MIA), play.seat(ANA)
        await works(play)
        await goes_to(play, berlin(3, 7, 12))
        await asks(mia)
        await ana.presses("Take")
        assert len(await whispered(ana, "You have Mia")) == 1

    async def test_a_conversation_handed_over_out_of_hours_waits(self, play: Play) -> None:
        ana, ben = play.seat(ANA), play.seat(BEN)
        await works(play)
        await goes_to(play, berlin(3, 7, 12))
        await asks(play.seat(MIA))
        await ben.presses("Hand over", to="Ana")
        assert await whispered(ana, HANDED) == []
        await goes_to(play, berlin(3, 9, 9))
        assert len(await whispered(ana, HANDED)) == 1

    async def test_a_reminder_out_of_hours_is_played_back_with_the_time_it_really_comes(self, play: Play) -> None:
        ana = play.seat(ANA)
        await asks(play.seat(MIA))
        await works(play)
        await ana.presses("Remind me", when="Saturday at 10")
        assert "I will remind you about Mia: Mon 9 Mar, 09:00 Berlin time" in await answer(ana)
        assert "You do not work on Sat 7 Mar, 10:00 Berlin time" in await answer(ana)
        assert "A reminder for Ana is set: Mon 9 Mar, 09:00" in await root(ana)
        await goes_to(play, berlin(3, 9, 8, 59))
        assert await whispered(ana, "remind you") == []
        await goes_to(play, berlin(3, 9, 9))
        assert len(await whispered(ana, "remind you")) == 1

    async def test_hours_that_changed_since_a_reminder_was_set_count(self, play: Play) -> None:
        ana = play.seat(ANA)
        await asks(play.seat(MIA))
        await ana.presses("Remind me", when="Saturday at 10")
        await works(play)
        await goes_to(play, berlin(3, 8, 12))
        assert await whispered(ana, "remind you") == []
        await goes_to(play, berlin(3, 9, 9))
        assert len(await whispered(ana, "remind you")) == 1

    async def test_a_snooze_that_ends_at_night_is_over_and_told_in_the_morning(self, play: Play) -> None:
        ana = play.seat(ANA)
        await asks(play.seat(MIA))
        await works(play)
        await ana.presses("Snooze", until="Saturday at 10")
        await goes_to(play, berlin(3, 7, 10))
        assert "State: open · Ana has it" in await root(ana)
        assert await whispered(ana, "awake again") == []
        await goes_to(play, berlin(3, 9, 9))
        assert len(await whispered(ana, "awake again")) == 1

    async def test_the_question_after_a_silence_waits_for_them(self, play: Play) -> None:
        mia, ana = play.seat(MIA), play.seat(ANA)
        await goes_to(play, berlin(3, 7, 12))
        thread = await asks(mia)
        await ana.presses("Take")
        await ana.says("Please try again.", thread)
        await works(play)
        await goes_to(play, berlin(3, 15, 12))
        assert await whispered(ana, "conversation done?") == []
        await goes_to(play, berlin(3, 16, 9, 1))
        assert len(await whispered(ana, "conversation done?")) == 1

    async def test_what_a_customer_writes_in_private_waits_for_them(self, play: Play) -> None:
        mia, ana = play.seat(MIA), play.seat(ANA)
        await works(play)
        await mia.says("Can you help me with my invoice?", dm(MIA.person))
        await ana.presses("Take")
        await goes_to(play, berlin(3, 7, 3))
        await mia.says("It is the one of May.", dm(MIA.person))
        assert await whispered(ana, "Mia wrote") == []
        await goes_to(play, berlin(3, 9, 10))
        assert len(await whispered(ana, "Mia wrote")) == 1


class TestAway:
    async def test_the_root_of_what_is_handed_to_them_does_not_ring_in_private(self, play: Play) -> None:
        await leaves(play, "tomorrow")
        await handed_to_ana_where_others_read(play)
        assert await told_in_private(play.seat(ANA)) == []
        await play.pass_time(DAY)
        assert any("first time here" in told for told in await told_in_private(play.seat(ANA)))

    async def test_it_is_played_back_and_back_ends_it(self, play: Play) -> None:
        ana = play.seat(ANA)
        assert "You are away until Mon 9 Mar, 09:00 Berlin time." in await leaves(play, "until Monday")
        assert "Nobody stands in" in await answer(ana)
        assert "You are away until Fri 31 Dec 9999, 09:00 Berlin time." in await leaves(play, "9999-12-31")
        await ana.presses("I am back")
        assert "Welcome back." in await answer(ana)
        await asks(play.seat(MIA))
        await play.seat(BEN).presses("Hand over", to="Ana")
        [handed] = await whispered(ana, HANDED)
        assert handed.mention == ANA.person

    async def test_the_word_back_ends_it_too(self, play: Play) -> None:
        await leaves(play, stand_in="Ben")
        assert "Welcome back." in await leaves(play, "back")

    @pytest.mark.parametrize(("until", "stand_in"), [("Monday", "Ben"), ("until Monday, Ben stands in", "")])
    async def test_who_stands_in_is_mentioned_instead(self, play: Play, until: str, stand_in: str) -> None:
        mia, ana = play.seat(MIA), play.seat(ANA)
        thread = await resolved(mia, ana)
        assert "Ben stands in" in await leaves(play, until, stand_in)
        await play.pass_time(DAY)
        await mia.says("It broke again.", thread)
        [told] = await whispered(ana, "not solved")
        assert told.mention == BEN.person
        assert "This is for Ana, who is away until Mon 9 Mar" in text_of(told)

    async def test_without_anybody_it_stands_in_the_thread_and_mentions_nobody(self, play: Play) -> None:
        mia, ana = play.seat(MIA), play.seat(ANA)
        thread = await resolved(mia, ana)
        await leaves(play)
        await play.pass_time(DAY)
        await mia.says("It broke again.", thread)
        [told] = await whispered(ana, "not solved")
        assert told.mention is None
        assert "This is for Ana, who is away" in text_of(told)

    @pytest.mark.parametrize(("word", "said"), [("hours", {"when": "Sat 9-12"}), ("away", {"until": "Friday"})])
    async def test_who_stands_in_and_is_not_there_is_left_alone_too(
        self, play: Play, word: str, said: dict[str, str]
    ) -> None:
        mia, ana = play.seat(MIA), play.seat(ANA)
        thread = await resolved(mia, ana)
        await leaves(play, stand_in="Ben")
        await gives(play.seat(BEN), word, BACKSTAGE, fields=said)
        await play.pass_time(DAY)
        await mia.says("It broke again.", thread)
        [told] = await whispered(ana, "not solved")
        assert told.mention is None

    async def test_once_they_are_back_they_are_mentioned_again(self, play: Play) -> None:
        mia, ana = play.seat(MIA), play.seat(ANA)
        thread = await resolved(mia, ana)
        await leaves(play, "tomorrow", "Ben")
        await play.pass_time(DAY + HOUR)
        await mia.says("It broke again.", thread)
        [told] = await whispered(ana, "not solved")
        assert told.mention == ANA.person

    async def test_when_the_thread_cannot_be_used_the_stand_in_is_told_in_private(self, play: Play) -> None:
        mia, ana, ben = play.seat(MIA), play.seat(ANA), play.seat(BEN)
        thread = await resolved(mia, ana)
        await leaves(play, stand_in="Ben")
        await play.world.admit(BACKSTAGE.channel_id, MIA.person)
        await play.pass_time(DAY)
        await mia.says("It broke again.", thread)
        assert any("not solved" in told for told in await told_in_private(ben))
        assert [seen for seen in await ana.sees() if seen.place == dm(ANA.person)] == []

    async def test_when_only_their_private_messages_are_left_it_waits_until_they_are_back(self, play: Play) -> None:
        ana = await breaks_again_while_away(play)
        await play.pass_time(2 * HOUR)
        assert await told_in_private(ana) == []
        await play.pass_time(DAY)
        [told] = await told_in_private(ana)
        assert "not solved" in told

    async def test_it_waits_no_longer_once_only_staff_can_read_the_thread_again(self, play: Play) -> None:
        ana = await breaks_again_while_away(play)
        await play.pass_time(HOUR / 2)
        await play.world.see_out(BACKSTAGE.channel_id, MIA.person)
        assert await whispered(ana, "not solved") == []
        await play.pass_time(HOUR)
        [told] = await whispered(ana, "not solved")
        assert "is away" in text_of(told)
        assert await told_in_private(ana) == []

    async def test_who_hands_over_to_somebody_away_is_told(self, play: Play) -> None:
        ben = play.seat(BEN)
        await leaves(play, stand_in="Ben")
        await asks(play.seat(MIA))
        await ben.presses("Hand over", to="Ana")
        assert "They are away until Mon 9 Mar, 08:00 Lisbon time." in await answer(ben)
        [handed] = await whispered(ben, HANDED)
        assert handed.mention == BEN.person

    @pytest.mark.parametrize(
        ("stand_in", "why"), [("Ana", "for yourself"), ("Zoe", "No colleague called “Zoe” is known yet.")]
    )
    async def test_nobody_stands_in_who_cannot(self, play: Play, stand_in: str, why: str) -> None:
        assert why in await leaves(play, "Monday", stand_in)
        await play.seat(ANA).says("Then I am here.", BACKSTAGE)
        await asks(play.seat(MIA))
        await play.seat(BEN).presses("Hand over", to="Ana")
        [handed] = await whispered(play.seat(ANA), HANDED)
        assert handed.mention == ANA.person

    async def test_a_name_beside_the_time_that_nobody_known_has_is_not_passed_over(self, play: Play) -> None:
        ana, until = play.seat(ANA), {"until": "until Monday, Ben stands in"}
        assert "No colleague called “Ben” is known yet." in text_of(await gives(ana, "away", fields=until))
        await play.seat(BEN).says("Hello", BACKSTAGE)
        assert "Ben stands in: while they are there" in text_of(await gives(ana, "away", fields=until))

    @pytest.mark.parametrize("until", ["for 2 weeks, nobody", "for 2 weeks, no one stands in", "zwei Wochen"])
    async def test_it_may_be_a_length_and_nobody_may_stand_in(self, play: Play, until: str) -> None:
        assert "away until Mon 16 Mar, 10:00 Berlin time.\nNobody stands in" in await leaves(play, until)
        assert "Nobody stands in" in await leaves(play, stand_in="niemand")

    @pytest.mark.parametrize("until", ["Monday, Ben Ito stands in", "Monday, @ben-ito stands in"])
    async def test_of_two_names_that_fit_the_longer_one_is_meant(self, play: Play, until: str) -> None:
        await seated(play, "Ben Ito")
        assert "Ben Ito stands in:" in await leaves(play, until)

    async def test_one_colleague_can_stand_in_and_no_more(self, play: Play) -> None:
        await seated(play, "Zoe")
        assert "for you: ben or zoe?\nNothing was changed." in await leaves(play, "Monday, Ben and Zoe stand in")

    async def test_of_two_with_one_name_the_account_tells_who_is_meant(self, play: Play) -> None:
        await seated(play, "Ben", "ben-2")
        assert "More than one colleague is called “Ben”.\nName one by their account: ben, ben-2." in await leaves(
            play, stand_in="Ben"
        )
        assert "Ben stands in:" in await leaves(play, stand_in="ben-2")

    async def test_without_a_time_that_can_be_read_nothing_changes(self, play: Play) -> None:
        assert "Nothing was changed." in await leaves(play, "for a while")

    async def test_the_form_offers_the_colleagues(self, play: Play) -> None:
        await leaves(play)
        form = str(await play.core.bot.form("away", "", ANA))
        assert "('', 'Nobody'), ('ben', 'Ben')" in form
        assert "'Ana'" not in form

    async def test_it_is_for_agents(self, play: Play) -> None:
        for word in ("hours", "away", "snooze"):
            assert "Nothing was changed." in text_of(await gives(play.seat(MIA), word, HELP))


class TestWhoKnowsThem:
    async def test_the_briefing_suggests_who_helped_last_and_mentions_nobody(self, play: Play) -> None:
        mia, ana = play.seat(MIA), play.seat(ANA)
        await resolved(mia, ana)
        await play.pass_time(DAY)
        await asks(mia, "Why does the import stop too?")
        [briefing] = await whispered(ana, "Mia is back")
        assert text_of(briefing).startswith("Mia is back\nAna helped them last.\n")
        assert briefing.mention is None

    async def test_while_they_are_away_it_suggests_who_stands_in(self, play: Play) -> None:
        mia, ana = play.seat(MIA), play.seat(ANA)
        await resolved(mia, ana)
        await leaves(play, stand_in="Ben")
        await play.pass_time(DAY)
        await asks(mia, "Why does the import stop too?")
        [briefing] = await whispered(ana, "Mia is back")
        assert "Ana helped them last, and is away until Mon 9 Mar, 09:00 Berlin time; Ben stands in." in text_of(
            briefing
        )

    async def test_whom_nobody_has_helped_nobody_knows(self, play: Play) -> None:
        mia, ana = play.seat(MIA), play.seat(ANA)
        await asks(mia)
        await play.pass_time(DAY)
        await asks(mia, "Why does the import stop too?")
        [briefing] = await whispered(ana, "Mia is back")
        assert "helped them last" not in text_of(briefing)

    async def test_whoever_takes_it_is_not_told_whom_to_ask(self, play: Play) -> None:
        mia, ana, ben = play.seat(MIA), play.seat(ANA), play.seat(BEN)
        await resolved(mia, ana)
        await play.pass_time(DAY)
        await asks(mia, "Why does the import stop too?")
        await ben.presses("Take")
        [briefing] = [each for each in await whispered(ben, "You have Mia") if each.mention == BEN.person]
        assert "helped them last" not in text_of(briefing)
