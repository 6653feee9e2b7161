"""Finding a kernel's source files: a .rs file, a folder with src/, the src folder itself, or a lab's folder."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from os.path import normpath
from pathlib import Path, PurePosixPath
from typing import Any

from pagesim_py.boot import BootError
from pagesim_py.boot.manifest import options_of
from pagesim_py.labs.included import included
from pagesim_py.labs.loader import LabError, load_folder
from pagesim_py.labs.packages import MANIFEST, PackageError, Packages, packages_of, parsed, table

MAX_FILE = 1 << 20
"""Bytes of one source file at most."""
MAX_FILES = 500
DEFAULT_DIALECT = "0.14.13"


class InputError(Exception):
    """What the user gave cannot be used; the message says why, in one line."""


@dataclass(frozen=True)
class Project:
    """A kernel's files, by their path inside the package (``src/main.rs``), and what its Cargo.toml says."""

    files: dict[str, str]
    dialect: str = DEFAULT_DIALECT
    package: str | None = None
    """The package's name, which is the library's name for main.rs; None if no Cargo.toml says it."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """What else Cargo.toml says to the compiler: ``main_file``, ``library_file``, ``edition``, ``features``,
    ``dependencies``, ``externs``.
    """
    shown: str | None = None
    """How messages call the only file, if it stands alone."""
    boot: Mapping[str, Any] = field(default_factory=dict)
    """Options for the boot loader, if a lab or Cargo.toml has some."""
    manifest: Mapping[str, Any] = field(default_factory=dict)
    """Cargo.toml, parsed."""
    notes: tuple[str, ...] = ()
    """What in Cargo.toml is not read, or may not be meant, a sentence each."""
    said: Mapping[str, str] = field(default_factory=dict)
    """The other files that were asked what to build, such as the dependencies' Cargo.toml, by their paths from the
    package's folder.
    """


def read_project(path: Path, within: Path | None = None) -> Project:
    """The project at ``path``. InputError if there is none. Dependencies are only looked for ``within`` a folder, if
    one is given.
    """
    if not path.exists():
        raise InputError(f"there is no file or folder {path}{_near(path)}")
    if path.is_dir():
        return _folder(path, within)
    if path.suffix != ".rs":
        raise InputError(f"{path} is no Rust file: give a .rs file, or a folder with src/main.rs")
    if path.name == "main.rs" and path.parent.parent.name != "bin":
        return _package(path.parent, path.parent.parent, within=within)
    for source in path.parents[:3]:
        if (source / "bin") in path.parents and source.name == "src":
            return _package(source, source.parent, path, within=within)
    return Project(_alone(path), shown=str(path))


def read_tested(path: Path, within: Path | None = None) -> Project:
    """The package at ``path`` with all that its tests need: the same, also if it has no binary, and the files below
    ``tests``. InputError if there is none. ``within`` as for `read_project`.
    """
    root = path if (path / MANIFEST).is_file() else path.parent if path.name == "src" else None
    if root is None or not (root / MANIFEST).is_file():
        project = read_project(path, within)
        return replace(project, files=project.files | _beside(path, "tests")) if path.is_dir() else project
    folders = {"src", "tests", *_folders(_manifest(root / MANIFEST))}
    project = _package(root / "src", root, root / "src" / "main.rs", tests=True, within=within)
    more = [found for folder in sorted(folders - {"src"}) for found in _beside(root, folder).items()]
    return replace(project, files=project.files | dict(more))


def _folders(manifest: Mapping[str, Any]) -> set[str]:
    """The folders of the files that targets of a Cargo.toml name."""
    entries = [manifest.get("lib"), *(one for kind in ("bin", "test") for one in (manifest.get(kind) or ()))]
    paths = [entry.get("path") for entry in entries if isinstance(entry, dict)]
    folders = {PurePosixPath(path).parts[0] for path in paths if isinstance(path, str) and "/" in path}
    return folders - {"..", ".", "/"}


def _beside(root: Path, folder: str) -> dict[str, str]:
    """The Rust files of one of a package's folders, by their path inside the package."""
    found = root / folder
    if not found.is_dir():
        return {}
    files = {_below(file, root): text for file, text in read_sources(found, ()).items()}
    return files | included(files, lambda name: None if name.startswith("../") else _read_included(root / name))


def read_source(path: Path) -> str:
    """The text of one file. InputError if it cannot be read, is no UTF-8 or is huge."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE:
            raise InputError(f"{path} has {size:,} bytes; a source file has {MAX_FILE:,} at most")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path} is not UTF-8 text: line {line} has the byte {data[error.start]:#04x}") from None


def _read_included(file: Path) -> str | None:
    """What a source includes, as `included` has it; None if it is no file that can be taken."""
    try:
        if not file.is_file() or file.stat().st_size > MAX_FILE:
            return None
        return file.read_bytes().decode("utf-8", "surrogateescape")
    except OSError:
        return None


def read_sources(folder: Path, roots: Iterable[Path]) -> dict[Path, str]:
    """The Rust files below ``folder``. InputError if one of them cannot be read, unless no file says its name."""
    found = sorted(file for file in folder.rglob("*.rs") if file.is_file())
    if len(found) > MAX_FILES:
        raise InputError(f"{folder} has {len(found)} Rust files; {MAX_FILES} are the most that pagesim reads")
    texts, failed = {}, {}
    for file in found:
        try:
            texts[file] = read_source(file)
        except InputError as error:
            failed[file] = error
    words = {word for text in texts.values() for word in re.findall(r"\w+", text)}
    for file, why in failed.items():
        name = file.parent.name if file.stem == "mod" else file.stem
        if file in roots or words.issuperset(re.findall(r"\w+", name)):
            raise why
    return texts


def _alone(path: Path) -> dict[str, str]:
    """One file as a whole kernel, with the files beside it if it has modules there."""
    text = read_source(path)
    files = {"src/main.rs": text}
    names = re.findall(r"^\s*(?:#\[[^\n]*\]\s*)?(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;", text, re.MULTILINE)
    for name in names:
        for beside in (path.parent / f"{name}.rs", path.parent / name):
            if beside.is_file() and beside != path:
                files[f"src/{name}.rs"] = read_source(beside)
            elif beside.is_dir():
                files |= {f"src/{_below(file, path.parent)}": text for file, text in read_sources(beside, ()).items()}

    def read(name: str) -> str | None:
        return _read_included(path.parent / name[4:]) if name.startswith("src/") else None

    return files | included(files, read)


def _below(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix()


def _folder(path: Path, within: Path | None) -> Project:
    if (path / "lab.toml").is_file():
        return _lab(path)
    if (path / "src").is_dir():
        return _package(path / "src", path, within=within)
    if (path / "main.rs").is_file():
        return _package(path, path.parent, within=within)
    raise InputError(f"{path} has neither src/main.rs nor main.rs")


def _lab(path: Path) -> Project:
    """The starter files of a lab's folder, those of its base included."""
    try:
        lab = load_folder(path)
    except LabError as error:
        raise InputError(f"{path}: {error}") from None
    return Project(lab.files, lab.dialect, boot=lab.boot)


class _Disk:
    """The files that lie around a package's folder (``pagesim_py.labs.packages.Tree``), and those that were asked."""

    def __init__(self, root: Path, within: Path | None) -> None:
        self.root, self.within = root, within
        self.said: dict[str, str] = {}

    def place(self, path: str) -> Path | None:
        """Where a path leads; None if that is too far out."""
        if self.within is None:
            return self.root / path
        found = Path(normpath(self.root / path))
        return found if found.is_relative_to(self.within) else None

    def text(self, path: str) -> str | None:
        file = self.place(path)
        if file is None or not file.is_file():
            return None
        text = self.said[path] = read_source(file)
        return text

    def names(self, folder: str) -> list[str]:
        found = self.place(folder)
        return sorted(one.name for one in found.iterdir()) if found is not None and found.is_dir() else []

    def sources(self, folder: str) -> dict[str, str]:
        found = self.place(folder)
        if found is None:
            return {}
        return {f"{folder}/{_below(file, found)}": text for file, text in read_sources(found, ()).items()}


def _packages(manifest: Mapping[str, Any], disk: _Disk, tests: bool) -> Packages:
    """The packages that a Cargo.toml depends on."""
    try:
        return packages_of(manifest, disk, tests=tests)
    except PackageError as error:
        raise InputError(str(error)) from None


def _package(
    source: Path, root: Path, binary: Path | None = None, *, tests: bool = False, within: Path | None = None
) -> Project:
    """The package with its sources in ``source``, its Cargo.toml in ``root``; ``binary``: the file to run."""
    file = root / MANIFEST
    manifest = _manifest(file) if file.is_file() else {}
    package, library = table(manifest, "package"), table(manifest, "lib")
    library_file = _path(root, library) or source / "lib.rs"
    binary = binary or _binary(source, root, manifest)
    files = {f"src/{_below(file, source)}": text for file, text in read_sources(source, (binary, library_file)).items()}
    options: dict[str, Any] = {"main_file": f"src/{_below(binary, source)}"}
    if library_file.is_relative_to(source):
        options["library_file"] = f"src/{_below(library_file, source)}"
    warnings = []
    if package and "edition" not in package:  # as Cargo has it
        package = {**package, "edition": "2015"}
        warnings.append(f'{file} has no edition, so that Cargo takes 2015: write `edition = "2024"` below `[package]`')
    if str(package.get("edition", "2024")) in ("2015", "2018", "2021"):
        options["edition"] = int(package["edition"])
    name = library.get("name") or package.get("name")
    name = name.replace("-", "_") if isinstance(name, str) else None
    try:
        boot, notes = options_of(manifest)
    except BootError as error:
        raise InputError(str(error)) from None
    disk = _Disk(root, within)
    packages = _packages(manifest, disk, tests)
    files |= packages.files
    homes = {name.split("/src/")[0] for name in packages.files}

    def read(name: str) -> str | None:
        """A file of the package, or of one of those that it depends on."""
        if name.startswith("src/"):
            return _read_included(source / name[4:])
        place = (
            None
            if name.startswith("../") and not any(name.startswith(f"{home}/") for home in homes)
            else disk.place(name)
        )
        return None if place is None else _read_included(place)

    files |= included(files, read)
    more: dict[str, Any] = {"features": packages.features, "dependencies": packages.crates, "externs": packages.externs}
    if file.is_file():
        more["variables"] = packages.variables
    options |= {name: value for name, value in more.items() if value}
    notes = [*warnings, *notes, *packages.notes]
    return Project(
        files, _dialect(manifest), name, options, boot=boot, notes=tuple(notes), manifest=manifest, said=disk.said
    )


def _path(root: Path, target: Mapping[str, Any]) -> Path | None:
    """The file that a target of Cargo.toml names."""
    path = target.get("path")
    return root / path if isinstance(path, str) else None


def _binary(source: Path, root: Path, manifest: Mapping[str, Any]) -> Path:
    """The root file of the binary that ``cargo run`` would take. InputError if there is none, or more than one."""
    targets = manifest.get("bin")
    named = [t for t in targets if isinstance(t, dict)] if isinstance(targets, list) else []
    for target in named:
        if (path := _path(root, target)) is not None and path.is_file() and path.is_relative_to(source):
            return path
    if (source / "main.rs").is_file():
        return source / "main.rs"
    more = sorted([*source.glob("bin/*.rs"), *source.glob("bin/*/main.rs")])
    if len(more) == 1:
        return more[0]
    if more:
        raise InputError(f"{source} has no main.rs but {len(more)} binaries: give one of them, such as {more[0]}")
    raise InputError(f"{source} has no main.rs: pagesim runs a kernel's binary")


def _manifest(path: Path) -> Mapping[str, Any]:
    try:
        return parsed(str(path), read_source(path))
    except PackageError as error:
        raise InputError(str(error)) from None


def _dialect(manifest: Mapping[str, Any]) -> str:
    """The version of the x86_64 crate that Cargo would take, as far as pagesim knows it."""
    dependencies = manifest.get("dependencies")
    wanted = dependencies.get("x86_64") if isinstance(dependencies, dict) else None
    if isinstance(wanted, dict):
        wanted = wanted.get("version")
    if isinstance(wanted, str):
        if re.match(r"[\^~= ]*0\.15\b", wanted):
            return "0.15.4"
        if re.match(r"[\^~= ]*0\.1[123]\b", wanted):
            return "0.13.5"
        if re.match(r" *= *0\.14\.2 *$", wanted):
            return "0.14.2"
    return DEFAULT_DIALECT


def _near(path: Path) -> str:
    """A hint at a neighbour with a similar name."""
    try:
        neighbours = [one.name for one in path.parent.iterdir()]
    except OSError:
        return ""
    near = difflib.get_close_matches(path.name, neighbours, 1, 0.7)
    return f"; did you mean {path.parent / near[0]}?" if near else ""
