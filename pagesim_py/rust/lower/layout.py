"""Size, alignment, field offsets and niches of concrete types, as rustc lays them out for x86-64.

Fields of ``repr(Rust)`` types are put in falling order of alignment, as rustc does; enums with data take the
best niche of their largest variant, or a tag. A ``Layout`` also says how a value of the type is kept in lowered
Python code:

``unit``  nothing to keep (size 0): ``None``        ``int`` ``bool`` ``char`` ``ptr`` ``float``: a number
``fat``   tuple (address, length or vtable)          ``newtype``: what its only field with a size is kept as
``bytes`` array of u8: ``bytes``                     ``array``, ``agg``: tuple of items or fields
``enum``  without fields: the discriminant           ``data``: tuple (variant index, fields...)   ``union``: ``bytes``
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..names import types as t
from ..names.constvalues import LayoutError
from ..names.defs import AdtDef
from ..names.show import is_short, show
from ..names.types import Ty
from .unsized import Unsized

if TYPE_CHECKING:
    from ..program import Program


@dataclass(slots=True)
class Niche:
    """Bit patterns that a scalar at ``offset`` of ``size`` bytes never has: all outside ``start..=end`` (wrapping)."""

    offset: int
    size: int
    start: int
    end: int

    @property
    def available(self) -> int:
        """How many values are free."""
        return (self.start - self.end - 1) & ((1 << 8 * self.size) - 1)

    def reserve(self, count: int) -> tuple[int, Niche] | None:
        """The first of ``count`` free values, and what is left; None if there are not so many. rustc's choice of the
        end.
        """
        mask = (1 << 8 * self.size) - 1
        if count > self.available:
            return None

        def move_start() -> tuple[int, Niche]:
            start = (self.start - count) & mask
            return start, Niche(self.offset, self.size, start, self.end)

        def move_end() -> tuple[int, Niche]:
            start = (self.end + 1) & mask
            return start, Niche(self.offset, self.size, self.start, (self.end + count) & mask)

        if self.start > self.end:
            return move_end()
        if self.start <= mask - self.end:
            return move_start() if count <= self.start else move_end()
        end = (self.end + count) & mask
        return move_start() if 1 <= end <= self.end else move_end()


@dataclass(slots=True)
class Tag:
    """How memory tells an enum's variant. ``values``: bit pattern of the tag by variant; with a niche ``untagged`` has
    none.
    """

    offset: int
    size: int
    values: dict[int, int]
    untagged: int | None = None


@dataclass(slots=True)
class Layout:
    """``offsets``: of fields by variant (structs, tuples and closures: variant 0). ``inner``: number of a newtype's
    only field with a size.
    """

    size: int
    align: int
    kind: str
    signed: bool = False
    niche: Niche | None = None
    offsets: list[list[int]] = field(default_factory=list)
    fields: list[list[Ty]] = field(default_factory=list)
    tag: Tag | None = None
    inner: int = 0
    item: Ty | None = None
    count: int = 0
    discriminants: list[int] = field(default_factory=list)
    packed: bool = False
    uninhabited: bool = False


def no_future(ty: t.ClosureTy) -> Layout:
    """Where no bodies are lowered."""
    raise LayoutError("the size of a future is known when its body is lowered")


class Layouts(Unsized):
    """Layouts of concrete types, each worked out once."""

    def __init__(self, program: Program) -> None:
        self.fields_of = program.fields
        self.adt = program.items.adt
        self.generics_of = program.items.generics
        self.known: dict[Ty, Layout] = {}
        self.known_unsized: dict[AdtDef, bool] = {}
        self.future: Callable[[t.ClosureTy], Layout] = no_future

    def of(self, ty: Ty) -> Layout:
        """The layout of ``ty``; LayoutError if it is unsized (str, slices, dyn) or holds itself."""
        found = self.known.get(ty)
        if found is None:
            found = self._make(ty)
            if found.size > 1 << 47:
                name = f" `{show(ty)}`" if is_short(ty) else ""
                raise LayoutError(f"values of the type{name} are too big for the target architecture")
            self.known[ty] = found
        return found

    def _make(self, ty: Ty) -> Layout:
        if isinstance(ty, t.Prim):
            return _primitive(ty)
        if isinstance(ty, (t.Ref, t.Ptr)):
            start = 1 if isinstance(ty, t.Ref) else 0
            niche = Niche(0, 8, 1, (1 << 64) - 1) if start else None
            if self.is_fat(ty.inner):
                return Layout(16, 8, "fat", niche=niche)
            return Layout(8, 8, "ptr", niche=niche)
        if isinstance(ty, t.FnPtr):
            return Layout(8, 8, "ptr", niche=Niche(0, 8, 1, (1 << 64) - 1))
        if isinstance(ty, t.FnItemTy):
            return Layout(0, 1, "unit")
        if isinstance(ty, t.Array):
            return self._array(ty)
        if isinstance(ty, t.ClosureTy) and ty.expr.suspends:
            return self.future(ty)
        if isinstance(ty, (t.Tuple, t.ClosureTy)):
            return self._struct(self.fields_of(ty, 0), {})
        if isinstance(ty, t.Adt):
            return self._adt(ty)
        raise LayoutError(f"no size is known for {type(ty).__name__}")

    def _array(self, ty: t.Array) -> Layout:
        item = self.of(ty.item)
        if not isinstance(ty.length, t.ConstValue):
            raise LayoutError("an array's length is not known")
        count = ty.length.value
        size = item.size * count
        kind = "unit" if size == 0 else "bytes" if ty.item is t.U8 else "array"
        return Layout(size, item.align, kind, item=ty.item, count=count, niche=item.niche if count else None)

    def _adt(self, ty: t.Adt) -> Layout:
        defn = self.adt(ty.defn)
        self.known[ty] = Layout(1 << 60, 1, "unit")  # a type that holds itself is too big
        if defn.kind == "union":
            members = self.fields_of(ty, 0)
            layouts = [self.of(m) for m in members]
            align = max([m.align for m in layouts], default=1)
            pack = defn.repr.get("packed")
            if pack:
                align = min(align, int(pack))
            align = max(align, int(defn.repr.get("align", 1)))
            size = _round(max([m.size for m in layouts], default=0), align)
            kind = "union" if size else "unit"
            return Layout(size, align, kind, offsets=[[0] * len(members)], fields=[members])
        if defn.kind == "struct":
            made = self._struct(self.fields_of(ty, 0), defn.repr, pinned=self.may_be_unsized(defn))
            if defn.lang == "unsafe_cell":
                made.niche = None
            start = defn.attr("rustc_layout_scalar_valid_range_start") or defn.attr("valid_range_start")
            if start is not None and made.size in (1, 2, 4, 8, 16) and made.kind != "agg":
                made.niche = Niche(0, made.size, 1, (1 << 8 * made.size) - 1)
            return made
        return self._enum(ty)

    # --- structs ------------

    def _struct(
        self, fields: list[Ty], repr_: dict[str, object], prefix: tuple[int, int] | None = None, pinned: bool = False
    ) -> Layout:
        """``pinned``: the last field stays last, as it may be one without a size in other instances of the struct."""
        start = self._univariant(fields, repr_, prefix, last=False, pinned=pinned)
        niche = start.niche
        if (
            not pinned
            and niche
            and len(fields) > 1
            and niche.offset
            and start.size - niche.offset - niche.size > 0
            and _reorder(repr_)
        ):
            end = self._univariant(fields, repr_, prefix, last=True)
            assert end.niche is not None
            if min(niche.offset, start.size - niche.offset - niche.size) > min(
                end.niche.offset, end.size - end.niche.offset - end.niche.size
            ):
                start = end
        return start

    def _univariant(
        self, fields: list[Ty], repr_: dict[str, object], prefix: tuple[int, int] | None, last: bool,
        pinned: bool = False,
    ) -> Layout:  # fmt: skip
        layouts = [self.of(f) for f in fields]
        pack = _number(repr_.get("packed"))
        order = list(range(len(fields)))
        sorted_ = layouts[:-1] if pinned else layouts

        def free(m: Layout) -> int:
            return m.niche.available if m.niche else 0

        biggest = max([free(m) for m in sorted_], default=0)
        max_align = max([m.align for m in sorted_], default=1)

        def group(m: Layout) -> int:
            if pack:
                return min(m.align, pack)
            wide = _zeros(max(m.align, m.size))
            if biggest:
                if not last:
                    return min(_zeros(max_align), wide)
                if free(m) == biggest:
                    return _zeros(m.align)
            return wide

        def key(i: int) -> tuple[int, ...]:
            m = layouts[i]
            if prefix is not None:
                return (group(m), free(m))
            at = m.niche.offset if m.niche else 0
            if last:
                at = m.size - m.niche.offset - m.niche.size if m.niche else 0
                return (m.size != 0, -group(m), free(m), -at)
            return (m.size != 0, -group(m), -free(m), at)

        if _reorder(repr_) and len(fields) > 1:
            order = sorted(order[: len(sorted_)], key=key) + order[len(sorted_) :]
        offset, align = prefix or (0, 1)
        if pack:
            align = min(align, pack)
        offsets = [0] * len(fields)
        niche: Niche | None = None
        uninhabited = False
        for i in order:
            m = layouts[i]
            field_align = min(m.align, pack) if pack else m.align
            align = max(align, field_align)
            offset = _round(offset, field_align)
            offsets[i] = offset
            uninhabited = uninhabited or m.uninhabited
            if m.niche and (
                niche is None or m.niche.available > niche.available or (last and free(m) == niche.available)
            ):
                niche = Niche(m.niche.offset + offset, m.niche.size, m.niche.start, m.niche.end)
            offset += m.size
        align = max(align, _number(repr_.get("align")))
        size = _round(offset, align)
        sized = [i for i, m in enumerate(layouts) if m.size]
        if size == 0:
            kind = "unit"
        elif len(sized) == 1:
            kind = "newtype"
        else:
            kind = "agg"
        return Layout(
            size, align, kind, niche=niche, offsets=[offsets], fields=[fields], inner=sized[0] if sized else 0,
            packed=bool(pack), uninhabited=uninhabited,
        )  # fmt: skip

    # --- enums ------------

    def _enum(self, ty: t.Adt) -> Layout:
        defn = self.adt(ty.defn)
        variants = [self.fields_of(ty, v.index) for v in defn.variants]
        discriminants = [v.discriminant for v in defn.variants]
        fieldless = not any(variants)
        plain = self._enum_kind(variants)
        if not variants:
            return Layout(0, 1, "unit", uninhabited=True)
        int_repr = next((n for n in defn.repr if n in t.INTEGER_BITS), None)
        if len(variants) == 1 and int_repr is None and "C" not in defn.repr:
            made = self._struct(variants[0], defn.repr)
            made.discriminants = discriminants
            made.kind = "unit" if made.size == 0 else "data"
            return made
        structs = [self._struct(v, {}) for v in variants]
        absent = [s.uninhabited and s.size == 0 for s in structs]
        present = [i for i, gone in enumerate(absent) if not gone] or [0]
        tagged = self._tagged(variants, discriminants, present, int_repr, defn.repr)
        best = tagged
        if int_repr is None and "C" not in defn.repr and len(present) > 1:
            niched = self._niche_filled(structs, present)
            if niched is not None and (
                niched.size < tagged.size or (niched.size == tagged.size and _free(niched) > _free(tagged))
            ):
                best = niched
        if len(present) == 1 and int_repr is None and "C" not in defn.repr:
            only = present[0]
            best = structs[only]
            best.offsets = [s.offsets[0] for s in structs]
            best.tag = Tag(0, 0, {}, only)
        best.kind = "enum" if fieldless else plain
        best.fields = variants
        best.discriminants = discriminants
        return best

    def _enum_kind(self, variants: list[list[Ty]]) -> str:
        return "data"

    def _tagged(
        self, variants: list[list[Ty]], discriminants: list[int], present: list[int], int_repr: str | None,
        repr_: dict[str, object],
    ) -> Layout:  # fmt: skip
        low = min(discriminants[i] for i in present)
        high = max(discriminants[i] for i in present)
        if int_repr is not None:
            tag_size = t.INTEGER_BITS[int_repr] // 8
        else:
            tag_size = 4 if "C" in repr_ else 1
            while not (
                -(1 << 8 * tag_size - 1) <= low and high < 1 << 8 * tag_size - 1
                if low < 0
                else high < 1 << 8 * tag_size
            ):
                tag_size *= 2
        fixed = int_repr is not None or "C" in repr_
        inner_repr: dict[str, object] = {"C": True} if fixed else {}
        structs = [self._struct(v, inner_repr, (tag_size, tag_size)) for v in variants]
        if "C" in repr_:  # a union of structs after the tag
            union_align = max([self.of(f).align for v in variants for f in v], default=1)
            start = _round(tag_size, union_align)
            structs = [self._struct(v, inner_repr, (start, max(union_align, tag_size))) for v in variants]
        size = max(s.size for s in structs)
        align = max([s.align for s in structs] + [tag_size, _number(repr_.get("align"))])
        size = _round(size, align)
        if not fixed:
            first = [
                min((s.offsets[0][i], self.of(f).align) for i, f in enumerate(v) if self.of(f).size)
                for s, v in zip(structs, variants, strict=True)
                if any(self.of(f).size for f in v)
            ]
            room = min([a for _, a in first], default=tag_size)
            tag_size = max(tag_size, min(room, 8)) if first else tag_size
        mask = (1 << 8 * tag_size) - 1
        values = {i: discriminants[i] & mask for i in range(len(variants))}
        uninhabited = all(s.uninhabited for s in structs)
        return Layout(
            size, align, "data", offsets=[s.offsets[0] for s in structs], tag=Tag(0, tag_size, values),
            niche=Niche(0, tag_size, low & mask, high & mask), uninhabited=uninhabited,
        )  # fmt: skip

    def _niche_filled(self, structs: list[Layout], present: list[int]) -> Layout | None:
        largest = max(present, key=lambda i: (structs[i].size, i))
        big = structs[largest]
        if big.niche is None:
            return None
        others = [i for i in present if i != largest]
        if max(structs[i].size for i in others) == big.size and big.size:
            return None
        first, last = others[0], others[-1]
        reserved = big.niche.reserve(last - first + 1)
        if reserved is None:
            return None
        start, niche = reserved
        mask = (1 << 8 * niche.size) - 1
        offsets = [s.offsets[0] for s in structs]
        align = max(s.align for s in structs)
        for i in range(len(structs)):
            small = structs[i]
            if i == largest or small.size == 0:
                continue
            if small.size > niche.offset:
                shift = _round(niche.offset + niche.size, small.align)
                if shift + small.size > big.size:
                    return None
                offsets[i] = [o + shift for o in offsets[i]]
        if align > big.align:
            return None
        values = {i: (start + i - first) & mask for i in range(first, last + 1) if i != largest}
        tag = Tag(niche.offset, niche.size, values, untagged=largest)
        return Layout(big.size, align, "data", offsets=offsets, tag=tag, niche=niche)


def _free(layout: Layout) -> int:
    return layout.niche.available if layout.niche else 0


def _reorder(repr_: dict[str, object]) -> bool:
    return "C" not in repr_ and not any(n in repr_ for n in t.INTEGER_BITS)


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 1 if value else 0


def _zeros(n: int) -> int:
    return (n & -n).bit_length() - 1


def _round(offset: int, align: int) -> int:
    return (offset + align - 1) & -align if align > 1 else offset


def _primitive(ty: t.Prim) -> Layout:
    name = ty.name
    bits = t.INTEGER_BITS.get(name)
    if bits is not None:
        return Layout(bits // 8, bits // 8, "int", signed=name[0] == "i")
    if name == "bool":
        return Layout(1, 1, "bool", niche=Niche(0, 1, 0, 1))
    if name == "char":
        return Layout(4, 4, "char", niche=Niche(0, 4, 0, 0x10FFFF))
    if name in ("f32", "f64"):
        size = 4 if name == "f32" else 8
        return Layout(size, size, "float")
    if name == "!":
        return Layout(0, 1, "unit", uninhabited=True)
    raise LayoutError(f"the size of `{name}` is not known at compile time")
