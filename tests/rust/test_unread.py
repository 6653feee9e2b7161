"""What waits to be read in our own crates: that it waits, and that reading it gives what reading at once would."""

from __future__ import annotations

import pytest

from pagesim_py.rust.compiled import compile
from pagesim_py.rust.prelude import PreludeShared, load_crate
from pagesim_py.rust.syntax import ast
from tests.rust.syntax import Parsed, show

FORMS = [
    ("self", True),
    ("mut self: Self", True),
    ("&self, x: u8", True),
    ("&'a mut self", True),
    ("this: &Self", False),
    ("(a, b): (u8, u8)", False),
    ("", False),
]
TEXT = """
    macro_rules! one {{ () => {{ 1 }} }}
    macro_rules! number {{
        ($t:ty) => {{ impl Fit for $t {{ const MAX: $t = one!(); fn wide(x: $t) -> $t {{ x }} }} }}
    }}
    number!(u8);
    #[derive(Clone)] struct Pair<T>(T, u8);
    struct S;
    impl<T: Into<Vec<u8>>> Fit for [T] {{
        fn form<F: Fn(u8) -> u8>({form}) -> [u8; 2] where F: Copy {{ 1 }}
    }}
"""
KERNEL = """
#![no_std]
#![no_main]

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {
    let _ = u32::from(5u8.pow(2));
    loop {}
}
"""


def impls(parsed: Parsed) -> list[ast.ImplItem]:
    return [item for item in parsed.tree.items or [] if isinstance(item, ast.ImplItem)]


@pytest.mark.parametrize(("form", "has_self"), FORMS)
def test_reading_later_gives_the_same(form: str, has_self: bool) -> None:
    text = TEXT.format(form=form)
    late, early = impls(Parsed(text, lazy=True)), impls(Parsed(text))
    assert all(impl.unread is not None for impl in late)
    assert len(late) == len(early) == 3
    for a, b in zip(late, early, strict=True):
        assert [i.ident.name for i in a.items] == [i.ident.name for i in b.items]
        for one, other in zip(a.items, b.items, strict=True):
            if isinstance(one, ast.FnItem) and isinstance(other, ast.FnItem):
                assert one.unread is not None
                assert one.self_param is other.self_param
                assert [show(p.pat) for p in one.params] == [show(p.pat) for p in other.params]
                assert show(one.ret) == show(other.ret)
                assert len(one.generics.params) == len(other.generics.params)
                assert len(one.generics.where) == len(other.generics.where)
            else:
                assert isinstance(one, ast.ConstItem)
                assert isinstance(other, ast.ConstItem)
                assert show(one.value) == show(other.value) == "1"
    form_fn = late[2].items[0]
    assert isinstance(form_fn, ast.FnItem)
    assert form_fn.self_param is has_self


def test_mistakes_come_with_reading() -> None:
    parsed = Parsed("struct S; impl S { fn f(x) {} fn g() {} }", lazy=True).ok()
    (impl,) = impls(parsed)
    assert [item.ident.name for item in impl.items] == ["f", "g"]
    assert not parsed.errors
    f = impl.items[0]
    assert isinstance(f, ast.FnItem)
    assert f.params == []
    assert [e.split("error: ")[1] for e in parsed.errors] == ["expected one of `:`, `@`, or `|`, found `)`"]


def test_what_nobody_uses_stays_unread() -> None:
    shared = PreludeShared("0.14.13")
    load_crate(shared, "core")
    assert "range_inclusive_new" in shared.store.lang  # in an impl, which is therefore read at once
    assert len(shared.store.new_impls) > 1000
    assert sum(impl.node.unread is None for impl in shared.store.new_impls) < 10


def test_a_program_reads_what_it_uses(monkeypatch: pytest.MonkeyPatch) -> None:
    shared = PreludeShared("0.14.13")
    load_crate(shared, "core")
    monkeypatch.setattr("pagesim_py.rust.program.shared_for", lambda dialect: shared)
    compile({"src/main.rs": KERNEL})
    store = shared.store
    assert any(name == "pow" for name in store.members("u8"))
    every = [impl for of in store.trait_impls.values() for some in of.values() for impl in some]
    read = [impl for impl in every if impl.node.unread is None]
    assert read
    assert len(read) < len(every) / 3
