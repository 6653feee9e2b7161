"""The README's promises: its Python runs, its commands print what it says, its files and folders exist."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pagesim_py.cli import main
from pagesim_py.labs.expect import expectations

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "README.md").read_text("utf8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    return [text for kind, text in BLOCKS if kind == language]


@pytest.mark.parametrize("number", range(len(blocks("python"))))
def test_python(number: int, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(blocks("python")[number], f"README.md, block {number}", "exec"), {})
    assert capsys.readouterr().out


def commands() -> Iterator[Any]:
    for text in blocks("console"):
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield pytest.param(command, output, id=command)


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


def test_files_that_are_named_exist() -> None:
    named = re.findall(r"`((?:tests|web|pagesim_py)/[\w./-]*)`|\]\(((?!https?:)[^)]+)\)", TEXT)
    assert len(named) > 5
    for path in (first or second for first, second in named):
        assert (ROOT / path).exists(), path


def test_the_layout_is_the_layout() -> None:
    (layout,) = (text for text in blocks("text") if "machine/" in text)
    rooms = re.findall(r"^  (\w+)/? |^  (\w+\.py) ", layout, re.MULTILINE)
    named = {first or second for first, second in rooms}
    real = {path.name for path in (ROOT / "pagesim_py").iterdir() if not path.name.startswith("_")}
    assert named == real


def test_the_labs_example_is_understood() -> None:
    (rust,) = blocks("rust")
    found = expectations({"src/main.rs": rust})
    assert (found.rows, found.faults, found.absent) == (
        ["EXCEPTION: PAGE FAULT"], ["#PF 0x2 0xdeadbeaf"], ["It did not crash!"],
    )  # fmt: skip


def test_the_command_has_the_projects_name() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))["project"]
    assert project["scripts"]["pagesim"] == "pagesim_py.cli:main"
    assert project["readme"] == "README.md"
