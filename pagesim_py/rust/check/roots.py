"""What a program as a whole must have: an entry, a panic handler, an allocator if it links alloc; no name twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..names import types
from ..names.defs import Def, FnDefn, ImplDef, ModuleDef, StaticDef
from ..names.show import show
from ..names.symbols import exported_name
from ..names.types import ERROR
from ..span import NO_SPAN, Span
from .handlers import head

if TYPE_CHECKING:
    from ..program import Program


def all_defs(crates: list[ModuleDef]) -> list[Def]:
    """Every item of the crates, modules before what stands in them."""
    defs: list[Def] = []

    def walk(m: ModuleDef) -> None:
        for d in m.items:
            defs.append(d)
            if isinstance(d, ModuleDef):
                walk(d)

    for crate in crates:
        walk(crate)
    return defs


def crate_of(d: Def) -> ModuleDef:
    """The root module of an item's crate."""
    m = d.module
    assert m is not None
    while m.outer is not None:
        m = m.outer
    return m


def features_of(crate: ModuleDef) -> set[str]:
    """The features that a crate turns on."""
    return {str(getattr(t, "text", "")) for a in crate.attrs if a.name == "feature" for t in a.tokens}


def find_roots(program: Program, crates: list[ModuleDef], defs: list[Def]) -> None:
    """The entry, the panic handler, the allocator."""
    for d in [*(f for f in defs), *(m for i in defs if isinstance(i, ImplDef) for m in i.methods.values())]:
        for attr in d.attrs:
            if attr.name == "panic_handler" and isinstance(d, FnDefn):
                if program.panic_handler is not None:
                    program.cx.error(
                        "E0152",
                        "found duplicate lang item `panic_impl`",
                        head(program, d),
                        "",
                        also=[(program.panic_handler.span, "the lang item is first defined here")],
                    )
                    continue
                program.panic_handler = d
                check_panic_handler(program, d)
            elif attr.name == "global_allocator" and isinstance(d, StaticDef):
                program.global_allocator = d
        if isinstance(d, FnDefn | StaticDef) and (name := exported_name(d)) is not None:
            if isinstance(d, FnDefn) and program.items.generics(d).params:
                continue  # a generic function keeps its own name
            first = program.exports.add(name, d)
            if first is not None and not program.exports.doubled:
                program.exports.doubled = True  # the compiler stops at the first
                also = [(first.span, "first defined here")]
                program.cx.error(None, f"symbol `{name}` is already defined", symbol_span(program, d), "", also=also)
    entry = program.exports.defined.get("_start")
    program.entry = entry if isinstance(entry, FnDefn) else None


def symbol_span(program: Program, d: FnDefn | StaticDef) -> Span:
    """Where a symbol is defined: the function's head, or the whole static."""
    if isinstance(d, FnDefn):
        return head(program, d)
    return d.node.span if d.node is not None else d.span


def check_panic_handler(program: Program, fn: FnDefn) -> None:
    """Its signature must be ``fn(&PanicInfo) -> !``."""
    info = program.cx.lang_adt("panic_info")
    if info is None or fn.ret is None:
        return
    want = types.ref(False, types.adt(info, ()))
    if len(fn.params) == 1 and fn.params[0] is want and fn.ret is types.NEVER:
        return
    if ERROR in fn.params or fn.ret is ERROR:
        return
    got = types.fn_ptr(tuple(fn.params), fn.ret)
    node = fn.node
    assert node is not None
    span = head(program, fn)
    if len(fn.params) == 1:
        if fn.params[0] is not want:
            span = node.params[0].ty.span
        elif node.ret is not None:
            span = node.ret.span
        else:
            text = program.sources.files[node.span.file].text
            at = text.find(")", node.params[0].ty.span.hi) + 1
            span = node.span._replace(lo=at, hi=at)
    program.cx.error(
        "E0308",
        "`#[panic_handler]` function has wrong type",
        span,
        "incorrect number of function parameters"
        if len(fn.params) != 1
        else "expected `&PanicInfo`, found another type"
        if fn.params[0] is not want
        else "expected `!`",
        notes=[f"expected signature `for<'a, 'b> fn(&'a PanicInfo<'b>) -> !`\n   found signature `{show(got)}`"],
    )


def end_of(crate: ModuleDef) -> Span:
    """The end of the last item of a crate's root file."""
    nodes = [getattr(item, "node", None) for item in crate.items]
    last = max((node.span.hi for node in nodes if node is not None), default=crate.span.hi)
    return Span(crate.span.file, last, last)


def check_crates(program: Program, crates: list[ModuleDef]) -> None:
    """What the crates as a whole must have: no_std, no_main, a panic handler, an entry."""
    cx = program.cx
    for crate in crates:
        names = {a.name for a in crate.attrs}
        if "no_std" not in names:
            cx.error(
                "E0463",
                "can't find crate for `std`",
                NO_SPAN,
                "can't find crate",
                notes=["the `x86_64-unknown-none` target may not support the standard library"],
                helps=[f"put `#![no_std]` at the top of `{program.sources.files[crate.span.file].name}`"],
            )
            return
        if crate.name != "main" or "no_main" in names:
            continue
        main = crate.names[1].get("main")
        if main is not None or any(d.attr("rustc_main") is not None for d in crate.items):
            cx.error(
                None,
                "using `fn main` requires the standard library",
                NO_SPAN,
                "",
                helps=[
                    "use `#![no_main]` to bypass the Rust generated entrypoint and declare a platform specific "
                    "entrypoint yourself, usually with `#[unsafe(no_mangle)]`"
                ],
            )
        else:
            cx.error(
                "E0601",
                f"`main` function not found in crate `{crate.path}`",
                end_of(crate),
                "consider adding a `main` function to `src/main.rs`",
                helps=["put `#![no_main]` at the top of `src/main.rs`: a kernel starts at `_start`"],
            )
        return
    if cx.diagnostics.error_count:
        return
    if program.panic_handler is None:
        cx.error(
            None,
            "`#[panic_handler]` function required, but not found",
            NO_SPAN,
            "",
            helps=["write one: `#[panic_handler] fn panic(info: &core::panic::PanicInfo) -> ! { loop {} }`"],
        )
    if program.entry is None:
        cx.error(
            None,
            "linking failed: the kernel has no entry point `_start`",
            NO_SPAN,
            "",
            helps=[
                'write one: `#[unsafe(no_mangle)] pub extern "C" fn _start() -> ! { loop {} }`, or use '
                "`bootloader::entry_point!`"
            ],
        )
    check_allocator(program, crates)


def check_allocator(program: Program, crates: list[ModuleDef]) -> None:
    """A program that links alloc needs a global allocator."""
    uses_alloc = any(
        imp.path.global_ and imp.path.segments[0].ident.name == "alloc"
        for crate in crates
        for m in [crate, *(d for d in all_defs([crate]) if isinstance(d, ModuleDef))]
        for found in m.imports.values()
        for imp in found
    )
    if uses_alloc and program.global_allocator is None:
        program.cx.error(
            None,
            "no global memory allocator found but one is required; link to std or add `#[global_allocator]` to a "
            "static item that implements the GlobalAlloc trait",
            NO_SPAN,
            "",
        )
