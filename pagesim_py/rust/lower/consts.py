"""Working out constants and statics before boot: lowered code is run on scratch memory, items being made as they are
named.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

from ..names import types as t
from ..run.memory import functions
from ..run.reach import computing
from ..run.values import PURE, text_functions
from .foreign import Boundary
from .function import lower, place_addresses
from .items import Blob, Codec, Constant, Function, Item

if TYPE_CHECKING:
    from .unit import Unit

SCRATCH = 0x7000_0000_0000
STACK = 0x7100_0000_0000
TURNS = 3_000_000


class ConstantError(Exception):
    """Working out a constant went wrong: a panic, or what constants can't do. ``location``: address of a ``Location``,
    or 0.
    """

    def __init__(self, message: str, location: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.location = location


class Scratch:
    """Memory that is there wherever it is touched."""

    def __init__(self) -> None:
        self.pages: dict[int, memoryview] = {}
        self.views: dict[str, dict[int, memoryview]] = {c: {} for c in "BHIQ"}

    def view(self, code: str) -> Callable[[int], memoryview]:
        """A function from page number to the page in units of one, two, four or eight bytes."""
        views = self.views[code]

        def get(page: int) -> memoryview:
            found = views.get(page)
            if found is None:
                if page == 0:
                    raise ConstantError("a null pointer is dereferenced")
                whole = self.pages.get(page)
                if whole is None:
                    whole = self.pages[page] = memoryview(bytearray(4096))
                found = views[page] = whole.cast(code)  # type: ignore[call-overload]
            return found

        return get

    def load(self, a: int, size: int, b: int, rip: int) -> int:
        """An access of any alignment."""
        return int.from_bytes(self.read(a, size), "little")

    def store(self, a: int, size: int, v: int, b: int, rip: int) -> None:
        """An access of any alignment."""
        get = self.view("B")
        for i in range(size):
            get(a + i >> 12)[a + i & 4095] = v >> 8 * i & 0xFF

    def read(self, a: int, size: int) -> bytes:
        """Bytes at an address."""
        get = self.view("B")
        parts = []
        while size:
            step = min(4096 - (a & 4095), size)
            parts.append(bytes(get(a >> 12)[a & 4095 : (a & 4095) + step]))
            a, size = a + step, size - step
        return b"".join(parts)


def _turns() -> Iterator[None]:
    yield from itertools.repeat(None, TURNS)
    raise ConstantError("working out a constant takes too long")


def _unrecorded(_entries: object) -> None:
    """Nothing is recorded while constants are worked out."""


class Engine(dict[str, Any]):
    """The names of lowered code, made when they are first used. ``addresses``: where things are (early: anywhere)."""

    def __init__(self, unit: Unit, addresses: dict[Item, int] | None = None) -> None:
        super().__init__()
        self.unit = unit
        self.addresses = addresses
        self.scratch = Scratch()
        self.placed: dict[Item, int] = {}
        self.next = SCRATCH
        self.busy: set[Item] = set()
        view = self.scratch.view
        views = view("B"), view("H"), view("I"), view("Q")
        for size, one in zip((1, 2, 4, 8), views, strict=True):
            self[f"r{size}"] = self[f"w{size}"] = one
        made = functions(self.scratch.load, self.scratch.store, views, views, None)
        self.update(made)
        self.update(PURE)
        self.update(text_functions(made["ldb"], made["stb"]))
        turns = itertools.chain(_turns())
        self.update({"L": _unrecorded, "E": _unrecorded, "T": turns, "N": turns.__next__})
        self["push_return"] = lambda sp, ret: None
        self["panic_entry"] = self.panic
        self["fn_at"] = self.function_at
        self["__builtins__"] = computing()

    def __missing__(self, name: str) -> Any:
        item = self.unit.names.get(name) or self.unit.shared.names.get(name)
        if item is None:
            function = self.unit.by_symbol(name)
            if function is None:
                raise KeyError(name)
            value: Any = self.address(function)
        elif isinstance(item, Codec):
            assert item.code is not None
            for c in item.code.co_consts:
                if isinstance(c, CodeType):
                    self[c.co_name] = FunctionType(c, self)
            return self[name]
        elif isinstance(item, Function):
            value = FunctionType(function_code(self.unit, item), self)
        elif isinstance(item, Blob):
            value = self.blob(item)
        elif isinstance(item, Boundary):
            value = self.address(item)
        else:
            assert isinstance(item, Constant)
            value = self.constant(item)
        self[name] = value
        return value

    def address(self, item: Item) -> int:
        """Where an item is."""
        if self.addresses is not None:
            return self.addresses[item]
        found = self.placed.get(item)
        if found is None:
            size, align = (item.size, item.align) if isinstance(item, Blob) else (16, 16)
            self.next = self.next + align - 1 & -align
            found = self.placed[item] = self.next
            self.next += max(size, 1)
        return found

    def blob(self, item: Blob) -> int:
        """The address of bytes, which are filled in."""
        a = self.address(item)
        self[item.name] = a
        if item.data is not None:
            self["stb"](a, item.data, 0, 0)
            for offset, name in item.relocations:
                self.scratch.store(a + offset, 8, self[name], 0, 0)
        elif item.code is not None:
            FunctionType(item.code, self)(a)
        elif item.init is not None:
            if item in self.busy:
                raise ConstantError("a static needs its own value")
            self.busy.add(item)
            self[item.put](a, self.call(item.init), 0, 0)
            self.busy.discard(item)
        return a

    def constant(self, item: Constant) -> Any:
        """The value of a constant."""
        if item.function is None:
            return item.value  # type: ignore[attr-defined]
        if item in self.busy:
            raise ConstantError("a constant needs its own value")
        self.busy.add(item)
        value = self.call(item.function)
        self.busy.discard(item)
        return value

    def call(self, function: Function) -> Any:
        """Run the function of a constant or static."""
        return self[function.name](STACK)

    def function_at(self, address: int, b: int, rip: int) -> Callable[..., Any]:
        """The function behind a function pointer."""
        table = self.addresses if self.addresses is not None else self.placed
        for item, a in table.items():
            if a == address and isinstance(item, Function):
                function = self[item.name]
                if item.student:
                    return function  # type: ignore[no-any-return]
                return lambda sp, ret, *args: function(sp, *args)
        raise ConstantError("a constant calls through a pointer that is not one to a function")

    def panic(self, sp: int, *args: int) -> None:
        """A panic while a constant is worked out: its text and place."""
        info = args[-1]
        unit = self.unit

        layout = unit.layouts.of(t.adt(unit.lang_adt("panic_info")))
        names = [f.name for f in unit.lang_adt("panic_info").variants[0].fields]
        offsets = dict(zip(names, layout.offsets[0], strict=True))
        load = self.scratch.load
        message = load(info + offsets["message"], 8, 0, 0)
        location = load(info + offsets["location"], 8, 0, 0)
        arguments = unit.lang_adt("format_arguments")
        layout = unit.layouts.of(t.adt(arguments))
        at = dict(zip([f.name for f in arguments.variants[0].fields], layout.offsets[0], strict=True))
        pieces, count = load(message + at["pieces"], 8, 0, 0), load(message + at["pieces"] + 8, 8, 0, 0)
        values, known = load(message + at["args"], 8, 0, 0), load(message + at["args"] + 8, 8, 0, 0)
        text = []
        for i in range(count):
            a, n = load(pieces + 16 * i, 8, 0, 0), load(pieces + 16 * i + 8, 8, 0, 0)
            text.append(self.scratch.read(a, n).decode())
            if i < known:
                text.append(self.displayed(values + 16 * i))
        raise ConstantError("".join(text), location)

    def displayed(self, argument: int) -> str:
        """A text argument of a panic; other values are left out."""
        place = self.scratch.load(argument, 8, 0, 0)
        a, n = self.scratch.load(place, 8, 0, 0), self.scratch.load(place + 8, 8, 0, 0)
        if n > 500 or a < 4096:
            return "…"
        try:
            return self.scratch.read(a, n).decode()
        except UnicodeDecodeError:
            return "…"


def function_code(unit: Unit, item: Function) -> CodeType:
    """The code of a function, lowered now if it wasn't yet."""
    if not item.lowered:
        lower(unit, item)
    if item.code is None:
        place_addresses(item, 0)
    assert item.code is not None
    return next(c for c in item.code.co_consts if isinstance(c, CodeType))


def evaluate(unit: Unit, function: Function) -> object:
    """The value of a constant that holds no addresses."""
    if unit.early is None:
        unit.early = Engine(unit)
    try:
        return unit.early.call(function)
    except ConstantError as e:
        unit.constant_error(e, function, unit.early)
    except RecursionError:
        unit.constant_error(ConstantError("reached the recursion limit"), function, unit.early)
