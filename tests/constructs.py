"""Groups of small programs that the real compiler ran too, all of a group in one kernel.

``tests/data/constructs/GROUP.rs`` holds modules ``pub mod NAME { .. pub fn run() { .. } }``; ``GROUP.out`` is what
rustc 1.95 printed for them, each after a line ``== NAME``. A program may panic: its message is printed with its place,
and the next program begins (nothing unwinds, as in any kernel).

    python -m tests.constructs [GROUP ..]      records them anew (needs rustc)
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from pagesim_py.rust.compiled import compile, prepare

FOLDER = Path(__file__).parent / "data" / "constructs"
MAX_STEPS = 3_000_000
ATTRIBUTES = """#![no_std]
#![no_main]
#![allow(warnings, unconditional_panic, arithmetic_overflow)]
"""
MACROS = """
macro_rules! print { ($($t:tt)*) => (crate::out(format_args!($($t)*))); }
macro_rules! println {
    () => (print!("\\n"));
    ($($t:tt)*) => (print!("{}\\n", format_args!($($t)*)));
}
mod programs;
fn out(args: core::fmt::Arguments) {
    let _ = core::fmt::Write::write_fmt(&mut Out, args);
}
static mut NEXT: usize = 0;
fn run_from_next() -> ! {
    loop {
        unsafe { NEXT += 1 };
        match unsafe { NEXT } {
%s
            _ => leave(),
        }
    }
}
#[panic_handler]
fn panicked(info: &core::panic::PanicInfo) -> ! {
    println!("{info}");
    run_from_next()
}
struct Out;
"""
KERNEL = """
impl core::fmt::Write for Out {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        for b in s.bytes() {
            unsafe { x86_64::instructions::port::Port::<u8>::new(0x3f8).write(b) }
        }
        Ok(())
    }
}
fn leave() -> ! { loop { x86_64::instructions::hlt(); } }
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! { run_from_next() }
"""
HOSTED = """
impl core::fmt::Write for Out {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        unsafe { write(1, s.as_ptr(), s.len()); }
        Ok(())
    }
}
#[link(name = "c")]
unsafe extern "C" {
    fn write(to: i32, from: *const u8, len: usize) -> isize;
    fn exit(code: i32) -> !;
}
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}
#[unsafe(no_mangle)]
extern "C" fn _Unwind_Resume() {}
fn leave() -> ! { unsafe { exit(0) } }
#[unsafe(no_mangle)]
pub extern "C" fn main() -> i32 { run_from_next() }
"""


def groups() -> list[str]:
    """The names of all groups."""
    return sorted(path.stem for path in FOLDER.glob("*.rs"))


def names(text: str) -> list[str]:
    """The names of the programs in a group."""
    return re.findall(r"^pub mod (\w+) \{", text, re.M)


def files(text: str, shell: str, only: str | None = None) -> dict[str, str]:
    """The source files that run a group, or one program of it."""
    features = "".join(re.findall(r"^// (#!\[feature.*\])\n", text, re.M))
    chosen = [name for name in names(text) if only in (None, name)]
    arm = '            %d => { println!("\\n== %s"); programs::%s::run() }'
    arms = "\n".join(arm % (i, name, name) for i, name in enumerate(chosen, 1))
    if only is not None:  # keeps lines where they are
        for other in set(names(text)) - {only}:
            text = re.sub(rf"^pub mod {other} \{{\n.*?^\}}", lambda m: "\n" * m[0].count("\n"), text, flags=re.M | re.S)
    return {"src/main.rs": ATTRIBUTES + features + MACROS % arms + shell, "src/programs.rs": text}


def sections(printed: str) -> dict[str, str]:
    """What each program of a group printed."""
    parts = printed.split("\n== ")[1:]
    return {part.partition("\n")[0]: part.partition("\n")[2] for part in parts}


def run(text: str, only: str | None = None) -> str:
    """What a group, or one program of it, prints on the simulated machine."""
    compiled = compile(files(text, KERNEL, only), record=False)
    machine = prepare(compiled)
    outcome = compiled.run(machine, MAX_STEPS)
    end = "" if outcome.kind in ("halted", "panicked") else f"\n[{outcome.kind}: {outcome.reason}]"
    return str(machine.uart.text) + end


def record(text: str) -> str:
    """What a group prints when the real compiler builds it. Raises CalledProcessError if that refuses it."""
    with tempfile.TemporaryDirectory() as folder:
        for name, source in files(text, HOSTED).items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(source)
        options = ["--edition", "2024", "-C", "panic=abort", "-C", "debug-assertions=on", "-A", "warnings"]
        subprocess.run(["rustc", *options, "src/main.rs"], check=True, cwd=folder, stdin=subprocess.DEVNULL)
        ran = subprocess.run([f"{folder}/main"], check=True, capture_output=True)
    return ran.stdout.decode()


if __name__ == "__main__":
    for group in sys.argv[1:] or groups():
        (FOLDER / f"{group}.out").write_text(record((FOLDER / f"{group}.rs").read_text()))
