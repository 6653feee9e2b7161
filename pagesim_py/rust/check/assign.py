"""Assignment, indexing and casts."""

from __future__ import annotations

from ..names import thir, types
from ..names.impls import NO
from ..names.show import show
from ..names.types import (
    CHAR,
    ERROR,
    INTEGER_BITS,
    U8,
    UNIT,
    USIZE,
    Adt,
    Array,
    FnPtr,
    Infer,
    Prim,
    Ptr,
    Ref,
    Slice,
    Ty,
)
from ..span import Ident, Span
from ..syntax import ast
from .casts import finish_cast
from .coerce import Step, is_place
from .ops import OP_TRAITS, Operators, builtin_op, integral, scalar
from .pending import OpAssign


class Assignments(Operators):
    """What changes places, and what reaches into them."""

    def check_assign(self, e: ast.Assign) -> thir.Expr:
        if e.op:
            return self.check_assign_op(e)
        if isinstance(e.left, ast.Underscore | ast.TupleExpr | ast.ArrayExpr | ast.StructExpr) or is_constructor(
            e.left
        ):
            return self.destructure(e)
        unsafe, in_fn = len(self.outside_unsafe), len(self.unsafe_in_fn)
        place = self.check(e.left)
        if inside_union(place):  # a field of a union may be written anywhere
            del self.outside_unsafe[unsafe:]
            del self.unsafe_in_fn[in_fn:]
        if not self.check_assignable(place, e.left, e.op_span):
            self.check(e.right)
            return self.unit(e.span)
        self.make_mut(place)
        value = self.check(e.right, place.ty)
        also = [(e.left.span, "expected due to the type of this binding")] if isinstance(place, thir.LocalRef) else None
        value = self.coerce_to(value, place.ty, also)
        return thir.Assign(UNIT, e.span, place, value)

    def check_assignable(self, place: thir.Expr, node: ast.Expr, span: Span) -> bool:
        """E0070 for what is not a place."""
        if is_place(place) or place.ty is ERROR:
            return True
        self.cx.error(
            "E0070",
            "invalid left-hand side of assignment",
            span,
            "",
            also=[(node.span, "cannot assign to this expression")],
        )
        return False

    def destructure(self, e: ast.Assign) -> thir.Expr:
        """``(a, b) = value``: bind new names by the same pattern, then assign each."""
        value = self.check(e.right)
        places: list[ast.Expr] = []
        names: dict[tuple[str, int], thir.Local] = {}
        pat = self.check_pat(assignee_pattern(e.left, places), value.ty, names)
        stmts: list[thir.LetStmt | thir.ExprStmt] = [thir.LetStmt(pat, value, None, e.span)]
        for node, local in zip(places, names.values(), strict=True):
            local.name, local.made = "lhs", True
            place = self.check(node)
            if self.check_assignable(place, node, node.span):
                self.make_mut(place)
            got = self.coerce_to(thir.LocalRef(local.ty, node.span, local), place.ty)
            stmts.append(thir.ExprStmt(thir.Assign(UNIT, node.span, place, got), node.span))
        return thir.Block(UNIT, e.span, stmts, None)

    def check_assign_op(self, e: ast.Assign) -> thir.Expr:
        place = self.check(e.left)
        lt = self.known(place.ty)
        right = (
            self.check(
                e.right, lt if integral(lt) and e.op not in ("<<", ">>") and isinstance(e.right, ast.Literal) else None
            )
            if scalar(lt)
            else None
        )
        if not self.check_assignable_op(place, e):
            if right is None:
                self.check(e.right)
            return self.unit(e.span)
        if lt is ERROR:
            if right is None:
                self.check(e.right)
            return self.unit(e.span)
        self.make_mut(place)
        if right is not None and builtin_op(e.op, lt, self.known(right.ty)):
            if e.op not in ("<<", ">>") and not self.unify(lt, right.ty):
                self.mismatch_at(right.span, lt, right.ty)
                a, b = self.resolve(lt), self.resolve(right.ty)
                trait = self.cx.lang_trait(OP_TRAITS[e.op] + "_assign")
                if trait is not None:
                    self.cx.error(
                        "E0277",
                        self.assign_text(e.op, a, b),
                        e.op_span,
                        f"no implementation for `{show(a)} {e.op}= {show(b)}`",
                    )
            return thir.AssignOp(UNIT, e.span, e.op, place, right)
        trait = self.cx.lang_trait(OP_TRAITS[e.op] + "_assign")
        if trait is None:
            self.cx.unsupported(f"operator {e.op}=", e.op_span)
            return self.unit(e.span)
        rhs = self.fresh("any", e.right.span) if right is None else right.ty
        if not isinstance(lt, Infer) and self.probe(lambda: self.holds(trait, (lt, self.fresh("any")))) is NO:
            right = right or self.check(e.right)
            if not self.has_error(self.resolve(right.ty)):
                self.cx.error(
                    "E0368",
                    f"binary assignment operation `{e.op}=` cannot be applied to type `{show(self.resolve(lt))}`",
                    e.span,
                    "",
                    also=[(e.left.span, f"cannot use `{e.op}=` on type `{show(self.resolve(lt))}`")],
                )
            return self.unit(e.span)
        self.require(trait, (lt, rhs), e.op_span, ("assign", e.op, e))
        self.solve()
        if right is None:
            right = self.coerce_to(self.check(e.right, self.shallow(rhs)), rhs)
        self.solve()
        method = self.items.sig(next(iter(trait.methods.values())))
        return OpAssign(UNIT, e.span, e.op, place, right, method, (lt, rhs))

    @staticmethod
    def assign_text(op: str, a: Ty, b: Ty) -> str:
        texts = {
            "+": "cannot add-assign `{b}` to `{a}`",
            "-": "cannot subtract-assign `{b}` from `{a}`",
            "*": "cannot multiply-assign `{a}` by `{b}`",
            "/": "cannot divide-assign `{a}` by `{b}`",
        }
        return texts.get(op, "no implementation for `{a} {op}= {b}`").format(a=show(a), b=show(b), op=op)

    def check_assignable_op(self, place: thir.Expr, e: ast.Assign) -> bool:
        if is_place(place) or place.ty is ERROR:
            return True
        self.cx.error(
            "E0067",
            "invalid left-hand side of assignment",
            e.op_span,
            "",
            also=[(e.left.span, "cannot assign to this expression")],
        )
        return False

    def check_index(self, e: ast.Index) -> thir.Expr:
        base = self.check(e.operand)
        base_ty = self.must_know(base.ty, e.operand.span)
        index = self.check(e.index)
        if base_ty is ERROR or self.known(index.ty) is ERROR:
            return self.error_expr(e.span)
        it = self.known(index.ty)
        steps = list(self.autoderef(base_ty))
        for n, step in enumerate(steps):
            ty = step.ty
            if isinstance(ty, Array | Slice) and (it is USIZE or (isinstance(it, Infer) and it.kind == "int")):
                self.unify(it, USIZE)
                place = self.apply_steps(base, steps[: n + 1], e.span)
                return thir.Index(ty.item, e.span, place, index)
            found = self.index_trait(base, steps[: n + 1], ty, index, e)
            if found is not None:
                return found
        last = steps[-1].ty
        if isinstance(last, Array):
            unsized = types.slice_of(last.item)
            found = self.index_trait(base, steps, unsized, index, e, unsize=True)
            if found is not None:
                return found
        self.bad_index(base_ty, steps[-1].ty, it, e)
        return self.error_expr(e.span)

    def index_trait(
        self, base: thir.Expr, steps: list[Step], ty: Ty, index: thir.Expr, e: ast.Index, unsize: bool = False
    ) -> thir.Expr | None:
        """``*Index::index(&base, index)`` if the type has it."""
        trait = self.cx.lang_trait("index")
        if trait is None or isinstance(ty, Infer):
            return None
        it = self.known(index.ty)
        args = (ty, it)
        if self.probe(lambda: self.holds(trait, args)) is NO:
            var = self.fresh("any")
            if isinstance(ty, Array | Slice) or self.probe(lambda: self.holds(trait, (ty, var))) is NO:
                return None
            self.unify(var, it)
        self.require(trait, args, e.index.span, ("index", ty))
        before = self.cx.diagnostics.error_count
        self.solve()
        if self.cx.diagnostics.error_count > before:
            return self.error_expr(e.span)
        output = self.normalize(types.projection(trait.types["Output"], args), e.span, ("index", ty))
        place = self.apply_steps(base, steps, e.span)
        arg = thir.AddrOf(types.ref(False, place.ty), e.span, place, False)
        method = self.items.sig(trait.methods["index"])
        call = thir.Call(types.ref(False, output), e.brackets, method, args, [arg, index])
        return thir.Deref(output, e.span, call)

    def bad_index(self, base: Ty, last: Ty, it: Ty, e: ast.Index) -> None:
        last, it, base = self.resolve(last), self.resolve(it), self.resolve(base)
        if self.has_error(last) or self.has_error(it):
            return
        if isinstance(last, Array | Slice):
            self.cx.error(
                "E0277",
                f"the type `[{show(last.item)}]` cannot be indexed by `{show(it)}`",
                e.index.span,
                "slice indices are of type `usize` or ranges of `usize`",
                helps=[f"the trait `SliceIndex<[{show(last.item)}]>` is not implemented for `{show(it)}`"],
            )
        elif last is types.STR:
            self.cx.error(
                "E0277",
                f"the type `str` cannot be indexed by `{show(it)}`",
                e.index.span,
                "string indices are ranges of `usize`",
            )
        else:
            at = (
                e.span._replace(lo=min(e.operand.span.hi, e.span.hi - 1))
                if e.operand.span.ctx == e.span.ctx
                else e.span
            )
            self.cx.error("E0608", f"cannot index into a value of type `{show(base)}`", at, "")

    def check_cast(self, e: ast.Cast) -> thir.Expr:
        target = self.lower_ty(e.ty)
        known = self.shallow(target)
        hint: Ty | None = None
        if isinstance(known, Ptr | Ref | FnPtr) and isinstance(e.operand, ast.AddrOf | ast.Closure):
            hint = target
        elif is_literal(e.operand):
            integer = isinstance(known, Prim) and known.name in INTEGER_BITS
            pointer = isinstance(known, Ptr | FnPtr)
            hint = known if integer else U8 if known is CHAR else types.USIZE if pointer else None
        operand = self.check(e.operand, hint)
        node = thir.Cast(target, e.span, "?", operand)
        if operand.ty is not ERROR and target is not ERROR:
            self.casts.append((node, e))
        return node

    def finish_casts(self) -> None:
        """Decide what each ``as`` does, now that types are known."""

        for node, e in self.casts:
            finish_cast(self, node, e)
        self.casts = []


def is_literal(e: ast.Expr) -> bool:
    """Whether an expression's value is a literal of an integer without a suffix, whose type may come from what it is
    cast to: with ``-`` or ``!`` before it, or as the value of a block.
    """
    while True:
        if isinstance(e, ast.Unary) and e.op != "*":
            e = e.operand
        elif isinstance(e, ast.BlockExpr) and e.block.tail is not None:
            e = e.block.tail
        else:
            return isinstance(e, ast.Literal) and e.kind == "int" and not e.suffix


def inside_union(place: thir.Expr) -> bool:
    """Whether a place is a field of a union, or inside one by fields alone."""
    found = False
    while isinstance(place, thir.Field):
        place = place.operand
        found = found or (isinstance(place.ty, Adt) and place.ty.defn.kind == "union")
    return found


def is_constructor(e: ast.Expr) -> bool:
    """Whether a call is of a tuple struct or variant, by its name."""
    return (
        isinstance(e, ast.Call) and isinstance(e.fun, ast.PathExpr) and e.fun.path.segments[-1].ident.name[:1].isupper()
    )


def assignee_pattern(e: ast.Expr, places: list[ast.Expr]) -> ast.Pattern:
    """The left side of a destructuring assignment as a pattern with a name for each of its places."""

    def all_of(items: list[ast.Expr]) -> list[ast.Pattern]:
        return [assignee_pattern(x, places) for x in items]

    match e:
        case ast.Underscore():
            return ast.WildPat(e.span)
        case ast.Range() if e.lo is None and e.hi is None:
            return ast.RestPat(e.span)
        case ast.TupleExpr():
            return ast.TuplePat(e.span, all_of(e.items))
        case ast.ArrayExpr():
            return ast.SlicePat(e.span, all_of(e.items))
        case ast.StructExpr() if e.base is None:
            fields = [ast.FieldPat(f.ident, assignee_pattern(f.value, places), f.span) for f in e.fields]
            return ast.StructPat(e.span, e.path, fields, e.rest is not None)
        case ast.Call(fun=ast.PathExpr(path=path)) if is_constructor(e):
            return ast.TupleStructPat(e.span, path, all_of(e.args))
    places.append(e)
    return ast.BindPat(e.span, Ident(f"lhs {len(places)}", e.span), False, False, None)
