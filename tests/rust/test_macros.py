"""``macro_rules!``: matching, repetition, hygiene, scope; the built-in macros."""

from __future__ import annotations

import pytest

from pagesim_py.rust.syntax import ast
from tests.rust.syntax import Parsed, expression, show, statements


@pytest.mark.parametrize(
    ("macro", "call", "shown"),
    [
        ("($e:expr) => { $e * $e }", "m!(1 + 2)", "((1 + 2) * (1 + 2))"),
        ("($e:expr) => { -$e.f() }", "m!(a + b)", "(-(a + b).f())"),
        ("($($t:tt)*) => { f($($t)*) }", "m!(1 + 2, x)", "f((1 + 2), x)"),
        ("() => { 0 }; ($x:tt $($r:tt)*) => { 1 + m!($($r)*) }", "m!(a (b c) [d])", "(1 + (1 + (1 + 0)))"),
        ("($($k:ident = $v:expr),* $(,)?) => { [$((stringify!($k), $v)),*] "
         "}", "m!(a = 1, b = 2 + 3,)", "[('a',1,), ('b',(2 + 3),)]"),
        ("($a:expr; $($b:expr),+) => { [$($a + $b),+] }", "m!(1; 2, 3)", "[(1 + 2), (1 + 3)]"),
        ("($($a:ident: [$($b:expr),*]);*) => { ($(($($a($b),)*),)*) }", "m!(f: [1, 2]; g: [])", "((f(1),f(2),),(),)"),
        ("($t:ty) => { <$t>::MAX as $t }", "m!(Vec<Vec<u8>>)", "(<Vec<Vec<u8>> as 0>::MAX as Vec<Vec<u8>>)"),
        ("($p:pat => $e:expr) => { match x { $p => $e, _ => 0 } }", "m!(1 | 2 => 3)", "match x {(1 | 2) => 3, _ => 0}"),
        ("($b:block) => { if a $b else $b }", "m!({ 1 })", "if a {1} else {1}"),
        ("($l:lifetime) => { $l: loop { break $l } }", "m!('q)", "'q: loop {break 'q -}"),
        ("($i:ident) => { s.$i + $i!() }; () => { 7 "
         "}", "{ macro_rules! y { () => { 5 } } m!(y) }", "{<MacroRulesItem y> (s.y + 5)}"),
        ("($l:literal) => { $l }", "m!(-5)", "(-5)"),
        ("($($l:literal)|+) => { [$($l),+] }", 'm!("a" | 2 | true)', "['a', 2, True]"),
        ("($p:path) => { $p(1) }", "m!(a::b::<u8>)", "a::b<u8>(1)"),
        ("($v:vis $i:ident) => { stringify!($v, $i) }", "m!(pub(crate) x)", "'pub(crate), x'"),
        ("(a $(: $x:ident)? b) => { (1, $(stringify!($x))?) }", "m!(a b)", "(1,)"),
        ("(a $(: $x:ident)? b) => { (1, $(stringify!($x))?) }", "m!(a : c b)", "(1,'c',)"),
        ("($e:expr) => { n!($e) }", "{ macro_rules! n { ($f:expr) => { $f * 2 } } m!(1 + 2) "
                                    "}", "{<MacroRulesItem n> ((1 + 2) * 2)}"),
        ("({$($x:tt)*} [$y:expr]) => { ($y, stringify!($($x)*)) }", "m!({a + b} [3])", "(3,'a + b',)"),
        ("(=> $e:expr) => { $e }; (-> $e:expr) => { -$e }", "m!(-> 4)", "(-4)"),
        ("($e:expr, $($rest:tt)*) => { $e }; ($e:expr) => { 2 }", "m!(1 + 1)", "2"),
        ("($e:expr_2021) => { $e }", "m!(a)", "a"),
        ("($s:stmt) => { { $s; 1 } }", "m!(let q = 2)", "{let q = 2; 1}"),
        ("(#[$m:meta]) => { stringify!($m) }", "m!(#[derive(A, B)])", "'derive(A, B)'"),
        ("($x:ident $(. $y:ident)*) => { $x $(. $y)* }", "m!(a.b.c)", "a.b.c"),
        ("(x) => { 1 }; (r#x) => { 2 }", "m!(x)", "1"),
        ("($x:expr) => { $crate::f($x) }", "m!(1)", "$crate::f(1)"),
    ],
)  # fmt: skip
def test_expansion(macro: str, call: str, shown: str) -> None:
    assert expression(call, f"macro_rules! m {{ {macro} }}") == shown


def test_statement_macros() -> None:
    before = """
        macro_rules! twice { ($e:expr) => { $e; $e; } }
        macro_rules! bind { ($i:ident) => { let $i = 1; } }
        macro_rules! last { () => { f(); 5 } }
        macro_rules! outer { () => { twice!(g()) } }
    """
    assert statements("twice!(f()); x", before) == "{f(); f(); x}"
    assert statements("bind!(a); a", before) == "{let a = 1; a}"
    assert statements("last! {}", before) == "{f(); 5}"
    assert statements("last! {} x", before) == "{f(); 5; x}"
    assert statements("outer!(); x", before) == "{g(); g(); x}"
    assert (
        statements("let y = { last!{} }; last![].z; y", "macro_rules! last { () => { 5 } }") == "{let y = {5}; 5.z; y}"
    )


def test_item_macros() -> None:
    parsed = Parsed("""
        macro_rules! make { ($($(#[$m:meta])* $v:vis struct $n:ident { $($f:ident : $t:ty),* $(,)? })*) => {
            $( $(#[$m])* $v struct $n { $($f: $t),* } impl $n { fn new() -> Self { helper!($n) } } )* } }
        macro_rules! helper { ($n:ident) => { $n { } } }
        make! { /// doc
            #[repr(C)] pub struct A { x: u8, y: Vec<Vec<u8>>, } struct B {} }
        macro_rules! later { ($($i:item)*) => { $($i)* } }
        later! { fn f() {} const K: u8 = 1; mod inner { pub fn g() {} } }
    """).ok()
    assert [n for n in parsed.names() if n not in ("make", "helper", "later")] == [
        "A",
        "impl",
        "B",
        "impl",
        "f",
        "K",
        "inner",
    ]
    assert [a.name for a in parsed.item("A").attrs] == ["doc", "repr"]


def names(node: object, found: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """The local names of a body, in order, with their contexts."""
    if isinstance(node, ast.BindPat):
        found.append(node.ident.key)
    elif isinstance(node, ast.PathExpr):
        found.append(node.path.segments[0].ident.key)
    elif isinstance(node, list):
        for each in node:
            names(each, found)
    elif hasattr(node, "__dataclass_fields__"):
        for field in node.__dataclass_fields__:
            if field not in ("span", "path"):
                names(getattr(node, field), found)
    return found


def body(parsed: Parsed, name: str = "test") -> ast.Block:
    fn = parsed.item(name)
    assert isinstance(fn, ast.FnItem)
    assert isinstance(fn.body, ast.Block)
    return fn.body


def test_hygiene_keeps_locals_apart() -> None:
    parsed = Parsed("macro_rules! m { ($e:expr) => {{ let n = 1; $e + n }} } fn test() { let n = 10; m!(n * 2) }").ok()
    found = [key for key in names(body(parsed), []) if key[0] == "n"]
    written, inner, argument, used = found
    assert written == argument == ("n", 0)
    assert inner == used != written
    assert list(parsed.sources.contexts(inner[1])) == [inner[1]]


def test_a_macro_defined_inside_sees_the_locals_around_it() -> None:
    parsed = Parsed("fn test() { let n = 10; macro_rules! get { () => { n } } let n = n; get!() }").ok()
    *_, last = names(body(parsed), [])
    assert last[1] != 0
    assert list(parsed.sources.contexts(last[1])) == [last[1], 0]


def test_each_expansion_has_its_own_context() -> None:
    parsed = Parsed("macro_rules! m { () => {{ let a = 1; a }} } fn test() { m!() + m!() }").ok()
    first, first_used, second, second_used = names(body(parsed), [])
    assert first == first_used
    assert second == second_used
    assert first != second


def test_errors_and_places_inside_macros() -> None:
    parsed = Parsed("macro_rules! m {\n    ($a:expr) => { $a + };\n}\nfn test() {\n    m!(1);\n}\n")
    assert parsed.errors == [
        "src/main.rs:2:24 error: macro expansion ends with an incomplete expression: expected expression"
    ]
    files = {
        "src/lib.rs": "#[macro_export] macro_rules! m { () => { 1 + } }",
        "src/main.rs": "fn test() {\n    osirs::m!();\n}",
    }
    assert [e.split(" ")[0] for e in Parsed(files).errors] == ["src/main.rs:2:5"]


# --- scope ------------------------------------------------------------------------------------------------------------


def test_textual_scope() -> None:
    text = """
        mod a { fn f() { m!(); } }
        macro_rules! m { () => { 1 } }
        mod b { fn f() { m!(); } macro_rules! n { () => { 2 } } }
        fn g() { n!() }
        #[macro_use] mod c { macro_rules! k { () => { 3 } } }
        fn h() { k!() }
        macro_rules! m { () => { 4 } }
        fn test() { m!() }
        fn block() { { macro_rules! z { () => { 5 } } z!(); } z!() }
    """
    parsed = Parsed(text)
    assert [e.split("error: ")[1] for e in parsed.errors] == [
        "cannot find macro `m` in this "
        "scope", "cannot find macro `n` in this scope", "cannot find macro `z` in this scope",
    ]  # fmt: skip
    assert show(body(parsed)) == "{4}"


def test_exported_macros_are_found_by_path_before_their_definition() -> None:
    parsed = Parsed(
        {
            "src/lib.rs": "pub mod idt; pub mod vga; use vga::shout as call; fn f() { crate::print!(1); call!(2); }",
            "src/idt.rs": "use crate::print; fn test() { print!(1); crate::println!(2); } macro_rules! own { () => { "
            "9 } } pub(crate) use own;",
            "src/vga.rs": "#[macro_export] macro_rules! print { ($($t:tt)*) => { $crate::vga::out($($t)*) } }\n"
            "#[macro_export] macro_rules! println { ($($t:tt)*) => { $crate::print!($($t)*) } } "
            "pub use crate::print as shout;",
            "src/main.rs": "use osirs::{print, println as say}; mod deep { use super::*; pub fn g() { print!(0); } }\n"
            "fn test() { print!(1); say!(2); osirs::println!(3); ::osirs::print!(4); "
            "use osirs::vga::shout; shout!(5); }",
        }
    ).ok()
    assert show(body(parsed)).startswith(
        "{$crate::vga::out(1); $crate::vga::out(2); $crate::vga::out(3); $crate::vga::out(4);"
    )


def test_macro_use_of_another_crate_and_core() -> None:
    parsed = Parsed(
        {
            "src/lib.rs": "#[macro_export] macro_rules! lib { () => { 1 } }",
            "src/main.rs": "#[macro_use] extern crate osirs; extern crate osirs as o; fn test() { lib!(); o::lib!(); "
            "assert!(true); core::assert!(x); }",
        }
    ).ok()
    assert show(body(parsed)).startswith("{1; 1; if (!True)")
    own = Parsed("macro_rules! panic { () => { 1 } } fn test() { panic!() }").ok()
    assert show(body(own)) == "{1}"


def test_item_macro_known_only_later() -> None:
    parsed = Parsed(
        {
            "src/main.rs": "mod a; mod b;",
            "src/a.rs": "crate::make!(X);",
            "src/b.rs": "#[macro_export] macro_rules! make { ($n:ident) => { struct $n; } }",
        }
    ).ok()
    a = parsed.item("a")
    assert isinstance(a, ast.ModItem)
    assert [i.ident.name for i in a.items or []] == ["X"]


@pytest.mark.parametrize(
    ("text", "help_"),
    [
        ('fn f() { println!("a"); }', "a kernel has no standard output"),
        ("fn f() { asert!(true); }", "a macro with a similar name exists: `assert`"),
        (
            "mod v { #[macro_export] macro_rules! log { () => { 1 } } } fn f() { lug!(); }",
            "a macro with a similar name exists: `log`",
        ),
    ],
)
def test_unknown_macros(text: str, help_: str) -> None:
    diagnostic = Parsed(text).diagnostics.errors[0]
    assert diagnostic.message.startswith("cannot find macro")
    assert diagnostic.helps
    assert diagnostic.helps[0].startswith(help_)


# --- built-in macros --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('concat!("a", 1, -2, 3.5, true, \'c\', 0x10,)', "'a1-23.5truec16'"),
        ("stringify!(a + b)", "'a + b'"),
        ("concat!(stringify!(x y), \"z\")", "'x yz'"),
        ("(line!(), column!(), file!())", "(2u32,31u32,'src/main.rs',)"),
        ("module_path!()", "'kernel'"),
        ("cfg!(all(not(test), debug_assertions))", "True"),
        ("core::cfg!(test)", "False"),
        ("core::ptr::addr_of!(x.y)", "(&raw x.y)"),
        ("core::ptr::addr_of_mut!(x)", "(&raw mut x)"),
        ("core::mem::offset_of!(S, a.b)", "<BuiltinMacro>"),
        ('env!("CARGO_PKG_NAME")', "'kernel'"),
        ('option_env!("NO_SUCH")', "$crate::option::Option::None<&str>"),
    ],
)  # fmt: skip
def test_builtins(text: str, shown: str) -> None:
    assert expression(text) == shown


def test_line_of_a_nested_call_is_the_outermost_call() -> None:
    assert (
        statements("\n\n  at!()", "macro_rules! at { () => { inner!() } } macro_rules! inner { () => { line!() } }")
        == "{4u32}"
    )


def test_include_and_compile_error() -> None:
    parsed = Parsed(
        {"src/main.rs": 'const T: &str = include_str!("../data/x.txt"); compile_error!("stop");', "data/x.txt": "hello"}
    )
    assert parsed.errors == ["src/main.rs:1:48 error: stop"]
    item = parsed.item("T")
    assert isinstance(item, ast.ConstItem)
    assert show(item.value) == "'hello'"


def test_endless_recursion_ends() -> None:
    errors = Parsed("macro_rules! m { ($($t:tt)*) => { m!($($t)* x) } } fn f() { m!(); }").errors
    assert len(errors) == 1
    assert "recursion limit reached while expanding `m!`" in errors[0]
    deep = "macro_rules! m { () => { 0 }; ($x:tt $($t:tt)*) => { 1 + m!($($t)*) } } fn f() { m!(" + "x " * 120 + "); }"
    assert Parsed(deep).errors == []
