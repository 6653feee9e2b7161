"""One compilation: the functions, constants and bytes that a program needs, found by lowering from its roots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from ..diagnostics import CompileError, Diagnostic
from ..names import thir
from ..names import types as t
from ..names.constvalues import LayoutError
from ..names.defs import ConstDef, FnDefn, StaticDef, TraitDef
from ..names.symbols import wanted_name
from ..names.types import Ty
from ..span import NO_SPAN, Span
from .bytes import ItemStore
from .consts import evaluate
from .core import FIXED, Fx, Val
from .foreign import BOUNDARIES, Undefined, boundary, stub, target_of
from .function import lower
from .futures import layout_of
from .items import Blob, Constant, Function, Item, SharedItems, new_name
from .names import symbol_path, type_text
from .vtables import make

if TYPE_CHECKING:
    from ..diagnostics import CompileError
    from ..program import Program
    from .consts import ConstantError, Engine

LARGEST_STATIC = 64 << 20

_shared: dict[tuple[str, bool], SharedItems] = {}


def shared_items(dialect: str, record: bool) -> SharedItems:
    """What is kept of our crates from one compilation to the next."""
    return _shared.setdefault((dialect, record), SharedItems())


def forget_items(dialect: str) -> None:
    """Begin anew with what is kept of our crates."""
    for record in (False, True):
        _shared.pop((dialect, record), None)


MAX_TYPE_DEPTH = 60
"""Types inside types: more come from a generic function that calls itself with a larger type only."""


def depth_of(ty: Ty, known: dict[Ty, int]) -> int:
    """How deep types are nested in a type."""
    found = known.get(ty)
    if found is None:
        found = known[ty] = 1 + max((depth_of(c, known) for c in ty.children()), default=0)
    return found


class Unit(ItemStore):
    """Everything that is lowered for one program. Methods that give text register what the text needs."""

    def __init__(self, program: Program, record: bool, dialect: str) -> None:
        super().__init__(program, shared_items(dialect, record), record)
        self.values: dict[tuple[object, ...], object] = {}
        self.queue: list[Function] = []
        self.depths: dict[Ty, int] = {}
        self.early: Engine | None = None
        self.undefined = Undefined()
        self.rooms: dict[t.ClosureTy, tuple[int, int]] = {}
        self.guesses: dict[t.ClosureTy, tuple[int, int]] = {}
        self.guessed: set[t.ClosureTy] = set()
        """Sizes and alignments of futures; what is guessed while their bodies are lowered, and of which the guess was
        asked for."""
        self.layouts.future = lambda ty: layout_of(self, ty)

    # --- functions ------------

    def resolve(self, defn: FnDefn, generics: tuple[Ty, ...]) -> thir.Instance:
        """What a call with concrete generics runs."""
        found: thir.Instance = self.program.resolve_instance(defn, generics)
        if found.defn is not None and found.defn.foreign:
            target = target_of(self, found.defn, self.place())
            if isinstance(target, FnDefn):
                return self.resolve(target, ())
        return found

    def place(self) -> Span:
        """The statement that is being lowered, if it is the student's."""
        function = next((f for f in reversed(self.current) if isinstance(f, Function) and f.student), None)
        if function is None:
            return NO_SPAN
        return function.spans[-1] if function.spans else function.span

    def function(self, instance: thir.Instance) -> Function:
        """The function for an instance with a body."""
        assert instance.defn is not None
        return self.function_of(instance.defn, instance.generics)

    def function_of(self, defn: FnDefn, generics: tuple[Ty, ...]) -> Function:
        """The function for a definition with concrete generics."""
        if defn.foreign:
            self.undefined.add(defn, self.place())
            return stub(self, defn)
        key = ("fn", defn, generics)
        found = self.item(key)
        if found is None:
            if any(depth_of(g, self.depths) > MAX_TYPE_DEPTH for g in generics):
                message = f"reached the recursion limit while instantiating `{defn.name}`"
                notes = [
                    "the function needs itself for a larger type, which needs it for a still larger one, and so on"
                ]
                raise CompileError([Diagnostic("error", None, message, self.caller_span(defn), notes=notes)])
            found = Function(
                new_name("F"),
                path=symbol_path(self, defn, generics),
                key=key,
                student=not defn.prelude,
                interrupt=defn.abi == "x86-interrupt",
                track_caller=defn.track_caller,
                span=defn.span,
            )
            self.add(key, found, self.home(defn, generics))
        assert isinstance(found, Function)
        return self.wanted(found)

    def caller_span(self, defn: FnDefn) -> Span:
        """Where the function being lowered stands, if it is the student's; else the definition's place."""
        return next((f.span for f in reversed(self.current) if isinstance(f, Function) and f.student), defn.span)

    def wanted(self, function: Function) -> Function:
        """Note the need for a function, and have it lowered."""
        self.use(function)
        if not function.lowered and function not in self.queue:
            self.queue.append(function)
        return function

    def made(self, key: tuple[object, ...], path: str, student: bool = False) -> Function:
        """A function that has no definition: glue, shim, closure body."""
        found = self.item(key)
        if found is None:
            found = Function(new_name("F"), path=path, key=key, student=student)
            self.add(key, found, self.home(*key))
        assert isinstance(found, Function)
        return self.wanted(found)

    def closure(self, ty: t.ClosureTy, by_value: bool) -> Function:
        """A closure's body, called with the closure itself or with its address."""
        owner = ty.expr.owner
        student = not owner.prelude and isinstance(owner, FnDefn)
        function = self.made(("closure", ty, by_value), ty.expr.name or f"{owner.path}::{{{{closure}}}}", student)
        function.span = ty.expr.span
        return function

    def future_poll(self, ty: t.ClosureTy) -> Function:
        """``Future::poll`` of a future of an async body."""
        return self.made(("poll", ty), f"<{type_text(ty)} as core::future::Future>::poll")

    def drop_glue(self, ty: Ty) -> Function:
        """The function that drops a value in place; it takes its (thin or fat) address."""
        return self.made(("drop", ty), f"core::ptr::drop_in_place<{type_text(ty)}>")

    def drop_function(self, defn: FnDefn, ty: Ty) -> Function:
        """``Drop::drop`` for a type."""
        instance = self.resolve_drop(defn, ty)
        return self.function(instance)

    def resolve_drop(self, defn: FnDefn, ty: Ty) -> thir.Instance:
        drop_trait = self.program.lang("drop")
        assert isinstance(drop_trait, TraitDef)
        return self.resolve(drop_trait.methods["drop"], (ty,))

    def clone_shim(self, ty: Ty) -> Function:
        """The built-in ``clone`` of tuples, arrays and closures."""
        return self.made(("clone", ty), f"<{type_text(ty)} as core::clone::Clone>::clone")

    def clone_of(self, ty: Ty) -> thir.Instance:
        """What ``Clone::clone`` runs for a type."""
        trait = self.program.lang("clone")
        assert isinstance(trait, TraitDef)
        return self.resolve(trait.methods["clone"], (ty,))

    def params_of(self, ty: t.FnItemTy) -> list[Ty]:
        """Parameter types of a function item."""
        self.program.items.sig(ty.defn)
        return [self.concrete(p, ty.args) for p in ty.defn.params]

    # --- calls ------------

    def call_text(self, fx: Fx, function: Function, codes: list[str], span: Span | None = None) -> str:
        """The text of a call."""
        parts = ["§S"]
        if function.student and not function.interrupt:
            parts.append(fx.function.call_site())
        parts += codes
        if function.track_caller:
            parts.append(fx.location(span if span is not None else fx.function.span))
        return f"{function.name}({', '.join(parts)})"

    def panic_call(self, fx: Fx, lang: str, codes: list[str], where: str) -> str:
        """The text of a call of one of the language's own panics."""
        found = self.shared.panics.get(lang)
        defn = self.program.lang(lang)
        assert isinstance(defn, FnDefn), lang
        if found is None or found[0] is not defn:
            found = (defn, self.function_of(defn, ()))
            self.shared.panics[lang] = found
        self.wanted(found[1])
        return f"{found[1].name}({', '.join(['§S', *codes, where])})"

    def pointer(self, ty: Ty) -> str:
        """The address of the code of a function item or closure, as text."""
        if isinstance(ty, t.FnItemTy):
            instance = self.resolve(ty.defn, ty.args)
            if instance.kind == "fn" and instance.defn is not None:
                defn = instance.defn
                if defn.ctor is None and defn.intrinsic is None:
                    return self.take_address(self.function(instance))
        return self.take_address(self.made(("shim", ty), f"{type_text(ty)} as fn"))

    def once_pointer(self, ty: t.FnItemTy) -> str:
        """The address of a function that takes ``self`` out of the memory that its first parameter points at."""
        return self.take_address(self.made(("once", ty), f"{type_text(ty)} as fn"))

    def take_address(self, function: Function) -> str:
        """The name of a function's address."""
        self.use(function)
        return function.symbol

    def format_function(self, fx: Fx, fmt: FnDefn, ty: Ty) -> str:
        """The address of ``<ty as Trait>::fmt``."""
        return self.take_address(self.function(self.resolve(fmt, (ty,))))

    def usize_argument(self, fx: Fx) -> str:
        """The address of ``<usize as Display>::fmt``."""
        return self.format_function(fx, self.display(), t.USIZE)

    def display(self) -> FnDefn:
        """``core::fmt::Display::fmt``."""
        module = self.program.cx.shared.store.crates["core"]
        return find_item(find_item(module, "fmt"), "Display").methods["fmt"]  # type: ignore[no-any-return]

    # --- bytes ------------

    def vtable(self, ty: Ty, dyn: t.Dyn) -> str:
        """The address of the vtable of ``ty`` for a trait object type."""

        return make(self, ty, dyn)

    def static(self, defn: StaticDef) -> str:
        """The address of a static."""
        if defn.foreign:
            return self.foreign_static(defn)
        key = ("static", defn)
        found = self.item(key)
        if found is None:
            ty = self.program.normalize(self.program.items.static_ty(defn))
            note = f"the machine has 128 MiB of memory; a static may take {LARGEST_STATIC >> 20} MiB of it"
            try:
                layout = self.layouts.of(ty)
            except LayoutError as error:
                message = f"the static `{defn.name}` is too large: {error}"
                raise lowering_error(None, message, defn.span, [note]) from None
            if layout.size > LARGEST_STATIC:
                size = f"{layout.size >> 20:,} MiB"
                raise lowering_error(None, f"the static `{defn.name}` is too large: {size}", defn.span, [note])
            writable = defn.mutable or self.has_cell(ty)
            found = Blob(
                new_name("G"),
                size=layout.size,
                align=layout.align,
                ty=ty,
                writable=writable,
                static=defn,
                path=defn.path,
            )
            self.add(key, found, defn.prelude)
            init = self.constant_function(("init", defn), defn.path, defn.prelude)
            found.init = init
            found.deps[init] = None
            self.current.append(found)
            found.put = self.putter(ty)
            self.current.pop()
        self.use(found)
        return found.name

    def foreign_static(self, defn: StaticDef) -> str:
        """The address of a static that is declared in an ``extern`` block."""
        target = target_of(self, defn, self.place())
        if isinstance(target, StaticDef):
            return self.static(target)
        name = wanted_name(defn)
        if name in BOUNDARIES:
            found = boundary(self, name)
            self.use(found)
            return found.name
        self.undefined.add(defn, self.place())
        return "0"

    # --- constants and codecs

    def constant_function(self, key: tuple[object, ...], path: str, shared: bool) -> Function:
        """The function that works out a constant or a static's first value."""
        found = self.item(key)
        if found is None:
            found = Function(new_name("F"), path=path, key=key, constant=True)
            self.add(key, found, shared)
        assert isinstance(found, Function)
        if not found.lowered and found not in self.queue:
            self.queue.append(found)
        return found

    def constant(self, defn: ConstDef, args: tuple[Ty, ...], ty: Ty) -> Val:
        """The value of a constant: a number if it is one, else a name."""
        found_const = self.program.resolve_const(defn, args)
        assert found_const is not None, defn.path
        defn, args = found_const
        key = ("const", defn, args)
        shared = self.home(defn, args)
        if not self.has_pointer(ty) or self.is_number(defn, ty):
            store = self.shared.values if shared else self.values
            if shared:
                self.shared.recall(key)
            if key not in store:
                store[key] = evaluate(self, self.constant_function(key, defn.path, shared))
            return self.known(store[key], key, shared)
        name_key = ("constant", defn, args)
        found = self.item(name_key)
        if found is None:
            found = Constant(new_name("C"), function=self.constant_function(key, defn.path, shared))
            assert found.function is not None
            found.deps[found.function] = None
            self.add(name_key, found, shared)
        self.use(found)
        return Val(found.name, FIXED)

    def is_number(self, defn: ConstDef, ty: Ty) -> bool:
        """Whether a constant of a pointer's type is written as a number: ``0xb8000 as *mut u8``."""
        if not isinstance(ty, t.Ptr):
            return False
        value = self.program.thir(defn).value
        return isinstance(value, thir.Cast) and value.kind == "int-ptr"

    def known(self, value: object, key: tuple[object, ...], shared: bool) -> Val:
        """The text of a value that is known now."""
        if isinstance(value, bool):
            value = int(value)
        if isinstance(value, int):
            return Val(str(value) if value >= 0 else f"({value})", FIXED, value, value)
        if value is None:
            return Val("None", FIXED)
        text = repr(value)
        if len(text) < 200 and "inf" not in text and "nan" not in text:
            return Val(text, FIXED)
        name_key = ("value", *key)
        found = self.item(name_key)
        if found is None:
            found = Constant(new_name("C"))
            found.value = value  # type: ignore[attr-defined]
            self.add(name_key, found, shared)
        self.use(found)
        return Val(found.name, FIXED)

    # --- errors ---------

    def size_error(self, source: Ty, target: Ty, from_size: int, to_size: int, span: Span) -> None:
        """E0512: transmute between types of different sizes."""
        note = f"source type: `{type_text(source)}` ({8 * from_size} bits)"
        other = f"target type: `{type_text(target)}` ({8 * to_size} bits)"
        raise lowering_error(
            "E0512",
            "cannot transmute between types of different sizes, or dependently-sized types",
            span,
            [note, other],
        )

    def constant_error(self, error: ConstantError, function: Function, engine: Engine) -> NoReturn:
        """E0080: working out a constant failed."""
        span = function.span
        for item, address in (
            self.early.placed if engine.addresses is None and self.early else engine.addresses or {}
        ).items():
            if address == error.location and error.location and isinstance(item, Blob) and item.location is not NO_SPAN:
                span = item.location
        if span is NO_SPAN and isinstance(function.key[1], (ConstDef, StaticDef)):
            span = function.key[1].span
        raise lowering_error("E0080", f"evaluation panicked: {error.message}", span, [])

    def allocator(self) -> tuple[str, str, list[Item]] | None:
        """The names of the #[global_allocator] static and of its GlobalAlloc vtable; None if the program has none."""
        static = self.program.global_allocator
        if static is None:
            return None
        trait = find_item(find_item(self.program.cx.shared.store.crates["core"], "alloc"), "GlobalAlloc")
        holder = Blob(new_name("K"))
        self.current.append(holder)
        data = self.static(static)
        table = self.vtable(self.program.normalize(self.program.items.static_ty(static)), t.dyn(trait, ()))
        self.current.pop()
        return data, table, list(holder.deps)

    # --- driving ------------

    def run(self) -> None:
        """Lower whatever is wanted until nothing more is."""

        while self.queue:
            function = self.queue.pop(0)
            if not function.lowered:
                lower(self, function)


def lowering_error(code: str | None, message: str, span: Span, notes: list[str]) -> CompileError:
    """An error that only lowering can see."""

    return CompileError([Diagnostic("error", code, message, span, notes=notes)])


def find_item(module: Any, name: str) -> Any:
    """An item of a module by its name."""
    return next(i for i in module.items if i.name == name)
