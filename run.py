"""Set Unhurried up in `.venv` when that is needed, then run it, or a developer's word: test, lint, prove."""

import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path


def too_old(major: int, minor: int) -> str:
    """What to tell people whose Python is too old; nothing when it is not."""
    if (major, minor) >= (3, 11):
        return ""
    return f"Unhurried needs Python 3.11 or newer; this is Python {major}.{minor}."


# Before anything that an old Python cannot run. The whole file must stay readable to Python 3.6.
if too_old(*sys.version_info[:2]):
    sys.exit(too_old(*sys.version_info[:2]))

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = Path(sysconfig.get_path("scripts", "venv", {"base": str(VENV)}))
PACKAGES = Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV)}))
PYTHON = str(SCRIPTS / "python")
STAMP = VENV / "installed"
TO_RUN = ROOT / "requirements.lock"
TO_DEVELOP = ROOT / "requirements-dev.lock"

Command = list[str]

CHECKS: list[Command] = [
    [str(SCRIPTS / "ruff"), "check"],
    [str(SCRIPTS / "ruff"), "format", "--check"],
    [str(SCRIPTS / "mypy")],
    [str(SCRIPTS / "lint-imports")],
    [str(SCRIPTS / "deptry"), "."],
]


class SetUpError(Exception):
    """The set-up cannot go on; the message says why and what to do."""


def developers_commands(words: list[str]) -> list[Command]:
    """What a developer's words stand for; nothing when the words are for the bot."""
    word, arguments = (words[0], words[1:]) if words else ("", [])
    if word == "lint":
        return CHECKS
    if word == "test":
        return [*CHECKS, [PYTHON, "-m", "pytest", *arguments]]
    if word == "prove":
        return [[PYTHON, "-m", "tests.prove", *arguments]]
    return []


def place() -> str:
    """What a virtual environment is tied to: this Python and this folder."""
    return f"Python {platform.python_version()} in {ROOT}"


def stamp(lock: Path) -> str:
    """What stands in the stamp once everything in this lock is installed."""
    contents = lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return f"{place()}\n{lock.name} {hashlib.sha256(contents).hexdigest()}\n"


def set_up(lock: Path) -> None:
    """Make sure that everything in this lock is installed; the developer's lock holds the other one."""
    installed = STAMP.read_text("utf-8") if STAMP.exists() else ""
    if installed in (stamp(lock), stamp(TO_DEVELOP)):
        return
    print("Setting up, about half a minute, once…", file=sys.stderr, flush=True)
    if not installed.startswith(place()):
        make_venv()
    STAMP.unlink(missing_ok=True)  # so that an interrupted installation starts afresh
    install(lock)
    (PACKAGES / "unhurried.pth").write_text(f"{ROOT}\n", "utf-8")
    STAMP.write_text(stamp(lock), "utf-8")


def make_venv() -> None:
    """Make an empty virtual environment, whatever was there before."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise SetUpError("This Python has no venv. On Debian or Ubuntu: apt install python3-venv")
    made = quietly([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if made.returncode:
        raise SetUpError(f"{made.stdout}\nNo virtual environment could be made in {VENV}.")


def install(lock: Path) -> None:
    """Install what the lock names and nothing else: by uv when it is there and can, else by pip."""
    what = ["--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    if shutil.which("uv") and quietly(["uv", "pip", "install", "--python", PYTHON, *what]).returncode == 0:
        return
    installed = quietly([PYTHON, "-m", "pip", "install", "--quiet", "--no-compile", *what])
    if installed.returncode:
        raise SetUpError(f"{installed.stdout}\nThe packages could not be installed. Is this machine on-line?")


def quietly(command: Command) -> subprocess.CompletedProcess[str]:
    """Run a command and keep what it prints."""
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def run(commands: list[Command]) -> int:
    """Run the commands, each whatever became of the ones before; the first failure's exit code, else 0."""
    codes = [subprocess.call(command, cwd=ROOT) for command in commands]
    return next(filter(None, codes), 0)


def hand_over(command: Command) -> int:
    """Let the command take this process's place, so that every signal reaches it; Windows cannot."""
    if os.name == "posix":
        os.execv(command[0], command)
    return subprocess.call(command)


def main(words: list[str]) -> int:
    """Set up, run, and pass the exit code on."""
    commands = developers_commands(words)
    try:
        set_up(TO_DEVELOP if commands else TO_RUN)
        return run(commands) if commands else hand_over([PYTHON, "-m", "bot", *words])
    except SetUpError as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
