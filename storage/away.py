"""Telling a database that cannot be used now from a statement it will never take."""

import sqlite3

_POSTGRES = frozenset({"08", "28", "3D", "40", "53", "55", "57", "58"})
"""Classes of its codes: connection, refused, no such database, rolled back, resources, in use, intervention, system."""

_SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_READONLY,
    }
)


def root_of(error: BaseException) -> BaseException:
    """The driver's own error inside of what SQLAlchemy made of it."""
    inside = getattr(error, "orig", None) or error.__cause__
    return root_of(inside) if inside else error


def is_away(error: BaseException) -> bool:
    """Whether the same may work later, without a change to our program."""
    root = root_of(error)
    if isinstance(root, OSError) or getattr(error, "connection_invalidated", False):
        return True
    code = getattr(root, "sqlite_errorcode", 0) & 0xFF  # without what SQLite adds in detail
    return code in _SQLITE or str(getattr(root, "sqlstate", "") or "")[:2] in _POSTGRES
