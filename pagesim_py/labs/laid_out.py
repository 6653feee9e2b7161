"""A package whose files are texts by their paths, as an editor has them: read as if they lay in a folder.

All paths are as seen from the package's folder, which has a Cargo.toml: ``src/main.rs``, ``vendor/x/src/lib.rs``,
``../util/Cargo.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from os.path import normpath
from pathlib import Path
from tempfile import TemporaryDirectory

from pagesim_py.labs.packages import LEVELS
from pagesim_py.labs.project import InputError, Project, read_project, read_tested


def project_of(files: Mapping[str, str], *, tests: bool = False) -> Project:
    """The package that these files are; with ``tests``, what its tests need too. InputError if they can't be read
    as one.
    """
    with laid_out({path: text.encode("utf-8", "surrogateescape") for path, text in files.items()}, LEVELS + 1) as (
        base,
        inner,
    ):
        return read_within(inner, base, inner, tests=tests)


@contextmanager
def laid_out(files: Mapping[str, bytes], levels: int = 0) -> Iterator[tuple[Path, Path]]:
    """A folder for the time of the ``with``, and the one, ``levels`` further in, from which the paths are seen.
    InputError for a path that leads out of it.
    """
    with TemporaryDirectory(prefix="pagesim-") as name:
        base = Path(name).resolve()
        inner = base.joinpath(*["folder"] * levels)
        inner.mkdir(parents=True, exist_ok=True)
        for path, data in files.items():
            place = Path(normpath(inner / path))
            if "\0" in path or place == base or not place.is_relative_to(base):
                raise InputError(f"{path[:80]!r} is no path of a file in a folder")
            try:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
            except OSError as error:
                raise InputError(f"{path[:80]!r} cannot be taken: {error.strerror}") from None
        yield base, inner


def read_within(path: Path, base: Path, seen: Path, *, tests: bool = False) -> Project:
    """The project at ``path`` with what it, or with ``tests`` its tests, need of ``base``; messages name files as they
    are seen from ``seen``.
    """

    def short(text: str) -> str:
        return text.replace(f"{seen}/", "").replace(str(seen), "the folder").replace(f"{base}/", "")

    try:
        project = read_tested(path, base) if tests else read_project(path, base)
    except InputError as error:
        raise InputError(short(str(error))) from None
    return replace(project, notes=tuple(short(note) for note in project.notes))
