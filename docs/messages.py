"""The messages page of the reference: read out of the code that says them, so that none can be forgotten."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import get_args

from docs.sources import CODE, HOLE, Source, name_of, says
from pagesim_py.machine.faults import Rule
from pagesim_py.machine.flags import ERROR
from pagesim_py.machine.vectors import VECTORS
from pagesim_py.rust.check.lints import GROUPS
from pagesim_py.rust.run import reasons
from pagesim_py.session import pictures

PACKAGE = Path(inspect.getfile(Rule)).parents[1]
#: The folders and files whose exceptions speak to somebody who made a file, wrote a link or typed something.
SPEAKING = (
    "labs",
    "homework",
    "courses.py",
    "playground",
    "decoder",
    "session",
    "boot",
    "cli",
    "carried.py",
    "site.py",
)


def page() -> Iterator[str]:
    """The page, in sections, each sorted."""
    yield from ("# Messages", "", "What pagesim can say, and what it is about. “…” stands for what a run puts in.", "")
    yield from ("## Faults", "", "The rule that decided a fault, and its sentence in Exception.", "")
    yield from (f"- `{rule.name}`: {_holes(rule.value)}." for rule in sorted(Rule, key=lambda rule: rule.name))
    yield from ("", "## Exceptions", "", "| vector | mnemonic | is | error code |", "|---|---|---|---|")
    for vector in sorted(VECTORS.values(), key=lambda one: one.number):
        what = f"{vector.title}, {'an' if vector.kind.value[0] in 'ai' else 'a'} {vector.kind.value}"
        yield f"| {vector.number} | {vector.mnemonic} | {what} | {'yes' if vector.has_error_code else 'no'} |"
    yield from ("", "The bits of a page fault's error code:", "")
    yield from (f"- `{bit.name}` ({bit.title}): {bit.when_set}; clear: {bit.when_clear}." for bit in ERROR.bits)
    yield from ("", "## How a run ended", "", "The status begins so.", "")
    yield from (f"- `{kind}`: {_holes(text)}" for kind, text in sorted(pictures._STATUS.items()))
    yield from ("", "Why it ended so, or has no end (`why` in `run --json`):", "")
    yield from (f"- `{kind}`: {text}." for kind, text in sorted(endings().items()))
    yield from ("", "Why keys were not typed:", "")
    yield from (f"- `{why}`: {text}." for why, text in sorted(reasons._NOT_TYPED.items()))
    found = compiler()
    yield from ("", "## Errors of the compiler", "", "In rustc’s words; `rustc --explain E0382` says more.", "")
    for code in sorted(code for code in found if CODE.fullmatch(code)):
        yield from _entry(code, found[code])
    yield from ("", "## Warnings of the compiler", "", "Lints, by which `#[allow(...)]` knows them.", "")
    for code in sorted(code for code in found if code in GROUPS):
        yield from _entry(code, found[code])
    yield from ("", "## Messages of the compiler without a code", "")
    yield from (f"- {_code(text)}" for text in sorted(found[""], key=_order))
    yield from ("", "## What is wrong with a file, a link or a request", "")
    for name, (about, texts) in sorted(complaints().items()):
        yield from (f"### {name}", "", about, "")
        yield from (f"- {_code(text)}" for text in sorted(texts, key=_order))
        yield ""


def _holes(text: str) -> str:
    return re.sub(r"{\w+}", HOLE, text)


def _order(text: str) -> tuple[str, str]:
    return (re.sub(r"\W+", " ", text).strip().lower(), text)


def _code(text: str) -> str:
    """As Markdown that shows it letter for letter."""
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{ticks} {' '.join(text.split())} {ticks}"


def _entry(code: str, texts: Iterable[str]) -> Iterator[str]:
    yield from (f"### {code}", "", *(f"- {_code(text)}" for text in sorted(texts, key=_order)), "")


def endings() -> dict[str, str]:
    """Each reason's kind, and what it is: the lines at the top of reasons.py."""
    told = dict(re.findall(r"^ {4}(\w+) +(.+)$", reasons.__doc__ or "", re.MULTILINE))
    kinds = {one: re.sub(r"(?<!^)(?=[A-Z])", "_", one.__name__).lower() for one in get_args(reasons.Reason)}
    return {kind: told[one.__name__] for one, kind in kinds.items()}


@cache
def compiler() -> dict[str, set[str]]:
    """What the compiler says, by code or lint; "" has what has none."""
    found: dict[str, set[str]] = {}
    sources = [Source(path) for path in sorted((PACKAGE / "rust").rglob("*.py"))]
    reporters = {name for source in sources for name in source.reporters}
    noted: dict[tuple[str, int], list[str]] = {}
    returned: dict[str, list[str]] = {}
    for source in sources:
        for place, texts in source.notes():
            noted.setdefault(place, []).extend(texts)
        for name, texts in source.results():
            returned.setdefault(name, []).extend(texts)
    for source in sources:
        source.noted, source.returned = noted, returned
        for codes, said in source.reports(reporters):
            for code in codes or {""}:
                found.setdefault(code, set()).update(said)
    return {code: {text for text in said if says(text)} for code, said in found.items()}


@cache
def complaints() -> dict[str, tuple[str, set[str]]]:
    """Each exception that speaks to a person: what it is about, and what it says."""
    files = {path for name in SPEAKING for path in (PACKAGE / name, *(PACKAGE / name).rglob("*.py")) if path.is_file()}
    sources = [Source(path) for path in sorted(files)]
    about = {name: told for source in sources for name, told in source.exceptions.items()}
    found: dict[str, tuple[str, set[str]]] = {}
    for source in sources:
        for call in source.calls:
            name = name_of(call)
            if name in about and call.args:
                texts = {text for text in source.texts(call.args[0]) if says(text)}
                if texts:
                    found.setdefault(name, (about[name], set()))[1].update(texts)
    return found
