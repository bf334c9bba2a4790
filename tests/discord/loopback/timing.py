"""How patient this Discord is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """In seconds; tests take less."""

    click: float = 3.0  # for a click, a command or a form to be answered
    token: float = 900.0  # how long an interaction can be followed up
    nonce: float = 120.0  # how long a nonce is remembered
    resume: float = 180.0  # how long a session that lost its connection can be resumed
    heartbeat: float = 41.25
