"""The requests of homework.html and grade.html: an assignment, its questions, what is handed in. What does them is
imported on first use only, so that no other page waits for it.

    assignment {name, files, student, title?, tag?, reroll?, attempt?, saved?, program?, practice?, question?, review?,
                results?, compiles?}
                                  begins, or goes on with what ``saved`` kept, and with ``program`` in the editor;
                                  ``files``: see ``homework.given``; ``review``: an instructor looks at it, and
                                  ``results`` and ``compiles`` are the verdicts of who has graded it
    question   {question}         goes to a question: its panels, and the files that the editor is to have for it
    answer     {question, value}  what stands in the form now; it is kept, not judged
    keep       {files}            what stands in the editor now; it is kept
    starter    {file}             a file of the student's is the starter's again
    check      {question, value?, files?}
                                  judges the answer, or performs the checks of the program
    hint       {question}         opens one more hint
    reveal     {question}         practice only: the answer
    moment     {question}         the number of the event at which the timeline stands, as the answer
    ran        {}                 the student's own program has run to its end: the log says so
    show       {question, check}  the files of the run that missed the check, and where it did
    submission {files?}           the file to hand in, graded again from its bytes
    brief      {program?}         what ``saved`` keeps, for places with little room: without how the work came about,
                                  and with ``program`` false without the student's files
    restore    {submission}       goes on where a file or a paste code ended
    grade      {do, ...}          those of grade.html, see ``marking``

Answers carry ``panels`` of homework alone, and under ``homework`` what the page has to know and keep. ``later`` in an
answer says that the modules for it have not come yet: ask again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pagesim_py.session.later import arrived

if TYPE_CHECKING:
    from pagesim_py.session import Answer, Session

NAMES = (
    "assignment", "question", "answer", "keep", "starter", "check", "hint", "reveal", "moment", "ran", "show",
    "submission", "brief", "restore", "grade",
)  # fmt: skip


def _later(name: str) -> Callable[[Session, dict[str, Any]], Answer]:
    def act(session: Session, request: dict[str, Any]) -> Answer:
        doing = arrived("pagesim_py.session.homework.doing")
        if doing is None:
            return {"ok": True, "later": True}
        answer: Answer = doing.do(name, session, request)
        return answer

    return act


ACTIONS = {name: _later(name) for name in NAMES}
