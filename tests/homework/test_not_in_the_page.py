"""Reference and wrong solutions stay with those who give the assignment."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import pagesim_py
from pagesim_py import labs
from pagesim_py.courses import CourseError, add_labs, assignments, course_folders
from pagesim_py.homework import load, load_folder
from pagesim_py.homework.given import Given, given_files, load_given
from pagesim_py.homework.loader import names, solutions
from pagesim_py.labs import loader as labs_loader
from pagesim_py.site import left_out

PACKAGE = Path(pagesim_py.__file__).parent
OWN = PACKAGE / "homework" / "assignments"


def test_no_assignment_is_in_the_package_that_the_page_gets(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE / "homework", tmp_path / "homework", ignore=left_out)
    assert not list(tmp_path.rglob("*.rs"))
    assert (tmp_path / "homework" / "mutants" / "mutants.toml").is_file()


@pytest.mark.parametrize("name", names())
def test_what_the_page_gets_is_the_assignment_without_its_solutions(name: str) -> None:
    found = assignments()[name]
    assert load_given(name, found["files"]).digest == load(name).digest
    assert not [path for path in found["files"] if path.startswith(("reference", "wrong"))]
    text = json.dumps(found)
    reference, wrong = solutions(OWN / name)
    assert reference
    assert wrong
    starter = load(name).files
    for solution in (reference, *wrong.values()):
        for path, content in solution.items():
            added = set(content.splitlines()) - {line for one in starter.values() for line in one.splitlines()}
            assert content not in text
            assert len([line for line in added if len(line) > 50 and json.dumps(line)[1:-1] in text]) <= 2, path


def test_a_folder_of_texts_is_like_the_folder_itself() -> None:
    folder = OWN / "a1-page-fault"
    given = Given("a1-page-fault", given_files(folder))
    assert given.is_dir()
    assert not given.is_file()
    assert given.name == "a1-page-fault"
    assert {one.name for one in given.iterdir()} == {"assignment.toml", "text.md", "src", "tests"}
    assert (given / "src" / "main.rs").is_file()
    assert (given / "src" / "main.rs").read_bytes() == (folder / "src" / "main.rs").read_bytes()
    assert not (given / "reference").is_dir()
    assert load_folder(given).questions == load_folder(folder).questions
    with pytest.raises(OSError, match="only the text"):
        (given / "text.md").open()


def test_a_course_adds_its_own_assignments_and_labs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(OWN / "recursive", tmp_path / "homework" / "week-3")
    assert set(assignments([tmp_path / "homework"])) == {*names(), "week-3"}
    shutil.copytree(PACKAGE / "labs" / "handlers", tmp_path / "labs" / "our-handlers")
    monkeypatch.setattr(labs_loader, "_more", [])
    try:
        assert [folder.name for folder in add_labs([tmp_path / "labs"])] == ["our-handlers"]
        assert "our-handlers" in labs.names()
        assert labs.load("our-handlers").title == labs.load("handlers").title
    finally:
        labs_loader._more.clear()
        labs.load.cache_clear()
        labs_loader._in_order.cache_clear()


def test_a_folder_that_is_no_courses_is_told(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="is not a folder: name the one that the assignments' folders are in"):
        course_folders([tmp_path / "none"], "assignment.toml", "assignment")
    with pytest.raises(CourseError, match="has no assignment in it"):
        course_folders([tmp_path], "assignment.toml", "assignment")
    with pytest.raises(CourseError, match="is one assignment: name the folder that it is in"):
        course_folders([OWN / "recursive"], "assignment.toml", "assignment")
    shutil.copytree(PACKAGE / "labs" / "handlers", tmp_path / "labs" / "mapping")
    with pytest.raises(CourseError, match="pagesim has a lab called mapping already"):
        add_labs([tmp_path / "labs"])
    broken = tmp_path / "homework" / "broken"
    broken.mkdir(parents=True)
    (broken / "assignment.toml").write_text("title = 3")
    with pytest.raises(CourseError, match=r"broken: assignment\.toml"):
        assignments([tmp_path / "homework"])
