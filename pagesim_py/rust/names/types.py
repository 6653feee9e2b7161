"""Types of the lab language after name lookup. Types are interned: equal types are the same object, so compare with
``is``.

Lifetimes are erased (the check of borrows counts them again: see borrowck). Constants in types (array lengths, const
generics) are types too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from .defs import AdtDef, AssocTyDef, ConstDef, FnDefn, TraitDef
    from .thir import ClosureExpr


class Ty:
    """Base of all types. Make them only with the functions at the end of this file. ``local``: names something of
    the student's."""

    __slots__ = ("has_infer", "has_param", "has_projection", "local")
    local: bool
    has_infer: bool
    has_param: bool
    has_projection: bool
    _interned: ClassVar[dict[tuple[Any, ...], Ty]] = {}

    def __repr__(self) -> str:
        from .show import show  # a circle: only for who looks at a type while debugging

        return f"<{show(self)}>"

    def children(self) -> Iterable[Ty]:
        """The types directly inside this one."""
        return ()

    def rebuild(self, f: Callable[[Ty], Ty]) -> Ty:
        """The same type with ``f`` applied to each child."""
        return self


class Prim(Ty):
    """i8..i128, isize, u8..u128, usize, f32, f64, bool, char, str, and "!" (never)."""

    __slots__ = ("name",)
    name: str


class Adt(Ty):
    __slots__ = ("defn", "args")
    defn: AdtDef
    args: tuple[Ty, ...]

    def children(self) -> Iterable[Ty]:
        return self.args

    def rebuild(self, f: Callable[[Ty], Ty]) -> Ty:
        return adt(self.defn, tuple(map(f, self.args)))


class Tuple(Ty):
    """``()`` is the empty one."""

    __slots__ = ("items",)
    items: tuple[Ty, ...]

    def children(self) -> Iterable[Ty]:
        return self.items

    def rebuild(self, f: Callable[[Ty], Ty]) -> Ty:
        return tuple_of(*map(f, self.items))


class Array(Ty):
    """``length`` is a ConstValue once known."""

    __slots__ = ("item", "length")
    item: Ty
    length: Ty

    def children(self) -> Iterable[Ty]:
        return (self.item, self.length)

    def rebuild(self, f: Callable[[Ty], Ty]) -> Ty:
        return array(f(self.item), f(self.length))


class Slice(Ty):
    __slots__ = ("item",)
    item: Ty

    def children(self) -> Iterable[Ty]:
        return (self.item,)

    def rebuild(self, f: Callable[[Ty], Ty]) -> Ty:
        return slice_of(f(self.item))


class Ref(Ty):
    __slots__ = ("mutable", "inner")
    mutable: bool
    inner: Ty

    def children(self) -> Iterable[Ty]:
        return (self.inner,)

    def rebuild(self, f: Callable[[Ty], Ty]) -> Ty:
        return ref(self.mutable, f(self.inner))


class Ptr(Ty):
    __slots__ = ("mutable", "inner")
    mutable: bool
    inner: Ty

    def children(self) -> Iterable[Ty]:
        return (self.inner,)

    def rebuild(self, f: Callable[[Ty], Ty]) -> Ty:
        return ptr(self.mutable, f(self.inner))


class FnItemTy(Ty):
    """The zero-sized type of a function item or of a tuple constructor: ``args`` instantiate all generics (parent's
    first)."""

    __slots__ = ("defn", "args")
    defn: FnDefn
    args: tuple[Ty, ...]

    def children(self) -> Iterable[Ty]:
        return self.args

    def rebuild(self, f: Callable[[Ty], Ty]) -> Ty:
        return fn_item(self.defn, tuple(map(f, self.args)))


class FnPtr(Ty):
    """``abi`` is "Rust", "C", "x86-interrupt" ..."""

    __slots__ = ("params", "ret", "abi", "unsafe_")
    params: tuple[Ty, ...]
    ret: Ty
    abi: str
    unsafe_: bool

    def children(self) -> Iterable[Ty]:
        return (*self.params, self.ret)

    def rebuild(self, f: Callable[[Ty], Ty]) -> Ty:
        return fn_ptr(tuple(map(f, self.params)), f(self.ret), self.abi, self.unsafe_)


class ClosureTy(Ty):
    """The type of one closure expression; ``args`` are those of the function it stands in."""

    __slots__ = ("expr", "args")
    expr: ClosureExpr
    args: tuple[Ty, ...]

    def children(self) -> Iterable[Ty]:
        return self.args

    def rebuild(self, f: Callable[[Ty], Ty]) -> Ty:
        return closure(self.expr, tuple(map(f, self.args)))


class Dyn(Ty):
    """``dyn Trait<args, Assoc = T> + autos``. ``args`` are the trait's without Self. ``assoc`` pairs sorted by name."""

    __slots__ = ("trait", "args", "assoc", "autos")
    trait: TraitDef
    args: tuple[Ty, ...]
    assoc: tuple[tuple[str, Ty], ...]
    autos: tuple[TraitDef, ...]

    def children(self) -> Iterable[Ty]:
        return (*self.args, *(t for _, t in self.assoc))

    def rebuild(self, f: Callable[[Ty], Ty]) -> Ty:
        return dyn(self.trait, tuple(map(f, self.args)), tuple((n, f(t)) for n, t in self.assoc), self.autos)


class Param(Ty):
    """A type or const parameter by its index in the flat list of the item's generics (parent's first; a trait's
    Self is 0)."""

    __slots__ = ("index", "name")
    index: int
    name: str


class Infer(Ty):
    """An inference variable; never in a finished typed tree. ``kind``: "any", "int", "float", "const"."""

    __slots__ = ("number", "kind")
    number: int
    kind: str


class Projection(Ty):
    """``<args[0] as Trait<args[1..]>>::Assoc``, not (yet) normalised."""

    __slots__ = ("defn", "args")
    defn: AssocTyDef
    args: tuple[Ty, ...]

    def children(self) -> Iterable[Ty]:
        return self.args

    def rebuild(self, f: Callable[[Ty], Ty]) -> Ty:
        return projection(self.defn, tuple(map(f, self.args)))


class Opaque(Ty):
    """``impl Trait`` in return position number ``index`` of ``defn``; the program knows the hidden type."""

    __slots__ = ("defn", "index", "args")
    defn: FnDefn
    index: int
    args: tuple[Ty, ...]

    def children(self) -> Iterable[Ty]:
        return self.args

    def rebuild(self, f: Callable[[Ty], Ty]) -> Ty:
        return opaque(self.defn, self.index, tuple(map(f, self.args)))


class ConstValue(Ty):
    """A constant in a type: an int (bool and char as int) of type ``ty``."""

    __slots__ = ("value", "ty")
    value: int
    ty: Ty


class ConstExpr(Ty):
    """A constant in a type that is not evaluated yet, because it depends on parameters."""

    __slots__ = ("defn", "args")
    defn: ConstDef
    args: tuple[Ty, ...]

    def children(self) -> Iterable[Ty]:
        return self.args

    def rebuild(self, f: Callable[[Ty], Ty]) -> Ty:
        return const_expr(self.defn, tuple(map(f, self.args)))


class ErrorTy(Ty):
    """What an expression with a reported error has; goes with everything."""

    __slots__ = ()


def _make(cls: type[Ty], *content: Any) -> Any:
    """The type of this class with this content, in the order of its slots."""
    key = (cls, *content)
    found = Ty._interned.get(key)
    if found is None:
        found = cls.__new__(cls)
        for name, value in zip(cls.__slots__, content, strict=True):
            setattr(found, name, value)
        inside = list(found.children())
        found.has_infer = cls is Infer or any(t.has_infer for t in inside)
        found.has_param = cls is Param or any(t.has_param for t in inside)
        found.has_projection = cls in (Projection, Opaque, ConstExpr) or any(t.has_projection for t in inside)
        defn = getattr(found, "defn", None) or getattr(found, "trait", None)
        found.local = (defn is not None and not defn.prelude) or cls is ClosureTy or any(t.local for t in inside)
        Ty._interned[key] = found
    return found


def content_of(ty: Ty) -> list[Any]:
    """The fields of a type, as `restored` wants them."""
    return [getattr(ty, name) for name in type(ty).__slots__]


def flags_of(ty: Ty) -> tuple[bool, ...]:
    """What is known about what is inside of a type."""
    return tuple(getattr(ty, name) for name in Ty.__slots__)


def restored(cls: type[Ty], flags: tuple[bool, ...], content: list[Any]) -> Ty:
    """The type with this content and these flags, without looking at what it consists of."""
    key = (cls, *content)
    found = Ty._interned.get(key)
    if found is None:
        found = cls.__new__(cls)
        for name, value in zip((*cls.__slots__, *Ty.__slots__), (*content, *flags), strict=True):
            setattr(found, name, value)
        Ty._interned[key] = found
    return found


def prim(name: str) -> Prim:
    """A primitive type by its name."""
    return _make(Prim, name)  # type: ignore[no-any-return]


def adt(defn: AdtDef, args: tuple[Ty, ...] = ()) -> Adt:
    """A struct, enum or union with its arguments."""
    return _make(Adt, defn, args)  # type: ignore[no-any-return]


def tuple_of(*items: Ty) -> Tuple:
    """A tuple; ``()`` without items."""
    return _make(Tuple, items)  # type: ignore[no-any-return]


def array(item: Ty, length: Ty | int) -> Array:
    """An array of known or open length."""
    if isinstance(length, int):
        length = const_value(length, USIZE)
    return _make(Array, item, length)  # type: ignore[no-any-return]


def slice_of(item: Ty) -> Slice:
    """``[item]``."""
    return _make(Slice, item)  # type: ignore[no-any-return]


def ref(mutable: bool, inner: Ty) -> Ref:
    """``&inner`` or ``&mut inner``."""
    return _make(Ref, mutable, inner)  # type: ignore[no-any-return]


def ptr(mutable: bool, inner: Ty) -> Ptr:
    """``*const inner`` or ``*mut inner``."""
    return _make(Ptr, mutable, inner)  # type: ignore[no-any-return]


def fn_item(defn: FnDefn, args: tuple[Ty, ...] = ()) -> FnItemTy:
    """The type of one function or constructor."""
    return _make(FnItemTy, defn, args)  # type: ignore[no-any-return]


def fn_ptr(params: tuple[Ty, ...], ret: Ty, abi: str = "Rust", unsafe_: bool = False) -> FnPtr:
    """A function pointer."""
    return _make(FnPtr, params, ret, abi, unsafe_)  # type: ignore[no-any-return]


def closure(expr: ClosureExpr, args: tuple[Ty, ...]) -> ClosureTy:
    """The type of one closure expression."""
    return _make(ClosureTy, expr, args)  # type: ignore[no-any-return]


def dyn(
    trait: TraitDef, args: tuple[Ty, ...], assoc: tuple[tuple[str, Ty], ...] = (), autos: tuple[TraitDef, ...] = ()
) -> Dyn:
    """A trait object."""
    return _make(Dyn, trait, args, assoc, autos)  # type: ignore[no-any-return]


def param(index: int, name: str) -> Param:
    """A generic parameter."""
    return _make(Param, index, name)  # type: ignore[no-any-return]


def infer(number: int, kind: str = "any") -> Infer:
    """An inference variable."""
    return _make(Infer, number, kind)  # type: ignore[no-any-return]


def projection(defn: AssocTyDef, args: tuple[Ty, ...]) -> Projection:
    """An associated type that is not worked out."""
    return _make(Projection, defn, args)  # type: ignore[no-any-return]


def opaque(defn: FnDefn, index: int, args: tuple[Ty, ...]) -> Opaque:
    """``impl Trait`` in return position."""
    return _make(Opaque, defn, index, args)  # type: ignore[no-any-return]


def const_value(value: int, ty: Ty) -> ConstValue:
    """A constant in a type."""
    return _make(ConstValue, value, ty)  # type: ignore[no-any-return]


def const_expr(defn: ConstDef, args: tuple[Ty, ...]) -> ConstExpr:
    """A constant in a type that depends on parameters."""
    return _make(ConstExpr, defn, args)  # type: ignore[no-any-return]


def substitute(ty: Ty, args: tuple[Ty, ...]) -> Ty:
    """``ty`` with parameter i replaced by ``args[i]``."""
    if not ty.has_param:
        return ty
    if isinstance(ty, Param):
        return args[ty.index]
    return ty.rebuild(lambda t: substitute(t, args))


NEVER = prim("!")
BOOL, CHAR, STR = prim("bool"), prim("char"), prim("str")
U8, U16, U32, U64, U128, USIZE = (prim(n) for n in ("u8", "u16", "u32", "u64", "u128", "usize"))
I8, I16, I32, I64, I128, ISIZE = (prim(n) for n in ("i8", "i16", "i32", "i64", "i128", "isize"))
F32, F64 = prim("f32"), prim("f64")
UNIT = tuple_of()
ERROR: ErrorTy = _make(ErrorTy)
INTEGER_BITS = {
    "u8": 8,
    "u16": 16,
    "u32": 32,
    "u64": 64,
    "u128": 128,
    "usize": 64,
    "i8": 8,
    "i16": 16,
    "i32": 32,
    "i64": 64,
    "i128": 128,
    "isize": 64,
}
