"""Checking of items, and of the program as a whole: what rustc does around and between bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..borrowck.check import check_borrows
from ..names.context import Unsupported, phase
from ..names.defs import AdtDef, AliasDef, ConstDef, Def, FnDefn, ImplDef, ModuleDef, StaticDef, TraitDef
from ..names.fulfil import Fulfil
from ..names.impls import NO
from ..names.imports import check_imports
from ..names.show import show
from ..names.symbols import exported_name
from ..names.types import ERROR, Adt, Array, ConstValue, Param, Tuple, Ty, substitute
from ..span import NO_SPAN, Span
from ..syntax import ast
from .cycles import check_cycles
from .dead import check_dead
from .handlers import check_handler, head
from .impls import check_impl
from .lifetimes import check_lifetimes
from .lints import place_in_order
from .overlap import check_overlaps
from .style import check_style
from .tests import check_frameworks, check_unnameable_tests
from .unused_imports import check_unused_imports

if TYPE_CHECKING:
    from ..program import Program


def check_program(program: Program, crates: list[ModuleDef]) -> None:
    """Check everything the student wrote; raise CompileError if there are errors."""
    defs = all_defs(crates)
    check_imports(program.items, crates)
    done = 0
    while done < len(defs):
        d = defs[done]
        done += 1
        try:
            check_item(program, d)
        except Unsupported as e:
            program.cx.unsupported(e.what, e.span, e.instead)
        except RecursionError:
            program.cx.error(None, "this is nested too deeply for pagesim", d.span, "")
        if done == len(defs) and program.cx.local.todo:
            defs += program.cx.local.todo
            program.cx.local.todo = []
    check_cycles(program, defs)
    check_overlaps(program.items, [d for d in defs if isinstance(d, ImplDef)])
    for crate in crates:
        check_frameworks(program, crate)
    find_roots(program, crates, defs)
    check_crates(program, crates)
    if not program.diagnostics.error_count:
        check_whole(program, crates, defs)
    diagnostics = program.diagnostics
    if not any(phase(d) < 4 for d in diagnostics.errors):
        check_borrows(program, defs)
    diagnostics.items.sort(key=phase)
    if any(phase(d) < 4 for d in diagnostics.errors):
        diagnostics.items = [d for d in diagnostics.items if d.code != "E0451"]
    if any(phase(d) < 5 for d in diagnostics.errors):
        diagnostics.items = [d for d in diagnostics.items if d.level != "error" or phase(d) < 5]
    diagnostics.raise_if_errors()


def check_whole(program: Program, crates: list[ModuleDef], defs: list[Def]) -> None:
    """The lints that need all of a program that is right."""
    check_unused_imports(program, crates, defs)
    check_unnameable_tests(program, defs)
    check_style(program, defs)
    check_dead(program, crates, defs)
    found = program.diagnostics.items
    warnings = [d for d in found if d.level == "warning"]
    warnings.sort(key=lambda d: place_in_order(program.sources, d))
    program.diagnostics.items = [d for d in found if d.level != "warning"] + warnings


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


def check_item(program: Program, d: Def) -> None:
    """Check one item with all that is inside."""
    items = program.items
    if isinstance(d, FnDefn):
        check_fn(program, d)
    elif isinstance(d, ConstDef):
        check_const(program, d)
    elif isinstance(d, StaticDef):
        check_static(program, d)
    elif isinstance(d, AdtDef):
        check_adt(program, d)
    elif isinstance(d, AliasDef):
        items.alias_ty(d)
        items.predicates(d)
        check_lifetimes(items, d)
    elif isinstance(d, TraitDef):
        items.predicates(d)
        items.supertraits(d)
        check_lifetimes(items, d)
        for assoc in d.types.values():
            items.assoc_bounds(assoc)
            items.assoc_default(assoc)
        for fn in d.methods.values():
            check_fn(program, fn)
        for const in d.consts.values():
            check_const(program, const)
    elif isinstance(d, ImplDef):
        items.impl_header(d)
        items.predicates(d)
        check_lifetimes(items, d)
        check_impl(items, d)
        for fn in d.methods.values():
            check_fn(program, fn)
        for const in d.consts.values():
            check_const(program, const)


def check_fn(program: Program, fn: FnDefn) -> None:
    """Check a function's signature and body."""
    items, cx = program.items, program.cx
    items.sig(fn)
    items.predicates(fn)
    check_lifetimes(items, fn)
    node = fn.node
    if node is None:
        return
    if fn.abi == "x86-interrupt":
        check_handler(program, fn, node)
    if fn.abi == "x86-interrupt" and "abi_x86_interrupt" not in features_of(crate_of(fn)):
        cx.error(
            "E0658",
            'the extern "x86-interrupt" ABI is experimental and subject to change',
            abi_span(program, fn),
            "",
            helps=["add `#![feature(abi_x86_interrupt)]` to the crate attributes to enable"],
        )
    elif fn.abi not in ("Rust", "C", "x86-interrupt", "system", "sysv64", "win64", "efiapi"):
        cx.error("E0703", f"invalid ABI: found `{fn.abi}`", abi_span(program, fn), "invalid ABI")
    if fn.has_body:
        for ty, p in zip(fn.params, node.params, strict=False):
            check_sized(program, fn, ty, p.ty.span)
        program.thir(fn)
    elif fn.container is None and not fn.intrinsic and not fn.foreign:
        cx.error(None, "free function without a body", node.span, "")


def abi_span(program: Program, fn: FnDefn) -> Span:
    """Where a function's ABI string stands."""
    assert fn.node is not None
    span = fn.node.span
    text = program.sources.files[span.file].text
    at = text.find(f'"{fn.abi}"', span.lo, max(span.hi, span.lo + 400))
    return Span(span.file, at, at + len(fn.abi) + 2, span.ctx) if at >= 0 else fn.span


def check_sized(program: Program, owner: Def, ty: Ty, span: Span) -> None:
    """E0277 for a parameter without a size known at compile time."""
    sized = program.cx.lang_trait("sized")
    if sized is None or ty is ERROR:
        return
    solver = Fulfil(
        program.items, program.items.elaborate(program.items.predicates(owner)), program.items.generics(owner).unsized
    )
    if solver.select(sized, (ty,)) is NO:
        t = show(ty)
        program.cx.error(
            "E0277",
            f"the size for values of type `{t}` cannot be known at compilation time",
            span,
            "doesn't have a size known at compile-time",
            helps=[
                f"the trait `Sized` is not implemented for `{t}`",
                "function arguments must have a statically known size, borrowed slices always have a known size",
            ],
        )


def check_const(program: Program, const: ConstDef) -> None:
    """Check a constant's type and value."""
    program.items.const_ty(const)
    node = const.node
    if isinstance(node, ast.ConstItem) and node.value is None:
        if not isinstance(const.container, TraitDef):
            program.cx.error(
                None,
                "free constant item without body"
                if const.container is None
                else "associated constant in `impl` without body",
                node.span,
                "",
            )
        return
    before = program.diagnostics.error_count
    program.thir(const)
    if (
        not isinstance(const.container, TraitDef)
        and not program.items.generics(const).params
        and program.diagnostics.error_count == before
    ):
        evaluate(program, const)


def evaluate(program: Program, const: ConstDef) -> None:
    """E0080: a constant that panics. What the small evaluator cannot do is left to the linker."""
    from ..names.consteval import Evaluator
    from ..names.constvalues import ConstError

    program.cx.evaluating.append(const)
    try:
        Evaluator(program.items).constant(const, ())
    except ConstError as e:
        if e.hard:
            program.cx.error("E0080", e.message, e.span or const.span, f"evaluation of `{const.name}` failed here")
    finally:
        program.cx.evaluating.pop()


def check_static(program: Program, static: StaticDef) -> None:
    """Check a static's type, its value, and that it may be shared."""
    ty = program.items.static_ty(static)
    if static.foreign:
        return
    if static.node is None or static.node.value is None:
        program.cx.error(None, "free static item without body", static.span, "")
        return
    sync = program.cx.lang_trait("sync") or program.cx.lang_trait("Sync")
    if sync is not None and not static.mutable and ty is not ERROR:
        solver = Fulfil(program.items)
        if solver.holds(sync, (ty,)) is NO:
            t = show(ty)
            program.cx.error(
                "E0277",
                f"`{t}` cannot be shared between threads safely",
                static.node.ty.span,
                f"`{t}` cannot be shared between threads safely",
                helps=[f"the trait `Sync` is not implemented for `{t}`"],
                notes=["shared static variables must have a type that implements `Sync`"],
            )
    program.thir(static)


# --- structs and enums ------------------------------------------------------------------------------------------------


def check_adt(program: Program, adt: AdtDef) -> None:
    """Fields, recursion, unused parameters, repr."""
    items, cx = program.items, program.cx
    items.adt(adt)
    items.predicates(adt)
    check_lifetimes(items, adt)
    if contains(program, adt, adt, set()):
        fields = [f.span for v in adt.variants for f in v.fields if reaches(program, f.ty, adt, set())]
        cx.error(
            "E0072",
            f"recursive type `{adt.name}` has infinite size",
            adt.node.span,
            "",
            also=[(s, "recursive without indirection") for s in fields[:1]],
            helps=["insert some indirection (e.g., a `&`, a raw pointer or a `Box`) to break the cycle"],
        )
        for v in adt.variants:
            for f in v.fields:
                if reaches(program, f.ty, adt, set()):
                    f.ty = ERROR
    for p in adt.generics.params:
        if p.index not in adt.generics.consts and not any(uses(f.ty, p) for v in adt.variants for f in v.fields):
            written = next((g for g in adt.node.generics.params if g.ident.name == p.name), None)
            if written is not None and adt.variants:
                cx.error(
                    "E0392",
                    f"type parameter `{p.name}` is never used",
                    written.ident.span,
                    "unused type parameter",
                    helps=[
                        f"consider removing `{p.name}`, referring to it in a field, or using a marker such as "
                        f"`PhantomData`"
                    ],
                )
    if (
        adt.kind == "enum"
        and not adt.variants
        and any(n in adt.repr for n in ("u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64", "usize", "isize"))
    ):
        cx.error("E0084", "unsupported representation for zero-variant enum", adt.node.span, "zero-variant enum")


def contains(program: Program, adt: AdtDef, goal: AdtDef, seen: set[AdtDef]) -> bool:
    """Whether ``adt`` holds ``goal`` by value."""
    if adt in seen or adt.prelude:
        return False
    seen.add(adt)
    return any(reaches(program, f.ty, goal, seen) for v in program.items.adt(adt).variants for f in v.fields)


def reaches(program: Program, ty: Ty, goal: AdtDef, seen: set[AdtDef]) -> bool:
    """Whether a value of the type holds ``goal`` by value."""
    match ty:
        case Adt():
            if ty.defn is goal:
                return True
            if ty.defn.prelude:
                return ty.defn.name in ("Option", "Cell", "RefCell", "UnsafeCell", "Result", "MaybeUninit") and any(
                    reaches(program, a, goal, seen) for a in ty.args
                )
            return contains(program, ty.defn, goal, seen) or any(
                reaches(program, substitute(f.ty, ty.args), goal, seen)
                for v in program.items.adt(ty.defn).variants
                for f in v.fields
                if ty.args
            )
        case Tuple():
            return any(reaches(program, t, goal, seen) for t in ty.items)
        case Array():
            return not (isinstance(ty.length, ConstValue) and ty.length.value == 0) and reaches(
                program, ty.item, goal, seen
            )
    return False


def uses(ty: Ty, p: Param) -> bool:
    """Whether a parameter stands in a type."""
    return ty is p or any(uses(t, p) for t in ty.children())


# --- the program ------------------------------------------------------------------------------------------------------


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
            elif attr.name == "alloc_error_handler" and isinstance(d, FnDefn):
                program.alloc_error_handler = d
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
    from ..names import types

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
                helps=[f"put `#![no_std]` at the top of `src/{'main' if crate.name == 'main' else 'lib'}.rs`"],
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
