"""Checking of items, and of the program as a whole: what rustc does around and between bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..borrowck.check import check_borrows
from ..names.consteval import Evaluator
from ..names.constvalues import ConstError
from ..names.context import Unsupported, phase
from ..names.defs import AdtDef, AliasDef, ConstDef, Def, FnDefn, ImplDef, ModuleDef, StaticDef, TraitDef
from ..names.fulfil import Fulfil
from ..names.impls import NO
from ..names.imports import check_imports
from ..names.show import show
from ..names.types import ERROR, Adt, Array, ConstValue, Dyn, Param, Tuple, Ty, substitute
from ..span import Span
from ..syntax import ast
from .body import holds_items
from .cycles import check_cycles
from .dead import check_dead
from .handlers import check_handler
from .impls import check_impl
from .lifetimes import check_lifetimes
from .lints import place_in_order
from .overlap import check_overlaps
from .roots import all_defs, check_crates, crate_of, features_of, find_roots
from .style import check_style
from .tests import check_frameworks, check_unnameable_tests
from .unused_imports import check_unused_imports

if TYPE_CHECKING:
    from ..program import Program


LATE = frozenset(("dead_code", "non_snake_case", "non_upper_case_globals"))
"""Lints that rustc gets to only if all else is right."""
ARGUMENT = "function arguments must have a statically known size, borrowed slices always have a known size"


def check_program(program: Program, crates: list[ModuleDef]) -> None:
    """Check everything the student wrote; raise CompileError if there are errors."""
    defs = all_defs(crates)
    check_imports(program.items, crates)
    for d in filter(holds_items, defs):  # first: their impls count everywhere
        attempt(program, d)
    done = 0
    while done < len(defs):
        attempt(program, defs[done])
        done += 1
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
    if diagnostics.errors:
        diagnostics.items = [d for d in diagnostics.items if d.level == "error" or d.code not in LATE]
    diagnostics.items.sort(key=phase)
    if any(phase(d) < 4 for d in diagnostics.errors):
        diagnostics.items = [d for d in diagnostics.items if d.code != "E0451"]
    if any(phase(d) < 5 for d in diagnostics.errors):
        diagnostics.items = [d for d in diagnostics.items if d.level != "error" or phase(d) < 5]
    diagnostics.raise_if_errors()


def attempt(program: Program, d: Def) -> None:
    """Check one item, or say that this can't be done."""
    try:
        check_item(program, d)
    except Unsupported as e:
        program.cx.unsupported(e.what, e.span, e.instead)
    except RecursionError:
        program.cx.error(None, "this is nested too deeply for pagesim", d.span, "")


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
        if node.ret is not None and fn.ret is not None:
            check_returned(program, fn, fn.ret, node.ret.span)
        for ty, p in zip(fn.params, node.params, strict=False):
            check_sized(
                program,
                fn,
                ty,
                p.ty.span,
                ARGUMENT,
            )
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


def check_returned(program: Program, fn: FnDefn, ty: Ty, span: Span) -> None:
    """E0746 and E0277 for a result without a size known at compile time."""
    if not isinstance(ty, Dyn):
        check_sized(program, fn, ty, span, "the return type of a function must have a statically known size")
        return
    name = show(ty).removeprefix("dyn ")
    program.cx.error(
        "E0746",
        "return type cannot be a trait object without pointer indirection",
        span,
        "doesn't have a size known at compile-time",
        helps=[
            f"consider returning an `impl Trait` instead of a `dyn Trait`: `impl {name}`",
            f"alternatively, box the return type: `Box<dyn {name}>`",
        ],
    )


def check_sized(program: Program, owner: Def, ty: Ty, span: Span, why: str) -> None:
    """E0277 for a parameter or result without a size known at compile time."""
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
                why,
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
    fixed = settled(program, adt)
    for p in adt.generics.params:
        if p.index not in adt.generics.consts and p not in fixed:
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


def settled(program: Program, adt: AdtDef) -> set[Param]:
    """The parameters that fields have, or that a bound says by those: `T` in `I: Iterator<Item = T>`."""
    fields = [f.ty for v in adt.variants for f in v.fields]
    found = {p for p in adt.generics.params if any(uses(ty, p) for ty in fields)}
    bounds = [p for p in program.items.predicates(adt) if p.value is not None]
    more = True
    while more:
        more = False
        for bound in bounds:
            inputs = {p for p in adt.generics.params if any(uses(ty, p) for ty in bound.args)}
            assert bound.value is not None
            gained = {p for p in adt.generics.params if uses(bound.value, p)} - found
            if inputs <= found and gained:
                found |= gained
                more = True
    return found


def uses(ty: Ty, p: Param) -> bool:
    """Whether a parameter stands in a type."""
    return ty is p or any(uses(t, p) for t in ty.children())
