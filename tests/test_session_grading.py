"""A class's work through the session's door, as grade.html asks for it: the same as the command, and as robust."""

from __future__ import annotations

import base64
import io
import json
import re
import time
import zipfile
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py.cli import main
from pagesim_py.homework import Student, Variant, grading
from pagesim_py.homework.given import given_files
from pagesim_py.homework.grading.dropped import Dropped, DroppedError
from pagesim_py.homework.identity import sign
from pagesim_py.session import RequestError, Session
from pagesim_py.views.homework.a_class import NOTES
from tests.homework.small import folder, handed_in, small, solved
from tests.test_session_homework import given as files_of

ROSTER = "id,name,section\nada,Ada L.,1\nbob,Bob B.,2\ncy,Cy,1\neve,Eve,2\nfay,Fay,1\n"


@cache
def good(who: str, *answers: str) -> bytes:
    return handed_in(Student(who, who.title()), answers=answers)


def edited(who: str, **changed: Any) -> bytes:
    data = json.loads(good(who))
    return json.dumps({**data, **changed}).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def cargo(who: str) -> dict[str, bytes]:
    variant = Variant(small(), Student(who))
    files = {**variant.files, "src/main.rs": solved(variant)}
    return {f"{who}/{path}": text.encode() for path, text in files.items()}


class Page:
    """What grade.html does: it hands files over in pieces, and asks for one student after the other."""

    def __init__(self, rows: list[Any] | None = None, **more: Any) -> None:
        self.session = Session()
        self.panels: dict[str, str] = {}
        self.rows = list(rows or [])
        begin = {"name": "small", "files": given_files(folder()), **more}
        self.told = self.ask("begin", rows=self.rows, **begin)["grade"]

    def ask(self, do: str, **more: Any) -> dict[str, Any]:
        answer = self.session.request({"action": "grade", "do": do, **more})
        json.dumps(answer)
        self.panels.update(answer["panels"])
        return answer

    def drop(self, files: dict[str, bytes], piece: int = 5_000) -> dict[str, Any]:
        for path, data in files.items():
            if len(data) > self.told["largest"] and not path.endswith(".zip"):
                self.ask("file", path=path, size=len(data))
                continue
            for at in range(0, max(len(data), 1), piece):
                self.ask("file", path=path, data=base64.b64encode(data[at : at + piece]).decode())
        found: dict[str, Any] = self.ask("find")["grade"]
        return found

    def grade(self, most: int = 1000) -> dict[str, Any]:
        told: dict[str, Any] = {"done": 0, "of": 1}
        while told["done"] < min(told["of"], most):
            told = self.ask("next")["grade"]
            self.rows += told["rows"]
        return told

    def export(self, kind: str) -> str:
        text: str = self.ask("export", **{"as": kind})["file"]["text"]
        return text

    def text(self, panel: str) -> str:
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.panels[panel])).split())

    def row(self, who: str) -> str:
        """The key of the row of ``who``."""
        key = next(part for part in self.panels["class-table"].split('data-row="')[1:] if part.startswith(who))
        return unescape(key.partition('"')[0])


CLASS = {
    "class/ada.json": good("ada"),
    "class/bob.json": edited("bob", claimed={"spec": "A", "checks": {}}),
    "class/bad.json": b"{",
    **{f"class/{path}": data for path, data in cargo("cy").items()},
    "moodle.zip": zipped({"Eve_1_assignsubmission_file_/x.json": good("eve", "3"), "../../evil.json": b"x"}),
    "large.json": b" " * 3_000_000,
    "empty.txt": b"",
}


@pytest.fixture(scope="module")
def graded() -> Page:
    page = Page()
    page.ask("roster", text=ROSTER)
    page.drop(CLASS)
    page.grade()
    return page


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_is_taken_along_is_what_the_command_writes_byte_by_byte(graded: Page, place: Path) -> None:
    for path, data in CLASS.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(data)
    (place / "roster.csv").write_text(ROSTER)
    tops = sorted({path.partition("/")[0] for path in CLASS})
    told = ["--roster", "roster.csv", "--csv", "g.csv", "--json", "g.json", "--html", "g.html"]
    assert main(["grade", str(folder()), *tops, *told]) == 2
    for kind in ("csv", "json", "html"):
        assert graded.export(kind).encode() == (place / f"g.{kind}").read_bytes()


def test_the_table_says_what_an_instructor_has_to_know(graded: Page) -> None:
    table, summary = graded.text("class-table"), graded.text("class-summary")
    assert "Small, version 1: all 7 graded. A 1 B 3 F 1 not graded 3" in summary
    assert "ada Ada L. B ✓ met ✓ met ✗ not met" in table
    assert "replayed" in table
    assert "bob Bob B. B ✓ met ✓ met ✗ not met 1/2 replayed changed after edited claim same files" in table
    assert "cy Cy A · not looked at ✓ met ✓ met 1/1 folder" in table
    assert "fay Fay F · not looked at · not looked at · not looked at nothing handed in" in table
    assert "It has 3,000,000 bytes; a submission has 1,000,000 at most: it is another file." in table
    assert "This is empty" in table
    assert "1 of 4 answer as if a new mapping always needs three new tables" in graded.text("class-overview")
    assert "frames Frames 2 of 3" in graded.text("class-overview")


def test_every_kind_of_note_has_its_few_words() -> None:
    package = Path(grading.__file__).parents[1]
    text = "".join((package / name).read_text("utf8") for name in ("verify.py", "grading/rows.py"))
    kinds = set(re.findall(r'Note\(\s*"([a-z-]+)"', text)) | set(
        re.findall(r'\("([a-z-]+)", [^"]*?(?:f?"[A-Z{]|UNCH|say)', text)
    )
    assert kinds >= {"claimed", "unchanged", "roster", "missing", "end-state"}
    assert kinds - set(NOTES) == set()


def test_it_sorts_by_any_column_and_turns_round(graded: Page) -> None:
    def order(by: str) -> list[str]:
        graded.ask("sort", by=by)
        return [part.partition("\n")[0] for part in graded.panels["class-table"].split('data-row="')[1:]]

    names = order("student")
    assert names == sorted(names)
    assert order("student") == names[::-1]
    assert order("grade")[-1] in ("fay", "eve")
    assert order("code.says")[-1] == "cy"
    assert order("score")[-1] == "cy"
    first = order("notes")
    assert set(first[:3]) == {"bad", "large", "empty"}
    with pytest.raises(RequestError, match="no column 'x'"):
        graded.ask("sort", by="x")


@pytest.mark.parametrize("who", ["ada", "cy"])
def test_a_students_work_opens_at_the_moment_that_was_missed(who: str, graded: Page) -> None:
    page = Page() if who == "cy" else graded
    if who == "cy":
        wrong = {path: data.replace(b"hello from me", b"hello") for path, data in cargo("cy").items()}
        page.drop(wrong)
        page.grade()
    told = page.ask("student", row=page.row(who))["grade"]
    assert 'data-action="review" data-question="code" data-check="says"' in page.panels["class-student"]
    assert "It says hello from me" not in page.panels["class-student"]
    review = told["review"]
    other = Session()
    given_as = {key: review[key] for key in ("saved", "program", "results", "compiles") if key in review}
    name, files = review["assignment"]["name"], review["assignment"]["files"]
    begin = {"action": "assignment", "name": name, "files": files, "review": True, "question": "code"}
    answer = other.request({**begin, **review["who"], **given_as})
    assert "You look at what was handed in" in answer["panels"]["hw-head"]
    assert "Make the file" not in answer["panels"]["hw-hand"]
    assert "It says hello" in answer["panels"]["hw-question"]
    assert "Not met yet." in answer["panels"]["hw-question"]
    shown = other.request({"action": "show", "question": "code", "check": "says"})
    ran = other.request({"action": "run", "files": shown["homework"]["bench"]["files"], "keys": shown["show"]["keys"]})
    assert ran["state"]["phase"] == "halted"
    if who == "cy":
        assert "hello" in shown["homework"]["bench"]["files"]["src/main.rs"]


def test_before_all_are_graded_nobody_is_missing_and_another_session_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pagesim_py.session.homework.marking.AT_ONCE", 0)
    page = Page()
    page.ask("roster", text=ROSTER)
    page.drop({f"{who}.json": good(who) for who in ("ada", "bob", "cy")})
    told = page.ask("next")["grade"]
    assert (told["done"], told["of"]) == (1, 3)
    assert "nothing handed in" not in page.panels["class-table"]
    other = Page(told["rows"])
    other.ask("roster", text=ROSTER)
    other.drop({f"{who}.json": good(who) for who in ("ada", "bob", "cy")})
    gave = other.ask("give-up", why="it was skipped")["grade"]
    assert gave["rows"][0]["student"] == "bob"
    other.grade()
    assert "It was skipped." in other.text("class-table")
    assert other.text("class-table").count("nothing handed in") == 2
    with pytest.raises(RequestError, match="Everybody is graded already"):
        other.ask("give-up", why="x")


def test_a_course_s_own_assignment_comes_as_a_folder_or_as_a_zip() -> None:
    own = {
        path.relative_to(folder().parent).as_posix(): path.read_bytes()
        for path in folder().rglob("*")
        if path.is_file()
    }
    for files in (
        own,
        {"my-small.zip": zipped(own)},
        {"small.zip": zipped({k.partition("/")[2]: v for k, v in own.items()})},
    ):
        page = Page(name="b2-mapping", files=files_of("b2-mapping"))
        told = page.drop({**files, "ada.json": good("ada")})
        assert told["own"]["files"] == given_files(folder())
        assert (told["own"]["name"], told["own"]["id"], told["found"], told["belongs"]) == (
            "small",
            "small",
            1,
            "small",
        )
        assert told["own"]["top"] == next(iter(files)).partition("/")[0]
    broken = {"small/assignment.toml": b"title = 3"}
    with pytest.raises(RequestError, match=r"Assignment\.toml has no 'format'"):
        Page().drop(broken)
    assert "own" not in Page().drop({"x.zip": zipped({"a/b/assignment.toml": b""}), "y.zip": b"no zip"})


def test_roster_and_key_say_what_is_wrong_with_them() -> None:
    page = Page()
    with pytest.raises(RequestError, match=r"The roster cannot be used: line 3 .* is in line 2 already\."):
        page.ask("roster", text="id\nada\nADA\n")
    with pytest.raises(RequestError, match=r"The key's file holds 3 bytes: a key has 16 or more\."):
        page.ask("key", data=base64.b64encode(b"abc").decode())
    key = b"0123456789abcdef0123"
    page.ask("key", data=base64.b64encode(key + b"\n").decode())
    signed = handed_in(Student("ada", tag=sign(key, "small", Student("ada"))))
    page.drop({"a.json": signed, "b.json": handed_in(Student("bob", tag="0" * 20))})
    page.grade()
    assert "ada B" in page.text("class-table")
    assert "signed" in page.text("class-table")
    assert "wrong signature" in page.text("class-table")


HOSTILE = {
    "names.zip": zipped({"../../../tmp/evil.json": b"{}", "/etc/passwd.json": b"{}"}),
    "lying.zip": zipped({"x.json": b" " * 40_000_000}).replace(
        (40_000_000).to_bytes(4, "little"), (99).to_bytes(4, "little")
    ),
    "deep.json": b"[" * 100_000,
    "huge.json": b'{"format": ' + b"9" * 100_000 + b"}",
    "half.zip": zipped({"x.json": b"{}"})[:-20],
    "name.json": edited("bob", student={"id": "<script>alert(1)</script>", "name": "=cmd()"}),
}


def test_what_is_hostile_gets_its_row_and_the_rest_goes_on() -> None:
    page = Page()
    start = time.perf_counter()
    page.drop({**HOSTILE, "fine.json": good("ada")}, 1 << 20)
    page.grade()
    assert time.perf_counter() - start < 10
    table = page.text("class-table")
    assert "ada Ada B" in table
    assert "<script>alert" not in page.panels["class-table"]
    for says in ("nested more than", "a number of 100000 digits", "cannot be read"):
        assert says in table


@given(
    st.text(st.characters(codec=None), max_size=30)
    | st.lists(st.sampled_from(["..", ".", "", "a", "b.json", "/", "\0"])).map("/".join)
)
@settings(max_examples=60, deadline=None)
def test_no_path_leads_out_of_where_files_are_put(path: str) -> None:
    dropped = Dropped()
    try:
        root = dropped._root
        around = sorted(root.parent.iterdir())
        try:
            dropped.add(path, b"x")
        except DroppedError:
            pass
        else:
            assert [one for one in root.rglob("*") if one.is_file()]
        assert sorted(root.parent.iterdir()) == around
    finally:
        dropped.close()
    assert not root.exists()


def test_a_request_that_makes_no_sense_is_told() -> None:
    with pytest.raises(RequestError, match="There is no assignment yet"):
        Session().request({"action": "grade", "do": "next"})
    page = Page()
    for request, says in (
        ({"do": "fly"}, "does not know how to 'fly'"), ({"do": "student", "row": "x"}, "no such row"),
        ({"do": "file", "path": "x", "data": "!"}, "no base64"),
        ({"do": "export", "as": "pdf"}, "There are csv, json, html"),
        ({"do": "begin", "name": "small", "files": {"x": "y"}}, "no assignment.toml"),
        ({"do": "begin", "name": "small", "files": given_files(folder()), "rows": [{}]}, "cannot be gone on with"),
    ):  # fmt: skip
        with pytest.raises(RequestError, match=says):
            page.session.request({"action": "grade", **request})
