"""Makes the page that lists all commands from their one table: `python -m tools.command_page` writes it."""

from pathlib import Path

from bot.commands import COMMANDS, Command

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "commands.md"

_TOP = """# Commands

Typed in a backstage thread (`/care remind tomorrow at 9`, or without `/care` in the line below the thread), pressed as
a button, picked from the menu of a message, or submitted as a form: the same words do the same things. Times are read
in the speaker's own zone. This page is made from the table in `bot/commands.py`.

| word | who | does | asks for |
|---|---|---|---|
"""


def page() -> str:
    """The whole page, in Markdown."""
    return _TOP + "".join(_row(command) for command in COMMANDS if command.listed)


def _row(command: Command) -> str:
    fields = ", ".join(f"{field.label}{'' if field.required else ' (or nothing)'}" for field in command.fields)
    return f"| `{command.word}` | {command.who} | {command.does} | {fields} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
