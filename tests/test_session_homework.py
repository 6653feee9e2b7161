"""Homework through the session's door, as the page uses it: every action, every kind of question."""

from __future__ import annotations

import base64
import json
import re
import zlib
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import pagesim_py
from pagesim_py.courses import assignments
from pagesim_py.homework import Student, evaluate, load, variant_of
from pagesim_py.homework.kinds import KINDS
from pagesim_py.homework.loader import solutions
from pagesim_py.homework.record import parse, regrade
from pagesim_py.session import RequestError, Session
from pagesim_py.session.homework.work import Work
from tests.homework.every_kind import TOML

OWN = Path(pagesim_py.__file__).parent / "homework" / "assignments"
NAMES = ("a1-page-fault", "b2-mapping", "recursive")


@cache
def given(name: str) -> dict[str, str]:
    files: dict[str, str] = assignments()[name]["files"]
    return files


class Page:
    """What homework.html does: it keeps what Python says, and asks."""

    def __init__(self, name: str = "b2-mapping", student: str = "ada", **more: Any) -> None:
        self.session = Session()
        self.panels: dict[str, str] = {}
        files = more.pop("files", None) or given(name)
        self.told = self.ask("assignment", name=name, files=files, student=student, **more)["homework"]

    def ask(self, action: str, **more: Any) -> dict[str, Any]:
        answer = self.session.request({"action": action, **more})
        json.dumps(answer)
        self.panels.update(answer["panels"])
        self.told = answer.get("homework", {})
        return answer

    @property
    def work(self) -> Work:
        assert isinstance(self.session.homework, Work)
        return self.session.homework

    def key(self, question: str) -> Any:
        """The right answer as somebody would type it."""
        asked = self.work.variant.asked(question)
        kind = KINDS[asked.question.kind]
        return kind.write(asked, kind.truth(asked))

    def text(self, panel: str) -> str:
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.panels[panel])).split())


def bench(page: Page, question: str) -> dict[str, Any]:
    found: dict[str, Any] = page.ask("question", question=question)["homework"]["bench"]
    return found


def test_it_begins_with_the_first_question_and_the_students_own_numbers() -> None:
    page = Page()
    variant = variant_of(load("b2-mapping"), Student("ada"))
    assert page.told["variant"] == variant.code
    assert variant.code in page.text("hw-head")
    assert str(variant.values["far"].shown) in page.text("hw-question")
    assert "0 of 16 done" in page.text("hw-list")
    assert "As it stands: B" in page.text("hw-spec")
    assert Page(student=" ADA ").told["variant"] == variant.code
    assert Page(student="bob").told["variant"] != variant.code
    assert Page(reroll=1).told["variant"] != variant.code
    assert Page(tag="0123456789abcdef0123").told["variant"] != variant.code


@pytest.mark.parametrize("name", NAMES)
def test_a_student_who_knows_everything_meets_everything(name: str) -> None:
    page = Page(name)
    reference, _ = solutions(OWN / name)
    variant = page.work.variant
    files = {**variant.files, **variant.filled(reference)}
    for question in page.work.assignment.questions:
        told = page.ask("question", question=question.id)["homework"]
        if question.kind == "rust":
            page.ask("check", question=question.id, files=files)
        else:
            value = page.key(question.id)
            if question.kind == "essay":
                value = "One thing led to the next, " * 20
            page.ask("check", question=question.id, value=value)
        assert page.work.state(question) in ("met", "noted"), (question.id, page.text("hw-question"))
        assert told["current"] == question.id
    assert "Everything is met" in page.text("hw-spec")
    answer = page.ask("submission")
    graded = regrade(answer["file"]["text"].encode(), load(name))
    assert graded.evaluation.spec == "A"
    assert not graded.notes
    assert "Graded again from the file: A. Everything is met." in page.text("hw-hand")
    assert parse(answer["file"]["code"]) == parse(answer["file"]["text"])


def test_every_kind_has_a_form_that_holds_what_was_typed() -> None:
    page = Page("every-kind", files={"assignment.toml": TOML})
    seen = set()
    for question in page.work.assignment.questions:
        page.ask("question", question=question.id)
        data = page.work.data(question)
        seen.add(data["form"]["control"])
        html = page.panels["hw-question"]
        assert f'data-control="{data["form"]["control"]}"' in html
        if data["form"]["control"] == "field":
            page.ask("answer", question=question.id, value='7 "<b>')
            page.ask("question", question=question.id)
            assert 'value="7 &quot;&lt;b&gt;"' in page.panels["hw-question"]
        page.ask("check", question=question.id, value=page.key(question.id))
        assert page.work.met(question.id) or not KINDS[question.kind].scored
    assert len(seen) >= 8


@pytest.mark.parametrize(
    ("question", "value", "shown"),
    [
        ("split", ["0x4", "5", "0o6", "7", "8"], r'value="0o6"'),
        ("walk-4k", {"entries": ["0x1000", "", "", ""], "physical": "none"}, r'value="0x1000"'),
        ("hole", {"frame": "0x5000", "bits": ["P", "XD"]}, r'value="XD" checked'),
        ("hole", "0x5003", r'value="0x5003"'),
        ("mend", ["set RW at level 2"], r'value="2" selected'),
        ("none-left", "halted", r'value="halted" checked'),
        ("when-flush", {"chosen": ["b"]}, r'value="b" checked'),
        ("lines", ["c", "a"], r'<ol aria-label="Lines, in order"|class="hw-order"'),
        ("becomes-mapped", {"event": "12", "says": "CR2 written"}, r"Event 12: CR2 written"),
    ],
)
def test_a_form_shows_what_was_typed_before(question: str, value: Any, shown: str) -> None:
    page = Page()
    page.ask("answer", question=question, value=value)
    page.ask("question", question=question)
    assert re.search(shown, page.panels["hw-question"]), page.panels["hw-question"]
    assert page.told["saved"]["typed"][question] == value


def test_a_slip_in_the_form_costs_no_try() -> None:
    page = Page("a1-page-fault")
    page.ask("question", question="code-kernel")
    assert "3 tries left" in page.text("hw-question")
    page.ask("check", question="code-kernel", value="0x3g")
    assert "0x3g is no number" in page.text("hw-question")
    assert "It costs no try." in page.text("hw-question")
    assert "3 tries left" in page.text("hw-question")
    wrong = next(code for code in ("0x2", "0x3") if code != page.key("code-kernel"))
    page.ask("check", question="code-kernel", value=wrong)
    assert "2 tries left" in page.text("hw-question")
    assert "Answer:" not in page.text("hw-question")
    for _ in range(2):
        page.ask("check", question="code-kernel", value=wrong)
    assert "There are no tries left." in page.text("hw-question")
    assert "Answer:" in page.text("hw-question")
    assert "disabled" in page.panels["hw-question"]
    with pytest.raises(RequestError, match="no tries left"):
        page.ask("check", question="code-kernel", value=page.key("code-kernel"))


def test_a_misconception_is_told_with_the_experiment_that_refutes_it() -> None:
    page = Page("a1-page-fault")
    page.ask("check", question="no-init", value="halted")
    assert "that is a triple fault, and the machine resets" in page.text("hw-question")
    assert 'href="./index.html?lab=page-fault&amp;experiment=no-handlers"' in page.panels["hw-question"]


def test_run_is_locked_until_a_prediction_is_made() -> None:
    page = Page("a1-page-fault")
    assert page.ask("question", question="no-init")["homework"]["locked"] is True
    page.ask("check", question="no-init", value="in tears")
    assert page.told["locked"] is True
    page.ask("check", question="no-init", value="halted")
    assert page.told["locked"] is False
    assert page.ask("question", question="unset")["homework"]["locked"] is False


def test_a_question_of_a_program_brings_its_program_which_runs_as_foretold() -> None:
    page = Page("a1-page-fault")
    told = bench(page, "no-init")
    assert told["edit"] == []
    answer = page.session.request({"action": "run", "lab": told["lab"], "files": told["files"], "panels": ["screen"]})
    assert answer["state"]["phase"].replace("_", " ") == page.key("no-init")


def test_the_moment_of_the_timeline_becomes_the_answer() -> None:
    page = Page("a1-page-fault")
    told = bench(page, "moment")
    with pytest.raises(RequestError, match="Press Run first"):
        page.ask("moment", question="moment")
    page.session.request({"action": "run", "lab": told["lab"], "files": told["files"], "panels": []})
    wanted = int(page.key("moment"))
    assert page.session.run is not None
    for position in range(page.session.run.last + 1):
        page.session.request({"action": "seek", "at": position, "panels": []})
        if page.session.run.event is not None and type(page.session.run.event).__name__ == "Cr2Written":
            break
    page.ask("moment", question="moment")
    assert page.work.typed["moment"]["event"] == wanted
    page.ask("check", question="moment")
    assert page.work.met("moment")


def test_a_missed_check_shows_its_moment() -> None:
    page = Page("b2-mapping")
    page.ask("check", question="lines", value=page.key("lines"))
    _, wrong = solutions(OWN / "b2-mapping")
    files = {**page.work.variant.files, **page.work.variant.filled(wrong["read-only"])}
    page.ask("question", question="map")
    page.ask("check", question="map", files=files)
    text = page.text("hw-question")
    assert "Not met yet." in text
    missed = next(check for check in page.work.results["map"].checks if not check.ok)
    assert text.index(missed.say) < text.index("The other")
    told = page.ask("show", question="map", check=missed.id)
    run = {"action": "run", "lab": told["homework"]["bench"]["lab"], "files": told["homework"]["bench"]["files"]}
    state = page.session.request({**run, "panels": []})["state"]
    assert state["phase"] != "error"
    if told["show"]["at"] is not None:
        state = page.session.request({"action": "seek", "at": told["show"]["at"], "panels": []})["state"]
        assert state["at"] == told["show"]["at"]


def test_what_is_closed_opens_with_what_it_needs() -> None:
    page = Page("a1-page-fault")
    page.ask("question", question="handler")
    assert "This opens when you have met 2. The wrong one listens" in page.text("hw-question")
    with pytest.raises(RequestError, match="is not open yet"):
        page.ask("check", question="handler")
    page.ask("check", question="no-handler", value=page.key("no-handler"))
    page.ask("question", question="handler")
    assert "Check" in page.text("hw-question")


def test_hints_open_one_by_one_and_stay_open() -> None:
    page = Page()
    page.ask("hint", question="split")
    assert "Write it in binary" in page.text("hw-question")
    assert "1 left; hints cost nothing" in page.text("hw-question")
    page.ask("hint", question="split")
    assert "These are all hints" in page.text("hw-question")
    again = Page(saved=page.told["saved"])
    assert "These are all hints" in again.text("hw-question")


def test_what_is_kept_is_there_again_and_says_what_is_met() -> None:
    page = Page()
    page.ask("check", question="split", value=page.key("split"))
    page.ask("answer", question="frames", value="17")
    files = {**page.work.variant.files, "src/memory.rs": "// mine\n"}
    page.ask("keep", files=files)
    again = Page(saved=json.loads(json.dumps(page.told["saved"])))
    assert again.work.met("split")
    assert again.work.typed["frames"] == "17"
    assert again.work.record.files == {"src/memory.rs": "// mine\n"}
    assert again.told["notice"] is None
    assert again.work.state(again.work.question("frames")) == "typed"
    newer = Page(saved=page.told["saved"], program={**files, "src/memory.rs": "// newer\n"})
    assert newer.work.record.files == {"src/memory.rs": "// newer\n"}
    newer.ask("starter", file="src/memory.rs")
    assert newer.work.record.files == {}


@pytest.mark.parametrize("name", ["a1-page-fault", "b2-mapping"])
def test_the_brief_form_is_the_work_without_its_history(name: str) -> None:
    page = Page(name)
    reference, _ = solutions(OWN / name)
    sources = {**page.work.variant.files, **page.work.variant.filled(reference)}
    for question in page.work.assignment.questions:
        if question.kind == "rust":
            page.ask("check", question=question.id, files=sources)
        elif KINDS[question.kind].scored:
            page.ask("check", question=question.id, value=page.key(question.id))
    page.ask("hint", question=page.work.assignment.questions[0].id)
    score, states = page.work.score(), [page.work.state(one) for one in page.work.assignment.questions]
    whole, brief = page.told["saved"], page.ask("brief")["brief"]
    least = page.ask("brief", program=False)["brief"]
    sizes = [len(compressed(one)) for one in (whole, brief, least)]
    print(sizes)
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] < 4096

    other = Page(name, saved=brief)
    assert (other.work.score(), other.told["notice"]) == (score, None)
    assert [other.work.state(one) for one in other.work.assignment.questions] == states
    assert other.work.record.files == page.work.record.files
    assert other.work.record.hints(page.work.assignment.questions[0].id) == 1
    notes = regrade(other.work.record.exported(), other.work.assignment).notes
    assert {note.kind for note in notes} == {"folded"}  # it is whole, and says that it was cut

    without = Page(name, saved=least)
    assert (without.work.score(), without.work.record.files) == (score, {})
    found = {one.kind: without.work.state(one) for one in without.work.assignment.questions}
    assert found["rust"] == "stale"


def compressed(saved: dict[str, Any]) -> str:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(json.dumps(saved, separators=(",", ":")).encode()) + packer.flush()
    return base64.urlsafe_b64encode(packed).decode()


def test_an_answer_that_was_changed_since_is_not_taken_as_met() -> None:
    page = Page()
    page.ask("check", question="split", value=page.key("split"))
    page.ask("answer", question="split", value=["1", "2", "3", "4", "5"])
    question = page.work.question("split")
    assert page.work.state(question) == "stale"
    assert "split" in page.work.standing()[1]
    assert "Not checked as it stands now: 1. Five pieces of an address" in page.text("hw-hand")


def test_what_is_kept_holds_no_answers_and_what_cannot_be_read_is_told() -> None:
    page = Page("a1-page-fault")
    wrong = next(code for code in ("0x2", "0x3") if code != page.key("code-kernel"))
    page.ask("check", question="code-kernel", value=wrong)
    kept = page.told["saved"]["results"]["code-kernel"]
    assert kept["wanted"] == ""
    assert kept["details"] == ()
    broken = Page(saved={"submission": "{}", "results": {"split": 3}})
    assert "cannot be used" in broken.told["notice"]
    other = Page(student="bob", saved=page.told["saved"])
    assert "cannot be used" in other.told["notice"]
    assert not other.work.results


def test_a_file_is_gone_on_with_by_the_one_whose_it_is() -> None:
    page = Page()
    page.ask("check", question="split", value=page.key("split"))
    answer = page.ask("submission")
    for text in (answer["file"]["text"], answer["file"]["code"]):
        again = Page()
        again.ask("restore", submission=text)
        assert again.work.record.tries("split") == 1
        assert again.work.typed["split"] == page.work.typed["split"]
    with pytest.raises(RequestError, match="This file is of ada"):
        Page(student="bob").ask("restore", submission=answer["file"]["text"])
    with pytest.raises(RequestError, match="hand in the file that the page has saved"):
        Page().ask("restore", submission="[")


def test_practice_shows_answers_on_demand_and_work_does_not() -> None:
    page = Page(practice=True, student="practice-1")
    assert "Show the answer" in page.text("hw-question")
    page.ask("reveal", question="split")
    assert "Answer:" in page.text("hw-question")
    with pytest.raises(RequestError, match="for practice only"):
        Page().ask("reveal", question="split")
    assert "Practice is not handed in." in page.text("hw-hand")


def test_requests_that_cannot_be_done_are_told() -> None:
    session = Session()
    with pytest.raises(RequestError, match="There is no assignment yet"):
        session.request({"action": "check", "question": "split"})
    with pytest.raises(RequestError, match="needs the assignment's files"):
        session.request({"action": "assignment", "name": "x", "student": "ada"})
    with pytest.raises(RequestError, match=r"has no assignment\.toml"):
        session.request({"action": "assignment", "name": "x", "student": "ada", "files": {"text.md": ""}})
    with pytest.raises(RequestError, match="The student's id is empty"):
        Page(student=" ")
    with pytest.raises(RequestError, match="has no question called 'x'"):
        Page().ask("question", question="x")


def test_the_verdicts_of_the_page_are_those_of_the_evaluation() -> None:
    page = Page()
    page.ask("check", question="split", value=["1", "2", "3", "4", "5"])
    page.ask("check", question="frames", value=page.key("frames"))
    found = evaluate(page.work.assignment, page.work.variant, page.work.record.values, {})
    grade, missing = page.work.standing()
    assert grade == found.spec
    assert missing == [one.id for one in found.questions if one.scored and not one.ok]


def test_nothing_of_homework_is_imported_at_the_start() -> None:
    import subprocess
    import sys

    code = "import sys, pagesim_py.session as s; s.Session(); print([m for m in sys.modules if 'homework' in m])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "['pagesim_py.session.homework']"


def test_a_grader_makes_the_last_run_again() -> None:
    page = Page()
    files = {**page.work.variant.files}
    files["src/memory.rs"] += "// mine\n"
    page.ask("run", files=files)
    page.ask("ran")
    entry = page.work.record.log[-1]
    assert (entry["do"], entry["end"]) == ("run", "halted")
    assert regrade(page.work.record.exported(), page.work.assignment).replayed is True
    page.ask("seek", at=0)
    page.ask("ran")
    assert "state" not in page.work.record.log[-1]  # the machine is not at the end
