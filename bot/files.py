"""Whether a file can be kept somewhere."""

from pathlib import Path
from tempfile import TemporaryFile


def try_to_keep(path: Path) -> None:
    """Raises `OSError` when no file could be kept there, or the one there not be changed. Leaves nothing behind.

    Folders that are missing could be made; databases write more files beside their own.
    """
    with TemporaryFile(dir=next(folder for folder in path.absolute().parents if folder.exists())):
        pass
    if path.exists():
        path.open("r+b").close()
