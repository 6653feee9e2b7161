"""The end of checking a body: every type in the tree becomes final, and provisional nodes become what they turned
out to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from ..names import thir, types
from ..names.defs import Def
from ..names.show import show
from ..names.types import BOOL, ERROR, NEVER, UNIT, Infer, Ty
from ..span import Span
from .ops import builtin_op, floating, integral
from .pending import OpAssign, OpBinary, OpUnary

if TYPE_CHECKING:
    from .expr import Expressions

SLOTS: dict[type, tuple[str, ...]] = {}


def slots(cls: type) -> tuple[str, ...]:
    """The fields of a node class, inherited ones first."""
    found = SLOTS.get(cls)
    if found is None:
        names: list[str] = []
        for c in reversed(cls.__mro__):
            names += [n for n in getattr(c, "__slots__", ()) if n not in ("span",)]
        found = SLOTS[cls] = tuple(names)
    return found


NODE = (thir.Expr, thir.Pat, thir.LetStmt, thir.ExprStmt, thir.Arm, thir.Capture)


NODES: dict[type, bool] = {}
"""Which classes are nodes': asked for every field of every node."""

PLAIN = frozenset("Ty Span Local str int bool AdtDef FnDefn ConstDef StaticDef Label".split()) | {"tuple[Ty, ...]"}
"""Types of fields in which there is no node."""

BRANCHES: dict[type, tuple[str, ...]] = {}
"""By class: the fields that may hold nodes."""


def branches(cls: type) -> tuple[str, ...]:
    """The fields of a node class in which nodes may be: those whose type does not say otherwise."""
    found = BRANCHES.get(cls)
    if found is None:
        other = (
            {f.name for f in fields(cls) if str(f.type).removesuffix(" | None") in PLAIN} if is_dataclass(cls) else ()
        )
        found = BRANCHES[cls] = tuple(n for n in slots(cls) if n not in other)
    return found


def is_node(cls: type) -> bool:
    """Whether a class is a node's."""
    found = NODES.get(cls)
    if found is None:
        found = NODES[cls] = issubclass(cls, NODE)
    return found


def children(n: Any) -> list[Any]:
    """The nodes directly inside a node."""
    found = []
    for name in branches(type(n)):
        v = getattr(n, name)
        cls = type(v)
        if cls is list or cls is tuple:
            for item in v:
                if is_node(type(item)):
                    found.append(item)
                elif type(item) is tuple:
                    found += [x for x in item if is_node(type(x))]
        elif is_node(cls):
            found.append(v)
    return found


def binds_by_ref(p: thir.Pat) -> bool:
    """Whether a pattern takes references into what it matches."""
    if isinstance(p, thir.BindPat) and p.mode != "move":
        return True
    return any(binds_by_ref(c) for c in children(p) if isinstance(c, thir.Pat))


class Writeback:
    """Finishes one body."""

    def __init__(self, checker: Expressions) -> None:
        self.ck = checker
        self.locals: set[thir.Local] = set()
        self.reported = False
        self.memo: dict[Ty, Ty] = {}
        self.in_params = False

    # --- types --------------------------------------------------------------------------------------------------------

    def ty(self, ty: Ty, span: Span, local: thir.Local | None = None) -> Ty:
        """The final type; one E0282 for a body whose types stay open."""
        if not ty.has_infer and not ty.has_projection:
            return ty
        found = self.memo.get(ty)
        if found is None:
            found = self.ck.resolve(ty)
            if found.has_projection:
                found = self.ck.norm_quiet(found)
            if not found.has_infer:
                self.memo[ty] = found
        if found.has_infer:
            self.open_type(found, span, local)
            return self.erase(found)
        return found

    def erase(self, ty: Ty) -> Ty:
        if isinstance(ty, Infer):
            return ERROR
        return ty.rebuild(self.erase) if ty.has_infer else ty

    def open_type(self, ty: Ty, span: Span, local: thir.Local | None) -> None:
        """Report a type that could not be inferred (once, and only if nothing else is wrong)."""
        ck = self.ck
        if self.reported or ck.tainted():
            return
        self.reported = True
        what = f" for `{show(ty)}`" if local is not None and not isinstance(ty, Infer) else ""
        if local is None:
            var = next(iter(self.variables(ty)), None)
            if var is not None and ck.origins[var].file:
                span = ck.origins[var]
        code = "E0282"
        label = "" if local is not None else "cannot infer type"
        helps = (
            [f"consider giving `{local.name}` an explicit type" + (f": `{show(ty)}`" if what else "")]
            if local is not None
            else []
        )
        open_vars = set(self.variables(ty))
        for ob in ck.pending:
            if ob.trait.lang != "sized" and any(v in open_vars for a in ob.args for v in self.variables(ck.resolve(a))):
                code = "E0284" if ob.assoc is not None else "E0283"
                if local is None:
                    span = ob.span
                break
        ck.cx.error(
            code, f"type annotations needed{what}", local.span if local is not None else span, label, helps=helps
        )

    def variables(self, ty: Ty) -> Iterator[int]:
        if isinstance(ty, Infer):
            yield ty.number
        for t in ty.children():
            yield from self.variables(t)

    # --- nodes --------------------------------------------------------------------------------------------------------

    def value(self, v: Any, span: Span) -> Any:
        if isinstance(v, Ty):
            return self.ty(v, span)
        if isinstance(v, NODE):
            return self.node(v)
        if type(v) is list:
            for i, item in enumerate(v):
                v[i] = self.value(item, span)
            return v
        if type(v) is tuple:
            return tuple(self.value(x, span) for x in v)
        if type(v) is thir.Local:
            self.local(v)
        return v

    def local(self, v: thir.Local) -> None:
        if v not in self.locals:
            self.locals.add(v)
            v.ty = self.ty(v.ty, v.span, None if v.made else v)
            if (isinstance(v.ty, types.Slice | types.Dyn) or v.ty is types.STR) and not (
                self.ck.prelude or self.in_params
            ):
                self.unsized(v)

    def unsized(self, v: thir.Local) -> None:
        """E0277 for a variable without a size known at compile time."""
        t = show(v.ty)
        self.ck.cx.error(
            "E0277",
            f"the size for values of type `{t}` cannot be known at compilation time",
            v.span,
            "doesn't have a size known at compile-time",
            helps=[
                f"the trait `Sized` is not implemented for `{t}`",
                "all local variables must have a statically known size",
            ],
        )

    def node(self, n: Any) -> Any:
        span = getattr(n, "span", None)
        cls = type(n)
        if cls is thir.BindPat:
            self.local(n.local)
        if cls is thir.LetStmt and n.init is not None and isinstance(n.pat, thir.BindPat):
            self.local(n.pat.local)
        for name in slots(cls):
            v = getattr(n, name)
            if v is None or isinstance(v, str | int | Span | Def):
                continue
            new = self.value(v, span)  # type: ignore[arg-type]
            if new is not v:
                setattr(n, name, new)
        if cls is OpBinary:
            return self.binary(n)
        elif cls is OpUnary:
            return self.unary(n)
        elif cls is OpAssign:
            return self.assign(n)
        elif cls is thir.Cast and n.kind == "none":
            return n.operand
        elif cls is thir.Coerce and n.ty is NEVER and n.kind == "never":
            return n.operand
        return n

    # --- operators ----------------------------------------------------------------------------------------------------

    def binary(self, n: OpBinary) -> thir.Expr:
        a, b = n.left.ty, n.right.ty
        if builtin_op(n.op, a, b) and (n.op in ("<<", ">>") or a is b):
            return thir.Binary(n.ty, n.span, n.op, n.left, n.right)
        args = [n.left, n.right]
        if n.by_ref:
            args = [thir.AddrOf(types.ref(False, x.ty), x.span, x, False) for x in args]
        call = thir.Call(n.ty, n.span, n.method, n.args, args)
        return call

    def unary(self, n: OpUnary) -> thir.Expr:

        ty = n.operand.ty
        if integral(ty) or floating(ty) or (ty is BOOL and n.op == "!"):
            return thir.Unary(n.ty, n.span, n.op, n.operand)
        return thir.Call(n.ty, n.span, n.method, n.args, [n.operand])

    def assign(self, n: OpAssign) -> thir.Expr:

        if builtin_op(n.op, n.place.ty, n.value.ty):
            return thir.AssignOp(UNIT, n.span, n.op, n.place, n.value)
        place = thir.AddrOf(types.ref(True, n.place.ty), n.place.span, n.place, True)
        return thir.Call(UNIT, n.span, n.method, n.args, [place, n.value])
