"""Grades each student's work in a process of its own, with limits: whatever one does, the others get their rows.

A student's Rust becomes Python that is executed. So a child process may use only so much time and memory, may write
to no file, and sends back one row as JSON through a pipe. Where there is no ``fork`` (Windows), a new Python is started
for each, which takes longer and has no limits but that of time.
"""

from __future__ import annotations

import base64
import contextlib
import gc
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from pagesim_py.homework.evaluate import evaluate
from pagesim_py.homework.format import Assignment
from pagesim_py.homework.grading.failing import TOO_MUCH, failed
from pagesim_py.homework.grading.handed import Handed
from pagesim_py.homework.grading.rows import Row, graded
from pagesim_py.homework.identity import Row as Listed
from pagesim_py.homework.identity import Student
from pagesim_py.homework.loader import load_folder

SECONDS = 60
"""Of CPU time and of real time, for one student."""
MEMORY = 3 << 30
"""Bytes of address space, beside what the grader itself has."""
MOST_SENT = 64 << 20
"""Bytes of a row."""

Progress = Callable[[int, int, str], None]
"""Is given how many are done, how many there are, and who was the last."""


@dataclass
class Limits:
    """What one student's work may use."""

    seconds: float = SECONDS
    memory: int = MEMORY
    jobs: int = field(default_factory=lambda: max(os.cpu_count() or 1, 1))


def grade_all(
    handed: Sequence[Handed],
    assignment: Assignment,
    roster: Sequence[Listed] = (),
    *,
    key: bytes | None = None,
    student: str | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
    place: Path | None = None,
) -> list[Row]:
    """A row for each of ``handed``, in order. ``place`` is the assignment's folder."""
    limits = limits or Limits()
    if hasattr(os, "fork"):
        if handed:
            _warm(assignment)
        return _forked(handed, assignment, roster, key, student, limits, progress)
    rows = []
    for number, one in enumerate(handed, 1):
        rows.append(_started(one, assignment, roster, key, student, limits, place))
        if progress is not None:
            progress(number, len(handed), rows[-1].student)
    return rows


def _warm(assignment: Assignment) -> None:
    """Does once what is the same for all: the crates are read, the starter is compiled, the questions' stories told."""
    evaluate(assignment, Student("warm-up"), {}, {})
    gc.collect()
    gc.freeze()


# -- with fork


@dataclass
class _Child:
    number: int
    pid: int
    pipe: int
    until: float
    got: bytearray = field(default_factory=bytearray)
    late: bool = False


def _forked(
    handed: Sequence[Handed], assignment: Assignment, roster: Sequence[Listed], key: bytes | None,
    student: str | None, limits: Limits, progress: Progress | None,
) -> list[Row]:  # fmt: skip
    rows: list[Row | None] = [None] * len(handed)
    waiting = list(range(len(handed)))[::-1]
    running: list[_Child] = []
    done = 0
    chosen = selectors.DefaultSelector()
    try:
        while waiting or running:
            while waiting and len(running) < limits.jobs:
                number = waiting.pop()
                work = partial(graded, handed[number], assignment, roster, key=key, student=student)
                child = _child(number, work, limits)
                running.append(child)
                chosen.register(child.pipe, selectors.EVENT_READ, child)
            soonest = min(child.until for child in running)
            for ready, _ in chosen.select(max(soonest - time.monotonic(), 0.01)):
                child = ready.data
                data = os.read(child.pipe, 1 << 16)
                child.got += data
                if data and len(child.got) <= MOST_SENT:
                    continue
                chosen.unregister(child.pipe)
                running.remove(child)
                row = _ended(child, handed[child.number], roster, limits)
                rows[child.number] = row
                done += 1
                if progress is not None:
                    progress(done, len(handed), row.student)
            now = time.monotonic()
            for child in running:
                if now > child.until and not child.late:
                    child.late = True
                    os.kill(child.pid, signal.SIGKILL)
                    child.until = now + 5
    finally:
        for child in running:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child.pid, signal.SIGKILL)
            os.close(child.pipe)
            os.waitpid(child.pid, 0)
        chosen.close()
    return [row for row in rows if row is not None]


def _child(number: int, work: Callable[[], Row], limits: Limits) -> _Child:
    """Starts a child that does ``work`` and sends the row."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(reading)
            _limit(limits)
            sys.addaudithook(_refuse)
            try:
                sent = json.dumps(work().as_data())
            except MemoryError:
                sent = json.dumps({"failed": "memory"})
            except Exception as error:  # a mistake of ours: told in the row, and the others go on
                sent = json.dumps({"failed": f"{type(error).__name__}: {str(error)[:200]}"})
            data = sent.encode()
            while data:
                data = data[os.write(writing, data) :]
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    return _Child(number, pid, reading, time.monotonic() + limits.seconds)


def _limit(limits: Limits) -> None:
    """The child's limits: time, memory, no file written, no core."""
    import resource

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    sys.dont_write_bytecode = True
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    sys.stdout = sys.stderr = os.fdopen(null, "w", closefd=False)
    seconds = int(limits.seconds) + 1
    used = int(resource.getrusage(resource.RUSAGE_SELF).ru_utime)
    for name, value in (
        ("RLIMIT_CPU", used + seconds), ("RLIMIT_AS", _address_space() + limits.memory), ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
    ):  # fmt: skip
        kind = getattr(resource, name)
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS knows no limit of the address space
            resource.setrlimit(kind, (value, value))


WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
REFUSED = ("subprocess.", "socket.", "shutil.", "ctypes.", "os.", "pty.", "webbrowser.", "urllib.")
HARMLESS = ("os.listdir", "os.scandir", "os.walk", "os.fwalk", "os.stat")


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook (see Python's sys.addaudithook): nothing is written, started, connected to or changed.

    It stands behind the limits: lowered code cannot even name what would do such things.
    """
    if event == "open":
        if isinstance(arguments[2], int) and arguments[2] & WRITING:
            raise PermissionError("nothing is written while a student's work is graded")
    elif event.startswith(REFUSED) and event not in HARMLESS:
        raise PermissionError(f"{event} is refused while a student's work is graded")


def _address_space() -> int:
    """Bytes of address space that this process has already."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 1 << 30


def _ended(child: _Child, one: Handed, roster: Sequence[Listed], limits: Limits) -> Row:
    os.close(child.pipe)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child.pid, signal.SIGKILL)  # it has sent all it has to say, or too much
    _, status = os.waitpid(child.pid, 0)
    if child.late or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU):
        return failed(one, roster, f"grading took more than {limits.seconds:g} seconds and was stopped")
    return _row_of(bytes(child.got), one, roster)


def _row_of(data: bytes, one: Handed, roster: Sequence[Listed]) -> Row:
    """The row that a child sent; what it sent is believed no more than what was handed in."""
    if len(data) > MOST_SENT:
        return failed(one, roster, "grading gave more output than there can be")
    try:
        found: Any = json.loads(data)
        if isinstance(found, dict) and "failed" in found:
            why = str(found["failed"])
            return failed(one, roster, TOO_MUCH if why == "memory" else why)
        return Row.from_data(found)
    except (ValueError, RecursionError, TypeError):
        return failed(one, roster, "the process that graded this ended without an answer: it took too much memory?")


# -- without fork


def _started(
    one: Handed, assignment: Assignment, roster: Sequence[Listed], key: bytes | None, student: str | None,
    limits: Limits, place: Path | None,
) -> Row:  # fmt: skip
    from pagesim_py.homework.loader import folder_of

    where = str(place if place is not None else folder_of(assignment.name))
    raw = None if one.raw is None else base64.b64encode(one.raw).decode()
    job = {
        "place": where, "handed": {**vars(one), "raw": raw},
        "roster": [[row.student.id, row.student.name, row.student.reroll, row.section] for row in roster],
        "key": None if key is None else base64.b64encode(key).decode(), "student": student,
    }  # fmt: skip
    command = [sys.executable, "-m", "pagesim_py.homework.grading.apart"]
    try:
        answer = subprocess.run(
            command, input=json.dumps(job).encode(), capture_output=True, timeout=limits.seconds + 30, check=False
        )
    except subprocess.TimeoutExpired:
        return failed(one, roster, f"grading took more than {limits.seconds:g} seconds and was stopped")
    return _row_of(answer.stdout, one, roster)


def main() -> None:
    """One job from standard input, one row to standard output."""
    job = json.loads(sys.stdin.buffer.read())
    told = job["handed"]
    raw = None if told["raw"] is None else base64.b64decode(told["raw"])
    handed = Handed(told["origin"], told["hint"], raw, told["files"], told["error"], told["notes"])
    roster = [Listed(Student(who, name, reroll), section) for who, name, reroll, section in job["roster"]]
    key = None if job["key"] is None else base64.b64decode(job["key"])
    row = graded(handed, load_folder(Path(job["place"])), roster, key=key, student=job["student"])
    print(json.dumps(row.as_data()))


if __name__ == "__main__":
    main()
