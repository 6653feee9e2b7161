"""Finding a kernel's files, and what is said when there are none that can be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagesim_py import labs
from pagesim_py.cli.project import MAX_FILE, InputError, read_project


@pytest.fixture
def package(tmp_path: Path) -> Path:
    root = tmp_path / "kernel"
    for name, text in {
        "Cargo.toml": '[package]\nname = "blog-os"\n[dependencies]\nx86_64 = "0.15.2"\n',
        "src/main.rs": "// main\n",
        "src/lib.rs": "// lib\n",
        "src/memory/mod.rs": "// memory\n",
        "src/notes.txt": "no source\n",
        "target/debug/build.rs": "// not ours\n",
    }.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


FILES = {"src/lib.rs": "// lib\n", "src/main.rs": "// main\n", "src/memory/mod.rs": "// memory\n"}


@pytest.mark.parametrize("inside", ["", "src", "src/main.rs"])
def test_a_package_by_its_root_its_src_or_its_main(package: Path, inside: str) -> None:
    project = read_project(package / inside)
    assert project.files == FILES
    assert project.package == "blog_os"
    assert project.dialect == "0.15.4"


@pytest.mark.parametrize(
    ("dependency", "dialect"),
    [
        ('x86_64 = "0.14.2"', "0.14.13"),
        ('x86_64 = "=0.14.2"', "0.14.2"),
        ('x86_64 = { version = "^0.15", features = [] }', "0.15.4"),
        ('x86_64 = { path = "../x86_64" }', "0.14.13"),
        ("", "0.14.13"),
    ],
)
def test_the_dialect_that_cargo_would_take(package: Path, dependency: str, dialect: str) -> None:
    (package / "Cargo.toml").write_text(f'[package]\nname = "k"\n[dependencies]\n{dependency}\n')
    assert read_project(package).dialect == dialect


def test_one_file(tmp_path: Path) -> None:
    (tmp_path / "experiment.rs").write_bytes(b"\xef\xbb\xbf// with a mark\r\n")
    (tmp_path / "other.rs").write_text("// not read\n")
    project = read_project(tmp_path / "experiment.rs")
    assert project.files == {"src/main.rs": "// with a mark\r\n"}
    assert project.package is None


def test_a_labs_folder_has_the_files_of_its_base() -> None:
    project = read_project(Path(labs.__file__).parent / "recursive")
    assert "src/screen.rs" in project.files
    assert "// expect" not in project.files["src/main.rs"]
    assert project.boot == {"recursive_page_table": 511}


def test_what_cannot_be_used(package: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no file or folder .*kernle; did you mean .*kernel\?"):
        read_project(tmp_path / "kernle")
    with pytest.raises(InputError, match=r"notes.txt is no Rust file"):
        read_project(package / "src" / "notes.txt")
    with pytest.raises(InputError, match=r"neither src/main.rs nor main.rs"):
        read_project(tmp_path)
    (package / "src/bad.rs").write_bytes(b"one\ntwo \xff\n")
    with pytest.raises(InputError, match=r"bad.rs is not UTF-8 text: line 2 has the byte 0xff"):
        read_project(package)
    (package / "src/bad.rs").write_bytes(b" " * (MAX_FILE + 1))
    with pytest.raises(InputError, match=r"1,048,577 bytes; a source file has 1,048,576 at most"):
        read_project(package)
    (package / "src/bad.rs").unlink()
    (package / "Cargo.toml").write_text("[package")
    with pytest.raises(InputError, match=r"Cargo.toml is not TOML"):
        read_project(package)
    (package / "src/main.rs").unlink()
    with pytest.raises(InputError, match=r"has no main.rs"):
        read_project(package)
