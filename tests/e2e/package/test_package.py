"""The wheel and the sdist as somebody has them who has Python and nothing else: no Node, no checkout, no network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pagesim_py import __version__
from tests.e2e.servers import serve
from tests.e2e.student import Student

ROOT = Path(__file__).resolve().parents[3]
DIST = ROOT / os.environ["PAGESIM_DIST"]
LARGEST = 30 << 20
"""Bytes that the wheel may have: who installs it waits for it."""


@pytest.fixture(scope="module")
def wheel() -> Path:
    (found,) = DIST.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """An environment with the wheel in it, and nothing else."""
    home = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(home, with_pip=True)
    quiet = ["--quiet", "--disable-pip-version-check", "--no-index"]
    install = [home / "bin" / "python", "-m", "pip", "install", *quiet, wheel]
    subprocess.run(install, check=True, timeout=240)
    return home


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder to work in."""
    return tmp_path_factory.mktemp("somewhere")


def environment(home: Path) -> dict[str, str]:
    """That of a person who has activated it, and has no other programs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL", "PAGESIM"))}
    return {**kept, "PATH": str(home / "bin"), "HOME": str(home)}


def pagesim(home: Path, place: Path, *words: str) -> str:
    command: list[str | Path] = [home / "bin" / "pagesim", *words]
    answer = subprocess.run(command, cwd=place, env=environment(home), capture_output=True, text=True, timeout=240)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


@contextmanager
def served(home: Path, place: Path, *words: str) -> Iterator[str]:
    """The address at which ``pagesim serve`` serves."""
    command: list[str | Path] = [home / "bin" / "pagesim", "serve", "--port", "0", *words]
    with subprocess.Popen(command, cwd=place, env=environment(home), stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            lines = iter(process.stdout.readline, "")
            address = next(found[1] for line in lines if (found := re.search(r"at (http://localhost:\d+/)", line)))
            yield address
        finally:
            process.terminate()


def test_it_is_served_and_the_lab_runs(home: Path, place: Path, page: Page) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    with served(home, place) as address:
        student = Student(page, address).open()
        student.run("Halted")
        assert any("EXCEPTION: PAGE FAULT" in line for line in student.screen)
    # Python began from its memory snapshot, and what it needs where that is refused came after it was ready.
    assert "snapshot.bin" in asked
    assert "stdlib.bin" not in asked[: asked.index("snapshot.bin")]
    assert list(place.iterdir()) == [], "to serve it nothing has to be written"


def test_a_course_builds_its_own_copy(home: Path, place: Path, page: Page) -> None:
    lab = place / "labs" / "our-faults"
    shutil.copytree(ROOT / "pagesim_py" / "labs" / "page-fault", lab)
    text = (lab / "lab.toml").read_text("utf8").replace('title = "Page fault"', 'title = "Our <own> faults"', 1)
    (lab / "lab.toml").write_text(text, "utf8")
    shutil.copytree(ROOT / "pagesim_py" / "homework" / "assignments" / "recursive", place / "homework" / "week-3")
    assert pagesim(home, place, "check-lab", "labs/our-faults") == "labs/our-faults: the lab is fine\n"
    assert pagesim(home, place, "build", "out", "--labs", "labs", "--assignments", "homework") == "built out\n"
    with serve(place) as server:
        student = Student(page, server.url("out/")).open("index.html?lab=our-faults")
        assert "Our <own> faults" in page.title()
        student.run("Halted")
        assert any("EXCEPTION: PAGE FAULT" in line for line in student.screen)
        page.goto(server.url("out/homework.html"))
        expect(page.get_by_role("link", name="Recursive", exact=False).nth(1)).to_be_visible()
        page.goto(server.url("out/homework.html?a=week-3"))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    pagesim(home, place, "build", "out")
    assert not any("our-faults" in path.read_text("utf8") for path in (place / "out").glob("*.html"))


def test_the_command_and_the_module_are_the_same(home: Path, place: Path) -> None:
    assert pagesim(home, place, "--version") == f"pagesim {__version__}\n"
    command = [home / "bin" / "python", "-m", "pagesim_py", "walk", "0xdeadbeaf"]
    answer = subprocess.run(command, cwd=place, env=environment(home), capture_output=True, text=True, check=True)
    assert answer.stdout == pagesim(home, place, "walk", "0xdeadbeaf")


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return message_from_bytes(archive.read(name))


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        notices = archive.read("pagesim_py/_site/LICENSES.txt").decode()
    assert "pagesim_py/py.typed" in names
    assert not [name for name in names if "node_modules" in name or "__pycache__" in name or name.startswith("tests")]
    size = wheel.stat().st_size
    told_size = re.search(r"\((\d+) MB, the whole site in it\)", (ROOT / "README.md").read_text("utf8"))
    assert size < LARGEST
    assert abs(size / 1e6 - int(told_size[1])) < 2
    told = metadata(wheel)
    assert not told.get_all("Requires-Dist", []) or all("extra ==" in one for one in told.get_all("Requires-Dist", []))
    carried = set(re.findall(r"^  \S.*: ([\w.-]+)$", notices, re.MULTILINE))
    assert carried | {"MIT"} == set(str(told["License-Expression"]).split(" AND "))


def test_types_reach_whoever_installs_it(home: Path, place: Path) -> None:
    (place / "use.py").write_text("from pagesim_py import Machine\nreveal_type(Machine().walk(0).physical)\n", "utf8")
    command = [sys.executable, "-m", "mypy", "--python-executable", str(home / "bin" / "python"), "use.py"]
    answer = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    assert 'Revealed type is "int | None"' in answer.stdout, answer.stdout


def test_the_sdist_has_what_the_wheel_has(wheel: Path) -> None:
    """So that a wheel can be built from it without Node."""
    (found,) = DIST.glob("*.tar.gz")
    with tarfile.open(found) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("pagesim_py/")}
    assert packed - names == set()
    assert {"tests/README.md", "web/package-lock.json", "Makefile", "CHANGELOG.md", "hatch_build.py"} <= names
    assert not [name for name in names if "node_modules" in name]
