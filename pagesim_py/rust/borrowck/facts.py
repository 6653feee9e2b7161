"""What the check asks about types: whether a value is copied, what its end uses, how its regions vary, what a field's
regions are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ..names import types as t
from ..names.defs import AdtDef, Def, FnDefn
from ..names.fulfil import Fulfil
from ..names.types import Ty, substitute
from .mir import DEREF, Elem, Region, RTy
from .shapes import BI, CO, INV, Shapes, lifetime_names, lifetimes
from .written import STATIC, Item, field_pattern

if TYPE_CHECKING:
    from ..program import Program

MAY_DANGLE = frozenset(
    ("Box", "Vec", "VecDeque", "Rc", "Arc", "Weak", "IntoIter", "BTreeMap", "BTreeSet", "LinkedList")
)
"""Types of ours whose Drop does not look at what it drops (``#[may_dangle]``)."""

COPIED = (t.Prim, t.Ptr, t.FnPtr, t.FnItemTy)


def compose(outer: int, inner: int) -> int:
    """How something varies inside of something that varies itself."""
    if outer == BI or inner == BI:
        return BI
    return outer * inner


class Facts:
    """Answers for one program; kept as far as they hang on the type alone."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.items = program.items
        self.shapes = Shapes()
        self.owner: Def | None = None
        self.solver = Fulfil(program.items)
        kept = program.shared.lifetimes
        self.our_copies: dict[Ty, bool] = kept.setdefault("copies", {})
        self.our_drops: dict[Ty, bool] = kept.setdefault("drops", {})
        self.copies: dict[Ty, bool] = {}
        self.own_copies: dict[Ty, bool] = {}
        self.drops: dict[Ty, bool] = {}
        self.own_drops: dict[Ty, bool] = {}
        self.ends: dict[Ty, tuple[int, ...]] = {}
        self.variance: dict[AdtDef, tuple[list[int], list[int]]] = {}
        self.our_variance: dict[AdtDef, tuple[list[int], list[int]]] = kept.setdefault("variance", {})
        self.variances_of: dict[Ty, tuple[int, ...]] = {}
        self.granted: dict[AdtDef, list[tuple[Item, Item]]] = {}
        self.patterns: dict[tuple[AdtDef, int, int], tuple[Ty, list[Item]]] = {}
        self.our_patterns: dict[tuple[AdtDef, int, int], tuple[Ty, list[Item]]] = kept.setdefault("patterns", {})
        self.dropping: dict[AdtDef, bool] = {}
        self.impls: dict[Any, Any] = {}
        self.own_impls: dict[Any, Any] = {}
        """What ``signatures`` has found of impls: for types without and with parameters."""

    def enter(self, owner: FnDefn) -> None:
        """From now on type parameters are those of this function."""
        self.owner = owner
        items = self.items
        self.solver = Fulfil(items, items.elaborate(items.predicates(owner)), items.generics(owner).unsized)
        self.own_copies, self.own_drops, self.own_impls = {}, {}, {}

    # --- traits -------------------------------------------------------------------------------------------------------

    def is_copy(self, ty: Ty) -> bool:
        """Whether a value is copied where it is used."""
        if isinstance(ty, COPIED):
            return ty is not t.STR
        if isinstance(ty, t.Ref):
            return not ty.mutable
        open_ = ty.has_param or ty.has_projection
        memo = self.own_copies if open_ else self.copies if ty.local else self.our_copies
        found = memo.get(ty)
        if found is None:
            if isinstance(ty, t.ClosureTy):
                found = not ty.expr.suspends and all(
                    c.mode == "ref" or (c.mode == "move" and self.is_copy(substitute(c.ty, ty.args)))
                    for c in ty.expr.captures
                )
            else:
                found = self.solver.is_copy(ty)
            memo[ty] = found
        return found

    def has_drop(self, defn: AdtDef) -> bool:
        """Whether a struct or enum implements Drop itself."""
        found = self.dropping.get(defn)
        if found is None:
            trait = self.items.cx.lang_trait("drop")
            found = trait is not None and any(
                getattr(i.self_ty, "defn", None) is defn for i in self.items.impls_of(trait, defn)
            )
            self.dropping[defn] = found
        return found

    def needs_drop(self, ty: Ty) -> bool:
        """Whether anything happens at the end of a value's life."""
        if isinstance(ty, (*COPIED, t.Ref)):
            return False
        open_ = ty.has_param or ty.has_projection
        memo = self.own_drops if open_ else self.drops if ty.local else self.our_drops
        found = memo.get(ty)
        if found is None:
            memo[ty] = False  # what contains itself
            found = memo[ty] = self._needs_drop(ty)
        return found

    def _needs_drop(self, ty: Ty) -> bool:
        match ty:
            case t.Tuple():
                return any(map(self.needs_drop, ty.items))
            case t.Array() | t.Slice():
                return self.needs_drop(ty.item)
            case t.ClosureTy():
                return any(not by and self.needs_drop(c) for by, c in self.shapes.captures(ty))
            case t.Adt():
                if ty.defn.name == "ManuallyDrop" and ty.defn.prelude:
                    return False
                if ty.defn.kind == "union":
                    return False
                if self.has_drop(ty.defn):
                    return True
                adt = self.items.adt(ty.defn)
                return any(
                    self.needs_drop(self.normal(substitute(f.ty, ty.args))) for v in adt.variants for f in v.fields
                )
            case t.Dyn():
                return True
            case t.Param() | t.Projection() | t.Opaque():
                return not self.is_copy(ty)
        return False

    def normal(self, ty: Ty) -> Ty:
        """A type with its associated types worked out."""
        return self.solver.norm_quiet(ty) if ty.has_projection else ty

    # --- regions that a value's end uses ------------------------------------------------------------------------------

    def end_uses(self, ty: Ty) -> tuple[int, ...]:
        """Which of a type's regions its drop glue may look behind, by their numbers in the type."""
        found = self.ends.get(ty)
        if found is None:
            self.ends[ty] = ()
            found = self.ends[ty] = tuple(sorted(set(self._end_uses(ty)))) if self.shapes.count(ty) else ()
        return found

    def _end_uses(self, ty: Ty) -> Iterator[int]:
        count = self.shapes.count
        if not self.needs_drop(ty):
            return
        match ty:
            case t.Dyn() | t.Opaque():
                yield from range(count(ty))
            case t.ClosureTy():
                at = 0
                for by, c in self.shapes.captures(ty):
                    if not by:
                        yield from (at + i for i in self.end_uses(c))
                    at += by + count(c)
            case t.Tuple() | t.Array() | t.Slice():
                yield from self.parts_end(ty, 0)
            case t.Adt():
                n = lifetimes(ty.defn)
                if not self.has_drop(ty.defn):
                    yield from self.fields_end(ty)
                elif not ty.defn.prelude:
                    yield from range(count(ty))
                    return
                else:
                    yield from range(n)
                    if ty.defn.name in MAY_DANGLE:
                        yield from self.parts_end(ty, n)

    def parts_end(self, ty: Ty, start: int) -> Iterator[int]:
        """The same for what a type consists of."""
        at = start
        for part in self.shapes.parts(ty):
            yield from (at + i for i in self.end_uses(part))
            at += self.shapes.count(part)

    def fields_end(self, ty: t.Adt) -> Iterator[int]:
        """The same for the fields of a struct or enum without its own Drop."""
        own = RTy(ty, tuple(range(1, self.shapes.count(ty) + 1)))
        for v, variant in enumerate(self.items.adt(ty.defn).variants):
            for i in range(len(variant.fields)):
                field = self.field(own, v, i)
                for k in self.end_uses(field.ty):
                    if k < len(field.slots) and (slot := field.slots[k]) is not None and slot > 0:  # 0 is 'static
                        yield slot - 1

    # --- variance -----------------------------------------------------------------------------------------------------

    def variances(self, ty: Ty) -> tuple[int, ...]:
        """How a type varies with each of its regions: CO, CONTRA, INV or BI."""
        found = self.variances_of.get(ty)
        if found is None:
            found = self.variances_of[ty] = tuple(self._variances(ty, CO))
        return found

    def _variances(self, ty: Ty, v: int) -> Iterator[int]:
        match ty:
            case t.Ref():
                yield v
                yield from self._variances(ty.inner, INV if ty.mutable and v != BI else v)
            case t.Ptr():
                yield from self._variances(ty.inner, INV if ty.mutable and v != BI else v)
            case t.Adt():
                own, params = self.adt_variance(ty.defn)
                yield from (compose(v, x) for x in own)
                for arg, x in zip(ty.args, params, strict=False):
                    yield from self._variances(arg, compose(v, x))
            case t.Tuple() | t.Array() | t.Slice():
                for part in self.shapes.parts(ty):
                    yield from self._variances(part, v)
            case t.Dyn() | t.Opaque():
                yield v
                yield from (INV for _ in range(self.shapes.count(ty) - 1))
            case t.ClosureTy():
                for c, (by, captured) in zip(ty.expr.captures, self.shapes.captures(ty), strict=True):
                    if by:
                        yield v
                    yield from self._variances(captured, INV if c.mode == "mut" and v != BI else v)

    def adt_variance(self, defn: AdtDef) -> tuple[list[int], list[int]]:
        """How a struct or enum varies with its lifetimes and with its parameters."""
        memo = self.our_variance if defn.prelude else self.variance
        found = memo.get(defn)
        if found is not None:
            return found
        n, names = lifetimes(defn), []
        adt = self.items.adt(defn)
        if n:
            names = lifetime_names(defn)
        params = len(self.items.generics(defn).params)
        found = memo[defn] = ([BI] * n, [BI] * params)
        if defn.prelude and defn.name == "UnsafeCell":
            found[1][:] = [INV] * params
            return found
        if defn.prelude and defn.name == "PhantomData":
            found[1][:] = [CO] * params
            return found
        for _ in range(4):
            before = (list(found[0]), list(found[1]))
            for v, variant in enumerate(adt.variants):
                for i in range(len(variant.fields)):
                    ty, items = self.pattern(defn, v, i)
                    for item, how in self.positions(ty, iter(items), CO, defn.prelude):
                        self.note(found, names, item, how)
            if before == found:
                break
        return found

    @staticmethod
    def note(found: tuple[list[int], list[int]], names: list[str], item: Item, how: int) -> None:
        """One more use of a lifetime or parameter."""
        if isinstance(item, tuple) and item[0] == "P":
            table, at = found[1], item[1]
        elif isinstance(item, str) and item in names:
            table, at = found[0], names.index(item)
        else:
            return
        if at < len(table):
            old = table[at]
            table[at] = how if old == BI else old if how in (BI, old) else INV

    def positions(self, ty: Ty, items: Iterator[Item], v: int, lax: bool) -> Iterator[tuple[Item, int]]:
        """Each part of a type's pattern, and how the type varies with it. ``lax``: pointers of our own crates stand for
        what varies with what it points to."""
        match ty:
            case t.Param() | t.Projection():
                yield next(items), v if isinstance(ty, t.Param) else INV
            case t.Ref():
                yield next(items), v
                yield from self.positions(ty.inner, items, INV if ty.mutable and v != BI else v, lax)
            case t.Ptr():
                yield from self.positions(ty.inner, items, INV if ty.mutable and not lax and v != BI else v, lax)
            case t.Adt():
                own, params = self.adt_variance(ty.defn)
                for x in own:
                    yield next(items), compose(v, x)
                for arg, x in zip(ty.args, params, strict=False):
                    yield from self.positions(arg, items, compose(v, x), lax)
            case t.Dyn() | t.Opaque():
                yield next(items), v
                for part in self.shapes.parts(ty):
                    yield from self.positions(part, items, INV, lax)
            case _:
                for part in self.shapes.parts(ty):
                    yield from self.positions(part, items, v, lax)

    # --- fields -------------------------------------------------------------------------------------------------------

    def pattern(self, defn: AdtDef, variant: int, index: int) -> tuple[Ty, list[Item]]:
        """A field's type and pattern."""
        key = (defn, variant, index)
        memo = self.our_patterns if defn.prelude else self.patterns
        found = memo.get(key)
        if found is None:
            self.items.adt(defn)
            found = memo[key] = field_pattern(defn, variant, index)
        return found

    def split(self, rty: RTy) -> tuple[tuple[Region, ...], list[RTy]]:
        """A type's own regions and those of its parts."""
        parts = self.shapes.parts(rty.ty)
        counts = [self.shapes.count(p) for p in parts]
        at = len(rty.slots) - sum(counts)
        own, out = rty.slots[:at], []
        for p, n in zip(parts, counts, strict=True):
            out.append(RTy(p, rty.slots[at : at + n]))
            at += n
        return own, out

    def field(self, rty: RTy, variant: int, index: int) -> RTy:
        """The type of a field."""
        ty = rty.ty
        if isinstance(ty, t.Tuple):
            return self.split(rty)[1][index]
        if isinstance(ty, t.ClosureTy):
            at = 0
            for i, (by, c) in enumerate(self.shapes.captures(ty)):
                n = by + self.shapes.count(c)
                if i == index:
                    how = t.ref(ty.expr.captures[i].mode == "mut", c) if by else c
                    return RTy(how, rty.slots[at : at + n])
                at += n
        if not isinstance(ty, t.Adt):
            return RTy(t.ERROR, ())
        fty, items = self.pattern(ty.defn, variant, index)
        real = self.normal(substitute(fty, ty.args))
        if not self.shapes.count(real):
            return RTy(real, ())
        names = lifetime_names(ty.defn)
        own, parts = self.split(rty)
        known: dict[Item, Region] = {STATIC: 0, **dict(zip(names, own, strict=False))}
        return self.fill(items, real, known.get, parts)

    def fill(
        self, items: list[Item], real: Ty, region: Callable[[Any], Region], args: list[RTy], project: Any = None
    ) -> RTy:
        """A pattern with its regions put in."""
        slots: list[Region] = []
        for item in items:
            if type(item) is tuple and item[0] == "P":
                if item[1] >= len(args):
                    return self.blank(real)
                slots += args[item[1]].slots
            elif type(item) is tuple and item[0] == "J":
                found = project(item[1], args) if project is not None else None
                if found is None:
                    return self.blank(real) if len(items) == 1 else self.partly(items, real, region, args)
                slots += found.slots
            elif item is None:
                slots.append(None)
            else:
                slots.append(region(item))
        if len(slots) != self.shapes.count(real):
            return self.blank(real)
        return RTy(real, tuple(slots))

    def partly(self, items: list[Item], real: Ty, region: Callable[[Any], Region], args: list[RTy]) -> RTy:
        """As far as it is known: the reference in front of something unknown."""
        n = self.shapes.count(real)
        slots: list[Region] = []
        for item in items:
            if type(item) is tuple:
                break
            slots.append(None if item is None else region(item))
        slots = slots[:n]
        return RTy(real, (*slots, *(None for _ in range(n - len(slots)))))

    def blank(self, ty: Ty) -> RTy:
        """A type of whose regions nothing is known."""
        return RTy(ty, (None,) * self.shapes.count(ty))

    def step(self, rty: RTy, elem: Elem) -> RTy:
        """The type of what a step leads to."""
        kind = elem[0]
        ty = rty.ty
        if kind == "f":
            return self.field(rty, elem[1], elem[2])
        if elem is DEREF or kind == "*":
            if isinstance(ty, t.Ref):
                return RTy(ty.inner, rty.slots[1:])
            if isinstance(ty, t.Ptr):
                return RTy(ty.inner, rty.slots)
            if isinstance(ty, t.Adt) and ty.args:
                return RTy(ty.args[0], rty.slots[: self.shapes.count(ty.args[0])])
            return RTy(t.ERROR, ())
        if isinstance(ty, t.Slice | t.Array):
            return rty if kind == "s" else RTy(ty.item, rty.slots)
        return RTy(t.ERROR, ())
