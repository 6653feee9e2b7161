"""Finding a kernel's source files: a .rs file, a folder with src/, the src folder itself, or a lab's folder."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pagesim_py.labs import LabError, load_folder

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
    shown: str | None = None
    """How messages call the only file, if it stands alone."""
    boot: Mapping[str, Any] = field(default_factory=dict)
    """Options for the boot loader, if a lab has some."""


def read_project(path: Path) -> Project:
    """The project at ``path``. InputError if there is none."""
    if not path.exists():
        raise InputError(f"there is no file or folder {path}{_near(path)}")
    if path.is_dir():
        return _folder(path)
    if path.suffix != ".rs":
        raise InputError(f"{path} is no Rust file: give a .rs file, or a folder with src/main.rs")
    if path.name == "main.rs":
        return _package(path.parent, path.parent.parent)
    return Project({"src/main.rs": read_source(path)}, shown=str(path))


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


def _folder(path: Path) -> Project:
    if (path / "lab.toml").is_file():
        return _lab(path)
    if (path / "src").is_dir():
        return _package(path / "src", path)
    if (path / "main.rs").is_file():
        return _package(path, path.parent)
    raise InputError(f"{path} has neither src/main.rs nor main.rs")


def _lab(path: Path) -> Project:
    """The starter files of a lab's folder, those of its base included."""
    try:
        lab = load_folder(path)
    except LabError as error:
        raise InputError(f"{path}: {error}") from None
    return Project(lab.files, lab.dialect, boot=lab.boot)


def _package(source: Path, root: Path) -> Project:
    if not (source / "main.rs").is_file():
        raise InputError(f"{source} has no main.rs: pagesim runs a kernel's binary")
    found = sorted(file for file in source.rglob("*.rs") if file.is_file())
    if len(found) > MAX_FILES:
        raise InputError(f"{source} has {len(found)} Rust files; {MAX_FILES} are the most that pagesim reads")
    files = {f"src/{file.relative_to(source).as_posix()}": read_source(file) for file in found}
    manifest = root / "Cargo.toml"
    if not manifest.is_file():
        return Project(files)
    table = _manifest(manifest)
    package = table.get("package")
    name = package.get("name") if isinstance(package, dict) else None
    return Project(files, _dialect(table), name.replace("-", "_") if isinstance(name, str) else None)


def _manifest(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(read_source(path))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path} is not TOML: {error}") from None


def _dialect(manifest: dict[str, Any]) -> str:
    """The version of the x86_64 crate that Cargo would take, as far as pagesim knows it."""
    dependencies = manifest.get("dependencies")
    wanted = dependencies.get("x86_64") if isinstance(dependencies, dict) else None
    if isinstance(wanted, dict):
        wanted = wanted.get("version")
    if isinstance(wanted, str):
        if re.match(r"[\^~= ]*0\.15\b", wanted):
            return "0.15.4"
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
