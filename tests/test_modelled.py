"""The table of what the machine models names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pagesim_py.rust.own import CRATE_NAMES, RELEASES, USUAL

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "explanation" / "modelled.md").read_text(encoding="utf-8")
TABLE = PAGE.partition("| the machine models |")[2].partition("\n\n")[0]
STORIES = re.findall(r"`(\w+)::(test_\w+)`", TABLE)
ROWS = [row for row in TABLE.splitlines()[2:] if not row.startswith("| **")]
FILES = {
    path.stem.removeprefix("test_"): path
    for folder in ("machine", "sweeps")
    for path in sorted((ROOT / "tests" / folder).glob("test_*.py"))
}


def test_the_table_is_there() -> None:
    assert len(STORIES) > 50


@pytest.mark.parametrize(("file", "name"), STORIES)
def test_a_named_test_exists(file: str, name: str) -> None:
    assert f"def {name}(" in FILES[file].read_text(encoding="utf-8")


@pytest.mark.parametrize("row", ROWS)
def test_every_feature_names_what_shows_it(row: str) -> None:
    named = re.findall(r"`([\w/]+)(?:::test_\w+)?`", row.split("|")[2])
    assert named
    for name in named:
        assert name in FILES or (ROOT / name).is_dir()


def test_every_file_about_the_machine_is_named() -> None:
    about_more = {"faults_and_events", "keys", "mappings", "ways", "whatif"}
    unnamed = [name for name in FILES if f"`{name}" not in TABLE]
    assert set(unnamed) <= about_more


def test_every_crate_has_a_row_with_its_releases() -> None:
    rows = PAGE.partition("| crate | versions | left out |\n|---|---|---|\n")[2].partition("\n\n")[0].splitlines()
    cells = [[cell.strip() for cell in row.split("|")[1:3]] for row in rows]
    assert {name for names, _ in cells for name in names.split(", ")} == {*CRATE_NAMES} - {"core", "alloc"}
    for names, versions in cells:
        for release in RELEASES.get(names, ()) if " to " not in versions else ():
            usual = f"**{release}**" if release == USUAL[names] and len(RELEASES[names]) > 1 else release
            assert usual in re.split(r"[,:] ", versions)
