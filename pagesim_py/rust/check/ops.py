"""Operators: arithmetic, comparison, assignment, indexing, dereference, borrow, casts.

On primitives they are built in; otherwise they are calls of the operator traits. Which of the two a binary operator
on open types is becomes known at the end (pending.py).
"""

from __future__ import annotations

from ..names import thir, types
from ..names.defs import FnDefn
from ..names.impls import MAYBE, NO
from ..names.show import show
from ..names.types import (
    BOOL,
    ERROR,
    INTEGER_BITS,
    NEVER,
    UNIT,
    Adt,
    FnPtr,
    Infer,
    Prim,
    Ptr,
    Ref,
    Slice,
    Ty,
)
from ..span import Span
from ..syntax import ast
from .coerce import is_place
from .pat import Patterns
from .pending import OpBinary, OpUnary
from .static_refs import note

OP_TRAITS = {
    "+": "add",
    "-": "sub",
    "*": "mul",
    "/": "div",
    "%": "rem",
    "^": "bitxor",
    "&": "bitand",
    "|": "bitor",
    "<<": "shl",
    ">>": "shr",
    "==": "eq",
    "!=": "eq",
    "<": "partial_ord",
    "<=": "partial_ord",
    ">": "partial_ord",
    ">=": "partial_ord",
}
OP_METHODS = {"==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
VERBS = {
    "+": ("add", "to"),
    "-": ("subtract", "from"),
    "*": ("multiply", "by"),
    "/": ("divide", "by"),
    "%": ("calculate the remainder of", "divided by"),
}
COMPARISONS = frozenset(OP_METHODS)


def integral(ty: Ty) -> bool:
    """An integer type or the type of an integer literal."""
    return (type(ty) is Prim and ty.name in INTEGER_BITS) or (type(ty) is Infer and ty.kind == "int")


def floating(ty: Ty) -> bool:
    """A float type or the type of a float literal."""
    return (type(ty) is Prim and ty.name in ("f32", "f64")) or (type(ty) is Infer and ty.kind == "float")


def scalar(ty: Ty) -> bool:
    """A type whose comparisons are built in."""
    return integral(ty) or floating(ty) or ty in (BOOL, types.CHAR) or isinstance(ty, Ptr | FnPtr) or ty is UNIT


def builtin_op(op: str, a: Ty, b: Ty) -> bool:
    """Whether ``op`` on these types is the language's own."""
    if op in ("<<", ">>"):
        return integral(a) and integral(b)
    if op in ("+", "-", "*", "/", "%"):
        return (integral(a) and integral(b)) or (floating(a) and floating(b))
    if op in ("&", "|", "^"):
        return (integral(a) and integral(b)) or (a is BOOL and b is BOOL)
    return scalar(a) and scalar(b)


class Operators(Patterns):
    """Operators."""

    # --- binary -------------------------------------------------------------------------------------------------------

    def check_binary(self, e: ast.Binary, exp: Ty | None) -> thir.Expr:
        op = e.op
        if op in ("&&", "||"):
            left = self.coerce_to(self.check(e.left, BOOL), BOOL)
            diverges = self.diverges
            right = self.coerce_to(self.check(e.right, BOOL), BOOL)
            self.diverges = diverges
            return thir.Binary(BOOL, e.span, op, left, right)
        hint = None
        if exp is not None and op not in COMPARISONS and integral(self.shallow(exp)):
            hint = exp if isinstance(e.left, ast.Literal | ast.Unary | ast.Binary) and op not in ("<<", ">>") else None
        left = self.check(e.left, hint if isinstance(e.left, ast.Literal) else None)
        lt = self.known(left.ty)
        if lt is NEVER:
            left = thir.Coerce(self.fresh("any", e.span), left.span, "never", left)
            self.diverging.add(left.ty.number)  # type: ignore[attr-defined]
            lt = left.ty
        if lt is ERROR:
            self.check(e.right)
            return self.error_expr(e.span) if op not in COMPARISONS else thir.TupleExpr(BOOL, e.span, [])
        if scalar(lt):
            right = self.check(e.right, None if op in ("<<", ">>") or not isinstance(e.right, ast.Literal) else lt)
            rt = self.known(right.ty)
            if builtin_op(op, lt, rt):
                return self.builtin_binary(op, left, right, e)
            return self.overloaded(e, left, right)
        return self.overloaded(e, left, None)

    def builtin_binary(self, op: str, left: thir.Expr, right: thir.Expr, e: ast.Binary) -> thir.Expr:
        """A built-in operator: the operands must have one type (but for shifts)."""
        if op in ("<<", ">>"):
            return thir.Binary(left.ty, e.span, op, left, right)
        a, b = self.known(left.ty), self.known(right.ty)
        if not self.unify(a, b):
            done = self.coerce(right, a) if isinstance(a, Ptr) else None
            if done is None:
                self.mismatch_at(right.span, a, b, [(left.span, f"expected because this is `{show(self.resolve(a))}`")])
                if op not in COMPARISONS:
                    self.cannot_op(op, a, b, e.op_span)
            else:
                right = done
        return thir.Binary(BOOL if op in COMPARISONS else left.ty, e.span, op, left, right)

    def overloaded(self, e: ast.Binary, left: thir.Expr, right: thir.Expr | None) -> thir.Expr:
        """An operator through its trait."""
        op = e.op
        trait = self.cx.lang_trait(OP_TRAITS[op])
        lt = self.known(left.ty)
        if trait is None:
            self.cx.unsupported(f"operator {op}", e.op_span)
            return self.error_expr(e.span)
        method: FnDefn = self.items.sig(trait.methods[OP_METHODS.get(op, next(iter(trait.methods)))])
        left = self.reborrow(left, lt) if op not in COMPARISONS else left
        if right is not None and self.known(right.ty) is ERROR:
            return self.error_expr(e.span)
        rhs = self.fresh("any", e.right.span) if right is None else right.ty
        answer = MAYBE if isinstance(lt, Infer) else self.probe(lambda: self.holds(trait, (lt, rhs)))
        if answer is NO and (right is not None or self.probe(lambda: self.holds(trait, (lt, self.fresh("any")))) is NO):
            if right is None:
                right = self.check(e.right)
            elif self.probe(lambda: self.holds(trait, (lt, self.fresh("any")))) is not NO:
                self.binary_error(e, op, lt, self.known(right.ty), known_left=True)
                return thir.TupleExpr(BOOL if op in COMPARISONS else ERROR, e.span, [])
            self.binary_error(e, op, lt, self.known(right.ty))
            return thir.TupleExpr(BOOL if op in COMPARISONS else ERROR, e.span, [])
        self.require(trait, (lt, rhs), e.op_span, ("binary", op, e))
        self.solve()
        if right is None:
            right = self.check(e.right, self.shallow(rhs) if not isinstance(self.shallow(rhs), Infer) else None)
            done = self.coerce(right, rhs)
            if done is None:
                self.mismatched(right, rhs)
                return thir.TupleExpr(BOOL if op in COMPARISONS else ERROR, e.span, [])
            right = done
        self.solve()
        args = (lt, rhs)
        a, b = self.known(left.ty), self.known(right.ty)
        da = self.known(a.inner) if isinstance(a, Ref) else a
        db = self.known(b.inner) if isinstance(b, Ref) else b
        if op in COMPARISONS:
            if builtin_op(op, a, b):
                self.unify(a, b)
            return OpBinary(BOOL, e.span, op, left, right, method, args, True)
        output = self.normalize(types.projection(trait.types["Output"], args), e.span, ("binary", op, e))
        if not isinstance(da, Infer) or da.kind != "any":
            if (not isinstance(db, Infer) or db.kind != "any") and builtin_op(op, da, db):
                if op not in ("<<", ">>"):
                    self.unify(da, db)
                self.unify(output, da)
        return OpBinary(output, e.span, op, left, right, method, args, False)

    def cannot_op(self, op: str, a: Ty, b: Ty, span: Span) -> None:
        """E0277 that rustc adds when two integer types are mixed."""
        a, b = self.resolve(a), self.resolve(b)
        verb, prep = VERBS.get(op, ("", ""))
        if verb:
            text = (
                f"cannot {verb} `{show(b)}` {prep} `{show(a)}`"
                if op in "+-"
                else f"cannot {verb} `{show(a)}` {prep} `{show(b)}`"
            )
        else:
            text = f"no implementation for `{show(a)} {op} {show(b)}`"
        trait = self.cx.lang_trait(OP_TRAITS[op])
        name = trait.name if trait else op
        self.cx.error(
            "E0277",
            text,
            span,
            f"no implementation for `{show(a)} {op} {show(b)}`",
            helps=[f"the trait `{name}<{show(b)}>` is not implemented for `{show(a)}`"],
        )

    def binary_error(self, e: ast.Binary, op: str, a: Ty, b: Ty, known_left: bool = False) -> None:
        """E0369, or E0277/E0308 where the left type knows the operator for other right types."""
        a, b = self.resolve(a), self.resolve(b)
        if self.has_error(a) or self.has_error(b):
            return
        if known_left:
            if op in COMPARISONS:
                if scalar(a) or a is types.STR or isinstance(a, Ref):
                    if isinstance(b, Ref) == isinstance(a, Ref):
                        self.mismatch_at(e.right.span, a, b, [(e.left.span, f"expected because this is `{show(a)}`")])
                        return
                trait = self.cx.lang_trait(OP_TRAITS[op])
                self.cx.error(
                    "E0277",
                    f"can't compare `{show(a)}` with `{show(b)}`",
                    e.op_span,
                    f"no implementation for `{show(a)} {op} {show(b)}`",
                    helps=[f"the trait `{trait.name if trait else op}<{show(b)}>` is not implemented for `{show(a)}`"],
                )
            else:
                self.cannot_op(op, a, b, e.op_span)
            return
        verb, prep = VERBS.get(op, ("", ""))
        if verb:
            message = (
                f"cannot {verb} `{show(b)}` {prep} `{show(a)}`"
                if op in "+-"
                else f"cannot {verb} `{show(a)}` {prep} `{show(b)}`"
            )
        elif op in COMPARISONS:
            message = f"binary operation `{op}` cannot be applied to type `{show(a)}`"
        else:
            message = f"no implementation for `{show(a)} {op} {show(b)}`"
        helps = []
        if isinstance(a, Adt) and not a.defn.prelude:
            trait = self.cx.lang_trait(OP_TRAITS[op])
            if trait is not None:
                helps = [
                    f"consider annotating `{a.defn.name}` with `#[derive({trait.name})]`"
                    if op in COMPARISONS
                    else f"an implementation of `{trait.name}` might be missing for `{show(a)}`"
                ]
        elif isinstance(a, Ref) and builtin_op(op, a.inner, b.inner if isinstance(b, Ref) else b):
            helps = ["`*` can be used to dereference the left operand"]
        self.cx.error(
            "E0369",
            message,
            self.field_blame(e.op_span, a),
            "",
            helps=helps,
            also=[(e.left.span, show(a)), (e.right.span, show(b))],
        )

    # --- unary --------------------------------------------------------------------------------------------------------

    def check_unary(self, e: ast.Unary, exp: Ty | None) -> thir.Expr:
        if e.op == "*":
            return self.check_deref(e)
        operand = self.check(e.operand, exp)
        ty = self.known(operand.ty)
        if isinstance(ty, Infer) and ty.kind == "any":
            ty = self.must_know(ty, e.operand.span)
        if ty is ERROR:
            return self.error_expr(e.span)
        if (e.op == "!" and (integral(ty) or ty is BOOL)) or (e.op == "-" and (integral(ty) or floating(ty))):
            if e.op == "-" and isinstance(ty, Prim) and ty.name[0] == "u":
                self.negated_unsigned(e, ty)
                return self.error_expr(e.span)
            if e.op == "-" and isinstance(ty, Infer):
                self.finals.append(
                    lambda: (
                        self.negated_late(e, t)
                        if isinstance(t := self.resolve(operand.ty), Prim) and t.name[0] == "u"
                        else None
                    )
                )
            return thir.Unary(operand.ty, e.span, e.op, operand)
        if ty is NEVER:
            return operand
        trait = self.cx.lang_trait("neg" if e.op == "-" else "not")
        if trait is None or (not isinstance(ty, Infer) and self.probe(lambda: self.holds(trait, (ty,))) is NO):
            self.cx.error(
                "E0600",
                f"cannot apply unary operator `{e.op}` to type `{show(self.resolve(ty))}`",
                e.span,
                f"cannot apply unary operator `{e.op}`",
            )
            return self.error_expr(e.span)
        self.require(trait, (ty,), e.span)
        output = self.normalize(types.projection(trait.types["Output"], (ty,)), e.span)
        method = self.items.sig(next(iter(trait.methods.values())))
        return OpUnary(output, e.span, e.op, self.reborrow(operand, ty), method, (ty,))

    def negated_unsigned(self, e: ast.Unary, ty: Ty) -> None:
        self.cx.error(
            "E0600",
            f"cannot apply unary operator `-` to type `{show(ty)}`",
            e.span,
            "cannot apply unary operator `-`",
            notes=["unsigned values cannot be negated"],
        )

    def negated_late(self, e: ast.Unary, ty: Ty) -> None:
        """A number whose type was found out only later."""
        name = show(ty)
        self.cx.error(
            "E0277",
            f"the trait bound `{name}: Neg` is not satisfied",
            e.span,
            f"the trait `Neg` is not implemented for `{name}`",
            notes=["unsigned values cannot be negated"],
        )

    def check_deref(self, e: ast.Unary) -> thir.Expr:
        operand = self.check(e.operand)
        ty = self.must_know(operand.ty, e.operand.span)
        if ty is ERROR:
            return self.error_expr(e.span)
        if isinstance(ty, Ptr):
            if not self.raw_place_ok:
                self.need_unsafe(
                    "dereference of raw pointer",
                    e.span,
                    "raw pointers may be null, dangling or unaligned; they can violate aliasing rules and cause "
                    "data races: all of these are undefined behavior",
                )
            return thir.Deref(ty.inner, e.span, operand)
        steps = list(self.autoderef(ty))[:2]
        if len(steps) < 2:
            self.cx.error(
                "E0614", f"type `{show(self.resolve(ty))}` cannot be dereferenced", e.span, "can't be dereferenced"
            )
            return self.error_expr(e.span)
        return self.deref_step(operand, steps[1], e.span)

    raw_place_ok = False

    def check_addr_of(self, e: ast.AddrOf, exp: Ty | None) -> thir.Expr:
        """``&x``, ``&mut x``, ``&raw const x``, ``&raw mut x``."""
        hint: Ty | None = None
        if exp is not None:
            known = self.shallow(exp)
            if isinstance(known, Ref | Ptr):
                inner = self.shallow(known.inner)
                if isinstance(inner, Adt):  # a struct that is to unsize: its last field is not of that type yet
                    tail = self.struct_tail(inner)
                    inner = types.STR if isinstance(tail, types.Dyn | Slice) or tail is types.STR else inner
                if is_place_ast(e.operand):
                    hint = inner if not isinstance(inner, Slice | types.Dyn) and inner is not types.STR else None
                elif isinstance(inner, Slice) or isinstance(e.operand, ast.Closure):
                    hint = inner
                elif not isinstance(inner, types.Dyn) and inner is not types.STR:
                    hint = inner
        if e.raw:
            if isinstance(e.operand, ast.Unary) and e.operand.op == "*":
                old, self.raw_place_ok = self.raw_place_ok, True
                operand = self.check_deref(e.operand)
                self.raw_place_ok = old
            elif isinstance(e.operand, ast.PathExpr):
                self.static_ok = True
                operand = self.check(e.operand, hint)
                self.static_ok = False
            else:
                operand = self.check(e.operand, hint)
            if not is_place(operand) and operand.ty is not ERROR:
                self.cx.error("E0745", "cannot take address of a temporary", e.operand.span, "temporary value")
            if e.mutable:
                self.make_mut(operand)
            return thir.AddrOf(types.ptr(e.mutable, operand.ty), e.span, operand, e.mutable, True)
        operand = self.check(e.operand, hint)
        if e.mutable:
            self.make_mut(operand)
        note(self, e.operand, operand, e.mutable, e.span)
        return thir.AddrOf(types.ref(e.mutable, operand.ty), e.span, operand, e.mutable)

    static_ok = False

    # --- assignment ---------------------------------------------------------------------------------------------------

    # --- indexing -----------------------------------------------------------------------------------------------------

    # --- casts --------------------------------------------------------------------------------------------------------


def is_place_ast(e: ast.Expr) -> bool:
    """Whether an expression is written as a place."""
    return isinstance(e, ast.PathExpr | ast.FieldExpr | ast.Index) or (isinstance(e, ast.Unary) and e.op == "*")
