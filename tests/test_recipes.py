"""docs/instructors/recipes: every command runs as it is written there, every snippet shows something that there is.

Commands are typed in a course's folder. They take a small assignment for the one that is named, so that it is quick.
"""

from __future__ import annotations

import html
import json
import re
import shlex
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest

from pagesim_py import labs, site
from pagesim_py.cli import main, scorm
from pagesim_py.homework import Student, load
from pagesim_py.homework.exports.classroom50 import NEEDED
from pagesim_py.labs.loader import PICTURES
from tests.homework.small import TOML, folder, handed_in

ROOT = Path(__file__).resolve().parents[1]
RECIPES = sorted((ROOT / "docs" / "instructors" / "recipes").glob("*.md"))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GRADEBOOK = "Student,ID,SIS User ID,SIS Login ID,Section,Small (77)\n    Points Possible,,,,,10\nAda,1,100,ada,1,\n"
#: What Canvas leaves of a frame.
FRAME = {"src", "width", "height", "name", "align", "frameborder", "scrolling", "sandbox", "allowfullscreen"}
FRAME |= {"title", "style", "class", "id"}
MADE: dict[str, list[str]] = {
    "canvas": ["gradebook-graded.csv", "report.html"],
    "git": ["grades.csv", "report.html", "result.json"],
    "gradescope": ["autograder.zip", "results.json"],
    "moodle": ["b2-mapping.zip", "b2-mapping.xml", "grades.csv", "report.html"],
    "runestone": [],
    "scorm": ["a1-page-fault.zip", "packages/a1-page-fault.zip", "packages/b2-mapping.zip", "my-homework.zip"],
}


def blocks(path: Path, language: str) -> list[str]:
    return [text for kind, text in BLOCK.findall(path.read_text("utf8")) if kind == language]


def commands(path: Path) -> Iterator[list[str]]:
    lines = [line for text in blocks(path, "sh") for line in text.splitlines()]
    lines += [line for text in blocks(path, "yaml") for line in re.findall(r"^ *- run: (.*)$", text, re.MULTILINE)]
    for line in lines:
        yield shlex.split(line.replace('"$GITHUB_ACTOR"', "ada"))


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course's folder, with what students have handed in."""
    work = handed_in(Student("ada"))
    for place in ("pagesim.json", "B2/pagesim.json", "clones/ada/B2/pagesim.json"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_bytes(work)
    with zipfile.ZipFile(tmp_path / "submissions.zip", "w") as archive:
        archive.writestr("ada_100_7_pagesim.json", work)
    (tmp_path / "roster.csv").write_text("id,name\nada,Ada\n")
    (tmp_path / "gradebook.csv").write_text(GRADEBOOK)
    (tmp_path / "secret").write_text("0123456789abcdef")
    own = tmp_path / "my-course" / "homework" / "my-homework"
    own.mkdir(parents=True)
    (own / "assignment.toml").write_text(TOML)

    built = tmp_path / "built"
    told = {"name": "my-homework", "title": "Mine", "summary": "", "files": {"assignment.toml": TOML}}
    files = {"app/scorm.js": "", "scorm.css": "", "assignments/my-homework.json": json.dumps(told)}
    for path, text in files.items():
        (built / "v" / path).parent.mkdir(parents=True, exist_ok=True)
        (built / "v" / path).write_text(text)
    (built / "build.json").write_text('{"version": "v"}')
    monkeypatch.setattr(scorm, "site_folder", lambda _: built)

    def build(out: Path, *, course: site.Course, snapshot: bool) -> None:
        assert str(out) == "site"
        assert [(one / "my-homework").is_dir() for one in course.assignments] == [True]

    monkeypatch.setattr(site, "build", build)
    for name in NEEDED:
        monkeypatch.setenv(name, "x")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.stem)
def test_commands_do_what_the_recipe_says(path: Path, course: Path) -> None:
    for words in commands(path):
        if words[:2] == ["pip", "install"]:
            assert f'name = "{words[2]}"' in (ROOT / "pyproject.toml").read_text("utf8")
            continue
        assert words[:3] == ["python", "-m", "pagesim_py"]
        typed = words[3:]
        if typed[0] in ("grade", "moodle"):
            assert load(typed[1]).title
            typed[1] = str(folder())
        assert main(["1" if word == "20" else word for word in typed]) == 0, words
    assert [name for name in MADE[path.stem] if not (course / name).is_file()] == []


def frames(path: Path) -> Iterator[str]:
    """The addresses of the frames that a recipe shows."""
    for text in blocks(path, "html"):
        for attributes in re.findall(r"<iframe([^>]*)>", text):
            told = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
            assert set(told) <= FRAME
            assert told["title"]
            yield html.unescape(told["src"])
    for text in blocks(path, "xml"):
        for element in ElementTree.fromstring(f"<book>{text}</book>"):
            assert element.tag == "interactive"
            yield element.get("iframe") or ""


def test_frames_show_what_there_is() -> None:
    shown = [address for path in RECIPES for address in frames(path)]
    assert len(shown) >= 4
    for address in shown:
        parts, asked = urlsplit(address), parse_qs(urlsplit(address).query)
        page = parts.path.rpartition("/")[2]
        if page == "homework.html":
            assert load(asked["a"][0]).question(asked["q"][0]).title
            continue
        assert page == "embed.html"
        assert labs.load(asked["lab"][0]).title
        assert set(asked["panels"][0].split(",")) <= {"source", "screen", *PICTURES}


def test_every_recipe_is_in_the_contents() -> None:
    contents = (ROOT / "docs" / "index.md").read_text("utf8")
    assert {path.stem for path in RECIPES} == set(MADE)
    assert [path.stem for path in RECIPES if f"instructors/recipes/{path.stem}\n" not in contents] == []
