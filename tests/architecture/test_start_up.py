"""`run.py`: what a newcomer is told, what is installed when, and what each word stands for."""

import ast
import importlib.util
import runpy
import sys
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout where nothing is installed yet, and where installing takes no time."""
    for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        (tmp_path / name).write_text(name, "utf-8")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "STAMP", tmp_path / ".venv" / "installed")
    monkeypatch.setattr(run, "PACKAGES", tmp_path / ".venv")
    monkeypatch.setattr(run, "TO_RUN", tmp_path / "requirements.lock")
    monkeypatch.setattr(run, "TO_DEVELOP", tmp_path / "requirements-dev.lock")
    monkeypatch.setattr(run, "quietly", lambda *command: (tmp_path / ".venv").mkdir(exist_ok=True))
    return tmp_path


def test_what_a_link_leads_to_is_left_alone(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "installed").write_text(f"Python 3.11.7 in {elsewhere}\n", "utf-8")
    (checkout / ".venv").symlink_to(elsewhere)
    with pytest.raises(run.SetUpError, match=r"is a link, and what it leads to would be emptied\. Remove the link"):
        run.set_up(run.TO_RUN)
    assert [each.name for each in elsewhere.iterdir()] == ["installed"]


def test_an_old_python_is_told_so() -> None:
    assert run.too_old(3, 8) == "Unhurried needs Python 3.11 or newer; this is Python 3.8."


@pytest.mark.parametrize("minor", [11, 12, 13])
def test_a_python_that_is_new_enough_is_told_nothing(minor: int) -> None:
    assert run.too_old(3, minor) == ""


def test_an_old_python_can_read_the_whole_file() -> None:
    ast.parse((ROOT / "run.py").read_text("utf-8"), feature_version=(3, 7))


def test_an_old_python_goes_no_further_than_the_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 18, "final", 0))
    with pytest.raises(SystemExit, match=r"this is Python 3\.8\."):
        runpy.run_path(str(ROOT / "run.py"))


def test_words_that_are_no_developers_are_the_bots() -> None:
    assert run.developers_commands([]) == []
    assert run.developers_commands(["check", "test"]) == []


def test_the_test_command_runs_every_check_and_then_the_tests() -> None:
    *checks, tests = run.developers_commands(["test", "-k", "thanks"])
    assert checks == run.developers_commands(["lint"])
    assert tests == ["pytest", *run.AT_ONCE, "-k", "thanks"]


def test_the_bench_is_told_which_rows() -> None:
    assert run.developers_commands(["bench", "start-up"]) == [["python", "-m", "bench", "start-up"]]


def test_the_first_failure_gives_the_exit_code_and_stops_nothing(tmp_path: Path) -> None:
    leave_a_mark = ["python", "-c", f"open({str(tmp_path / 'mark')!r}, 'w').close()"]
    assert run.run([["python", "-c", "exit(3)"], ["python", "-c", "exit(4)"], leave_a_mark]) == 3
    assert (tmp_path / "mark").exists()
    assert run.run([leave_a_mark]) == 0


def test_a_developers_programs_keep_what_they_compiled_whatever_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert run.run([["python", "-c", "import sys; exit(sys.dont_write_bytecode)"]]) == 0


def test_what_is_installed_is_not_installed_again(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run.set_up(run.TO_RUN)
    assert "Setting up" in capsys.readouterr().err
    run.set_up(run.TO_RUN)
    assert capsys.readouterr().err == ""


def test_a_developers_set_up_is_enough_for_the_bot_but_not_the_other_way(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run.set_up(run.TO_RUN)
    run.set_up(run.TO_DEVELOP)
    assert capsys.readouterr().err.count("Setting up") == 2
    run.set_up(run.TO_RUN)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_change_of_what_is_asked_for_is_installed(
    checkout: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run.set_up(run.TO_RUN)
    (checkout / name).write_text("changed", "utf-8")
    run.set_up(run.TO_RUN)
    assert capsys.readouterr().err.count("Setting up") == 2


def test_after_an_interruption_the_environment_is_made_afresh(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run.set_up(run.TO_RUN)
    ran: list[tuple[str, ...]] = []

    def interrupted(*command: str) -> None:
        ran.append(command)
        if "pip" in command:
            raise KeyboardInterrupt

    monkeypatch.setattr(run, "quietly", interrupted)
    assert run.main(["lint"]) == 130
    assert not any("venv" in command for command in ran)
    assert run.main(["lint"]) == 130
    assert any("--clear" in command for command in ran)


def test_a_python_without_venv_is_told_what_to_install(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert run.main([]) == 1
    assert "apt install python3-venv" in capsys.readouterr().err


def test_a_failed_step_shows_what_it_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(run.SetUpError, match=r"(?s)no such package.*The set-up failed"):
        run.quietly(sys.executable, "-c", "print('no such package'); exit(1)")
