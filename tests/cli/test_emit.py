"""``emit``: each stage shows the compiler's own data, of all functions or of one; bad input gets one clear line."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pagesim_py.cli import main
from pagesim_py.cli.emit import PRINTERS
from pagesim_py.cli.emit.chosen import plain
from pagesim_py.cli.emit_options import STAGES

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """\
#![no_std]
#![no_main]
use core::fmt::Write;
use volatile::Volatile as V;

mod vga {
    pub struct Writer<T> { pub at: T, pub row: u8 }
    impl<T: Copy> Writer<T> {
        pub fn new(at: T) -> Self { Writer { at, row: 0 } }
    }
    impl core::fmt::Write for Writer<u8> {
        fn write_str(&mut self, text: &str) -> core::fmt::Result {
            for byte in text.bytes() { self.at = self.at.wrapping_add(byte); }
            Ok(())
        }
    }
    #[derive(Clone, Copy, PartialEq)]
    pub enum Colour { Red = 4, Grey }
}

static mut SEEN: u8 = 0;
const MOST: usize = 2;

fn outer(limit: u64) -> u64 {
    fn inner(n: u64) -> u64 { n + 1 }
    let double = |n: u64| n * limit;
    match vga::Colour::Red { vga::Colour::Red => double(inner(1)), _ => 0 }
}

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let mut w = vga::Writer::new(1u8);
    write!(w, "{}", outer(3)).unwrap();
    let _ = (MOST, V::new(w.row).read());
    unsafe { SEEN = w.at };
    loop { x86_64::instructions::hlt(); }
}

#[panic_handler]
fn on_panic(_: &core::panic::PanicInfo) -> ! { loop {} }
"""
BODY = "    let mut w = vga::Writer::new(1u8);\n"

Emit = Callable[..., tuple[int, str, str]]


@pytest.fixture
def emit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Emit:
    """Emits a stage of a program; gives status, output and messages."""

    def run(stage: str, function: str | None = None, program: str = PROGRAM) -> tuple[int, str, str]:
        path = tmp_path / "kernel.rs"
        path.write_text(program)
        status = main(["emit", str(path), "--stage", stage, *(["--function", function] if function else [])])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


def test_every_stage_has_its_printer() -> None:
    assert list(PRINTERS) == list(STAGES)


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        ("tokens", ["keyword mod", "int literal 4", 'str literal "{}"', "punctuation ->"]),
        ("ast", ["ModItem vga", "FnItem write_str", "MethodCall", "init: Unary op='-'", "FormatArgs"]),
        (
            "names",
            [
                "use Write = trait core::fmt::Write",
                "use V = struct volatile::cell::Volatile",
                "struct osirs::vga::Writer<T>",
                "impl Write for Writer<u8>",
                "impl<T: Copy> Writer<T>",
                "fn <osirs::vga::Writer as core::fmt::Write>::write_str(self: &mut Writer<u8>, text: &str) -> ",
                "Grey = 5",
                "static mut osirs::SEEN: u8",
                "const osirs::MOST: usize",
                "block in osirs::outer",
            ],
        ),
        ("thir", ["fn osirs::outer", "LocalRef limit : u64", "Call core::fmt::Write::write_fmt", "ClosureExpr"]),
        ("mir", ["upvar limit", "discriminant(", "two-phase", "closure osirs::outer::{closure#0}", "goto bb"]),
        ("python", ["= osirs::outer, at 0x2", "= osirs::outer::{closure#0}", "for _ in T", "the Location src/main.rs"]),
        ("events", ["enter      0x201000  osirs::_start", "SEEN = w.at", "halted after"]),
    ],
)
def test_a_stage_shows_what_it_has(emit: Emit, stage: str, said: list[str]) -> None:
    program = PROGRAM.replace(BODY, BODY + "    let _ = -(w.at as i8);\n")
    status, out, err = emit(stage, program=program)
    assert status == 0, err
    for text in said:
        assert text in out


@pytest.mark.parametrize("stage", list(STAGES))
def test_one_function_is_shown_alone(emit: Emit, stage: str) -> None:
    _, everything, _ = emit(stage)
    for name, others in (("write_str", "outer"), ("Writer::write_str", "on_panic"), ("outer", "write_str")):
        status, out, _ = emit(stage, name)
        assert status == 0
        assert 0 < len(out.splitlines()) < len(everything.splitlines())
        assert name.rpartition("::")[2] in out
        assert others not in out
    assert emit(stage, "inner")[0] == 0


def test_a_place_that_a_macro_wrote_is_the_calls(emit: Emit) -> None:
    _, out, _ = emit("thir", "_start")
    (line,) = (line for line in out.splitlines() if "write_fmt" in line)
    assert line.startswith("33:5+ ")


def test_two_emits_of_one_program_are_alike(emit: Emit) -> None:
    assert emit("python", "outer") == emit("python", "outer")
    assert "F1 = osirs::outer" in emit("python", "outer")[1]


def test_a_program_with_a_wrong_borrow_is_shown_with_its_message(emit: Emit) -> None:
    wrong = PROGRAM.replace(BODY, BODY + "    let a = &mut w; let b = &mut w; a.row = 1; b.row = 2;\n")
    status, out, err = emit("mir", "_start", wrong)
    assert (status, err.count("error[E0499]")) == (1, 1)
    assert "mut _1" in out
    assert emit("python", "_start", wrong)[:2] == (1, "")


@pytest.mark.parametrize(
    ("change", "code", "until"),
    [
        ("let _ = nowhere;", "E0425", "names"),
        ("let n: u8 = true;", "E0308", "names"),
        ("let _ = ();;) ", "unexpected closing delimiter", "tokens"),
        ("let = 1;", "expected pattern", "ast"),
        ("nothing!();", "cannot find macro", "ast"),
    ],
)
def test_a_stage_behind_the_mistake_is_refused_with_the_message(emit: Emit, change: str, code: str, until: str) -> None:
    program = PROGRAM.replace(BODY, BODY + change)
    for stage in STAGES:
        status, out, err = emit(stage, program=program)
        if list(STAGES).index(stage) < list(STAGES).index(until):
            assert (status, err) == (0, "")
        else:
            assert (status, out) == (1, "")
            assert code in err


def test_what_there_is_not_is_said(emit: Emit, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for stage in STAGES:
        status, out, err = emit(stage, "oter")
        assert (status, out, err) == (2, "", "pagesim: there is no function oter; did you mean outer?\n")
    assert emit("ast", "qqqq")[2].startswith("pagesim: there is no function qqqq: there are osirs::_start, osirs::")
    assert main(["emit", str(tmp_path / "none.rs"), "--stage", "ast"]) == 2
    assert "there is no file" in capsys.readouterr().err
    assert main(["emit", str(tmp_path / "kernel.rs"), "--stage", "ast", "--dialect", "9"]) == 2
    assert "no dialect" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["emit", str(tmp_path / "kernel.rs"), "--stage", "hir"])
    assert "tokens" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["emit", str(tmp_path / "kernel.rs")])
    assert "--stage" in capsys.readouterr().err


def test_paths_are_compared_without_generic_arguments() -> None:
    assert plain("<osirs::Writer<u8> as core::fmt::Write>::write_str") == "osirs::Writer::write_str"
    assert plain("osirs::Stack<core::option::Option<u8>>::push") == "osirs::Stack::push"


def test_no_other_command_loads_it() -> None:
    code = (
        "import sys; from pagesim_py.cli import main; main(['map']); print([m for m in sys.modules if '.emit.' in m])"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"
