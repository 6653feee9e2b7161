"""Programs of every construct and core item print, and panic, as the real compiler's do."""

from __future__ import annotations

import pytest

from tests.constructs import FOLDER, groups, names, run, sections


@pytest.mark.parametrize("group", groups())
def test_prints_what_the_real_compiler_printed(group: str) -> None:
    text = (FOLDER / f"{group}.rs").read_text()
    recorded = sections((FOLDER / f"{group}.out").read_text())
    assert list(recorded) == names(text)
    assert sections(run(text)) == recorded
