"""A package's tests through the session's door: which there are, what comes of them, and one of them as the run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pagesim_py.session import RequestError, Session
from tests.test_session_bringing import bring, tree

PACKAGE = Path(__file__).parent / "data" / "tested"
LAB = """#![no_std]
#![no_main]
#![feature(custom_test_frameworks)]
#![test_runner(crate::run)]
#![reexport_test_harness_main = "run_tests"]

fn run(tests: &[&dyn Fn()]) {
    for test in tests {
        test();
    }
    leave(0)
}

fn leave(value: u32) {
    unsafe { x86_64::instructions::port::PortWriteOnly::new(0xf4).write(value) }
}

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    #[cfg(test)]
    run_tests();
    loop { x86_64::instructions::hlt(); }
}

#[panic_handler]
fn on_panic(_info: &core::panic::PanicInfo) -> ! {
    leave(17);
    loop {}
}

#[test_case]
fn a_good() {}

#[test_case]
fn bad() {
    let one = 1;
    assert_eq!(one, 2);
}

#[test_case]
fn never() {}
"""


@pytest.fixture
def door() -> Session:
    return Session()


@pytest.fixture(scope="module")
def package() -> dict[str, str]:
    files: dict[str, str] = bring(tree(PACKAGE))["files"]
    return files


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if words in line)


def run_all(door: Session, **request: Any) -> Any:
    answer = door.request({"action": "tests", **request})
    for number in range(answer["tests"]["number"]):
        answer = door.request({"action": "tests", "target": number})
    return answer


def test_a_package_that_is_brought_has_its_tests_with_it(package: dict[str, str]) -> None:
    assert {"tests/boots.rs", "tests/must_panic.rs", "src/lib.rs", "Cargo.toml"} <= package.keys()


def test_each_test_binary_runs_as_the_command_runs_it(door: Session, package: dict[str, str]) -> None:
    answer = door.request({"action": "tests", "files": package})
    assert answer["tests"] == {"number": 5, "told": "5 test binaries to run.", "stopped": False}
    assert answer["panels"]["tests"].count("not run yet") == 5
    answer = run_all(door, files=package)
    assert answer["tests"]["told"] == "5 test binaries: 5 passed; 5 test functions: 5 passed."
    assert "tested_os::one_is_one" not in answer["panels"]["tests"].split("tests/boots.rs")[1]
    assert door.run is None, "what is shown stays"


def test_a_test_that_fails_is_told_with_the_exit_status(door: Session) -> None:
    answer = run_all(door, files={"src/main.rs": LAB})
    assert answer["tests"]["told"] == "1 test binary: 1 failed; 3 test functions: 1 passed, 1 failed, 1 not called."
    assert "QEMU&#x27;s exit status is (0x11 &lt;&lt; 1) | 1 = 35" in answer["panels"]["tests"]


def test_a_test_is_opened_where_it_panicked_and_another_where_it_was_called(door: Session) -> None:
    files = {"src/main.rs": LAB}
    trial = {"path": "src/main.rs", "test": "bad"}
    state = door.request({"action": "run", "files": files, "test": trial})["state"]
    assert state["place"]["line"] == line_of(LAB, "assert_eq!(one, 2)")
    assert state["trial"] == "src/main.rs"
    assert state["status"].endswith("exit code 35. It was the tests of src/main.rs.")
    assert not state["atEnd"]
    state = door.request({"action": "run", "files": files, "test": {**trial, "test": "a_good"}})["state"]
    assert state["place"]["line"] == line_of(LAB, "        test();")
    state = door.request({"action": "run", "files": files, "test": {"path": "src/main.rs", "test": "never"}})["state"]
    assert state["atEnd"]


def test_after_a_test_run_is_the_kernel_again(door: Session) -> None:
    files = {"src/main.rs": LAB}
    door.request({"action": "run", "files": files, "test": {"path": "src/main.rs"}})
    state = door.request({"action": "run", "files": files})["state"]
    assert (state["phase"], state["trial"]) == ("halted", None)


def test_a_binary_that_does_not_compile_says_why_and_the_others_run(door: Session, package: dict[str, str]) -> None:
    broken = package["tests/boots.rs"] + "\nfn wrong() -> u8 { true }\n"
    answer = run_all(door, files={**package, "tests/boots.rs": broken})
    assert answer["tests"]["told"].startswith("5 test binaries: 4 passed, 1 does not compile;")
    assert "error[E0308]: mismatched types" in answer["panels"]["tests"]
    state = door.request(
        {"action": "run", "files": {**package, "tests/boots.rs": broken}, "test": {"path": "tests/boots.rs"}}
    )
    assert state["state"]["phase"] == "error"


def test_stop_ends_a_test_that_never_ends(door: Session) -> None:
    seen: list[str] = []

    def show(news: dict[str, Any]) -> None:
        seen.append(news["text"])
        door.request({"action": "stop"})

    door.runner.hooks.show = show
    files = {
        "src/main.rs": LAB
        + "#[test_case]\nfn endless() { let mut n = 0u64; loop { n ^= 1; core::hint::black_box(n); } }\n"
    }
    files["src/main.rs"] = files["src/main.rs"].replace("assert_eq!(one, 2);", "assert_eq!(one, 1);")
    answer = run_all(door, files=files)
    assert answer["tests"]["stopped"] is True
    assert "It does not end: it was stopped after" in answer["panels"]["tests"]
    assert seen[0] == "src/main.rs: compiling"


def test_what_cannot_be_done_is_a_sentence(door: Session, package: dict[str, str]) -> None:
    assert door.request({"action": "tests", "files": {"src/x.rs": ""}})["tests"]["number"] == 0
    for request, words in (
        ({"target": 3}, "There is no such test binary"),
        ({"files": {**package, "Cargo.toml": "[package"}}, "The tests cannot be run: Cargo.toml"),
        (
            {"files": {**package, "Cargo.toml": package["Cargo.toml"] + "\n[[test]]\nname = 'x'\n"}},
            "can't find `x` test",
        ),
    ):
        with pytest.raises(RequestError, match=words):
            door.request({"action": "tests", **request})
    with pytest.raises(RequestError, match="no test binary"):
        door.request({"action": "run", "files": package, "test": {"path": "tests/none.rs"}})
