"""Telling a database that cannot be used now from a statement it will never take, and saying what to do about it."""

import sqlite3

_FULL = "its disk is full. Make room"
_UNSOUND = "it is damaged, or is not ours. Put a backup back, or name another file"

_SQLITE = {
    sqlite3.SQLITE_BUSY: "another program keeps it locked. End that one",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened. Let the user that runs the bot read and write it and its folder",
    sqlite3.SQLITE_CORRUPT: _UNSOUND,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: "its disk cannot be read or written. See whether it is full or broken",
    sqlite3.SQLITE_LOCKED: "another program keeps it locked. End that one",
    sqlite3.SQLITE_NOMEM: "there is no memory left. End other programs",
    sqlite3.SQLITE_NOTADB: _UNSOUND,
    sqlite3.SQLITE_READONLY: "it cannot be written. Let the user that runs the bot write it and its folder",
}

_NOT_THERE = "PostgreSQL cannot be reached. See whether it runs"
_TROUBLE = "PostgreSQL is in trouble. Look at its log"
_POSTGRES = {  # by its code, or by the first two characters, the code's class
    "53100": _FULL,
    "25006": "PostgreSQL takes no changes there. Name the server that does in database.url",
    "08": _NOT_THERE,
    "28": "PostgreSQL lets nobody in by that name. Look at the user and the password in database.url",
    "3D": "it is not there. Make it, or name another one in database.url",
    "40": "another transaction was in the way",
    "53": "PostgreSQL has no memory or no connection left. Give it more",
    "55": "somebody else is changing it",
    "57": "PostgreSQL is being stopped, or took too long. Look at its log",
    "58": _TROUBLE,
    "XX": _TROUBLE,
}


def root_of(error: BaseException) -> BaseException:
    """The driver's own error inside of what SQLAlchemy made of it; what led to a timeout says nothing."""
    inside = None if isinstance(error, TimeoutError) else getattr(error, "orig", None) or error.__cause__
    return root_of(inside) if inside else error


def is_damaged(error: BaseException) -> bool:
    """Whether a file is no sound database; then, and only then, a backup is what helps."""
    return _SQLITE.get(_code_of(root_of(error))) == _UNSOUND


def why_away(error: BaseException) -> str | None:
    """Why the database cannot be used now, and what to do; None when no change but one to our program would help."""
    root = root_of(error)
    server = str(getattr(root, "sqlstate", "") or "")
    if why := _SQLITE.get(_code_of(root)) or _POSTGRES.get(server) or _POSTGRES.get(server[:2]):
        return why
    return _NOT_THERE if isinstance(root, OSError) or isinstance(error, OSError) else None


def _code_of(root: BaseException) -> int:
    code: int = getattr(root, "sqlite_errorcode", 0)
    return code & 0xFF
