"""A course's own assignment as a zip: its texts, without its solutions."""

from __future__ import annotations

import zipfile
from pathlib import Path, PurePosixPath

from pagesim_py.homework.format import AssignmentError
from pagesim_py.homework.given import TEXT
from pagesim_py.homework.loader import FILE

LARGEST_TEXT = 1_000_000
"""Bytes of one file of an assignment."""
MOST_TEXTS = 200


def assignment_in_zip(path: Path) -> tuple[str, dict[str, str]] | None:
    """Name and files of the assignment that the zip at ``path`` holds, at its top or in its one folder; None if it
    holds none. AssignmentError if it holds one that cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            root = _root(archive)
            return None if root is None else (root.rstrip("/") or path.stem, _texts(archive, root))
    except AssignmentError:
        raise
    except Exception:  # damaged, or no zip: whoever looks for submissions in it says so
        return None


def _root(archive: zipfile.ZipFile) -> str | None:
    """What the names of the assignment's files begin with."""
    for name in (FILE, *(name for name in archive.namelist() if name.count("/") == 1 and name.endswith(f"/{FILE}"))):
        if name in archive.NameToInfo:
            return name.removesuffix(FILE)
    return None


def _texts(archive: zipfile.ZipFile, root: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for info in archive.infolist():
        name = info.filename.removeprefix(root)
        if not info.filename.startswith(root) or not _wanted(name):
            continue
        if len(found) >= MOST_TEXTS:
            raise AssignmentError(f"the zip has more than {MOST_TEXTS} files of an assignment")
        with archive.open(info) as file:
            data = file.read(LARGEST_TEXT + 1)
        if len(data) > LARGEST_TEXT:
            raise AssignmentError(f"{name[:80]} has more than {LARGEST_TEXT:,} bytes")
        try:
            found[name] = data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            raise AssignmentError(f"{name[:80]} is no text in UTF-8") from None
    return found


def _wanted(name: str) -> bool:
    parts = PurePosixPath(name).parts
    if ".." in parts:
        return False
    return name in (FILE, TEXT) or (name.endswith(".rs") and parts[0] in ("src", "tests"))
