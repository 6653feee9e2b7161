"""What a site carries besides pagesim's own labs: a course's labs and assignments, out of folders of folders."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pagesim_py import labs
from pagesim_py.homework import AssignmentError, loader
from pagesim_py.homework.given import given_files
from pagesim_py.labs.loader import also as labs_also


class CourseError(ValueError):
    """A folder of a course cannot be used; the message says which, and what is expected there."""


def course_folders(homes: Sequence[Path], file: str, what: str) -> list[Path]:
    """The folders in ``homes`` that have a ``file``: labs or assignments. ``homes`` may name one of them itself."""
    found: list[Path] = []
    for home in homes:
        if not home.is_dir():
            raise CourseError(f"{home} is not a folder: name the one that the {what}s' folders are in")
        if (home / file).is_file():
            raise CourseError(f"{home} is one {what}: name the folder that it is in, {home.resolve().parent}")
        inside = sorted(child for child in home.iterdir() if (child / file).is_file())
        if not inside:
            raise CourseError(f"{home} has no {what} in it: each is a folder with a file {file}")
        found += inside
    for folder in found:
        if sum(other.name == folder.name for other in found) > 1:
            raise CourseError(f"there are two {what}s called {folder.name}: give one another name")
    return found


def add_labs(homes: Sequence[Path]) -> list[Path]:
    """Makes the labs in ``homes`` known; their folders. CourseError if one is no proper lab, or its name is taken."""
    found = course_folders(homes, "lab.toml", "lab")
    own = {name for name in labs.names() if name not in {folder.name for folder in found} or _is_own(name)}
    for folder in found:
        if folder.name in own:
            raise CourseError(f"{folder}: pagesim has a lab called {folder.name} already: give yours another name")
    for home in homes:
        labs_also(home.resolve())
    for folder in found:
        try:
            labs.load(folder.name)
        except labs.LabError as error:
            raise CourseError(f"{folder}: {error}") from None
    return found


def _is_own(name: str) -> bool:
    return (Path(__file__).parent / "labs" / name / "lab.toml").is_file()


def assignments(homes: Sequence[Path] = ()) -> dict[str, dict[str, Any]]:
    """All assignments for the page, by name: pagesim's own, and those in ``homes``, which may take the place of one."""
    own = {name: loader.folder_of(name) for name in loader.names()}
    theirs: dict[str, Traversable | Path] = {one.name: one for one in course_folders(homes, loader.FILE, "assignment")}
    return {name: _given(name, folder) for name, folder in sorted({**own, **theirs}.items())}


def _given(name: str, folder: Traversable | Path) -> dict[str, Any]:
    try:
        one = loader.load_folder(folder)
    except AssignmentError as error:
        raise CourseError(f"{folder}: {error}") from None
    return {"name": name, "id": one.id, "title": one.title, "summary": one.summary, "files": given_files(folder)}
