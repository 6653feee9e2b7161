"""Reads an assignment's folder: assignment.toml, the text, the starter, the files that checks run with.

Works from a folder, an installed package or a zip. Every mistake is an ``AssignmentError`` that names the place and
says what is expected there. The reference and the wrong solutions are read by ``solutions`` only: they never get into
the site, so an assignment loads without them.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files as package_files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pagesim_py.homework import schema
from pagesim_py.homework.format import (
    FORMAT,
    REVEALS,
    SEEDS,
    Assignment,
    AssignmentError,
    Draw,
    Question,
    digest_of,
)
from pagesim_py.homework.inspection import inspect
from pagesim_py.homework.names import WILDCARDS
from pagesim_py.homework.reading import read_checks
from pagesim_py.labs.loader import (
    BOOT_KEYS,
    NAME,
    PANELS,
    LabError,
    base_sources,
    check_address,
    check_table,
    one_of,
    read_text,
    sources_in,
)
from pagesim_py.rust.dialects import DIALECTS

FILE = "assignment.toml"
GRADE = re.compile(r"[A-Z][A-Z0-9+-]{0,3}")
_WORD = re.compile(r"[a-z][a-z0-9_]*")
_more: list[Traversable] = []


def also(folder: Traversable | Path) -> None:
    """From now on the assignments in ``folder`` are known too."""
    if folder not in _more:
        _more.append(folder)
        load.cache_clear()


def names() -> tuple[str, ...]:
    """The names of all assignments that there are."""
    found = [child.name for home in _homes() for child in home.iterdir() if (child / FILE).is_file()]
    return tuple(sorted(dict.fromkeys(found)))


@cache
def load(name: str) -> Assignment:
    """The assignment called ``name``. AssignmentError, with a similar name, if there is none."""
    known = names()
    if not NAME.fullmatch(name) or name not in known:
        near = difflib.get_close_matches(name.lower().replace("_", "-"), known, 1, 0.6)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise AssignmentError(f"there is no assignment called {name!r}{hint} (assignments: {', '.join(known)})")
    return load_folder(folder_of(name))


def folder_of(name: str) -> Traversable:
    """The folder of the assignment called ``name``, which there is."""
    return next(home / name for home in _homes() if (home / name / FILE).is_file())


def _homes() -> list[Traversable]:
    home = package_files("pagesim_py.homework") / "assignments"
    return [one for one in [*_more, home] if one.is_dir()]


def load_folder(folder: Traversable | Path | str) -> Assignment:
    """The assignment in ``folder``. AssignmentError if it is no proper one."""
    place = Path(folder) if isinstance(folder, str) else folder
    try:
        return _load(place)
    except AssignmentError:
        raise
    except LabError as error:
        raise AssignmentError(str(error)) from None


def _load(place: Traversable | Path) -> Assignment:
    if not place.is_dir():
        raise AssignmentError(f"{place} is not a folder")
    table = _toml(place)
    check_table(table, schema.ASSIGNMENT, schema.ASSIGNMENT_NEEDS, FILE)
    name = Path(str(place)).resolve().name if isinstance(place, Path) else place.name
    if not NAME.fullmatch(name):
        raise AssignmentError(
            f"an assignment's folder has a name of small letters, digits and single hyphens, not {name!r}"
        )
    if table["format"] != FORMAT:
        raise AssignmentError(f"{FILE}: 'format' is {FORMAT}: this pagesim knows no other, and not {table['format']}")
    if not NAME.fullmatch(table["id"]):
        raise AssignmentError(f"{FILE}: 'id' has small letters, digits and single hyphens, not {table['id']!r}")
    boot = table.get("boot", {})
    check_table(boot, BOOT_KEYS, (), f"{FILE}, [boot]")
    check_address(table, FILE)
    panels = tuple(one_of(panel, PANELS, "panels", FILE) for panel in table.get("panels", PANELS))
    sources = {**base_sources(table.get("base"), FILE), **sources_in(place / "src")}
    if "src/main.rs" not in sources:
        raise AssignmentError("the assignment has no src/main.rs, and no base that has one")
    tests = _tests(place / "tests")
    attempts = _at_least(table.get("attempts", 0), 0, "attempts", FILE)
    reveal = one_of(table.get("reveal", "when-right"), REVEALS, "reveal", FILE)
    questions = _questions(table, attempts, reveal)
    assignment = Assignment(
        name, table["id"], table["version"], table["title"], table.get("summary", ""),
        one_of(table.get("dialect", DIALECTS[0]), DIALECTS, "dialect", FILE), panels, table.get("address"), boot,
        one_of(table.get("seed", "student"), SEEDS, "seed", FILE), attempts, reveal, _spec(table, questions),
        read_draws(table.get("draw", {}), f"{FILE}, [draw]"), questions,
        read_text(place / "text.md") if (place / "text.md").is_file() else "", sources, tests,
        digest_of(table, sources, tests),
    )  # fmt: skip
    inspect(assignment)
    return assignment


def solutions(folder: Traversable | Path) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """The files of the reference, and those of every wrong solution by its name: only those that differ from the
    starter.
    """
    try:
        reference = sources_in(folder / "reference" / "src")
        wrong = folder / "wrong"
        children = sorted(wrong.iterdir(), key=lambda one: one.name) if wrong.is_dir() else []
        return reference, {child.name: sources_in(child / "src") for child in children if child.is_dir()}
    except LabError as error:
        raise AssignmentError(str(error)) from None


def _toml(folder: Traversable | Path) -> dict[str, Any]:
    if not (folder / FILE).is_file():
        raise AssignmentError(f"{folder} has no {FILE}")
    try:
        return tomllib.loads(read_text(folder / FILE))
    except tomllib.TOMLDecodeError as error:
        raise AssignmentError(f"{FILE} is not TOML: {error}") from None


def _tests(folder: Traversable | Path) -> dict[str, str]:
    found = sources_in(folder, "tests")
    for path in found:
        if path.count("/") > 1:
            raise AssignmentError(f"{path}: the files of tests/ lie there side by side, each a whole src/main.rs")
    return found


def _questions(table: Mapping[str, Any], attempts: int, reveal: str) -> tuple[Question, ...]:
    found: list[Question] = []
    if isinstance(table["question"], list) and not table["question"]:
        raise AssignmentError(f"{FILE} has no question: begin each with [[question]]")
    for number, one in enumerate(table["question"], 1):
        if not isinstance(one, dict):
            raise AssignmentError(f"{FILE}: a question is a table: begin each with [[question]]")
        found.append(_question(one, number, attempts, reveal))
        if any(other.id == found[-1].id for other in found[:-1]):
            raise AssignmentError(f"{FILE}: two questions have the id {found[-1].id!r}")
    for question in found:
        before = [other.id for other in found[: found.index(question)]]
        for name in question.after:
            if name not in before:
                known = ", ".join(before) or "none"
                raise AssignmentError(
                    f"{FILE}, question {question.id}: 'after' names questions that come before it ({known}), "
                    f"not {name!r}"
                )
    return tuple(found)


def _question(table: Mapping[str, Any], number: int, attempts: int, reveal: str) -> Question:
    where = f"{FILE}, question {table.get('id', f'number {number}')}"
    kind = table.get("kind")
    if "kind" not in table:
        raise AssignmentError(f"{where} has no 'kind'; there are {', '.join(schema.KINDS)}")
    if not isinstance(kind, str) or kind not in schema.KINDS:
        near = difflib.get_close_matches(str(kind), schema.KINDS, 1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(schema.KINDS)}"
        raise AssignmentError(f"{where}: there is no kind {kind!r}{hint}")
    own, needs = schema.KINDS[kind]
    if "question.check" not in table and isinstance(table.get("check"), dict):
        raise AssignmentError(f"{where}: begin each check with [[question.check]], in two brackets")
    check_table(table, {**schema.QUESTION, **own}, (*schema.QUESTION_NEEDS, *needs), where)
    if not NAME.fullmatch(table["id"]):
        raise AssignmentError(f"{where}: an id has small letters, digits and single hyphens")
    if table["id"] in ("all", "compiles"):
        raise AssignmentError(f"{where}: a question cannot be called {table['id']!r}, which means something in [spec]")
    if table.get("check") and kind not in ("rust", "parsons"):
        raise AssignmentError(f"{where}: only the kinds rust and parsons have checks, not {kind}")
    texts = {key: text_list(table.get(key, []), key, where) for key in ("after", "tags", "hints", "mutants")}
    for tag in texts["tags"]:
        if not NAME.fullmatch(tag):
            raise AssignmentError(f"{where}: a tag has small letters, digits and single hyphens, not {tag!r}")
    points = table.get("points", 1)
    if not 0 <= points <= 1000:
        raise AssignmentError(f"{where}: 'points' is a number from 0 to 1000, not {points}")
    return Question(
        table["id"], kind, table["ask"], table.get("title", table["id"].replace("-", " ").capitalize()),
        texts["after"], texts["tags"], _at_least(table.get("attempts", attempts), 0, "attempts", where),
        one_of(table.get("reveal", reveal), REVEALS, "reveal", where), texts["hints"], texts["mutants"], points,
        read_draws(table.get("draw", {}), f"{where}, [question.draw]"), read_checks(table.get("check", []), where),
        {key: value for key, value in table.items() if key in own},
    )  # fmt: skip


def text_list(value: Any, key: str, where: str) -> tuple[str, ...]:
    """A list of texts, as TOML has it."""
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise AssignmentError(f"{where}: {key!r} is a list of texts, not {value!r}")
    if len(set(value)) < len(value):
        raise AssignmentError(f"{where}: {key!r} names something twice")
    return tuple(value)


def _at_least(value: int, least: int, key: str, where: str) -> int:
    if value < least:
        raise AssignmentError(f"{where}: {key!r} is {least} or more, not {value}")
    return value


def _spec(table: Mapping[str, Any], questions: tuple[Question, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    known = {"all", "compiles", *(one.id for one in questions), *(tag for one in questions for tag in one.tags)}
    found = []
    for grade, terms in table.get("spec", {"A": "all", "B": "compiles"}).items():
        if not GRADE.fullmatch(grade):
            raise AssignmentError(f"{FILE}, [spec]: a grade is like A or B+, not {grade!r}")
        listed = [terms] if isinstance(terms, str) else terms
        for term in text_list(listed, grade, f"{FILE}, [spec]"):
            if term not in known:
                near = difflib.get_close_matches(term, known, 1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                raise AssignmentError(f"{FILE}, [spec]: {term!r} is no question, tag, 'all' or 'compiles'{hint}")
        found.append((grade, tuple(listed)))
    return tuple(found)


def read_draws(table: Mapping[str, Any], where: str) -> tuple[Draw, ...]:
    """The drawn values that a [draw] lists: ``NAME = { PICKER = WANTED, OPTION = ... }``."""
    found = []
    for name, told in table.items():
        if not _WORD.fullmatch(name):
            raise AssignmentError(f"{where}: a drawn value has a name of small letters, digits and _, not {name!r}")
        if name in WILDCARDS:
            raise AssignmentError(f"{where}: {{{name}}} means something in rows of the screen: take another name")
        if not isinstance(told, dict):
            raise AssignmentError(f'{where}: {name} is a table such as {{ page = "unmapped" }}, not {told!r}')
        pickers = [key for key in told if key in schema.PICKERS]
        if len(pickers) != 1:
            raise AssignmentError(
                f"{where}: {name} has one of {', '.join(schema.PICKERS)}, to say what is drawn; it has "
                f"{', '.join(told) or 'nothing'}"
            )
        wanted, options = schema.PICKERS[pickers[0]]
        check_table(told, {pickers[0]: wanted, **options}, (), f"{where}, {name}")
        rest = {key: value for key, value in told.items() if key != pickers[0]}
        found.append(Draw(name, pickers[0], told[pickers[0]], rest))
    return tuple(found)
