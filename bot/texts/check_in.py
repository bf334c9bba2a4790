"""The check-in: one open question after a conversation was resolved."""

from bot.messages import Button, CustomerWords

_WHY = (
    "This message is automatic: it comes once after a conversation {here}. "
    "Write “stop”, or press the button, and there will be no more."
)
IN_DM, IN_PLACE = "dm", "here"
"""Where the next ones go, as the buttons say it."""


def check_in(*, key: str, name: str, agent: str, fixed: str, private: bool, elsewhere: bool) -> CustomerWords:
    """What the customer reads; where others can read too (`private` is False) nothing of the matter is named.

    `elsewhere` is in direct messages that they chose, and not where the conversation was.
    """
    what = f" What was done: {fixed}" if private and fixed else ""
    chosen = "with us, in a direct message as you chose"
    return CustomerWords(
        lines=(
            f"Hello {name}, {agent} helped you{'' if elsewhere else ' here'} a little while ago.{what}",
            f"How has it been since? Just reply here: {agent} will read it.",
        ),
        why=_WHY.format(here=chosen if elsewhere else "here"),
        buttons=(
            Button("It works", "answer", key, "fine", "main"),
            Button("Not quite", "answer", key, "trouble"),
            *_where(key, private=private, elsewhere=elsewhere),
            Button("Stop these messages", "stop", key, "stop"),
        ),
    )


def _where(key: str, *, private: bool, elsewhere: bool) -> tuple[Button, ...]:
    """How to have the next ones somewhere else; not for who wrote in direct messages in the first place."""
    if elsewhere:
        return (Button("No direct messages", "where", key, IN_PLACE),)
    return () if private else (Button("DM me instead", "where", key, IN_DM),)
