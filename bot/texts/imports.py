"""What an import tells whoever ran it."""

from bot.model.imports import Imported

NOT_ONE = "Nothing was brought in: not one line is right. Each is named above, with why. Mend the file."
"""Why nothing was brought in, although bad lines were to be left out."""


def outcome(imported: Imported) -> str:
    """What was brought in, what was there already, and what was not brought in and why."""
    lines = [_brought_in(imported)]
    if imported.there_already:
        lines.append(f"{_counted(imported.there_already, 'message')} there already; nothing of them was changed.")
    if imported.left_alone:
        lines.append(f"{_counted(imported.left_alone, 'message')} left alone, in conversations that I heard myself.")
    if imported.bad:
        lines.append(f"{_counted(imported.bad, 'line')} left out; each was named above, on standard error.")
    return "\n".join(lines)


def refusal(imported: Imported) -> str:
    """Why nothing was brought in."""
    return _complaining(f"Nothing was brought in; {_counted(imported.bad, 'line')} not right:", imported)


def stop(imported: Imported) -> str:
    """Why no more was brought in."""
    before = "What stands before is brought in, and is passed over the next time"
    return _complaining(f"{before}; {_counted(imported.bad, 'line')} not right:", imported)


def _complaining(of_what: str, imported: Imported) -> str:
    hidden = imported.bad - len(imported.complaints)
    return "\n".join(
        [
            of_what,
            *(f"  {each}" for each in imported.complaints),
            *([f"  … and {hidden:,} more"] if hidden else []),
            "Mend the file, or leave such lines out with --keep-going.",
        ]
    )


def _brought_in(imported: Imported) -> str:
    if not imported.messages:
        return "Nothing new was brought in; nothing was changed."
    return (
        f"Brought in {_some(imported.messages, 'message')}, with {_some(imported.conversations, 'new conversation')} "
        f"and {_some(imported.customers, 'new customer')}. Nothing will be said because of them."
    )


def _counted(number: int, what: str) -> str:
    return f"{_some(number, what)} {'was' if number == 1 else 'were'}"


def _some(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
