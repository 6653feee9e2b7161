"""Every step of every lab does what its files say, through the same check that ``check-lab`` does."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagesim_py import labs
from pagesim_py.labs.check import check_lab, expected_of, run_and_compare

STEPS = [(name, step.id) for name in labs.names() for step in labs.load(name).steps]


@pytest.mark.parametrize(("name", "step"), STEPS)
def test_step(name: str, step: str) -> None:
    lab = labs.load(name)
    assert run_and_compare(lab, lab.step(step)) == []


@pytest.mark.parametrize(("name", "step"), STEPS)
def test_every_step_expects_something_to_be_seen(name: str, step: str) -> None:
    expected = expected_of(labs.load(name).step(step))
    assert expected.rows or expected.faults or expected.end
    assert not expected.malformed


def test_a_lab_that_does_something_else(tmp_path: Path) -> None:
    folder = tmp_path / "other"
    (folder / "steps/two/src").mkdir(parents=True)
    (folder / "lab.toml").write_text(
        'title = "T"\nsummary = "S."\nbase = "page-fault"\n'
        '[[step]]\nid = "one"\ntitle = "1"\n[[step]]\nid = "two"\ntitle = "2"\n'
    )
    (folder / "steps/two/src/main.rs").write_text(
        "fn main() {\n    missing(); // expect-error: cannot find function\n}\n"
    )
    assert check_lab(folder) == ["text.md is missing or empty: say what to do and what to look for"]
    (folder / "text.md").write_text("# T\n")
    (folder / "steps/two/src/main.rs").write_text("fn main() {\n    missing();\n}\n")
    assert check_lab(folder) == ["step two: nothing is expected: write // expect: comments into its files"]
    (folder / "steps/two/src/main.rs").write_text("fn main() {\n    missing(); // expect: x\n}\n")
    assert check_lab(folder) == ["step two: src/main.rs:2: cannot find function `missing` in this scope"]
