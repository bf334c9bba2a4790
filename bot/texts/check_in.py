"""The check-in: one open question after a conversation was resolved."""

from bot.messages import Button, CustomerWords

_WHY = (
    "This message is automatic: it comes once after a conversation here. "
    "Write “stop”, or press the button, and there will be no more."
)


def check_in(*, key: str, name: str, agent: str, fixed: str, private: bool) -> CustomerWords:
    """What the customer reads; where others can read too (`private` is False) nothing of the matter is named."""
    what = f" What was done: {fixed}" if private and fixed else ""
    return CustomerWords(
        lines=(
            f"Hello {name}, {agent} helped you here a little while ago.{what}",
            f"How has it been since? Just reply here: {agent} will read it.",
        ),
        why=_WHY,
        buttons=(
            Button("It works", "answer", key, "fine", "main"),
            Button("Not quite", "answer", key, "trouble"),
            Button("Stop these messages", "stop", key, "stop"),
        ),
    )
