"""Files that a page was given: laid out in a folder of their own, so that they are read as the command reads them.

In the page that folder lies in the memory of its Python; nothing is kept.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pagesim_py.homework.format import Assignment, AssignmentError
from pagesim_py.homework.given import given_files
from pagesim_py.homework.grading.handed import Handed, handed_in
from pagesim_py.homework.grading.zipped import assignment_in_zip
from pagesim_py.homework.loader import FILE
from pagesim_py.homework.submission import LARGEST, LONGEST_CODE, SubmissionError, parse
from pagesim_py.labs.loader import LabError

LONGEST_PATH = 1_000
"""Characters."""
STAND_IN = LONGEST_CODE + 1
"""Bytes that stand for a file that is too large to be looked at: it is told of, and not read."""
LOOKED_AT = 10
"""Submissions that are looked at to find out which assignment they belong to."""


class DroppedError(ValueError):
    """A file that cannot be taken; the message says why."""


class Dropped:
    """One lot of files and folders that came together; ``close`` forgets them."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="pagesim-")
        self._root = Path(self._folder.name).resolve()
        self._large: dict[str, int] = {}

    def add(self, path: str, data: bytes) -> None:
        """The next bytes of the file at ``path``, as seen from where they were dropped. DroppedError says why not."""
        place = self._place(path)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("ab") as file:
                file.write(data)
        except (OSError, ValueError) as error:
            raise DroppedError(f"{path[:80]!r} cannot be taken: {error}") from None

    def too_large(self, path: str, size: int) -> None:
        """A file of ``size`` bytes, which nobody will read."""
        self.add(path, b"")
        os.truncate(self._place(path), STAND_IN)
        self._large[path] = size

    def _place(self, path: str) -> Path:
        parts = path.split("/")
        if len(path) > LONGEST_PATH or "\0" in path or "\\" in path or any(part in ("", ".", "..") for part in parts):
            raise DroppedError(f"{path[:80]!r} is no path of a file in a folder")
        return self._root.joinpath(*parts)

    def close(self) -> None:
        """Forgets the files."""
        self._folder.cleanup()

    # -- what they are

    @property
    def tops(self) -> list[Path]:
        """What was dropped: files, and folders."""
        return sorted(self._root.iterdir())

    def handed_in(self, assignment: Assignment, folder: str | None = None) -> list[Handed]:
        """What was handed in, as ``grade`` finds it if it is called where the files lie."""
        return [self._told(one) for one in handed_in(self.tops, assignment, folder)]

    def _told(self, one: Handed) -> Handed:
        origin = one.origin.removeprefix(f"{self._root.as_posix()}/")
        size = self._large.get(origin)
        if size is None:
            return replace(one, origin=origin)
        error = f"it has {size:,} bytes; a submission has {LARGEST:,} at most: it is another file"
        return replace(one, origin=origin, raw=None, error=error)

    def assignment(self) -> tuple[str, str, dict[str, str]] | None:
        """What was dropped, name and files of the first assignment in it; None if there is none. It is taken out.

        AssignmentError if it cannot be read.
        """
        for top in self.tops:
            if top.is_dir() and (top / FILE).is_file():
                try:
                    found = top.name, top.name, given_files(top)
                except LabError as error:
                    raise AssignmentError(str(error)) from None
                shutil.rmtree(top)
                return found
            if top.suffix.lower() == ".zip" and top.is_file():
                zipped = assignment_in_zip(top)
                if zipped is not None:
                    top.unlink()
                    return top.name, *zipped
        return None


def belongs_to(handed: list[Handed]) -> str | None:
    """The id of the assignment that most of the first submissions name; None if none does."""
    counts: dict[str, int] = {}
    looked = 0
    for one in handed:
        if one.raw is None or looked >= LOOKED_AT:
            continue
        looked += 1
        try:
            told = parse(one.raw).assignment["id"]
        except SubmissionError:
            continue
        counts[told] = counts.get(told, 0) + 1
    return max(counts, key=lambda name: counts[name], default=None)
