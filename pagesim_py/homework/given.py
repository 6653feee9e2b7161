"""An assignment as the page gets it: the texts of its folder as plain data, without what gives its answers away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import IO, Any

from pagesim_py.homework.format import Assignment
from pagesim_py.homework.loader import FILE, load_folder
from pagesim_py.labs.loader import read_text, sources_in

TEXT = "text.md"


class Given(Traversable):
    """A folder, or a file in it, of which there are only the texts by their paths."""

    def __init__(self, name: str, files: Mapping[str, str], path: str = "") -> None:
        self._name = name
        self._files = files
        self._path = path

    @property
    def name(self) -> str:
        return self._path.rpartition("/")[2] or self._name

    def is_file(self) -> bool:
        return self._path in self._files

    def is_dir(self) -> bool:
        inside = f"{self._path}/" if self._path else ""
        return any(path.startswith(inside) for path in self._files)

    def iterdir(self) -> Iterator[Given]:
        inside = f"{self._path}/" if self._path else ""
        found = {path[len(inside) :].partition("/")[0] for path in self._files if path.startswith(inside)}
        return (self / name for name in sorted(found))

    def joinpath(self, *descendants: Any) -> Given:
        parts = [self._path, *map(str, descendants)]
        return Given(self._name, self._files, "/".join(part for part in parts if part))

    def __truediv__(self, child: Any) -> Given:
        return self.joinpath(child)

    def read_text(self, encoding: str | None = None, errors: str | None = None) -> str:
        return self._files[self._path]

    def read_bytes(self) -> bytes:
        return self._files[self._path].encode()

    def open(self, mode: str = "r", *args: Any, **kwargs: Any) -> IO[Any]:
        raise OSError("only the text of this file is there")

    def __str__(self) -> str:
        return f"{self._name}/{self._path}" if self._path else self._name


def given_files(folder: Traversable | Path) -> dict[str, str]:
    """The files of an assignment's folder that a page needs: never those of reference/ and wrong/."""
    found = {FILE: read_text(folder / FILE)}
    if (folder / TEXT).is_file():
        found[TEXT] = read_text(folder / TEXT)
    return {**found, **sources_in(folder / "src"), **sources_in(folder / "tests", "tests")}


def load_given(name: str, files: Mapping[str, str]) -> Assignment:
    """The assignment that ``given_files`` came from. AssignmentError if it is no proper one."""
    return load_folder(Given(name, files))
