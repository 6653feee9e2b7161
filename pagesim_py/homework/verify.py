"""Whether a submission is what it says it is, and what it is worth: recomputed, never read from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from pagesim_py.homework.chain import broken_at, differing, files_digest, replayed, root_of, sealed
from pagesim_py.homework.checks import Runs
from pagesim_py.homework.endstate import end_state
from pagesim_py.homework.evaluate import LONGEST_FILE, Progress, evaluate, merged_files
from pagesim_py.homework.format import MAX_STEPS, Assignment, Check
from pagesim_py.homework.identity import Student, is_signed, variant_code
from pagesim_py.homework.results import Evaluation
from pagesim_py.homework.submission import Submission, SubmissionError, parse
from pagesim_py.homework.variant import Variant
from pagesim_py.homework.version import identity
from pagesim_py.machine.keys import keys_in

UNCHANGED = "Nothing was changed: the program is the one that was given."


class Note(NamedTuple):
    """Something that an instructor should know. ``kind`` is one word, ``say`` a sentence."""

    kind: str
    say: str


@dataclass(frozen=True)
class Graded:
    """A submission, and what it is worth."""

    submission: Submission
    evaluation: Evaluation
    notes: tuple[Note, ...]
    """What does not fit; empty if all is as it should be."""
    signed: bool | None
    """True: the tag is the one that the key makes; False: it is another; None: no tag, or no key to look with."""
    replayed: bool | None
    """Whether the files follow from the log and the last run ends in the state it claims; None: nothing to compare."""

    def as_data(self) -> dict[str, Any]:
        """Plain data, as JSON has it."""
        return {
            "submission": self.submission.as_data(), "evaluation": self.evaluation.as_data(),
            "notes": [note._asdict() for note in self.notes], "signed": self.signed, "replayed": self.replayed,
        }  # fmt: skip


def regrade(
    raw: bytes | str | Submission,
    assignment: Assignment,
    *,
    key: bytes | None = None,
    replay: bool = True,
    progress: Progress | None = None,
) -> Graded:
    """Grades what was handed in, from its bytes. SubmissionError if it is no submission to ``assignment``.

    ``key`` is the secret of signed links; ``replay``: the last run is made again, to compare its end.
    """
    submission = raw if isinstance(raw, Submission) else parse(raw)
    notes = verify(submission, assignment)
    variant = Variant(assignment, submission.student)
    evaluation = evaluate(assignment, variant, submission.values, submission.files, progress=progress)
    notes += _claims(submission, evaluation)
    if evaluation.unchanged:
        notes.append(Note("unchanged", UNCHANGED))
    notes += [Note("left-out", f"{text[0].upper()}{text[1:]}.") for text in evaluation.notes]
    signed = None
    if key is not None and submission.student.tag:
        signed = is_signed(key, assignment.id, submission.student)
        if not signed:
            notes.append(Note("signature", "The signature of the link is not that of this key, student and reroll."))
    same = not any(note.kind in ("edits", "log") for note in notes)
    found = _same_end(variant, submission) if replay else None
    if found is False:
        notes.append(
            Note("end-state", "The last run ends in another state here: another pagesim, or the entry was edited.")
        )
    return Graded(submission, evaluation, tuple(notes), signed, False if not same else found)


def verify(submission: Submission, assignment: Assignment) -> list[Note]:
    """What does not fit in ``submission``, without running anything. SubmissionError if it belongs to another
    assignment.
    """
    told = submission.assignment
    if told["id"] != assignment.id:
        raise SubmissionError(f"this belongs to the assignment {told['id']!r}, not to {assignment.id!r}")
    notes = []
    if told["version"] != assignment.version:
        notes.append(
            Note(
                "assignment",
                f"Made with version {told['version'][:40]} of the assignment; this is {assignment.version}.",
            )
        )
    elif told["digest"] != assignment.digest:
        notes.append(Note("assignment", "Made with another text of the assignment that calls itself the same version."))
    notes += _pagesim(submission)
    student = submission.student
    code = variant_code(assignment.id, student, assignment.seed)
    if submission.variant != code:
        notes.append(
            Note(
                "variant",
                f"The variant {submission.variant[:16] or '(none)'} is not the one of {student.id}, which is {code}: "
                "this is the file of somebody else, or the name was changed.",
            )
        )
    notes += _chain(submission, assignment)
    for name, one in submission.answers.items():
        question = next((one for one in assignment.questions if one.id == name), None)
        if question is not None and question.attempts and one.get("tries", 0) > question.attempts:
            notes.append(Note("tries", f"{name} was answered {one['tries']} times; {question.attempts} are allowed."))
    return notes


def _pagesim(submission: Submission) -> list[Note]:
    here, there = identity(), submission.pagesim
    if there["version"] != here["version"]:
        return [Note("pagesim", f"Made with pagesim {there['version'][:40]}; this is {here['version']}.")]
    if there["build"] and here["build"] and there["build"] != here["build"]:
        return [
            Note(
                "pagesim",
                f"Made with build {there['build'][:40]} of pagesim {here['version']}; this is {here['build']}.",
            )
        ]
    return []


def _chain(submission: Submission, assignment: Assignment) -> list[Note]:
    log = submission.log
    root = root_for(assignment.id, submission.student)
    if not log:
        return [Note("log", "The log is missing: what was done before cannot be said.")]
    broken = broken_at(root, log)
    if broken == 0:
        return [
            Note(
                "log", "The log does not begin as the log of this student: it was cut, or is the log of somebody else."
            )
        ]
    if broken is not None:
        return [Note("log", f"The log is broken at entry {broken + 1} of {len(log)}: entries were edited or cut out.")]
    found = []
    if submission.chain != sealed(str(log[-1]["h"]), submission.as_data()):
        found.append(
            Note("seal", "The file was changed after the page had made it: its end was cut, or something was edited.")
        )
    if not _follows(submission, assignment):
        found.append(Note("edits", "The files do not follow from the edits in the log."))
    last = {one["q"]: one.get("value") for one in log if one.get("do") == "answer" and isinstance(one.get("q"), str)}
    for name, value in submission.values.items():
        if name in last and last[name] != value and not str(last[name]).startswith("("):
            found.append(Note("answers", f"The answer to {name[:60]} is not the last one in the log."))
        elif name not in last and log[0].get("do") != "folded":
            found.append(Note("answers", f"The answer to {name[:60]} is not in the log."))
    if log[0].get("do") == "folded":
        found.append(Note("folded", f"The log's first {log[0].get('entries')} entries were folded into one."))
    return found


def _follows(submission: Submission, assignment: Assignment) -> bool:
    starter = Variant(assignment, submission.student).files
    found = replayed(starter, submission.log, LONGEST_FILE)
    return found is not None and found == differing(starter, submission.files)


def _claims(submission: Submission, evaluation: Evaluation) -> list[Note]:
    """Where the page showed something else than what is found now."""
    claimed = submission.claimed
    found = []
    if "spec" in claimed and claimed["spec"] != evaluation.spec:
        found.append(Note("claimed", f"The file claims {claimed['spec'][:10]}; graded it is {evaluation.spec}."))
    now = {**dict.fromkeys(evaluation.met, True), **dict.fromkeys(evaluation.not_met, False)}
    other = [name for name, met in claimed.get("checks", {}).items() if name not in now or now[name] != met]
    if other:
        shown = ", ".join(name[:60] for name in other[:5]) + (" and more" if len(other) > 5 else "")
        found.append(Note("claimed", f"The file claims something else about {shown}."))
    return found


def _same_end(variant: Variant, submission: Submission) -> bool | None:
    """Whether the last run ends as the log says, if it was a run of the files that are handed in."""
    digest = files_digest(differing(variant.files, submission.files))
    runs = [one for one in submission.log if one.get("do") == "run" and one.get("files") == digest and "state" in one]
    if not runs:
        return None
    last = runs[-1]
    try:
        keys = str(last.get("keys", ""))[:2000]
        keys_in(keys)
        steps = int(last["steps"])
    except (ValueError, TypeError, KeyError):
        return False
    if steps > MAX_STEPS:
        return None
    merged, _ = merged_files(variant, submission.files)
    assignment = variant.assignment
    runs_here = Runs(merged, assignment.dialect, assignment.boot, {})
    if runs_here.program().kernel is None:
        return False
    ran = runs_here.run(Check("replay", "", {}, keys=keys, max_steps=MAX_STEPS), {})
    if ran.machine is None:
        return False
    return ran.end.replace(" ", "_") == last.get("end") and end_state(ran.machine) == last.get("state")


# -- identities


def root_for(assignment_id: str, student: Student) -> str:
    """What the chain of a student's log begins with."""
    return root_of(
        {
            "assignment": assignment_id, "student": student.key, "tag": student.tag, "reroll": student.reroll,
            "attempt": student.attempt,
        }
    )  # fmt: skip


def assignment_identity(assignment: Assignment) -> dict[str, str]:
    """What a submission says of its assignment."""
    return {"id": assignment.id, "version": assignment.version, "digest": assignment.digest}
