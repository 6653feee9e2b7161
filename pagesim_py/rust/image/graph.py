"""Objects kept as bytes, each by itself, and made again one by one when somebody looks at them.

Definitions, macros, syntax and lowered functions refer to each other without end, so they can't be kept in parts by
simply writing them down. Those with an identity are *nodes* (`KINDS`): each is written as bytes of its own, in which
other nodes stand as numbers; what lies below a node and is nobody else's is written with it. A node that is read
begins asleep: an object of its class without content, which is filled in at the first touch. Types are a second table,
since equal types are one object.

The bytes are pickles, read with nothing but the classes of this compiler allowed.
"""

from __future__ import annotations

import io
import marshal
import pickle
from collections.abc import Callable, Iterable
from functools import cache, partial
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

from .. import prelude, span
from ..lower import foreign, items  # noqa: F401 (its classes of items count)
from ..names import collect, constvalues, defs, env, item_generics, thir, types
from ..names.types import Ty
from ..span import NO_SPAN
from ..syntax import ast, macro_scope, macro_write, macros, slim, tokens, unread


class Kept:
    """A node that is only there to hold a value."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


def _below(kind: Any) -> Iterable[type]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def _alive(kinds: Iterable[type]) -> list[type]:
    """The classes without those that ``dataclass(slots=True)`` has replaced."""
    return [k for k in kinds if getattr(__import__(k.__module__, fromlist=["_"]), k.__name__, None) is k]


ITEMS = tuple(_alive(_below(items.Item)))
"""What lowering makes. They are filled in at once, with all that their code names."""

KINDS: tuple[type, ...] = (
    *_alive(_below(defs.Def)),
    *_alive(_below(ast.Item)),
    *(defs.Generics, env.Env, collect.Import, ast.ImplTraitType),
    *(
        macro_scope.MacroModule,
        macro_scope.Session,
        macro_scope.ParseContext,
        macro_scope.MacroScope,
        macro_scope.MacroUse,
    ),
    *(macros.MacroRules, macros.Rule, macro_write.Transcriber, macro_write.Tokens, macro_write.LazyTokens),
    *(thir.Body, thir.Local, thir.ClosureExpr),
    *ITEMS,
    Kept,
)
AT_ONCE = frozenset((*ITEMS, macro_write.Tokens, macro_write.LazyTokens, thir.ClosureExpr))
"""Nodes that can't sleep: their class gives answers before they have any content, or is looked up in tables."""

MISSING = object()
"""The content of a slot that has none."""


def _classes(*modules: ModuleType) -> list[type]:
    """The classes of these modules: what else than nodes a node may consist of."""
    return [k for m in modules for k in vars(m).values() if isinstance(k, type) and k.__module__ == m.__name__]


SINGLE: tuple[Any, ...] = (
    *(MISSING, NO_SPAN, item_generics.KNOWN_TYPE, item_generics.KNOWN_PATH, item_generics.NO_GENERICS, slim.EMPTY),
    *(partial, unread.scan_again, prelude.crate_file),
    *_classes(span, tokens, ast.types, ast.exprs, ast.patterns, ast.items, ast),
    *_classes(macro_scope, macros, unread, macro_write, constvalues, defs, thir, types),
)
"""Objects that are there without being read: some are compared by identity, and nothing else can be called by what is
read.
"""

_SINGLES = {id(one): -1 - i for i, one in enumerate(SINGLE)}
_FIXED = -100_000
"""Objects that the owner of a graph brings along are numbered from here downwards."""


@cache
def _slots(kind: Any) -> tuple[Any, ...] | None:
    """The slots of a class, those of its bases first; None if its objects have a ``__dict__``."""
    if hasattr(kind, "__dictoffset__") and kind.__dictoffset__:
        return None
    found = []
    for base in reversed(kind.__mro__):
        names = base.__dict__.get("__slots__", ())
        found += [base.__dict__[name] for name in ((names,) if isinstance(names, str) else names)]
    return tuple(found)


# --- sleeping -----------------------------------------------------------------------------------------------------

_asleep: dict[int, tuple[Graph, int]] = {}
"""Sleeping nodes by their `id`; their graph keeps them alive."""


def _wake(node: Any) -> None:
    graph, number = _asleep.pop(id(node))
    graph.fill(node, number)


def _getattr(node: Any, name: str) -> Any:
    _wake(node)
    return getattr(node, name)


def _setattr(node: Any, name: str, value: Any) -> None:
    _wake(node)
    setattr(node, name, value)


def _delattr(node: Any, name: str) -> None:
    _wake(node)
    delattr(node, name)


def _reduce(node: Any, protocol: Any) -> Any:
    _wake(node)
    return node.__reduce_ex__(protocol)


def _equal(node: Any, other: Any) -> Any:
    _wake(node)
    return node == other


@cache
def _sleeping(kind: type) -> type:
    """The class of a node of this kind while it sleeps. Waking gives it its own class back, so that nothing remains."""
    content: dict[str, Any] = {
        "__slots__": (),
        "__getattr__": _getattr,
        "__setattr__": _setattr,
        "__delattr__": _delattr,
        "__reduce_ex__": _reduce,
        "__eq__": _equal,
        "__hash__": kind.__hash__,
    }
    return type(kind)(kind.__name__, (kind,), content)


_NODE, _TYPE, _NAMED = 1, 2, 3
_WHAT: dict[type, int] = dict.fromkeys(KINDS, _NODE)
_WHAT.update({_sleeping(kind): _NODE for kind in KINDS if kind not in AT_ONCE})
_WHAT.update(dict.fromkeys(_alive(_below(Ty)), _TYPE))
_WHAT.update(dict.fromkeys((type, FunctionType, BuiltinFunctionType), _NAMED))
BY_NAME = {f"{kind.__module__}.{kind.__qualname__}": kind for kind in KINDS}


# --- reading and writing ------------------------------------------------------------------------------------------


class _Reader(pickle.Unpickler):
    """Reads bytes of a graph. Raises pickle.UnpicklingError at a name from elsewhere."""

    def __init__(self, data: Any, graph: Graph) -> None:
        super().__init__(io.BytesIO(data))
        self.graph = graph

    def persistent_load(self, number: int) -> Any:
        """The object that stands as this number."""
        graph = self.graph
        if number >= 0:
            return graph.type(number >> 1) if number & 1 else graph.node(number >> 1)
        return SINGLE[-1 - number] if number > _FIXED else graph.fixed[number]

    def find_class(self, module: str, name: str) -> Any:
        """Nothing is read by its name."""
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a graph")


class _Writer(pickle.Pickler):
    """Writes one node after the other."""

    def __init__(self, graph: Graph) -> None:
        self.buffer = io.BytesIO()
        super().__init__(self.buffer, 5)
        self.graph = graph
        self.outside = {**_SINGLES, **{id(one): number for number, one in graph.fixed.items()}}

    def bytes_of(self, value: Any) -> bytes:
        """The bytes of one value."""
        self.clear_memo()
        self.buffer.seek(0)
        self.buffer.truncate()
        self.dump(value)
        return self.buffer.getvalue()

    def persistent_id(self, value: Any) -> int | None:
        """What stands for an object in another's bytes; None if it is written there itself."""
        what = _WHAT.get(type(value))
        if what is None:
            return self.outside.get(id(value))
        if what == _NAMED:
            if id(value) not in self.outside:
                raise pickle.PicklingError(f"{value!r} is no part of a graph")
            return self.outside[id(value)]
        graph = self.graph
        if what == _TYPE:
            found = graph.type_numbers.get(value)
            if found is None:
                found = graph.type_numbers[value] = len(graph.types)
                graph.types.append(value)
                graph.type_data.append(None)
            return found << 1 | 1
        found = graph.numbers.get(id(value))
        if found is None:
            found = graph.numbers[id(value)] = len(graph.nodes)
            graph.nodes.append(value)
            graph.kinds.append(type(value))
            graph.data.append(None)
        return found << 1


class Graph:
    """Nodes and types by number. ``fixed``: objects that are there before and that nodes refer to."""

    def __init__(self, fixed: Iterable[Any]) -> None:
        self.fixed = {_FIXED - i: one for i, one in enumerate(fixed)}
        self.nodes: list[Any] = []
        self.kinds: list[type] = []
        self.data: list[Any] = []
        self.types: list[Ty | None] = []
        self.type_data: list[Any] = []
        self.numbers: dict[int, int] = {}
        self.type_numbers: dict[Ty, int] = {}
        self.texts: dict[Ty, str | None] = {}
        self.unfilled: list[tuple[Any, int]] = []
        self.filling = False
        self.made: Callable[[Any], None] = lambda item: None

    # --- reading

    def restore(self, kinds: list[str], kind_of: bytes, data: list[Any], type_data: list[Any]) -> None:
        """Begin with the nodes of another graph, all asleep."""
        classes = [BY_NAME[name] for name in kinds]
        self.kinds = [classes[k] for k in kind_of]
        self.data, self.nodes = data, [None] * len(data)
        self.type_data, self.types = type_data, [None] * len(type_data)

    def read(self, data: Any) -> Any:
        """What these bytes say."""
        return _Reader(data, self).load()

    def node(self, number: int) -> Any:
        """A node, asleep if nobody has touched it yet."""
        found = self.nodes[number]
        if found is None:
            kind: Any = self.kinds[number]
            if kind in AT_ONCE:
                found = kind.__new__(kind)
                self.unfilled.append((found, number))
            else:
                found = object.__new__(_sleeping(kind))
                _asleep[id(found)] = self, number
            self.nodes[number] = found
            self.numbers[id(found)] = number
        return found

    def get(self, number: int) -> Any:
        """A node for use: what can't sleep is filled in."""
        found = self.node(number)
        self.settle()
        return found

    def fill(self, node: Any, number: int) -> None:
        """Give a node its content."""
        kind = self.kinds[number]
        content = self.read(self.data[number])
        slots = _slots(kind)
        if kind is macro_write.Tokens or kind is macro_write.LazyTokens:
            node.job = content[0]
            list.extend(node, content[1])
        elif slots is None:
            if kind not in AT_ONCE:
                object.__setattr__(node, "__class__", kind)
            node.__dict__.update(content)
            if kind in ITEMS:
                if content.get("code") is not None:
                    node.code = marshal.loads(content["code"])
                self.made(node)
        else:
            if kind not in AT_ONCE:
                object.__setattr__(node, "__class__", kind)
            for slot, value in zip(slots, content, strict=True):
                if value is not MISSING:
                    slot.__set__(node, value)
        self.settle()

    def settle(self) -> None:
        """Fill in what can't sleep."""
        if self.filling:
            return
        self.filling = True
        try:
            while self.unfilled:
                self.fill(*self.unfilled.pop())
        finally:
            self.filling = False

    def type(self, number: int) -> Ty:
        """A type."""
        found = self.types[number]
        if found is None:
            kind, flags, *content = self.read(self.type_data[number])
            found = self.types[number] = types.restored(kind, flags, content)
            self.type_numbers[found] = number
        return found

    # --- writing

    def write(self, root: Any, also: Any) -> bytes:
        """The bytes of ``root``; those of all nodes that it and ``also`` lead to are brought up to date."""
        made = _Writer(self).bytes_of(root)
        _Writer(self).bytes_of(also)
        dump = _Writer(self).bytes_of  # clearing a memo takes as long as it was ever large
        at = type_at = 0
        while at < len(self.nodes) or type_at < len(self.types):
            while type_at < len(self.types):
                ty = self.types[type_at]
                if self.type_data[type_at] is None and ty is not None:
                    self.type_data[type_at] = dump((type(ty), types.flags_of(ty), *types.content_of(ty)))
                type_at += 1
            while at < len(self.nodes):
                node = self.nodes[at]
                if node is not None and id(node) not in _asleep:
                    self.kinds[at] = type(node)
                    self.data[at] = dump(self.content(node))
                at += 1
        return made

    def content(self, node: Any) -> Any:
        """All that a node holds."""
        kind: Any = type(node)
        if kind is macro_write.Tokens or kind is macro_write.LazyTokens:
            return node.job, list(list.__iter__(node))
        slots = _slots(kind)
        if slots is None:
            content = vars(node)
            code = content.get("code")
            return content if code is None else {**content, "code": marshal.dumps(code)}
        return tuple(_slot(slot, node) for slot in slots)

    # --- keys

    def text(self, value: Any) -> str | None:
        """A text that stands for a key made of nodes, types and plain values, the same in each process; None if
        something in it is no node of this graph.
        """
        if isinstance(value, Ty):
            if value in self.texts:
                return self.texts[value]
            inner = self.text(tuple(types.content_of(value)))
            made = self.texts[value] = None if inner is None else f"{type(value).__name__}{inner}"
            return made
        if isinstance(value, tuple):
            parts = [self.text(part) for part in value]
            return None if None in parts else f"({','.join(parts)})"  # type: ignore[arg-type]
        if value is None or isinstance(value, (str, int, bytes)):
            return repr(value)
        number = self.numbers.get(id(value))
        return None if number is None else f"#{number}"


def _slot(slot: Any, node: Any) -> Any:
    try:
        return slot.__get__(node)
    except AttributeError:
        return MISSING
