"""``#[derive]``: the impls it makes, as trees."""

from __future__ import annotations

import pytest

from pagesim_py.rust.syntax import ast
from tests.rust.syntax import Parsed, path_text, show


def impls(text: str) -> dict[str, ast.ImplItem]:
    parsed = Parsed(text).ok()
    return {
        path_text(i.trait): i for i in parsed.tree.items or [] if isinstance(i, ast.ImplItem) and i.trait is not None
    }


def body(impl: ast.ImplItem) -> str:
    fn = impl.items[0]
    assert isinstance(fn, ast.FnItem)
    return show(fn.body)


def test_each_trait_once_with_bounds() -> None:
    made = impls(
        "#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]\n"
        "struct S<'a, T: Sized = u8, const N: usize = 3> where T: 'a { a: &'a T, b: [u8; N] }"
    )
    assert sorted(made) == sorted(
        f"$crate::{p}"
        for p in (
            "fmt::Debug", "clone::Clone", "marker::Copy", "cmp::PartialEq", "cmp::Eq", "cmp::PartialOrd", "cmp::Ord",
            "hash::Hash", "default::Default",
        )
    )  # fmt: skip
    impl = made["$crate::clone::Clone"]
    assert show(impl.self_ty) == "S<'a,T,N>"
    assert [path_text(b.path) for b in impl.generics.params[1].bounds if b.path] == ["Sized", "$crate::clone::Clone"]
    assert impl.generics.params[1].default is None
    assert len(impl.generics.where) == 1
    assert not made["$crate::marker::Copy"].items
    assert impl.trait is not None
    assert impl.trait.crate == "core"


@pytest.mark.parametrize(
    ("item", "trait", "shown"),
    [
        ("struct S { a: u8, b: u8 }", "Debug", "{f.debug_struct('S').field('a', (&self.a)).field('b', "
                                               "(&self.b)).finish()}"),
        ("struct S(u8, u8);", "Debug", "{f.debug_tuple('S').field((&self.0)).field((&self.1)).finish()}"),
        ("struct S;", "Debug", "{f.write_str('S')}"),
        ("struct S { r#type: u8 }", "Debug", "{f.debug_struct('S').field('type', (&self.type)).finish()}"),
        ("enum E { A, B(u8), C { x: u8 } }", "Debug",
         "{match self {Self::A => f.write_str('A'), Self::B(a0) => f.debug_tuple('B').field(a0).finish(), "
         "Self::C{x: a0} => f.debug_struct('C').field('x', a0).finish()}}"),
        ("struct S { a: u8, b: u8 }", "PartialEq", "{((self.a == other.a) && (self.b == other.b))}"),
        ("struct S;", "PartialEq", "{True}"),
        ("struct S(u8);", "Clone", "{Self($crate::clone::Clone::clone((&self.0)))}"),
        ("enum E { A, B { x: u8 } }", "Clone", "{match self {Self::A => Self::A, Self::B{x: a0} => Self::B{x: "
                                               "$crate::clone::Clone::clone(a0)}}}"),
        ("struct S(u8);", "Default", "{Self($crate::default::Default::default())}"),
        ("enum E { A, #[default] B }", "Default", "{Self::B}"),
        ("struct S(u8);", "Ord", "{$crate::cmp::Ord::cmp((&self.0), (&other.0))}"),
        ("#[repr(C, packed)] struct S(u8);", "Debug", "{f.debug_tuple('S').field((&{self.0})).finish()}"),
    ],
)  # fmt: skip
def test_bodies(item: str, trait: str, shown: str) -> None:
    (impl,) = impls(f"#[derive({trait})] {item}").values()
    assert body(impl) == shown


def test_copy_makes_clone_plain() -> None:
    assert body(impls("#[derive(Clone, Copy)] enum E { A(u8) }")["$crate::clone::Clone"]) == "{(*self)}"


def test_unknown() -> None:
    diagnostic = Parsed("#[derive(Clone, Dbug)] struct S;").diagnostics.errors[0]
    assert diagnostic.message == "cannot find derive macro `Dbug` in this scope"
    assert diagnostic.helps == ["a derive macro with a similar name exists: `Debug`"]
