"""A kernel of tasks, whole: an executor sleeps until a key comes, whose handler wakes the task that waits for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagesim_py.machine.keys import keys_in, typed
from pagesim_py.rust.compiled import Outcome, compile, prepare

KERNEL = Path(__file__).parent.parent / "data" / "async" / "kernel"
FILES = {f"src/{p.relative_to(KERNEL).as_posix()}": p.read_text() for p in sorted(KERNEL.rglob("*.rs"))}
BOOT = """run
async number: 42
TaskId(0) is done
round 0
round 1
round 2
TaskId(2) is done
"""


def run(keys: str, record: bool) -> tuple[str, Outcome]:
    compiled = compile(FILES, record=record)
    machine = prepare(compiled)
    outcome = compiled.run(machine, 2_000_000, typed(keys_in(keys)))
    return machine.uart.text, outcome


@pytest.mark.parametrize("record", [False, True], ids=["plain", "recorded"])
def test_keys_reach_the_task_that_waits_for_them(record: bool) -> None:
    said, outcome = run("hEy!", record)
    assert said == BOOT + "h<LShift>Ey<LShift>!"
    assert outcome.kind == "running"
    assert "has halted and waits for interrupts" in outcome.reason


def test_without_keys_the_executor_sleeps() -> None:
    said, outcome = run("", False)
    assert said == BOOT
    assert "has halted and waits for interrupts" in outcome.reason
