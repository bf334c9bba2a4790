"""Whether a file can be kept somewhere, and making one that is private."""

import errno
import os
from pathlib import Path
from tempfile import TemporaryFile


def try_to_keep(path: Path) -> None:
    """Raises `OSError` when no file could be kept there, or the one there not be changed. Leaves nothing behind.

    Folders that are missing could be made; databases write more files beside their own.
    """
    nearest = next(folder for folder in path.absolute().parents if folder.exists())
    if not nearest.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, f"{nearest} is a file, not a folder")
    with TemporaryFile(dir=nearest):
        pass
    if path.exists():
        path.open("r+b").close()


def make_private(path: Path) -> None:
    """Make an empty file that only its owner can read, and its folders, unless it is there already.

    Raises `OSError` when no file could be kept there, or the one there not be changed.
    """
    try_to_keep(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
