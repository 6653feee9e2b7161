"""Every construct and crate item that the documentation counts runs, and it counts right."""

from __future__ import annotations

import pytest

from tests.scope import Feature, failure, features, page_table, table

FEATURES = features()


@pytest.mark.parametrize("feature", FEATURES, ids=[f"{f.tier}-{f.name}" for f in FEATURES])
def test_feature_runs_to_its_end(feature: Feature) -> None:
    assert failure(feature) == ""


def test_a_program_whose_assertion_fails_is_told() -> None:
    told = failure(Feature("T1", "constructs", "wrong", "fn run() { assert_eq!(1 + 1, 3); }"))
    assert told.startswith("panicked")
    assert "left: 2" in told


def test_the_scoreboard_in_the_readme_is_what_runs() -> None:
    assert page_table() == table()
