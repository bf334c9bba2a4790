"""Reading people's words: times, requests and answers, in English, German, Spanish and French."""

from bot.language.english import ENGLISH
from bot.language.french import FRENCH
from bot.language.german import GERMAN
from bot.language.spanish import SPANISH
from bot.language.table import Language

LANGUAGES: tuple[Language, ...] = (ENGLISH, GERMAN, SPANISH, FRENCH)
