"""Kernels that somebody brings: folders and zips are read as the command reads a folder, however hostile they are."""

from __future__ import annotations

import io
import stat
import warnings
import zipfile
from pathlib import Path

import pytest

from pagesim_py.labs import brought
from pagesim_py.labs.brought import Brought, BroughtError, SeveralError, bring
from pagesim_py.labs.laid_out import project_of
from pagesim_py.labs.project import MAX_FILE, InputError, read_project

MAIN = "#![no_std]\n#![no_main]\n"
CARGO = '[package]\nname = "blog_os"\nedition = "2021"\n'
UTIL = '[package]\nname = "util"\nedition = "2018"\n'


def given(files: dict[str, str | bytes]) -> list[tuple[str, bytes]]:
    return [(path, data if isinstance(data, bytes) else data.encode()) for path, data in files.items()]


def zipped(files: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return out.getvalue()


PACKAGE: dict[str, str | bytes] = {
    "os/Cargo.toml": CARGO,
    "os/src/main.rs": MAIN + "mod vga;\n",
    "os/src/vga.rs": "// vga\r\n// two\r\n",
    "os/target/debug/build/x.rs": "// built\n",
    "os/.git/config": "x",
    "os/README.md": "# os\n",
    "os/logo.png": b"\x89PNG\xff",
}


def test_a_folder() -> None:
    found = bring(given(PACKAGE))
    assert found == Brought(
        "blog_os",
        {"Cargo.toml": CARGO, "src/main.rs": MAIN + "mod vga;\n", "src/vga.rs": "// vga\n// two\n"},
        (),
        ["os/.git/", "os/README.md", "os/logo.png", "os/target/"],
    )


def test_a_zip_is_a_folder_of_its_name() -> None:
    inside: dict[str, str | bytes] = {path.removeprefix("os/"): data for path, data in PACKAGE.items()}
    assert bring([("os.zip", zipped(inside))]) == bring(given(PACKAGE))


def test_a_zip_with_a_folder_in_it_and_paths_of_windows() -> None:
    files: dict[str, str | bytes] = {path.replace("/", "\\"): data for path, data in PACKAGE.items()}
    assert bring([("x.ZIP", zipped(files))]).files == bring(given(PACKAGE)).files


def test_what_page_and_editor_have_is_read_as_the_folder_is(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "all/Cargo.toml": '[workspace]\nmembers = ["os", "util"]\n[workspace.dependencies]\nutil = { path = "util" }\n',
        "all/os/Cargo.toml": CARGO + '[dependencies]\nutil.workspace = true\nfar = "1"\nbootloader = "0.9"\n'
        "[package.metadata.bootloader]\nkernel-stack-size = 9\n",
        "all/os/src/main.rs": MAIN,
        "all/os/.cargo/config.toml": "[build]\n",
        "all/os/vendor/far/Cargo.toml": '[package]\nname = "far"\nversion = "1.0.0"\n',
        "all/os/vendor/far/src/lib.rs": "// far\n",
        "all/os/vendor/unused/Cargo.toml": '[package]\nname = "unused"\n',
        "all/util/Cargo.toml": UTIL,
        "all/util/src/lib.rs": "// util\n",
    }
    for path, data in given(files):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    found = bring(given(files))
    assert sorted(found.files) == [
        "../Cargo.toml", "../util/Cargo.toml", "../util/src/lib.rs", ".cargo/config.toml", "Cargo.toml", "src/main.rs",
        "vendor/far/Cargo.toml", "vendor/far/src/lib.rs",
    ]  # fmt: skip
    ours, theirs = project_of(found.files), read_project(tmp_path / "all" / "os")
    assert (ours.files, ours.options, ours.package) == (theirs.files, theirs.options, theirs.package)
    assert ours.boot == theirs.boot == {"kernel_stack_size": 9}


def test_one_file_and_a_folder_without_cargo() -> None:
    assert bring(given({"try.rs": MAIN})) == Brought("try", {"src/main.rs": MAIN})
    plain = bring(given({"a/src/main.rs": MAIN, "a/src/b.rs": "//"}))
    assert plain == Brought("a", {"src/b.rs": "//", "src/main.rs": MAIN})
    assert bring(given({"a/main.rs": MAIN})).files == {"src/main.rs": MAIN}
    assert bring(given({"main.rs": MAIN, "b.rs": "//"})).files == {"src/main.rs": MAIN, "src/b.rs": "//"}


def test_of_several_packages_the_outermost_then_the_one_with_a_boot_loader() -> None:
    files: dict[str, str | bytes] = {
        "w/runner/Cargo.toml": UTIL, "w/runner/src/main.rs": "fn main() {}\n",
        "w/os/Cargo.toml": CARGO, "w/os/src/main.rs": MAIN,
        "w/os/deep/Cargo.toml": UTIL, "w/os/deep/src/main.rs": MAIN,
    }  # fmt: skip
    with pytest.raises(SeveralError) as several:
        bring(given(files))
    assert several.value.folders == ["w/os", "w/runner"]
    assert bring(given(files), "w/runner").title == "util"
    files["w/os/Cargo.toml"] = CARGO + '[dependencies]\nbootloader = "0.9"\n'
    assert bring(given(files)).title == "blog_os"
    for outside in ("..", "../..", "/etc", "w/none"):
        with pytest.raises(BroughtError, match="there is no folder"):
            bring(given(files), outside)


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "no Cargo.toml with a src/main.rs beside it, no main.rs and no single .rs file, but nothing"),
        ({"a/README.md": "x"}, "but a/README.md"),
        ({"a/Cargo.toml": CARGO, "a/src/lib.rs": ""}, "but a/Cargo.toml, a/src/lib.rs"),
        ({"a.rs": "", "b.rs": ""}, "but a.rs, b.rs"),
        ({"a/Cargo.toml": "[", "a/src/main.rs": MAIN}, "^a/Cargo.toml is not TOML"),
        ({"a/Cargo.toml": b"\xff", "a/src/main.rs": MAIN}, "^a/Cargo.toml is not UTF-8 text: line 1 has the byte 0xff"),
        ({"a/src/main.rs": b"//\n\xe9"}, "^a/src/main.rs is not UTF-8 text: line 2 has the byte 0xe9"),
        ({"a/Cargo.toml": CARGO + '[dependencies]\nu.path = "../u"', "a/src/main.rs": MAIN}, "^the dependency `u`"),
        ({"a.zip": b"PK no zip"}, "^a.zip cannot be read as a zip"),
        ({"a.zip": zipped({"src/main.rs": MAIN})[:-30]}, "^a.zip cannot be read as a zip"),
        ({"a.zip": zipped({"src/main.rs": MAIN}, zipfile.ZIP_LZMA)}, "^a.zip is packed in another way"),
        ({"a/src/main.rs": MAIN, "a/src/b.rs/c.rs": "", "a/src/b.rs": ""}, "^.a/src/b.rs. cannot be taken"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_said(files: dict[str, str | bytes], says: str) -> None:
    with pytest.raises(BroughtError, match=says):
        bring(given(files))


def test_a_changed_zip_is_a_sentence() -> None:
    whole = zipped({"src/main.rs": MAIN * 50})
    for at in range(0, len(whole), 7):
        try:
            bring([("a.zip", whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])])
        except BroughtError:
            continue


@pytest.mark.parametrize(
    "path", ["../main.rs", "/etc/main.rs", "a/../../main.rs", "a//main.rs", "./main.rs", "a\0b/main.rs", ""]
)
def test_paths_that_lead_out_are_left(path: str) -> None:
    found = bring([*given(PACKAGE), (path, b"// evil\n")])
    assert found.files == bring(given(PACKAGE)).files
    assert any("no path inside of a folder" in one for one in found.left)
    inside = zipped({"os/src/main.rs": MAIN, path or "//": "// evil\n"})
    assert [*bring([("z.zip", inside)]).files.values()] == [MAIN]


def test_dependencies_out_of_what_was_brought_are_not_looked_for(tmp_path: Path) -> None:
    (tmp_path / "Cargo.toml").write_text(UTIL)
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "lib.rs").write_text("// of this computer\n")
    for path in (tmp_path, "../" * 30 + str(tmp_path)):
        files = {"a/Cargo.toml": CARGO + f'[dependencies]\nutil = {{ path = "{path}" }}\n', "a/src/main.rs": MAIN}
        with pytest.raises(BroughtError, match=r"where no Cargo\.toml is"):
            bring(given(dict(files)))
        with pytest.raises(InputError, match=r"where no Cargo\.toml is"):
            project_of({"Cargo.toml": files["a/Cargo.toml"], "src/main.rs": MAIN})


@pytest.mark.parametrize("path", ["../" * 20 + "tmp/x.rs", "/tmp/x.rs", "a\0.rs", ".", "../" * 7])
def test_an_editor_has_no_paths_that_lead_out(path: str) -> None:
    with pytest.raises(InputError):
        project_of({"Cargo.toml": CARGO, "src/main.rs": MAIN, path: "//"})


def test_a_file_twice() -> None:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        for text in (MAIN, "// other\n"):
            archive.writestr("src/main.rs", text)
    with pytest.raises(BroughtError, match=r"^a/src/main\.rs is there twice"):
        bring([("a.zip", out.getvalue())])
    assert bring([*given(PACKAGE), *given(PACKAGE)]) == bring(given(PACKAGE))
    with pytest.raises(BroughtError, match=r"os/src/main\.rs is there twice, with other text"):
        bring([*given(PACKAGE), ("os/src/main.rs", b"//")])


def test_large_files_are_left() -> None:
    found = bring(given({**PACKAGE, "os/src/data.rs": b"x" * (MAX_FILE + 1)}))
    assert f"os/src/data.rs, which has more than {MAX_FILE:,} bytes" in found.left


def test_a_zip_bomb_is_unpacked_no_further_than_it_can_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    zeros = b"\0" * (64 << 20)
    bomb = zipped({"src/main.rs": MAIN, **{f"src/{n}.rs": zeros for n in range(2)}})
    assert len(bomb) < 1 << 18
    unpacked, read = [], zipfile.ZipExtFile.read

    def counted(file: zipfile.ZipExtFile, number: int = -1) -> bytes:
        data = read(file, number)
        unpacked.append(len(data))
        return data

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    found = bring([("bomb.zip", bomb)])
    assert max(unpacked) == MAX_FILE + 1
    assert list(found.files) == ["src/main.rs"]
    assert len(found.left) == 2
    many = zipped({f"src/{n}.rs": b"\0" * MAX_FILE for n in range(20)})
    with pytest.raises(BroughtError, match="more than 16 MiB together"):
        bring([("many.zip", many)])
    monkeypatch.setattr(brought, "MOST_FILES", 5)
    with pytest.raises(BroughtError, match="more than 5 Rust files"):
        bring([("n.zip", zipped({f"{n}.rs": "" for n in range(6)}))])
    monkeypatch.setattr(brought, "MOST_ENTRIES", 5)
    with pytest.raises(BroughtError, match="has 6 files; 5 are looked at"):
        bring([("n.zip", zipped({f"{n}.txt": "" for n in range(6)}))])
    monkeypatch.setattr(brought, "MOST_TEXT", 5)
    with pytest.raises(BroughtError, match="of text together"):
        bring(given(PACKAGE))


def test_links_in_a_zip_are_left() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("src/link.rs")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("src/main.rs", MAIN)
    found = bring([("a.zip", out.getvalue())])
    assert found.files == {"src/main.rs": MAIN}
    assert found.left == ["src/link.rs, which is a link"]


def test_a_password() -> None:
    locked = bytearray(zipped({"src/main.rs": MAIN}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BroughtError, match="cannot be opened"):
        bring([("a.zip", bytes(locked))])
