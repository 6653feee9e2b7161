"""Reads a lab's folder: lab.toml, the text, the starter files and the steps.

Works from a folder, an installed package or a zip. Every mistake in a folder is a ``LabError`` that names the file
and says what is expected there.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pagesim_py.labs.expect import without_expectations
from pagesim_py.labs.moments import Moment, WantedAccess, parse_moment
from pagesim_py.rust.dialects import DIALECTS

PICTURES = (
    "screen", "walk", "tables", "registers", "exception", "events",
    "space", "memory", "variables", "tlb", "descriptors", "devices", "changes",
    "whatif",
)  # fmt: skip
"""The panels that are made from a machine's state: the one list of them, in the order of their importance."""
PANELS = ("lab", "source", "timeline", *PICTURES)
GROUPS = ("upper", "left", "right")
"""The page's groups of tabs: the pictures, and below them left and right."""
FRONT = ("walk", "screen", "exception")
"""The panels that are in front where a lab says nothing else."""
_TERM = re.compile(r"0x[0-9a-f_]*[0-9a-f]|[0-9][0-9_]*|[a-z_<][^+]*", re.IGNORECASE)
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_KEYS = {
    "title": str, "summary": str, "order": int, "base": str, "dialect": str, "panels": list, "address": str,
    "at": str, "front": list, "groups": dict, "boot": dict, "step": list,
}  # fmt: skip
_REQUIRED = ("title", "summary")
_STEP_KEYS = {"id": str, "title": str, "do": str, "look": str, "address": str, "at": str, "front": list}
_STEP_REQUIRED = ("id", "title")
BOOT_KEYS = {
    "map_physical_memory": bool, "physical_memory_offset": int, "recursive_page_table": (bool, int),
    "kernel_stack_size": int, "kernel_stack_address": int, "boot_info_address": int, "ram_bytes": int,
}  # fmt: skip
_TYPE_WORDS = {
    str: "a text", int: "a number", float: "a number", list: "a list", dict: "a table", bool: "true or false",
}  # fmt: skip


class LabError(ValueError):
    """A lab that does not exist, or a folder that is no proper lab; the message says what to change."""


@dataclass(frozen=True)
class Step:
    """One experiment of a lab: the starter files with some of them replaced."""

    id: str
    title: str
    do: str
    """What to do, in a sentence or two."""
    look: str
    """What to look for."""
    address: str | None
    """What Translation shows after the run: an address, a register or a symbol."""
    at: Moment | None
    """The moment at which ``address`` is shown; None for the last access to it."""
    front: tuple[str, ...]
    """The panels that it is about, the most telling first: they are in front after the run."""
    sources: Mapping[str, str]
    """Path to text, all of the step's files, with their ``// expect`` comments."""
    own: tuple[str, ...]
    """The paths that the step itself brings."""

    @property
    def files(self) -> dict[str, str]:
        """Path to text, as a student gets them."""
        return {path: without_expectations(text) for path, text in self.sources.items()}


@dataclass(frozen=True)
class Lab:
    """A lab. ``name`` is its folder's."""

    name: str
    title: str
    summary: str
    order: int
    dialect: str
    panels: tuple[str, ...]
    address: str | None
    """What Translation shows after the run of the starter files: an address, a register or a symbol."""
    at: Moment | None
    """The moment at which ``address`` is shown; None for the last access to it."""
    front: tuple[str, ...]
    """The panels that the lab's own text is about, the most telling first; also its steps', if they name none."""
    groups: Mapping[str, str]
    """Panel to group of the page (``GROUPS``), for those that begin elsewhere than the page has them."""
    boot: Mapping[str, Any]
    """Options for ``pagesim_py.boot.boot``."""
    text: str
    """Markdown: paragraphs, lists, `code`, headings."""
    sources: Mapping[str, str]
    """Path to text of the starter files, with their ``// expect`` comments."""
    steps: tuple[Step, ...] = field(default=())

    @property
    def files(self) -> dict[str, str]:
        """Path to text of the starter files, as a student gets them: src/main.rs first, then by path."""
        ordered = sorted(self.sources, key=lambda path: (path != "src/main.rs", path))
        return {path: without_expectations(self.sources[path]) for path in ordered}

    def step(self, step_id: str) -> Step:
        """The step called ``step_id``; LabError if there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        known = ", ".join(step.id for step in self.steps) or "none"
        raise LabError(f"lab {self.name} has no step called {step_id!r}; it has {known}")


_more: list[Traversable] = []


def also(folder: Traversable | Path) -> None:
    """From now on the labs in ``folder``, a folder of labs' folders, are known too."""
    if folder not in _more:
        _more.append(folder)
        load.cache_clear()
        _in_order.cache_clear()


def names() -> tuple[str, ...]:
    """The names of all labs that there are, in their order.

    A site's page looks for them each time: its Python was started when the site was built, and a course may have put
    labs of its own there since.
    """
    return _in_order(frozenset(child.name for home in _homes() for child in home.iterdir() if child.is_dir()))


@cache
def _in_order(folders: frozenset[str]) -> tuple[str, ...]:
    """Those of ``folders`` that are labs."""
    labs = [load(name) for name in sorted(folders) if (_folder(name) / "lab.toml").is_file()]
    return tuple(lab.name for lab in sorted(labs, key=lambda lab: (lab.order, lab.name)))


@cache
def load(name: str) -> Lab:
    """The lab called ``name``. LabError, with a similar name, if there is none."""
    folder = _folder(name)
    if not NAME.fullmatch(name) or not (folder / "lab.toml").is_file():
        near = similar_name(name)
        hint = f"; did you mean {near!r}?" if near else ""
        raise LabError(f"there is no lab called {name!r}{hint} (labs: {', '.join(names())})")
    return load_folder(folder)


def similar_name(name: str) -> str | None:
    """The lab's name most like ``name``, if one is like it."""
    near = difflib.get_close_matches(name.lower().replace("_", "-"), names(), 1, 0.6)
    return near[0] if near else None


def load_folder(folder: Traversable | Path | str) -> Lab:
    """The lab in ``folder``. LabError if it is no proper lab."""
    place = Path(folder) if isinstance(folder, str) else folder
    if not place.is_dir():
        raise LabError(f"{place} is not a folder")
    table = _toml(place)
    check_table(table, _KEYS, _REQUIRED, "lab.toml")
    boot = table.get("boot", {})
    check_table(boot, BOOT_KEYS, (), "lab.toml, [boot]")
    name = Path(str(place)).resolve().name if isinstance(place, Path) else place.name
    if not NAME.fullmatch(name):
        raise LabError(f"a lab's folder has a name of small letters, digits and single hyphens, not {name!r}")
    dialect = one_of(table.get("dialect", DIALECTS[0]), DIALECTS, "dialect")
    panels = tuple(one_of(panel, PANELS, "panels") for panel in table.get("panels", PANELS))
    if not panels or len(set(panels)) < len(panels):
        raise LabError("lab.toml: 'panels' names each panel once, and at least one; leave it out for all of them")
    check_address(table, "lab.toml")
    at = _moment(table, "lab.toml")
    sources = {**base_sources(table.get("base")), **sources_in(place / "src")}
    if "src/main.rs" not in sources:
        raise LabError("the lab has no src/main.rs, and no base that has one")
    text = read_text(place / "text.md") if (place / "text.md").is_file() else ""
    front = _front(table, panels, "lab.toml") or tuple(name for name in FRONT if name in panels)
    numbered = enumerate(table.get("step", []), 1)
    steps = tuple(_step(place, number, step, sources, panels, front) for number, step in numbered)
    if len({step.id for step in steps}) < len(steps):
        raise LabError("lab.toml: two steps have the same id")
    _check_step_folders(place, steps)
    _check_no_strays(place, "")
    return Lab(
        name, table["title"], table["summary"], table.get("order", 100), dialect, panels, table.get("address"), at,
        front, _groups(table, panels), boot, text, sources, steps,
    )  # fmt: skip


def _homes() -> list[Traversable]:
    """Where labs' folders are: pagesim's own come first, so that no course changes what they are."""
    return [package_files("pagesim_py.labs"), *_more]


def _folder(name: str) -> Traversable:
    """The folder of that name: the first that there is, else where pagesim's own would be."""
    places = [home / name for home in _homes()]
    return next((place for place in places if place.is_dir()), places[0])


def _toml(folder: Traversable) -> dict[str, Any]:
    if not (folder / "lab.toml").is_file():
        raise LabError(f"{folder} has no lab.toml")
    try:
        return tomllib.loads(read_text(folder / "lab.toml"))
    except tomllib.TOMLDecodeError as error:
        raise LabError(f"lab.toml is not TOML: {error}") from None


def check_table(table: Mapping[str, Any], known: Mapping[str, Any], required: tuple[str, ...], where: str) -> None:
    """LabError unless ``table`` has the ``required`` keys, and others only of the ``known`` ones, of their types."""
    for key in required:
        if key not in table:
            raise LabError(f"{where} has no {key!r}")
        if isinstance(table[key], str) and not table[key].strip():
            raise LabError(f"{where}: {key!r} is empty")
    for key, value in table.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else f" (known are {', '.join(known)})"
            raise LabError(f"{where}: unknown key {key!r}{hint}")
        if key == "step" and isinstance(value, dict):
            raise LabError(f"{where}: begin each step with [[step]], in two brackets")
        wanted = known[key] if isinstance(known[key], tuple) else (known[key],)
        if not isinstance(value, wanted) or (isinstance(value, bool) and bool not in wanted):
            raise LabError(f"{where}: {key!r} is {' or '.join(_TYPE_WORDS[one] for one in wanted)}, not {value!r}")


def check_address(table: Mapping[str, Any], where: str) -> None:
    """An address is a number, a register, or a symbol's name; sums of them too."""
    text = table.get("address", "0")
    for term in re.split(r"[+-]", text):
        if not _TERM.fullmatch(term.strip()):
            raise LabError(f"{where}: 'address' is like 0xb8000, rip or _start, not {text!r}")


def _moment(table: Mapping[str, Any], where: str) -> Moment | None:
    """What ``at`` says: an event, and the address of an access."""
    if "at" not in table:
        return None
    if "address" not in table:
        raise LabError(f"{where}: 'at' says when 'address' is shown, and there is no 'address'")
    try:
        moment = parse_moment(table["at"])
    except ValueError as error:
        raise LabError(f"{where}: 'at' {error}") from None
    if isinstance(moment, WantedAccess):
        check_address({"address": moment.address}, f"{where}, 'at'")
    return moment


def one_of(value: object, known: tuple[str, ...], key: str, where: str = "lab.toml") -> str:
    """``value``, if it is one of ``known``."""
    if not isinstance(value, str) or value not in known:
        raise LabError(f"{where}: {key!r} knows {', '.join(known)}, not {value!r}")
    return value


def base_sources(name: str | None, where: str = "lab.toml") -> dict[str, str]:
    """The starter files of another lab, or of the small kernel that all of ours build on."""
    if name is None:
        return {}
    folder = _folder(name)
    if not NAME.fullmatch(name) or not (folder / "src").is_dir():
        raise LabError(f"{where}: there is no base called {name!r}; use 'kernel' or the name of a lab")
    inherited = base_sources(_toml(folder).get("base")) if (folder / "lab.toml").is_file() else {}
    return {**inherited, **sources_in(folder / "src")}


def sources_in(folder: Traversable, path: str = "src") -> dict[str, str]:
    """Path to text of the Rust files in ``folder`` and below; ``path`` is what the folder is called."""
    if not folder.is_dir():
        return {}
    found = {}
    for child in sorted(folder.iterdir(), key=lambda child: child.name):
        if child.is_dir():
            found.update(sources_in(child, f"{path}/{child.name}"))
        elif child.name.endswith(".rs"):
            found[f"{path}/{child.name}"] = read_text(child, f"{path}/{child.name}")
    return found


def read_text(file: Traversable, path: str = "") -> str:
    """A file's text, without the mark that some editors put in front; ``path`` is what messages call it."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LabError(f"{path or file.name} is not UTF-8 text (byte {error.start})") from None


def _groups(table: Mapping[str, Any], panels: tuple[str, ...]) -> dict[str, str]:
    """What ``[groups]`` says: a list of panels for each group that it names."""
    places: dict[str, str] = {}
    movable = tuple(name for name in panels if name not in ("source", "timeline"))
    for group, names in table.get("groups", {}).items():
        one_of(group, GROUPS, "groups")
        if not isinstance(names, list):
            raise LabError(f"lab.toml, [groups]: {group!r} is a list of panels, not {names!r}")
        for name in names:
            one_of(name, movable, "groups")
            if name in places:
                raise LabError(f"lab.toml, [groups]: {name!r} is in two groups")
            places[name] = group
    return places


def _front(table: Mapping[str, Any], panels: tuple[str, ...], where: str) -> tuple[str, ...] | None:
    """The panels that ``front`` names; None if it isn't there."""
    if "front" not in table:
        return None
    named = tuple(one_of(name, panels, "front") for name in table["front"])
    if len(set(named)) < len(named):
        raise LabError(f"{where}: 'front' names each panel once")
    return named


def _step(
    folder: Traversable,
    number: int,
    table: Any,
    sources: Mapping[str, str],
    panels: tuple[str, ...],
    front: tuple[str, ...],
) -> Step:
    if not isinstance(table, dict):
        raise LabError("lab.toml: a step is a table: begin each with [[step]]")
    where = f"lab.toml, step {table.get('id', f'number {number}')}"
    check_table(table, _STEP_KEYS, _STEP_REQUIRED, where)
    check_address(table, where)
    if not NAME.fullmatch(table["id"]):
        raise LabError(f"{where}: an id has small letters, digits and single hyphens")
    own = sources_in(folder / "steps" / table["id"] / "src")
    return Step(
        table["id"], table["title"], table.get("do", ""), table.get("look", ""), table.get("address"),
        _moment(table, where), _front(table, panels, where) or front, {**sources, **own}, tuple(own),
    )  # fmt: skip


def _check_step_folders(folder: Traversable, steps: tuple[Step, ...]) -> None:
    """Folders under steps/ that no step names are mistakes."""
    known = {step.id for step in steps}
    for name in _folders(folder / "steps"):
        if name not in known:
            raise LabError(f"steps/{name} belongs to no [[step]] of lab.toml")


def _check_no_strays(folder: Traversable, path: str) -> None:
    """Rust files that lie beside a src/ instead of in it would never be read."""
    for child in folder.iterdir() if folder.is_dir() else ():
        if child.is_dir() and child.name != "src":
            _check_no_strays(child, f"{path}{child.name}/")
        elif child.name.endswith(".rs"):
            right = f"{path}src/{child.name}" if path != "steps/" else "steps/ID/src/"
            raise LabError(f"{path}{child.name} is read by no step: it belongs into {right}")


def _folders(folder: Traversable) -> Iterator[str]:
    if folder.is_dir():
        yield from (child.name for child in folder.iterdir() if child.is_dir())
