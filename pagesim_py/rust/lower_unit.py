"""One compilation: the functions, constants and bytes that a program needs, found by lowering from its roots."""

from __future__ import annotations

import struct
from types import CodeType
from typing import TYPE_CHECKING, Any, NoReturn

from . import thir
from . import types as t
from .defs import ConstDef, FnDefn, StaticDef, TraitDef
from .lower_core import FIXED, Fx, Val
from .lower_items import Blob, Codec, Constant, Function, Item, Shared, new_name
from .lower_types import Types
from .span import NO_SPAN, Span
from .types import Ty

if TYPE_CHECKING:
    from .diagnostics import CompileError
    from .lower_consts import ConstantError, Engine
    from .program import Program

LARGEST_STATIC = 64 << 20

_shared: dict[tuple[str, bool], Shared] = {}


class Unit(Types):
    """Everything that is lowered for one program. Methods that give text register what the text needs."""

    def __init__(self, program: Program, record: bool, dialect: str) -> None:
        super().__init__(program, _shared.setdefault((dialect, record), Shared()))
        self.record = record
        self.own: dict[tuple[object, ...], Item] = {}
        self.names: dict[str, Item] = {}
        self.values: dict[tuple[object, ...], object] = {}
        self.current: list[Item] = []
        self.queue: list[Function] = []
        self.early: Engine | None = None

    def item(self, key: tuple[object, ...]) -> Item | None:
        """A known item."""
        return self.own.get(key) or self.shared.items.get(key)

    def add(self, key: tuple[object, ...], item: Item, shared: bool) -> None:
        """Remember a new item."""
        (self.shared.items if shared else self.own)[key] = item
        (self.shared.names if shared else self.names)[item.name] = item

    def use(self, item: Item) -> None:
        """The item that is being lowered names this one."""
        if self.current:
            self.current[-1].deps[item] = None

    # --- functions ------------

    def resolve(self, defn: FnDefn, generics: tuple[Ty, ...]) -> thir.Instance:
        """What a call with concrete generics runs."""
        found: thir.Instance = self.program.resolve_instance(defn, generics)
        return found

    def function(self, instance: thir.Instance) -> Function:
        """The function for an instance with a body."""
        assert instance.defn is not None
        return self.function_of(instance.defn, instance.generics)

    def function_of(self, defn: FnDefn, generics: tuple[Ty, ...]) -> Function:
        """The function for a definition with concrete generics."""
        key = ("fn", defn, generics)
        found = self.item(key)
        if found is None:
            found = Function(
                new_name("F"), path=defn.path, key=key, student=not defn.prelude, interrupt=defn.abi == "x86-interrupt",
                track_caller=defn.track_caller, span=defn.span,
            )  # fmt: skip
            self.add(key, found, self.home(defn, generics))
        assert isinstance(found, Function)
        return self.wanted(found)

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

    def shareable(self) -> bool:
        """Whether what is being lowered is kept across compilations."""
        return bool(self.current) and self.current[-1].name in self.shared.names

    def bytes_blob(self, key: tuple[object, ...], blob: Blob) -> str:
        """The address of bytes, the same for the same key."""
        shared = self.shareable()
        table = self.shared.items if shared else self.own
        found = table.get(key)
        if found is None:
            self.add(key, blob, shared)
            found = blob
        self.use(found)
        return found.name

    def text(self, data: bytes) -> str:
        """The address of a literal's bytes."""
        if not data:
            return "1"
        return self.bytes_blob(("text", data), Blob(new_name("S"), size=len(data), data=data))

    def text_slice(self, texts: list[str]) -> str:
        """A ``&[&str]``."""
        if not texts:
            return "(8, 0)"
        key = ("texts", tuple(texts))
        encoded = [x.encode() for x in texts]
        data = b"".join(struct.pack("<QQ", 0 if x else 1, len(x)) for x in encoded)
        blob = Blob(new_name("K"), size=16 * len(texts), align=8, data=data)
        blob.relocations = [(16 * i, self.text(x)) for i, x in enumerate(encoded) if x]
        name = self.bytes_blob(key, blob)
        found = (self.shared.items if self.shareable() else self.own)[key]
        for _, s in blob.relocations:
            found.deps[self.named(s)] = None
        return f"({name}, {len(texts)})"

    def named(self, name: str) -> Item:
        """An item by its name."""
        found = self.names.get(name) or self.shared.names.get(name)
        assert found is not None, name
        return found

    def location(self, span: Span) -> str:
        """The address of a ``Location``."""
        file, line, column = self.program.sources.locate(span)
        key = ("location", file, line, column)
        shared = self.shareable()
        found = (self.shared.items if shared else self.own).get(key)
        if found is None:
            ty = t.adt(self.lang_adt("panic_location"))
            layout = self.layouts.of(ty)
            data = bytearray(layout.size)
            text = file.encode()
            blob = Blob(new_name("K"), size=layout.size, align=layout.align, location=span)
            for i, f in enumerate(self.adt(ty).variants[0].fields):
                offset = layout.offsets[0][i]
                if f.name in ("file", "filename", "file_bytes_with_nul"):
                    name = self.text(text)
                    blob.relocations.append((offset, name))
                    struct.pack_into("<Q", data, offset + 8, len(text))
                    blob.deps[self.named(name)] = None
                elif f.name in ("line", "col", "column"):
                    struct.pack_into("<I", data, offset, line if f.name == "line" else column)
            blob.data = bytes(data)
            self.add(key, blob, shared)
            found = blob
        self.use(found)
        return found.name

    def blob(self, ty: Ty, code: str | None, writable: bool = False) -> str:
        """The address of a promoted constant whose value ``code`` gives; without ``code`` the constant's own body
        fills it.
        """
        layout = self.layouts.of(ty)
        owner = self.current[-1]
        blob = Blob(new_name("K"), size=layout.size, align=layout.align, ty=ty, writable=writable)
        self.current.append(blob)
        if code is not None:
            from .lower_memory import strip

            inner = strip(self, ty)
            put = self.putter(inner)
            outer = compile(f"lambda a: {put}(a, {code}, 0, 0)", "<constant>", "eval")
            blob.code = next(c for c in outer.co_consts if isinstance(c, CodeType))
            names = set(blob.code.co_names)
            for name in names:
                item = self.names.get(name) or self.shared.names.get(name) or self.by_symbol(name)
                if item is not None:
                    blob.deps[item] = None
        else:
            blob.expect_init = True
        self.current.pop()
        shared = owner.name in self.shared.names
        self.add(("blob", blob.name), blob, shared)
        self.use(blob)
        return blob.name

    def by_symbol(self, name: str) -> Item | None:
        """The function whose address a name stands for."""
        if name.startswith("A"):
            return self.names.get("F" + name[1:]) or self.shared.names.get("F" + name[1:])
        return None

    def putter(self, ty: Ty) -> str:
        """The name of a function ``(a, v, b, rip)`` that stores a value of any type."""
        from .lower_memory import strip

        ty = strip(self, ty)
        layout = self.layouts.of(ty)
        if layout.kind in ("int", "bool", "char", "ptr", "enum") and layout.size < 16:
            return f"put{layout.size}"
        if layout.kind == "unit":
            return "put0"
        return self.codec(ty).put

    def placeholders(self, fx: Fx, ty: Ty, spec: list[tuple[int, int, int, int, int, int]] | None) -> str:
        """A ``&[Placeholder]``."""
        if spec is None:
            return "(8, 0)"
        assert isinstance(ty, t.Ref)
        assert isinstance(ty.inner, t.Slice)
        item = ty.inner.item
        assert isinstance(item, t.Adt)
        layout = self.layouts.of(item)
        names = [f.name for f in self.adt(item).variants[0].fields]
        order = ("position", "flags", "width", "precision", "width_kind", "precision_kind")
        data = bytearray(layout.size * len(spec))
        for i, values in enumerate(spec):
            for name, value in zip(order, values, strict=True):
                at = names.index(name)
                size = self.layouts.of(layout.fields[0][at]).size
                offset = i * layout.size + layout.offsets[0][at]
                data[offset : offset + size] = value.to_bytes(size, "little")
        blob = Blob(new_name("K"), size=len(data), align=layout.align, data=bytes(data))
        return f"({self.bytes_blob(('spec', bytes(data)), blob)}, {len(spec)})"

    def vtable(self, ty: Ty, dyn: t.Dyn) -> str:
        """The address of the vtable of ``ty`` for a trait object type."""
        from .lower_vtables import make

        return make(self, ty, dyn)

    def static(self, defn: StaticDef) -> str:
        """The address of a static."""
        key = ("static", defn)
        found = self.item(key)
        if found is None:
            ty = self.program.normalize(self.program.items.static_ty(defn))
            layout = self.layouts.of(ty)
            if layout.size > LARGEST_STATIC:
                size = f"{layout.size >> 20} MiB"
                note = f"the machine has 128 MiB of memory, and pagesim lets a static take {LARGEST_STATIC >> 20} MiB of it"
                raise lowering_error("", f"the static `{defn.name}` is too large: {size}", defn.span, [note])
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
        if not self.has_pointer(ty):
            store = self.shared.values if shared else self.values
            if key not in store:
                from .lower_consts import evaluate

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

    def codec(self, ty: Ty) -> Codec:
        """The functions that load and store a composite type."""
        key = ("codec", ty)
        found = self.item(key)
        if found is None:
            name = new_name("X")
            found = Codec(name, get="get" + name, put="put" + name)
            self.add(key, found, self.is_prelude(ty))
            from .lower_memory import codec_source

            self.current.append(found)
            found.source = "".join(codec_source(self, ty, found.get, found.put))
            self.current.pop()
            found.code = compile(found.source, f"<{type_text(ty)}>", "exec")
            table = self.shared.names if self.is_prelude(ty) else self.names
            table[found.get] = table[found.put] = found
        self.use(found)
        assert isinstance(found, Codec)
        return found

    @staticmethod
    def float_text(value: float, single: bool) -> str:
        """A float as text that Python reads back."""
        if single:
            value = struct.unpack("<f", struct.pack("<f", value))[0]
        text = repr(value)
        return f"float('{text}')" if text in ("inf", "-inf", "nan") else f"({text})" if text.startswith("-") else text

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
        from .lower_function import lower

        while self.queue:
            function = self.queue.pop(0)
            if not function.lowered:
                lower(self, function)


def type_text(ty: Ty) -> str:
    """A type as people write it."""
    from .show import show

    return show(ty)


def lowering_error(code: str, message: str, span: Span, notes: list[str]) -> CompileError:
    """An error that only lowering can see."""
    from .diagnostics import CompileError, Diagnostic

    return CompileError([Diagnostic("error", code, message, span, notes=notes)])


def find_item(module: Any, name: str) -> Any:
    """An item of a module by its name."""
    return next(i for i in module.items if i.name == name)
