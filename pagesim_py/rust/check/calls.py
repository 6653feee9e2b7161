"""Calls: of functions, methods, closures and whatever implements a Fn trait; argument counts and types."""

from __future__ import annotations

from ..names import thir, types
from ..names.defs import FnDefn, Predicate, TraitDef
from ..names.impls import MAYBE, NO
from ..names.show import describe, show
from ..names.types import (
    ERROR,
    NEVER,
    ClosureTy,
    FnItemTy,
    FnPtr,
    Infer,
    Ref,
    Ty,
    substitute,
)
from ..span import Span
from ..syntax import ast
from .assign import Assignments
from .methods import Lookup, Pick
from .pending import CallClosure
from .static_refs import note


def unsized_hint(ty: Ty) -> bool:
    """Whether an expectation can only be met behind a pointer."""
    return isinstance(ty, types.Slice | types.Dyn | Infer) or ty is types.STR


def plural_args(n: int) -> str:
    """``1 argument`` / ``2 arguments``."""
    return f"{n} argument" + ("" if n == 1 else "s")


class Calls(Assignments):
    """Calls."""

    # --- f(..) --------------------------------------------------------------------------------------------------------

    def check_call(self, e: ast.Call, exp: Ty | None) -> thir.Expr:
        start = len(self.pending)
        if isinstance(e.fun, ast.PathExpr):
            fun = self.check_path(e.fun.path, None, e.fun.span, calling=True)
        else:
            fun = self.check(e.fun)
        ty = self.known(fun.ty)
        if isinstance(ty, FnItemTy):
            return self.call_item(fun, ty, e, exp, start)
        if ty is ERROR:
            for arg in e.args:
                self.check(arg)
            return self.error_expr(e.span)
        ty = self.must_know(ty, e.fun.span)
        steps = list(self.autoderef(ty))
        for n, step in enumerate(steps):
            place = self.apply_steps(fun, steps[: n + 1], e.fun.span) if n else fun
            if isinstance(step.ty, FnPtr):
                args = self.check_args(
                    list(step.ty.params), e.args, exp, step.ty.ret, e.fun.span, e.span, "function", None
                )
                if step.ty.unsafe_:
                    self.need_unsafe("call to unsafe function pointer", e.span)
                return self.result(thir.CallPtr(step.ty.ret, e.span, place, args))
            if isinstance(step.ty, FnItemTy):
                return self.call_item(place, step.ty, e, exp, start)
            if isinstance(step.ty, ClosureTy):
                params, ret = self.fn_sig_of(step.ty) or ([], ERROR)
                args = self.check_args(params, e.args, exp, ret, e.fun.span, e.span, "closure", None)
                return self.result(CallClosure(ret, e.span, place, args))
            if isinstance(step.ty, types.Ref) and n + 1 < len(steps):
                continue  # what is behind a reference is called, not the reference
            found = self.call_trait(place, step.ty, e, exp)
            if found is not None:
                return found
        for arg in e.args:
            self.check(arg)
        if ty is not ERROR:
            shown = self.resolve(ty)
            kind = (
                "enum variant"
                if isinstance(fun, thir.AdtExpr) and fun.defn.kind == "enum"
                else "struct"
                if isinstance(fun, thir.AdtExpr)
                else None
            )
            name = "::".join(s.ident.name for s in e.fun.path.segments) if isinstance(e.fun, ast.PathExpr) else ""
            what = f"struct `{name}`" if kind == "struct" else f"`{show(shown)}`"
            self.cx.error(
                "E0618",
                f"expected function, found {what}",
                e.fun.span,
                "",
                also=[(e.span, "call expression requires function")],
            )
        return self.error_expr(e.span)

    def result(self, call: thir.Expr) -> thir.Expr:
        """Note that a call of ``-> !`` does not return."""
        if self.known(call.ty) is NEVER:
            self.diverges = True
        return call

    def call_item(self, fun: thir.Expr, ty: FnItemTy, e: ast.Call, exp: Ty | None, start: int) -> thir.Expr:
        """Call of a known function or constructor."""
        fn = self.items.sig(ty.defn)
        formal = [self.normalize(substitute(p, ty.args), e.fun.span) for p in fn.params]
        ret = self.normalize(substitute(fn.ret or ERROR, ty.args), e.span)
        if fn.ctor is not None:
            kind = "enum variant" if fn.ctor[0].kind == "enum" else "struct"
        elif fn.container is not None and fn.has_self:
            kind = "method"
        else:
            kind = "function"
        args = self.check_args(formal, e.args, exp, ret, e.fun.span, e.span, kind, fn, start)
        if fn.ctor is not None:
            adt, variant = fn.ctor
            return thir.AdtExpr(ret, e.span, adt, variant, list(enumerate(args)))
        self.check_callable(fn, e.span, e.fun.span)
        return self.result(thir.Call(ret, e.span, fn, ty.args, args))

    def check_callable(self, fn: FnDefn, span: Span, name_span: Span | None = None) -> None:
        """Unsafety and ABI of a called function."""
        if self.prelude:
            return
        if fn.unsafe_:
            self.need_unsafe(
                f"call to unsafe function `{self.short_path(fn)}`",
                span,
                "consult the function's documentation for information on how to avoid undefined behavior",
            )
        if fn.abi == "x86-interrupt":
            self.cx.error(
                None,
                'functions with the "x86-interrupt" ABI cannot be called',
                span,
                notes=['an `extern "x86-interrupt"` function can only be called using an interrupt'],
            )
        if fn.lang == "drop_fn" or (
            fn.name == "drop" and isinstance(fn.container, TraitDef) and fn.container.lang == "drop"
        ):
            self.cx.error(
                "E0040",
                "explicit use of destructor method",
                name_span or span,
                "explicit destructor calls not allowed",
                helps=["consider using `drop` function"],
            )
        if self.const_context and not fn.const_ and not fn.intrinsic:
            self.cx.error(
                "E0015",
                f"cannot call non-const "
                f"{'method' if fn.has_self else 'associated function' if fn.container else 'function'} "
                f"`{self.short_path(fn)}` in {self.const_context}s",
                span,
                notes=[
                    f"calls in {self.const_context}s are limited to constant functions, tuple structs and tuple "
                    f"variants"
                ],
            )

    def short_path(self, fn: FnDefn) -> str:
        """A function's path in messages: without the crate, with the type for methods."""
        container = fn.container
        if container is None:
            return fn.path.split("::", 1)[-1] if fn.crate == self.owner.crate else fn.path
        if isinstance(container, TraitDef):
            return f"{container.name}::{fn.name}" if fn.crate == self.owner.crate else f"{container.path}::{fn.name}"
        ty = container.self_ty
        if isinstance(ty, types.Adt):
            inside = f"::<{', '.join(show(a) for a in ty.args)}>" if ty.args else ""
            path = ty.defn.path if ty.defn.crate != self.owner.crate else ty.defn.path.split("::", 1)[-1]
            return f"{path}{inside}::{fn.name}"
        if isinstance(ty, types.Ptr):
            return f"core::ptr::{'mut_ptr' if ty.mutable else 'const_ptr'}::<impl {show(ty)}>::{fn.name}"
        return f"{show(ty) if ty else '?'}::{fn.name}"

    def call_trait(self, fun: thir.Expr, ty: Ty, e: ast.Call, exp: Ty | None) -> thir.Expr | None:
        """Call through Fn, FnMut or FnOnce."""
        if isinstance(ty, Infer):
            return None
        for lang, name in (("fn", "call"), ("fn_mut", "call_mut"), ("fn_once", "call_once")):
            trait = self.cx.lang_trait(lang)
            if trait is None:
                return None
            inputs = types.tuple_of(*(self.fresh("any", a.span) for a in e.args))
            answer = self.probe(lambda t=trait, i=inputs: self.holds(t, (ty, i)))  # type: ignore[misc]
            if answer is NO:
                count = self.callable_arity(trait, ty)
                if count is not None and count != len(e.args):
                    self.count_error(
                        "function", [self.fresh("any") for _ in range(count)], e.args, e.fun.span, None, code="E0057"
                    )
                    return self.error_expr(e.span)
                continue
            if answer is MAYBE and isinstance(ty, types.Param):
                pass
            self.require(trait, (ty, inputs), e.fun.span)
            self.solve()
            once = self.cx.lang_trait("fn_once")
            assert once is not None
            ret = self.normalize(types.projection(once.types["Output"], (ty, inputs)), e.span)
            self.solve()
            args = self.check_args(list(inputs.items), e.args, exp, ret, e.fun.span, e.span, "function", None)
            tuple_ = thir.TupleExpr(inputs, e.span, args)
            receiver = fun if lang == "fn_once" else self.addr_of(fun, lang == "fn_mut", e.fun.span)
            method = self.items.sig(trait.methods[name])
            return self.result(thir.Call(ret, e.span, method, (ty, inputs), [receiver, tuple_]))
        return None

    def callable_arity(self, trait: TraitDef, ty: Ty) -> int | None:
        """How many arguments a callable takes, if that is what was wrong."""
        var = self.fresh("any")

        def ask() -> int | None:
            if self.holds(trait, (ty, var)) is NO:
                return None
            got = self.shallow(var)
            return len(got.items) if isinstance(got, types.Tuple) else None

        return self.probe(ask)

    # --- arguments ----------------------------------------------------------------------------------------------------

    def check_args(
        self,
        formal: list[Ty],
        nodes: list[ast.Expr],
        exp: Ty | None,
        ret: Ty,
        fun_span: Span,
        span: Span,
        kind: str,
        fn: FnDefn | None,
        start: int | None = None,
        skip: int = 0,
    ) -> list[thir.Expr]:
        """Check arguments against parameter types: closures last, so that their types are better known by then."""
        if len(formal) != len(nodes):
            self.count_error(kind, formal, nodes, fun_span, fn, code="E0057" if kind == "closure" else "E0061")
            for i, node in enumerate(nodes):
                self.check(node, formal[i] if i < len(formal) else None)
            return []
        if fn is not None and start is not None:
            self.blame_arguments(fn, nodes, start, skip)
        hints = formal
        if exp is not None and ret.has_infer and type(self.shallow(exp)) is not Infer:
            hints = self.hints_from(exp, ret, formal)
        out: list[thir.Expr | None] = [None] * len(nodes)
        bad: list[tuple[thir.Expr, Ty]] = []
        for closures in (False, True):
            if closures:
                if not any(isinstance(n, ast.Closure) for n in nodes):
                    break
                self.solve()
            for i, node in enumerate(nodes):
                if isinstance(node, ast.Closure) is not closures:
                    continue
                hint = hints[i]
                if closures:
                    self.closure_site = fun_span
                elif fn is not None and fn.params[i + skip].has_projection and type(self.shallow(hint)) is Infer:
                    self.solve()  # `I::Item`, where the arguments before this one have told what `I` is
                value = self.check(node, hint)
                if hint is not formal[i] and not self.unsized_expected(self.shallow(hint)):
                    coerced = self.coerce(value, hint)
                    if coerced is None:
                        bad.append((value, hint))
                        self.unify(formal[i], hint)
                        out[i] = self.error_expr(value.span)
                        continue
                    value = coerced
                done = self.coerce(value, formal[i])
                if done is None:
                    bad.append((value, formal[i]))
                    done = self.error_expr(value.span)
                out[i] = done
        if bad:
            self.arg_mismatches(bad, fun_span, kind)
        if self.pending:
            self.solve()
        return [a for a in out if a is not None]

    def arg_mismatches(self, bad: list[tuple[thir.Expr, Ty]], fun_span: Span, kind: str) -> None:
        """E0308 for wrong arguments: at the argument, or at the callee if there are several."""
        name = {"closure": "function"}.get(kind, kind)
        bad = [(v, t) for v, t in bad if not self.has_error(self.resolve(v.ty)) and not self.has_error(self.resolve(t))]
        if len(bad) == 1:
            self.mismatched(bad[0][0], bad[0][1], also=[(fun_span, f"arguments to this {name} are incorrect")])
        elif bad:
            also = [
                (v.span, f"expected {describe(self.resolve(t))}, found {describe(self.resolve(v.ty))}") for v, t in bad
            ]
            self.cx.error("E0308", f"arguments to this {name} are incorrect", fun_span, "", also=also)

    def unsized_expected(self, hint: Ty) -> bool:
        """Whether a value of the expected type, or what that ends in, can only lie behind a pointer."""
        tail = self.struct_tail(hint)
        return unsized_hint(hint) or (tail is not hint and not isinstance(tail, Infer) and unsized_hint(tail))

    def hints_from(self, exp: Ty, ret: Ty, formal: list[Ty]) -> list[Ty]:
        """What the parameter types would be if the call's result had the expected type."""
        mark = self.snapshot()
        try:
            if not self._unify(ret, exp):
                return formal
            return [self.resolve(f) for f in formal]
        finally:
            self.rollback(mark)

    def blame_arguments(self, fn: FnDefn, nodes: list[ast.Expr], start: int, skip: int) -> None:
        """Bounds on a parameter's type are reported at the argument, if the obligation is new."""

        params = fn.params[skip:]
        for ob in self.pending[start:]:
            p = ob.cause
            if isinstance(p, Predicate) and isinstance(p.args[0], types.Param):
                named = []
                for node, formal in zip(nodes, params, strict=False):
                    t = formal
                    while isinstance(t, Ref):
                        t = t.inner
                    if t is p.args[0]:
                        named.append(node)
                if len(named) == 1:
                    ob.span = named[0].span

    def count_error(
        self, kind: str, formal: list[Ty], nodes: list[ast.Expr], span: Span, fn: FnDefn | None, code: str = "E0061"
    ) -> None:
        """E0061: a wrong number of arguments."""
        want, got = len(formal), len(nodes)
        was = "argument was" if got == 1 else "arguments were"
        name = {"closure": "function"}.get(kind, kind)
        also = []
        label = ""
        if got < want:
            missing = range(got, want)
            shown = [self.resolve(t) for t in formal]
            if len(missing) == 1:
                label = (
                    f"argument #{missing[0] + 1}"
                    + (f" of type `{show(shown[missing[0]])}`" if not shown[missing[0]].has_infer else "")
                    + " is missing"
                )
            elif len(missing) <= 3:
                label = (
                    f"{len(missing)} arguments of type "
                    + " and ".join(f"`{show(shown[i])}`" for i in missing)
                    + " are missing"
                    if len(missing) == 2
                    else "multiple arguments are missing"
                )
            else:
                label = "multiple arguments are missing"
        else:
            for i in range(want, got):
                also.append((nodes[i].span, f"unexpected argument #{i + 1}"))
        if fn is not None and not fn.prelude:
            also.append((fn.span, f"{name} defined here" if kind != "enum variant" else "tuple variant defined here"))
        self.cx.error(code, f"this {name} takes {plural_args(want)} but {got} {was} supplied", span, label, also=also)

    # --- x.f(..) ------------------------------------------------------------------------------------------------------

    def check_method(self, e: ast.MethodCall, exp: Ty | None) -> thir.Expr:
        receiver = self.check(e.receiver)
        ty = self.known(receiver.ty)
        name, span = e.segment.ident.name, e.segment.ident.span
        if type(ty) is Infer and ty.kind == "any":
            ty = self.must_know(ty, e.receiver.span)
        if ty is ERROR or ty is NEVER:
            for arg in e.args:
                self.check(arg)
            return (
                self.error_expr(e.span)
                if ty is ERROR
                else thir.Coerce(self.fresh("any", e.span), e.span, "never", receiver)
            )
        seen = Lookup()
        pick = self.probe_method(ty, name, seen)
        if pick is None and isinstance(ty, Infer) and ty.kind in ("int", "float"):
            pick = self.numeric_method(e, ty, name, span)
        if seen.several and not self.prelude:
            for arg in e.args:
                self.check(arg)
            also = [(fn.span, f"candidate #{i}") for i, fn in enumerate(seen.several, 1) if not fn.prelude]
            self.cx.error("E0034", "multiple applicable items in scope", span, f"multiple `{name}` found", also=also)
            return self.error_expr(e.span)
        if pick is None:
            self.no_method(receiver, ty, name, span, seen)
            for arg in e.args:
                self.check(arg)
            return self.error_expr(e.span)
        return self.confirm_method(receiver, pick, e, exp)

    def numeric_method(self, e: ast.MethodCall, ty: Infer, name: str, span: Span) -> Pick | None:
        """A method on a number whose type is open: an error if integers have it, as in rustc."""
        default = types.I32 if ty.kind == "int" else types.F64
        if self.items.inherent_members(default.name, name):
            self.cx.error(
                "E0689",
                f"can't call method `{name}` on ambiguous numeric type `{show(ty)}`",
                span,
                "",
                helps=[f"you must specify a concrete type for this numeric value, like `{default.name}`"],
            )
            self.unify(ty, default)
            return self.probe_method(default, name, Lookup())
        return None

    def confirm_method(self, receiver: thir.Expr, pick: Pick, e: ast.MethodCall, exp: Ty | None) -> thir.Expr:
        """Adapt the receiver, instantiate the method and check the arguments."""
        c = pick.candidate
        span = e.segment.ident.span
        start = len(self.pending)
        fn = self.items.sig(c.fn)
        if fn.params and isinstance(fn.params[0], Ref):
            note(self, e.receiver, receiver, fn.params[0].mutable, e.span)
        self_arg = self.adjust(receiver, pick, e.receiver.span)
        parent = self.instantiate(c)
        args = self.items.args(fn, e.segment, parent, self.env, self.fresh_at(span), in_expr=True)
        args = tuple(self.normalize(a, span) if a.has_projection else a for a in args)
        formal = [self.normalize(substitute(p, args), span) for p in fn.params]
        if not self.unify(formal[0], self_arg.ty):
            done = self.coerce(self_arg, formal[0])
            if done is None:
                self.mismatched(self_arg, formal[0])
                return self.error_expr(e.span)
            self_arg = done
        ret = self.normalize(substitute(fn.ret or ERROR, args), e.span)
        self.require_all(self.items.predicates(fn), args, span)
        values = self.check_args(formal[1:], e.args, exp, ret, span, e.span, "method", fn, start, skip=1)
        if len(values) != len(formal) - 1:
            return (
                self.error_expr(e.span)
                if len(e.args) != len(formal) - 1
                else thir.Call(ret, e.span, fn, args, [self_arg, *values], e.segment.ident.span)
            )
        self.check_callable(fn, e.span, span)
        return self.result(thir.Call(ret, e.span, fn, args, [self_arg, *values], e.segment.ident.span))
