"""Compiled kernels, kept for when the same text is run again.

A file holds what running needs and plain data can say: the kernel's image, the Python code of its functions, their
addresses, the compiler's messages.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Mapping
from contextlib import closing
from hashlib import sha256
from types import CodeType
from typing import TYPE_CHECKING, Any

from pagesim_py.boot import KernelImage, Segment

from ..lower import items
from ..lower.linked import Linked, Symbol
from ..pause import collector_paused
from ..run.turns import FAR, Watch
from ..span import Span
from . import files

if TYPE_CHECKING:
    from pagesim_py.machine.machine import Machine

    from ..run.runtime import Outcome

BOOT_INFO = 0x10000000000
PLAIN = (type(None), bool, int, float, str, bytes, CodeType)


class KeptKernel:
    """A kernel that was compiled by an earlier process. ``messages``: its warnings, as plain data."""

    def __init__(self, linked: Linked, messages: list[dict[str, Any]]) -> None:
        self.linked = linked
        self.messages = messages

    @property
    def image(self) -> KernelImage:
        """The kernel's file, for ``boot``."""
        return self.linked.image

    @property
    def symbols(self) -> list[Symbol]:
        """Functions, statics and sections with their addresses and sizes in bytes."""
        return self.linked.symbols

    def run(
        self,
        machine: Machine,
        max_steps: int,
        keys: Iterable[tuple[int, ...]] = (),
        *,
        patience: int = FAR,
        watch: Watch | None = None,
    ) -> Outcome:
        """Run the kernel, as ``Compiled.run`` does."""
        from ..run.runtime import Run  # only here: whoever keeps a kernel need not run it

        with collector_paused(), closing(Run(self.linked, machine, max_steps, keys, patience, watch)) as run:
            return run.start([getattr(machine, "boot_info", BOOT_INFO)])


def name_of(key: bytes) -> str:
    """The name of the file for a key."""
    return f"{key.hex()[:32]}.kernel"


def key_of(base: bytes, texts: Mapping[str, str], options: Mapping[str, Any]) -> bytes:
    """What a kernel depends on: the compiler (``base``), the kernel's files and the options."""
    return sha256(base + repr((sorted(texts.items()), sorted(options.items()))).encode()).digest()


def find(key: bytes) -> KeptKernel | None:
    """The kernel that is kept under this key."""
    content = files.read(name_of(key), key)
    if content is None:
        return None
    try:
        return rebuilt(marshal.loads(content))
    except Exception:  # whole, and for this key, but not to be read: a mistake of ours costs only time
        files.drop(name_of(key))
        return None


def keep(key: bytes, linked: Linked, messages: list[dict[str, Any]]) -> bool:
    """Keep a kernel under this key; whether it was done."""
    try:
        content = marshal.dumps(flat(linked, messages))
    except ValueError:  # a constant that is no plain data
        return False
    return files.write(name_of(key), key, content)


def flat(linked: Linked, messages: list[dict[str, Any]]) -> dict[str, Any]:
    """A program as plain data."""
    number = {item: i for i, item in enumerate(linked.items)}
    image = linked.image
    return {
        "items": [flat_item(item, number) for item in linked.items],
        "entry": number[linked.entry],
        "panic_handler": None if linked.panic_handler is None else number[linked.panic_handler],
        "addresses": [(number[item], address) for item, address in linked.addresses.items() if item in number],
        "constants": linked.constants,
        "functions": [number[function] for function in linked.functions],
        "image": (image.file_size, [flat_segment(s) for s in image.segments], image.entry, image.contents),
        "symbols": [tuple(symbol) for symbol in linked.symbols],
        "places": [tuple(span) for span in linked.places],
        "plain": (linked.rips, linked.starts, linked.ends, linked.lines, linked.statics, linked.heaps, linked.tests),
        "messages": messages,
    }


def flat_segment(segment: Segment) -> tuple[int, int, int, int, bool, bool]:
    """A segment as plain data."""
    s = segment
    return s.vaddr, s.file_offset, s.file_size, s.memory_size, s.writable, s.executable


def flat_item(item: items.Item, number: Mapping[items.Item, int]) -> tuple[str, dict[str, Any], list[int], Any]:
    """An item's class, what it holds of plain data, the items that it names, and its place."""
    content = {name: value for name, value in vars(item).items() if type(value) in PLAIN}
    span = getattr(item, "span", None)
    deps = [number[dep] for dep in item.deps if dep in number]
    return type(item).__name__, content, deps, None if span is None else tuple(span)


def rebuilt(data: Mapping[str, Any]) -> KeptKernel:
    """The program that `flat` took apart."""
    kinds = {kind.__name__: kind for kind in (items.Function, items.Blob, items.Constant, items.Codec)}
    made: list[Any] = []
    for kind, content, _, span in data["items"]:
        more = {} if span is None else {"span": Span(*span)}
        item: Any = kinds.get(kind, items.Item)(content["name"])
        vars(item).update(content | more)
        made.append(item)
    for item, (_, _, deps, _) in zip(made, data["items"], strict=True):
        item.deps = {made[i]: None for i in deps}
    size, segments, entry, contents = data["image"]
    linked = Linked(
        None,
        made[data["entry"]],
        None if data["panic_handler"] is None else made[data["panic_handler"]],
        made,
        {made[i]: address for i, address in data["addresses"]},
        data["constants"],
        KernelImage(size, [Segment(*s) for s in segments], entry, contents),
        [Symbol(*symbol) for symbol in data["symbols"]],
        [made[i] for i in data["functions"]],
        data["plain"][0],
        [Span(*span) for span in data["places"]],
        *data["plain"][1:],
    )
    return KeptKernel(linked, data["messages"])
