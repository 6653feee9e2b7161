"""Crates that were kept by another process: kernels compile to the same, whatever was kept, by whom, and in what state.

Each test here plays several processes one after the other in this one, by having the crates forgotten.
"""

from __future__ import annotations

import marshal
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pagesim_py.cli.run import as_data
from pagesim_py.labs.runner import Rejected, run_files
from pagesim_py.rust import prelude, program
from pagesim_py.rust.image import crates, files, key, state
from pagesim_py.rust.image import kernels as kernels_kept
from pagesim_py.rust.image.graph import Graph
from pagesim_py.rust.image.keeper import Keeper
from pagesim_py.rust.lower.unit import forget_items
from tests import kernels
from tests.rust import test_recorded_programs, test_series

DIALECT = "0.14.13"
STEPS = 100_000
DATA = Path(__file__).parents[1] / "data"
HELLO = """\
#![no_std]
#![no_main]
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let unused = 1;
    for (i, b) in b"Hello".iter().enumerate() {
        unsafe { (0xb8000 as *mut u8).add(2 * i).write_volatile(*b) }
    }
    loop { x86_64::instructions::hlt(); }
}
#[panic_handler]
fn on_panic(_info: &core::panic::PanicInfo) -> ! { loop {} }
"""
WRONG = HELLO.replace("write_volatile(*b)", "write_volatile(b)")
HEAP = HELLO.replace("#[unsafe", "extern crate alloc;\nuse alloc::string::String;\n#[unsafe", 1)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder for kept files; the crates are forgotten before and after."""
    monkeypatch.setenv(files.SWITCH, str(tmp_path / "cache"))
    forget()
    yield tmp_path / "cache"
    forget()


def forget() -> None:
    """Begin as a new process does."""
    for dialect in (DIALECT, "0.15.4"):
        prelude.share(dialect, None)
        forget_items(dialect)


def outcome(sources: dict[str, str], dialect: str = DIALECT, keys: Any = (), keeper: Keeper | None = None) -> Any:
    """All that the command tells of a kernel."""
    try:
        return as_data(run_files(sources, dialect=dialect, max_steps=STEPS, keys=keys, keeper=keeper))
    except Rejected as error:
        return error.messages


def open_image(dialect: str, texts: Any) -> crates.Opened | None:
    """Begin with what was kept for these sources."""
    return crates.open_image(dialect, key.key_of(dialect), texts)


def in_new_process(sources: dict[str, str], dialect: str = DIALECT, keys: Any = ()) -> Any:
    """The same in a process that begins with what was kept and keeps what it learned."""
    forget()
    opened = open_image(dialect, sources.values())
    found = outcome(sources, dialect, keys)
    crates.keep_image(opened)
    return found


def in_command(sources: dict[str, str], keys: Any = ()) -> tuple[bool, Any]:
    """The same as the command does it, which keeps whole kernels too: whether it was one of these, and the outcome."""
    forget()
    keeper = Keeper(DIALECT, sources, {})
    found = outcome(sources, keys=keys, keeper=keeper)
    keeper.keep()
    return keeper.found, found


def programs() -> dict[str, tuple[dict[str, str], Any]]:
    """Kernels and programs of all kinds in tests/data, with what is typed."""
    found: dict[str, tuple[dict[str, str], Any]] = {}
    for name in kernels.names()[::4]:
        found[f"kernels/{name}"] = kernels.sources(name), kernels.KEYS.get(name, ())
    for name in test_series.NAMES:
        found[f"series/{name}"] = test_series.sources(name, "upwards::Upwards", DIALECT), ()
    for path in sorted(test_recorded_programs.PROGRAMS.glob("*.rs")):
        heap = test_recorded_programs.HEAP if path.stem.startswith("heap") else ""
        text = test_recorded_programs.KERNEL + heap + path.read_text()
        found[f"programs/{path.stem}"] = {"src/main.rs": text}, ()
    for folder in sorted((DATA / "rejected").iterdir()):
        found[f"rejected/{folder.name}"] = {f"src/{path.name}": path.read_text() for path in folder.glob("*.rs")}, ()
    return found


PROGRAMS = programs()
GROUPS = 20
#: Every third group, which has programs of all kinds; with PAGESIM_EVERY_IMAGE=1 every one.
CHOSEN = range(0, GROUPS, 1 if os.environ.get("PAGESIM_EVERY_IMAGE") else 3)


@pytest.mark.parametrize("group", CHOSEN)
def test_everything_comes_out_the_same(kept: Path, group: int) -> None:
    chosen = list(PROGRAMS)[group::GROUPS]
    plain = {}
    for name in chosen:
        if "rejected" in name or "err_" in name:  # suggestions also come from crates that others have named
            forget()
        plain[name] = outcome(PROGRAMS[name][0], keys=PROGRAMS[name][1])
    for name in chosen:
        sources, keys = PROGRAMS[name]
        assert in_command(sources, keys) == (False, plain[name]), name
        accepted = isinstance(plain[name], dict)
        if accepted:
            assert in_command(sources, keys) == (True, plain[name]), name
    assert files.names(DIALECT, ".image")


@pytest.mark.parametrize("first", [HELLO, WRONG])
def test_a_kernel_that_was_changed_gets_its_own_messages(kept: Path, first: str) -> None:
    in_new_process({"src/main.rs": first})
    assert "unused" in in_new_process({"src/main.rs": HELLO})["messages"][0]["message"]
    rejected = in_new_process({"src/main.rs": WRONG})
    assert (rejected[0]["code"], rejected[0]["line"]) == ("E0308", 7)
    fixed = in_new_process({"src/main.rs": HELLO.replace("let unused = 1;", "")})
    assert fixed["messages"] == []
    assert fixed["screen"][0].startswith("Hello")


def test_a_second_process_reads_what_the_first_has_kept(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_new_process({"src/main.rs": HELLO})

    def parse(*arguments: object, **more: object) -> None:
        raise AssertionError("a crate is read again")

    for module in (prelude, program):
        monkeypatch.setattr(module, "load_crate", parse)
    forget()
    assert open_image(DIALECT, [HELLO]) is not None
    assert prelude.is_shared(DIALECT)
    assert set(prelude.shared_for(DIALECT).store.crates) >= {"core", "x86_64"}


def test_nothing_is_written_if_nothing_was_learned(kept: Path) -> None:
    in_new_process({"src/main.rs": HELLO})
    (path,) = kept.iterdir()
    before = path.stat().st_mtime_ns
    in_new_process({"src/main.rs": HELLO})
    assert [path] == list(kept.iterdir())
    assert path.stat().st_mtime_ns == before


def test_crates_that_a_kernel_does_not_name_stay_away(kept: Path) -> None:
    in_new_process({"src/main.rs": HEAP})
    in_new_process({"src/main.rs": HELLO})
    assert "alloc" not in prelude.shared_for(DIALECT).store.crates
    in_new_process({"src/main.rs": HEAP})
    assert "alloc" in prelude.shared_for(DIALECT).store.crates


def test_fewer_crates_are_a_beginning_for_more(kept: Path) -> None:
    in_new_process({"src/main.rs": HELLO})
    forget()
    assert open_image(DIALECT, [HEAP]) is not None
    assert prelude.is_shared(DIALECT)


def test_the_students_text_is_not_kept(kept: Path) -> None:
    secret = "macro_rules! secret_macro { () => { let secret_local = 7u16; } }\n"
    in_new_process({"src/main.rs": HELLO.replace("let unused", "secret_macro!(); let unused") + secret})
    (path,) = kept.iterdir()
    assert b"secret" not in path.read_bytes()
    assert b"unused" not in path.read_bytes().replace(b"unused_", b"")


def test_the_students_traits_are_not_kept_though_methods_of_their_objects_are_looked_for(kept: Path) -> None:
    tested = """trait Secret { fn tell(&self); }
    impl<T: Fn()> Secret for T { fn tell(&self) { self(); unsafe { core::arch::asm!("nop") } } }
    fn all_secret(secrets: &[&dyn Secret]) { for one in secrets { one.tell(); } }
    """
    in_new_process({"src/main.rs": HELLO.replace("let unused", "all_secret(&[&|| {}]); let unused") + tested})
    (path,) = kept.iterdir()
    assert b"ecret" not in path.read_bytes()


def test_dialects_are_kept_apart(kept: Path) -> None:
    old, new = (test_series.sources("05_breakpoint", "upwards::Upwards", dialect) for dialect in (DIALECT, "0.15.4"))
    forget()
    plain = outcome(old), outcome(new, "0.15.4")
    for _ in range(2):
        assert (in_new_process(old), in_new_process(new, "0.15.4")) == plain
    assert files.names(DIALECT, ".image")
    assert files.names("0.15.4", ".image")


# --- whole kernels


def test_a_kernel_is_taken_only_for_the_same_text_and_options(kept: Path) -> None:
    sources = {"src/main.rs": HELLO}
    assert [in_command(sources)[0] for _ in range(2)] == [False, True]
    assert not in_command({"src/main.rs": HELLO + "\n"})[0]
    assert not in_command({**sources, "src/other.rs": ""})[0]
    for dialect, options in (("0.15.4", {}), (DIALECT, {"edition": 2021}), (DIALECT, {"package": "other"})):
        assert Keeper(dialect, sources, options).kernel() is None
    assert Keeper(DIALECT, sources, {}).kernel() is not None


def test_a_kept_kernel_needs_no_compiler(tmp_path: Path) -> None:
    path = tmp_path / "kernel.rs"
    path.write_text(HELLO)
    command = [sys.executable, "-X", "importtime", "-m", "pagesim_py", "run", str(path)]
    environment = {**os.environ, files.SWITCH: str(tmp_path / "cache")}
    runs = [subprocess.run(command, env=environment, capture_output=True, text=True, check=True) for _ in range(2)]
    assert runs[0].stdout == runs[1].stdout
    assert "pagesim_py.rust.program" in runs[0].stderr
    for part in ("program", "prelude", "compiled", "check", "syntax", "lower.unit"):
        assert f"pagesim_py.rust.{part}" not in runs[1].stderr


@pytest.mark.parametrize("content", [b"", b"garbage", marshal.dumps({}), marshal.dumps([1])])
def test_a_kernel_that_makes_no_sense_is_removed_and_done_without(kept: Path, content: bytes) -> None:
    sources = {"src/main.rs": HELLO}
    plain = in_command(sources)[1]
    kernel_key = Keeper(DIALECT, sources, {}).key
    files.write(kernels_kept.name_of(kernel_key), kernel_key, content)
    assert in_command(sources) == (False, plain)
    assert in_command(sources) == (True, plain)


# --- what the key depends on


def test_a_changed_crate_or_compiler_has_another_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "crates"
    shutil.copytree(key.CRATES, folder)
    monkeypatch.setattr(key, "CRATES", folder)
    first = key.key_of(DIALECT)
    assert key.key_of(DIALECT) == first
    assert key.key_of("0.15.4") != first
    with (folder / "spin" / "lib.rs").open("a") as file:
        file.write("\n")
    second = key.key_of(DIALECT)
    assert second != first
    (folder / "spin" / "more.rs").write_text("")
    assert key.key_of(DIALECT) not in (first, second)
    monkeypatch.setattr(sys, "version", "4.0")
    assert key.key_of(DIALECT) not in (first, second)


def test_what_another_version_has_kept_is_not_taken(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_new_process({"src/main.rs": HELLO})
    monkeypatch.setattr(sys, "version", "4.0")
    forget()
    open_image(DIALECT, [HELLO])
    assert not prelude.is_shared(DIALECT)
    assert in_new_process({"src/main.rs": HELLO})["outcome"] == "halted"
    assert len(list(kept.iterdir())) == 2


def test_without_its_sources_nothing_is_kept(kept: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(key, "CODE", tmp_path / "package.zip" / "rust")
    monkeypatch.setattr(key, "CRATES", tmp_path / "package.zip" / "crates")
    assert key.key_of(DIALECT) == b""
    assert open_image(DIALECT, [HELLO]) is None


# --- files that are whole, but wrong


@pytest.mark.parametrize("content", [b"", b"\0" * 8, b"garbage " * 100, (60).to_bytes(8, "little") + b"x" * 60])
def test_a_file_that_makes_no_sense_is_removed_and_done_without(kept: Path, content: bytes) -> None:
    in_new_process({"src/main.rs": HELLO})
    (name,) = files.names("", "")
    files.write(name, key.key_of(DIALECT), content)
    forget()
    assert open_image(DIALECT, [HELLO]) is not None
    assert not prelude.is_shared(DIALECT)
    assert files.names("", "") == []
    assert in_new_process({"src/main.rs": HELLO})["screen"][0].startswith("Hello")
    assert files.names("", "") == [name]


class Called(Exception):
    """Something was called by what a file says."""


def call(*arguments: object) -> None:
    raise Called


class Evil:
    def __reduce__(self) -> Any:
        return call, ()


@pytest.mark.parametrize("value", [Evil(), os.system, subprocess.Popen, print, Path("/")])
def test_nothing_is_called_by_its_name(value: object) -> None:
    with pytest.raises(pickle.UnpicklingError, match="no part of a graph"):
        Graph([]).read(pickle.dumps(value))


def test_the_command_goes_on_without_a_file_that_leads_astray(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pagesim_py.cli import main

    path = tmp_path / "kernel.rs"
    path.write_text(HELLO)
    arguments = ["run", str(path)]
    assert main(arguments) == 0
    assert len(files.names("", ".image")) == 1
    forget()

    def wrong(*arguments: object) -> None:
        raise KeyError("a mistake of ours")

    capsys.readouterr()
    monkeypatch.setattr(state.Image, "body", wrong)
    path.write_text(HELLO.replace("= 1", "= 2"))  # the kernel is another, the crates are the kept ones
    assert main(arguments) == 0
    assert capsys.readouterr().out.startswith("Hello")


def test_the_command_goes_on_without_a_kernel_that_leads_astray(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from pagesim_py.cli import main

    path = tmp_path / "kernel.rs"
    path.write_text(HELLO)
    assert main(["run", str(path)]) == 0
    forget()

    def wrong(*arguments: object) -> None:
        raise KeyError("a mistake of ours")

    monkeypatch.setattr(kernels_kept.KeptKernel, "run", wrong)
    capsys.readouterr()
    assert main(["run", str(path)]) == 0
    assert capsys.readouterr().out.startswith("Hello")


# --- several at once


def test_processes_that_run_at_the_same_time_do_not_disturb_each_other(tmp_path: Path) -> None:
    path = tmp_path / "kernel.rs"
    path.write_text(HELLO)
    environment = {**os.environ, files.SWITCH: str(tmp_path / "cache")}
    command = [sys.executable, "-m", "pagesim_py", "run", str(path)]
    for _ in range(2):
        running = [
            subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(4)
        ]
        told = [process.communicate() for process in running]
        assert [process.returncode for process in running] == [0] * 4
        assert len(set(told)) == 1
        assert told[0][0].startswith("Hello")
        assert "unused" in told[0][1]
        assert sorted(found.suffix for found in (tmp_path / "cache").iterdir()) == [".image", ".kernel"]
