"""The site that an installed pagesim carries, and what a course adds to it. That it runs is tested in e2e/package."""

from __future__ import annotations

import gzip
import io
import json
import re
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pagesim_py import carried, labs, site
from pagesim_py.cli import main
from pagesim_py.labs import loader

OLD = "0123456789ab"
FIRST = '<meta charset="utf-8"><script type="application/json" id="first">{}</script><link href="./{}/style.css">'


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return gzip.compress(out.getvalue())


def unpacked(data: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(data))) as archive:
        return {one.name: archive.extractfile(one).read() for one in archive}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A carried site, as far as the copy's steps look at it."""
    home = tmp_path / "installed" / "_site"
    (home / OLD / "runtime").mkdir(parents=True)
    (home / OLD / "assignments").mkdir()
    (home / OLD / "style.css").write_text("p {}")
    (home / OLD / carried.DATA).write_bytes(packed({"pagesim_py/labs/page-fault/lab.toml": b"title"}))
    listed = json.dumps({"lab": "page-fault", "labs": [{"name": "page-fault"}], "state": {"steps": 3}})
    (home / "index.html").write_text(FIRST.replace("{}", listed, 1).replace("{}", OLD))
    (home / "homework.html").write_text(FIRST.replace("{}", '{"labs": []}', 1).replace("{}", OLD))
    (home / "sw.js").write_text("const VERSION = 'old';\nconst FILES = JSON.parse('{\"gone\": \"1\"}');\nrest();\n")
    (home / "build.json").write_text(json.dumps({"inputs": "1", "version": OLD, "snapshot": True}))
    monkeypatch.setattr(carried, "SITE", home)
    yield home
    loader._more.clear()
    loader.load.cache_clear()
    loader._in_order.cache_clear()


@pytest.fixture
def course(tmp_path: Path) -> site.Course:
    shutil.copytree(site.PACKAGE / "labs" / "handlers", tmp_path / "labs" / "our-handlers")
    own = site.PACKAGE / "homework" / "assignments" / "recursive"
    shutil.copytree(own, tmp_path / "homework" / "week-3")
    return site.Course([tmp_path / "labs"], [tmp_path / "homework"])


def version_of(out: Path) -> str:
    (folder,) = (path.name for path in out.iterdir() if path.is_dir())
    return folder


def test_without_a_course_the_copy_is_what_is_carried(home: Path, tmp_path: Path) -> None:
    carried.build(tmp_path / "out", home=home)
    for path in home.rglob("*"):
        if path.is_file() and path.name != "build.json":
            assert (tmp_path / "out" / path.relative_to(home)).read_bytes() == path.read_bytes()


def test_what_a_course_adds_is_in_the_copy(home: Path, tmp_path: Path, course: site.Course) -> None:
    carried.build(tmp_path / "out", course, home)
    version = version_of(tmp_path / "out")
    assets = tmp_path / "out" / version
    assert version != OLD
    assert version == site.tree_hash(assets)
    assert json.loads((assets / "assignments" / "index.json").read_text())[-1]["name"] == "week-3"
    assert (assets / "assignments" / "week-3.json").is_file()
    files = unpacked((assets / carried.DATA).read_bytes())
    assert files["pagesim_py/labs/page-fault/lab.toml"] == b"title"
    assert files["pagesim_py/labs/our-handlers/lab.toml"] == (course.labs[0] / "our-handlers/lab.toml").read_bytes()
    assert OLD in (home / "index.html").read_text(), "what is installed stays as it is"


def test_pages_name_the_new_version_and_the_new_labs(home: Path, tmp_path: Path, course: site.Course) -> None:
    out = tmp_path / "out"
    carried.build(out, course, home)
    text = (out / "index.html").read_text()
    assert f'href="./{version_of(out)}/style.css"' in text
    first = json.loads(re.search(r'id="first">(.*?)</script>', text)[1])
    assert [lab["name"] for lab in first["labs"]] == list(labs.names())
    assert "our-handlers" in labs.names()
    assert (first["lab"], first["state"]) == ("page-fault", {"steps": 3})
    assert '{"labs": []}' in (out / "homework.html").read_text(), "a page without labs has none"
    worker = (out / "sw.js").read_text()
    assert f"{version_of(out)}/style.css" in worker
    assert "gone" not in worker
    assert "'old'" not in worker
    assert worker.endswith("\nrest();\n")
    assert json.loads((out / "build.json").read_text())["snapshot"] is True


def test_it_is_made_again_only_if_something_has_changed(home: Path, tmp_path: Path, course: site.Course) -> None:
    out = tmp_path / "out"
    assert carried.build_if_needed(out, course, home)
    assert not carried.build_if_needed(out, course, home)
    text = tmp_path / "homework" / "week-3" / "text.md"
    text.write_text(text.read_text() + "\nMore.\n")
    assert carried.build_if_needed(out, course, home)


def test_it_replaces_nothing_that_it_did_not_make(home: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "thesis.tex").write_text("precious")
    with pytest.raises(site.BuildError, match="not built by this command"):
        carried.build(tmp_path / "thesis", home=home)
    with pytest.raises(site.BuildError, match="is a file"):
        carried.build(tmp_path / "thesis" / "thesis.tex", home=home)
    for inside in (home, home / OLD, home.parent):
        shutil.copyfile(home / "build.json", home.parent / "build.json")
        shutil.copyfile(home / "build.json", home / OLD / "build.json")
        with pytest.raises(site.BuildError, match="where pagesim itself is installed"):
            carried.build(inside, home=home)


@pytest.mark.parametrize("command", [["serve", "--dev"], ["build", "out", "--no-snapshot"]])
def test_what_needs_a_checkout_says_so(
    command: list[str], home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(carried, "is_carried", lambda: True)
    assert main(command) == 2
    assert "is for a checkout" in capsys.readouterr().err
