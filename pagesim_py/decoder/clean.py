"""A paste without what terminals, mails, tables and loggers put around the text that a machine printed.

Every place in the cleaned text can be told in the paste: ``Clean.span`` gives line and column there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

LIMIT = 1_000_000
"""Characters of a paste that are looked at: of a longer one its end, which tells how it went."""
SCREEN_WIDTH = 80
"""Columns of the text screen, where long lines go on in the next row."""

_ESCAPE = re.compile(
    r"\x1b(?:\[[0-9;:?]{0,40}[ -/]{0,4}[@-~]|\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\)|[()*+][A-Z0-9]|[=>78cDEHMNOZ])"
)
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_LEVELS = "TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL|EMERG"
_TIME = r"\d\d:\d\d:\d\d(?:[.,]\d{1,9})?"
_PREFIX = re.compile(
    "|".join(
        (
            r"[ \t]{0,8}[>|│┃║]{1,8} ?",  # quoted, or a cell of a table
            r"\((?:qemu|gdb|lldb)\) ?",
            r"<bochs:\d{1,9}> ?",
            r"<\d{1,3}>",  # the priority that syslog writes
            r"\[ {0,9}\d{1,9}\.\d{1,9}\](?:\[ {0,6}[TC]\d{1,7} {0,2}\])? ?",  # since boot, and the thread
            rf"\[?\d{{4}}-\d\d-\d\d[T ]{_TIME}(?:Z|[+-]\d\d:?\d\d)?\]? {{0,4}}",
            rf"\[?{_TIME}\]? {{1,4}}",
            rf"(?:{_MONTHS}) {{1,2}}\d{{1,2}} {_TIME} [\w.-]{{1,64}} [\w./-]{{1,40}}(?:\[\d{{1,9}}\])?: ?",
            rf"\[ {{0,2}}(?:{_LEVELS}) {{0,2}}(?: [\w:./-]{{1,60}})?\] {{0,2}}",
            rf"(?:{_LEVELS}) {{0,2}}: ?",
            r"(?:qemu-system-x86_64|kernel|serial|stdout|stderr|vm) ?: ",
        )
    )
)
_CELL_END = re.compile(r"[ \t]{1,9}[|│┃║][ \t]{0,9}\Z")
_BRACKETS = re.compile(r"[][(){}]")
MAX_PREFIXES = 8


class Span(NamedTuple):
    """A place in the paste: characters ``start`` to ``end`` (exclusive); ``line`` and ``column`` of the first, from 1.

    ``last_line`` is the line of the last character.
    """

    start: int
    end: int
    line: int
    column: int
    last_line: int

    @property
    def lines(self) -> str:
        """``line 3`` or ``lines 3 to 9``."""
        return f"line {self.line}" if self.line == self.last_line else f"lines {self.line} to {self.last_line}"


class Clean:
    """The cleaned ``text`` of ``paste``, and the way back."""

    def __init__(self, paste: str, first_line: int = 1) -> None:
        self.paste = paste
        self.first_line = first_line
        self._parts: list[str] = []
        self._length = 0
        self._at: list[int] = []
        """Where in the cleaned text each run begins ..."""
        self._from: list[int] = []
        """... and where in the paste it comes from."""
        self._line_starts = [0]
        self.removed: set[str] = set()
        """What was taken away, in words."""
        self._read()
        self.text = "".join(self._parts)

    def span(self, start: int, end: int) -> Span:
        """The place in the paste of the cleaned characters ``start`` to ``end`` (exclusive; at least one)."""
        first, last = self._original(start), self._original(max(start, end - 1))
        line = bisect_right(self._line_starts, first)
        last_line = bisect_right(self._line_starts, last)
        column = first - self._line_starts[line - 1] + 1
        return Span(first, last + 1, line + self.first_line - 1, column, last_line + self.first_line - 1)

    def _original(self, offset: int) -> int:
        number = bisect_right(self._at, offset) - 1
        return self._from[number] + offset - self._at[number] if number >= 0 else 0

    def _add(self, text: str, start: int) -> None:
        if text:
            self._at.append(self._length)
            self._from.append(start)
            self._parts.append(text)
            self._length += len(text)

    def _read(self) -> None:
        start, depth = 0, 0
        while start <= len(self.paste):
            end = self.paste.find("\n", start)
            end = len(self.paste) if end < 0 else end
            pieces = self._line(start, end)
            for text, at in pieces:
                self._add(text, at)
            line = "".join(text for text, _ in pieces)
            depth = _open_brackets(line, depth)
            if end < len(self.paste):
                self._line_starts.append(end + 1)
                if len(line) == SCREEN_WIDTH and depth and self._goes_on(end + 1):
                    self.removed.add("ends of rows, where a line goes on in the next")
                else:
                    self._add("\n", end)
            start = end + 1

    def _goes_on(self, start: int) -> bool:
        """Whether what stands at ``start`` can be the rest of a row that was full."""
        return start < len(self.paste) and self.paste[start] not in "\r\n"

    def _line(self, start: int, end: int) -> list[tuple[str, int]]:
        """The runs of one line that stay, each with its place in the paste."""
        while end > start and self.paste[end - 1] == "\r":
            end -= 1
            self.removed.add("Windows line ends")
        runs, at = [], start
        if self.paste.find("\x1b", start, end) >= 0:
            for match in _ESCAPE.finditer(self.paste, start, end):
                runs.append((self.paste[at : match.start()], at))
                at = match.end()
                self.removed.add("colours and other escape sequences")
        runs.append((self.paste[at:end], at))
        return self._without_prefixes([run for run in runs if run[0]])

    def _without_prefixes(self, runs: list[tuple[str, int]]) -> list[tuple[str, int]]:
        line = "".join(text for text, _ in runs)
        done = 0
        for _ in range(MAX_PREFIXES):
            match = _PREFIX.match(line, done)
            if match is None or match.end() == done:
                break
            done = match.end()
            self.removed.add("marks of quoting, prompts or a logger in front of lines")
        stop = len(line)
        if (match := _CELL_END.search(line, max(done, len(line) - 24))) is not None:
            stop = match.start()
        kept, position = [], 0
        for text, at in runs:
            low, high = max(done - position, 0), min(stop - position, len(text))
            if low < high:
                kept.append((text[low:high], at + low))
            position += len(text)
        return kept


def _open_brackets(line: str, depth: int) -> int:
    """How many brackets are open after ``line``; never below 0. Lines without any close them all if they are empty."""
    if not line.strip():
        return 0
    for bracket in _BRACKETS.findall(line):
        depth = depth + 1 if bracket in "([{" else max(depth - 1, 0)
    return depth
