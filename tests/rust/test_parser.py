"""What trees the parser makes of correct programs."""

from __future__ import annotations

import pytest

from pagesim_py.rust.syntax import ast
from pagesim_py.rust.syntax.parser import force_body
from tests.rust.syntax import Parsed, expression, show, statements


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1 + 2 * 3 - 4", "((1 + (2 * 3)) - 4)"),
        ("a << 1 + b & c | d ^ e", "(((a << (1 + b)) & c) | (d ^ e))"),
        ("a == b && c < d || !e", "(((a == b) && (c < d)) || (!e))"),
        ("-a as u8 as u32 * 2", "((((-a) as u8) as u32) * 2)"),
        ("*p.x = q = 3", "((*p.x) = (q = 3))"),
        ("&mut *x.y[0]", "(&mut (*x.y[0]))"),
        ("&raw const X", "(&raw X)"),
        ("&raw mut X.y", "(&raw mut X.y)"),
        ("&raw + 1", "((&raw) + 1)"),
        ("a && &b", "(a && (&b))"),
        ("&&a", "(&(&a))"),
        ("0..n + 1", "(0..(n + 1))"),
        ("..=3", "(-..=3)"),
        ("a.. ", "(a..-)"),
        ("(1..3).rev()", "(1..3).rev()"),
        ("x.0.1.y", "x.0.1.y"),
        ("1.max(2)", "1.max(2)"),
        ("1.5.max(2.)", "1.5.max(2.0)"),
        ("f(1)(2)[3]?", "f(1)(2)[3]?"),
        ("v.iter().map::<u8, _>(|x| x + 1)", "v.iter().map<u8,_>(|x| (x + 1))"),
        ("size_of::<Vec<Vec<u8>>>()", "size_of<Vec<Vec<u8>>>()"),
        ("<u8 as Into<u64>>::into(5)", "<u8 as 1>::Into<u64>::into(5)"),
        ("<[u8]>::len", "<[u8] as 0>::len"),
        ("a as usize >> 1", "((a as usize) >> 1)"),
        ("(a as u8) < b", "((a as u8) < b)"),
        ("P { x: 1, y, ..q }", "P{x: 1, y: y ..q}"),
        ("if a == (P { x: 1 }) { 1 } else { 2 }", "if (a == P{x: 1}) {1} else {2}"),
        ("match a { 1 | 2 if b => 3, x @ 4..=5 => {} -1..=0 => 6, _ => 7 }",
         "match a {(1 | 2) if b => 3, x @ (4..=5) => {}, ((-1)..=0) => 6, _ => 7}"),
        ("if let Some(x) = y && x > 1 { }", "if ((let Some(x) = y) && (x > 1)) {}"),
        ("move |a, (b, c)| a + b", "move |a, (b,c,)| (a + b)"),
        ("|| -> u8 { 1 }()", "|| {1}()"),
        ("'a: loop { break 'a 5 }", "'a: loop {break 'a 5}"),
        ("'a: { 1 }", "'a:{1}"),
        ("unsafe { *p } + 1", "(unsafe{(*p)} + 1)"),
        ("const { 1 }", "const{1}"),
        ("[0u8; 4 * 2]", "[0u8; (4 * 2)]"),
        ("(1,)", "(1,)"),
        ("(1)", "1"),
        ("()", "()"),
        ("return", "return -"),
        ("0xdead_beafu64 + 0b1_1 + 0o17 + 1_000", "(((3735928495u64 + 3) + 15) + 1000)"),
        (r"""("a\n\u{41}\x42\
            c", b"\xff", b"a"[0], b'x', r#"a"b"#)""", r"""('a\nABc',b'\xff',b'a'[0],120,'a"b',)"""),
        ("'\\''", "'''"),
        ("x as *const fn(u8) -> ! as usize", "((x as *const fn(u8) -> !) as usize)"),
        ("r#match + r#type", "(match + type)"),
        ("a < -b", "(a < (-b))"),
    ],
)  # fmt: skip
def test_expression(text: str, shown: str) -> None:
    assert expression(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("if a {} -1", "{if a {} (-1)}"),
        ("match a { _ => {} } [0]; b", "{match a {_ => {}} [0]; b}"),
        ("match a { _ => 1 }.f(); b", "{match a {_ => 1}.f(); b}"),
        ("unsafe { f() } (1)", "{unsafe{f()} 1}"),
        ("(unsafe { f() } + 1)", "{(unsafe{f()} + 1)}"),
        ("{ 1 }; ; { 2 }", "{{1}; {2}}"),
        ("loop {} &x;", "{loop {} (&x);}"),
        ("let Some(x) = y else { return };", "{let Some(x) = y else {return -};}"),
        ("let (ref a, mut b, _): (u8, &mut [u8], _);", "{let (ref a,mut b,_,): (u8,&mut [u8],_,) = -;}"),
        ("let [a, .., b @ ..] = c;", "{let [a, .., b @ ..] = c;}"),
        ("let S { a, ref mut b, c: &d, .. } = e;", "{let S{a: a, b: ref mut b, c: &d, ..} = e;}"),
        ("use a::b; fn f() {} const X: u8 = 1; x", "{<UseItem b> <FnItem f> <ConstItem X> x}"),
        ("#[cfg(test)] let a = 1; #[cfg(not(test))] let b = 2; #[cfg(test)] { c } #[cfg(test)] m!(d); "
         "e", "{let b = 2; e}"),
        ("f(#[cfg(test)] 1, 2); [#[cfg(test)] 1, 2];", "{f(2); [2];}"),
        ("match x { #[cfg(test)] 1 => 2, _ => 3 }", "{match x {_ => 3}}"),
        ("[a, _] = [1, 2]; (a, b.c) = d;", "{([a, _] = [1, 2]); ((a,b.c,) = d);}"),
        ("a &= b; a >>= 1; a |= 1;", "{(a &= b); (a >>= 1); (a |= 1);}"),
        ("for (i, x) in v.iter() { continue } while i < 3 { i += 1 }",
         "{for (i,x,) in v.iter() {<Continue>} while (i < 3) {(i += 1)}}"),
    ],
)  # fmt: skip
def test_statements(text: str, shown: str) -> None:
    assert statements(text) == shown


def fn(parsed: Parsed, name: str) -> ast.FnItem:
    item = parsed.item(name)
    assert isinstance(item, ast.FnItem)
    return item


def test_functions() -> None:
    parsed = Parsed(
        "pub const unsafe extern \"C\" fn f<'a, T: Copy + ?Sized, const N: usize>(mut a: &'a [T; N], _: u8) -> ! "
        "where T: Clone {}"
    ).ok()
    f = fn(parsed, "f")
    assert (f.vis, f.const_, f.unsafe_, f.abi, f.self_param) == ("pub", True, True, "C", False)
    assert [(p.kind, p.ident.name, len(p.bounds)) for p in f.generics.params] == [
        ("lifetime", "'a", 0),
        ("type", "T", 2),
        ("const", "N", 0),
    ]
    assert f.generics.params[1].bounds[1].maybe
    assert [show(p.pat) for p in f.params] == ["mut a", "_"]
    assert show(f.params[0].ty) == "&[T; N]"
    assert show(f.ret) == "!"
    assert len(f.generics.where) == 1


@pytest.mark.parametrize(
    ("written", "pattern", "type_"),
    [
        ("self", "self", "<SelfType>"),
        ("mut self", "mut self", "<SelfType>"),
        ("&self", "self", "&<SelfType>"),
        ("&'a mut self", "self", "&mut <SelfType>"),
        ("self: &mut Self", "self", "&mut Self"),
    ],
)
def test_self_parameters(written: str, pattern: str, type_: str) -> None:
    impl = Parsed(f"struct S; impl S {{ fn f({written}, x: u8) {{}} }}").ok().item("impl")
    assert isinstance(impl, ast.ImplItem)
    method = impl.items[0]
    assert isinstance(method, ast.FnItem)
    assert method.self_param
    assert (show(method.params[0].pat), show(method.params[0].ty)) == (pattern, type_)


def test_items() -> None:
    parsed = Parsed("""
        struct A; struct B(pub u8, (u8, u16)); struct C { pub(crate) x: u8, #[cfg(test)] y: u8 }
        #[repr(u8)] enum E { P = 1, Q(u8), R { a: u8 } }
        union U { a: u8, b: u16 }
        static mut S: u8 = 3; const K: &[u8] = b"x"; const _: () = ();
        type T<X> = Option<X>;
        pub unsafe trait Tr<R = Self>: Copy + 'static { const Z: u8 = 1; type Out: Clone; fn m(&self); fn d() {} }
        unsafe impl<X: Copy> Tr for Vec<X> where X: Clone {}
        use a::{self, b::{c as d, *}, super_::e as _};
        extern crate alloc as heap;
    """).ok()
    kinds = [(type(i).__name__, i.ident.name) for i in parsed.tree.items or []]
    assert kinds == [
        ("StructItem", "A"), ("StructItem", "B"), ("StructItem", "C"), ("EnumItem", "E"), ("StructItem", "U"),
        ("StaticItem", "S"),
        ("ConstItem", "K"), ("ConstItem", "_"), ("TypeAlias", "T"), ("TraitItem", "Tr"), ("ImplItem", "impl"),
        ("UseItem", "a"),
        ("UseItem", "d"), ("UseItem", "*"), ("UseItem", "_"), ("ExternCrateItem", "heap"),
    ]  # fmt: skip
    c = parsed.item("C")
    assert isinstance(c, ast.StructItem)
    assert [(f.ident.name, f.vis) for f in c.fields] == [("x", "crate")]
    enum = parsed.item("E")
    assert isinstance(enum, ast.EnumItem)
    assert [(v.ident.name, v.kind, show(v.discriminant)) for v in enum.variants] == [
        ("P", "unit", "1"),
        ("Q", "tuple", "-"),
        ("R", "named", "-"),
    ]
    uses = [i for i in parsed.tree.items or [] if isinstance(i, ast.UseItem)]
    assert [("::".join(s.ident.name for s in u.path.segments), u.glob) for u in uses] == [
        ("a", False), ("a::b::c", False), ("a::b", True), ("a::super_::e", False),
    ]  # fmt: skip
    trait = parsed.item("Tr")
    assert isinstance(trait, ast.TraitItem)
    assert trait.unsafe_
    assert [i.ident.name for i in trait.items] == ["Z", "Out", "m", "d"]


def test_modules_in_files() -> None:
    parsed = Parsed(
        {
            "src/main.rs": "mod a; mod b { mod c; } mod gone;",
            "src/a.rs": "mod inner; fn in_a() {}",
            "src/a/inner.rs": "fn deep() {}",
            "src/b/c/mod.rs": "fn in_c() {}",
        }
    )
    assert parsed.errors == ["src/main.rs:1:25 error[E0583]: file not found for module `gone`"]
    helps = parsed.diagnostics.errors[0].helps
    assert helps == ['to create the module `gone`, create file "src/gone.rs" or "src/gone/mod.rs"']
    a = parsed.item("a")
    assert isinstance(a, ast.ModItem)
    assert [i.ident.name for i in a.items or []] == ["inner", "in_a"]
    assert parsed.sources.files[a.file or 0].name == "src/a.rs"
    gone = parsed.item("gone")
    assert isinstance(gone, ast.ModItem)
    assert gone.items is None


def test_cfg() -> None:
    text = """
        #[cfg(test)] fn a() {}
        #[cfg(not(test))] fn b() {}
        #[cfg(all(debug_assertions, target_arch = "x86_64", any(feature = "f", dialect = "0.15.4")))] fn c() {}
        #[cfg_attr(test, no_such)] #[cfg_attr(not(test), inline, cold)] fn d() {}
        #[cfg(panic = "abort")] mod m { fn x( }
    """.replace("fn x( ", "")
    assert Parsed(text).ok().names() == ["b", "d", "m"]
    parsed = Parsed(text, cfg={"feature": {"f"}}).ok()
    assert parsed.names() == ["b", "c", "d", "m"]
    assert [a.name for a in parsed.item("d").attrs] == ["inline", "cold"]
    assert "c" in Parsed(text, cfg={"dialect": "0.15.4"}).names()


def test_attributes() -> None:
    item = Parsed('#[unsafe(no_mangle)] #[doc = "x"] #[repr(C, align(16))] #[a::b] struct S;').ok().item("S")
    assert [(a.name, a.value, a.unsafe_) for a in item.attrs] == [
        ("no_mangle", None, True), ("doc", "x", False), ("repr", None, False), ("a::b", None, False),
    ]  # fmt: skip
    assert [t.text for t in item.attrs[2].tokens] == ["C", ",", "align", "("]


def test_lazy_bodies_wait() -> None:
    parsed = Parsed(
        "macro_rules! one { () => { 1 } } fn f() -> u8 { one!() } fn g() { h(; }".replace("h(;", "h(;)"), lazy=True
    ).ok()
    f = fn(parsed, "f")
    assert isinstance(f.body, ast.LazyBody)
    force_body(f)
    force_body(f)
    assert show(f.body) == "{1}"
    force_body(fn(parsed, "g"))
    assert parsed.errors == ["src/main.rs:1:69 error: expected expression, found `;`"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('unsafe extern "C" { type T; }', "extern types"),
        ("fn f() { yield 1; }", "yield"),
    ],
)
def test_unsupported(text: str, word: str) -> None:
    diagnostic = Parsed(text).diagnostics.errors[0]
    assert word in diagnostic.message
    assert diagnostic.message.endswith("not supported by pagesim")
    assert diagnostic.helps


def test_several_errors_and_no_cascade() -> None:
    parsed = Parsed("fn a() {\n    let x = ;\n    f(1 2);\n    let y = 3;\n}\nstruct S { x u8 }\nfn b() { let = 4; }\n")
    assert [e.split(" ")[0] for e in parsed.errors] == [
        "src/main.rs:2:13",
        "src/main.rs:3:9",
        "src/main.rs:6:14",
        "src/main.rs:7:14",
    ]


def test_deep_nesting() -> None:
    for text in (
        "(" * 150 + "1" + ")" * 150,
        "-" * 400 + "1",
        "{" * 150 + "}" * 150,
        "[" * 150 + "]" * 150,
        "!" * 300 + "a",
    ):
        assert Parsed(f"fn f() {{ let x = {text}; }}").errors == []
    errors = Parsed("fn f() { " + "(" * 3000 + ")" * 3000 + "}").errors
    assert len(errors) == 1
    assert "levels deep" in errors[0]
    errors = Parsed("fn f() { let x = " + "-" * 30000 + "1; }").errors
    assert len(errors) == 1
    assert "nested too deeply" in errors[0]


def test_long_chains_are_no_nesting() -> None:
    assert Parsed("fn f() { let x = " + "1 + " * 3000 + "1; }").errors == []
    assert Parsed("fn f() { " + "a." * 3000 + "b; }").errors == []
    assert Parsed("fn f() { " + "if a {} else " * 300 + "{} }").errors == []
