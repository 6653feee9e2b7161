"""What the workbench is about while a question is open: the student's program, the question's, or that of a check."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pagesim_py.homework.asked import Asked
from pagesim_py.homework.evaluate import merged_files
from pagesim_py.homework.kinds import KINDS, FormError, assembled
from pagesim_py.homework.programs import shown_of, source_of
from pagesim_py.homework.results import CheckResult
from pagesim_py.labs import Lab
from pagesim_py.labs.expect import without_expectations
from pagesim_py.labs.loader import FRONT, PANELS
from pagesim_py.session.homework.work import RUNNING, Work


@dataclass(frozen=True)
class Bench:
    """``lab`` is what compiles and boots; ``files`` what the editor gets; ``edit`` which of them may be changed."""

    kind: str
    """own, program or check."""
    lab: Lab
    files: Mapping[str, str]
    edit: tuple[str, ...]
    front: str
    """The file that is shown."""
    about: str
    """What the editor has, as a sentence."""

    def as_data(self) -> dict[str, Any]:
        """For the page."""
        return {
            "kind": self.kind, "lab": self.lab.name, "title": self.lab.title, "panels": list(self.lab.panels),
            "fronts": list(self.lab.front), "files": dict(self.files), "edit": list(self.edit), "front": self.front,
            "about": self.about,
        }  # fmt: skip


def _lab(work: Work, name: str, files: Mapping[str, str], boot: Mapping[str, Any], dialect: str) -> Lab:
    one = work.assignment
    panels = tuple(panel for panel in PANELS if panel in {*one.panels, "source", "timeline"} - {"lab"})
    front = tuple(panel for panel in FRONT if panel in panels)
    return Lab(
        name=f"{one.name}:{name}", title=one.title, summary=one.summary, order=0, dialect=dialect, panels=panels,
        address=one.address if name == "own" else None, at=None, front=front, groups={}, boot=dict(boot), text="",
        sources=dict(files),
    )  # fmt: skip


def bench_of(work: Work) -> Bench:
    """What belongs to the question at hand."""
    question = work.question(work.current)
    if question.kind in RUNNING:
        return _program(work, work.variant.asked(question))
    if question.kind == "parsons":
        return _parsons(work, work.variant.asked(question))
    return own(work)


def own(work: Work) -> Bench:
    """The student's own program."""
    one, question = work.assignment, work.question(work.current)
    files, _ = merged_files(work.variant, work.record.files)
    edit = question.edit or one.edit
    front = next((path for path in files if any(path == pattern for pattern in edit)), "src/main.rs")
    about = f"Your program. You may change {', '.join(edit)}." if edit else "The program of this assignment."
    return Bench("own", _lab(work, "own", files, one.boot, one.dialect), files, edit, front, about)


def _program(work: Work, asked: Asked) -> Bench:
    run = asked.question.options["run"]
    sources, boot, dialect = source_of(work.assignment, run)
    files = {path: without_expectations(text) for path, text in asked.rust(sources).items()}
    shown = list(shown_of(work.assignment, run))
    lab = _lab(work, asked.question.id, files, boot, dialect)
    return Bench("program", lab, files, (), shown[0], "The program of this question. It cannot be changed.")


def _parsons(work: Work, asked: Asked) -> Bench:
    """The file as it is put together so far."""
    raw = work.typed.get(asked.question.id)
    files = asked.rust(work.assignment.files)
    if raw:
        with suppress(FormError):  # nothing is put together yet
            files = assembled(asked, KINDS["parsons"].parse(asked, raw))
    one, front = work.assignment, asked.question.options["into"]
    about = "What the lines make. Arrange them in the question."
    return Bench("program", _lab(work, asked.question.id, files, one.boot, one.dialect), files, (), front, about)


def of_check(work: Work, name: str, check: CheckResult) -> Bench:
    """The run in which ``check`` was missed."""
    question, one = work.question(name), work.assignment
    asked, run = work.variant.asked(question), check.run or {}
    files, _ = merged_files(work.variant, work.record.files)
    if question.kind == "parsons":
        files = assembled(asked, KINDS["parsons"].parse(asked, work.typed[name]))
    replaced = run.get("with")
    if replaced:
        files = {**files, "src/main.rs": asked.rust({replaced: one.tests[replaced]})[replaced]}
    boot = {**one.boot, **(run.get("boot") or {})}
    main = f" with the main file {replaced.removeprefix('tests/')}" if replaced else ""
    about = f"The run that missed the requirement: your program{main}. It cannot be changed here."
    lab = _lab(work, f"{name}.{check.id}", files, boot, one.dialect)
    return Bench("check", lab, files, (), check.file or "src/main.rs", about)
