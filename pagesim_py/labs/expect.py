r"""What a lab's files say will happen: ``// expect`` comments, on the line that they are about.

    // expect: TEXT          a row of the screen; rows stand in this order, other rows may stand between
    // expect-not: TEXT      no row of the screen contains this
    // expect-fault: TEXT    an exception reaches a handler: mnemonic, error code if it has one, CR2 if it is #PF
    // expect-end: TEXT      halted, panicked, triple fault or running (the default is halted)
    // expect-error: TEXT    the compiler rejects this line; the message contains TEXT
    // expect-keys: KEYS     these keys are typed once the kernel waits for them: ``h<LShift+i>\n``

In a row ``{addr}`` stands for one hexadecimal number, ``{any}`` for anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pagesim_py.machine.keys import keys_in

_COMMENT = re.compile(r"[ \t]*// expect(?P<kind>-not|-fault|-end|-error|-keys)?: (?P<text>.*)$")
_MARK = re.compile(r"[ \t]*// expect[-\w]*\b.*$|[ \t]*//+[ \t]*expect[-\w]*[ \t]*:.*$", re.IGNORECASE)
ENDS = ("halted", "panicked", "triple fault", "running")
_WILDCARDS = {"{addr}": "0x[0-9a-f]+", "{any}": ".*"}


@dataclass
class Expected:
    """What should happen."""

    rows: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    """``#PF 0x2 0xdeadbeaf``, ``#BP`` ... in order of delivery."""
    end: str | None = None
    errors: list[tuple[str, int, str]] = field(default_factory=list)
    """File, line and part of the message, for programs that are rejected."""
    keys: list[str] = field(default_factory=list)
    """Keys by character or name, that are typed to it."""
    malformed: list[tuple[str, int, str]] = field(default_factory=list)
    """File, line and text of comments that look like expectations but are none, or are wrong: then with the reason."""

    def __bool__(self) -> bool:
        return bool(self.rows or self.absent or self.faults or self.end or self.errors)


def expectations(files: Mapping[str, str], paths: Iterable[str] | None = None) -> Expected:
    """The expectations in ``files`` (path: text), or only in those called ``paths``, in order of path and line."""
    found = Expected()
    for path in sorted(files if paths is None else paths):
        for number, line in enumerate(files[path].splitlines(), 1):
            comment = _COMMENT.search(line)
            if comment is None:
                if _MARK.search(line):
                    found.malformed.append((path, number, line.strip()))
                continue
            text = comment["text"].strip()
            match comment["kind"]:
                case None:
                    found.rows.append(text)
                case "-not":
                    found.absent.append(text)
                case "-fault":
                    found.faults.append(text)
                case "-error":
                    found.errors.append((path, number, text))
                case "-keys":
                    try:
                        found.keys += keys_in(text)
                    except ValueError as error:
                        found.malformed.append((path, number, f"{line.strip()} ({error})"))
                case _ if text in ENDS and found.end is None:
                    found.end = text
                case _:
                    found.malformed.append((path, number, line.strip()))
    return found


def without_expectations(text: str) -> str:
    """``text`` as a student gets it: without the comments, and without the lines that were nothing but a comment."""
    lines = []
    for line in text.splitlines():
        comment = _COMMENT.search(line)
        if comment is None:
            lines.append(line)
        elif line[: comment.start()].strip():
            lines.append(line[: comment.start()])
    return "\n".join(lines) + "\n"


def differences(
    expected: Expected, screen: Iterable[str], faults: Iterable[str], end: str, *, where: str = ""
) -> list[str]:
    """What did not happen as ``expected``, as sentences; empty if all did.

    ``screen`` are the rows, ``faults`` and ``end`` as in ``Expected``.
    """
    rows = [row.strip() for row in screen]
    problems = []
    at = 0
    for wanted in expected.rows:
        pattern = re.compile(pattern_of(wanted))
        found = next((i for i in range(at, len(rows)) if pattern.fullmatch(rows[i])), None)
        if found is None:
            after = f" after {expected.rows[expected.rows.index(wanted) - 1]!r}" if at else ""
            problems.append(f"the screen does not show {wanted!r}{after}")
            break
        at = found + 1
    problems += [f"the screen shows {absent!r}" for absent in expected.absent if any(absent in row for row in rows)]
    delivered = list(faults)
    if expected.faults and delivered[: len(expected.faults)] != expected.faults:
        problems.append(f"exceptions were {', '.join(delivered) or 'none'}, not {', '.join(expected.faults)}")
    if end != (expected.end or "halted"):
        problems.append(f"it ended as {end!r}, not {expected.end or 'halted'!r}")
    return [f"{where}{problem}" for problem in problems]


def pattern_of(text: str) -> str:
    """The regular expression of a row in which ``{addr}`` and ``{any}`` may stand."""
    pieces = re.split(r"(\{\w+\})", text)
    return "".join(_WILDCARDS.get(piece, re.escape(piece)) for piece in pieces)
