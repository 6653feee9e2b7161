"""The command from outside: exit statuses, the JSON, and one clear line for every bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pagesim_py import labs
from pagesim_py.cli import main
from pagesim_py.cli.run import as_data
from pagesim_py.labs.runner import run_files

ROOT = Path(__file__).resolve().parents[2]
KERNEL = """\
#![no_std]
#![no_main]

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    unsafe { (0xb8000 as *mut u8).write_volatile(b'#'); }
    BODY
    loop { x86_64::instructions::hlt(); }
}

#[panic_handler]
fn on_panic(_info: &core::panic::PanicInfo) -> ! {
    unsafe { (0xb8000 as *mut u8).write_volatile(b'!'); }
    loop { x86_64::instructions::hlt(); }
}
"""


@pytest.fixture
def kernel(tmp_path: Path) -> Callable[..., str]:
    """Writes a kernel with this body and returns its path as text."""

    def write(body: str, name: str = "kernel.rs") -> str:
        path = tmp_path / name
        path.write_text(KERNEL.replace("BODY", body))
        return str(path)

    return write


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any], str]:
    status = main(["run", *arguments, "--json"])
    captured = capsys.readouterr()
    return status, json.loads(captured.out), captured.err


@pytest.mark.parametrize(
    ("body", "status", "outcome", "first"),
    [
        ("", 0, "halted", "#"),
        ('panic!("stop");', 5, "panicked", "!"),
        ("unsafe { (0xdeadbeaf as *mut u8).write_volatile(1) };", 3, "triple_fault", "#"),
        ("loop {}", 4, "running", "#"),
        ("unsafe { x86_64::instructions::port::Port::<u32>::new(0xf4).write(0x10) };", 33, "exited", "#"),
    ],
)
def test_outcomes(
    kernel: Callable[..., str], capsys: pytest.CaptureFixture[str], body: str, status: int, outcome: str, first: str
) -> None:
    found, data, _ = run_json(capsys, kernel(body), "--max-steps", "10_000")
    assert (found, data["outcome"]) == (status, outcome)
    assert [len(row) for row in data["screen"]] == [80] * 25
    assert data["screen"][0][0] == first
    assert data["serial"] == ""
    assert data["exceptions"] == []
    assert 0 < data["steps"] <= 10_001
    assert data["reason"]


def test_a_rejected_kernel(kernel: Callable[..., str], capsys: pytest.CaptureFixture[str]) -> None:
    status, data, errors = run_json(capsys, kernel("let x: u8 = true;"))
    assert (status, data["outcome"], data["steps"]) == (1, "compile_error", 0)
    message = next(one for one in data["messages"] if one["level"] == "error")
    assert (message["code"], message["file"], message["line"], message["column"]) == ("E0308", "src/main.rs", 7, 17)
    assert "error[E0308]: mismatched types\n --> " in errors
    assert "kernel.rs:7:17\n" in errors
    assert "^^^^" in errors
    assert len(data["screen"]) == 25


def test_exceptions_are_listed_in_order_of_delivery(capsys: pytest.CaptureFixture[str]) -> None:
    lab = labs.load("page-fault")
    results = [
        as_data(run_files(lab.step(step).sources, dialect=lab.dialect, max_steps=100_000))["exceptions"]
        for step in ("store", "no-page-fault-handler", "breakpoint")
    ]
    for (one,), (vector, mnemonic, code, cr2) in zip(
        results, [(14, "#PF", 2, "0xdeadbeaf"), (8, "#DF", 0, None), (3, "#BP", None, None)], strict=True
    ):
        assert (one["vector"], one["mnemonic"], one["error_code"], one["cr2"]) == (vector, mnemonic, code, cr2)
        assert 0x201000 <= int(one["rip"], 16) < 0x300000
        assert one["cpl"] == 0


def test_without_json_the_screen_is_printed(kernel: Callable[..., str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", kernel("")]) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("#\n", "")


def test_the_package_calls_its_library_by_its_name(
    kernel: Callable[..., str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kernel("blog_os::show(b'L'); blog_os::Tag::default();", "main.rs")
    (tmp_path / "src").mkdir()
    (tmp_path / "main.rs").rename(tmp_path / "src/main.rs")
    (tmp_path / "src/lib.rs").write_text(
        "#![no_std]\npub struct Tag;\nimpl Default for Tag {\n    fn default() -> Tag { Tag }\n}\n"
        "pub fn show(byte: u8) {\n    unsafe { (0xb8002 as *mut u8).write_volatile(byte) }\n}\n"
    )
    (tmp_path / "Cargo.toml").write_text('[package]\nname = "blog-os"\n')
    assert main(["run", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "#L\n"


def test_a_package_without_edition_is_told_that_it_means_2015(
    kernel: Callable[..., str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kernel("", "main.rs")
    (tmp_path / "src").mkdir()
    text = (tmp_path / "main.rs").read_text().replace("#[unsafe(no_mangle)]", "#[no_mangle]")
    (tmp_path / "src/main.rs").write_text(text)
    (tmp_path / "Cargo.toml").write_text('[package]\nname = "k"\n')
    assert main(["run", str(tmp_path)]) == 0
    captured = capsys.readouterr()
    assert captured.out == "#\n"
    assert captured.err.startswith("warning: ")
    assert 'Cargo.toml has no edition, so that Cargo takes 2015: write `edition = "2024"`' in captured.err


def test_what_did_not_halt_says_so(kernel: Callable[..., str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", kernel("loop {}"), "--max-steps", "1000"]) == 4
    captured = capsys.readouterr()
    assert captured.out == "#\n"
    warned, _, said = captured.err.partition("\n\n")  # what follows the loop is never reached
    assert warned.startswith("warning: unreachable expression\n")
    assert said.startswith("pagesim: running: ")


def test_the_serial_port_is_printed(kernel: Callable[..., str], capsys: pytest.CaptureFixture[str]) -> None:
    body = 'for byte in *b"hi" { unsafe { x86_64::instructions::port::Port::<u8>::new(0x3f8).write(byte) }; }'
    assert main(["run", kernel(body)]) == 0
    assert capsys.readouterr().out == "#\n--- serial port\nhi\n"


def test_the_panics_of_older_compilers_can_be_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "kernel.rs"
    path.write_text("""#![no_std]
#![no_main]
struct Serial;
impl core::fmt::Write for Serial {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        for b in s.bytes() { unsafe { x86_64::instructions::port::Port::<u8>::new(0x3f8).write(b) } }
        Ok(())
    }
}
#[panic_handler]
fn on_panic(info: &core::panic::PanicInfo) -> ! {
    let _ = core::fmt::Write::write_fmt(&mut Serial, format_args!("{info}"));
    loop { x86_64::instructions::hlt() }
}
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! { assert_eq!(1, 2, "one of {}", 2); loop {} }
""")
    assert main(["run", str(path), "--dialect", "0.14+rustc-1.72"]) == 5
    text = "assertion failed: `(left == right)`\n  left: `1`,\n right: `2`: one of 2"
    assert f"panicked at '{text}', src/main.rs:16:35\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "no-such.rs"], "there is no file or folder no-such.rs"),
        (["run", "README.md"], "README.md is no Rust file"),
        (["run", "tests"], "tests has neither src/main.rs nor main.rs"),
        (
            ["run", "tests/data/readme/hello.rs", "--dialect", "0.10"],
            "there is no dialect '0.10': choose one of 0.14.13, 0.14.2, 0.15.4, 0.13.5, 0.14.13+rustc-1.72",
        ),
        (["walk", "0x12345678901234567"], "64 bits"),
        (["walk", "deadbeaf"], "0xdeadbeaf"),
        (["walk", "page_fault_handlr"], "page_fault_handler"),
        (["walk", ""], "Type an address"),
        (["walk", "0xb8000", "--lab", "page-falt"], "did you mean 'page-fault'"),
    ],
)
def test_bad_input_is_one_clear_line(
    arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("pagesim: ")
    assert captured.err.count("\n") == 1
    assert message in captured.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "x.rs", "--max-steps", "0"], "'0' is not a number of steps"),
        (["run", "x.rs", "--max-steps", "many"], "'many' is not a number of steps"),
        (["serve", "--port", "70000"], "'70000' is not a port"),
        ([], "COMMAND"),
        (["fly"], "'fly'"),
    ],
)
def test_bad_usage(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert message in capsys.readouterr().err


def test_a_mistake_of_our_own_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("out of ideas")

    monkeypatch.setattr("pagesim_py.cli.run.run_files", broken)
    monkeypatch.chdir(ROOT)
    assert main(["run", "tests/data/readme/hello.rs"]) == 70
    told = capsys.readouterr().err
    assert told.startswith("pagesim: a mistake in pagesim itself, not in the kernel: RuntimeError: out of ideas\n")
    assert "please report this with the kernel's files" in told
    monkeypatch.setenv("PAGESIM_TRACEBACK", "1")
    with pytest.raises(RuntimeError, match="out of ideas"):
        main(["run", "tests/data/readme/hello.rs"])


@pytest.mark.parametrize(
    ("where", "doing"),
    [
        ("pagesim_py.rust.lower.function.body_of", "while lowering `osirs::"),
        ("pagesim_py.rust.check.fn.BodyChecker.function", "while checking `osirs::"),
        ("pagesim_py.rust.compiled.link", None),
        ("pagesim_py.rust.syntax.parser.parse_crate", None),
    ],
)
def test_a_mistake_of_the_compiler_is_no_error_of_the_kernel(
    where: str, doing: str | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    kernel = tmp_path / "kernel.rs"
    kernel.write_text(
        "#![no_std]\n#![no_main]\n#[panic_handler]\nfn panic(_: &core::panic::PanicInfo) -> ! { loop {} }\n"
        '#[unsafe(no_mangle)]\npub extern "C" fn _start() -> ! {\n    let own = 1;\n    loop { let _ = own; }\n}\n'
    )

    def broken(*_arguments: object, **_options: object) -> None:
        raise LookupError("planted")

    monkeypatch.setattr(where, broken)
    assert main(["run", str(kernel), "--json"]) == 70
    out, told = capsys.readouterr()
    assert told.startswith("pagesim: a mistake in pagesim itself, not in the kernel: LookupError: planted\n")
    data = json.loads(out)
    assert data["outcome"] == "internal_error"
    assert "LookupError: planted" in data["reason"]
    if doing is not None:
        assert doing in told
        assert "at src/main.rs:" in told


def test_walk_of_a_symbol(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["walk", "_start"]) == 0
    text = capsys.readouterr().out
    assert "_start)" in text.splitlines()[0]
    assert "write  #PF with error code 0x3 (P | W)" in text


def test_check_lab(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "a-lab"
    (folder / "src").mkdir(parents=True)
    (folder / "lab.toml").write_text('title = "A"\nsummary = "B."\nbase = "kernel"\n')
    (folder / "src/main.rs").write_text(KERNEL.replace("BODY", "// expect: #"))
    (folder / "text.md").write_text("# A\n")
    assert main(["check-lab", str(folder)]) == 0
    assert capsys.readouterr().out == f"{folder}: the lab is fine\n"
    (folder / "src/main.rs").write_text(KERNEL.replace("BODY", "// expect: ?"))
    assert main(["check-lab", str(folder)]) == 1
    assert capsys.readouterr().err == f"{folder}: step start: the screen does not show '?'\n"


def test_the_module_runs_and_a_closed_pipe_is_no_error(kernel: Callable[..., str]) -> None:
    path = kernel("")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "pagesim_py", "run", path], capture_output=True, text=True, env=environment, check=False
    )
    assert (done.returncode, done.stdout) == (0, "#\n")


KEYS = ROOT / "tests" / "data" / "kernels" / "keys_raw"


def test_keys_are_typed_to_a_kernel_that_waits(capsys: pytest.CaptureFixture[str]) -> None:
    status, data, _ = run_json(capsys, str(KEYS), "--keys", r"x\n")
    assert status == 4
    lines = [line.strip() for line in data["screen"] if line.strip()]
    assert lines == ["press keys", "scan code 0x2d", "scan code 0xad up", "scan code 0x1c", "scan code 0x9c up"]
    assert data["interrupts"]["33"] == 4
    assert data["interrupts"]["32"] > 0
    assert data["exceptions"] == []


def test_keys_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    _, data, _ = run_json(capsys, str(KEYS), "--keys", "<LShift+i><F1>")
    lines = [line.strip() for line in data["screen"] if line.strip()][1:]
    assert [line.removeprefix("scan code ") for line in lines] == [
        "0x2a", "0x17", "0x97 up", "0xaa up", "0x3b", "0xbb up",
    ]  # fmt: skip
    assert main(["run", str(KEYS), "--keys", "<Hyper>"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("pagesim: there is no key called <Hyper>")
    assert "ArrowUp" in told


def test_a_key_that_no_keyboard_has(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(KEYS), "--keys", "ö"]) == 2
    assert capsys.readouterr().err == "pagesim: a US keyboard has no key 'ö'\n"
