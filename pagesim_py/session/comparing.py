"""What changed between the run's position and another moment that the reader has chosen."""

from __future__ import annotations

from collections.abc import Iterable

from pagesim_py.machine.address import PAGE_SHIFT, PAGE_SIZE
from pagesim_py.session.run import Run
from pagesim_py.views.changes import Changes, Choice, Entry, Line, Word
from pagesim_py.views.memory import SCREEN, SCREEN_BYTES, tables
from pagesim_py.views.registers import Values

Found = Changes | str
STATIC = 1 << 16
"""Statics that take more bytes are not looked for by name."""
NAMES = ("before", "start", "raised", "mark")
"""What can be compared with: the step before, the start, the last exception, the moment that the reader has marked."""
MOST = 2_000_000
"""Entries of the recording that are looked through."""


def moment(run: Run, since: str, mark: int | None) -> int | None:
    """The position of the moment called ``since``; None if there is none."""
    if since == "start":
        return 0
    if since == "raised":
        past = [one.start + 1 for one in run.timeline.deliveries if one.start + 1 < run.position]
        return past[-1] if past else None
    if since == "mark":
        return mark
    return run.before


def choices(run: Run, since: str, mark: int | None) -> list[Choice]:
    """What the reader can compare with."""
    found = [("the step before", "before"), ("the start", "start"), ("the last exception", "raised")]
    if mark is not None:
        found.append((_called(run, mark), "mark"))
    picks = [Choice(label, name, name == since) for label, name in found]
    return [*picks, Choice("this moment, from now on", "here", False)]


def _called(run: Run, position: int) -> str:
    if position == 0:
        return "the start"
    return f"step {run.timeline.count(run.stops, position):,}"


def compared(run: Run, since: str, mark: int | None) -> Found:
    """The changes between that moment and the position, the earlier first."""
    other = moment(run, since, mark)
    if other is None:
        return {
            "raised": "There has been no exception before this moment.",
            "before": "This is the first moment: there is no step before it.",
        }.get(since, "There is no such moment.")
    position, timeline = run.position, run.timeline
    if other == position:
        return "This is the moment itself: go to another step to see what changes."
    first, last = min(other, position), max(other, position)
    if first < timeline.first or last > timeline.last:
        return "The recording between these moments is no longer kept. Choose one nearer to this step."
    if last - first > MOST:
        return (
            f"There are more than {MOST:,} entries of the recording between these moments. Choose one that is nearer."
        )
    now, frames = _snapshot(run, first, last)
    with run.visiting(other):
        then, old_frames = _snapshot(run, first, last)
        found = tables(run.machine)
    levels = {**found, **tables(run.machine)}
    before, after = (then, now) if other < position else (now, then)
    old, new = (old_frames, frames) if other < position else (frames, old_frames)
    written = _last_writes(run, first, last) if old != new else {}
    entries: list[Entry] = []
    lines: list[Line] = []
    rest: list[Word] = []
    for number in sorted(old):
        was, is_ = old[number], new[number]
        if was == is_:
            continue
        base = number << PAGE_SHIFT
        if base in levels:
            entries += _entries(base, levels[base], was, is_, written)
        elif base == SCREEN:
            lines += _lines(was, is_, written)
            rest += _words(base, was, is_, written, SCREEN_BYTES)
        else:
            rest += _words(base, was, is_, written)
    return Changes(_called(run, first), _called(run, last), before, after, entries, _called_so(run, rest), lines)


def _snapshot(run: Run, first: int, last: int) -> tuple[Values, dict[int, bytes]]:
    """The registers, and of each frame that was written between the two positions its bytes."""
    memory = run.machine.memory
    return run.registers(), {
        number: bytes(memory.read(number << PAGE_SHIFT, PAGE_SIZE))
        for number in run.timeline.frames_written(first, last)
    }


def _last_writes(run: Run, first: int, last: int) -> dict[int, int]:
    """For each 8 bytes of which some became others, the position after the last time."""
    found: dict[int, int] = {}
    for index, start, old, new in run.timeline.changes(first, last):
        if old == new:
            continue
        if len(new) <= 8 - (start & 7):
            found[start >> 3] = index + 1
            continue
        for word in range(start >> 3, (start + len(new) + 7) >> 3):
            part = slice(max(word * 8 - start, 0), word * 8 + 8 - start)
            if old[part] != new[part]:
                found[word] = index + 1
    return found


def _at(written: dict[int, int], address: int, length: int) -> int:
    """The position after the last write to any of the bytes."""
    return max(written.get(word, 0) for word in range(address >> 3, (address + length + 7) >> 3))


def _entries(base: int, level: int, was: bytes, now: bytes, written: dict[int, int]) -> Iterable[Entry]:
    pairs = zip(memoryview(was).cast("Q"), memoryview(now).cast("Q"), strict=True)
    for index, (old, new) in enumerate(pairs):
        if old != new:
            address = base + 8 * index
            yield Entry(address, level, index, old, new, _at(written, address, 8))


def _lines(was: bytes, now: bytes, written: dict[int, int]) -> Iterable[Line]:
    for row in range(25):
        part = slice(row * 160, row * 160 + 160)
        if was[part] != now[part]:
            yield Line(row, _text(was[part]), _text(now[part]), _at(written, SCREEN + row * 160, 160))


def _text(cells: bytes) -> str:
    return "".join(chr(char) if 32 <= char < 127 else " " if char == 0 else "·" for char in cells[::2]).rstrip()


def _words(base: int, was: bytes, now: bytes, written: dict[int, int], first: int = 0) -> Iterable[Word]:
    """The 8 bytes from each multiple of 8 on that differ."""
    for offset in range(first, PAGE_SIZE, 8):
        old, new = was[offset : offset + 8], now[offset : offset + 8]
        if old != new:
            pair = int.from_bytes(old, "little"), int.from_bytes(new, "little")
            yield Word(base + offset, *pair, _at(written, base + offset, 8))


def _called_so(run: Run, words: list[Word]) -> list[Word]:
    """The words with what they are: a static by its name, or the stack."""
    machine = run.machine
    if not words:
        return words
    named: list[tuple[int, int, str]] = []
    for low, high, name, _ in getattr(run.program, "statics", ()):
        place = machine.walk(low).physical
        if place is not None and high - low <= STATIC:
            named.append((place, place + high - low, name))
    rsp = machine.walk(run.registers()["RSP"][0]).physical
    found = []
    for one in words:
        what = next((name for low, high, name in named if low < one.address + 8 and one.address < high), "")
        if not what and rsp is not None and one.address >> PAGE_SHIFT == rsp >> PAGE_SHIFT:
            what = "stack"
        found.append(one._replace(what=what))
    return found
