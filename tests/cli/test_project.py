"""Finding a kernel's files, and what is said when there are none that can be used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pagesim_py import labs
from pagesim_py.labs.project import MAX_FILE, InputError, read_project


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
        ('x86_64 = "0.13.1"', "0.13.5"),
        ('x86_64 = { version = "0.12" }', "0.13.5"),
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


def test_one_file_with_modules_beside_it(tmp_path: Path) -> None:
    (tmp_path / "kernel (2).rs").write_text("#[macro_use] mod screen;\n  pub(crate) mod deep;\nmod inside {}\n")
    (tmp_path / "screen.rs").write_text("// screen\n")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "mod.rs").write_text("mod er;\n")
    (tmp_path / "deep" / "er.rs").write_text("// deeper\n")
    (tmp_path / "inside.rs").write_text("// not read\n")
    files = read_project(tmp_path / "kernel (2).rs").files
    assert set(files) == {"src/main.rs", "src/screen.rs", "src/deep/mod.rs", "src/deep/er.rs"}


@pytest.mark.parametrize(
    ("says", "edition", "warned"),
    [("", 2015, True), ('edition = "2018"\n', 2018, False), ('edition = "2024"\n', None, False)],
)
def test_a_manifest_without_edition_means_2015_as_for_cargo(
    package: Path, says: str, edition: int | None, warned: bool
) -> None:
    (package / "Cargo.toml").write_text(f'[package]\nname = "k"\nversion = "0.1.0"\n{says}')
    project = read_project(package)
    assert project.options.get("edition") == edition
    assert [w for w in project.notes if 'write `edition = "2024"` below `[package]`' in w] == [*project.notes]
    assert bool(project.notes) == warned


@pytest.mark.parametrize(
    ("says", "options"),
    [
        ('[lib]\nname = "kern"\n', {"main_file": "src/main.rs", "library_file": "src/lib.rs"}),
        ('[lib]\npath = "src/kern.rs"\n', {"main_file": "src/main.rs", "library_file": "src/kern.rs"}),
        (
            '[[bin]]\nname = "k"\npath = "src/memory/mod.rs"\n',
            {"main_file": "src/memory/mod.rs", "library_file": "src/lib.rs"},
        ),
        ('edition = "2021"\n', {"main_file": "src/main.rs", "library_file": "src/lib.rs", "edition": 2021}),
        ('edition = "2024"\n', {"main_file": "src/main.rs", "library_file": "src/lib.rs"}),
    ],
)
def test_what_else_cargo_reads_in_its_manifest(package: Path, says: str, options: dict[str, Any]) -> None:
    edition = "" if "edition" in says else 'edition = "2024"\n'
    (package / "Cargo.toml").write_text(f'[package]\nname = "k-1"\n{edition}{says}')
    project = read_project(package)
    variables = {"variables": project.options["variables"]}
    assert dict(variables["variables"])["CARGO_PKG_NAME"] == "k-1"
    assert project.options == options | variables
    assert project.package == ("kern" if 'kern"' in says else "k_1")


def test_the_only_binary_in_src_bin(package: Path) -> None:
    (package / "src/main.rs").unlink()
    (package / "src/bin/second").mkdir(parents=True)
    (package / "src/bin/first.rs").write_text("// first\n")
    assert read_project(package).options["main_file"] == "src/bin/first.rs"
    (package / "src/bin/second/main.rs").write_text("// second\n")
    with pytest.raises(InputError, match=r"has no main.rs but 2 binaries: give one of them, such as .*first.rs"):
        read_project(package)
    assert read_project(package / "src/bin/second/main.rs").options["main_file"] == "src/bin/second/main.rs"
    project = read_project(package / "src/bin/first.rs")
    assert project.options["main_file"] == "src/bin/first.rs"
    assert "src/memory/mod.rs" in project.files


def test_a_file_that_nothing_names_need_not_be_readable(package: Path) -> None:
    (package / "src/old copy.rs").write_bytes(b"\xff")
    assert read_project(package).files == FILES


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
    (package / "src/main.rs").write_text("mod bad;\n")
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
    (package / "Cargo.toml").unlink()
    (package / "src/main.rs").unlink()
    with pytest.raises(InputError, match=r"has no main.rs: pagesim runs a kernel's binary"):
        read_project(package)
