"""What the checker knows: the crates that are loaded, their impls, and the place where messages go.

Our own crates (core, x86_64 ...) are collected once for a dialect and kept in a ``Store`` that every compilation
shares; what the student wrote lives in a second, short-lived ``Store``. Prelude code never sees the student's, so
what was worked out for it stays true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..diagnostics import Diagnostic, Diagnostics
from ..span import Sources, Span
from ..syntax import ast
from .defs import AdtDef, AliasDef, ConstDef, Def, FnDefn, ImplDef, ModuleDef, StaticDef, TraitDef, VariantRef
from .thir import Body
from .types import Ty


class Unsupported(Exception):
    """Something that Rust has and the lab language has not; becomes a message at ``span``."""

    def __init__(self, what: str, span: Span, instead: str = "") -> None:
        super().__init__(what)
        self.what, self.span, self.instead = what, span, instead


@dataclass
class Store:
    """Collected crates of one kind (ours, or the student's)."""

    crates: dict[str, ModuleDef] = field(default_factory=dict)
    new_impls: list[ImplDef] = field(default_factory=list)
    trait_impls: dict[TraitDef, dict[Any, list[ImplDef]]] = field(default_factory=dict)
    inherent: dict[Any, dict[str, list[tuple[ImplDef, Def]]]] = field(default_factory=dict)
    uncounted: dict[Any, list[ImplDef]] = field(default_factory=dict)
    """Inherent impls whose members are not in ``inherent`` yet."""
    bodies: dict[Def, Body] = field(default_factory=dict)
    lang: dict[str, Def] = field(default_factory=dict)
    selected: dict[Any, Any] = field(default_factory=dict)
    projected: dict[Any, Any] = field(default_factory=dict)
    hidden: dict[tuple[FnDefn, int], Ty] = field(default_factory=dict)
    todo: list[Def] = field(default_factory=list)
    linked: set[str] = field(default_factory=set)
    """The crates that an ``extern crate`` names."""
    blocks: list[ModuleDef] = field(default_factory=list)
    """The student's blocks with items or imports."""
    macros: list[tuple[Any, ModuleDef]] = field(default_factory=list)
    """The student's ``macro_rules!``, and where they stand."""

    def members(self, key: Any) -> dict[str, list[tuple[ImplDef, Def]]]:
        """The inherent functions and constants of types with this head (see ``impls.head``), by name."""
        if key not in self.inherent and key not in self.uncounted:
            return {}  # our crates' store keeps nothing of a type of the program's that it is asked for
        table = self.inherent.setdefault(key, {})
        for impl in self.uncounted.pop(key, ()):
            every: dict[str, Def] = {**impl.methods, **impl.consts}
            for name, member in every.items():
                table.setdefault(name, []).append((impl, member))
        return table


@dataclass
class Shared:
    """The prelude crates of one dialect; ``load`` parses and collects one by name (None: no such crate)."""

    dialect: str
    sources: Sources = field(default_factory=Sources)
    store: Store = field(default_factory=Store)
    missing: set[str] = field(default_factory=set)
    lifetimes: dict[str, Any] = field(default_factory=dict)
    """What the check of borrows has found of these crates' signatures and types."""
    load: Callable[[Shared, str], ModuleDef | None] = lambda shared, name: None
    force_body: Callable[[ast.FnItem], None] = lambda fn: None


VARIANTS = {"Option": "Some", "Result": "Ok"}
PHASES = dict.fromkeys(
    "E0425 E0433 E0412 E0405 E0106 E0407 E0437 E0438 E0422 E0423 E0531 E0532 E0424 E0411 E0408 E0416 E0415 E0426 "
    "E0726 E0637 E0658 E0434 E0435 E0401 E0403 E0404 E0603 E0573 E0574 E0261 E0659 "
    "E0767".split(),
    0,
) | dict.fromkeys("E0428 E0429 E0430 E0431 E0432 E0255 E0252 E0254 E0364 E0365".split(), -1)
PHASES |= dict.fromkeys(
    "E0046 E0050 E0053 E0049 E0117 E0119 E0185 E0186 E0191 E0195 E0199 E0200 E0201 E0204 E0207 E0220 E0107 "
    "E0121 E0072 E0589 E0693 E0552 E0517 E0587 E0370 "
    "E0184 E0120 E0118 E0116 E0124 E0081 E0084 E0323 E0324 E0325 E0366 E0367 E0390 E0391 E0592".split(),
    1,
)
AFTER_TYPES = frozenset("E0004 E0005 E0133 E0170".split())
BORROWCK = frozenset(
    "E0451 E0381 E0382 E0384 E0594 E0596 E0597 E0515 E0499 E0500 E0501 E0502 E0503 E0505 E0506 E0507 E0508 "
    "E0509 E0716 E0521 E0621 E0309 E0310 E0373 E0524 E0712 E0713".split()
)


BORROWS = 4
"""The phase of moves, mutability and borrows."""


def phase(diagnostic: Diagnostic) -> int:
    """When rustc would report it: imports (-1), names, items, bodies, patterns and unsafety, borrows, lints."""
    code = diagnostic.code
    if code is None:
        if diagnostic.message == "lifetime may not live long enough":
            return BORROWS
        return -1 if diagnostic.message.startswith(("cannot find attribute", "invalid signature for `extern")) else 2
    if code in PHASES:
        return PHASES[code]
    if code in AFTER_TYPES:
        return 3
    if code in BORROWCK:
        return BORROWS
    return 2 if code[:1] == "E" and code[1:].isdigit() else 5


class Context:
    """One compilation: the shared crates, the student's, and the messages."""

    def __init__(self, shared: Shared, diagnostics: Diagnostics) -> None:
        self.shared = shared
        self.local = Store()
        self.diagnostics = diagnostics
        self.sources = shared.sources
        self.muted = 0
        self.looking: set[Any] = set()
        self.evaluating: list[Def] = []
        self.aliases: list[AliasDef] = []
        self.typing: list[ConstDef] = []
        self.endless: set[AliasDef] = set()
        self.features: set[str] = set()
        self.edition = 2024
        self.editions: dict[str, int] = {}
        """Those of dependencies."""
        self.externs: dict[str, Mapping[str, str]] = {}
        """What a crate calls others, where that is not their name."""
        self.checking: list[Def] = []
        self.check_body: Callable[[Def], Body] = lambda d: (_ for _ in ()).throw(RuntimeError)

    def edition_of(self, defn: Def) -> int:
        """The edition of an item's crate."""
        return self.editions.get(defn.crate, self.edition)

    def store(self, defn: Def) -> Store:
        """Where things about ``defn`` are kept."""
        return self.shared.store if defn.prelude else self.local

    def crate(self, name: str) -> ModuleDef | None:
        """The root module of a crate, loading one of ours when it is first named."""
        found = self.local.crates.get(name) or self.shared.store.crates.get(name)
        if found is None and name not in self.shared.missing:
            found = self.shared.load(self.shared, name)
            if found is None:
                self.shared.missing.add(name)
        return found

    def lang(self, name: str) -> Def | None:
        """The lang item of that name, or None if no loaded crate has it."""
        return self.shared.store.lang.get(name) or self.local.lang.get(name)

    def lang_trait(self, name: str) -> TraitDef | None:
        """A lang item that is a trait."""
        found = self.lang(name)
        return found if isinstance(found, TraitDef) else None

    def lang_adt(self, name: str) -> AdtDef | None:
        """A lang item that is a struct or enum (an enum may also be known by its variants)."""
        found = self.lang(name)
        if found is None and name in VARIANTS:
            variant = self.lang(VARIANTS[name])
            found = variant.adt if isinstance(variant, VariantRef) else None
        return found if isinstance(found, AdtDef) else None

    def error(
        self,
        code: str | None,
        message: str,
        span: Span,
        label: str = "",
        *,
        helps: Iterable[str] = (),
        notes: Iterable[str] = (),
        also: Iterable[tuple[Span, str]] = (),
    ) -> None:
        """Report an error (not while something is only being tried)."""
        if self.muted:
            return
        self.diagnostics.error(message, span, code, label, notes=notes, helps=helps, secondary=also)

    def warning(self, lint: str, message: str, span: Span, label: str = "", helps: Iterable[str] = ()) -> None:
        """Report a warning of a lint."""
        self.diagnostics.warning(message, span, lint, label, helps=helps)

    def unsupported(self, what: str, span: Span, instead: str = "") -> None:
        """Report something that Rust has and we have not."""
        self.error(None, f"`{what}` is not supported by pagesim", span, helps=[instead] if instead else ())


Item = AdtDef | TraitDef | FnDefn | ConstDef | StaticDef | ImplDef
