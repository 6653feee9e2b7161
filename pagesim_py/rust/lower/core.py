"""The state of lowering one function: text being written, temporaries, scopes, bindings of variables.

Lowering turns an expression into a ``Val``: Python text for its value, always an atom (a name, a number, or
something in brackets), after having written whatever statements must run before. Places become ``VarPlace`` (in a
Python variable) or ``MemPlace`` (bytes in simulated memory).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..names import thir, types
from ..names.types import Ty
from ..span import Span
from .layout import Layout
from .variables import Locals, Scopes, Variables

if TYPE_CHECKING:
    from .items import Function
    from .unit import Unit

FIXED, READS, ACTS = 0, 1, 2
"""How freely a value's text may be moved: it never changes; it reads Python variables; it touches memory or calls."""


LARGE = 16
"""Bytes that a variable outside of memory may have without its room in the frame being counted."""

LONGEST = 500
"""The longest text of a value in characters: more is put into a variable, for Python allows brackets 200 deep only."""


class Line(str):
    """A line of lowered code. ``at``: where in the function's code the statement is that it belongs to, 0 before the
    first one.
    """

    __slots__ = ("at",)

    def __new__(cls, text: str, at: int = 0) -> Line:
        made = super().__new__(cls, text)
        made.at = at
        return made

    at: int

    def deeper(self, by: int) -> Line:
        """The line, indented further."""
        return Line("\t" * by + self, self.at) if by else self


@dataclass(slots=True)
class Val:
    """Python text of a value. ``lo`` and ``hi``: what an integer is known to lie between. ``parts``: the values that
    the text puts together, in order, if it is the text of a tuple.
    """

    code: str
    level: int = ACTS
    lo: int | None = None
    hi: int | None = None
    parts: tuple[Val, ...] = ()


UNIT = Val("None", FIXED)


def pair(first: str, second: str, level: int) -> Val:
    """A fat pointer from the texts of its two words."""
    return Val(f"({first}, {second})", level, parts=(Val(first, level), Val(second, level)))


@dataclass(slots=True)
class VarPlace:
    """A part of a Python variable. ``store(code)`` gives the text that assigns it; ``key`` is what must move to memory
    if its address is wanted. ``parts``: as of a value that never changes.
    """

    ty: Ty
    code: str
    key: object
    level: int = READS
    store: Callable[[str], str] | None = None
    lo: int | None = None
    hi: int | None = None
    path: tuple[tuple[int, int], ...] = ()
    parts: tuple[Val, ...] = ()


@dataclass(slots=True)
class MemPlace:
    """Bytes at ``base + offset``; ``base`` is an atom. ``meta``: length or vtable of an unsized place. ``packed``: may
    be unaligned.
    """

    ty: Ty
    base: str
    offset: int = 0
    meta: str | None = None
    level: int = FIXED
    packed: bool = False
    root: object = None
    path: tuple[tuple[int, int], ...] = ()
    tag: str | None = None

    @property
    def address(self) -> str:
        """Its address, an atom."""
        return f"({self.base} + {self.offset})" if self.offset else self.base


IN_BOX = (-1, 0)
"""The step of a path from a box to its content; other steps are (variant, field)."""

Place = VarPlace | MemPlace


@dataclass(slots=True)
class Drop:
    """Something to drop when its scope ends. ``flag``: the Python variable that says whether it is still there."""

    place: MemPlace
    flag: str | None
    paths: dict[tuple[tuple[int, int], ...], str] = field(default_factory=dict)


@dataclass(slots=True)
class Scope:
    """A stretch of code at whose end things are dropped; ``loop`` if it is the body of a Python loop."""

    drops: list[Drop] = field(default_factory=list)
    loop: Loop | None = None


@dataclass(slots=True)
class Loop:
    """A Python loop: the Rust label it stands for, the variable for values of ``break``, and jumps that pass through
    it.
    """

    label: thir.Label | None
    result: str | None
    continues: bool
    passing: list[tuple[int, Loop, str]] = field(default_factory=list)
    left: bool = False


@dataclass(slots=True)
class BodyEnv:
    """What names mean in one body: the function's own, or one that is lowered inline."""

    args: tuple[Ty, ...]
    key: tuple[int, ...] = ()
    locals: dict[thir.Local, Place] = field(default_factory=dict)
    drops: dict[thir.Local, Drop] = field(default_factory=dict)
    upvars: list[Place] = field(default_factory=list)
    exit: Loop | None = None
    depth: int = 0
    location: str | None = None
    moved: dict[thir.Local, set[tuple[tuple[int, int], ...]]] = field(default_factory=dict)
    ret: Ty = types.UNIT
    aliases: dict[thir.Local, Place] = field(default_factory=dict)
    known: dict[Ty, Ty] = field(default_factory=dict)


class Fx:
    """Lowering of one function. ``memory``: keys of variables and temporaries that live in the frame (found by
    trying).
    """

    def __init__(self, unit: Unit, function: Function, args: tuple[Ty, ...], memory: set[object]) -> None:
        self.unit = unit
        self.function = function
        self.student = function.student
        self.memory = memory
        self.retry = False
        self.lines: list[Line] = []
        self.indent = 1
        self.dead = False
        self.temps = 0
        self.frame = 0
        self.frame_align = 16
        self.unused_room = 0  # bytes of large variables that are kept outside of memory, but take their room in it
        self.scopes: list[Scope] = []
        self.env = BodyEnv(args)
        if function.student and unit.record:
            seen = function.variables = Variables()
            self.scopes = Scopes(seen, lambda: function.cursor)
            self.env.locals = Locals(seen, lambda: function.cursor, lambda: len(self.scopes))
        self.rip = function.rip_symbol
        self.names: dict[str, int] = {}
        self.in_const = False
        self.crossed = False
        self.extended: dict[int, Scope] = {}
        self.maybe_made: dict[int, str] = {}
        self.temp_drops: dict[object, Drop] = {}
        self.choices: dict[thir.Local, Place] = {}
        self.loops: list[Loop] = []
        self.inlining: list[tuple[object, tuple[Ty, ...]]] = []
        self.local_scope: Scope | None = None
        self.future: types.ClosureTy | None = None
        """The future whose body this is: what it keeps while it waits lies at ``f``, ``held`` bytes of it by now."""
        self.held, self.held_align = 0, 1
        self.brief = False
        """Whether what is made now is over before the body waits, so that the frame will do."""
        self.waiting: dict[int, bool] = {}

    # --- types ------------

    def type(self, ty: Ty) -> Ty:
        """The concrete type that ``ty`` stands for here."""
        if not (ty.has_param or ty.has_projection):
            return ty
        found = self.env.known.get(ty)
        if found is None:
            found = self.env.known[ty] = self.unit.concrete(ty, self.env.args)
        return found

    def layout(self, ty: Ty) -> Layout:
        """The layout of a concrete type."""
        return self.unit.layouts.of(ty)

    # --- text ------------

    def emit(self, line: str) -> None:
        """Write a statement, unless it can't be reached."""
        if not self.dead:
            self.write(line)

    def write(self, line: str) -> None:
        """Write a statement, also where nothing is reached: Python wants one."""
        self.lines.append(Line("\t" * self.indent + line, offset_of(self.rip)))

    def temp(self, hint: str = "t") -> str:
        """A new variable name."""
        self.temps += 1
        return f"{hint}{self.temps}"

    def name(self, wanted: str) -> str:
        """A new variable name that looks like the Rust one, and means nothing to Python: it is no ``__debug__``, and no
        other name that Python takes for the same.
        """
        clean = re.sub(r"\W", "_", wanted, flags=re.ASCII)
        if clean.endswith("__"):
            clean += "0"
        count = self.names.get(clean, 0)
        self.names[clean] = count + 1
        return f"_{clean}" if count == 0 else f"_{clean}\u00b7{count}"

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """An indented block below ``head`` (``if ...:``); whether its end is reached is left in ``dead``."""
        self.emit(head)
        self.indent += 1
        start = len(self.lines)
        yield
        if len(self.lines) == start:
            self.write("pass")
        self.indent -= 1

    def capture(self, action: Callable[[], Any]) -> tuple[list[Line], Any]:
        """Run ``action`` with the statements it writes put aside."""
        kept, self.lines = self.lines, []
        try:
            result = action()
            return self.lines, result
        finally:
            self.lines = kept

    def paste(self, lines: list[Line], deeper: int = 0) -> None:
        """Write captured statements, indented further."""
        self.lines.extend(line.deeper(deeper) for line in lines)

    def spill(self, val: Val, hint: str = "t") -> Val:
        """The value kept in a variable of its own, evaluated now."""
        if val.level == FIXED:
            return val
        name = self.temp(hint)
        self.emit(f"{name} = {val.code}")
        return Val(name, FIXED, val.lo, val.hi)

    def atom(self, val: Val) -> Val:
        """The value as something that may be named twice."""
        return val if val.code.isidentifier() or val.code.isdigit() else self.spill(val)

    def values(self, items: Sequence[Callable[[], Val]]) -> list[Val]:
        """Several values in order: if a later one needs statements, earlier ones are put into variables before them."""
        done: list[tuple[list[Line], Val]] = [self.capture(item) for item in items]
        last = max((i for i, (lines, _) in enumerate(done) if lines), default=-1)
        result: list[Val] = []
        for i, (lines, val) in enumerate(done):
            self.lines.extend(lines)
            if i < last and val.level != FIXED:
                name = self.temp()
                self.write(f"{name} = {val.code}")
                val = Val(name, FIXED, val.lo, val.hi)
            result.append(val)
        return result

    # --- frame ------------

    def slot(self, ty: Ty) -> MemPlace:
        """Room in the stack frame for a value of the type."""
        layout = self.layout(ty)
        align = max(layout.align, 1)
        if self.future is not None and not self.brief:
            self.held_align = max(self.held_align, align)
            offset = (self.held + align - 1) & -align
            self.held = offset + layout.size
            return MemPlace(ty, "f", offset)
        self.frame_align = max(self.frame_align, align)
        offset = (self.frame + align - 1) & -align
        self.frame = offset + max(layout.size, 1)
        return MemPlace(ty, "b", offset)

    @property
    def holds(self) -> bool:
        """Whether a variable made now is alive while a future waits: then it is in the future's memory."""
        return self.future is not None and not self.brief and self.env.depth == 0

    def leave_room(self, ty: Ty) -> None:
        """A variable that is kept outside of memory makes the frame larger all the same, if it is large."""
        if self.student and (size := self.layout(ty).size) > LARGE:
            self.unused_room += size

    def need_memory(self, key: object) -> None:
        """The variable's address is wanted: lower the function once more with it in the frame."""
        self.memory.add(key)
        self.retry = True

    # --- scopes ------------

    @contextmanager
    def scope(self, loop: Loop | None = None) -> Iterator[Scope]:
        """A scope: what is registered in it is dropped at its end. Take values out of it with ``scoped``."""
        scope = Scope(loop=loop)
        self.scopes.append(scope)
        yield scope
        from .drops import run_drops  # a circle: dropping is lowered code too

        run_drops(self, scope)
        self.scopes.pop()

    def scoped(self, action: Callable[[], Val]) -> Val:
        """A value made inside a scope of its own, kept safe from what is dropped at the scope's end."""
        scope = Scope()
        self.scopes.append(scope)
        val = action()
        if scope.drops and not self.dead:
            from .drops import run_drops  # a circle, as above

            val = self.spill(val)
            run_drops(self, scope)
        self.scopes.pop()
        return val

    # --- entry points ------------

    def value(self, e: thir.Expr, want: str | None = None) -> Val:
        """The value of an expression. ``want``: a variable that control flow may leave its result in."""
        val = VALUES[type(e)](self, e, want)
        if len(val.code) > LONGEST and val.level != FIXED:
            val = self.spill(val)
        return val

    def place(self, e: thir.Expr) -> Place:
        """The place that an expression names; of a value: a temporary."""
        from .places import temporary  # a circle: places are lowered by what is registered here

        found = PLACES.get(type(e))
        return found(self, e) if found is not None else temporary(self, e)

    def location(self, span: Span) -> str:
        """The address of the ``Location`` that a panic at ``span`` reports."""
        return self.env.location or self.unit.location(span)


def offset_of(rip: str) -> int:
    """Where in the student's function the statement is whose address is the text ``rip``; 0 for all else."""
    return int(rip[1:]) if rip.startswith("§") else 0


VALUES: dict[type, Callable[[Fx, Any, str | None], Val]] = {}
PLACES: dict[type, Callable[[Fx, Any], Place]] = {}


def values(kind: type) -> Callable[[Callable[[Fx, Any, str | None], Val]], Callable[[Fx, Any, str | None], Val]]:
    """Register how values of one kind of expression are lowered."""

    def register(f: Callable[[Fx, Any, str | None], Val]) -> Callable[[Fx, Any, str | None], Val]:
        VALUES[kind] = f
        return f

    return register


def places(kind: type) -> Callable[[Callable[[Fx, Any], Place]], Callable[[Fx, Any], Place]]:
    """Register how places of one kind of expression are lowered."""

    def register(f: Callable[[Fx, Any], Place]) -> Callable[[Fx, Any], Place]:
        PLACES[kind] = f
        return f

    return register
