"""Screen modules in fifteen styles leave at 0xb8000 what they leave there when the real compiler builds them: every
character and attribute, and the bytes behind the screen.

``tests/data/screens/NAME.rs`` is a module with its own ``print!`` and ``println!``;
``tests/record_screens.py`` made the recordings.
"""

from __future__ import annotations

import pytest

from pagesim_py.rust.compiled import compile, prepare
from tests.record_screens import CALLS, DEMO, SCREENS, as_text

KERNEL = """#![no_std]
#![no_main]
#![allow(unused, static_mut_refs)]
#[macro_use] mod screen;
mod demo;
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! { CALLS stop() }
#[panic_handler]
fn on_panic(info: &core::panic::PanicInfo) -> ! { println!("{}", info); stop() }
fn stop() -> ! { loop { x86_64::instructions::hlt() } }
"""


@pytest.mark.parametrize("name", sorted(p.stem for p in SCREENS.glob("*.rs")))
@pytest.mark.parametrize("calls", list(CALLS))
def test_the_screen_is_as_recorded(name: str, calls: str) -> None:
    files = {
        "src/main.rs": KERNEL.replace("CALLS", CALLS[calls]),
        "src/screen.rs": (SCREENS / f"{name}.rs").read_text(),
        "src/demo.rs": DEMO.read_text(),
    }
    compiled = compile(files, record=False)
    machine = prepare(compiled)
    assert compiled.run(machine).kind in ("halted", "panicked")
    recorded = (SCREENS / f"{'_'.join(filter(None, [name, calls]))}.txt").read_text()
    assert as_text(bytes(machine.memory.read(0xB8000, 4096))) == recorded
