"""Constants that types and patterns need: array lengths, discriminants, const arguments, pattern constants.

A small evaluator over the typed tree with plain Python values: ints, tuples for structs, tuples and arrays,
``(variant, fields...)`` for enums, `ConstPlace` for references to variables. What it cannot do (memory, most
intrinsics) is a message, never a wrong value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import thir, types
from .constarith import arith, checked, wrap
from .constvalues import MAX_STEPS, ConstError, ConstPlace, Jump, bytes_of
from .defs import ConstDef, FnDefn, ImplDef, TraitDef
from .types import Adt, Array, ConstValue, Ptr, Ref, Ty, substitute


class Evaluator:
    """Evaluates constants; ``args`` are the generics of the body being run."""

    def __init__(self, items: Any) -> None:
        self.items = items
        self.frames: list[dict[Any, list[Any]]] = [{}]
        self.args: tuple[Ty, ...] = ()
        self.upvars: list[Any] = []
        self.steps = 0
        self.depth = 0

    # --- entry points -------------------------------------------------------------------------------------------------

    def constant(self, defn: ConstDef, args: tuple[Ty, ...]) -> Any:
        """The value of a constant."""
        if isinstance(defn.container, TraitDef):
            found = self.items.program_resolve_const(defn, args)
            if found is None:
                raise ConstError("constant depends on a generic parameter", defn.span, silent=True)
            defn, args = found
        elif isinstance(defn.container, ImplDef):
            pass
        if not args and defn.value is not None and not isinstance(defn.value, ConstPlace):
            return defn.value
        body = self.items.cx.check_body(defn)
        if body is None:
            raise ConstError("", silent=True)
        value = self.run(body.value, args)
        if not args:
            defn.value = value
        return value

    def run(self, value: thir.Expr, args: tuple[Ty, ...]) -> Any:
        """Evaluate a body's expression with generic arguments."""
        old = self.args
        self.args = args
        self.frames.append({})
        self.depth += 1
        if self.depth > 120:
            raise ConstError("reached the configured maximum number of stack frames", value.span)
        try:
            return self.expr(value)
        except RecursionError:
            raise ConstError("reached the configured maximum number of stack frames", value.span) from None
        finally:
            self.depth -= 1
            self.frames.pop()
            self.args = old

    def value_of(self, e: thir.Expr) -> Any:
        """The value of an expression outside a body (a literal or constant in a pattern)."""
        return self.expr(e)

    def ty(self, ty: Ty) -> Ty:
        """A type with the generics of the running body put in."""
        ty = substitute(ty, self.args) if self.args else ty
        return self.items.program_normalize(ty) if ty.has_projection else ty

    # --- expressions --------------------------------------------------------------------------------------------------

    def expr(self, e: thir.Expr) -> Any:
        """Evaluate."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise ConstError("constant evaluation is taking a long time", e.span)
        method = getattr(self, "_" + type(e).__name__, None)
        if method is None:
            what = f"pagesim cannot evaluate this ({type(e).__name__}) in a constant that a type needs"
            raise ConstError(what, e.span)
        return method(e)

    def place(self, e: thir.Expr) -> ConstPlace:
        """The place that an expression denotes (a new one for a value)."""
        match e:
            case thir.LocalRef():
                return ConstPlace(self.cell(e.local))
            case thir.UpvarRef():
                v = self.upvars[-1][e.index]
                return v if isinstance(v, ConstPlace) else ConstPlace([v])
            case thir.Field():
                base = self.place(e.operand)
                enum = isinstance(e.operand.ty, Adt) and e.operand.ty.defn.kind == "enum"
                return ConstPlace(base.cell, (*base.path, e.index + enum))
            case thir.Index():
                base = bytes_of(self.place(e.operand))
                i = self.expr(e.index)
                n = len(base.read())
                if not 0 <= i < n:
                    what = f"index out of bounds: the length is {n} but the index is {i}"
                    raise ConstError(what, e.span, "evaluation failed here", hard=True)
                return ConstPlace(base.cell, (*base.path, i))
            case thir.Deref():
                v = self.expr(e.operand)
                if isinstance(v, ConstPlace):
                    return v
                raise ConstError("pagesim cannot evaluate this dereference in a constant that a type needs", e.span)
        return ConstPlace([self.expr(e)])

    def cell(self, local: thir.Local) -> list[Any]:
        for frame in reversed(self.frames):
            found: list[Any] | None = frame.get(local)
            if found is not None:
                return found
        raise ConstError("variable without value", local.span)

    def read(self, e: thir.Expr) -> Any:
        return self.place(e).read()

    _LocalRef = _UpvarRef = _Field = _Index = _Deref = read

    def _Lit(self, e: thir.Lit) -> Any:
        v = e.value
        if isinstance(v, str):
            return ConstPlace([v])
        if isinstance(v, bytes):
            return ConstPlace([tuple(v)])
        return int(v) if isinstance(v, bool) else v

    def _ConstRef(self, e: thir.ConstRef) -> Any:
        return self.once(e, lambda: self.constant(e.defn, tuple(self.ty(a) for a in e.args)))

    def _StaticRef(self, e: thir.StaticRef) -> Any:
        if e.defn.foreign:
            raise ConstError(f"cannot access extern static `{e.defn.name}`", e.span, hard=True)
        if e.defn.mutable:
            raise ConstError("constant accesses mutable global memory", e.span)
        return self.once(e, lambda: self.run(self.items.cx.check_body(e.defn).value, ()))

    def once(self, e: thir.ConstRef | thir.StaticRef, work: Callable[[], Any]) -> Any:
        """What ``work`` finds out about an item that is not being worked out already."""
        evaluating = self.items.cx.evaluating
        if e.defn in evaluating:
            raise ConstError(f"cycle detected when evaluating `{e.defn.path}`", e.span)
        evaluating.append(e.defn)
        try:
            return work()
        finally:
            evaluating.pop()

    def _ConstParamRef(self, e: thir.ConstParamRef) -> Any:
        found = self.ty(e.param)
        if isinstance(found, ConstValue):
            return found.value
        raise ConstError("generic parameters may not be used in const operations", e.span, silent=True)

    def _TupleExpr(self, e: thir.TupleExpr) -> Any:
        if e.ty is types.ERROR:
            raise ConstError("", silent=True)
        return tuple(self.expr(i) for i in e.items)

    _ArrayExpr = _TupleExpr

    def _RepeatExpr(self, e: thir.RepeatExpr) -> Any:
        ty = self.ty(e.ty)
        assert isinstance(ty, Array)
        if not isinstance(ty.length, ConstValue):
            raise ConstError("array length is not known", e.span)
        if ty.length.value > 1 << 20:
            raise ConstError("an array this long cannot be evaluated in a type", e.span)
        return (self.expr(e.item),) * ty.length.value

    def _AdtExpr(self, e: thir.AdtExpr) -> Any:
        fields = e.defn.variants[e.variant].fields
        values: list[Any] = list(self.expr(e.base)) if e.base is not None else [None] * len(fields)
        for i, v in e.fields:
            values[i] = self.expr(v)
        return (e.variant, *values) if e.defn.kind == "enum" else tuple(values)

    def _FnValue(self, e: thir.FnValue) -> Any:
        return self.ty(e.ty)

    def _AddrOf(self, e: thir.AddrOf) -> Any:
        return self.place(e.operand)

    def _Unary(self, e: thir.Unary) -> Any:
        v = self.expr(e.operand)
        ty = self.ty(e.ty)
        if e.op == "!":
            return int(not v) if ty is types.BOOL else wrap(~v, ty)
        if isinstance(v, float):
            return -v
        if isinstance(e.operand, thir.Lit):
            return -v
        return checked(-v, ty, e.span, f"negate `{v}_{getattr(ty, 'name', '')}`")

    def _Binary(self, e: thir.Binary) -> Any:
        op = e.op
        if op == "&&":
            return int(bool(self.expr(e.left)) and bool(self.expr(e.right)))
        if op == "||":
            return int(bool(self.expr(e.left)) or bool(self.expr(e.right)))
        return arith(op, self.expr(e.left), self.expr(e.right), self.ty(e.ty), e.span)

    def _Assign(self, e: thir.Assign) -> Any:
        value = self.expr(e.value)
        if isinstance(e.place, thir.LocalRef):
            self.ensure(e.place.local)
        self.place(e.place).write(value)
        return ()

    def ensure(self, local: thir.Local) -> None:
        if not any(local in f for f in self.frames):
            self.frames[-1][local] = [None]

    def _AssignOp(self, e: thir.AssignOp) -> Any:
        value = self.expr(e.value)
        place = self.place(e.place)
        place.write(arith(e.op, place.read(), value, self.ty(e.place.ty), e.span))
        return ()

    def _Cast(self, e: thir.Cast) -> Any:
        v = self.expr(e.operand)
        ty = self.ty(e.ty)
        if e.kind == "int":
            src = self.ty(e.operand.ty)
            if isinstance(src, Adt) and isinstance(v, tuple):
                v = src.defn.variants[v[0]].discriminant
            return wrap(int(v), ty) if ty is not types.BOOL and ty is not types.CHAR else int(v)
        if e.kind in ("int-ptr", "ptr-ptr", "none"):
            return v
        if e.kind == "float":
            return float(v) if getattr(ty, "name", "")[:1] == "f" else wrap(int(v), ty)
        raise ConstError("pagesim cannot evaluate this cast in a constant that a type needs", e.span)

    def _Coerce(self, e: thir.Coerce) -> Any:
        return self.expr(e.operand)

    def _OffsetOf(self, e: thir.OffsetOf) -> Any:
        raise ConstError("pagesim cannot evaluate offset_of! in a type", e.span)

    # --- calls --------------------------------------------------------------------------------------------------------

    def _Call(self, e: thir.Call) -> Any:
        args = [self.expr(a) for a in e.args]
        generics = tuple(self.ty(g) for g in e.generics)
        fn: FnDefn = e.defn
        if isinstance(fn.container, TraitDef):
            instance = self.items.program_resolve(fn, generics)
            if instance is None or instance.defn is None:
                raise ConstError(f"cannot call `{fn.path}` in a constant", e.span)
            if instance.kind == "closure":
                raise ConstError("closures cannot be called in constants", e.span)
            if instance.kind == "fn-value":
                raise ConstError("function values cannot be called in constants", e.span)
            fn, generics = instance.defn, instance.generics
        if fn.intrinsic:
            return self.intrinsic(fn, generics, args, e)
        if not fn.const_ and not fn.prelude:
            raise ConstError(f"cannot call non-const function `{fn.name}` in constants", e.span, silent=True)
        return self.call(fn, generics, args, e)

    def call(self, fn: FnDefn, generics: tuple[Ty, ...], args: list[Any], e: Any) -> Any:
        body = self.items.cx.check_body(fn)
        if body is None:
            raise ConstError("", silent=True)
        old = self.args
        self.args = generics
        frame: dict[Any, list[Any]] = {}
        self.frames.append(frame)
        self.depth += 1
        try:
            if self.depth > 120:
                raise ConstError("reached the configured maximum number of stack frames", e.span)
            for (pat, _), value in zip(body.params, args, strict=True):
                self.match(pat, ConstPlace([value]))
            return self.expr(body.value)
        except Jump as j:
            if j.kind != "return":
                raise
            return j.value
        except RecursionError:
            raise ConstError("reached the configured maximum number of stack frames", e.span) from None
        finally:
            self.depth -= 1
            self.frames.pop()
            self.args = old

    def intrinsic(self, fn: FnDefn, generics: tuple[Ty, ...], args: list[Any], e: Any) -> Any:
        """The few intrinsics that constants in types use."""
        name = fn.name
        if name in ("size_of", "align_of", "min_align_of"):
            return self.items.program_layout(generics[0], name)
        ty = generics[0] if generics else None
        if name.startswith("wrapping_") and ty is not None:
            op = {"add": "+", "sub": "-", "mul": "*"}.get(name[9:])
            if op:
                a, b = args
                return wrap({"+": a + b, "-": a - b, "*": a * b}[op], ty)
        if name.endswith("_with_overflow") and ty is not None:
            a, b = args
            full = {"add": a + b, "sub": a - b, "mul": a * b}.get(name[:3], 0)
            cut = wrap(full, ty)
            return cut, int(cut != full)
        if name == "slice_len" and isinstance(args[0], ConstPlace):
            value = args[0].read()
            return len(value.encode()) if isinstance(value, str) else len(value)
        if name == "pow_with_overflow" and ty is not None:
            full = args[0] ** args[1]
            return wrap(full, ty), int(wrap(full, ty) != full)
        if name in ("wrapping_shl", "wrapping_shr", "ctpop", "ctlz", "cttz") and ty is not None:
            size = self.items.program_layout(ty, "size_of") * 8
            bits = args[0] & ((1 << size) - 1)
            if name == "ctpop":
                return bits.bit_count()
            if name == "ctlz":
                return size - bits.bit_length()
            if name == "cttz":
                return (bits & -bits).bit_length() - 1 if bits else size
            return wrap(args[0] << args[1] % size if name == "wrapping_shl" else args[0] >> args[1] % size, ty)
        raise ConstError(f"pagesim cannot evaluate `{fn.path}` in a constant that a type needs", e.span)

    # --- control ------------------------------------------------------------------------------------------------------

    def _Block(self, e: thir.Block) -> Any:
        try:
            for s in e.stmts:
                if isinstance(s, thir.LetStmt):
                    if s.init is None:
                        if isinstance(s.pat, thir.BindPat):
                            self.frames[-1][s.pat.local] = [None]
                        continue
                    if not self.match(s.pat, ConstPlace([self.expr(s.init)])):
                        if s.else_ is not None:
                            self.expr(s.else_)
                else:
                    self.expr(s.expr)
            return self.expr(e.tail) if e.tail is not None else ()
        except Jump as j:
            if e.label is None or j.label is not e.label:
                raise
            return j.value

    def _If(self, e: thir.If) -> Any:
        if self.expr(e.cond):
            return self.expr(e.then)
        return self.expr(e.else_) if e.else_ is not None else ()

    def _LetCond(self, e: thir.LetCond) -> Any:
        return int(self.match(e.pat, self.place(e.init)))

    def _Match(self, e: thir.Match) -> Any:
        place = self.place(e.scrutinee)
        for arm in e.arms:
            if self.match(arm.pat, place) and (arm.guard is None or self.expr(arm.guard)):
                return self.expr(arm.body)
        raise ConstError("no arm matched", e.span)

    def _Loop(self, e: thir.Loop) -> Any:
        while True:
            try:
                self.expr(e.body)
            except Jump as j:
                if j.label is not e.label:
                    raise
                if j.kind == "break":
                    return j.value

    def _While(self, e: thir.While) -> Any:
        while self.expr(e.cond):
            try:
                self.expr(e.body)
            except Jump as j:
                if j.label is not e.label:
                    raise
                if j.kind == "break":
                    break
        return ()

    def _Break(self, e: thir.Break) -> Any:
        raise Jump(e.label, "break", self.expr(e.value) if e.value is not None else ())

    def _Continue(self, e: thir.Continue) -> Any:
        raise Jump(e.label, "continue", ())

    def _Return(self, e: thir.Return) -> Any:
        raise Jump(None, "return", self.expr(e.value) if e.value is not None else ())

    def match(self, p: thir.Pat, place: ConstPlace) -> bool:
        """Match a pattern, binding variables."""
        match p:
            case thir.WildPat():
                return True
            case thir.BindPat():
                if p.sub is not None and not self.match(p.sub, place):
                    return False
                self.frames[-1][p.local] = [place.read() if p.mode == "move" else place]
                return True
            case thir.ConstPat():
                a, b = place.read(), self.expr(p.value)
                return bool(
                    (a.read() if isinstance(a, ConstPlace) else a) == (b.read() if isinstance(b, ConstPlace) else b)
                )
            case thir.RangePat():
                v = place.read()
                return (p.lo is None or p.lo <= v) and (p.hi is None or v <= p.hi)
            case thir.DerefPat():
                v = place.read()
                return isinstance(v, ConstPlace) and self.match(p.inner, v)
            case thir.AdtPat():
                enum = isinstance(p.ty, Adt) and p.ty.defn.kind == "enum"
                if enum and place.read()[0] != p.variant:
                    return False
                return all(self.match(q, ConstPlace(place.cell, (*place.path, i + enum))) for i, q in p.fields)
            case thir.SlicePat():
                place = bytes_of(place)
                v = place.read()
                n = len(v)
                if n < len(p.before) + len(p.after) or (p.middle is None and n != len(p.before)):
                    return False
                ok = all(self.match(q, ConstPlace(place.cell, (*place.path, i))) for i, q in enumerate(p.before))
                ok = ok and all(
                    self.match(q, ConstPlace(place.cell, (*place.path, n - len(p.after) + i)))
                    for i, q in enumerate(p.after)
                )
                return ok and (
                    p.middle is None or self.match(p.middle, ConstPlace([v[len(p.before) : n - len(p.after)]]))
                )
            case thir.OrPat():
                return any(self.match(q, place) for q in p.items)
        return False


__all__ = ["ConstError", "ConstPlace", "Evaluator", "Ptr", "Ref"]
