"""What editions before 2021 allow: trait objects without ``dyn``."""

from __future__ import annotations

import pytest

from pagesim_py.rust.compiled import compile, prepare
from pagesim_py.rust.diagnostics import CompileError

OBJECTS = r"""#![no_std]
#![no_main]
use core::fmt::{self, Debug, Write};
use core::panic::PanicInfo;
#[panic_handler]
fn panic(_i: &PanicInfo) -> ! { loop {} }
trait T { fn f(&self) -> u8; fn set(&mut self, n: u8); }
impl T for u8 { fn f(&self) -> u8 { *self } fn set(&mut self, n: u8) { *self = n } }
struct Holder<'a> { x: &'a mut T, y: &'a (T + Send) }
impl<'a> Holder<'a> { fn get(&mut self) -> &mut T { self.x.set(5); self.x } fn other(&self) -> &(T + Send) { self.y } }
fn g(x: &T) -> u8 { x.f() }
fn h(w: &mut Write, d: &Debug) -> fmt::Result { write!(w, "{:?}", d)?; w.write_str("!") }
static ALL: [&'static (T + Sync); 2] = [&1u8, &2u8];
type Fun = fn(&T) -> u8;
struct Out(usize);
impl Write for Out {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        for b in s.bytes() { unsafe { *((0xb8000 + self.0) as *mut u8) = b; } self.0 += 2; }
        Ok(())
    }
}
#[no_mangle]
pub extern "C" fn _start() -> ! {
    let mut n = 3u8; let m = 4u8;
    let mut held = Holder { x: &mut n, y: &m };
    let a = g(held.other()); let b = g(held.get());
    let mut out = Out(0);
    let all: Fun = g;
    let _ = h(&mut out, &[a, b, all(ALL[0]), ALL[1].f(), n]);
    let _ = h(&mut out, &"x");
    loop {}
}
"""


@pytest.mark.parametrize("edition", [2015, 2018])
def test_objects_without_dyn(edition: int) -> None:
    compiled = compile({"src/main.rs": OBJECTS}, record=False, edition=edition)
    machine = prepare(compiled)
    compiled.run(machine, max_steps=1000)
    assert machine.screen.lines()[0].startswith('[4, 5, 1, 2, 5]!"x"!')


def test_objects_need_dyn_since_2021() -> None:
    with pytest.raises(CompileError) as refused:
        compile({"src/main.rs": OBJECTS}, edition=2021)
    errors = [d for d in refused.value.diagnostics if d.level == "error"]
    assert errors
    assert {d.code for d in errors} == {"E0782"}
