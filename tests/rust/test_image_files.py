"""The folder of kept files: where it is, who may write there, what happens to files that are damaged or too many."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from pagesim_py.rust.image import files

KEY = bytes(range(32))
CONTENT = b"some content" * 1000
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="about POSIX permissions")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for kept files."""
    where = tmp_path / "cache"
    monkeypatch.setenv(files.SWITCH, str(where))
    return where


def test_what_was_written_is_read(kept: Path) -> None:
    assert files.read("a.image", KEY) is None
    assert files.write("a.image", KEY, CONTENT)
    content = files.read("a.image", KEY)
    assert content is not None
    assert bytes(content) == CONTENT
    assert files.names("", ".image") == ["a.image"]
    assert [path.name for path in kept.iterdir()] == ["a.image"]


@POSIX
def test_the_folder_and_its_files_are_the_users_own(kept: Path) -> None:
    files.write("a.image", KEY, CONTENT)
    assert kept.stat().st_mode & 0o777 == 0o700
    assert (kept / "a.image").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("at", [0, 10, len(files.MAGIC) + 5, len(files.MAGIC) + 33, 60, -1])
def test_a_damaged_byte_is_noticed(kept: Path, at: int) -> None:
    files.write("a.image", KEY, CONTENT)
    data = bytearray((kept / "a.image").read_bytes())
    data[at] ^= 1
    (kept / "a.image").write_bytes(data)
    assert files.read("a.image", KEY) is None


@pytest.mark.parametrize("size", [0, 3, 30, 52, 500])
def test_a_file_that_ends_too_early_is_noticed(kept: Path, size: int) -> None:
    files.write("a.image", KEY, CONTENT)
    data = (kept / "a.image").read_bytes()
    (kept / "a.image").write_bytes(data[:size])
    assert files.read("a.image", KEY) is None


def test_a_file_for_another_key_is_not_taken(kept: Path) -> None:
    files.write("a.image", KEY, CONTENT)
    assert files.read("a.image", bytes(32)) is None


@POSIX
@pytest.mark.parametrize("mode", [0o777, 0o720, 0o1777, 0o702])
def test_a_folder_that_others_may_write_into_is_not_used(kept: Path, mode: int) -> None:
    files.write("a.image", KEY, CONTENT)
    kept.chmod(mode)
    assert files.read("a.image", KEY) is None
    assert files.names("", "") == []
    assert not files.write("b.image", KEY, CONTENT)
    assert not (kept / "b.image").exists()


@POSIX
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_is_not_read(kept: Path, mode: int) -> None:
    files.write("a.image", KEY, CONTENT)
    (kept / "a.image").chmod(mode)
    assert files.read("a.image", KEY) is None


@POSIX
def test_what_belongs_to_somebody_else_is_not_read(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files.write("a.image", KEY, CONTENT)
    monkeypatch.setattr(os, "geteuid", lambda: kept.stat().st_uid + 1)
    assert files.read("a.image", KEY) is None
    assert not files.write("b.image", KEY, CONTENT)


@POSIX
def test_links_are_not_followed(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files.write("a.image", KEY, CONTENT)
    os.symlink(kept / "a.image", kept / "b.image")
    assert files.read("b.image", KEY) is None
    os.symlink(kept, tmp_path / "link")
    monkeypatch.setenv(files.SWITCH, str(tmp_path / "link"))
    assert files.read("a.image", KEY) is None


def test_a_home_that_can_hold_no_folder_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv(files.SWITCH, str(tmp_path / "file" / "cache"))
    assert files.read("a.image", KEY) is None
    assert not files.write("a.image", KEY, CONTENT)
    assert files.names("", "") == []
    files.drop("a.image")


@pytest.mark.parametrize("call", ["replace", "open", "mkdir"])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_write_that_fails_leaves_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch, call: str, error: int) -> None:
    kept.mkdir(mode=0o700)

    def fail(*arguments: object, **more: object) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(Path if call == "mkdir" else os, call, fail)
    assert not files.write("a.image", KEY, CONTENT)
    monkeypatch.undo()
    assert list(kept.iterdir()) == []


def test_the_newest_files_stay(kept: Path) -> None:
    files.write("other.kernel", KEY, CONTENT)
    os.utime(kept / "other.kernel", (10, 10))
    most = files.LIMITS[".image"][0]
    for number in range(most + 3):
        assert files.write(f"n{number:02}.image", KEY, CONTENT)
        os.utime(kept / f"n{number:02}.image", (1000 + number, 1000 + number))
    files.tidy(kept)
    assert sorted(files.names("n", ".image")) == [f"n{number:02}.image" for number in range(3, most + 3)]
    assert files.names("", ".kernel") == ["other.kernel"]


def test_all_together_stay_below_a_size(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LIMITS", {".image": (100, 3 * len(CONTENT))})
    for number in range(5):
        files.write(f"n{number}.image", KEY, CONTENT)
        os.utime(kept / f"n{number}.image", (1000 + number, 1000 + number))
    files.tidy(kept)
    assert sorted(files.names("n", "")) == ["n3.image", "n4.image"]


def test_what_a_broken_off_writer_left_goes_after_a_day(kept: Path) -> None:
    files.write("a.image", KEY, CONTENT)
    for name in ("old.new", "young.new"):
        (kept / name).write_bytes(b"half")
    os.utime(kept / "old.new", (1000, 1000))
    files.write("b.image", KEY, CONTENT)
    assert sorted(path.name for path in kept.iterdir()) == ["a.image", "b.image", "young.new"]


def test_files_of_others_are_left_alone(kept: Path) -> None:
    kept.mkdir(mode=0o700)
    (kept / "notes.txt").write_text("mine")
    os.utime(kept / "notes.txt", (0, 0))
    files.write("a.image", KEY, CONTENT)
    assert (kept / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("word", ["off", "0", "no", ""])
def test_it_can_be_switched_off(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv(files.SWITCH, word)
    assert files.folder() is None
    assert files.read("a.image", KEY) is None
    assert not files.write("a.image", KEY, CONTENT)


@POSIX
@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"XDG_CACHE_HOME": "/var/cache/me"}, "/var/cache/me/pagesim"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "/home/me/.cache/pagesim"),
        ("linux", {}, "/home/me/.cache/pagesim"),
        ("darwin", {"XDG_CACHE_HOME": "/elsewhere"}, "/home/me/Library/Caches/pagesim"),
        ("win32", {"LOCALAPPDATA": "/users/me/local"}, "/users/me/local/pagesim"),
        ("win32", {}, None),
    ],
)
def test_where_the_folder_is(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], expected: str | None
) -> None:
    for name in (files.SWITCH, "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/home/me")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert files.folder() == (None if expected is None else Path(expected))
