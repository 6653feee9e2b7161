"""``--stage python``: the Python source that each of the program's own functions becomes, with what its names are.

The text is the compiler's, but for the numbers in its names: those count what this process has lowered, here they count
from 1 in the order of the text, so that one program's text is the same each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pagesim_py.cli.emit.chosen import Chosen
from pagesim_py.cli.emit.stages import Stages, place_in
from pagesim_py.rust.compiled import Compiled
from pagesim_py.rust.lower.items import Blob, Codec, Constant, Function, Item
from pagesim_py.rust.span import NO_SPAN

NAME = re.compile(r"(?<![\w§])(get|put)?([A-Z])([0-9A-Z]{5})(?!\w)")
"""A name that ``lower.items.new_name`` has made, as text has it."""
SHOWN = 40
"""Characters of a text that a legend has."""


def python_text(stages: Stages, chosen: Chosen) -> Iterator[str]:
    """The functions that were chosen, each with the statements that its addresses stand for."""
    compiled = stages.kernel.compiled
    numbered = Numbered(compiled.linked.items)
    first = True
    for function in compiled.linked.functions:
        if not function.student or not chosen.has(function.path):
            continue
        if not first:
            yield ""
        first = False
        yield f"# {numbered.text(function.name)} = {function.path}, at {function.base:#x}"
        yield from _statements(compiled, function)
        source = numbered.text(function.source).rstrip("\n").expandtabs(4)
        yield from source.split("\n")
        yield from numbered.legend(compiled, function)


def _statements(compiled: Compiled, function: Function) -> Iterator[str]:
    """Each address that stands for a statement, with the statement."""
    sources = compiled.program.sources
    for offset, span in function.offsets:
        around = sources.outermost(span)
        text = sources.files[around.file].text[around.lo : around.hi].split("\n")[0]
        yield f"#   {'§' + str(offset):5} {place_in(sources, span):7} {text}"


class Numbered:
    """Names of items with numbers that count from 1."""

    def __init__(self, items: list[Item]) -> None:
        self.items = {item.name[1:]: item for item in items}
        self.numbers: dict[str, int] = {}

    def text(self, text: str) -> str:
        """A text with its names so numbered."""
        return NAME.sub(self._renamed, text)

    def _renamed(self, found: re.Match[str]) -> str:
        prefix, letter, tail = found.groups()
        if tail not in self.items:
            return found[0]
        return f"{prefix or ''}{letter}{self.numbers.setdefault(tail, len(self.numbers) + 1)}"

    def legend(self, compiled: Compiled, function: Function) -> Iterator[str]:
        """What the names in a function's text are, but for its own."""
        told = {tail: prefix or "" for prefix, _, tail in NAME.findall(function.source) if tail in self.items}
        for tail in told:
            item = self.items[tail]
            if item is not function:
                yield f"# {item.name[0]}{self.numbers[tail]} = {_meaning(compiled, item)}"


def _meaning(compiled: Compiled, item: Item) -> str:
    """An item in words."""
    match item:
        case Function():
            return item.path
        case Codec(code=code) if code is not None:
            return f"loads and stores of {code.co_filename.strip('<>')}"
        case Constant(function=made) if made is not None:
            return f"the constant {made.path}"
        case Blob(path=path) if path:
            return f"the static {path}"
        case Blob(location=span) if span != NO_SPAN:
            return f"the Location {place_in(compiled.program.sources, span, short=False)}"
        case Blob(data=data) if data is not None:
            return f"{len(data)} bytes of .rodata: {data[:SHOWN].decode('utf-8', 'backslashreplace')!r}"
    return type(item).__name__.lower()
