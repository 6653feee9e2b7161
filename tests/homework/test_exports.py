"""The table of a class in the forms that others read, the report, and the command that writes them."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
import zxingcpp

from pagesim_py.cli import main
from pagesim_py.homework import Student, load
from pagesim_py.homework.exports import as_csv, as_json, classroom50, filled_gradebook, gradescope
from pagesim_py.homework.exports.canvas import GradebookError
from pagesim_py.homework.exports.classroom50 import NEEDED
from pagesim_py.homework.grading import Handed, Row, completed, graded, requirements
from pagesim_py.homework.identity import sign
from pagesim_py.views.homework.report import report
from tests.homework.small import folder, handed_in, small

EVIL = '=HYPERLINK("http://x")<script>alert(1)</script>'


@cache
def rows() -> list[Row]:
    ada = graded(Handed("a.json", raw=handed_in(Student("ada", EVIL))), small())
    wrong = graded(Handed("b.json", raw=handed_in(Student("zoe", "Zoe"), answers=("3",))), small())
    return completed([ada, wrong, graded(Handed("c.json", "cy", raw=b"{"), small())])


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_csv() -> None:
    text = as_csv(small(), rows())
    assert text.splitlines()[0] == (
        "student,name,variant,spec,frames,code.builds,code.says,score,signed,replayed,pagesim,notes"
    )
    ada, cy, zoe = table(text)
    assert (ada["spec"], ada["frames"], ada["code.builds"], ada["code.says"]) == ("B", "yes", "yes", "no")
    assert (ada["score"], ada["signed"], ada["replayed"]) == ("1", "unsigned", "yes")
    assert ada["name"].startswith("'=")  # no formula in a spreadsheet
    assert (cy["student"], cy["spec"], cy["frames"]) == ("cy", "", "")
    assert "no JSON" in cy["notes"]
    assert zoe["frames"] == "no"


def test_json_has_everything() -> None:
    found = json.loads(as_json(small(), rows()))
    assert found["requirements"] == requirements(small())
    assert [Row.from_data(one).student for one in found["rows"]] == ["ada", "cy", "zoe"]
    assert found["rows"][0]["submission"]["student"]["name"] == EVIL


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.asked: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in ("meta", "br", "hr", "img", "input"):
            self.open.append(tag)
        self.asked += [value or "" for name, value in attrs if name in ("src", "href", "action", "style", "onclick")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_report_stands_alone_and_nothing_of_a_students_is_html() -> None:
    text = report(small(), rows())
    page = Page(text)
    assert page.open == []
    assert "script" not in page.tags
    assert all(one.startswith("#") for one in page.asked)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<strong>1 of 2</strong> answer as if a new mapping always needs three new tables." in text
    assert "It says hello" in text
    assert "// done" in text
    assert "Not graded: this is no JSON" in text


GRADEBOOK = """Student,ID,SIS User ID,SIS Login ID,Section,Small (77),Other (78)
    Points Possible,,,,,10,5
"L., Ada",1,100,ADA,1,,3
"B., Bob",2,101,bob,1,7,3
"""


def test_canvas() -> None:
    text, lost = filled_gradebook(GRADEBOOK, small(), rows())
    assert [row["Small (77)"] for row in table(text)] == ["10", "B", "7"]
    assert [row["Other (78)"] for row in table(text)] == ["5", "3", "3"]
    assert lost == ["zoe is not in the gradebook"]
    points, _ = filled_gradebook(GRADEBOOK, small(), rows(), "Small", "points")
    assert table(points)[1]["Small (77)"] == "5"
    with pytest.raises(GradebookError, match="no column begins with 'Big'; there are 'Small"):
        filled_gradebook(GRADEBOOK, small(), rows(), "Big")
    with pytest.raises(GradebookError, match="no gradebook of Canvas"):
        filled_gradebook("a,b\n", small(), rows())


def test_gradescope() -> None:
    found = json.loads(gradescope(small(), rows()[0]))
    assert found["score"] == 1
    assert [one["status"] for one in found["tests"]] == ["passed", "passed", "failed"]
    assert [one["max_score"] for one in found["tests"]] == [1, 0.5, 0.5]
    assert found["output"].startswith("Grade: B.")
    assert all(len(one["output"]) <= 500 for one in found["tests"])
    nothing = json.loads(gradescope(small(), rows()[1]))
    assert nothing["score"] == 0
    assert "no JSON" in nothing["output"]
    assert len(nothing["tests"]) == 3


def test_classroom50() -> None:
    said = {name: f"https://{name.lower()}" for name in NEEDED}
    found = json.loads(classroom50(small(), rows()[0], said, 0))
    assert (found["schema"], found["datetime"]) == ("classroom50/result/v1", "1970-01-01T00:00:00Z")
    assert (found["score"], found["max-score"]) == (2, 3)
    assert isinstance(found["score"], int)
    assert found["review"] == said["COMMIT_URL"]
    assert set(found["tests"][0]) == {"test-name", "passed", "score", "max-score"}
    with pytest.raises(KeyError, match="CLASSROOM"):
        classroom50(small(), rows()[0], {}, 0)


# -- the command


def typed(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    status = main([str(word) for word in words])
    found = capsys.readouterr()
    return status, found.out, found.err


def test_the_command_writes_all_it_is_asked_for(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    key = tmp_path / "key"
    key.write_text("0123456789abcdef0123456789abcdef\n")
    tag = sign(b"0123456789abcdef0123456789abcdef", "small", Student("ada"))
    (work / "ada.json").write_bytes(handed_in(Student("ada", "Ada", tag=tag)))
    roster, book = tmp_path / "roster.csv", tmp_path / "book.csv"
    roster.write_text("id,name\nada,Ada\nbob,Bob\n")
    book.write_text(GRADEBOOK)
    status, out, err = typed(
        capsys, "grade", folder(), work, "--roster", roster, "--key-file", key, "--csv", tmp_path / "t.csv", "--json",
        tmp_path / "t.json", "--html", tmp_path / "t.html", "--canvas", book,
    )  # fmt: skip
    assert status == 0  # though bob fails
    assert out.splitlines() == ["ada\tB\t1/2\tnot met: code.says", "bob\tF\t\t\tNothing was handed in."]
    lines = table((tmp_path / "t.csv").read_text())
    assert [line["signed"] for line in lines] == ["yes", ""]
    assert json.loads((tmp_path / "t.json").read_text())["rows"][0]["signed"] is True
    assert (tmp_path / "t.html").read_text().startswith("<!DOCTYPE html>")
    assert [line["Small (77)"] for line in table((tmp_path / "book-graded.csv").read_text())] == ["10", "B", "F"]
    assert book.read_text() == GRADEBOOK
    assert err.count("wrote ") == 4


def test_what_cannot_be_read_makes_the_status_2_and_the_others_are_graded(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "ada.json").write_bytes(handed_in(Student("ada")))
    (tmp_path / "bob.json").write_bytes(b"[" * 2_000_000)
    status, out, _ = typed(capsys, "grade", folder(), tmp_path / "ada.json", tmp_path / "bob.json")
    assert status == 2
    assert out.splitlines()[0].startswith("ada\tB")
    assert "2,000,000 bytes" in out.splitlines()[1]
    status, out, _ = typed(capsys, "grade", folder(), tmp_path / "nobody.json")
    assert status == 2
    assert "not there" in out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "say what to grade"),
        (("a.json", "--roster", "nowhere.csv"), "nowhere.csv cannot be read"),
        (("a.json", "--key-file", "nowhere"), "nowhere is not there"),
        (("a.json", "--student", ""), "--student: the student's id is empty"),
        (("a.json", "--canvas", "nowhere.csv"), "nowhere.csv cannot be read"),
        (("a.json", "b.json", "--gradescope", "r.json"), "for the work of one student; here are 2 rows"),
        (("a.json", "--classroom50", "r.json"), "needs CLASSROOM in the environment"),
        (("a.json", "--csv", "no/such/folder.csv"), "cannot be written"),
    ],
)
def test_what_the_command_cannot_do(
    words: tuple[str, ...],
    says: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CLASSROOM", raising=False)
    status, _, err = typed(capsys, "grade", folder(), *words)
    assert status == 2
    assert says in err


def test_the_zip_for_gradescope_grades(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Its script is run as there, with the folders of that machine replaced by ours."""
    assert typed(capsys, "grade", folder(), "--gradescope-zip", tmp_path / "g.zip")[0] == 0
    root = tmp_path / "autograder"
    with zipfile.ZipFile(tmp_path / "g.zip") as archive:
        names = archive.namelist()
        assert {"setup.sh", "run_autograder"} <= set(names)
        assert archive.getinfo("run_autograder").external_attr >> 16 & 0o111
        assert not [name for name in names if "/reference/" in name or "/wrong/" in name]
        archive.extractall(root / "source")
    (root / "submission").mkdir()
    (root / "results").mkdir()
    (root / "submission" / "work.json").write_bytes(handed_in(Student("ada")))
    (root / "submission_metadata.json").write_text('{"users": [{"email": "ada@example.org"}]}')
    for name in ("run_autograder", "who.py", "setup.sh"):
        script = root / "source" / name
        text = script.read_text().replace("/autograder/", f"{root}/").replace("python3", sys.executable)
        script.write_text(text)
    for name in ("setup.sh", "run_autograder"):
        done = subprocess.run(["bash", str(root / "source" / name)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    found = json.loads((root / "results" / "results.json").read_text())
    assert found["extra_data"]["spec"] == "B"


# -- paper


def numbers(text: str) -> set[str]:
    return set(re.findall(r"0x[0-9a-f]{3,}", text))


def test_sheets_have_the_values_of_the_page_and_no_answer(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    sheet, key = tmp_path / "s.html", tmp_path / "k.html"
    assert typed(capsys, "sheet", "b2-mapping", "--seeds", "3-5", "--out", sheet, "--key", key)[0] == 0
    asked, answers = sheet.read_text(), key.read_text()
    for text in (asked, answers):
        page = Page(text)
        assert page.open == []
        assert page.tags.count("section") == 3
        assert page.asked == []
    for seed in (3, 4, 5):
        _, practice, _ = typed(capsys, "ask", "b2-mapping", "--seed", str(seed))
        _, right, _ = typed(capsys, "key", "b2-mapping", "--seed", str(seed))
        code = re.search(r"variant ([0-9a-f]{8})", practice)[1]
        assert code in asked
        assert code in answers
        assert numbers(practice) <= numbers(asked)
        wanted = re.findall(r"^Answer: (.*)$", right, re.MULTILINE)
        assert len(wanted) == len(load("b2-mapping").questions)
    assert "Run this at home, in the page." in asked
    assert "answers</li>" in answers
    assert "answers</li>" not in asked
    sentences = {text for text in re.findall(r"<pre>([^<]{25,})</pre>", answers) if text not in ("all checks met",)}
    assert not [text for text in sentences if text in asked and "\n" in text]


def test_sheets_for_a_roster_and_for_signed_links(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    roster, key = tmp_path / "roster.csv", tmp_path / "key"
    roster.write_text("id,name,section,reroll\nada,Ada L.,1,\n")
    key.write_text("0123456789abcdef0123456789abcdef")
    assert typed(capsys, "sheet", folder(), "--roster", roster, "--out", tmp_path / "a.html")[0] == 0
    assert typed(capsys, "sheet", folder(), "--roster", roster, "--key-file", key, "--out", tmp_path / "b.html")[0] == 0
    plain, signed = (tmp_path / "a.html").read_text(), (tmp_path / "b.html").read_text()
    assert "Ada L. (ada)" in plain
    assert plain != signed


def scanned(svg: str) -> str:
    """What a camera reads of a QR code that is drawn as rows of modules."""
    size, scale = int(re.search(r'viewBox="0 0 (\d+)', svg)[1]), 3
    pixels = bytearray(b"\xff" * (size * scale) ** 2)
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)", svg):
        for line in range(int(y) * scale, (int(y) + 1) * scale):
            at = line * size * scale + int(x) * scale
            pixels[at : at + int(run) * scale] = bytes(int(run) * scale)
    (found,) = zxingcpp.read_barcodes(memoryview(pixels).cast("B", (size * scale, size * scale)))
    return str(found.text)


def test_a_sheet_carries_the_link_to_its_page(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster, key, out = tmp_path / "roster.csv", tmp_path / "key", tmp_path / "s.html"
    roster.write_text("id,name,section,reroll\nada,Ada L.,1,\nbob,Bob,1,2\n")
    key.write_text("0123456789abcdef0123456789abcdef")
    words = ("--roster", roster, "--key-file", key, "--out", out, "--address", "https://x.org/p/homework.html")
    assert typed(capsys, "sheet", folder(), *words)[0] == 0
    _, links, _ = typed(capsys, "links", folder(), roster, "--key-file", key, "--address", words[-1])
    wanted = [row["link"] for row in csv.DictReader(io.StringIO(links))]
    drawn = re.findall(r"<svg.*?</svg>", out.read_text(), re.DOTALL)
    assert [scanned(svg) for svg in drawn] == wanted
    assert re.findall(r'<a href="([^"]+)"', out.read_text()) == wanted
    monkeypatch.setitem(sys.modules, "segno", None)
    status, _, err = typed(capsys, "sheet", folder(), "--seeds", "1", "--out", out, *words[-2:])
    assert (status, "install pagesim[paper]" in err) == (0, True)
    assert 'href="https://x.org/p/homework.html?a=small"' in out.read_text()
    assert "<svg" not in out.read_text()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--seeds", "1", "--address", "homework.html"), "such as https://example.org"),
        (("--seeds", "3-1"), "a range such as 1-30"), (("--seeds", "x"), "a range such as 1-30"),
        (("--seeds", "1-9999"), "2,000 at most"), (("--roster", "nowhere"), "cannot be read"),
        (("--seeds", "1", "--key", "sheet.html"), "name two files"),
    ],
)  # fmt: skip
def test_what_sheet_cannot_do(
    words: tuple[str, ...],
    says: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    status, _, err = typed(capsys, "sheet", folder(), *words)
    assert status == 2
    assert says in err
