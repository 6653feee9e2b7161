"""Custom test frameworks, as rustc 1.95 has them. What it says and how it orders tests was taken from it, with
``RUSTC_BOOTSTRAP=1 rustc --test`` and a sysroot of core alone (``-Zunpretty=expanded`` shows the main function).
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagesim_py.rust.compiled import compile
from pagesim_py.rust.diagnostics import CompileError, render
from pagesim_py.rust.prelude import shared_for
from pagesim_py.rust.prepared import prepare

HEAD = "#![no_std]\n#![no_main]\n"
FEATURE = "#![feature(custom_test_frameworks)]\n"
RUNNER = """#![test_runner(crate::run)]
#![reexport_test_harness_main = "run_tests"]
fn run(tests: &[&dyn Fn()]) { for test in tests { test(); } }
"""
START = '#[unsafe(no_mangle)] pub extern "C" fn _start() -> ! { START loop { x86_64::instructions::hlt(); } }\n'
PANIC = "#[panic_handler] fn p(_: &core::panic::PanicInfo) -> ! { loop {} }\n"
SEND = "fn send(byte: u8) { unsafe { x86_64::instructions::port::PortWriteOnly::new(0x3f8).write(byte) } }\n"


def kernel(items: str, start: str = "run_tests();", head: str = HEAD + FEATURE + RUNNER) -> str:
    return head + items + "\n" + START.replace("START", start) + PANIC


def built(text: str, **options: Any) -> Any:
    return compile({"src/main.rs": text}, record=False, **{"test": True, "harness": "", **options})


def messages(text: str, **options: Any) -> list[str]:
    """The compiler's messages; [] if there are none."""
    try:
        found = built(text, **options).program.diagnostics.items
    except CompileError as error:
        found = error.diagnostics
    return [render(one, shared_for("0.14.13").sources) for one in found]


def ran(text: str, **options: Any) -> Any:
    made = built(text, **options)
    machine = prepare(made)
    return machine, made.run(machine, 100_000)


TESTS = SEND + (
    "#[test_case] fn b() { send(b'b') }\n"
    "mod m { #[test_case] fn a() { crate::send(b'2') } mod n { #[test_case] fn x() { crate::send(b'3') } }\n"
    "  #[test_case] const B: fn() = late; fn late() { crate::send(b'1') } }\n"
    "#[test_case] static A: fn() = early; fn early() { send(b'A') }\n"
    "#[test_case] fn a() { send(b'a') }\n"
    "macro_rules! made { ($name:ident) => { #[test_case] fn $name() { send(b'Z') } } } made!(Z);\n"
)


def test_tests_are_called_by_their_paths_whatever_stands_first() -> None:
    machine, outcome = ran(kernel(TESTS))
    assert machine.uart.text == "AZab123"
    assert [call.path for call in outcome.tests] == ["Z", "a", "b", "m::a", "m::n::x"]
    assert all(call.ended is not None for call in outcome.tests)


@settings(max_examples=8, deadline=None)
@given(st.permutations(["alpha", "Beta", "beta", "beta2", "_c", "z9"]), st.integers(0, 6))
def test_the_order_in_the_text_does_not_matter(names: list[str], inside: int) -> None:
    text = [f"#[test_case] fn {name}() {{}}" for name in names]
    made = built(kernel("\n".join([*text[inside:], "mod inner {", *text[:inside], "}"])))
    paths = [*names[inside:], *(f"inner::{name}" for name in names[:inside])]
    assert [path for path, _ in made.program.tests] == sorted(paths)


def test_a_filter_chooses_among_the_paths() -> None:
    machine, outcome = ran(kernel(TESTS), harness="m::")
    assert machine.uart.text == "123"
    assert [call.path for call in outcome.tests] == ["m::a", "m::n::x"]


def test_a_name_given_to_a_function_is_that_of_its_crate_and_module() -> None:
    items = (
        "trait Named { fn name(&self); }\n"
        "impl<F: Fn()> Named for F { fn name(&self) { for b in core::any::type_name::<F>().bytes() { send(b) } } }\n"
        "fn named(tests: &[&dyn Named]) { for test in tests { test.name() } }\n"
        "mod m { #[test_case] fn twice() {} #[test_case] fn twice() {} }\n"
    )
    text = kernel(SEND + items).replace("test_runner(crate::run)", "test_runner(named)")
    machine, _ = ran(text, library="my_os")
    assert machine.uart.text == "my_os::m::twice" * 2
    machine, _ = ran(text, library="my_os", crate="basic_boot")
    assert machine.uart.text == "basic_boot::m::twice" * 2


def test_without_a_test_build_what_is_a_test_is_not_there() -> None:
    text = kernel("#[test_case] fn broken() -> u8 { no_such_thing() }", "")
    assert not [m for m in messages(text, test=False, harness=None) if m.startswith("error")]
    assert not [m for m in messages(text, test=True, harness=None) if m.startswith("error")]  # harness = false
    assert messages(text)[0].startswith("error[E0425]: cannot find function `no_such_thing` in this scope")


def test_without_harness_there_is_no_main_function_but_cfg_test_holds() -> None:
    items = "#[cfg(test)] fn under_test() {}\n"
    assert not messages(kernel(items, "under_test();", HEAD), harness=None)
    found = messages(kernel(items, "under_test(); run_tests();"), harness=None)
    assert [m.splitlines()[0] for m in found] == ["error[E0425]: cannot find function `run_tests` in this scope"]


def place(message: str) -> tuple[str, str]:
    lines = message.splitlines()
    return lines[0], lines[1].strip() if len(lines) > 1 else ""


RUNS = "fn run(_: &[&dyn Fn()]) {}\n"
CAN_T = "error[E0463]: can't find crate for `test`"
ONLY_ITEMS = "error: `#[test_case]` attribute is only allowed on items"
UNSTABLE = (
    "error[E0658]: use of unstable library feature `custom_test_frameworks`: custom test frameworks are an unstable "
    "feature"
)


@pytest.mark.parametrize(
    ("head", "items", "want"),
    [
        (
            HEAD + "#![test_runner(crate::run)]\n",
            RUNS + "#[test_case] fn a() {}",
            [
                (UNSTABLE, "--> src/main.rs:5:3"),
                ("error[E0658]: custom test frameworks are an unstable feature", "--> src/main.rs:3:1"),
            ],
        ),
        (HEAD, "#[test_case] fn a() {}", [(CAN_T, ""), (UNSTABLE, "--> src/main.rs:3:3")]),
        (HEAD + FEATURE + RUNNER, "#[test] fn a() {}", [(CAN_T, "--> src/main.rs:7:9")]),
        (HEAD, "", [(CAN_T, "")]),
        (
            HEAD + FEATURE + "#![test_runner(crate::nowhere)]\n",
            "",
            [("error[E0425]: cannot find function `nowhere` in the crate root", "--> src/main.rs:4:23")],
        ),
        (
            HEAD + FEATURE + "#![test_runner]\n",
            "",
            [(CAN_T, ""), ("error[E0539]: malformed `test_runner` attribute input", "--> src/main.rs:4:1")],
        ),
        (
            HEAD + FEATURE + "#![test_runner(a, b)]\n",
            "",
            [(CAN_T, ""), ("error[E0805]: malformed `test_runner` attribute input", "--> src/main.rs:4:1")],
        ),
        (
            HEAD + FEATURE + "#![test_runner(crate::run)]\n#![test_runner(crate::run)]\n",
            RUNS,
            [("error: multiple `test_runner` attributes", "--> src/main.rs:4:1")],
        ),
        (
            HEAD + FEATURE + RUNNER,
            "#[test_case(3)] fn a() {}",
            [("error: malformed `test_case` attribute input", "--> src/main.rs:7:1")],
        ),
        (
            HEAD + FEATURE + RUNNER,
            "#[allow(dead_code)] struct S;\nimpl S { #[test_case] fn x() {} }",
            [(ONLY_ITEMS, "--> src/main.rs:8:23")],
        ),
        (
            HEAD + FEATURE + RUNNER,
            "pub fn e() { #[test_case] let _x = 3; }",
            [(ONLY_ITEMS, "--> src/main.rs:7:27")],
        ),
        (
            HEAD + FEATURE + RUNNER,
            "pub fn e() { #[test_case] fn inner() {} }",
            [("warning: cannot test inner items", "--> src/main.rs:7:14")],
        ),
        (
            HEAD + FEATURE + RUNNER,
            "#[allow(unnameable_test_items)] mod m { pub fn _e() { #[test_case] fn i() {} } }",
            [],
        ),
        (
            HEAD + FEATURE + RUNNER,
            "#[test_case] fn a() {}\npub fn d() { a() }",
            [("error[E0425]: cannot find function `a` in this scope", "--> src/main.rs:8:14")],
        ),
        (
            HEAD + FEATURE + RUNNER,
            "#[test_case] const K: u8 = 3;",
            [("error[E0277]: expected a `Fn()` closure, found `u8`", "--> src/main.rs:7:14")],
        ),
        (
            HEAD + FEATURE + RUNNER,
            "#[test_case] fn a() -> u8 { 3 }",
            [("error[E0271]: expected `a` to return `()`, but it returns `u8`", "--> src/main.rs:7:14")],
        ),
        (
            HEAD + FEATURE + RUNNER,
            "#[test_case] fn a(_x: u8) {}",
            [
                (
                    "error[E0593]: function is expected to take 0 arguments, but it takes 1 argument",
                    "--> src/main.rs:7:14",
                )
            ],
        ),
        (
            "#![no_std]\n" + FEATURE + RUNNER,
            "",
            [("error: using `fn main` requires the standard library", "")],
        ),
        (HEAD + FEATURE + RUNNER, "#[should_panic] #[test_case] fn a() {} #[ignore] #[test_case] fn b() {}", []),
        (HEAD + FEATURE + RUNNER, "#[cfg(any())] #[test_case(3)] fn a() {}", []),
    ],
)
def test_what_is_said(head: str, items: str, want: list[tuple[str, str]]) -> None:
    found = [place(m) for m in messages(kernel(items, "", head))]
    assert found[: len(want)] == [
        (text, at if at.startswith("-->") else found[i][1]) for i, (text, at) in enumerate(want)
    ]
    assert len(found) == len(want)


def test_what_is_said_of_a_crate_that_is_no_test() -> None:
    text = kernel("#[test_case] fn a() {}\n#[test] fn b() {}", "", HEAD + "#![test_runner(crate::run)]\n" + RUNS)
    found = [place(m) for m in messages(text, test=False, harness=None)]
    assert found == [("error[E0658]: custom test frameworks are an unstable feature", "--> src/main.rs:3:1")]
    assert (UNSTABLE, "--> src/main.rs:5:3") in [place(m) for m in messages(text)]


def test_the_main_function_takes_its_name_from_the_crate() -> None:
    found = messages(kernel("fn run_tests() {}"))
    assert found[0].splitlines()[0] == "error[E0428]: the name `run_tests` is defined multiple times"
    text = kernel("", "other();").replace('= "run_tests"', '= "other"')
    assert not messages(text)
