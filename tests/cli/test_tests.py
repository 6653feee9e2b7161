"""``test``: which targets run, what decides, what is said. ``tests/data/tested`` has tests of all kinds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pagesim_py.cli import main

PACKAGE = Path(__file__).resolve().parents[1] / "data" / "tested"
KERNEL = """\
#![no_std]
#![no_main]
#![feature(custom_test_frameworks)]
#![test_runner(crate::run)]
#![reexport_test_harness_main = "run_tests"]

fn run(tests: &[&dyn Fn()]) {
    for test in tests {
        test();
    }
    leave(16)
}

fn leave(value: u32) {
    unsafe { x86_64::instructions::port::PortWriteOnly::new(0xf4).write(value) }
}

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    START
    loop { x86_64::instructions::hlt(); }
}

#[panic_handler]
fn on_panic(_info: &core::panic::PanicInfo) -> ! {
    leave(17);
    loop {}
}

"""
MANIFEST = '[package]\nname = "small"\nedition = "2024"\n[package.metadata.bootimage]\n'
SUCCESS = 'test-args = ["-device", "isa-debug-exit,iobase=0xf4,iosize=0x04"]\ntest-success-exit-code = 33\n'


@pytest.fixture
def package(tmp_path: Path) -> Callable[..., str]:
    """Writes a package with one binary, and returns its folder."""

    def write(items: str, start: str = "run_tests();", says: str = SUCCESS, **files: str) -> str:
        (tmp_path / "src").mkdir()
        (tmp_path / "src/main.rs").write_text(KERNEL.replace("START", start) + items)
        (tmp_path / "Cargo.toml").write_text(MANIFEST + says)
        for name, text in files.items():
            (tmp_path / "tests").mkdir(exist_ok=True)
            (tmp_path / f"tests/{name}.rs").write_text(text)
        return str(tmp_path)

    return write


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any], str]:
    status = main(["test", *arguments, "--json"])
    captured = capsys.readouterr()
    return status, json.loads(captured.out), captured.err


def test_a_package_with_tests_of_all_kinds(capsys: pytest.CaptureFixture[str]) -> None:
    status, data, said = told(capsys, str(PACKAGE))
    assert status == 0
    assert [(t["kind"], t["name"], t["harness"], t["outcome"], t["exit_status"]) for t in data["targets"]] == [
        ("lib", "tested_os", True, "passed", 33),
        ("bin", "tested-os", True, "passed", 33),
        ("test", "boots", True, "passed", 33),
        ("test", "deep_stack", False, "passed", 33),
        ("test", "must_panic", False, "passed", 33),
    ]
    library = data["targets"][0]
    assert [(t["path"], t["outcome"], t["output"]) for t in library["tests"]] == [
        ("check::outcomes_differ", "passed", ""),
        ("line::lines_are_sent", "passed", "line 0\nline 1\nline 2\n"),
        ("traps::a_breakpoint_returns", "passed", "breakpoint in segment 8\n"),
    ]
    assert all(t["steps"] > 0 for t in library["tests"])
    assert library["run"]["serial"].startswith("3 to run\ntested_os::check::outcomes_differ ... good\n")
    assert "     Running unittests src/lib.rs (tested_os)\n3 to run\n" in said
    assert said.endswith(
        "pagesim: 5 targets: 5 passed, 0 failed, 0 not run; 5 test functions: 5 passed, 0 failed, 0 not run\n"
    )
    assert data["messages"] == []


def test_one_target_or_some_tests(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(PACKAGE), "--test", "must_panic"]) == 0
    captured = capsys.readouterr()
    assert captured.out == "must_panic::unequal ... good\n"
    assert captured.err.startswith("     Running tests/must_panic.rs (must_panic)\n")
    status, data, _ = told(capsys, str(PACKAGE), "one_is", "--bins", "--test", "must_panic")
    assert status == 0
    assert [(t["name"], [one["path"] for one in t["tests"]]) for t in data["targets"]] == [
        ("tested-os", ["one_is_one"])
    ]


def test_a_failure_ends_it_as_with_cargo(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(PACKAGE, copy)
    main_rs = copy / "src/main.rs"
    main_rs.write_text(main_rs.read_text().replace("assert_eq!(1, 1)", "assert_eq!(1, 2)"))
    status, data, said = told(capsys, str(copy), "--bins", "--test", "boots")
    assert status == 101
    assert [t["outcome"] for t in data["targets"]] == ["failed", "not run"]
    assert data["targets"][0]["exit_status"] == 35
    assert data["targets"][0]["tests"][0]["outcome"] == "failed"
    assert data["targets"][1]["tests"][0]["outcome"] == "not run"
    assert "error: test failed, to rerun pass `--bin tested-os`\n" in said
    assert "It wrote 0x11 to port 0xf4: QEMU's exit status is (0x11 << 1) | 1 = 35; 33 is success.\n" in said
    assert "pagesim: the test `one_is_one` did not return\n" in said
    assert "src/main.rs:40:5" in data["targets"][0]["tests"][0]["output"]
    status, data, said = told(capsys, str(copy), "--bins", "--test", "boots", "--no-fail-fast")
    assert [t["outcome"] for t in data["targets"]] == ["failed", "passed"]
    assert "error: 1 target failed:\n    `--bin tested-os`\n" in said


@pytest.mark.parametrize(
    ("items", "start", "says", "status", "outcome", "code", "why"),
    [
        ("", "run_tests();", SUCCESS, 0, "passed", 33, ""),
        ("", "run_tests();", SUCCESS.replace("33", "35"), 101, "failed", 33, "| 1 = 33; 35 is success."),
        ("", "run_tests();", "", 101, "failed", 33, "0 is success, as [package.metadata.bootimage] of"),
        ("#[test_case] fn spins() { loop {} }", "run_tests();", SUCCESS, 101, "failed", None, "It does not end: "),
        ("#[test_case] fn unseen() {}", "", SUCCESS, 101, "failed", None, "It does not end: "),
        (
            "#[test_case] fn f() { unsafe { (0xdead_0000 as *mut u8).write(1) } }",
            "run_tests();", SUCCESS, 101, "failed", 0, "A triple fault: ",
        ),
        (
            "#[test_case] fn f() { unsafe { (0xdead_0000 as *mut u8).write(1) } }",
            "run_tests();", SUCCESS + "test-no-reboot = false\n", 101, "failed", None, "reset again and again.",
        ),
        ("", "leave(0x1_0010);", SUCCESS, 0, "passed", 33, ""),
    ],
)  # fmt: skip
def test_what_decides(
    capsys: pytest.CaptureFixture[str], package: Callable[..., str], items: str, start: str, says: str, status: int,
    outcome: str, code: int | None, why: str,
) -> None:  # fmt: skip
    found, data, said = told(capsys, package(items, start, says), "--max-steps", "20_000")
    target = data["targets"][0]
    assert (found, target["outcome"], target["exit_status"]) == (status, outcome, code)
    assert why in target["why"]
    assert bool(why) == bool(target["why"])
    if start == "":
        assert "no test was called: does `_start` call the harness's main function?" in said
    if "spins" in items:
        assert "the test `spins` did not return" in said


def test_what_does_not_compile_keeps_all_from_running(
    capsys: pytest.CaptureFixture[str], package: Callable[..., str]
) -> None:
    head = "#![no_std]\n#![no_main]\n#![feature(custom_test_frameworks)]\n#![test_runner(crate::run)]\n"
    broken = head + "fn run(_: &[&dyn Fn()]) { nothing() }\n"
    folder = package("#[test_case] fn good() {}", broken=broken)
    status, data, said = told(capsys, folder)
    assert status == 101
    assert [t["outcome"] for t in data["targets"]] == ["not run", "compile_error"]
    assert "error[E0425]: cannot find function `nothing` in this scope\n --> tests/broken.rs:5:27" in said
    assert 'error: could not compile `small` (test "broken") due to 1 previous error\n' in said
    assert "Running" not in said


def test_only_compiling(capsys: pytest.CaptureFixture[str], package: Callable[..., str]) -> None:
    status, data, said = told(capsys, package("#[test_case] fn bad() { panic!() }"), "--no-run")
    assert (status, [t["outcome"] for t in data["targets"]]) == (0, ["not run"])
    assert "Running" not in said


@pytest.mark.parametrize(
    ("says", "arguments", "why"),
    [
        (SUCCESS, ["--lib"], "no library targets found in package `small`"),
        (SUCCESS, ["--test", "x"], "no test target named `x`; the package has no test targets"),
        ("test-succes-exit-code = 33\n", [], "did you mean `test-success-exit-code`?"),
        ('test-success-exit-code = "33"\n', [], "`test-success-exit-code` is a whole number, not '33'"),
        ("test-timeout = -1\n", [], "`test-timeout` is a number of seconds, not -1"),
        (SUCCESS, ["--dialect", "9"], "there is no dialect '9'"),
    ],
)
def test_what_cannot_be_used(
    capsys: pytest.CaptureFixture[str], package: Callable[..., str], says: str, arguments: list[str], why: str
) -> None:
    assert main(["test", package("", says=says), *arguments]) == 2
    said = capsys.readouterr().err
    assert said.startswith("pagesim: ")
    assert why in said


def test_what_qemu_would_lack_is_said(capsys: pytest.CaptureFixture[str], package: Callable[..., str]) -> None:
    for says, why in (
        ("test-success-exit-code = 33\n", "in QEMU nothing would listen at that port"),
        (SUCCESS.replace("0xf4", "0xf8"), "puts isa-debug-exit at another port"),
    ):
        folder = Path(package("", says=says))
        _, data, said = told(capsys, str(folder), "--no-run")
        assert why in said
        assert why in data["messages"][0]["message"]
        shutil.rmtree(folder / "src")


def test_the_current_folder_and_a_filter(
    capsys: pytest.CaptureFixture[str], package: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(package("#[test_case] fn first() {}\nmod m { #[test_case] fn second() {} }"))
    status, data, _ = told(capsys, "m::")
    assert status == 0
    assert [one["path"] for one in data["targets"][0]["tests"]] == ["m::second"]
    assert main(["test", "nothing_like_it"]) == 0
    assert "no test has 'nothing_like_it' in its path" in capsys.readouterr().err
