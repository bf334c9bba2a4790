"""What the core needs from outside: a chat, a store, a clock; and what a chat needs from the core: ears."""

from bot.ports.chat import THREADS_BACK, Chat, Ears
from bot.ports.clock import Clock, NewKey
from bot.ports.outbox import Outbox
from bot.ports.repositories import Conversations, Messages, Notes, Past, People, Presences, Unheard
from bot.ports.store import Store, Work

__all__ = [
    "THREADS_BACK",
    "Chat",
    "Clock",
    "Conversations",
    "Ears",
    "Messages",
    "NewKey",
    "Notes",
    "Outbox",
    "Past",
    "People",
    "Presences",
    "Store",
    "Unheard",
    "Work",
]
