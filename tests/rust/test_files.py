"""Kernels of several files: where modules lie, what the crates are called, which file begins, which edition."""

from __future__ import annotations

from typing import Any

import pytest

from pagesim_py.rust.compiled import compile, prepare
from pagesim_py.rust.diagnostics import CompileError

HEAD = "#![no_std]\n#![no_main]\n"
SERIAL = """
pub struct Com1;
impl core::fmt::Write for Com1 {
    fn write_str(&mut self, s: &str) -> core::fmt::Result {
        for b in s.bytes() { unsafe { x86_64::instructions::port::Port::<u8>::new(0x3f8).write(b) } }
        Ok(())
    }
}
#[macro_export]
macro_rules! println { ($($t:tt)*) => {{ use core::fmt::Write; let _ = writeln!($crate::serial::Com1, $($t)*); }}; }
"""
PANIC = "#[panic_handler]\nfn on_panic(_: &core::panic::PanicInfo) -> ! { loop { x86_64::instructions::hlt() } }\n"
SAY = 'pub fn say() { crate::println!("{} {}", module_path!(), file!()) }\n'


def start(body: str, attribute: str = "#[unsafe(no_mangle)]") -> str:
    return f'{attribute}\npub extern "C" fn _start() -> ! {{ {body} loop {{ x86_64::instructions::hlt() }} }}\n{PANIC}'


def prints(files: dict[str, str], **options: Any) -> list[str]:
    compiled = compile(files, record=False, **options)
    machine = prepare(compiled)
    compiled.run(machine)
    return machine.uart.text.splitlines()


def test_where_modules_lie() -> None:
    """As rustc 1.95 finds and names them."""
    main = (
        '#[macro_use] mod serial;\n#[path = "dev/vga-text.rs"] mod screen;\nmod inner { #[path = "q.rs"] pub mod z; }\n'
        '#[path = "dev"] mod grp { #[path = "g.rs"] pub mod g; pub mod h; }\nmod a;\nmod r#type;\n'
    )
    files = {
        "src/main.rs": HEAD
        + main
        + start(
            "screen::say(); inner::z::say(); a::all(); grp::g::say(); grp::h::say();"
            " r#type::say(); screen::font::say();"
        ),
        "src/serial.rs": SERIAL,
        "src/dev/vga-text.rs": "pub mod font;\n" + SAY,
        "src/a.rs": 'mod inner { #[path = "r.rs"] pub mod z; }\n#[path = "sib.rs"] mod s;\n'
        '#[path = "../src/other.rs"] mod o;\nmod deep;\n'
        "pub fn all() { inner::z::say(); s::say(); o::say(); deep::say(); }",
        "src/a/deep/mod.rs": SAY,
        "src/type.rs": SAY,
    }
    names = ["dev/font", "inner/q", "dev/g", "dev/h", "a/inner/r", "sib", "other"]
    assert prints(files | {f"src/{name}.rs": SAY for name in names}) == [
        "osirs::screen src/dev/vga-text.rs",
        "osirs::inner::z src/inner/q.rs",
        "osirs::a::inner::z src/a/inner/r.rs",
        "osirs::a::s src/sib.rs",
        "osirs::a::o src/../src/other.rs",
        "osirs::a::deep src/a/deep/mod.rs",
        "osirs::grp::g src/dev/g.rs",
        "osirs::grp::h src/dev/h.rs",
        "osirs::type src/type.rs",
        "osirs::screen::font src/dev/font.rs",
    ]


TWO = {
    "src/serial.rs": SERIAL,
    "src/lib.rs": '#![no_std]\npub mod serial;\npub struct Mine;\npub fn say() { println!("{}", module_path!()) }\n',
}
NAMES = 'struct Here; println!("{} {}", core::any::type_name::<Here>(), core::any::type_name::<kern::Mine>());'


def test_both_crates_of_a_package_have_its_name() -> None:
    main = (
        f"use kern::println;\nextern crate kern as same;\n{start('kern::say(); same::say(); ::kern::say(); ' + NAMES)}"
    )
    said = prints(TWO | {"src/main.rs": HEAD + main, "Cargo.toml": '[package]\nname = "kern"\n'})
    assert said == ["kern", "kern", "kern", "kern::_start::Here kern::Mine"]


def test_the_crates_may_begin_in_other_files() -> None:
    files = {"src/boot.rs": HEAD + "use kern::println;\n" + start("kern::say();"), "src/k.rs": TWO["src/lib.rs"]}
    files["src/serial.rs"] = SERIAL
    assert prints(files, library="kern", main_file="src/boot.rs", library_file="src/k.rs") == ["kern"]


def test_what_edition_2024_began_to_refuse() -> None:
    main = HEAD + "#[macro_use] mod serial;\nstatic mut N: u8 = 7;\n"
    old = {"src/main.rs": main + start('unsafe { println!("{}", N) }', "#[no_mangle]"), "src/serial.rs": SERIAL}
    assert prints(old, edition=2021) == ["7"]
    with pytest.raises(CompileError, match="unsafe attribute used without unsafe"):
        compile(old)
    half = {**old, "src/main.rs": main + start('unsafe { println!("{}", N) }')}
    assert prints(half, edition=2018) == ["7"]
    with pytest.raises(CompileError, match="creating a shared reference to mutable static"):
        compile(half)
