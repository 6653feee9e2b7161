"""What lowered code can reach: looked at in the bytecode that is executed, instruction by instruction.

Whatever a student writes as a name, a string, an attribute or a path, the code that comes of it imports nothing, looks
at no attribute but a few of numbers and lists, calls nothing of Python's but what computes, and holds no text.
"""

from __future__ import annotations

import builtins
import dis
from collections.abc import Iterator
from operator import attrgetter
from types import CodeType, FunctionType

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pagesim_py.labs import load
from pagesim_py.labs.runner import Rejected, booted, compiled
from pagesim_py.rust.compiled import Compiled
from pagesim_py.rust.run.reach import COMPUTING, computing
from pagesim_py.rust.run.runtime import Run

ATTRIBUTES = frozenset(
    {"append", "bit_count", "bit_length", "to_bytes", "from_bytes", "is_integer", "as_integer_ratio"}
)
FORBIDDEN = ("IMPORT", "STORE_ATTR", "DELETE_", "STORE_GLOBAL", "BUILD_CLASS", "ASYNC", "YIELD", "WITH", "FORMAT_VALUE")


def codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from codes(one)


def reached(code: CodeType, known: set[str]) -> list[str]:
    """What ``code`` reaches that it should not; ``known`` are the names that it is given."""
    found = []
    for one in codes(code):
        for step in dis.get_instructions(one):
            name, value = step.opname, step.argval
            if any(word in name for word in FORBIDDEN):
                found.append(f"{name} {value}")
            elif ("ATTR" in name or "METHOD" in name) and value not in ATTRIBUTES:
                found.append(f"attribute {value}")
            elif ("GLOBAL" in name or name == "LOAD_NAME") and value not in known | COMPUTING:
                found.append(f"name {value}")
        found += [f"text {text!r}" for text in one.co_consts if isinstance(text, str) and text not in one.co_names]
        found += [f"local {name}" for name in one.co_varnames if "__" in name[:2] and name.endswith("__")]
    return found


def lowered(kernel: Compiled) -> list[CodeType]:
    found = [getattr(item, "code", None) for item in kernel.linked.items]
    return [code for code in found if isinstance(code, CodeType)]


def everything_reached(kernel: Compiled) -> list[str]:
    """Of a kernel that is compiled: all that its lowered code reaches, with the names that a run gives it."""
    run = Run(kernel.linked, booted(kernel, {}), 100, ())
    try:
        known = set(run.ns)
        for value in run.ns.values():
            if isinstance(value, FunctionType) and value.__globals__ is run.ns:
                assert attrgetter("__builtins__")(value) == computing()
    finally:
        run.close()
    found = [text for code in lowered(kernel) for text in reached(code, known)]
    return [text for text in found if text != "text '<lambda>'"]


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("import os", "IMPORT_NAME os"), ("x = y.__class__", "attribute __class__"), ("open('x')", "name open"),
        ("def f():\n global a\n a = 1", "STORE_GLOBAL a"), ("x = b.mro()", "attribute mro"), ("x = 'os'", "text 'os'"),
        ("class A: pass", "LOAD_BUILD_CLASS"), ("def f(x):\n x.y = 1", "STORE_ATTR y"),
    ],
)  # fmt: skip
def test_the_look_itself_sees_what_would_be_bad(source: str, says: str) -> None:
    assert any(says in text for text in reached(compile(source, "<bad>", "exec"), set()))


def test_what_computes_opens_nothing() -> None:
    bad = "open exec eval compile __import__ getattr setattr vars globals locals type object input print breakpoint"
    assert not set(bad.split()) & set(computing())
    assert set(computing()) < set(dir(builtins))


PYTHON = (
    "__import__('os').system('touch /tmp/reached')", "'''", '"""', "\\", "'", '"', "{}", "{0}", "{{", "§0", "§S", "§",
    "); import os; (", "\n    import os\n", "\u2028import os", "#", "\0", "\ud7ff", "\u202e", "lambda: 0", "F1", "K1",
    "ns",    "__builtins__", "é", "ﬁ", "a.b.c", "../../etc/passwd", "/etc/passwd", "$x", "T", "N", "L",
)  # fmt: skip
texts = st.lists(st.sampled_from(PYTHON) | st.text(max_size=6), max_size=4).map("".join)
idents = st.from_regex(r"[a-z_][a-zA-Z0-9_]{0,10}", fullmatch=True) | st.sampled_from(
    ["__import__", "__class__", "exec", "eval", "open", "globals", "__builtins__", "ns", "T", "N", "L", "E", "r8", "_"]
)


def quoted(text: str) -> str:
    """As a Rust string."""
    return '"' + "".join(f"\\u{{{ord(one):x}}}" if one in '\\"\n\r\t\0{}' else one for one in text) + '"'


USED = "linked(EXPORTED.len() as u64 + KEPT);"


def attributes(text: str, feature: str) -> str:
    """Items whose attributes hold a string of the student's: names for the linker, sections, conditions, notes."""
    return f"""#[cfg_attr(all(), doc = {text}, deprecated(note = {text}))]
#[cfg_attr(not(feature = {text}), must_use = {text})]
#[unsafe(export_name = {text})]
pub extern "C" fn exported(n: u64) -> u64 {{ n + 1 }}
unsafe extern "C" {{ #[link_name = {text}] fn linked(n: u64) -> u64; }}
#[unsafe(link_section = {text})]
static KEPT: u64 = 1;
#[doc = concat!("k", {text})]
static EXPORTED: &str = concat!({text}, stringify!({feature}), file!(), module_path!());
#[cfg(feature = {text})]
compile_error!({text});
"""


@st.composite
def programs(draw: st.DrawFn) -> dict[str, str]:
    """A kernel with hostile names, strings, attributes, comments, paths and macros; most of them compile."""
    name = [draw(idents) for _ in range(8)]
    text = [draw(texts) for _ in range(8)]
    line = [one.replace("\n", " ").replace("\r", " ") for one in text]
    ident = [f"r#{one}" if one not in ("_", "crate", "self", "super", "Self") else f"{one}x" for one in name]
    main = f"""#![no_std]
#![no_main]
#![allow(warnings)]
// {line[0]}
/// {line[1]}
#[doc = {quoted(text[2])}]
pub struct {ident[0]}_s {{ {ident[1]}: u64, b: &'static str }}
#[derive(Clone, Copy, PartialEq, Debug)]
enum {ident[1]}_e {{ {ident[2]}_v, B(u8) }}
static {ident[2]}_static: &str = {quoted(text[3])};
const {ident[3]}_const: &[u8] = {quoted(text[4])}.as_bytes();
macro_rules! {ident[4]}_m {{ ($x:ident) => {{ let $x = stringify!($x); osirs::print!("{{}}", $x); }} }}
fn {ident[5]}_f({ident[6]}: u64) -> u64 {{ '{name[5]}_l: loop {{ break '{name[5]}_l {ident[6]} + 1; }} }}
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {{
    let {ident[7]}_x = {ident[0]}_s {{ {ident[1]}: {ident[5]}_f(3), b: {quoted(text[5])} }};
    {ident[4]}_m!({ident[3]}_y);
    osirs::println!("{{}} {{:?}}", {ident[7]}_x.b, {ident[1]}_e::{ident[2]}_v);
    assert!({ident[7]}_x.{ident[1]} == 4, {quoted(text[6])});
    osirs::halt();
}}
#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {{ osirs::println!("{{}}", info); osirs::halt(); }}
"""
    if draw(st.booleans()):
        main = main.replace(
            "#[unsafe(no_mangle)]", attributes(quoted(draw(texts)), name[0]) + "#[unsafe(no_mangle)]", 1
        )
        main = main.replace("    osirs::halt();\n", f"    unsafe {{ {USED} }}\n    osirs::halt();\n", 1)
    files = {"src/main.rs": main}
    if draw(st.booleans()):
        at = draw(texts).replace("\0", "")
        files[f"src/{at}.rs"] = f"// {line[7]}\npub fn f() {{}}\n"
        files["src/main.rs"] = main.replace("#[unsafe", f"#[path = {quoted(at + '.rs')}]\nmod other;\n#[unsafe", 1)
    if draw(st.integers(0, 9)) == 0:
        where = draw(st.integers(0, len(main)))
        files["src/main.rs"] = main[:where] + draw(texts) + main[where:]
    return files


COUNTED = {"compiled": 0, "with attributes": 0}


@pytest.fixture(autouse=True, scope="module")
def _compiler_is_ready() -> None:
    """The first compilation raises Python's limit of recursion for good, which hypothesis would complain of."""
    compiled(load("page-fault").files, "0.14.13", None, None, record=True)


def library() -> dict[str, str]:
    return {path: text for path, text in load("page-fault").files.items() if path != "src/main.rs"}


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(programs())
def test_no_text_of_a_students_reaches_python(files: dict[str, str]) -> None:
    failed = ""
    try:
        kernel, _ = compiled({**library(), **files}, "0.14.13", None, None, record=True)
    except Rejected as rejected:
        failed = str(rejected)
    if failed:
        assert "pagesim itself made a mistake" not in failed
        return
    COUNTED["compiled"] += 1
    COUNTED["with attributes"] += "link_name" in files["src/main.rs"]
    assert everything_reached(kernel) == []


def test_most_of_these_programs_compile() -> None:
    """Otherwise the property above would look at nothing."""
    test_no_text_of_a_students_reaches_python()
    assert COUNTED["compiled"] >= 8
    assert COUNTED["with attributes"] >= 2


def test_a_constant_may_loop_in_a_recorded_program() -> None:
    source = (
        "#![no_std]\n#![no_main]\n"
        "const fn f() -> u64 { let mut x = 0; let mut y = 1; while x < 9 { x += 1; y = x; } y }\n"
        'const X: u64 = f();\n#[unsafe(no_mangle)]\npub extern "C" fn _start() -> ! { let _ = X; loop {} }\n'
        "#[panic_handler]\nfn panic(_: &core::panic::PanicInfo) -> ! { loop {} }\n"
    )
    compiled({"src/main.rs": source}, "0.14.13", None, None, record=True)
