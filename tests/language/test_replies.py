"""What an answer to "how is it going?" is taken for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.replies import Reply, is_start, is_stop, is_yes, read_reply

FINE = [
    "works now, thanks",
    "all good",
    "yes it does",
    "perfect, it's fixed",
    "yes",
    "Yep!",
    "The export works now, thank you",
    "no more errors, thanks a lot",
    "It's up and running again 🎉",
    "that did the trick :)",
    "thx, that was it lol",
    "No, all good",
    "läuft",
    "funktioniert wieder, danke!",
    "Alles bestens, vielen Dank für die schnelle Hilfe",
    "der Drucker läuft wieder",
    "funciona",
    "gracias, ya funciona",
    "sí, todo bien",
    "ça marche",
    "oui, c'est bon, merci beaucoup",
    "plus de problème",
]

TROUBLE = [
    "",
    "it broke again",
    "no",
    "still the same",
    "thanks but it's back",
    "it worked for a day",
    "it worked until this morning",
    "works, but now the printer is dead",
    "works now. Another thing, my invoice never came",
    "not working",
    "isn't fine",
    "works?",
    "[sticker: Wave]",
    "[forwarded] stop",
    "works :(",
    "thanks 😡",
    "👎",
    "yes please",
    "yes, could you also change my seat",
    "https://example.com/log",
    "how do I stop the server?",
    "it doesn't stop",
    "I have to stop and start it every hour",
    "läuft nicht",
    "danke, aber es geht immer noch nicht",
    "ist leider wieder kaputt",
    "no funciona",
    "gracias pero sigue igual",
    "ça ne marche pas",
    "merci, mais toujours pareil",
    "para qué sirve esto",
    "works only on my old phone",
    "what a joke",
]

STOP = [
    "stop",
    "STOP!",
    "stop please",
    "Please stop.",
    "“stop”",
    "stop stop stop",
    "stop\n[sticker: Sad wave]",
    "unsubscribe",
    "stopp",
    "stop bitte",
    "aufhören",
    "para",
    "por favor, para",
    "basta",
    "arrête",
    "arrêtez s'il vous plaît",
]

THANKS = [
    "thanks",
    "thank you so much!",
    "thank you\n[sticker: Not working]",
    "thx :)",
    "great, thanks",
    "👍",
    "🙏🏽",
    "no worries",
    "no, thanks",
    "ok thanks bye",
    "Thanks for your help, have a nice day!",
    "thanks mate!!!",
    "danke dir",
    "Vielen Dank!",
    "kein Problem, schönes Wochenende",
    "muchas gracias",
    "gracias por todo, hasta luego",
    "merci beaucoup !",
    "d'accord, merci",
]

HELD_OUT = {
    "Yes, everything is fine now. Thank you!": Reply.FINE,
    "resolved, cheers": Reply.FINE,
    "it's working great": Reply.FINE,
    "ja, passt alles, danke": Reply.FINE,
    "todo perfecto, muchas gracias": Reply.FINE,
    "oui tout va bien": Reply.FINE,
    "nope": Reply.TROUBLE,
    "same error as before": Reply.TROUBLE,
    "I never got the refund": Reply.TROUBLE,
    "thanks, one more question": Reply.TROUBLE,
    "it works sometimes": Reply.TROUBLE,
    "good until yesterday": Reply.TROUBLE,
    "geht so": Reply.TROUBLE,
    "ya no funciona": Reply.TROUBLE,
    "ça remarche pas": Reply.TROUBLE,
    "please stop it": Reply.STOP,
    "Stop, danke": Reply.STOP,
    "don't stop": Reply.TROUBLE,
    "stop by my office": Reply.TROUBLE,
    "many thanks for your time": Reply.THANKS,
    "okay great thank you": Reply.THANKS,
    "danke und schönen Abend": Reply.THANKS,
    "vale, gracias": Reply.THANKS,
    "super merci": Reply.THANKS,
}

EXPECTED = {
    **dict.fromkeys(FINE, Reply.FINE),
    **dict.fromkeys(TROUBLE, Reply.TROUBLE),
    **dict.fromkeys(STOP, Reply.STOP),
    **dict.fromkeys(THANKS, Reply.THANKS),
}


@pytest.mark.parametrize(("text", "reply"), EXPECTED.items())
def test_an_answer_is_understood_and_the_unclear_is_trouble(text: str, reply: Reply) -> None:
    assert read_reply(text) is reply


@pytest.mark.parametrize(("text", "reply"), HELD_OUT.items())
def test_answers_written_before_any_result_was_seen_are_understood(text: str, reply: Reply) -> None:
    assert read_reply(text) is reply


@pytest.mark.parametrize("text", ["yes", "Yep.", "here it is", "ja", "oui :)", "sí"])
def test_a_mere_yes_is_one(text: str) -> None:
    assert is_yes(text)


@pytest.mark.parametrize("text", ["", "yes, it works", "thanks", "yes, but why", "this is my team", "no"])
def test_what_says_more_than_yes_is_none(text: str) -> None:
    assert not is_yes(text)


@pytest.mark.parametrize("text", ["start", "START!", "unstop", "start please"])
def test_start_alone_is_a_start(text: str) -> None:
    assert is_start(text)


@pytest.mark.parametrize("text", ["", "when do you start?", "it does not start", "stop", "start the server"])
def test_start_inside_a_sentence_is_no_start(text: str) -> None:
    assert not is_start(text)


@given(st.text())
def test_any_text_gets_an_answer_and_stop_is_always_heard(text: str) -> None:
    assert (read_reply(text) is Reply.STOP) == is_stop(text)


@given(st.sampled_from(FINE + THANKS), st.sampled_from([" but it broke", " ?", "\nstill not there", " 😡"]))
def test_a_doubt_behind_kind_words_is_trouble(kind: str, doubt: str) -> None:
    assert read_reply(kind + doubt) is Reply.TROUBLE
