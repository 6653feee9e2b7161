"""Checking whole bodies: of functions, constants and statics."""

from __future__ import annotations

from typing import Any

from ..names import thir, types
from ..names.context import Unsupported
from ..names.defs import ConstDef, Def, FnDefn, StaticDef
from ..names.futures import output_of
from ..names.impls import MAYBE, Impls, Obligation, Selection
from ..names.show import show
from ..names.types import ERROR, NEVER, Infer, Opaque, Ty
from ..span import NO_SPAN, Span
from ..syntax import ast
from .after import after_types
from .body import FnScope, Key
from .captures import Captures
from .expr import Expressions
from .futures import async_function
from .merge import Merge
from .writeback import Writeback


class BodyChecker(Expressions):
    """Checks one body."""

    fn_block: ast.Block | None = None
    was_clean = True

    # --- results of opaque types --------------------------------------------------------------------------------------

    def open_opaques(self, ty: Ty, fn: FnDefn, found: dict[int, Ty]) -> Ty:
        """The return type with each ``impl Trait`` of this function replaced by a variable that must meet its
        bounds."""
        if isinstance(ty, Opaque) and ty.defn is fn:
            var = found.get(ty.index)
            if var is None:
                var = found[ty.index] = self.fresh("any", fn.span)
                for p in fn.opaques[ty.index]:
                    args = tuple(self.open_opaques(a, fn, found) for a in p.args)
                    value = self.open_opaques(p.value, fn, found) if p.value is not None else None

                    self.pending.append(Obligation(p.trait, args, self.fn_ret_span(fn), p.assoc, value))
            return var
        return ty.rebuild(lambda t: self.open_opaques(t, fn, found)) if ty.has_projection else ty

    @staticmethod
    def fn_ret_span(fn: FnDefn) -> Span:
        return fn.node.ret.span if fn.node is not None and fn.node.ret is not None else fn.span

    # --- functions ----------------------------------------------------------------------------------------------------

    def function(self, fn: FnDefn) -> thir.Body:
        """Check a function."""
        node = fn.node
        assert node is not None
        self.items.sig(fn)
        opaques: dict[int, Ty] = {}
        ret = self.open_opaques(fn.ret or ERROR, fn, opaques)
        ret = self.normalize(ret, self.fn_ret_span(fn))
        if fn.const_:
            self.const_context = "constant function"
        if fn.unsafe_:
            self.unsafe_depth += 1
        scope = FnScope(
            Merge(self, ret),
            ret_span=node.ret.span if node.ret is not None else NO_SPAN,
            ret_written=node.ret is not None,
        )
        if node.ret is None:
            scope.ret_span = NO_SPAN
        self.fns.append(scope)
        names: dict[Key, thir.Local] = {}
        params: list[tuple[thir.Pat, Ty]] = []
        self.param_names = True
        for p, ty in zip(node.params, fn.params, strict=True) if not node.async_ else ():
            ty = self.normalize(ty, p.span)
            params.append((self.check_pat(p.pat, ty, names), ty))
        self.param_names = False
        self.ribs.append(names)
        block = node.body
        assert isinstance(block, ast.Block)
        self.fn_block = block
        if node.async_:
            made = async_function(self, fn, params, self.normalize(output_of(fn), self.fn_ret_span(fn)))
            self.unify(made.ty, ret)
            return self.checked(fn, thir.Body(params, ret, made), opaques)
        value = self.check_block(block, ret)
        if self.shallow(value.ty) is NEVER and self.shallow(ret) is not NEVER:
            if isinstance(self.shallow(ret), Infer):
                self.diverging.add(self.shallow(ret).number)  # type: ignore[attr-defined]
            value = thir.Coerce(ret, value.span, "never", value)
        elif self.shallow(value.ty) is not ERROR:
            done = self.coerce(value, ret)
            if done is None:
                self.mismatched(value, ret)
            else:
                value = done
        return self.checked(fn, thir.Body(params, ret, value), opaques)

    def checked(self, fn: FnDefn, body: thir.Body, opaques: dict[int, Ty]) -> thir.Body:
        """The end of a function."""
        self.ribs.pop()
        self.finish(body)
        self.fns.pop()
        for index, var in opaques.items():
            self.cx.store(fn).hidden[(fn, index)] = self.resolve(var)
        body.ret = self.norm_quiet(self.resolve(body.ret))
        return body

    def constant(self, defn: ConstDef | StaticDef, ty: Ty, node: ast.Expr) -> thir.Body:
        """Check the value of a constant or static."""
        ty = self.normalize(ty, node.span)
        self.const_context = "static" if isinstance(defn, StaticDef) else "constant"
        self.fns.append(FnScope(Merge(self, ty)))
        self.ribs.append({})
        value = self.check(node, ty)
        value = self.coerce_to(value, ty, self.type_note(defn))
        body = thir.Body([], ty, value)
        self.finish(body)
        self.fns.pop()
        return body

    @staticmethod
    def type_note(defn: Def) -> list[tuple[Span, str]] | None:
        node: Any = getattr(defn, "node", None)
        written = getattr(node, "ty", None)
        return (
            [
                (
                    written.span,
                    "expected because of the type of the " + ("static" if isinstance(defn, StaticDef) else "constant"),
                )
            ]
            if written is not None and hasattr(written, "span")
            else None
        )

    # --- the end ------------------------------------------------------------------------------------------------------

    def finish(self, body: thir.Body) -> None:
        """Fall back, finish casts, show what is pending, write types back, find captures."""
        self.solve()
        self.fallback()
        self.finish_casts()
        self.solve()
        self.fallback()
        for f in self.finals:
            f()
        self.solve()
        if not self.tainted():
            self.open_trait_paths()
        wb = Writeback(self)
        wb.in_params = True
        for i, (pat, ty) in enumerate(body.params):
            body.params[i] = (wb.node(pat), wb.ty(ty, pat.span))
        wb.in_params = False
        body.value = wb.node(body.value)
        self.still_open()
        self.was_clean = not self.tainted()
        if not self.prelude and self.was_clean:
            self.after_types(body)
        if self.closures:
            body.value = Captures(self).body(body.value)
            self.check_closure_kinds()

    def fallback(self) -> None:
        """Literals whose type is open become i32 and f64; what only never reaches becomes !."""
        changed = False
        for number, kind in enumerate(self.kinds):
            if self.values[number] is None:
                var = types.infer(number, kind)
                if kind == "int":
                    changed = self.unify(var, types.I32) or changed
                elif kind == "float":
                    changed = self.unify(var, types.F64) or changed
        if changed:
            self.solve()
        for number in sorted(self.diverging):
            if number < len(self.values) and self.values[number] is None:
                self.unify(types.infer(number), NEVER)
                changed = True
        if changed:
            self.solve()

    def open_trait_paths(self) -> None:
        """E0790: ``Trait::name`` whose Self nobody told."""
        for var, span, trait, name in self.trait_paths:
            if isinstance(self.shallow(var), Infer):
                self.cx.error(
                    "E0790",
                    "cannot call associated function on trait without specifying the corresponding `impl` type",
                    span,
                    "cannot call associated function of trait",
                    helps=[
                        f"use a fully-qualified path to a specific available implementation: `<Type as "
                        f"{trait.name}>::{name}`"
                    ],
                )
                return

    def still_open(self) -> None:
        """Obligations that never became clear."""
        if self.tainted():
            return
        for ob in self.pending:
            if self.step(ob):
                continue
            if ob.assoc is None and not self.tainted():
                args = tuple(self.resolve(a) for a in ob.args)
                if any(a is ERROR for a in args):
                    continue
                if self.select(ob.trait, args) is MAYBE:
                    self.cx.error(
                        "E0283",
                        "type annotations needed",
                        ob.span,
                        f"cannot satisfy `{show(args[0])}: {self.trait_text(ob.trait, args)}`",
                    )

    # --- closures -----------------------------------------------------------------------------------------------------

    def callable_(self, trait: Any, args: tuple[Ty, ...], lang: str) -> Any:
        found = super().callable_(trait, args, lang)
        if isinstance(found, Selection) and isinstance(args[0], types.ClosureTy) and args[0].expr.kind == "?":
            self.wanted_kinds.append((args[0].expr, lang))
        return found

    @property
    def wanted_kinds(self) -> list[tuple[thir.ClosureExpr, str]]:
        """Which Fn traits closures of this body were used as, before their kind was known."""
        found: list[tuple[thir.ClosureExpr, str]] = self.__dict__.setdefault("_wanted", [])
        return found

    def check_closure_kinds(self) -> None:
        """E0525 for closures that were taken for more than they are."""
        rank = {"Fn": 0, "FnMut": 1, "FnOnce": 2}
        names = {"fn": "Fn", "fn_mut": "FnMut", "fn_once": "FnOnce"}
        if self.prelude or self.tainted():
            return
        seen = set()
        for expr, lang in self.wanted_kinds:
            if (
                rank[expr.kind] > rank[names[lang]]
                and expr not in seen
                and expr not in self.kinds_wanted
                and self.really_wanted(expr, lang)
            ):
                seen.add(expr)
                self.cx.error(
                    "E0525",
                    f"expected a closure that implements the `{names[lang]}` trait, but this closure only "
                    f"implements `{expr.kind}`",
                    expr.span,
                    f"this closure implements `{expr.kind}`, not `{names[lang]}`",
                )

    def check_wanted_kind(
        self,
        e: thir.ClosureExpr,
        found: dict[thir.Local, str],
        where: dict[thir.Local, tuple[Span, bool]],
    ) -> None:
        """E0594, E0596, E0507: a closure written where a Fn trait is asked for does more to its captures than that
        allows."""
        wanted = self.kinds_wanted.get(e)
        if wanted in (None, "fn_once") or self.prelude or not self.was_clean:
            return
        name = "Fn" if wanted == "fn" else "FnMut"
        for local, mode in found.items():
            span, assign = where.get(local, (e.span, False))
            if mode == "move" and wanted in ("fn", "fn_mut"):
                self.cx.error(
                    "E0507",
                    f"cannot move out of `{local.name}`, a captured variable in an `{name}` closure",
                    span,
                    f"`{local.name}` is moved here",
                    also=[(e.span, f"captured by this `{name}` closure"), (local.span, "captured outer variable")],
                )
            elif mode in ("mut", "uniq") and wanted == "fn":
                if assign:
                    self.cx.error(
                        "E0594",
                        f"cannot assign to `{local.name}`, as it is a captured variable in a `Fn` closure",
                        span,
                        "cannot assign",
                        also=[(e.span, "in this closure")],
                    )
                else:
                    self.cx.error(
                        "E0596",
                        f"cannot borrow `{local.name}` as mutable, as it is a captured variable in a `Fn` closure",
                        span,
                        "cannot borrow as mutable",
                        also=[(e.span, "in this closure")],
                    )

    def really_wanted(self, expr: thir.ClosureExpr, lang: str) -> bool:
        """Whether the trait was required (method lookup only tries)."""
        return (expr, lang) in self.__dict__.setdefault("_required", set())

    def step(self, ob: Any) -> bool:
        if ob.trait.lang in ("fn", "fn_mut", "fn_once") and ob.assoc is None:
            ty = self.shallow(ob.args[0])
            if isinstance(ty, types.ClosureTy):
                self.__dict__.setdefault("_required", set()).add((ty.expr, ob.trait.lang))
        return super().step(ob)

    def after_types(self, body: thir.Body) -> None:
        """Checks on the finished tree: patterns, mutability, moves (in other modules)."""

        after_types(self, body)


def check_body(items: Impls, defn: Def, force: Any) -> thir.Body:
    """The typed tree of a function, constant or static. Errors are reported; the tree may then hold error types."""
    items.generics(defn) if not isinstance(defn, StaticDef) else items.static_ty(defn)
    checker = BodyChecker(items, defn, items.env_of(defn), defn.prelude)
    outer, items.visible_locals = items.visible_locals, checker.visible_locals
    try:
        if isinstance(defn, FnDefn):
            node = defn.node
            assert node is not None
            waiting = node.body
            if isinstance(waiting, ast.LazyBody):
                force(node)
            checked = checker.function(defn)
            if defn.prelude:
                node.body = waiting  # nobody asks for its tree again
            return checked
        if isinstance(defn, ConstDef):
            value = defn.node.value if isinstance(defn.node, ast.ConstItem) else defn.node
            assert value is not None
            return checker.constant(defn, items.const_ty(defn), value)
        assert isinstance(defn, StaticDef)
        value = defn.node.value if defn.node is not None else None
        assert value is not None
        return checker.constant(defn, items.static_ty(defn), value)
    except Unsupported as e:
        items.cx.unsupported(e.what, e.span, e.instead)
        return thir.Body([], ERROR, thir.TupleExpr(ERROR, defn.span, []))
    finally:
        items.visible_locals = outer
