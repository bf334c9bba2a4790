"""Which messages ask for something, and what they are about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.replies import Reply, read_reply
from bot.language.requests import TITLE_LENGTH, asks, first_question, is_back, is_vague, taken_from

ASKING = [
    "how do I reset my password",
    "does anyone know a good backup tool",
    "hi all, is there a way to export the list?",
    "why is the sky on the map green",
    "Any news on my order?",
    "it broke again",
    "I get error 500",
    "the export is empty since Monday",
    "can't log in",
    "cant log in",
    "doesn't work",
    "my order never arrived",
    "the app keeps crashing when I scroll",
    "please cancel my order",
    "I need a new card",
    "I want to change my seat",
    "Thanks! One more thing: where do I find my invoice",
    "wie kann ich mein Passwort ändern",
    "der Drucker geht nicht",
    "ich brauche eine neue Karte",
    "könnt ihr meine Bestellung stornieren?",
    "¿cómo cambio mi asiento?",
    "no puedo entrar en mi cuenta",
    "necesito una factura",
    "el pedido no ha llegado",
    "comment changer mon mot de passe",
    "je n'arrive pas à me connecter",
    "je voudrais annuler ma commande",
    "ça ne marche plus depuis lundi",
    "I want that refund",
    "I need it repaired by Friday",
    "I fixed the filter, but now the export crashes",
    "it happened again",
    "you have a problem with your invoice page",
    "I didn't know how to reset it, and now the lamp is broken",
    "my laptop sounds like a tractor, please help",
    "Yesterday I moved the folder. Where is it now?",
    "can anybody help me with this?",
    "someone please look at the lamp",
    "was kostet eine neue Karte",
]

NOT_ASKING = [
    "",
    "hi",
    "hello?",
    "Good morning everyone",
    "thanks",
    "ok",
    "lol",
    "brb",
    "I love this band",
    "?",
    "??",
    "anyone there?",
    "hi, is anyone here?",
    "you know what?",
    "how are you?",
    "really?",
    "no problem",
    "works now, thanks",
    "https://example.com/how?what=please",
    "<https://example.com/error>",
    "see you tomorrow",
    "danke!",
    "wie geht's?",
    "alles klar",
    "jemand da?",
    "schönes Wochenende zusammen",
    "gracias por todo",
    "¿qué tal?",
    "buenos días a todos",
    "merci beaucoup",
    "ça va ?",
    "bonne journée à tous",
    "I want that",
    "haha I need one too",
    "ich will das auch",
    "quiero eso",
    "je veux ça aussi",
    "have you tried another browser?",
    "woof, then you've got a problem",
    "dann hast du ein Problem",
    "alors tu as un problème",
    "entonces tienes un problema",
    "Which version are you running?",
    "what are you trying to print",
    "you need to restart it first",
    "hast du schon neu gestartet?",
    "has probado otro cable?",
    "tu as essayé un autre câble ?",
    "can't believe it rains again",
    "I solved my problem with the manual",
    "someone should frame this",
    "why would anyone paint it green",
    "was thinking of my holidays",
    "sorry, I can't help you with that",
    "what was that for?",
    "but I didn't know that before",
    "that error sounds like a bug in the printer",
    "Have you tried another cable, Tom?",
    "why is it so?",
]

HELD_OUT = {
    "what is the limit for uploads": True,
    "Hey team, could someone look at my ticket": True,
    "my screen is frozen after the update": True,
    "I was charged twice": True,
    "looking for the German manual": True,
    "unable to connect to the server": True,
    "two of the lamps were damaged": True,
    "wo finde ich meine Rechnung": True,
    "die Seite lädt nicht": True,
    "dónde está mi paquete": True,
    "la aplicación se cierra sola": True,
    "où est mon colis": True,
    "l'application plante au démarrage": True,
    "nice weather today": False,
    "haha good one": False,
    "I finished the book last night": False,
    "welcome back": False,
    "das Konzert war toll": False,
    "nos vemos mañana": False,
    "on se voit demain": False,
    "that makes sense, thank you": False,
    "ok I will try that": False,
}


@pytest.mark.parametrize("text", ASKING)
def test_questions_wishes_and_reports_ask(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize("text", NOT_ASKING)
def test_greetings_thanks_chatter_and_links_do_not_ask(text: str) -> None:
    assert not asks(text)


@pytest.mark.parametrize(("text", "asking"), HELD_OUT.items())
def test_messages_written_before_any_result_was_seen_are_told_apart(text: str, asking: bool) -> None:
    assert asks(text) is asking


def test_the_asking_sentence_sums_up_the_matter() -> None:
    text = "Hi there! I hope you are well. The export is empty since Monday. Nothing else changed."
    assert first_question(text) == "The export is empty since Monday."


def test_a_cry_for_help_that_tells_nothing_sums_nothing_up() -> None:
    matter = "My parcel lies around since Tuesday."
    assert first_question(f"{matter} Can you help?") == matter


def test_how_somebody_is_is_no_request() -> None:
    assert not asks("hey Jo, how goes it")


def test_without_a_question_the_first_sentence_that_tells_something_sums_it_up() -> None:
    assert first_question("Hello!\nGreen tea here. And more tea.") == "Green tea here."


@pytest.mark.parametrize("link", ["https://paste.example/logs/of/my/export?id=1", "www.paste.example/a/long/way"])
def test_the_words_of_a_link_do_not_say_what_a_message_is_about(link: str) -> None:
    assert first_question(f"My export stops. Log: {link}") == "My export stops."
    assert is_vague(f"See {link}")


def test_a_greeting_alone_is_its_own_summary_and_nothing_has_none() -> None:
    assert first_question("Hello!") == "Hello!"
    assert first_question(" \n ") == ""


@given(st.text())
def test_a_summary_fits_on_one_short_line(text: str) -> None:
    summary = first_question(text)
    assert len(summary) <= TITLE_LENGTH
    assert len(summary.splitlines()) <= 1
    assert bool(summary) == bool(text.strip())


@given(st.text())
def test_what_is_thanks_or_fine_or_stop_does_not_ask(text: str) -> None:
    assert not asks(text) or read_reply(text) is Reply.TROUBLE


@pytest.mark.parametrize(
    "text",
    [
        "Hi, I need some help please",
        "could somebody help me with something?",
        "I have a question",
        "Hallo, kann mir jemand helfen?",
        "what's going on?",
        "it cant be fixed",
    ],
)
def test_a_cry_for_help_alone_is_vague(text: str) -> None:
    assert is_vague(text)


@pytest.mark.parametrize("text", ["My lamp flickers", "Wo ist meine Rechnung vom Mai?", "où est mon colis bleu"])
def test_what_names_a_matter_is_not_vague(text: str) -> None:
    assert not is_vague(text)


MATTER = "The weekly export stops halfway"


@pytest.mark.parametrize(
    "text",
    [
        "it broke again",
        "Hey Ana, it broke again this morning",
        "that is still not working on my phone",
        "the export fails again",
        "Still the same error!",
        "hello, the problem is back",
        "es geht schon wieder nicht",
        "no funciona otra vez",
        "ça ne marche toujours pas",
    ],
)
def test_what_is_wrong_again_goes_back_to_its_matter(text: str) -> None:
    assert is_back(text, MATTER)


@pytest.mark.parametrize(
    "text",
    [
        "the printer is broken again",
        "that lamp is still broken",
        "I still cannot find my invoice",
        "the export is fast",
        "see you again",
        "it broke",
        "der Drucker ist wieder kaputt",
    ],
)
def test_another_matter_or_none_goes_back_to_nothing(text: str) -> None:
    assert not is_back(text, MATTER)


@given(st.text())
def test_a_text_is_what_its_summary_was_taken_from(text: str) -> None:
    assert taken_from(text, first_question(text))


@pytest.mark.parametrize("named", ["[file: error.png]", "[sticker: Help]", "[file: a]b(c).txt]\n[file: why?.log]"])
def test_the_name_of_a_file_asks_nothing_and_is_no_title_unless_nothing_else_stands_there(named: str) -> None:
    assert not asks(f"look\n{named}")
    assert not asks(named)
    assert first_question(f"Login fails\nSee the picture\n{named}") == "Login fails"
    assert first_question(named).startswith("[")
