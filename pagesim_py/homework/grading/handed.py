"""Finds what was handed in: files, folders, folders of clones, zips from Moodle and Canvas.

Nothing is ever written, and names inside a zip are only read. Links in a student's folder are not followed.
"""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pagesim_py.homework.format import Assignment
from pagesim_py.homework.submission import CODE, FILE_NAME, LARGEST, LONGEST_CODE, SubmissionError, parse

MOST_IN_ZIP = 5_000
"""Entries of a zip."""
LARGEST_ZIP = 300_000_000
MOST_UNPACKED = 300_000_000
"""Bytes that all entries of a zip may unpack to."""
LARGEST_INNER_ZIP = 20_000_000
MOST_SOURCES = 60
LARGEST_SOURCE = 1_000_000
DEEPEST_FOLDER = 6
SKIPPED = frozenset({"target", "node_modules", "__MACOSX", "__pycache__"})
_MOODLE = re.compile(r"(?P<name>[^/]+)_\d+_assignsubmission_(?:file|onlinetext)_?")
_CANVAS = re.compile(r"(?P<name>[^/_]+)(?:_LATE)?_\d+_\d+_.+")
_CODE = re.compile(re.escape(CODE) + r"[A-Za-z0-9_-]+")
_SOURCE = re.compile(r"(?:^|.*/)src/(?:[^/]+/)*[^/]+\.rs")


@dataclass(frozen=True)
class Handed:
    """What one student handed in: a submission's bytes, or the files of a Cargo folder, or why it cannot be read."""

    origin: str
    """Where it comes from, for people."""
    hint: str = ""
    """Who it may be from, as the name of a file or folder says it."""
    raw: bytes | None = None
    files: dict[str, str] = field(default_factory=dict)
    error: str = ""
    notes: list[str] = field(default_factory=list)


def handed_in(paths: Iterable[Path], assignment: Assignment, folder: str | None = None) -> list[Handed]:
    """All that lies at ``paths``; ``folder`` is where in a clone the work is, such as B2."""
    return [one for path in paths for one in _at(path, assignment, folder)]


def handed_in_bytes(name: str, data: bytes, assignment: Assignment) -> list[Handed]:
    """What is in a file called ``name``: a submission, a paste code, or a zip of such."""
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _in_zip(name, data, assignment, 0)
    return [_of_bytes(name, _hint(name), data)]


def _of_bytes(origin: str, hint: str, data: bytes) -> Handed:
    if len(data) > LONGEST_CODE:
        error = f"it has {len(data):,} bytes; a submission has {LARGEST:,} at most: it is another file"
        return Handed(origin, hint, error=error)
    if not origin.lower().endswith(".json"):
        found = _CODE.search(data.decode("utf-8", "replace"))
        if found:
            data = found[0].encode()
    return Handed(origin, hint, raw=data)


def _hint(name: str) -> str:
    """Who a file or folder is from, by its name."""
    first, *rest = PurePosixPath(name.replace("\\", "/")).parts[-6:] or ("",)
    for part in (first, *rest):
        found = _MOODLE.fullmatch(part) or _CANVAS.fullmatch(part)
        if found:
            return found["name"].strip()
    return PurePosixPath(name).stem


# -- files and folders


def _at(path: Path, assignment: Assignment, folder: str | None) -> list[Handed]:
    shown = str(path)
    try:
        if path.is_dir():
            return _folder(path, assignment, folder)
        if not path.exists():
            return [Handed(shown, path.stem, error="it is not there")]
        if not path.is_file():
            return [Handed(shown, path.stem, error="it is no file")]
        size = path.stat().st_size
        if path.suffix.lower() == ".zip" and size <= LARGEST_ZIP:
            return _in_zip(shown, path.read_bytes(), assignment, 0)
        if size > LONGEST_CODE:
            error = f"it has {size:,} bytes; a submission has {LARGEST:,} at most: it is another file"
            return [Handed(shown, _hint(path.name), error=error)]
        return [_of_bytes(shown, _hint(path.name), path.read_bytes())]
    except OSError as error:
        return [Handed(shown, path.stem, error=f"it cannot be read: {error.strerror or error}")]


def _folder(path: Path, assignment: Assignment, folder: str | None) -> list[Handed]:
    """One student's folder, or one with many: whichever finds more work, so that nobody's is passed over."""
    own = _work(path, path.resolve().name, assignment, folder)
    if any(Path(one.origin).parent == path or Path(one.origin) == path for one in own) or (own and folder is not None):
        return own
    many = _many(path, assignment, folder)
    students = {Path(one.origin).relative_to(path).parts[0] for one in own}
    read = [one for one in many if not one.error]
    if own and len(students) < 2 and len(read) <= len(own):
        return own
    return many or [Handed(str(path), path.name, error=f"it has neither {FILE_NAME} nor src/ with Rust files")]


def _many(path: Path, assignment: Assignment, folder: str | None) -> list[Handed]:
    """The work of each student in a class's folder."""
    found: list[Handed] = []
    for child in sorted(path.iterdir()):
        if child.name.startswith(".") or child.name in SKIPPED:
            continue
        if child.is_symlink():
            found.append(Handed(str(child), child.name, error="it is a link, and links are not followed"))
        elif child.is_dir():
            moodle = _MOODLE.fullmatch(child.name)
            hint = moodle["name"] if moodle else child.name
            inside = _work(child, hint, assignment, folder)
            lone = [
                one for entry in sorted(child.iterdir()) if entry.suffix.lower() in (".json", ".txt", ".html", ".zip")
                if not entry.is_symlink() and entry.is_file() for one in _at(entry, assignment, folder)
            ] if not inside else []  # fmt: skip
            missing = f"it has neither {FILE_NAME} nor src/ with Rust files" + (f" in {folder}" if folder else "")
            found += inside or [_named(one, hint) for one in lone] or [Handed(str(child), hint, error=missing)]
        elif child.suffix.lower() in (".json", ".txt", ".html", ".zip"):
            found += _at(child, assignment, folder)
    return found


def _named(one: Handed, hint: str) -> Handed:
    return Handed(one.origin, hint, one.raw, one.files, one.error, one.notes)


def _work(path: Path, hint: str, assignment: Assignment, folder: str | None) -> list[Handed]:
    """The work in one student's folder; nothing if there is none."""
    if folder is not None:
        inner = path / folder
        if not _inside(path, inner) or not inner.is_dir():
            return []
        path = inner
    submissions = []
    for file in _walk(path, lambda name: name == FILE_NAME):
        if file.stat().st_size > LONGEST_CODE:
            submissions.append(_at(file, assignment, None)[0])
            continue
        data = file.read_bytes()
        try:
            fits = parse(data).assignment["id"] == assignment.id
        except SubmissionError:
            fits = file.parent == path
        if fits:
            submissions.append(Handed(str(file), hint, raw=data, files=_sources(file.parent)[0]))
    if submissions:
        return [_named(one, hint) for one in submissions]
    if not (path / "src").is_dir() or (path / "src").is_symlink():
        return []
    files, notes = _sources(path)
    return [Handed(str(path), hint, files=files, notes=notes)] if files else []


def _inside(outer: Path, inner: Path) -> bool:
    return inner.resolve().is_relative_to(outer.resolve())


def _walk(path: Path, wanted: object) -> Iterator[Path]:
    """Plain files below ``path`` whose name is ``wanted``; links are not followed."""
    assert callable(wanted)
    depth = len(path.parts)
    for place, folders, names in os.walk(path, followlinks=False):
        here = Path(place)
        folders[:] = sorted(
            name for name in folders
            if name not in SKIPPED and not name.startswith(".") and len(here.parts) - depth < DEEPEST_FOLDER
        )  # fmt: skip
        for name in sorted(names):
            if wanted(name) and stat.S_ISREG((here / name).lstat().st_mode):
                yield here / name


def _sources(path: Path) -> tuple[dict[str, str], list[str]]:
    """The Rust files of a Cargo folder, and what was left out."""
    found: dict[str, str] = {}
    notes: list[str] = []
    if (path / "src").is_symlink():
        return {}, ["src is a link, and links are not followed"]
    for file in _walk(path / "src", lambda name: str(name).endswith(".rs")):
        name = file.relative_to(path).as_posix()
        if len(found) >= MOST_SOURCES:
            notes.append(f"there are more than {MOST_SOURCES} Rust files; the others are left out")
            break
        if file.stat().st_size > LARGEST_SOURCE:
            notes.append(f"{name[:80]} has more than {LARGEST_SOURCE:,} bytes: it is left out")
            continue
        _take(found, notes, name, file.read_bytes())
    return found, notes


def _take(found: dict[str, str], notes: list[str], name: str, data: bytes) -> None:
    try:
        found[name] = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        notes.append(f"{name[:80]} is no text in UTF-8: it is left out")


# -- zips


def _in_zip(origin: str, data: bytes, assignment: Assignment, depth: int) -> list[Handed]:
    hint = _hint(PurePosixPath(origin.replace("\\", "/")).name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _entries(origin, hint, archive, assignment, depth)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        return [Handed(origin, hint, error=f"this zip cannot be read: {str(error)[:100]}")]
    except Exception as error:  # zlib.error and what decompressors of damaged data raise besides
        return [Handed(origin, hint, error=f"this zip is damaged: {str(error)[:100]}")]


def _entries(origin: str, hint: str, archive: zipfile.ZipFile, assignment: Assignment, depth: int) -> list[Handed]:
    infos = [one for one in archive.infolist() if not one.is_dir() and not _skipped(one.filename)]
    if len(infos) > MOST_IN_ZIP:
        return [Handed(origin, hint, error=f"this zip has {len(infos):,} files; {MOST_IN_ZIP:,} are allowed")]
    if sum(one.file_size for one in infos) > MOST_UNPACKED:
        return [Handed(origin, hint, error=f"this zip unpacks to more than {MOST_UNPACKED:,} bytes")]
    found: list[Handed] = []
    cargo: dict[str, Handed] = {}
    with_submission: set[str] = set()
    for info in infos:
        try:
            found += _entry(origin, hint, archive, info, assignment, depth, cargo, with_submission)
        except Exception as error:  # damaged data makes decompressors raise anything; the other entries are read
            shown = f"{origin}: {info.filename[:200]}"
            found.append(Handed(shown, _owner(info.filename, hint), error=f"it cannot be read: {str(error)[:100]}"))
    for root, one in cargo.items():
        if one.files and root.rstrip("/") not in with_submission:
            found.append(one)
    return found or [Handed(origin, hint, error=f"this zip has neither a {FILE_NAME} nor src/ with Rust files")]


def _entry(
    origin: str, hint: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, assignment: Assignment, depth: int,
    cargo: dict[str, Handed], with_submission: set[str],
) -> list[Handed]:  # fmt: skip
    """What one entry is; a Rust file is added to its folder in ``cargo``."""
    name = info.filename.replace("\\", "/")
    shown = f"{origin}: {name[:200]}"
    owner = _owner(name, hint)
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in (".json", ".txt", ".html"):
        own = _MOODLE.fullmatch(name.split("/")[0]) or "/" not in name or PurePosixPath(name).name == FILE_NAME
        if info.file_size > LONGEST_CODE:
            if not own:
                return []
            error = f"it has {info.file_size:,} bytes; a submission has {LARGEST:,} at most: it is another file"
            return [Handed(shown, owner, error=error)]
        content = _read(archive, info, LONGEST_CODE)
        coded = _CODE.search(content.decode("utf-8", "replace")) if suffix != ".json" else None
        if coded is None and (suffix != ".json" or not (own or b'"pagesim-submission' in content)):
            return []  # some other file of a student's folder
        with_submission.add(name.rpartition("/")[0])
        return [_of_bytes(shown, owner, content)]
    if suffix == ".zip" and depth == 0:
        content = _read(archive, info, LARGEST_INNER_ZIP)
        return [_named(one, owner) for one in _in_zip(shown, content, assignment, depth + 1)]
    if _SOURCE.fullmatch(name):
        root = name[: name.index("src/")] if name.startswith("src/") else name[: name.index("/src/") + 1]
        one = cargo.setdefault(root, Handed(f"{origin}: {root or 'src/'}", _owner(root + "x", hint)))
        if info.file_size > LARGEST_SOURCE or len(one.files) >= MOST_SOURCES:
            one.notes.append(f"{name[-80:]} is too large, or one too many: it is left out")
        else:
            _take(one.files, one.notes, name[len(root) :], _read(archive, info, LARGEST_SOURCE))
    return []


def _skipped(name: str) -> bool:
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part != ".."]
    return any(part in SKIPPED or part.startswith(".") for part in parts)


def _owner(name: str, hint: str) -> str:
    """Who an entry is from: Moodle's folder, Canvas' file name, or the first folder of a path."""
    parts = PurePosixPath(name).parts
    moodle = _MOODLE.fullmatch(parts[0]) if parts else None
    if moodle:
        return moodle["name"].strip()
    canvas = _CANVAS.fullmatch(parts[0]) if parts else None
    if canvas:
        return canvas["name"]
    return parts[0] if len(parts) > 1 else hint


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """The content of an entry. ValueError if it is longer than it says, which zips made to do harm are."""
    with archive.open(info) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise ValueError(f"{info.filename[:80]} unpacks to more than {most:,} bytes")
    return data
