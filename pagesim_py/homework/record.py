"""What a student does, recorded while they work; handed in as one file; verified and graded again from that file.

The page::

    record = Record(variant_of(assignment, student))      # a new start; logs "open"
    record.edited(files)                                   # all files as they are now; logs what differs since before
    record.ran("halted", steps, end_state(machine))        # a run that came to its end (or any other, without a state)
    record.answered("store", raw, result)                  # what was typed; a slip in the form is no try
    record.checked("handler", result)
    record.hinted("store")                                 # the number of hints now open
    record.reset("src/memory.rs")
    evaluation = record.evaluate()                         # or evaluate(only="store")
    data = record.exported(evaluation)                     # bytes of pagesim.json; also the autosave
    code = record.code(evaluation)                         # the paste code
    graded = regrade(data, assignment)                     # in a fresh session, before the file is offered
    record = Record.restored(graded.submission, assignment)

The command and grade.html: ``regrade(raw, assignment, key=None, replay=False)``. It raises SubmissionError for what is
no submission, and AssignmentError never for anything that is in one; see ``Graded``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from pagesim_py.homework.chain import broken_at, differing, edit_between, files_digest, linked, replayed, sealed
from pagesim_py.homework.endstate import end_state
from pagesim_py.homework.evaluate import LONGEST_FILE, Progress, evaluate
from pagesim_py.homework.format import Assignment
from pagesim_py.homework.results import Evaluation, QuestionResult
from pagesim_py.homework.submission import (
    CODE,
    FILE_NAME,
    LARGEST,
    Submission,
    SubmissionError,
    export,
    parse,
    paste_code,
)
from pagesim_py.homework.variant import Variant
from pagesim_py.homework.verify import Graded, Note, assignment_identity, regrade, root_for, verify
from pagesim_py.homework.version import identity

__all__ = [
    "CODE",
    "FILE_NAME",
    "LARGEST",
    "Graded",
    "Note",
    "Record",
    "Submission",
    "SubmissionError",
    "end_state",
    "export",
    "parse",
    "paste_code",
    "regrade",
    "verify",
]

LONGEST_LOG = 400_000
"""Characters of the log, about: when there are more, its older half is folded into what it led to."""
MOST_LOGGED = 5_000
"""Entries of the log, likewise."""
ENDS = ("halted", "panicked", "triple_fault", "exited")
"""Ends that a run has of itself: one that is still running was stopped somewhere, and its state says nothing."""
MOST_TYPED = 20_000
"""Characters of an answer that the log repeats; longer ones it names by their length."""


class Record:
    """The work of one student on one assignment. ``now`` gives the time in seconds since 1970."""

    def __init__(self, variant: Variant, *, now: Callable[[], float] = time.time, _opened: bool = True) -> None:
        self.variant = variant
        self.answers: dict[str, dict[str, Any]] = {}
        """By question: {"value", "tries", "at"}."""
        self.log: list[dict[str, Any]] = []
        self._now = now
        self._began = now()
        self._files: dict[str, str | None] = {}
        self._size = 0
        self._room = LONGEST_LOG
        if _opened:
            self._add("open", date=self._date())

    @classmethod
    def restored(
        cls, submission: Submission, assignment: Assignment, *, now: Callable[[], float] = time.time
    ) -> Record:
        """The record that goes on where ``submission`` ended; its log says that it was restored.

        Look at ``verify(submission, assignment)`` first: a file of another assignment's is a SubmissionError here, one
        whose log is broken is taken as it is.
        """
        if submission.assignment["id"] != assignment.id:
            raise SubmissionError(
                f"this file belongs to the assignment {submission.assignment['id']!r}, not to {assignment.id!r}"
            )
        found = cls(Variant(assignment, submission.student), now=now, _opened=False)
        found.answers = {name: dict(one) for name, one in submission.answers.items()}
        found._files = differing(found.variant.files, submission.files)
        found.log = [dict(one) for one in submission.log]
        found._size = sum(len(str(one)) for one in found.log)
        last = found.log[-1].get("t", 0) if found.log else 0
        found._began = now() - (last if isinstance(last, int | float) and 0 <= last < 1e9 else 0)
        if broken_at(root_for(assignment.id, submission.student), found.log) is not None:
            count, found.log = len(found.log), []
            found._again({"do": "folded", "t": 0, "entries": count, "files": dict(found._files), "hints": {}})
        found._add("restore", date=found._date())
        return found

    # -- what there is

    @property
    def files(self) -> dict[str, str | None]:
        """The files that differ from the starter; None: removed."""
        return dict(self._files)

    @property
    def values(self) -> dict[str, Any]:
        """By question: the answer, as ``evaluate`` takes it."""
        return {name: one["value"] for name, one in self.answers.items()}

    def tries(self, question: str) -> int:
        """How often the question was answered; slips in the form don't count."""
        return int(self.answers[question].get("tries", 0)) if question in self.answers else 0

    def hints(self, question: str) -> int:
        """How many hints of the question are open."""
        opened = [one for one in self.log if one.get("do") == "hint" and one.get("q") == question]
        return min(len(opened) + self._folded(question), len(self.variant.assignment.question(question).hints))

    def tries_left(self, question: str) -> int | None:
        """How often the question may still be answered; None: without limit."""
        attempts = self.variant.assignment.question(question).attempts
        return max(attempts - self.tries(question), 0) if attempts else None

    # -- what happens

    def edited(self, files: Mapping[str, str]) -> None:
        """The student's program is now ``files``, all of them; what differs from before is logged.

        Of files that may not be changed nothing is taken.
        """
        starter, may_edit = self.variant.files, self.variant.assignment.may_edit
        before = {**starter, **self._files}
        for path, text in sorted(files.items()):
            if not may_edit(path) or before.get(path) == text:
                continue
            edits = [list(one) for one in edit_between(before.get(path) or "", text)]
            self._files[path] = text
            self._add("edit", edit=[path, edits])
        for path, old in sorted(before.items()):
            if old is not None and path not in files and may_edit(path):
                self._files[path] = None
                self._add("remove", file=path)
        self._files = differing(starter, self._files)

    def reset(self, path: str) -> None:
        """One file is the starter's again."""
        self._add("reset", file=path)
        before = {**self.variant.files, **self._files}
        now = {name: text for name, text in before.items() if text is not None and name != path}
        if path in self.variant.files:
            now[path] = self.variant.files[path]
        self.edited(now)

    def ran(self, end: str, steps: int, state: str | None = None, *, keys: str | None = "") -> None:
        """A run of the student's own program ended: ``end`` as ``Outcome.kind`` says it.

        ``state`` is ``end_state(machine)`` of the machine at the end, if the run was made from the boot to its end, in
        one go, with the assignment's boot options; then a grader can make it again. ``keys``: what was typed, as
        ``keys_in`` reads it, None if that is not known.
        """
        entry: dict[str, Any] = {"end": end, "steps": steps, "files": files_digest(self._files)}
        if state is not None and keys is not None and end in ENDS:
            entry |= {"state": state, "keys": keys}
        self._add("run", **entry)

    def answered(self, question: str, raw: Any, result: QuestionResult) -> None:
        """An answer and what ``evaluate`` said to it. A slip in the form is neither kept nor counted."""
        if result.error is not None:
            return
        tries = self.tries(question)
        if raw is None or raw == "":
            self._add("answer", q=question, value="")
            self.answers[question] = {"value": "", "tries": tries, "at": self.log[-1]["t"]}
            return
        shown = raw if len(str(raw)) <= MOST_TYPED else f"({len(str(raw))} characters)"
        self._add("answer", q=question, value=shown, ok=result.ok)
        self.answers[question] = {"value": raw, "tries": tries + 1, "at": self.log[-1]["t"]}

    def checked(self, question: str, result: QuestionResult) -> None:
        """The checks of a question were performed."""
        self._add("check", q=question, ok=result.ok, checks={check.id: check.ok for check in result.checks})

    def hinted(self, question: str) -> int:
        """One more hint was opened; the number that is open now."""
        if self.hints(question) < len(self.variant.assignment.question(question).hints):
            self._add("hint", q=question)
        return self.hints(question)

    # -- what comes of it

    def evaluate(self, *, only: str | None = None, progress: Progress | None = None) -> Evaluation:
        """Judges what there is now."""
        return evaluate(self.variant.assignment, self.variant, self.values, self._files, only=only, progress=progress)

    def submission(self, evaluation: Evaluation | None = None) -> Submission:
        """The submission as it is now; ``evaluation`` is what the page has shown."""
        claimed: dict[str, Any] = {}
        if evaluation is not None:
            checks = {**dict.fromkeys(evaluation.met, True), **dict.fromkeys(evaluation.not_met, False)}
            claimed = {"spec": evaluation.spec, "checks": checks}
        made = Submission(
            assignment_identity(self.variant.assignment), identity(), self.variant.student, self.variant.code,
            {name: dict(one) for name, one in self.answers.items()}, self.files, tuple(self.log), claimed,
        )  # fmt: skip
        return replace(made, chain=sealed(self._head, made.as_data()))

    def exported(self, evaluation: Evaluation | None = None) -> bytes:
        """The file. SubmissionError if it is too large."""
        return export(self.submission(evaluation))

    def code(self, evaluation: Evaluation | None = None) -> str:
        """The paste code."""
        return paste_code(self.submission(evaluation))

    def brief(self, *, program: bool = True) -> Submission:
        """The same with all of the log in one entry, for a place with little room; perhaps without the program."""
        other = Record(self.variant, now=self._now, _opened=False)
        other.answers = {name: dict(one) for name, one in self.answers.items()}
        other._files = self.files if program else {}
        if self.log:
            other._again({**_summary(self.variant, self.log), "files": other.files})
        return other.submission()

    # -- the log

    @property
    def _head(self) -> str:
        return str(self.log[-1]["h"]) if self.log else root_for(self.variant.assignment.id, self.variant.student)

    def _add(self, do: str, **more: Any) -> None:
        last = self.log[-1]["t"] if self.log else 0
        t = max(round(self._now() - self._began, 1), last)
        entry = {"do": do, "t": t, **more}
        entry["h"] = linked(self._head, entry)
        self.log.append(entry)
        self._size += len(str(entry))
        if self._size > self._room or len(self.log) > MOST_LOGGED:
            self._fold()

    def _fold(self) -> None:
        """Folds the log's older half into one entry, which says what it led to; hints opened there stay known."""
        half = len(self.log) // 2
        older, newer = self.log[:half], self.log[half:]
        if older:
            self.log = []
            self._again(_summary(self.variant, older))
            for entry in newer:
                self._again(entry)
        self._size = sum(len(str(one)) for one in self.log)
        self._room = max(LONGEST_LOG, 2 * self._size)

    def _again(self, entry: Mapping[str, Any]) -> None:
        self.log.append({**entry, "h": linked(self._head, entry)})

    def _folded(self, question: str) -> int:
        if self.log and self.log[0]["do"] == "folded":
            hints = self.log[0].get("hints")
            return int(hints.get(question, 0)) if isinstance(hints, dict) else 0
        return 0

    def _date(self) -> str:
        return datetime.fromtimestamp(self._now(), UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _summary(variant: Variant, older: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The entry that stands for ``older`` ones."""
    before = older[0] if older[0]["do"] == "folded" else {}
    hints = dict(before.get("hints", {}))
    for one in older:
        if one["do"] == "hint":
            hints[one["q"]] = hints.get(one["q"], 0) + 1
    count = before.get("entries", 0) + sum(one["do"] != "folded" for one in older)
    files = replayed(variant.files, older, LONGEST_FILE)
    return {"do": "folded", "t": older[-1]["t"], "entries": count, "files": files or {}, "hints": hints}
