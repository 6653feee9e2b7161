"""The student's own files, and going from statement to statement in them.

Much of what a kernel does happens in files that came with the lab; what the student wants to see is often what their
own next line does.
"""

from __future__ import annotations

from collections.abc import Mapping

from pagesim_py.labs import Lab, Step
from pagesim_py.labs.packages import MANIFEST
from pagesim_py.session.run import Run
from pagesim_py.timeline import Timeline
from pagesim_py.timeline.kinds import OWN

LINES = frozenset({OWN})


def own_files(lab: Lab, experiment: Step | None, files: Mapping[str, str]) -> frozenset[str]:
    """Of ``files``: the crate's main file, what the experiment brings, and all whose text is not the lab's; of a
    package, its own ones.
    """
    if MANIFEST in files:
        return frozenset(path for path in files if path.startswith(("src/", "tests/")))
    brought = () if experiment is None else experiment.own
    return frozenset(
        path
        for path, text in files.items()
        if path in brought or path.endswith("main.rs") or text.splitlines() != lab.files.get(path, "").splitlines()
    )


def step(run: Run, by: int) -> None:
    """``by`` own statements on, or back if negative; where there is none, to the run's end or beginning.

    NotReached if the run there was stopped.
    """
    position = run.position
    for _ in range(abs(by)):
        found = following(run, position) if by > 0 else before(run, position)
        if found is None:
            position = run.last if by > 0 else 0
            break
        position = found
    run.seek(position)


def following(run: Run, position: int) -> int | None:
    """The position just after the first own statement that follows ``position``; None if there is none."""
    part: Timeline | None = run.part(position)
    while part is not None:
        found = run.select(part, LINES).next(position)
        if found is not None:
            return found
        position = _skip(run, part.last)
        part = run.part_beyond(position)
    return None


def before(run: Run, position: int) -> int | None:
    """The position just after the last own statement that comes before the one at ``position``; None if none does."""
    part: Timeline | None = run.part(position)
    position -= 1
    while part is not None:
        found = run.select(part, LINES).at_or_before(position)
        if found is not None:
            return found
        position = min(position, _skip_back(run, part.first))
        part = run.part_before(position)
    return None


def _skip(run: Run, position: int) -> int:
    """``position``, or later: no own statement begins between, as the notes about what is not kept have it."""
    for number in range(1, len(run.notes)):
        note = run.notes[number]
        if note.position > position and any(map(run.is_own, note.rips)):
            return max(position, run.notes[number - 1].position)
    return max(position, run.end.first)


def _skip_back(run: Run, position: int) -> int:
    """``position``, or earlier: no own statement begins between, as the notes have it."""
    for number in range(len(run.notes) - 1, 0, -1):
        note = run.notes[number]
        if run.notes[number - 1].position < position and any(map(run.is_own, note.rips)):
            return min(position, note.position)
    return 0
