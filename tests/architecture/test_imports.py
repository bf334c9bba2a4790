"""Who may import whom: the contracts hold for this tree, and they notice what strays."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PLACES = "Inside the core imports go one way, and every module has its place"
SIDE_BY_SIDE = "Platforms, storage and ticker stand side by side around the core"
PLATFORMS = "Platforms do not know each other"
CORE = "The core knows no platform, no database and no scheduler"
PURE = "What judges, reads or translates does no I/O and reads no clock"

STRAYS = [
    (PLACES, "bot.model.stray", "bot.rules"),
    (PLACES, "bot.rules.stray", "bot.ports"),
    (SIDE_BY_SIDE, "storage.stray", "adapters"),
    (SIDE_BY_SIDE, "adapters.stray.chat", "storage"),
    (PLATFORMS, "adapters.stray.chat", "adapters.other"),
    (CORE, "bot.rules.stray", "aiohttp"),
    (CORE, "bot.flows.stray", "sqlmodel"),
    (CORE, "bot.flows.stray", "storage"),
    (PURE, "bot.rules.stray", "random"),
    (PURE, "bot.model.stray", "logging"),
    (PURE, "adapters.stray.render", "time"),
    (PURE, "adapters.stray.translate", "bot.ports"),
]


def broken_contracts(tree: Path) -> dict[str, str]:
    """The contracts that do not hold in this tree, each with what breaks it."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    said = subprocess.run(command, cwd=tree, capture_output=True, text=True, env={"COLUMNS": "200"}).stdout
    assert "Contracts: " in said, said
    _, *titles_and_texts = re.split(r"^(.+)\n-+\n", said.partition("Broken contracts")[2], flags=re.MULTILINE)
    return dict(zip(titles_and_texts[::2], titles_and_texts[1::2], strict=True))


@pytest.fixture(scope="module")
def strays(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    tree = tmp_path_factory.mktemp("tree")
    for package in ("bot", "adapters", "storage"):
        shutil.copytree(ROOT / package, tree / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tree)
    for package in ("adapters/stray", "adapters/other"):
        (tree / package).mkdir()
        (tree / package / "__init__.py").touch()
    (tree / "bot" / "stray.py").touch()
    for _, importer, imported in STRAYS:
        with (tree / f"{importer.replace('.', '/')}.py").open("a", encoding="utf-8") as module:
            module.write(f"import {imported}\n")
    return broken_contracts(tree)


def test_every_contract_holds() -> None:
    assert broken_contracts(ROOT) == {}


def test_a_module_without_a_place_is_noticed(strays: dict[str, str]) -> None:
    assert "- bot.stray\n" in strays[PLACES]


@pytest.mark.parametrize(("contract", "importer", "imported"), STRAYS)
def test_a_stray_import_is_noticed(strays: dict[str, str], contract: str, importer: str, imported: str) -> None:
    assert f"{importer} -> {imported} (" in strays[contract]
