"""The script of a playground, run by an ordinary Python, makes the same machine bit for bit."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py import Machine
from pagesim_py.machine.flags import ENTRY_RW
from pagesim_py.playground import Access, Edit, Map, Operation, Playground, Reach, Start, script
from pagesim_py.playground.operations import WAYS
from tests.decoder.pastes import paste
from tests.playground.lists import differ, operations, played, starts

ROOT = Path(__file__).resolve().parents[2]


def made_by(text: str) -> Machine:
    """The machine that the script leaves behind."""
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(text, "script.py", "exec"), names)
    machine: Machine = names["machine"]
    return machine


@given(starts, st.lists(operations, max_size=14))
@settings(deadline=None, max_examples=200)
def test_whatever_was_clicked_the_script_makes_the_same_machine(start: Start, asked: list[Operation]) -> None:
    play = played(start, asked)
    assert differ(made_by(script(play)), play.machine) == []


@pytest.mark.parametrize("by", WAYS)
@pytest.mark.parametrize(
    "start", [Start("boot"), Start("paste", 4, paste("lab_two_levels")), Start("paste", 4, paste("xp_walk_of_a_fault"))]
)
def test_from_the_boot_loaders_tables_and_from_a_paste_too(start: Start, by: str) -> None:
    play = played(start, [Map(0x7000_0000_0000, None, 1, ENTRY_RW), Reach(by), Edit(0x7000_0000_0000, 1, 0, by)])
    play.do(Access("write", 0x7000_0000_0000, 3))
    assert differ(made_by(script(play)), play.machine) == []


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=60)
def test_a_paste_stands_in_the_script_as_it_was(text: str) -> None:
    start = Start("paste", 4, paste("xp_walk_of_a_fault") + text)
    play = Playground(start)
    assert differ(made_by(script(play)), play.machine) == []


def test_it_runs_by_itself_and_prints_the_faults(tmp_path: Path) -> None:
    play = played(Start(), [Map(0x5000, None, 1, ENTRY_RW), Access("write", 0x5000, 3)])
    path = tmp_path / "made.py"
    path.write_text(script(play), "utf8")
    run = subprocess.run(
        [sys.executable, str(path)], cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )
    assert run.stdout == (
        "#PF (error code 0x7): the level-4 entry is for the supervisor only (U/S = 0), "
        "and user-mode code (CPL 3) made the access\n"
    )


def test_it_imports_what_it_uses_and_no_more() -> None:
    plain = script(Playground(Start()))
    assert "from pagesim_py import Machine\n" in plain
    assert "Fault" not in plain
    booted = script(played(Start("boot"), [Access("read", 0)]))
    assert "from pagesim_py import Fault\n" in booted
    assert "from pagesim_py.boot import STAND_IN, boot\n" in booted
