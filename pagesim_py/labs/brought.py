"""A kernel that somebody brings along: files, a folder or a zip, read as ``run FOLDER`` reads a folder.

Of a folder only Rust files, Cargo.toml and Cargo's configuration are looked at. What else there is, is told of.
"""

from __future__ import annotations

import posixpath
import stat
import tomllib
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from pagesim_py.labs.included import names_in
from pagesim_py.labs.laid_out import laid_out, read_within
from pagesim_py.labs.packages import CONFIGS, MANIFEST
from pagesim_py.labs.project import MAX_FILE, InputError, Project

MOST_ENTRIES = 20_000
"""Files of a zip that are looked at."""
MOST_FILES = 2_000
"""Files that are read of what is brought."""
MOST_BYTES = 16 << 20
"""What these may have together."""
MOST_TEXT = 2 << 20
"""Characters of the package in the editor."""
LONGEST_PATH = 1_000
SKIPPED = frozenset({".git", "target", "node_modules", "__MACOSX"})


class BroughtError(Exception):
    """What was brought cannot be taken; the message says why."""


class SeveralError(BroughtError):
    """There is more than one kernel, in ``folders``."""

    def __init__(self, folders: list[str]) -> None:
        super().__init__(f"there are {len(folders)} packages with a main.rs: {', '.join(folders)}")
        self.folders = folders


@dataclass
class Brought:
    """A kernel. ``left``: what was there and has not been read, each with the reason if it isn't plain."""

    title: str
    files: dict[str, str]
    """As an editor has them, see ``laid_out``."""
    notes: tuple[str, ...] = ()
    left: list[str] = field(default_factory=list)


def is_wanted(path: str) -> bool:
    """Whether a file in a folder may say anything to the compiler."""
    return path.endswith(".rs") or posixpath.basename(path) == MANIFEST or f"/{path}".endswith(_CONFIGS)


_CONFIGS = tuple(f"/{name}" for name in CONFIGS)


def bring(given: Iterable[tuple[str, bytes]], folder: str | None = None, left: Iterable[str] = ()) -> Brought:
    """The kernel in ``given``, (path, bytes) each; in ``folder`` of it, if there is more than one. ``left`` is what has
    been left out before. BroughtError says why there is none.
    """
    found = _Found(left)
    for path, data in given:
        if path.lower().endswith(".zip"):
            found.unpack(path, data)
        else:
            found.take(path, data)
    found.take_included()
    if folder is not None and not any(path.startswith(f"{folder}/") for path in found.files):
        raise BroughtError(f"there is no folder {folder[:80]!r}")
    chosen = folder if folder is not None else _kernel_of(found)
    name = posixpath.basename(chosen) or "kernel"
    try:
        with laid_out(found.files, 1) as (base, inner):
            project = read_within(inner / chosen, base, inner)
            project = _with_tests(project, inner / chosen, base, inner)
    except InputError as error:
        raise BroughtError(str(error)) from None
    return Brought(_title(project, name), _editable(project, found, chosen), project.notes, sorted(found.left))


def _with_tests(project: Project, path: Path, base: Path, seen: Path) -> Project:
    """The same with what its tests need, if it has some; a note if that cannot be had."""
    if not (path / "tests").is_dir() and not any("#[test_case]" in text for text in project.files.values()):
        return project
    try:
        tested = read_within(path, base, seen, tests=True)
    except InputError as error:
        return replace(project, notes=(*project.notes, f"its tests are not taken along: {error}"))
    return replace(project, files=tested.files | project.files, said={**tested.said, **project.said})


class _Found:
    """The files so far."""

    def __init__(self, left: Iterable[str]) -> None:
        self.files: dict[str, bytes] = {}
        self.left: dict[str, None] = dict.fromkeys(left)
        self.bytes = 0
        self.others: list[tuple[str, Callable[[], bytes]]] = []
        """Files that may turn out to be included by the others."""

    def take_included(self) -> None:
        """Takes the files whose names stand in an ``include_str!`` and the like of those that were taken."""
        texts = (data.decode("utf-8", "replace") for path, data in self.files.items() if path.endswith(".rs"))
        names = names_in(texts)
        for path, read in self.others:
            if posixpath.basename(path) not in names:
                continue
            data = read()
            del self.left[path]
            if _is_text(data):
                self.take(path, data, wanted=True)
            else:
                self.left[f"{path}, which is no text"] = None

    def take(self, path: str, data: bytes, wanted: bool = False) -> None:
        """One more file, if it is of any use, or ``wanted``."""
        parts = path.split("/")
        if len(path) > LONGEST_PATH or "\0" in path or "\\" in path or any(part in ("", ".", "..") for part in parts):
            self.left[f"{path[:80]!r}, which is no path inside of a folder"] = None
        elif skipped := next((n for n, part in enumerate(parts[:-1]) if part in SKIPPED), None):
            self.left["/".join(parts[: skipped + 1]) + "/"] = None
        elif not wanted and not is_wanted(path):
            self.put_off(path, lambda: data)
        elif len(data) > MAX_FILE:
            self.left[f"{path}, which has more than {MAX_FILE:,} bytes"] = None
        elif path in self.files and self.files[path] != data:
            raise BroughtError(f"{path[:80]} is there twice, with other text")
        else:
            self.files[path] = data
            self.bytes += len(data)
            if len(self.files) > MOST_FILES:
                raise BroughtError(f"there are more than {MOST_FILES:,} Rust files: bring the kernel's folder alone")
            if self.bytes > MOST_BYTES:
                raise BroughtError(
                    f"the Rust files have more than {MOST_BYTES >> 20} MiB together: bring the kernel's folder alone"
                )

    def put_off(self, path: str, read: Callable[[], bytes]) -> None:
        """A file that is not read unless another includes it."""
        if path not in self.left:
            self.others.append((path, read))
        self.left[path] = None

    def unpack(self, path: str, data: bytes) -> None:
        """The files of a zip, as if they lay in a folder of its name."""
        folder = path[: -len(".zip")]
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                infos = archive.infolist()
                if len(infos) > MOST_ENTRIES:
                    raise BroughtError(f"{path[:80]} has {len(infos):,} files; {MOST_ENTRIES:,} are looked at")
                for info in infos:
                    name = info.filename.replace("\\", "/")  # as some programs for Windows write it
                    if info.is_dir():
                        continue
                    if stat.S_ISLNK(info.external_attr >> 16):
                        self.left[f"{name}, which is a link"] = None
                    elif info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) and is_wanted(name):
                        raise BroughtError(f"{path[:80]} is packed in another way than zips mostly are")
                    elif not is_wanted(name):
                        self.take_unread(f"{folder}/{name}", data, info.filename)
                    else:  # however much it says it has, or has: no more than can be used is unpacked
                        with archive.open(info) as file:
                            self.take(f"{folder}/{name}", file.read(MAX_FILE + 1))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise BroughtError(f"{path[:80]} cannot be read as a zip: {error}") from None
        except RuntimeError as error:  # it wants a password
            raise BroughtError(f"{path[:80]} cannot be opened: {error}") from None

    def take_unread(self, path: str, zipped: bytes, name: str) -> None:
        """A file of a zip that may turn out to be included."""
        before = len(self.others)
        self.take(path, b"")
        if len(self.others) > before:
            self.others[-1] = (path, lambda: _unzipped(zipped, name))


def _unzipped(zipped: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(zipped)) as archive, archive.open(name) as file:
        return file.read(MAX_FILE + 1)


def _is_text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _kernel_of(found: _Found) -> str:
    """The folder, or the file, of the one kernel that there is: the outermost package with a main.rs, else a
    folder with one, else a Rust file alone. BroughtError if there is none, SeveralError if there are more.
    """
    files = found.files
    roots = [posixpath.dirname(path) for path in files if posixpath.basename(path) == MANIFEST]
    own = [root for root in roots if "vendor" not in root.split("/")]
    packages = {root: _manifest(files[_in(root, MANIFEST)]) for root in own}
    kernels = [root for root, table in packages.items() if _has_binary(root, table, files)]
    if kernels:
        return _only(kernels, packages)
    sources = [path for path in files if posixpath.basename(path) == "main.rs"]
    plain = [posixpath.dirname(path) for path in sources]
    if plain:
        return _only([posixpath.dirname(one) if posixpath.basename(one) == "src" else one for one in plain], {})
    rust = [path for path in files if path.endswith(".rs") and "/" not in path]
    if len(rust) == 1 and len(files) == 1:
        return rust[0]
    there = ", ".join(sorted([*files, *found.left])[:5]) or "nothing"
    raise BroughtError(
        f"there is no Cargo.toml with a src/main.rs beside it, no main.rs and no single .rs file, but {there}"
    )


def _only(folders: list[str], packages: Mapping[str, Mapping[str, Any]]) -> str:
    """The outermost folder; of several, the one that asks for the boot loader."""
    least = min(folder.count("/") if folder else -1 for folder in folders)
    outer = sorted({folder for folder in folders if (folder.count("/") if folder else -1) == least})
    if len(outer) > 1:
        asks = [one for one in outer if "bootloader" in (packages.get(one, {}).get("dependencies") or {})]
        if len(asks) != 1:
            raise SeveralError(asks or outer)
        return asks[0]
    return outer[0]


def _has_binary(root: str, table: Mapping[str, Any], files: Mapping[str, bytes]) -> bool:
    """Whether a package has something to run."""
    inside = _in(root, "src/bin/")
    return "bin" in table or _in(root, "src/main.rs") in files or any(path.startswith(inside) for path in files)


def _manifest(data: bytes) -> Mapping[str, Any]:
    """A Cargo.toml; what is wrong with it is told when it is read."""
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except ValueError:
        return {}


def _in(folder: str, path: str) -> str:
    return posixpath.join(folder, path)


def _title(project: Project, name: str) -> str:
    package = project.manifest.get("package")
    title = package.get("name") if isinstance(package, Mapping) else None
    return title if isinstance(title, str) and title.strip() else name.removesuffix(".rs")


def _editable(project: Project, found: _Found, folder: str) -> dict[str, str]:
    """What the editor is to have, so that the same is read again from there."""
    files = dict(project.files)
    manifest = found.files.get(_in(folder, MANIFEST))
    if manifest is not None:
        files = {MANIFEST: manifest.decode("utf-8-sig"), **files, **project.said}
    if sum(map(len, files.values())) > MOST_TEXT:
        raise BroughtError(f"the kernel and its dependencies have more than {MOST_TEXT >> 20} MiB of text together")
    return {posixpath.normpath(path): text.replace("\r\n", "\n") for path, text in files.items()}
