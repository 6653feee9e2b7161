"""The licences of what a site carries: every package is named with its licence, and none is guessed."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from pagesim_py import notices, site

WEB = site.WEB
MODULES = WEB / "node_modules"
PROJECT = tomllib.loads((WEB.parent / "pyproject.toml").read_text("utf8"))["project"]


def package(modules: Path, name: str, text: str | None, **facts: object) -> None:
    (modules / name).mkdir(parents=True)
    (modules / name / "package.json").write_text(json.dumps({"name": name, "version": "1.0.0", **facts}))
    if text is not None:
        (modules / name / "LICENSE.md").write_text(text)


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    package(tmp_path, "pyodide", None, license="MPL-2.0", repository={"url": "git+https://forge.example/pyodide.git"})
    package(tmp_path, "@pyscript/core", "Apache", license="APACHE-2.0", dependencies={"inner": "1", "@types/x": "1"})
    package(tmp_path, "inner", "inner's text", license="MIT", repository="https://forge.example/inner")
    package(tmp_path, "used", "used's text", license="0BSD")
    package(tmp_path, "unused", "unused", license="GPL-3.0")
    return tmp_path


def test_a_files_package_is_read_off_its_path() -> None:
    assert notices.package_of("web/node_modules/@lezer/common/dist/index.js") == "@lezer/common"
    assert notices.package_of("node_modules/a/node_modules/b/b.js") == "b"
    assert notices.package_of("app/start.js") is None


def test_what_is_bundled_or_copied_is_named_with_what_it_has_inside(modules: Path) -> None:
    found = {one.name: one.licence for one in notices.carried(modules, {"used"})}
    assert found == {"@pyscript/core": "Apache-2.0", "inner": "MIT", "pyodide": "MPL-2.0", "used": "0BSD"}


def test_each_has_its_text_or_the_texts_place(modules: Path) -> None:
    text = notices.notices(modules, {"used"}, "OURS", WEB / "licenses", "FONT")
    for part in ("OURS", "FONT", "used's text", "https://forge.example/inner\n", "Mozilla Public License, version 2.0"):
        assert part in text
    assert "unused" not in text
    assert "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2" in text


def test_a_package_without_licence_or_text_is_no_licence(modules: Path) -> None:
    package(modules, "nameless", "text")
    with pytest.raises(notices.NoticeError, match="nameless names no licence"):
        notices.carried(modules, {"nameless"})
    package(modules, "bare", None, license="MIT")
    with pytest.raises(notices.NoticeError, match="bare comes without the text of its licence, MIT"):
        notices.notices(modules, {"bare"}, "", WEB / "licenses", "")
    with pytest.raises(notices.NoticeError, match="absent is carried, but there is no"):
        notices.carried(modules, {"absent"})


def test_the_packages_of_files_are_each_named_once() -> None:
    paths = ["app/start.js", "node_modules/a/a.js", "node_modules/a/b.js", "../web/node_modules/@c/d/e.js"]
    assert notices.packages_of(paths) == {"a", "@c/d"}


def test_the_projects_licence_names_those_of_all_that_it_depends_on() -> None:
    """The wheel's own licence, in pyproject.toml, is that of everything in it."""
    lock = json.loads((WEB / "package-lock.json").read_text("utf8"))["packages"]
    shipped = [notices.package_of(path) for path, facts in lock.items() if path and not facts.get("dev")]
    found = {one.licence for one in notices.carried(MODULES, [name for name in shipped if name is not None])}
    assert {*found, *notices.BESIDES} == set(PROJECT["license"].split(" AND "))


def test_the_texts_that_packages_lack_are_there_and_in_the_wheel() -> None:
    texts = {path.name for path in (WEB / "licenses").iterdir()}
    assert texts == {"Python.txt", "inside-pyodide.txt", *notices.TEXTS.values()}
    assert {"LICENSE", "web/licenses/*.txt", "web/fonts/LICENSE.txt"} == set(PROJECT["license-files"])
