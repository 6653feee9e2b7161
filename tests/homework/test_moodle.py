"""Moodle XML: its structure, and that its answers are those that pagesim takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import unescape
from pathlib import Path
from tempfile import mkdtemp
from xml.etree import ElementTree

import pytest

from pagesim_py.cli import main
from pagesim_py.homework import Assignment, Student, Variant, load, load_folder, variant_of
from pagesim_py.homework.asked import Asked
from pagesim_py.homework.exports.moodle import Export, export, spellings
from pagesim_py.homework.identity import sign
from pagesim_py.homework.kinds import KINDS, FormError
from tests.homework.every_kind import TOML

COUNT = 3
Element = ElementTree.Element
MORE = """
[[question]]
id = "end"
kind = "predict"
run = "page-fault/store"
what = "end"
mutants = ["reset_is_a_halt"]
ask = "How?"
[[question]]
id = "row"
kind = "predict"
run = "page-fault/print-cr3"
what = "row"
row = 0
ask = "Row?"
[[question]]
id = "made"
kind = "predict"
run = "page-fault/store"
what = "end"
credit = "made"
ask = "Any?"
"""


@cache
def assignment() -> Assignment:
    folder = Path(mkdtemp()) / "for-moodle"
    folder.mkdir()
    (folder / "assignment.toml").write_text(TOML + MORE, "utf-8")
    return load_folder(folder)


@cache
def variants() -> list[Variant]:
    return [variant_of(assignment(), Student(f"moodle-{number}")) for number in range(1, COUNT + 1)]


@cache
def made() -> Export:
    return export(assignment(), variants())


@cache
def elements() -> list[Element]:
    return list(ElementTree.fromstring(made().xml))


def questions(kind: str) -> list[tuple[Asked, Element]]:
    """All questions of one of our kinds, as they are asked, and what is written for them."""
    found = []
    for question in assignment().questions:
        written = [one for one in elements() if f".{question.id}." in (one.findtext("idnumber") or "")]
        if question.kind == kind and written:
            asked = [variant.asked(question) for variant in variants()]  # where all are alike, one is written
            found += list(zip(asked, written, strict=True)) if len(written) == COUNT else [(asked[0], written[0])]
    assert found, kind
    return found


def answers(element: Element) -> list[tuple[str, float, str]]:
    """Text, percentage and feedback of each answer."""
    return [
        (one.findtext("text") or "", float(one.get("fraction") or ""), one.findtext("feedback/text") or "")
        for one in element.iter("answer")
    ]


def gaps(element: Element) -> list[tuple[str, list[str], list[str]]]:
    """The gaps of a cloze text: form, right answers, wrong ones."""
    found = []
    for form, inside in re.findall(r"\{1:([A-Z]+):((?:\\.|[^}\\])*)\}", element.findtext("questiontext/text") or ""):
        parts = [unescape(re.sub(r"\\(.)", r"\1", part)) for part in re.split(r"(?<!\\)~", inside)]
        right = [part[1:].removesuffix(":0") for part in parts if part.startswith("=")]
        found.append((form, right, [part for part in parts if not part.startswith("=")]))
    return found


def test_each_question_has_a_category_with_its_variants() -> None:
    one, file = assignment(), made()
    assert set(file.questions) | set(file.left_out) == {question.id for question in one.questions}
    assert file.left_out == {
        "entry": "more than one entry may be right", "repair": "more than one entry may be right",
        "rows": "several lines", "moment": "a moment of a run", "made": "any prediction counts",
        "why": "nothing could grade it",
    }  # fmt: skip
    assert {file.questions[name] for name in ("indices", "walk-small")} == {COUNT}
    # Another order of the options is no other question.
    assert file.questions["delivery"] == file.questions["choices"] == 1
    ids, category = [], ""
    for element in elements():
        if element.get("type") == "category":
            category = element.findtext("category/text") or ""
            continue
        ids.append(element.findtext("idnumber") or "")
        question = one.question(ids[-1].removeprefix(f"{one.id}.").rpartition(".")[0])
        assert category == f"$course$/top/{one.title}/{question.title}"
        assert (element.findtext("name/text") or "").startswith(f"{question.title}, ")
        assert float(element.findtext("defaultgrade") or "") == question.points
        assert (element.find("questiontext").get("format"), element.findtext("hidden")) == ("html", "0")
    assert len(set(ids)) == len(ids) == sum(file.questions.values())


def right(asked: Asked, text: str) -> bool:
    kind = KINDS[asked.question.kind]
    try:
        value = kind.parse(asked, text)
    except FormError:  # a number without 0x: our own form asks for it, Moodle cannot
        value = kind.parse(asked, f"0x{text}")
    return bool(kind.judge(asked, value).ok)


@pytest.mark.parametrize("kind", ["number", "error-code", "text", "predict"])
def test_every_spelling_of_an_answer_is_what_it_says(kind: str) -> None:
    told = 0
    for asked, element in questions(kind):
        if element.get("type") == "multichoice":
            ((text, _, _),) = [one for one in answers(element) if one[1] == 100]
            assert right(asked, text)
            assert len(answers(element)) == len(KINDS["predict"].form(asked)["options"])
            continue
        assert element.get("type") == ("numerical" if element.find("answer/tolerance") is not None else "shortanswer")
        found = [(text.replace("\\*", "*"), fraction, why) for text, fraction, why in answers(element)]
        assert len({text.casefold() for text, _, _ in found}) == len(found)
        for text, fraction, why in found:
            assert right(asked, text) == (fraction == 100), text
            assert (why == "") == (fraction == 100)
            told += why != ""
        assert all(why in (element.findtext("generalfeedback/text") or "") for _, _, why in found if "'" not in why)
    assert told or kind not in ("number", "predict")


@pytest.mark.parametrize("kind", ["indices", "walk", "decides"])
def test_the_gaps_together_are_the_answer(kind: str) -> None:
    def walk(texts: list[str]) -> object:
        return {"entries": [text for text in texts[:-1] if text != "none"], "physical": texts[-1]}

    write: dict[str, Callable[[list[str]], object]] = {"indices": " ".join, "walk": walk}
    for asked, element in questions(kind):
        found = gaps(element)
        if kind == "decides":
            form = KINDS[kind].form(asked)
            values = [{one["label"]: one["value"] for one in form[part]} for part in ("levels", "rules")]
            level, rule = (value.get(right[0]) for value, (_, right, _) in zip(values, found, strict=True))
            answer: object = "none" if level is None else {"level": level, "rule": rule}
            assert [len(wrong) for _, _, wrong in found] == [len(form["levels"]), len(form["rules"])]
        else:
            assert all(wrong == [] for _, _, wrong in found)
            answer = write[kind]([right[0] for _, right, _ in found])
        assert KINDS[kind].judge(asked, KINDS[kind].parse(asked, answer)).ok


def test_options_and_orders_are_those_of_the_form() -> None:
    for asked, element in questions("choice"):
        labels = {one["label"]: one["value"] for one in KINDS["choice"].form(asked)["options"]}
        truth = KINDS["choice"].truth(asked)
        assert {unescape(text): 100 if labels[unescape(text)] == truth else 0 for text in labels} == {
            unescape(text): fraction for text, fraction, _ in answers(element)
        }
        assert any(why for _, _, why in answers(element))
    for asked, element in questions("order"):
        values = {one["label"]: one["value"] for one in KINDS["order"].form(asked)["options"]}
        told = {
            values[unescape(one.findtext("text") or "")]: one.findtext("answer/text")
            for one in element.iter("subquestion")
        }
        truth = KINDS["order"].truth(asked)
        assert set(told) == set(values.values())
        assert [told[letter] for letter in truth] == [f"number {number}" for number in range(1, len(truth) + 1)]
        assert {told[letter] for letter in set(told) - set(truth)} <= {"does not happen"}


def test_several_right_options_share_the_points() -> None:
    ((_, element),) = questions("choices")
    assert {text: fraction for text, fraction, _ in answers(element)} == {"also": 50, "no": -100, "yes": 50}
    assert element.findtext("single") == "false"
    assert element.findtext("generalfeedback/text") == "<p>also; yes</p>"


def test_spellings() -> None:
    assert spellings(2) == ["0x2", "2", "0x0000000000000002", "0x0000_0000_0000_0002"]
    assert spellings(0xDEADBEAF0)[3:] == ["0xd_eadb_eaf0", "0x0000_000d_eadb_eaf0", "deadbeaf0"]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "quiz.xml"
    words = ["moodle", "b2-mapping", "--variants", "3", "--question", "split", "--question", "map", "-o", str(out)]
    assert main(words) == 0
    said = capsys.readouterr()
    assert said.out == f"{out}: 1 questions, 3 variants of them, a category each\n"
    assert said.err == "left out: map (a program)\n"
    plain = out.read_text("utf8")

    key = tmp_path / "key"
    key.write_text("0123456789abcdef")
    assert main([*words, "--key-file", str(key)]) == 0
    secret = out.read_text("utf8")
    one = load("b2-mapping")
    student = Student("moodle-1", tag=sign(key.read_bytes(), one.id, Student("moodle-1")))
    asked = variant_of(one, student).asked("split")
    assert asked.ask in unescape(secret)
    assert asked.ask not in unescape(plain)

    nowhere = ["-o", str(tmp_path)]
    for more, says in (
        (["--question", "nine"], "nine"),
        (["--variants", "501"], "at most 500"),
        (nowhere, "cannot be"),
    ):
        assert main([*words, *more]) == 2
        assert says in capsys.readouterr().err
    assert main(["moodle", "b2-mapping", "--question", "map", "-o", str(out)]) == 2
    assert "nothing that Moodle could grade" in capsys.readouterr().err
