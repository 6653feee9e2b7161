"""One student's row: judged from what was handed in, by the same evaluation that the page uses."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from pagesim_py.homework.chain import differing, files_digest
from pagesim_py.homework.evaluate import evaluate
from pagesim_py.homework.format import Assignment, AssignmentError
from pagesim_py.homework.grading.handed import Handed
from pagesim_py.homework.identity import Row as Listed
from pagesim_py.homework.identity import Student, normal_id, sign
from pagesim_py.homework.kinds import KINDS
from pagesim_py.homework.results import Evaluation
from pagesim_py.homework.submission import Submission, SubmissionError, parse, submission_of
from pagesim_py.homework.variant import Variant
from pagesim_py.homework.verify import UNCHANGED, Note, regrade

CODE_KIND = "rust"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    student: str
    name: str = ""
    section: str = ""
    origin: str = ""
    variant: str = ""
    spec: str = ""
    """The grade; empty if none could be found out."""
    results: dict[str, bool] = field(default_factory=dict)
    """By requirement (see ``requirements``): whether it is met. What was not looked at is not there."""
    score: float | None = None
    most: float | None = None
    signed: bool | None = None
    tagged: bool = False
    """Whether there is a signature at all."""
    replayed: bool | None = None
    pagesim: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    """Pairs of a word and a sentence."""
    error: str = ""
    """Why it could not be graded."""
    unread: bool = False
    """The file itself could not be read as a submission."""
    digest: str = ""
    """Of the files that were handed in; empty if there are none."""
    mutants: tuple[str, ...] = ()
    """Misconceptions that some answer shows."""
    hints: int = 0
    evaluation: dict[str, Any] | None = None
    submission: dict[str, Any] | None = None

    def as_data(self) -> dict[str, Any]:
        """Plain data, as JSON has it."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Any) -> Row:
        """The row that ``as_data`` made. ValueError if it is none: it may come from a process that went wrong."""
        try:
            return _row_of(data)
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
            raise ValueError(f"this is no row: {error}") from None


def _row_of(data: Mapping[str, Any]) -> Row:
    """Raises anything if a field is not what it has to be."""
    for names, types in _TYPES.items():
        for name in names.split():
            if not isinstance(data[name], types) or (isinstance(data[name], bool) and bool not in types):
                raise TypeError(f"{name} is something else")
    if data["submission"] is not None:
        submission_of(data["submission"])
    if data["evaluation"] is not None:
        _check_evaluation(data["evaluation"])
    results = {str(name): bool(met) for name, met in data["results"].items()}
    notes = tuple((str(kind), str(say)) for kind, say in data["notes"])
    known = {name: data[name] for name in Row.__dataclass_fields__}
    return Row(**{**known, "results": results, "notes": notes, "mutants": tuple(map(str, data["mutants"]))})


_NONE = type(None)
_TYPES: dict[str, tuple[type, ...]] = {
    "student name section origin variant spec pagesim error digest": (str,), "score most": (int, float, _NONE),
    "signed replayed": (bool, _NONE), "tagged unread": (bool,), "hints": (int,), "results": (dict,),
    "notes mutants": (list, tuple), "evaluation submission": (dict, _NONE),
}  # fmt: skip
_TEXTS_OF_QUESTIONS = ("id", "kind", "title", "say", "got", "wanted", "feedback", "experiment")
_TEXTS_OF_CHECKS = ("id", "say", "got", "wanted")


def _check_evaluation(data: Mapping[str, Any]) -> None:
    """Raises anything unless all is there that reports look at."""
    checks = [check for question in data["questions"] for check in question["checks"]]
    for one in [*data["questions"], *checks]:
        names = _TEXTS_OF_QUESTIONS if "checks" in one else _TEXTS_OF_CHECKS
        optional = ("error", "mutant") if "checks" in one else ("file", "mutant")
        if not all(isinstance(one[name], str) for name in names):
            raise TypeError("a question's or a check's text is something else")
        if not all(one[name] is None or isinstance(one[name], str) for name in optional):
            raise TypeError("a question's or a check's text is something else")
        if "checks" in one:
            _ = one["answered"], one["scored"], one["ok"]
        else:
            _ = one["line"], one["ok"]
    if not all(isinstance(one.get("rendered", ""), str) for one in data["messages"]):
        raise TypeError("a message is something else")


def requirements(assignment: Assignment) -> list[str]:
    """The columns: each scored question, or for programs each of its checks."""
    found = []
    for question in assignment.questions:
        if question.checks:
            found += [f"{question.id}.{check.id}" for check in question.checks]
        elif KINDS[question.kind].scored:
            found.append(question.id)
    return found


def graded(
    handed: Handed,
    assignment: Assignment,
    roster: Sequence[Listed] = (),
    *,
    key: bytes | None = None,
    replay: bool = True,
    student: str | None = None,
) -> Row:
    """The row of one student's work. Raises nothing for what a student can hand in.

    ``student`` says who a Cargo folder is from, where its name does not.
    """
    if handed.error:
        return Row(_guess(handed.hint, roster), origin=handed.origin, error=handed.error, unread=True)
    try:
        if handed.raw is not None:
            return _listed(_of_submission(handed, assignment, key, replay), roster)
        return _listed(_of_folder(handed, assignment, roster, key, student), roster)
    except SubmissionError as error:
        return Row(_guess(handed.hint, roster), origin=handed.origin, error=str(error), unread=True)
    except AssignmentError as error:
        return Row(_guess(handed.hint, roster), origin=handed.origin, error=f"the assignment is at fault: {error}")


def _of_submission(handed: Handed, assignment: Assignment, key: bytes | None, replay: bool) -> Row:
    assert handed.raw is not None
    submission = parse(handed.raw)
    found = regrade(submission, assignment, key=key, replay=replay)
    notes = [*found.notes]
    if handed.files:
        mine = {path: text for path, text in submission.files.items() if text is not None}
        if any(handed.files.get(path) != text for path, text in mine.items()):
            notes.append(Note("folder", "The files in the folder differ from those in pagesim.json, which are graded."))
    pagesim = f"{submission.pagesim['version']} {submission.pagesim['build']}".strip()
    row = _made(submission.student, handed, found.evaluation, [tuple(note) for note in notes], submission.files)
    return replace(
        row, signed=found.signed, tagged=bool(submission.student.tag), replayed=found.replayed, pagesim=pagesim[:80],
        submission=submission.as_data(), hints=_hints(submission),
    )  # fmt: skip


def _hints(submission: Submission) -> int:
    count = 0
    for one in submission.log:
        if one.get("do") == "hint":
            count += 1
        elif one.get("do") == "folded" and isinstance(one.get("hints"), dict):
            count += sum(value for value in one["hints"].values() if isinstance(value, int))
    return count


def _of_folder(
    handed: Handed, assignment: Assignment, roster: Sequence[Listed], key: bytes | None, student: str | None
) -> Row:
    """A Cargo folder: only programs are judged, and the spec's other terms are left out.

    With a ``key``, the values are those of the student's signed link.
    """
    programs = tuple(question for question in assignment.questions if question.kind == CODE_KIND)
    if not programs:
        raise SubmissionError("this is a folder of a program, and the assignment asks for none: hand in pagesim.json")
    who = student or _guess(handed.hint, roster)
    try:
        normal_id(who)
    except ValueError as error:
        raise SubmissionError(f"the folder does not say whose it is: {error}") from None
    listed = next((one.student for one in roster if one.student.key == normal_id(who)), None)
    whose = listed or Student(who)
    variant = Variant(assignment, whose if key is None else replace(whose, tag=sign(key, assignment.id, whose)))
    files: dict[str, str | None] = differing(variant.files, handed.files)
    for path in variant.files:
        if path not in handed.files and assignment.may_edit(path):
            files[path] = None
    names = {name for question in programs for name in (question.id, *question.tags)} | {"all", "compiles"}
    spec = tuple((grade, tuple(term for term in terms if term in names)) for grade, terms in assignment.spec)
    evaluation = evaluate(replace(assignment, questions=programs, spec=spec), variant, {}, files)
    others = any(KINDS[one.kind].scored and one.kind != CODE_KIND for one in assignment.questions)
    notes = [("folder", "A folder of a program: only programs are graded.")] if others else []
    notes += [("unchanged", UNCHANGED)] if evaluation.unchanged else []
    notes += [("left-out", f"{note[0].upper()}{note[1:]}.") for note in (*handed.notes, *evaluation.notes)]
    return _made(variant.student, handed, evaluation, notes, files)


def _made(
    student: Student,
    handed: Handed,
    evaluation: Evaluation,
    notes: Iterable[tuple[str, ...]],
    files: Mapping[str, str | None],
) -> Row:
    results: dict[str, bool] = {}
    for one in evaluation.questions:
        if one.checks:
            results |= {f"{one.id}.{check.id}": check.ok for check in one.checks}
        elif one.scored:
            results[one.id] = bool(one.ok)
    mutants = [one.mutant for one in evaluation.questions if one.mutant]
    mutants += [check.mutant for one in evaluation.questions for check in one.checks if check.mutant]
    return Row(
        student.key, student.name, "", handed.origin, evaluation.variant, evaluation.spec, results, evaluation.score,
        evaluation.most, notes=tuple((kind, say) for kind, say in notes), digest=files_digest(files) if files else "",
        mutants=tuple(dict.fromkeys(mutants)), evaluation=json.loads(json.dumps(evaluation.as_data())),
    )  # fmt: skip


def _guess(hint: str, roster: Sequence[Listed]) -> str:
    """Whose it may be: one of the roster, if the hint is their id, their name, or ends with their id."""
    try:
        wanted = normal_id(hint)
    except ValueError:
        return hint.strip()[:100] or "(unknown)"
    for one in roster:
        if wanted in (one.student.key, one.student.name.casefold()):
            return one.student.key
    for one in sorted(roster, key=lambda one: -len(one.student.key)):
        if wanted.endswith(f"-{one.student.key}") or wanted.startswith(f"{one.student.key}-"):
            return one.student.key
    return wanted


def _listed(row: Row, roster: Sequence[Listed]) -> Row:
    """With what the roster says."""
    if not roster:
        return row
    for one in roster:
        if one.student.key == row.student:
            notes = row.notes
            reroll = row.submission["reroll"] if row.submission is not None else one.student.reroll
            if reroll != one.student.reroll:
                say = f"The file's reroll is {reroll}; the roster says {one.student.reroll}."
                notes = (*notes, ("reroll", say))
            return replace(row, name=one.student.name or row.name, section=one.section, notes=notes)
    return replace(row, notes=(*row.notes, ("roster", f"{row.student} is not on the roster.")))


def completed(rows: Sequence[Row], roster: Sequence[Listed] = ()) -> list[Row]:
    """All rows in the order of the roster, with a row for each student of it, and with what only shows side by side."""
    handed = Counter(row.student for row in rows)
    digests: dict[str, list[str]] = {}
    for row in rows:
        if row.digest and row.student not in digests.setdefault(row.digest, []):
            digests[row.digest].append(row.student)
    found = []
    for row in rows:
        notes = list(row.notes)
        if handed[row.student] > 1:
            notes.append(("twice", f"{row.student} handed in {handed[row.student]} times: each has a row."))
        others = [one for one in digests.get(row.digest, ()) if one != row.student]
        if others:
            shown = ", ".join(others[:5]) + (" and more" if len(others) > 5 else "")
            notes.append(("same-files", f"The same files as {shown}."))
        found.append(replace(row, notes=tuple(notes)))
    for one in roster:
        if one.student.key not in handed:
            note = ("missing", "Nothing was handed in.")
            found.append(Row(one.student.key, one.student.name, one.section, spec="F", notes=(note,)))
    order = {one.student.key: number for number, one in enumerate(roster)}
    return sorted(found, key=lambda row: (order.get(row.student, len(order)), row.student, row.origin))


def counts_of(rows: Iterable[Row]) -> list[tuple[str, int]]:
    """How many students show each misconception, most first."""
    seen: dict[str, set[str]] = {}
    for row in rows:
        for mutant in row.mutants:
            seen.setdefault(mutant, set()).add(row.student)
    return sorted(((name, len(who)) for name, who in seen.items()), key=lambda one: (-one[1], one[0]))
