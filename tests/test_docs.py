"""What README, CONTRIBUTING and docs/ promise: Python runs, commands print what they say, what is named exists."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from docs import generate, messages
from docs.sources import Source
from pagesim_py import labs
from pagesim_py.cli import main
from pagesim_py.homework import submission
from pagesim_py.homework.identity import Student
from pagesim_py.homework.loader import load_folder
from pagesim_py.labs.expect import expectations
from pagesim_py.labs.loader import PICTURES
from pagesim_py.machine.faults import Rule
from pagesim_py.rust.check.lints import GROUPS
from pagesim_py.rust.run.reasons import Reason

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if not path.name.startswith("made-"))
COMPILER = ROOT / "pagesim_py" / "rust"
FILES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", COMPILER / "README.md", *PAGES]
BLOCK = re.compile(r"^```([\w{}-]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(language: str, *files: Path) -> list[tuple[Path, str]]:
    found = [(path, kind, text) for path in files or FILES for kind, text in BLOCK.findall(path.read_text("utf8"))]
    return [(path, text) for path, kind, text in found if kind == language]


PYTHON = [pytest.param(text, id=f"{name_of(path)}:{n}") for n, (path, text) in enumerate(blocks("python"))]


@pytest.mark.parametrize("text", PYTHON)
def test_python(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(text, "an example", "exec"), {})
    assert capsys.readouterr().out


def commands() -> Iterator[Any]:
    for path, text in blocks("console"):
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield pytest.param(command, output, id=f"{name_of(path)}: {command}")


@pytest.mark.parametrize(("command", "output"), list(commands()))
def test_commands(command: str, output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = shlex.split(command)
    if words[0] == "make":
        assert re.search(rf"^{words[1]}:", (ROOT / "Makefile").read_text(), re.MULTILINE)
        return
    assert words[:3] == ["python", "-m", "pagesim_py"]
    monkeypatch.chdir(ROOT)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        status = main(words[3:])
    assert status == 0
    pattern = ".*".join(re.escape(piece) for piece in re.split(r"^\.\.\.\n", output, flags=re.MULTILINE))
    assert re.fullmatch(pattern, printed.getvalue(), re.DOTALL), printed.getvalue()


def test_every_make_target_that_is_named_is_one() -> None:
    makefile = (ROOT / "Makefile").read_text("utf8")
    named = {target for path in FILES for target in re.findall(r"`make ([\w-]+)`", path.read_text("utf8"))}
    assert {"test", "serve", "docs", "package"} <= named
    assert [target for target in sorted(named) if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_files_and_pages_that_are_named_exist(path: Path) -> None:
    text = path.read_text("utf8")
    for named in re.findall(r"`((?:tests|web|pagesim_py|docs)/[\w./-]*)`", text):
        assert (ROOT / named).exists(), named
    made = {f"made-{name}.md" for name in generate.pages()}
    for link in re.findall(r"\]\(((?!https?:|#)[^)\s]+)\)", text):
        target = (path.parent / link.partition("#")[0]).resolve()
        assert target.exists() or target.name in made, link
        assert target.is_relative_to(DOCS) or path.parent == ROOT, f"{link} leaves the documentation"


def test_the_map_of_the_compiler_names_what_there_is() -> None:
    """Its files and folders, and of those it leaves none out; in a file, the names that it says are there."""
    text = (COMPILER / "README.md").read_text("utf8")
    named = set(re.findall(r"`((?:\w+/)*\w+\.py|(?:\w+/)+)`", text)) - {"pagesim_py/crates"}
    for name in sorted(named):
        if not name.startswith(("tests/", "pagesim_py/")):
            assert (COMPILER / name).exists(), name
    folders = {path.name for path in COMPILER.iterdir() if (path / "__init__.py").exists()}
    assert folders == {folder for folder in folders if re.search(rf"`{folder}/", text)}
    code = "\n".join(path.read_text("utf8") for path in COMPILER.rglob("*.py"))
    for name in sorted(set(re.findall(r"`(?:\w+\.)?([A-Za-z]\w+)`", text))):
        assert re.search(rf"\b{name}\b", code), name


def test_the_layout_is_the_layout() -> None:
    (layout,) = (
        text for _, text in blocks("text", DOCS / "explanation" / "architecture.md") if "pagesim_py/\n" in text
    )
    rooms = re.findall(r"^  (\w+)/? |^  (\w+\.py) ", layout, re.MULTILINE)
    named = {first or second for first, second in rooms}
    real = {path.name for path in (ROOT / "pagesim_py").iterdir() if not path.name.startswith("_")} - {"py.typed"}
    assert named == real


def test_the_labs_example_is_understood() -> None:
    ((_, rust),) = blocks("rust", DOCS / "instructors" / "lab.md")
    found = expectations({"src/main.rs": rust})
    assert (found.rows, found.faults, found.absent) == (
        ["EXCEPTION: PAGE FAULT"], ["#PF 0x2 0xdeadbeaf"], ["It did not crash!"],
    )  # fmt: skip


def test_the_command_has_the_projects_name() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]
    assert project["scripts"]["pagesim"] == "pagesim_py.cli:main"
    assert project["readme"] == "README.md"


TOML = [pytest.param(text, id=f"{name_of(path)}:{n}") for n, (path, text) in enumerate(blocks("toml"))]


@pytest.mark.parametrize("text", TOML)
def test_toml(text: str, tmp_path: Path) -> None:
    """Every one is a whole assignment that can be used."""
    (tmp_path / "my-homework").mkdir()
    (tmp_path / "my-homework" / "assignment.toml").write_text(text, "utf8")
    assert load_folder(tmp_path / "my-homework").questions


def test_the_reference_has_every_key_and_every_command() -> None:
    made = generate.pages()
    assert "| `title` | text | yes |" in made["lab-toml"]
    assert "`whatif`" in made["lab-toml"]
    for kind in ("error-code", "parsons", "essay"):
        assert f"## `{kind}`" in made["kinds"]
    for command in ("run", "walk", "map", "explain", "emit", "build", "serve", "grade", "check-lab"):
        assert f"\n## {command}\n\n```text\nusage: " in made["command-line"]
    assert made["mutants"].count("Believes that") == made["mutants"].count("Experiment: ") >= 39


def test_every_message_is_on_its_page() -> None:
    """Whatever codes and lints the compiler's sources give, every rule, every reason, every exception that speaks."""
    page = generate.pages()["messages"]
    text = "\n".join(path.read_text("utf8") for path in (ROOT / "pagesim_py" / "rust").rglob("*.py"))
    codes = set(re.findall(r"""["'](E0\d{3})["']""", text))
    lints = set(GROUPS) - {"unsafe_op_in_unsafe_fn"}  # which is told as E0133
    sections = re.findall(r"^### (\w+)\n\n(.*?)(?=^#|\Z)", page, re.MULTILINE | re.DOTALL)
    said = dict(sections)
    assert len(said) == len(sections)
    assert {*codes, *lints} <= set(said)
    assert [name for name, lines in sections if not re.search(r"^- `+ .*\w{2}", lines, re.MULTILINE)] == [
        name for name, (_, texts) in messages.complaints().items() if not texts
    ]
    named = re.findall(r"^- `(\w[\w ]*)`", page, re.MULTILINE)
    assert {rule.name for rule in Rule} <= set(named)
    assert (
        {one.__name__ for one in get_args(Reason)}
        == {kind.title().replace("_", "") for kind in messages.endings()}
        <= {name.title().replace("_", "") for name in named}
    )
    assert "- ` cannot borrow … as mutable more than once at a time `" in said["E0499"]
    assert said["E0499"].count("\n- ") == 0  # and no other's
    assert "``` " not in page
    assert "` unused variable: `…` `" in said["unused_variables"]
    for error in ("LabError", "AssignmentError", "SubmissionError", "RequestError", "AddressError", "OperationError"):
        lines = [line for line in said[error].splitlines() if line.startswith("- ")]
        assert len(lines) > 5
        assert lines == sorted(lines, key=lambda line: messages._order(line.strip("-` ")))


def test_a_new_message_is_found_wherever_its_words_come_from(tmp_path: Path) -> None:
    (tmp_path / "new.py").write_text(
        "def f(self, much):\n"
        "    code, word = {'a': ('E0001', 'cat'), 'b': ('E0002', 'dog')}[much]\n"
        "    if much:\n        text = f'a {word} of {much()}'\n    else:\n        text = 'nothing' + ' at all'\n"
        "    report(code, text, 1)\n    text = 'another'\n    report('E0003' if much else 'E0004', text, 2)\n"
        "def report(code, message, span):\n    cx.error(code, message, span)\n"
    )
    assert [(sorted(codes), sorted(texts)) for codes, texts in Source(tmp_path / "new.py").reports({"report"})] == [
        (["E0001", "E0002"], ["a cat of …", "a dog of …", "nothing at all"]),
        (["E0003", "E0004"], ["another"]),
    ]


def test_the_gallery_shows_every_lab_and_every_experiment() -> None:
    page = generate.pages()["gallery"]
    for name in labs.names():
        assert f"embed.html?lab={name}&panels=" in page
        for step in labs.load(name).steps:
            assert f"`lab={name}&experiment={step.id}`" in page


def test_made_pages_are_written_only_when_they_change(tmp_path: Path) -> None:
    written = generate.write(tmp_path)
    assert {path.name for path in written} == {f"made-{name}.md" for name in generate.pages()}
    written[0].touch()
    before = written[0].stat().st_mtime_ns
    generate.write(tmp_path)
    assert written[0].stat().st_mtime_ns == before


def test_every_page_is_in_the_table_of_contents() -> None:
    listed = set(re.findall(r"^[\w/-]+$", (DOCS / "index.md").read_text("utf8"), re.MULTILINE))
    pages = {path.relative_to(DOCS).with_suffix("").as_posix() for path in PAGES} - {"index"}
    assert listed == pages | {f"reference/made-{name}" for name in generate.pages()}


def test_the_panels_page_names_panels_by_the_names_that_they_have() -> None:
    page = (DOCS / "students" / "panels.md").read_text("utf8")
    html = "".join(path.read_text("utf8") for path in (ROOT / "web" / "parts").glob("*.html"))
    rows = re.findall(r"^\| ([A-Z][^|]*) \|", page, re.MULTILINE)
    for title in (title for row in rows for title in row.split(", ")):
        assert f">{title}<" in html or f'"{title}"' in html, title
    assert len(rows) <= len(PICTURES)


def test_the_submissions_keys_and_limits_are_told() -> None:
    page = (DOCS / "reference" / "submission.md").read_text("utf8")
    told = set(re.findall(r"`(\w+)`", page.partition("|---|---|")[2].partition("\n\n")[0]))
    made = submission.Submission({}, {"version": "", "build": ""}, Student("ada"), "", {}, {}).as_data()
    assert set(made) <= told
    for fact in (submission.FORMAT, submission.FILE_NAME, submission.CODE, f"{submission.LARGEST:,}"):
        assert fact in page
