"""Set Unhurried up in `.venv` when needed, then run it, or a developer's word: lint, test, prove, bench."""

import hashlib
import importlib.util
import os
import platform
import subprocess
import sys
import sysconfig
from pathlib import Path


def too_old(major: int, minor: int) -> str:
    """What to tell people whose Python is too old; nothing when it is not."""
    if (major, minor) >= (3, 11):
        return ""
    return f"Unhurried needs Python 3.11 or newer; this is Python {major}.{minor}."


# Before anything that an old Python cannot run; the whole file must stay readable to Python 3.6.
if too_old(*sys.version_info[:2]):
    sys.exit(too_old(*sys.version_info[:2]))

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed"
SCRIPTS = Path(sysconfig.get_path("scripts", "venv", {"base": str(VENV)}))
PACKAGES = Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV)}))
TO_RUN = ROOT / "requirements.lock"
TO_DEVELOP = ROOT / "requirements-dev.lock"
AT_ONCE = ["-n", "4", "--dist", "worksteal"]  # also on two cores: much of what is tested waits
CHECKS = ["ruff check", "ruff format --check", "mypy", "lint-imports", "deptry ."]


class SetUpError(Exception):
    """The set-up cannot go on; the message says why and what to do."""


def developers_commands(words: list[str]) -> list[list[str]]:
    """What a developer's words stand for; nothing when the words are for the bot."""
    word, arguments = (words[0], words[1:]) if words else ("", [])
    commands = {
        "lint": [check.split() for check in CHECKS],
        "test": [*(check.split() for check in CHECKS), ["pytest", *AT_ONCE, *arguments]],
        "prove": [["python", "-m", "tests.prove", *arguments]],
        "bench": [["python", "-m", "bench", *arguments]],
    }
    return commands.get(word, [])


def stamp(lock: Path) -> str:
    """The Python and the folder that `.venv` is tied to, and on the second line what is installed in it."""
    wanted = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    return f"Python {platform.python_version()} in {ROOT}\n{lock.name} {wanted}\n"


def set_up(lock: Path) -> None:
    """Make sure that what the lock names is installed; the developers' lock names all that the other does."""
    installed = STAMP.read_text("utf-8") if STAMP.exists() else ""
    if installed in (stamp(lock), stamp(TO_DEVELOP)):
        return
    if VENV.is_symlink():
        raise SetUpError(f"{VENV} is a link, and what it leads to would be emptied. Remove the link and try again.")
    print("Setting up, a minute or two, once…", file=sys.stderr, flush=True)
    if installed.partition("\n")[0] != stamp(lock).partition("\n")[0]:
        make_venv()
    STAMP.unlink(missing_ok=True)  # whatever interrupts the installation, the next run starts afresh
    install(lock)
    (PACKAGES / "unhurried.pth").write_text(f"{ROOT}\n", "utf-8")
    STAMP.write_text(stamp(lock), "utf-8")


def make_venv() -> None:
    """Make an empty virtual environment, whatever was there before."""
    if not importlib.util.find_spec("venv") or not importlib.util.find_spec("ensurepip"):
        raise SetUpError("This Python has no venv. On Debian and Ubuntu: apt install python3-venv")
    quietly(sys.executable, "-m", "venv", "--clear", str(VENV))


def install(lock: Path) -> None:
    """Install what the lock names and nothing else: by uv when it is there and can, else by pip."""
    python, what = str(SCRIPTS / "python"), ["--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    try:
        quietly("uv", "pip", "install", "--python", python, *what)
    except (OSError, SetUpError):
        quietly(python, "-m", "pip", "install", "--quiet", "--no-compile", *what)


def quietly(*command: str) -> None:
    """Run a command; what it prints is shown only when it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise SetUpError(f"{done.stdout}\nThe set-up failed (above is why). Mend that and try again.")


def run(commands: list[list[str]]) -> int:
    """Run the commands, each whatever became of the ones before; the first failure's exit code, else 0."""
    around = environment()
    codes = [subprocess.call([SCRIPTS / name, *arguments], cwd=ROOT, env=around) for name, *arguments in commands]
    return next(filter(None, codes), 0)


def environment() -> dict[str, str]:
    """What is set around us, except the wish that compiled modules are not kept.

    Each of the many programs that tests start would compile everything it loads, which takes longer than all it does.
    """
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def become_the_bot(words: list[str]) -> int:
    """Let the bot take this process's place, so that every signal is its own; on Windows, wait."""
    command = [str(SCRIPTS / "python"), "-m", "bot", *words]
    if os.name == "posix":
        os.execv(command[0], command)
    return subprocess.call(command)


def main(words: list[str]) -> int:
    """Set up, run, and pass the exit code on."""
    commands = developers_commands(words)
    try:
        set_up(TO_DEVELOP if commands else TO_RUN)
        return run(commands) if commands else become_the_bot(words)
    except SetUpError as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
