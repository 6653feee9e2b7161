"""Items by name, and the bytes that lowered text names: literals, locations, promoted constants, codecs."""

from __future__ import annotations

import struct
from types import CodeType
from typing import TYPE_CHECKING

from ..names import types as t
from ..names.types import Ty
from ..span import Span
from .codecs import codec_source
from .core import Fx
from .items import Blob, Codec, Item, SharedItems, new_name
from .names import type_text
from .scalars import strip
from .types import Types

if TYPE_CHECKING:
    from ..program import Program


class ItemStore(Types):
    """The items of one compilation (``own``) and those shared with others."""

    def __init__(self, program: Program, shared: SharedItems, record: bool) -> None:
        super().__init__(program, shared)
        self.record = record
        self.own: dict[tuple[object, ...], Item] = {}
        self.names: dict[str, Item] = {}
        self.current: list[Item] = []

    def item(self, key: tuple[object, ...]) -> Item | None:
        """A known item."""
        return self.own.get(key) or self.shared.find(key)

    def add(self, key: tuple[object, ...], item: Item, shared: bool) -> None:
        """Remember a new item."""
        (self.shared.items if shared else self.own)[key] = item
        (self.shared.names if shared else self.names)[item.name] = item

    def use(self, item: Item) -> None:
        """The item that is being lowered names this one."""
        if self.current:
            self.current[-1].deps[item] = None

    def named(self, name: str) -> Item:
        """An item by its name."""
        found = self.names.get(name) or self.shared.names.get(name)
        assert found is not None, name
        return found

    def by_symbol(self, name: str) -> Item | None:
        """The function whose address a name stands for."""
        if name.startswith("A"):
            return self.names.get("F" + name[1:]) or self.shared.names.get("F" + name[1:])
        return None

    def shareable(self) -> bool:
        """Whether what is being lowered is kept across compilations."""
        return bool(self.current) and self.current[-1].name in self.shared.names

    def bytes_kept(self, key: tuple[object, ...], blob: Blob) -> Blob:
        """The bytes of that key: those that are there, or ``blob``."""
        shared = self.shareable()
        found = self.shared.find(key) if shared else self.own.get(key)
        if found is None:
            self.add(key, blob, shared)
            found = blob
        assert isinstance(found, Blob)
        return found

    def bytes_blob(self, key: tuple[object, ...], blob: Blob) -> str:
        """The address of bytes, the same for the same key."""
        found = self.bytes_kept(key, blob)
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

    def location(self, span: Span) -> str:
        """The address of a ``Location``."""
        file, line, column = self.program.sources.locate(span)
        key = ("location", file, line, column)
        shared = self.shareable()
        found = self.shared.find(key) if shared else self.own.get(key)
        if found is None:
            ty = t.adt(self.lang_adt("panic_location"))
            layout = self.layouts.of(ty)
            data = bytearray(layout.size)
            text = file.encode()
            blob = Blob(new_name("K"), size=layout.size, align=layout.align, location=span)
            for i, f in enumerate(self.adt(ty).variants[0].fields):
                offset = layout.offsets[0][i]
                if f.name in ("file", "filename", "file_bytes_with_nul"):
                    # It is no need of what is being lowered: that would have it or not as it comes first or second
                    # to this location, and so with what was compiled before, and .rodata would be in another order.
                    found_text = self.bytes_kept(("text", text), Blob(new_name("S"), size=len(text), data=text))
                    blob.relocations.append((offset, found_text.name))
                    blob.deps[found_text] = None
                    struct.pack_into("<Q", data, offset + 8, len(text))
                elif f.name in ("line", "col", "column"):
                    struct.pack_into("<I", data, offset, line if f.name == "line" else column)
            blob.data = bytes(data)
            self.add(key, blob, shared)
            found = blob
        self.use(found)
        return found.name

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

    def codec(self, ty: Ty) -> Codec:
        """The functions that load and store a composite type."""
        key = ("codec", ty)
        found = self.item(key)
        if found is None:
            name = new_name("X")
            found = Codec(name, get="get" + name, put="put" + name)
            self.add(key, found, self.is_prelude(ty))

            self.current.append(found)
            found.source = "".join(codec_source(self, ty, found.get, found.put))
            self.current.pop()
            found.code = compile(found.source, f"<{type_text(ty)}>", "exec")
            table = self.shared.names if self.is_prelude(ty) else self.names
            table[found.get] = table[found.put] = found
        self.use(found)
        assert isinstance(found, Codec)
        return found

    def putter(self, ty: Ty) -> str:
        """The name of a function ``(a, v, b, rip)`` that stores a value of any type."""

        ty = strip(self, ty)
        layout = self.layouts.of(ty)
        if layout.kind in ("int", "bool", "char", "ptr", "enum") and layout.size < 16:
            return f"put{layout.size}"
        if layout.kind == "unit":
            return "put0"
        return self.codec(ty).put

    def blob(self, ty: Ty, code: str | None, writable: bool = False) -> str:
        """The address of a promoted constant whose value ``code`` gives; without ``code`` the constant's own body
        fills it.
        """
        layout = self.layouts.of(ty)
        owner = self.current[-1]
        blob = Blob(new_name("K"), size=layout.size, align=layout.align, ty=ty, writable=writable)
        self.current.append(blob)
        if code is not None:
            inner = strip(self, ty)
            put = self.putter(inner)
            outer = compile(f"lambda a: {put}(a, {code}, 0, 0)", "<constant>", "eval")
            blob.code = next(c for c in outer.co_consts if isinstance(c, CodeType))
            for name in blob.code.co_names:
                item = self.names.get(name) or self.shared.names.get(name) or self.by_symbol(name)
                if item is not None:
                    blob.deps[item] = None
        self.current.pop()
        shared = owner.name in self.shared.names
        self.add(("blob", blob.name), blob, shared)
        self.use(blob)
        return blob.name

    @staticmethod
    def float_text(value: float, single: bool) -> str:
        """A float as text that Python reads back."""
        if single:
            value = struct.unpack("<f", struct.pack("<f", value))[0]
        text = repr(value)
        return f"float('{text}')" if text in ("inf", "-inf", "nan") else f"({text})" if text.startswith("-") else text
