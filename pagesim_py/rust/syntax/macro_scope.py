"""Where macros are known: textual scope, modules and `use`, the preludes (Rust reference, "Macro scoping").

Only as much of modules is kept here as finding a macro by its path needs; all other names are the checker's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..diagnostics import Diagnostics
from ..span import Ident, Sources, Span
from . import ast
from .cfg import CfgMap

if TYPE_CHECKING:
    from .macro_write import LazyTokens
    from .macros import MacroRules

BUILTINS = frozenset(
    "format_args const_format_args format_args_nl concat stringify line column file module_path include_str "
    "include_bytes include env option_env cfg_select "
    "cfg compile_error addr_of addr_of_mut offset_of asm naked_asm global_asm concat_idents "
    "concat_bytes unreachable_2021 panic_2021".split()
)
"""Macros that only the compiler can do; any path that ends in such a name below ``core`` leads to them."""

PLACED = {"mem": ("offset_of",), "ptr": ("addr_of", "addr_of_mut"), "arch": ("asm", "global_asm", "naked_asm")}
"""The modules of core that are the only home of some of them."""


@dataclass(frozen=True, slots=True)
class Builtin:
    """A macro that the compiler does itself."""

    name: str


@dataclass(slots=True)
class MacroUse:
    """One leaf of a ``use``:
    the path's names (first may be "crate", "self", "super", "::"), the name it binds (None with a glob), and the
    macros in textual scope there, which a single name may mean.
    """

    names: tuple[str, ...]
    alias: str | None
    crate: str | None = None
    scope: MacroScope | None = None


@dataclass(slots=True)
class MacroModule:
    """A module as macros see it. ``parent`` None: a crate's root. ``block``: the names inside a block of statements."""

    name: str
    crate: str
    parent: MacroModule | None = None
    block: bool = False
    children: dict[str, MacroModule] = field(default_factory=dict)
    macros: dict[str, Any] = field(default_factory=dict)
    uses: list[MacroUse] = field(default_factory=list)
    externs: dict[str, str] = field(default_factory=dict)
    macro_use: list[str] = field(default_factory=list)

    def root(self) -> MacroModule:
        """The crate's root module."""
        module = self
        while module.parent is not None:
            module = module.parent
        return module

    def plain(self) -> MacroModule:
        """The module itself, for a block the one around it."""
        module = self
        while module.block and module.parent is not None:
            module = module.parent
        return module

    def path(self) -> str:
        """``crate::a::b`` as ``module_path!`` has it."""
        module = self.plain()
        if module.parent is None:
            return module.name
        return f"{module.parent.path()}::{module.name}"


UNLINKED = frozenset({"alloc"})
"""Crates of the tool chain that nobody can name before an ``extern crate``."""


OTHER_LOADERS = {
    "bootloader_api": "bootloader 0.10 and later, with `bootloader_api`",
    "limine": "Limine",
    "stivale_boot": "stivale",
    "stivale": "stivale",
    "bootboot": "BOOTBOOT",
    "multiboot": "Multiboot",
    "multiboot2": "Multiboot2",
    "uefi": "UEFI",
    "uefi_services": "UEFI",
}
"""Crates that a kernel names because another boot loader starts it."""


def other_loader_help(name: str) -> list[str]:
    """What to say of a crate that belongs to another boot loader."""
    if name not in OTHER_LOADERS:
        return []
    return [
        f"this kernel is written for {OTHER_LOADERS[name]}; pagesim starts kernels as the crate `bootloader` 0.9 does: "
        "`use bootloader::{entry_point, BootInfo};`, with `fn kernel_main(boot_info: &'static BootInfo) -> !`"
    ]


def no_crate_help(name: str) -> list[str]:
    """What to do about a crate that is not there."""
    if name in OTHER_LOADERS:
        return other_loader_help(name)
    if name == "std":
        return ["a kernel has no `std`: use `core` (`core::fmt`, `core::panic`, `core::ptr` ...)"]
    if name in UNLINKED:
        return [f"add `extern crate {name}` to use the `{name}` crate"]
    return [f"you might be missing a crate named `{name}`"]


@dataclass(slots=True)
class MacroScope:
    """One macro in textual scope, and what was in scope before it."""

    name: str
    macro: MacroRules
    before: MacroScope | None


@dataclass(frozen=True, slots=True)
class Harness:
    """The test harness to add to a crate; ``only``: it calls the tests in whose path this text stands."""

    only: str = ""


@dataclass(slots=True)
class Session:
    """One crate being parsed."""

    sources: Sources
    diagnostics: Diagnostics
    cfg: CfgMap
    crate: str
    macro_env: dict[str, MacroModule]
    load_file: Callable[[str], str | None]
    pending: list[Any] = field(default_factory=list)  # macro calls among items whose macro is not known yet
    fixups: list[Callable[[], None]] = field(
        default_factory=list
    )  # bodies and values to parse once all items are known
    expansions: int = 0
    lexical: set[int] = field(default_factory=set)  # ids of the messages that the scanner gave
    recursion_limit: int = 128
    lazy_bodies: bool = False
    kept: ParseContext | None = None  # the surroundings last kept
    macros: list[MacroRules] = field(default_factory=list)  # all that the crate defines
    waiting: list[LazyTokens] | None = None  # in a prelude crate, while it is read: what has not been written out
    env: dict[str, str] = field(default_factory=dict)
    harness: Harness | None = None  # the crate is built as a test
    frameworks: bool = False  # the crate turns on `custom_test_frameworks`
    tests: dict[int, tuple[Any, Span]] = field(default_factory=dict)  # attributes of tests, and what follows each

    def forget(self) -> None:
        """Let what has not been written out go without the macros' tokens."""
        waiting, self.waiting = self.waiting, None
        for tokens in waiting or ():
            tokens.wait()


class ParseContext:
    """The surroundings of a piece of syntax: module, macros in textual scope, how deep in macro expansions."""

    __slots__ = ("depth", "diagnostics", "directory", "in_fn", "inline", "module", "scope", "session", "sources")

    def __init__(self, session: Session, module: MacroModule, scope: MacroScope | None = None) -> None:
        self.session = session
        self.sources = session.sources
        self.diagnostics = session.diagnostics
        self.module = module
        self.scope = scope
        self.depth = 0
        self.in_fn = False
        self.directory = ""
        self.inline = False  # inside of `mod x { ... }`, as far as this file goes

    def copy(self) -> ParseContext:
        """The same surroundings, free to change by themselves."""
        other = ParseContext(self.session, self.module, self.scope)
        other.depth, other.in_fn, other.directory, other.inline = self.depth, self.in_fn, self.directory, self.inline
        return other

    def kept(self) -> ParseContext:
        """The same surroundings, to be copied when they are needed: what stands together shares them."""
        last = self.session.kept
        if (
            last is None
            or last.module is not self.module
            or last.scope is not self.scope
            or (last.depth, last.in_fn, last.directory) != (self.depth, self.in_fn, self.directory)
        ):
            last = self.session.kept = self.copy()
        return last

    def enter_block(self) -> tuple[MacroScope | None, MacroModule]:
        """Begin a block of statements; give the result to `leave_block`."""
        saved = self.scope, self.module
        self.module = MacroModule("", self.module.crate, self.module, block=True)
        return saved

    def leave_block(self, saved: tuple[MacroScope | None, MacroModule]) -> None:
        """End a block: what it defined is out of scope."""
        self.scope, self.module = saved

    def define(self, name: str, macro: MacroRules, exported: bool) -> None:
        """A ``macro_rules!`` comes into textual scope; an exported one is also an item of the crate's root."""
        self.scope = MacroScope(name, macro, self.scope)
        self.session.macros.append(macro)
        if exported:
            self.module.root().macros[name] = macro

    # --- looking up ---------------------------------------------------------------------------------------------------

    def find(self, path: ast.Path) -> Any:
        """The macro that a call's path means, or None."""
        names = [segment.ident.name for segment in path.segments]
        if len(names) == 1 and not path.global_:
            return self.find_name(names[0])
        if path.global_:
            names.insert(0, "::")
        return self.follow(self.module, tuple(names), path.crate, set())

    def find_name(self, name: str) -> Any:
        """A macro by its bare name."""
        scope = self.scope
        while scope is not None:
            if scope.name == name:
                return scope.macro
            scope = scope.before
        module: MacroModule | None = self.module
        while module is not None:
            found = self.in_module(module, name, set())
            if found is not None:
                return found
            if not module.block:
                break
            module = module.parent
        root = self.module.root()
        for crate in root.macro_use:
            other = self.session.macro_env.get(crate)
            if other is not None and name in other.macros:
                return other.macros[name]
        for crate in ("core",):
            prelude = self.session.macro_env.get(crate)
            if prelude is not None and name in prelude.macros:
                return prelude.macros[name]
        if name in BUILTINS and name not in ("addr_of", "addr_of_mut", "offset_of", "asm", "global_asm", "naked_asm"):
            return Builtin(name)
        return None

    def in_module(self, module: MacroModule, name: str, seen: set[tuple[int, str]]) -> Any:
        """A macro among a module's own names: its root's exports, `use`, globs."""
        key = (id(module), name)
        if key in seen:
            return None
        seen.add(key)
        if name in module.macros:
            return module.macros[name]
        if module.crate == "core" and name in PLACED.get(module.name, ()):
            return Builtin(name)
        for use in module.uses:
            if use.alias == name:
                found = self.follow(module, use.names, use.crate, seen, use.scope)
                if found is not None:
                    return found
        for use in module.uses:
            if use.alias is None:
                target = self.module_at(module, use.names, use.crate, seen)
                if target is not None:
                    found = self.in_module(target, name, seen)
                    if found is not None:
                        return found
        return None

    def follow(
        self, module: MacroModule, names: tuple[str, ...], crate: str | None, seen: set[tuple[int, str]],
        scope: MacroScope | None = None,
    ) -> Any:  # fmt: skip
        """The macro at a path of two or more names."""
        if len(names) == 1:  # `use name as other;` of a textual macro, or a re-export of one
            while scope is not None:
                if scope.name == names[0]:
                    return scope.macro
                scope = scope.before
            return module.root().macros.get(names[0]) if names[0] not in self.session.macro_env else None
        target = self.module_at(module, names[:-1], crate, seen)
        if target is not None:
            found = self.in_module(target, names[-1], seen)
            if found is not None:
                return found
            if target.crate == "core" and target is target.root() and names[-1] in BUILTINS:
                return Builtin(names[-1])
        first = crate if names[0] == "$crate" else names[1] if names[0] == "::" and len(names) > 2 else names[0]
        if first in ("core", "alloc") and names[-1] in BUILTINS:
            return Builtin(names[-1])
        return None

    def module_at(
        self, module: MacroModule, names: tuple[str, ...], crate: str | None, seen: set[tuple[int, str]]
    ) -> MacroModule | None:
        """The module at a path, followed through `use` and other crates."""
        here: MacroModule | None = module.plain()
        for index, name in enumerate(names):
            if here is None:
                return None
            if name == "$crate":
                here = module.root() if crate == module.crate else self.crate_root(crate or "")
            elif name == "crate":
                here = here.root()
            elif name == "self":
                here = here.plain()
            elif name == "super":
                here = here.plain().parent
            elif name == "::":
                root = module.root()
                crates = {n: n for n in self.session.macro_env if n not in UNLINKED} | root.externs
                here = MacroModule("", root.crate, None, externs=crates)
                if root.crate in crates.values():
                    here.children = {n: root for n, crate in crates.items() if crate == root.crate}
            else:
                here = self.child(here, name, index == 0, module, seen)
        return here

    def child(
        self, here: MacroModule, name: str, first: bool, origin: MacroModule, seen: set[tuple[int, str]]
    ) -> MacroModule | None:
        """A module by name inside another (for a path's first name: also a crate)."""
        if name in here.children:
            return here.children[name]
        key = (id(here), "mod " + name)
        if key not in seen:
            seen.add(key)
            for use in [*here.uses, *(use for module in _blocks(origin) for use in module.uses if first)]:
                if use.alias == name and (use.names != (name,)):
                    found = self.module_at(here, use.names, use.crate, seen)
                    if found is not None:
                        return found
        for module in (here, *(_blocks(origin) if first else ()), *((here.root(),) if first else ())):
            crate = module.externs.get(name)
            if crate is not None:
                return module.root() if crate == module.crate else self.crate_root(crate)
        if first and name not in UNLINKED:
            return self.crate_root(name)
        return None

    def crate_root(self, name: str) -> MacroModule | None:
        """Another crate's root."""
        return self.session.macro_env.get(name)

    def known_names(self) -> Iterator[str]:
        """Names of macros in scope, for "did you mean"."""
        scope = self.scope
        while scope is not None:
            yield scope.name
            scope = scope.before
        yield from self.module.root().macros
        core = self.session.macro_env.get("core")
        if core is not None:
            yield from core.macros
        yield from ("format_args", "concat", "stringify", "line", "file", "compile_error")


def _blocks(module: MacroModule) -> Iterator[MacroModule]:
    while module.block and module.parent is not None:
        yield module
        module = module.parent


def add_use(context: ParseContext, path: ast.Path, alias: Ident | None, glob: bool) -> None:
    """Take note of a ``use`` leaf."""
    names = tuple(segment.ident.name for segment in path.segments)
    if path.global_:
        names = ("::", *names)
    if glob or alias is not None:
        context.module.uses.append(
            MacroUse(names, None if glob else alias.name if alias else None, path.crate, context.scope)
        )
