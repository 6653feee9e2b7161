"""How long ``run`` waits for a kernel, with and without ``--max-steps``."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pagesim_py.cli import main, patience
from pagesim_py.cli.patience import Patience
from pagesim_py.labs import tally
from pagesim_py.machine.machine import Machine
from pagesim_py.rust.run.turns import Stop
from tests.e2e.page.test_run import kernel as kernel_of

COUNTS = """
    static mut N: [u64; 1] = [0];
    fn count() { unsafe { N[0] = N[0].wrapping_add(1); } }
    loop { count(); }
"""


@pytest.fixture
def kernel(tmp_path: Path) -> Callable[[str], str]:
    """Writes a kernel with this body and returns its path."""

    def write(body: str) -> str:
        path = tmp_path / "kernel.rs"
        path.write_text(kernel_of(body))
        return str(path)

    return write


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """A clock that stands still; calling it lets seconds pass."""
    now = 0.0

    def wait(seconds: float) -> None:
        nonlocal now
        now += seconds

    monkeypatch.setattr(time, "monotonic", lambda: now)
    return wait


def test_a_kernel_that_shows_nothing_new_is_given_up_after_its_time(clock: Callable[[float], None]) -> None:
    machine, look = Machine(), Patience()
    for _ in range(5):
        clock(4.0)
        machine.uart.output += b"x"
        look(machine, patience.STEPS)
    clock(9.9)
    look(machine, patience.STEPS)
    clock(0.2)
    with pytest.raises(Stop, match=r"after 10,000,000 steps, and has shown nothing new for 10 seconds; --max"):
        look(machine, patience.STEPS)


def test_one_that_always_shows_something_is_given_up_too(clock: Callable[[float], None]) -> None:
    machine, look = Machine(), Patience()
    for _ in range(120):
        clock(1.0)
        machine.uart.output += b"x"
        look(machine, 2 * patience.STEPS)
    clock(1.0)
    with pytest.raises(Stop, match=r"still running after 20,000,000 steps, and 120 seconds; --max-steps"):
        look(machine, 2 * patience.STEPS)


def test_up_to_some_steps_it_may_take_any_time(clock: Callable[[float], None]) -> None:
    look = Patience()
    clock(1000.0)
    look(Machine(), patience.STEPS - 1)


def test_a_kernel_that_never_ends_is_reported_with_its_place(
    kernel: Callable[[str], str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "STEPS", 1000)
    monkeypatch.setattr(patience, "QUIET", 0.0)
    assert main(["run", kernel('println!("on and on"); loop {}')]) == 4
    captured = capsys.readouterr()
    assert captured.out == "on and on\n"
    assert "has shown nothing new for 0 seconds" in captured.err


@pytest.mark.parametrize("steps", [5_000, 700_000])
def test_steps_that_are_given_are_kept_to_exactly(
    kernel: Callable[[str], str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    monkeypatch.setattr(patience, "STEPS", 0)
    monkeypatch.setattr(patience, "QUIET", 0.0)
    monkeypatch.setattr(tally, "MANY", 10)
    path = kernel(COUNTS)
    said = []
    for _ in range(2):
        assert main(["run", path, "--max-steps", str(steps)]) == 4
        said.append(capsys.readouterr().err)
    assert said[0] == said[1]
    assert f"still running after {steps} steps" in said[0], "and no loop without an end is seen where memory changes"
