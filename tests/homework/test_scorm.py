"""Packages for learning systems: what is in them, the manifest's words, and the command that makes them."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pagesim_py.cli import main
from pagesim_py.homework import load
from pagesim_py.homework.exports.scorm import Package, launch_page, manifest, site_address, zipped

THIN = "https://example.org/pagesim/"
SPACES = {
    "1.2": ("http://www.imsproject.org/xsd/imscp_rootv1p1p2", "http://www.adlnet.org/xsd/adlcp_rootv1p2"),
    "2004": ("http://www.imsglobal.org/xsd/imscp_v1p1", "http://www.adlnet.org/xsd/adlcp_v1p3"),
}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """What a build leaves, as far as packages are made of it."""
    site = tmp_path / "site"
    files = {
        "build.json": json.dumps({"version": "abc", "inputs": ""}), "sw.js": "", ".nojekyll": "",
        "index.html": "i", "homework.html": "h", "embed.html": "e", "LICENSES.txt": "all",
        "abc/app/scorm.js": "script", "abc/scorm.css": "style", "abc/runtime/snapshot.bin": "large",
        "abc/runtime/data.bin": "d", "abc/vendor/pyodide/pyodide.asm.wasm": "w", "abc/vendor/more.mjs": "m",
        "abc/assignments/index.json": "[]", "abc/assignments/other.json": "{}",
    }  # fmt: skip
    own = {"name": "mine", "title": "Mine & yours", "summary": "s", "files": {"assignment.toml": TOML}}
    files["abc/assignments/mine.json"] = json.dumps(own)
    for path, text in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text)
    return site


TOML = """
format = 1
id = "course-mine"
version = "1"
title = "Mine & yours"
base = "page-fault"
[[question]]
id = "why"
kind = "essay"
ask = "Why?"
"""


def scorm(built: Path, *words: str) -> int:
    return main(["scorm", "--site", str(built), *words])


@pytest.mark.parametrize("version", ["1.2", "2004"])
def test_a_package_has_the_site_and_lists_every_file(version: str, built: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "mine.zip"
    assert scorm(built, "mine", "--version", version, "--pass", "75", "-o", str(out)) == 0
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
        root = ElementTree.fromstring(archive.read("imsmanifest.xml"))
        page = archive.read("scorm.html").decode()
        told = json.loads(archive.read("abc/assignments/mine.json"))
        titles = json.loads(archive.read("abc/assignments/index.json"))
    assert names[0] == "imsmanifest.xml"
    assert {"scorm.html", "scorm.js", "scorm.css", "homework.html", "LICENSES.txt"} < set(names)
    assert {"abc/runtime/data.bin", "abc/vendor/pyodide/pyodide.asm.wasm"} < set(names)
    left_out = ("sw.js", "snapshot", ".mjs", "other", "embed.html", "build.json", ".nojekyll")
    assert [name for name in names if any(part in name for part in left_out)] == []
    assert (told["title"], [one["name"] for one in titles]) == ("Mine & yours", ["mine"])
    assert json.loads(re.search(r'id="package">(.*?)</script>', page)[1]) == {
        "version": version, "page": "./homework.html?a=mine", "thin": False, "passed": 0.75, "id": "course-mine",
    }  # fmt: skip

    cp, adl = (f"{{{space}}}" for space in SPACES[version])
    assert root.tag == f"{cp}manifest"
    assert [one.get("href") for one in root.iter(f"{cp}file")] == sorted(set(names) - {"imsmanifest.xml"})
    (resource,) = root.iter(f"{cp}resource")
    right, wrong = ("scormtype", "scormType") if version == "1.2" else ("scormType", "scormtype")
    assert (resource.get(f"{adl}{right}"), resource.get(f"{adl}{wrong}")) == ("sco", None)  # the schemas take either
    assert resource.get("href") == "scorm.html"
    (item,) = root.iter(f"{cp}item")
    assert item.get("identifierref") == resource.get("identifier")
    assert item.find(f"{cp}title").text == "Mine & yours"
    passed = {"1.2": f"{adl}masteryscore", "2004": "{http://www.imsglobal.org/xsd/imsss}minNormalizedMeasure"}[version]
    assert [one.text for one in item.iter(passed)] == ["75" if version == "1.2" else "0.75"]


def test_a_thin_package_is_small_and_names_the_site(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert scorm(built, "mine", "b2-mapping", "--thin", THIN[:-1], "-o", str(out)) == 0
    assert f"{THIN}homework.html?a=b2-mapping: the site there" in capsys.readouterr().out
    first = (out / "b2-mapping.zip").read_bytes()
    assert len(first) < 20_000
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.namelist() == ["imsmanifest.xml", "scorm.css", "scorm.html", "scorm.js"]
        assert load("b2-mapping").title in archive.read("imsmanifest.xml").decode()
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert scorm(built, "mine", "b2-mapping", "--thin", THIN, "-o", str(out)) == 0
    assert (out / "b2-mapping.zip").read_bytes() == first


def test_an_address_is_that_of_a_folder() -> None:
    assert site_address("https://Example.org:8443/a/index.html") == "https://example.org:8443/a/"
    assert site_address("http://localhost:8000") == "http://localhost:8000/"
    for wrong in (
        "http://example.org/",
        "example.org",
        "https://",
        "https://a@b/",
        "https://b/?a",
        "https://b:x/",
        "https://[b",
    ):
        with pytest.raises(ValueError, match=r"https://"):
            site_address(wrong)


def test_a_title_cannot_leave_its_place() -> None:
    title = '</script><script>alert("1")</script> & <b>'
    package = Package("a b&c", 'a"</script>', title, "2004", THIN)
    page = launch_page(package)
    assert page.count("<script") == 2
    assert "<b>" not in page
    assert json.loads(re.search(r'id="package">(.*?)</script>', page)[1])["id"] == 'a"</script>'
    root = ElementTree.fromstring(manifest(package, ["a b.html"]))
    assert root.get("identifier") == "pagesim-a---script-"
    assert [one.get("href") for one in root.iter(f"{{{SPACES['2004'][0]}}}file")] == ["a%20b.html"]
    assert zipped({"a": b"1"}) == zipped({"a": b"1"})


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("mine", "-o", "{out}", "--thin", "ftp://x"), "--thin 'ftp://x': give the https:// address"),
        (("mine", "-o", "{out}"), "is a folder: name the file"),
        (("mine", "b2-mapping", "-o", "x.zip"), "several assignments make a package each; name a folder"),
        (("nine", "-o", "x.zip"), "there is no assignment called 'nine'"),
        (("mine", "-o", "x.zip", "--pass", "101"), "--pass is a percentage: give 1 to 100"),
        (("mine", "mine", "-o", "{out}"), "two of the assignments have the same name"),
        (("mine", "-o", "x.zip", "--site", "{out}"), "has no site: build one there"),
    ],
)
def test_what_cannot_be_made_is_said(
    words: tuple[str, ...], says: str, built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert scorm(built, *(word.format(out=tmp_path) for word in words)) == 2
    assert says in capsys.readouterr().err


def test_a_site_that_knows_nothing_of_it_is_built_again(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (built / "abc" / "scorm.css").unlink()
    assert scorm(built, "mine", "-o", "x.zip") == 2
    assert "was built by an older pagesim" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("base", "asked", "has"),
    [(THIN, {"lab": "page-fault", "title": "t"}, "a1-page-fault"), ("http://a.org/", {"assignment": "mine"}, "mine")],
)
def test_the_command_in_the_dialog_for_embedding_makes_a_package(
    base: str, asked: dict[str, str], has: str, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = f"""
    import {{ snippets }} from '{(Path(__file__).parents[2] / "web" / "app" / "snippets.js").as_uri()}';
    const all = snippets({json.dumps(base)}, {json.dumps({"title": "t", **asked})});
    console.log(all.find(({{ id }}) => id === 'scorm').code);
    """
    command = ["node", "--input-type=module", "-e", script]
    name, *words = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    monkeypatch.chdir(tmp_path)
    assert name == "pagesim"
    assert main([*words, "--site", str(built)]) == 0
    with zipfile.ZipFile(tmp_path / f"{has}.zip") as archive:
        page = archive.read("scorm.html").decode()
    assert ("--thin" in words, f"homework.html?a={has}" in page) == (base == THIN, True)
