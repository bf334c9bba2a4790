"""Our own platforms are judges: they know nothing of what they judge."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "tests").glob("*/loopback/**/*.py"))


def imported(module: Path) -> set[str]:
    """The dotted names this module imports, or imports from."""
    nodes = list(ast.walk(ast.parse(module.read_text("utf-8"))))
    whole = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return whole | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


def test_there_are_some() -> None:
    assert MODULES


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(ROOT)))
def test_a_platform_of_our_own_imports_nothing_of_the_bot(module: Path) -> None:
    ours = {name for name in imported(module) if name.partition(".")[0] in ("bot", "adapters", "storage", "tests")}
    home = ".".join(module.relative_to(ROOT).parts[:3])
    assert {name for name in ours if name != home and not name.startswith(f"{home}.")} == set()
