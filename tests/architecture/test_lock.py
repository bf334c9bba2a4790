"""The locks: everything that pyproject.toml asks for, with hashes, and no address of any server."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def read(lock: str) -> str:
    return (ROOT / lock).read_text("utf-8")


def pinned(lock: str) -> dict[str, str]:
    """The lock's packages and their versions."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", read(lock), re.MULTILINE))


def asked_for(requirements: list[str]) -> set[str]:
    """The packages that these requirements name."""
    return {re.split(r"[\[<>=~! ;]", requirement)[0] for requirement in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_one_version_and_hashes(lock: str) -> None:
    entries = read(lock).replace("\\\n", " ").splitlines()
    entry = re.compile(r"[a-z0-9-]+==\S+( ; .+?)?( +--hash=sha256:[0-9a-f]{64})+")
    assert [each for each in entries if not entry.fullmatch(each)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_server_and_no_folder(lock: str) -> None:
    assert re.findall(r".*(?:/|index-url|find-links).*", read(lock)) == []


def test_what_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    assert asked_for(project["project"]["dependencies"]) <= pinned("requirements.lock").keys()
    assert asked_for(project["project"]["optional-dependencies"]["postgres"]) <= pinned("requirements.lock").keys()
    assert asked_for(project["dependency-groups"]["dev"]) <= pinned("requirements-dev.lock").keys()


def test_the_developers_lock_holds_the_other_one() -> None:
    assert pinned("requirements.lock").items() <= pinned("requirements-dev.lock").items()
