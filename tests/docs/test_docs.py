"""Commands, settings and links in the documentation are real."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.config import Settings
from run import developers_commands
from tools.command_page import PAGE, page

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
_RUN = re.compile(r"python3 run\.py(?: ([a-z-]+))?")
_MODULE = re.compile(r"python -m ([a-z_.]+)")
_LINK = re.compile(r"\]\(([^)#:]+)\)")
_DEVELOPERS = {"test", "lint", "prove", "bench"}


def _found(pattern: re.Pattern[str]) -> list[str]:
    return sorted({word or "" for file in PAGES for word in pattern.findall(file.read_text("utf-8"))})


@pytest.mark.parametrize("word", _found(_RUN))
def test_every_word_of_run_py_exists(word: str) -> None:
    if word in _DEVELOPERS:
        assert developers_commands([word])
    else:
        assert CliRunner().invoke(main, [*([word] if word else []), "--help"]).exit_code == 0


@pytest.mark.parametrize("module", _found(_MODULE))
def test_every_program_that_is_named_runs(module: str) -> None:
    _succeeds(module, "--help")


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_link_leads_somewhere(file: Path) -> None:
    missing = [link for link in _LINK.findall(file.read_text("utf-8")) if not (file.parent / link).exists()]
    assert missing == []


def test_the_list_of_commands_is_made_from_the_table() -> None:
    assert PAGE.read_text("utf-8") == page()


def test_the_example_shows_every_setting_with_its_default() -> None:
    example = tomllib.loads((ROOT / "config.example.toml").read_text("utf-8"))
    assert example == Settings().model_dump(mode="json")


def test_the_story_is_told_in_seconds() -> None:
    told = _succeeds("bot", "story")
    assert "Mia says it is not solved" in told
    assert "no more automatic messages" in told


def _succeeds(*words: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True, timeout=50, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout
