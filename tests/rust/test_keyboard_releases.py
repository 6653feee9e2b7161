"""The releases of pc-keyboard: how each is built and called, its names, its layouts, and what they give for keys."""

from __future__ import annotations

import pytest

from pagesim_py.rust.compiled import compile, prepare
from pagesim_py.rust.diagnostics import CompileError
from pagesim_py.rust.own import release_key

HEAD = r"""#![no_std]
#![no_main]
use core::fmt::Write;
use pc_keyboard::*;
struct Serial;
impl Write for Serial {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        for b in s.bytes() { unsafe { x86_64::instructions::port::Port::<u8>::new(0x3f8).write(b); } }
        Ok(())
    }
}
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    for &byte in BYTES {
        match keys.add_byte(byte) {
            Ok(Some(event)) => { let _ = match keys.process_keyevent(event) {
                Some(DecodedKey::Unicode(c)) => write!(Serial, "{c} "),
                Some(DecodedKey::RawKey(key)) => write!(Serial, "<{key:?}> "),
                None => Ok(()),
            }; }
            Ok(None) => {}
            Err(error) => { let _ = write!(Serial, "{error:?} "); }
        }
    }
    loop { x86_64::instructions::hlt(); }
}
"""
NEW = "Keyboard::new(ScancodeSet1::new(), layouts::{0}, HandleControl::MapLettersToUnicode)"
MADE = {
    "0.5": "Keyboard::new(layouts::{0}, ScancodeSet1, HandleControl::MapLettersToUnicode)",
    "0.6": "Keyboard::<layouts::{0}, ScancodeSet1>::new(HandleControl::MapLettersToUnicode)",
    "0.7": NEW,
    "0.8": NEW,
    "0.9": "PS2" + NEW,
}


def typed(release: str, layout: str, codes: list[int]) -> list[str]:
    """What the keys with these scan codes give."""
    made = MADE[release].replace("{0}", layout)
    text = HEAD.replace("    for &byte", f"    let mut keys = {made};\n    for &byte", 1).replace(
        "BYTES", f"&{codes}", 1
    )
    compiled = compile(
        {"src/main.rs": text}, record=False, externs=[("pc_keyboard", release_key("pc_keyboard", release))]
    )
    machine = prepare(compiled)
    compiled.run(machine)
    return machine.uart.text.split()


SHIFT, CTRL, ALTGR, CAPS = 0x2A, 0x1D, (0xE0, 0x38), 0x3A
A, Z, E, TWO, UP, ENTER = 0x1E, 0x2C, 0x12, 0x03, (0xE0, 0x48), 0x1C
OEM4, OEM1 = 0x1A, 0x27


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        ("0.5", ["a", "A", "A", "<ArrowUp>", "<AltLeft>", "{"]),
        ("0.6", ["a", "A", "A", "<ArrowUp>", "<AltLeft>", "{"]),
        ("0.7", ["a", "<LShift>", "A", "<CapsLock>", "A", "<ArrowUp>", "<LAlt>", "<LShift>", "{"]),
        ("0.8", ["a", "<LShift>", "A", "<CapsLock>", "A", "<ArrowUp>", "<LAlt>", "<LShift>", "{"]),
        ("0.9", ["a", "<LShift>", "A", "<CapsLock>", "A", "<ArrowUp>", "<LAlt>", "<LShift>", "{"]),
    ],
)
def test_keys_of_each_release(release: str, expected: list[str]) -> None:
    shifted = [SHIFT, A, A | 0x80, SHIFT | 0x80]
    rest = [CAPS, CAPS | 0x80, A, *UP, UP[0], UP[1] | 0x80, 0x38, SHIFT, OEM4]
    found = typed(release, "Us104Key", [A, A | 0x80, *shifted, *rest])
    assert [one for one in found if one != "<LAlt>"] == [one for one in expected if one != "<LAlt>"]


@pytest.mark.parametrize("release", MADE)
def test_letters_with_control(release: str) -> None:
    assert typed(release, "Us104Key", [CTRL, 0x2E])[-1] == "\x03"


@pytest.mark.parametrize(
    ("layout", "releases", "plain", "shifted", "third"),
    [
        ("Us104Key", "0.5 0.6 0.7 0.8 0.9", "a z e 2 [ ;", "A Z E @ { :", ""),
        ("Uk105Key", "0.5 0.6 0.7 0.8 0.9", "a z e 2 [ ;", 'A Z E " { :', ""),
        ("Azerty", "0.5 0.6 0.7 0.8 0.9", "q w e é ^ m", "Q W E 2 ¨ M", "q w € ~ ^ m"),
        ("Dvorak104Key", "0.5 0.6 0.7 0.8 0.9", "a ; . 2 / s", "A : > @ ? S", ""),
        ("Jis109Key", "0.5 0.7 0.9", "a z e 2 @ ;", 'A Z E " ` +', ""),
        ("Colemak", "0.6 0.7 0.9", "a z f 2 [ o", "A Z F @ { O", ""),
        ("DVP104Key", "0.6 0.7 0.9", "a ' . [ / s", 'A " > 7 ? S', ""),
        ("De104Key", "0.6", "a y e 2 ü ö", 'A Y E " Ü Ö', "a y € ² ü ö"),
        ("De105Key", "0.7 0.8 0.9", "a y e 2 ü ö", 'A Y E " Ü Ö', "a y € ² ü ö"),
        ("No105Key", "0.8 0.9", "a z e 2 å ø", 'A Z E " Å Ø', "a z € @ å ø"),
        ("FiSe105Key", "0.8 0.9", "a z e 2 å ö", 'A Z E " Å Ö', "a z € @ å ö"),
    ],
)
def test_layouts(layout: str, releases: str, plain: str, shifted: str, third: str) -> None:
    codes = [A, Z, E, TWO, OEM4, OEM1]
    keys = [*codes, SHIFT, *codes, SHIFT | 0x80, *ALTGR, *codes]
    for release in releases.split():
        found = [one for one in typed(release, layout, keys) if not one.startswith("<")]
        assert found[:6] == plain.split()
        assert found[6:12] == shifted.split()
        assert found[12:] == (third or plain).split()


@pytest.mark.parametrize(
    ("release", "name"),
    [("0.5", "Colemak"), ("0.6", "De105Key"), ("0.7", "No105Key"), ("0.7", "De104Key"), ("0.8", "De104Key")],
)
def test_layouts_that_a_release_has_not(release: str, name: str) -> None:
    with pytest.raises(CompileError) as refused:
        typed(release, name, [])
    assert f"cannot find type `{name}` in module `layouts`" in str(refused.value) or f"`{name}`" in str(refused.value)
