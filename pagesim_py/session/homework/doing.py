"""Does the requests that ``session.homework`` lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pagesim_py.homework.evaluate import key_of
from pagesim_py.homework.format import AssignmentError, Question
from pagesim_py.homework.given import load_given
from pagesim_py.homework.identity import Student, normal_id
from pagesim_py.homework.record import FILE_NAME, SubmissionError, end_state, parse, regrade
from pagesim_py.machine.events import Event
from pagesim_py.session import fields
from pagesim_py.session.fields import RequestError
from pagesim_py.session.homework import marking
from pagesim_py.session.homework.benches import Bench, bench_of, of_check, own
from pagesim_py.session.homework.work import CODE, Work
from pagesim_py.views import homework as view

if TYPE_CHECKING:
    from pagesim_py.session import Answer, Session

Act = Callable[["Session", Work, dict[str, Any]], "Answer"]
ALL = ("hw-head", "hw-list", "hw-question", "hw-spec", "hw-hand")


def do(name: str, session: Session, request: dict[str, Any]) -> Answer:
    """Does one request. RequestError for one that cannot be done."""
    try:
        if name == "assignment":
            return assignment(session, request)
        if name == "grade":
            return marking.act(session, request)
        work = session.homework
        if not isinstance(work, Work):
            raise RequestError("There is no assignment yet: ask for one first.")
        return _ACTIONS[name](session, work, request)
    except (AssignmentError, SubmissionError) as error:
        raise RequestError(_sentence(error)) from None


def _sentence(error: Exception) -> str:
    text = str(error)
    return text[0].upper() + text[1:] + ("" if text[-1] in ".?!" else ".")


def assignment(session: Session, request: dict[str, Any]) -> Answer:
    """Begins, or goes on with what was kept."""
    files = request.get("files")
    if not isinstance(files, dict) or not all(isinstance(text, str) for text in files.values()):
        raise RequestError("The request needs the assignment's files: {path: text}.")
    found = load_given(fields.text(request, "name"), files)
    try:
        student = Student(
            normal_id(fields.text(request, "student")), fields.text(request, "title", ""), _count(request, "reroll"),
            fields.text(request, "tag", ""), _count(request, "attempt"),
        )  # fmt: skip
    except ValueError as error:
        raise RequestError(_sentence(error)) from None
    work = Work(found, student, practice=request.get("practice") is True, review=request.get("review") is True)
    notice, saved = None, request.get("saved")
    if isinstance(saved, Mapping):
        try:
            work.restore(saved)
        except SubmissionError as error:
            notice = f"What this browser has kept cannot be used: {error}. It is left as it is, and you begin anew."
    if request.get("program") is not None:
        work.record.edited(fields.strings(request, "program"))
    if work.review:
        work.compiles = request.get("compiles") is not False
        work.take_results({one.get("id"): one for one in request.get("results") or () if isinstance(one, dict)})
    wanted = request.get("question")
    if isinstance(wanted, str):
        work.current = work.question(wanted).id
    session.homework = work
    return _answer(session, work, ALL, bench=bench_of(work), notice=notice)


def _count(request: dict[str, Any], name: str) -> int:
    number = 0 if request.get(name) is None else fields.number(request, name)
    if not 0 <= number <= 9999:
        raise RequestError(f"{name} is a number from 0 to 9999.")
    return number


def _question(work: Work, request: dict[str, Any]) -> Question:
    return work.question(fields.text(request, "question"))


def question(session: Session, work: Work, request: dict[str, Any]) -> Answer:
    """To a question."""
    work.current = _question(work, request).id
    return _answer(session, work, ("hw-list", "hw-question"), bench=bench_of(work))


def answer(session: Session, work: Work, request: dict[str, Any]) -> Answer:
    """What stands in the form. It is no try."""
    one = _question(work, request)
    if work.closed(one):
        raise RequestError(f"{one.title} is not open yet.")
    value = request.get("value")
    work.exported = None
    if value in (None, ""):
        work.typed.pop(one.id, None)
    else:
        work.typed[one.id] = value
    bench = bench_of(work) if one.kind == "parsons" and one.id == work.current else None
    return _answer(session, work, ("hw-list", "hw-hand"), bench=bench)


def keep(session: Session, work: Work, request: dict[str, Any]) -> Answer:
    """What stands in the editor, if that is the student's own program."""
    _take(work, request)
    return _answer(session, work, ("hw-list", "hw-spec", "hw-hand"))


def _take(work: Work, request: dict[str, Any]) -> None:
    if request.get("files") is not None:
        before = work.record.files
        work.record.edited(fields.strings(request, "files"))
        if before != work.record.files:
            work.exported = None


def starter(session: Session, work: Work, request: dict[str, Any]) -> Answer:
    """One file as it was given."""
    work.record.reset(fields.text(request, "file"))
    work.exported = None
    return _answer(session, work, ("hw-list", "hw-spec", "hw-hand"), bench=bench_of(work))


def check(session: Session, work: Work, request: dict[str, Any]) -> Answer:
    """Judges the answer; a slip in its form is told, and is no try."""
    one = _question(work, request)
    if work.closed(one):
        raise RequestError(f"{one.title} is not open yet.")
    _take(work, request)
    if one.kind != "rust":
        if "value" in request:
            work.typed[one.id] = request["value"]
        if work.record.tries_left(one.id) == 0 and not work.review:
            raise RequestError(f"There are no tries left for {one.title}.")
    _judge(work, one)
    return _answer(session, work, ALL)


def _judge(work: Work, one: Question) -> None:
    from pagesim_py.homework.evaluate import evaluate

    raw = work.typed.get(one.id)
    answers = {} if raw is None else {one.id: raw}
    found = evaluate(work.assignment, work.variant, answers, work.record.files, only=one.id)
    result = found.questions[0]
    if one.kind == "rust":
        work.compiles = found.compiles
    elif raw is not None:
        work.record.answered(one.id, raw, result)
    if one.kind in CODE and result.error is None and result.answered:
        work.record.checked(one.id, result)
    work.note(one, result)


def hint(session: Session, work: Work, request: dict[str, Any]) -> Answer:
    """One more hint."""
    one = _question(work, request)
    work.record.hinted(one.id)
    return _answer(session, work, ("hw-question",))


def reveal(session: Session, work: Work, request: dict[str, Any]) -> Answer:
    """The answer, for practice."""
    one = _question(work, request)
    if not work.practice:
        raise RequestError("The answer is shown for practice only.")
    work.revealed.add(one.id)
    return _answer(session, work, ("hw-question",))


def moment(session: Session, work: Work, request: dict[str, Any]) -> Answer:
    """The event at which the timeline stands becomes the answer."""
    one = _question(work, request)
    run = session.run
    if run is None or session.lab.name != bench_of(work).lab.name:
        raise RequestError("Press Run first: then go to the moment on the timeline.")
    number = sum(isinstance(run.timeline.entry(at), Event) for at in range(run.position))
    if run.timeline.first > 0 or number == 0 or run.event is None:
        raise RequestError("The timeline does not stand at an event: step to one, then take it.")
    work.typed[one.id] = {"event": number, "says": run.event.title}
    work.exported = None
    return _answer(session, work, ("hw-list", "hw-question"))


def ran(session: Session, work: Work, request: dict[str, Any]) -> Answer:
    """The student's own program has run: the log says so."""
    run = session.run
    if run is not None and session.lab.name == own(work).lab.name:
        work.record.edited(run.files)
        whole = run.position == run.last and not session.state()["typed"]
        work.record.ran(run.outcome.kind, run.outcome.steps, end_state(run.machine) if whole else None)
    return _answer(session, work, ("hw-list",))


def show(session: Session, work: Work, request: dict[str, Any]) -> Answer:
    """The run that missed a check, and the position at which it did."""
    one, name = _question(work, request), fields.text(request, "check")
    result = work.results.get(one.id)
    found = next((check for check in result.checks if check.id == name), None) if result is not None else None
    if found is None or found.run is None:
        raise RequestError("There is no run to show: press Check first.")
    bench = of_check(work, one.id, found)
    made = _answer(session, work, (), bench=bench)
    keys = list(found.run.get("keys") or "")
    return {**made, "show": {"at": found.at, "file": found.file, "line": found.line, "keys": keys}}


def submission(session: Session, work: Work, request: dict[str, Any]) -> Answer:
    """The file to hand in: everything is judged, exported, and graded again from the exported bytes in fresh state."""
    from pagesim_py.homework.programs import forget

    _take(work, request)
    evaluation = work.record.evaluate()
    work.note_all(evaluation)
    raw = work.record.exported(evaluation)
    forget()  # nothing that was compiled or looked up before takes part in what follows
    graded = regrade(raw, work.assignment, replay=False)
    work.exported = {
        "name": FILE_NAME, "text": raw.decode(), "code": work.record.code(evaluation), "spec": graded.evaluation.spec,
        "agrees": graded.evaluation.as_data() == evaluation.as_data() and not graded.notes,
        "notes": [note.say for note in graded.notes], "not_met": list(graded.evaluation.not_met),
        "met": list(graded.evaluation.met),
    }  # fmt: skip
    made = _answer(session, work, ALL)
    return {**made, "file": {key: work.exported[key] for key in ("name", "text", "code")}}


def brief(session: Session, work: Work, request: dict[str, Any]) -> Answer:
    """What is kept, in few characters."""
    made = _answer(session, work, ())
    return {**made, "brief": work.brief(program=request.get("program") is not False)}


def restore(session: Session, work: Work, request: dict[str, Any]) -> Answer:
    """Goes on where a file ended, for the student whose file it is."""
    text = fields.text(request, "submission")
    found = parse(text)
    if found.variant != work.variant.code:
        raise RequestError(
            f"This file is of {found.student.id}, variant {found.variant}; here {work.variant.student.id} is at work, "
            f"variant {work.variant.code}. Open the page as the one whose file it is."
        )
    other = Work(work.assignment, work.variant.student, practice=work.practice, review=work.review)
    other.restore({"submission": text})
    session.homework = other
    return _answer(session, other, ALL, bench=bench_of(other), notice="The file is read: this is where it ended.")


def _answer(
    session: Session, work: Work, panels: tuple[str, ...], *, bench: Bench | None = None, notice: str | None = None
) -> Answer:
    one = work.question(work.current)
    if bench is not None:
        session.lab, session.experiment = bench.lab, None
    student = work.variant.student
    told: dict[str, Any] = {
        "id": work.assignment.id, "title": work.assignment.title, "student": student.id, "current": work.current,
        "variant": work.variant.code, "locked": not work.committed(one), "closed": bool(work.closed(one)),
        "saved": {"typed": work.typed} if work.review else work.saved(), "notice": notice, "kind": one.kind,
        "score": work.score(), "question_score": work.score(one), "asked": _told_of(work, one),
    }  # fmt: skip
    if bench is not None:
        told["bench"] = bench.as_data()
    key = key_of(work.variant, one) if one.id in work.revealed else None
    made = {name: str(html) for name, html in view.panels(work_shown(work, key)).items() if name in panels}
    return {"ok": True, "panels": made, "homework": told}


def _told_of(work: Work, one: Question) -> dict[str, Any]:
    """The question at hand, and the answer that was judged last, for a course's log."""
    result = work.results.get(one.id)
    return {"title": one.title, "points": one.points, "response": "" if result is None else result.got}


def work_shown(work: Work, key: dict[str, Any] | None) -> view.Shown:
    """What the views need of ``work``."""
    one, questions = work.question(work.current), work.assignment.questions
    grade, missing = work.standing()
    result = work.results.get(one.id)
    return view.Shown(
        title=work.assignment.title, version=work.assignment.version, student=work.variant.student.id,
        name=work.variant.student.name, variant=work.variant.code, signed=bool(work.variant.student.tag),
        practice=work.practice, review=work.review, text=work.variant.text,
        spec=work.assignment.spec, grade=grade, missing=missing,
        items=[view.Item(q.id, q.title, work.state(q), q.tags) for q in questions], current=one.id,
        data=work.data(one), value=work.typed.get(one.id), result=result, state=work.state(one),
        shows_answer=work.shows_answer(one), tries=work.record.tries(one.id), tries_left=work.record.tries_left(one.id),
        hints=work.record.hints(one.id), closed=[(q.id, q.title) for q in work.closed(one)],
        committed=work.committed(one), key=key, exported=work.exported,
        unjudged=[q.id for q in questions if work.state(q) in ("typed", "stale")],
    )  # fmt: skip


_ACTIONS: dict[str, Act] = {
    "question": question, "answer": answer, "keep": keep, "starter": starter, "check": check,
    "hint": hint, "reveal": reveal,
    "moment": moment, "ran": ran, "show": show, "submission": submission, "brief": brief, "restore": restore,
}  # fmt: skip
