"""Running a kernel for its result only: memory that does not grow with the run, and the same result."""

from __future__ import annotations

import pytest

from pagesim_py.cli.run import as_data
from pagesim_py.labs import tally
from pagesim_py.labs.runner import Result, run_files
from pagesim_py.machine.machine import Machine
from tests.e2e.page.test_run import kernel


def quiet(body: str) -> dict[str, str]:
    """A kernel whose breakpoint handler prints nothing."""
    return {"src/main.rs": kernel(body).replace('println!("EXCEPTION: BREAKPOINT");', "")}


BREAKPOINTS = quiet("for _ in 0..3000 { x86_64::instructions::interrupts::int3(); }")


def run(files: dict[str, str], lengths: list[int] | None = None) -> Result:
    """Runs files, looking on if ``lengths`` shall hear how long the machine's record is."""
    if lengths is None:
        return run_files(files, dialect="0.14.13", max_steps=100_000)

    def look(machine: Machine, _steps: int) -> None:
        assert machine.log is not None
        lengths.append(len(machine.log))

    return run_files(files, dialect="0.14.13", max_steps=100_000, look=look)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "MANY", 100)


@pytest.mark.usefixtures("few")
def test_of_a_long_run_only_the_last_events_are_kept() -> None:
    lengths: list[int] = []
    result = run(BREAKPOINTS, lengths)
    assert len(lengths) > 3
    assert max(lengths) < 100 + tally.TAIL
    assert len(result.exceptions) == 3000


@pytest.mark.usefixtures("few")
def test_what_is_told_of_a_run_is_the_same_with_all_its_events_and_with_the_last() -> None:
    assert as_data(run(BREAKPOINTS, [])) == as_data(run(BREAKPOINTS))
