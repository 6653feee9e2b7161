"""The README's table of what the machine models names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TABLE = (ROOT / "README.md").read_text(encoding="utf-8").partition("| the machine models |")[2].partition("\n\n")[0]
STORIES = re.findall(r"`(\w+)::(test_\w+)`", TABLE)


def test_the_table_is_there() -> None:
    assert len(STORIES) > 10


@pytest.mark.parametrize(("file", "name"), STORIES)
def test_a_named_test_exists(file: str, name: str) -> None:
    assert f"def {name}(" in (ROOT / "tests" / "machine" / f"test_{file}.py").read_text(encoding="utf-8")
