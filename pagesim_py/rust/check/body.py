"""The state while one body is checked: scopes, expectations, loops, messages. The kinds of expressions are in
this folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..names import thir, types
from ..names.collect import Collector
from ..names.defs import ConstDef, Def, FnDefn, ImplDef, ModuleDef, Predicate, StaticDef, TraitDef
from ..names.env import Env
from ..names.fulfil import Fulfil
from ..names.impls import Impls, Obligation
from ..names.imports import check_imports
from ..names.show import describe, show, trait_ref
from ..names.types import ERROR, UNIT, Adt, FnItemTy, FnPtr, Infer, Ref, Ty
from ..span import NO_SPAN, Ident, Span
from ..syntax import ast
from .merge import Merge
from .static_refs import StaticRef

if TYPE_CHECKING:
    from .capture_places import Analysis

Key = tuple[str, int]

UNION_FIELD = "access to union field"


def holds_items(d: Def) -> bool:
    """Whether it is a constant without a name, around items, as macros make them."""
    value = getattr(d.node, "value", None) if isinstance(d, ConstDef) and d.name == "_" else None
    return isinstance(value, ast.BlockExpr) and any(isinstance(one, ast.ItemStmt) for one in value.block.stmts)


@dataclass(eq=False)
class LoopScope:
    """A loop, or a labelled block, that ``break`` can leave; ``merge`` collects the values (None: no value allowed)."""

    label: thir.Label
    key: Key | None
    kind: str
    merge: Merge | None
    broken: bool = False


@dataclass(eq=False)
class FnScope:
    """The function or closure whose body is being checked."""

    merge: Merge
    loops: list[LoopScope] = field(default_factory=list)
    closure: thir.ClosureExpr | None = None
    ret_span: Span = NO_SPAN
    ret_written: bool = True


class BodyState(Fulfil):
    """Base of the body checker."""

    def __init__(self, items: Impls, owner: Def, env: Env, prelude: bool) -> None:
        predicates = (
            items.elaborate(items.predicates(owner))
            if owner.env is not None or not isinstance(owner, ModuleDef)
            else []
        )
        super().__init__(items, predicates, env.generics.unsized)
        if any(
            p.value is not None and p.value.has_projection or any(a.has_projection for a in p.args) for p in predicates
        ):
            self.normalize_env()
        self.owner, self.env, self.prelude = owner, env, prelude
        self.fns: list[FnScope] = []
        self.ribs: list[dict[Key, thir.Local] | ModuleDef] = []
        self.diverges = False
        self.unsafe_depth = 0
        self.unsafe_blocks: list[bool] = []
        """Whether each ``unsafe`` block around does anything that needs it."""
        self.idle_unsafe: list[Span] = []
        self.const_context = ""
        self.closures: list[thir.ClosureExpr] = []
        self.casts: list[Any] = []
        self.static_refs: list[StaticRef] = []
        self.finals: list[Callable[[], None]] = []
        self.errors_at_start = items.cx.diagnostics.error_count
        self.capture_analysis: dict[thir.ClosureExpr, Analysis] = {}
        self.local_closure: dict[thir.Local, thir.ClosureExpr | None] = {}
        self.bad_closures: set[thir.ClosureExpr] = set()
        self.or_seen: list[dict[Key, Span]] = []
        self.outside_unsafe: list[tuple[str, Span, str, str]] = []
        self.unsafe_in_fn: list[tuple[str, Span, str]] = []
        """What an ``unsafe fn`` does outside of an ``unsafe`` block."""

    def normalize_env(self) -> None:
        """Work out projections inside the bounds themselves."""

        for trait, preds in list(self.bounds.items()):
            self.bounds[trait] = [
                Predicate(
                    p.trait,
                    tuple(self.norm_quiet(a) for a in p.args),
                    p.assoc,
                    self.norm_quiet(p.value) if p.value is not None else None,
                )
                for p in preds
            ]

    closure_site: Span | None = None

    # --- implemented by the parts -------------------------------------------------------------------------------------

    def check(self, e: ast.Expr, exp: Ty | None = None) -> thir.Expr:
        raise NotImplementedError

    def check_block(self, block: ast.Block, exp: Ty | None, label: thir.Label | None = None) -> thir.Expr:
        raise NotImplementedError

    def check_pat(self, pat: ast.Pattern, ty: Ty, names: dict[Key, thir.Local]) -> thir.Pat:
        raise NotImplementedError

    def coerce(self, expr: thir.Expr, target: Ty) -> thir.Expr | None:
        raise NotImplementedError

    @staticmethod
    def assign_text(op: str, a: Ty, b: Ty) -> str:
        raise NotImplementedError

    def check_wanted_kind(
        self,
        e: thir.ClosureExpr,
        found: dict[thir.Local, str],
        where: dict[thir.Local, tuple[Span, bool]],
    ) -> None:
        raise NotImplementedError

    def has_drop_impl(self, ty: Ty) -> bool:
        """Whether the type itself implements ``Drop``."""
        trait = self.cx.lang_trait("drop")
        return (
            trait is not None
            and isinstance(ty, Adt)
            and any(getattr(i.self_ty, "defn", None) is ty.defn for i in self.items.impls_of(trait, ty.defn))
        )

    # --- types --------------------------------------------------------------------------------------------------------

    def known(self, ty: Ty) -> Ty:
        """The type with its outermost constructor known, if it can be found out by now."""
        ty = self.shallow(ty)
        if type(ty) is Infer and self.pending:
            self.solve()
            ty = self.shallow(ty)
        return ty

    def must_know(self, ty: Ty, span: Span) -> Ty:
        """Like `known`; an error if the type is still open."""
        ty = self.known(ty)
        if type(ty) is Infer and ty.kind in ("any", "const"):
            if not self.tainted():
                self.cx.error("E0282", "type annotations needed", span, "cannot infer type")
            self.unify(ty, ERROR)
            return ERROR
        return ty

    def tainted(self) -> bool:
        """Whether this body has had an error already (then guesses about types are not reported)."""
        return self.cx.diagnostics.error_count > self.errors_at_start

    def fresh_at(self, span: Span) -> Callable[[str], Ty]:
        """A maker of variables that remember where they came from."""
        return lambda kind: self.fresh(kind, span)

    def lower_ty(self, node: ast.Type) -> Ty:
        """A type written in a body."""
        return self.normalize(self.items.ty(node, self.env, self.fresh_at(node.span)), node.span)

    def error_expr(self, span: Span) -> thir.Expr:
        """Stands for an expression with a reported error."""
        return thir.TupleExpr(ERROR, span, [])

    def unit(self, span: Span) -> thir.Expr:
        return thir.TupleExpr(UNIT, span, [])

    # --- scopes -------------------------------------------------------------------------------------------------------

    @property
    def fn(self) -> FnScope:
        """The innermost function or closure."""
        return self.fns[-1]

    @property
    def module(self) -> ModuleDef:
        """The innermost module or block with items."""
        return self.env.module

    def local(self, ident: Ident) -> thir.Local | None:
        """The variable of that name, unless an item of an inner block hides it."""
        name, ctx = ident.name, ident.span.ctx
        if not ctx:
            return self.local_in((name, 0))
        for c in self.cx.sources.contexts(ctx):
            found = self.local_in((name, c))
            if found is not None:
                return found
        return None

    def local_in(self, key: Key) -> thir.Local | None:
        """The variable with exactly this name and syntax context."""
        for rib in reversed(self.ribs):
            if type(rib) is dict:
                found = rib.get(key)
                if found is not None:
                    return found
            elif key[0] in rib.names[1]:  # type: ignore[union-attr]
                return None
        return None

    def visible_locals(self) -> list[Any]:
        """The scopes of variables around, for messages about constants and functions that cannot use them."""
        return [rib for rib in self.ribs if isinstance(rib, dict)]

    def new_local(self, name: str, ty: Ty, mutable: bool, span: Span, by_us: bool = False) -> thir.Local:
        """Make a variable; remembers which closure it belongs to. ``by_us``: the program doesn't have it."""
        made = thir.Local(name, ty, mutable, span, made=by_us)
        self.local_closure[made] = self.fn.closure if self.fns else None
        return made

    def enter_items(self, items: list[ast.Item], names: dict[Key, thir.Local]) -> Env | None:
        """Bring the items of a block into scope; the old environment is returned for `leave_items`."""
        if not items:
            return None
        path = f"{self.owner.path}"
        collector = Collector(
            self.cx if not self.prelude else None, self.cx.store(self.owner), self.owner.crate, self.prelude
        )
        module = collector.block(items, self.env.module, path)
        old = self.env
        self.env = old.with_module(module)
        self.ribs.append(module)
        if not self.prelude:
            check_imports(self.items, [module])
        for defn in module.items:
            if isinstance(defn, FnDefn | ConstDef | StaticDef) and not self.prelude:
                self.items.outer_generics = set(old.names)
                env = self.items.env_of(defn)
                self.items.outer_generics = set()
                env.outer_locals = [*self.visible_locals(), names]
            if isinstance(defn, FnDefn | TraitDef) or hasattr(defn, "node"):
                self.block_item(defn)
        for defn in filter(holds_items, module.items if not self.prelude else ()):
            self.cx.check_body(defn)  # first: its impls count here
        return old

    def block_item(self, defn: Def) -> None:
        """An item of a block is to be checked too (overridden by the program)."""
        if not self.prelude:
            self.cx.local.todo.append(defn)

    def leave_items(self, old: Env | None) -> None:
        """Undo `enter_items`."""
        if old is not None:
            self.ribs.pop()
            self.env = old

    # --- messages -----------------------------------------------------------------------------------------------------

    def mismatched(
        self, expr: thir.Expr, expected: Ty, span: Span | None = None, also: list[tuple[Span, str]] | None = None
    ) -> None:
        """E0308 at an expression."""
        self.mismatch_at(span or expr.span, expected, expr.ty, also)

    def mismatch_at(
        self,
        span: Span,
        expected: Ty,
        found: Ty,
        also: list[tuple[Span, str]] | None = None,
        helps: list[str] | None = None,
    ) -> None:
        """E0308: mismatched types."""
        expected, found = self.resolve(expected), self.resolve(found)
        if self.has_error(expected) or self.has_error(found):
            return
        notes = []
        a, b = show(expected), show(found)
        if len(a) + len(b) > 12 and not (
            describe(expected).startswith("`") and describe(found).startswith("`") and not isinstance(expected, Adt)
        ):
            notes = [f"expected {self.kind_word(expected)} `{a}`\n   found {self.kind_word(found)} `{b}`"]
        self.cx.error(
            "E0308",
            "mismatched types",
            span,
            f"expected {describe(expected)}, found {describe(found)}",
            notes=notes,
            also=also or (),
            helps=helps or self.mismatch_helps(expected, found),
        )

    @staticmethod
    def kind_word(ty: Ty) -> str:
        match ty:
            case Adt():
                return ty.defn.kind
            case Ref():
                return "reference" if not ty.mutable else "mutable reference"
            case FnItemTy():
                return "fn item"
            case FnPtr():
                return "fn pointer"
            case types.Ptr():
                return "raw pointer"
            case types.Tuple():
                return "tuple" if ty.items else "unit type"
            case types.Array():
                return "array"
            case types.Slice():
                return "slice"
            case Infer():
                return "type"
        return "type"

    def mismatch_helps(self, expected: Ty, found: Ty) -> list[str]:
        """Hints that rustc gives for common mismatches."""
        ints = types.INTEGER_BITS
        if (
            isinstance(expected, types.Prim)
            and isinstance(found, types.Prim)
            and expected.name in ints
            and found.name in ints
        ):
            return [f"convert with `as {expected.name}` or `{expected.name}::try_from(..)`"]
        if isinstance(expected, Ref) and self.can_unify(expected.inner, found):
            return [
                f"consider {'mutably ' if expected.mutable else ''}borrowing here: put "
                f"`&{'mut ' if expected.mutable else ''}` before it"
            ]
        if isinstance(found, Ref) and self.can_unify(found.inner, expected):
            return ["consider dereferencing the borrow: put `*` before it"]
        if (
            isinstance(expected, Adt)
            and expected.defn.name in ("Option", "Result")
            and expected.args
            and self.can_unify(expected.args[0], found)
        ):
            return [f"try wrapping the expression in `{'Some' if expected.defn.name == 'Option' else 'Ok'}`"]
        return []

    def has_error(self, ty: Ty) -> bool:
        """Whether an error type stands somewhere inside."""
        return ty is ERROR or any(self.has_error(t) for t in ty.children())

    def unsatisfied(self, ob: Obligation) -> None:
        args = tuple(self.resolve(a) for a in ob.args)
        if any(self.has_error(a) for a in args):
            return

        ob.span = self.field_blame(ob.span, args[0])
        from .errors import report_unsatisfied  # only here: most programs have no mistake

        report_unsatisfied(self, ob, args)

    def field_blame(self, span: Span, ty: Ty) -> Span:
        """In a derived impl: the field of that type, where rustc reports what the field lacks."""
        container = getattr(self.owner, "container", None)
        if not isinstance(container, ImplDef) or not any(a.name == "automatically_derived" for a in container.attrs):
            return span
        while isinstance(ty, Ref):
            ty = ty.inner
        self_ty = container.self_ty
        if isinstance(self_ty, Adt):
            for v in self.items.adt(self_ty.defn).variants:
                for f in v.fields:
                    if f.ty is ty:
                        return f.span
        return span

    def mismatch(self, ob: Obligation, actual: Ty, expected: Ty) -> None:
        if self.has_error(actual) or self.has_error(expected):
            return

        from .errors import report_projection  # only here: most programs have no mistake

        report_projection(self, ob, actual, expected)

    def need_unsafe(self, what: str, span: Span, note: str = "") -> None:
        """Note an operation outside ``unsafe``; reported at the end, if the body is otherwise well typed."""
        if self.prelude:
            return
        if self.unsafe_blocks:
            self.unsafe_blocks[-1] = True
        if self.unsafe_blocks or (self.unsafe_depth and self.cx.edition_of(self.owner) < 2024):
            return
        label = {
            "dereference of raw pointer": "dereference of raw pointer",
            "use of mutable static": "use of mutable static",
            "use of extern static": "use of extern static",
            "use of inline assembly": "use of inline assembly",
            UNION_FIELD: UNION_FIELD,
        }.get(what, "call to unsafe function")
        where = "unsafe function or block" if what == UNION_FIELD else "unsafe block"
        if self.unsafe_depth:
            self.unsafe_in_fn.append((f"{what} is unsafe and requires {where}", span, note))
        else:
            self.outside_unsafe.append((f"{what} is unsafe and requires {where}", span, label, note))

    def report_unsafe(self) -> None:
        """E0133 for what `need_unsafe` noted."""
        for message, span, label, note in self.outside_unsafe:
            self.cx.error("E0133", message, span, label, notes=[note] if note else ())

    def trait_text(self, trait: TraitDef, args: tuple[Ty, ...]) -> str:
        """A trait with its arguments for messages."""
        return trait_ref(trait, args[1:])
