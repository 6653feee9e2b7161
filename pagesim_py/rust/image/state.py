"""What is kept of our own crates, and how it comes back: parsed, with names resolved, and as far as programs have asked
for it checked and lowered.
"""

from __future__ import annotations

import pickle
from array import array
from itertools import accumulate, pairwise
from typing import Any

from ..lower import items as lowered
from ..lower import unit
from ..lower.items import Codec, Item
from ..names.thir import Body
from ..prelude import CRATES, PreludeShared
from ..span import Expansion, SourceFile, Sources
from .graph import BY_NAME, Graph, Kept

STORE = ("crates", "lang", "new_impls", "trait_impls", "inherent", "uncounted", "hidden", "todo")
"""What is kept of `names.context.Store`, beside the bodies."""


class Image:
    """The crates of one dialect with their graph."""

    def __init__(self, shared: PreludeShared) -> None:
        self.shared = shared
        self.graph = Graph([shared, shared.sources, shared.diagnostics, shared.macro_env])
        self.graph.made = self.made
        self.bodies: dict[int, int] = {}
        self.lowered = {record: KeptItems(self, record) for record in (False, True)}
        self.known = 0
        self.name: str | None = None
        shared.kept = self
        for kept in self.lowered.values():
            kept.shared.kept = kept

    def body(self, defn: Any) -> Body | None:
        """The checked body of a definition, if it is kept."""
        number = self.bodies.get(self.graph.numbers.get(id(defn), -1))
        return None if number is None else self.graph.get(number)

    def made(self, item: Item) -> None:
        """A lowered item is there again, so others may name it."""
        for kept in self.lowered.values():
            if item.name in kept.all_names:
                kept.shared.names[item.name] = item
                if isinstance(item, Codec):
                    kept.shared.names[item.get] = kept.shared.names[item.put] = item

    # --- as bytes

    def pack(self) -> bytes:
        """All of it as bytes."""
        shared, graph = self.shared, self.graph
        store = shared.store
        also: list[Any] = [list(store.bodies.items())]
        for kept in self.lowered.values():
            kept.collect()
            also.append([list(kept.shared.items.items()), list(kept.fresh.items())])
        roots = {name: getattr(store, name) for name in STORE}
        roots["macro_env"] = dict(shared.macro_env)
        roots["missing"] = shared.missing
        roots["sources"] = plain_sources(shared.sources)
        root = graph.write(roots, also)
        numbers = graph.numbers
        self.bodies |= {numbers[id(d)]: numbers[id(b)] for d, b in store.bodies.items() if id(d) in numbers}
        names = list(BY_NAME)
        place = {kind: number for number, kind in enumerate(BY_NAME.values())}
        index = {
            "root": len(root),
            "kinds": names,
            "kind_of": bytes(place[kind] for kind in graph.kinds),
            "nodes": array("I", map(len, graph.data)).tobytes(),
            "types": array("I", map(len, graph.type_data)).tobytes(),
            "bodies": self.bodies,
            "next": lowered.last_number(),
            "lowered": {record: kept.index() for record, kept in self.lowered.items()},
        }
        head = pickle.dumps(index, 5)
        return b"".join([len(head).to_bytes(8, "little"), head, root, *graph.data, *graph.type_data])

    def unpack(self, data: memoryview, name: str) -> None:
        """Take over what `pack` gave; ``name`` is that of its file."""
        graph, shared = self.graph, self.shared
        at = 8 + int.from_bytes(data[:8], "little")
        index = graph.read(data[8:at])
        root = data[at : at + index["root"]]
        at += index["root"]

        def parts(sizes: bytes) -> list[Any]:
            nonlocal at
            ends = list(accumulate(array("I", sizes), initial=at))
            at = ends[-1]
            return [data[start:end] for start, end in pairwise(ends)]

        nodes = parts(index["nodes"])
        graph.restore(index["kinds"], index["kind_of"], nodes, parts(index["types"]))
        self.bodies = index["bodies"]
        lowered.number_from(index["next"])
        for record, kept in index["lowered"].items():
            self.lowered[record].restore(kept)
        roots = graph.read(root)
        graph.settle()
        for part in STORE:
            setattr(shared.store, part, roots[part])
        shared.macro_env.update(roots["macro_env"])
        shared.missing |= roots["missing"]
        restore_sources(shared.sources, roots["sources"])
        self.known, self.name = self.size(), name

    def size(self) -> int:
        """How much is checked and lowered."""
        return (
            len(self.bodies)
            + sum(self.graph.numbers.get(id(defn), -1) not in self.bodies for defn in self.shared.store.bodies)
            + sum(kept.size() for kept in self.lowered.values())
        )


class KeptItems:
    """What lowering has made of our crates, by the texts of its keys."""

    def __init__(self, image: Image, record: bool) -> None:
        self.image, self.graph = image, image.graph
        self.shared = unit.shared_items(image.shared.dialect, record)
        self.items: dict[str, int] = {}
        self.values: dict[str, int] = {}
        self.all_names: set[str] = set()
        self.fresh: dict[tuple[object, ...], Kept] = {}

    def item(self, key: tuple[object, ...]) -> Item | None:
        """The item of that key, if it is kept."""
        number = self.items.get(self.graph.text(key) or "")
        return None if number is None else self.graph.get(number)

    def value(self, key: tuple[object, ...]) -> Kept | None:
        """The holder of a constant's value, if it is kept."""
        number = self.values.get(self.graph.text(key) or "")
        return None if number is None else self.graph.get(number)

    def collect(self) -> None:
        """Look for values that are new."""
        self.fresh = {key: Kept(value) for key, value in self.shared.values.items() if self.value(key) is None}

    def index(self) -> tuple[dict[str, int], dict[str, int], list[str]]:
        """What `restore` takes, once all is written."""
        graph, numbers = self.graph, self.graph.numbers
        graph.texts.clear()
        for key, item in self.shared.items.items():
            text = graph.text(key)
            if text is not None:
                self.items[text] = numbers[id(item)]
        for key, kept in self.fresh.items():
            text = graph.text(key)
            if text is not None:
                self.values[text] = numbers[id(kept)]
        self.all_names |= {item.name for item in self.shared.items.values()}
        return self.items, self.values, sorted(self.all_names)

    def restore(self, index: tuple[dict[str, int], dict[str, int], list[str]]) -> None:
        """Take over what `index` gave."""
        self.items, self.values, names = index
        self.all_names = set(names)

    def size(self) -> int:
        """How many items there are."""
        return len(self.items) + sum(id(item) not in self.graph.numbers for item in self.shared.items.values())


Plain = tuple[list[tuple[str, str] | None], list[Expansion], dict[int, list[Any]]]
"""Files, expansions and lint levels, as `Sources` has them."""


def is_ours(name: str) -> bool:
    """Whether a source file is one of our crates'."""
    return (CRATES / name).is_file()


def plain_sources(sources: Sources) -> Plain:
    """The files, by name and crate, and the expansions of our crates; what is the student's is left out, but keeps its
    number.
    """
    ours = [is_ours(file.name) and file.crate != "main" for file in sources.files]
    ours[0] = True
    files = [(f.name, f.crate) if mine else None for f, mine in zip(sources.files, ours, strict=True)]
    nowhere = sources.expansions[0]
    expansions = [e if ours[sources.outermost(e.call_site).file] else nowhere for e in sources.expansions]
    return files, expansions, {file: levels for file, levels in sources.lint_levels.items() if ours[file]}


def restore_sources(sources: Sources, kept: Plain) -> None:
    """Fill the sources anew, with the texts that the crates have."""
    files, sources.expansions, sources.lint_levels = kept
    for file in files[1:]:
        if file is None:
            sources.files.append(SourceFile("", "", ""))
        else:
            sources.files.append(SourceFile(file[0], (CRATES / file[0]).read_text(encoding="utf-8"), file[1]))
