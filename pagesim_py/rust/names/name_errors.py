"""Messages about names, and what could have been meant."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import similar
from ..span import NO_SPAN, Span
from ..syntax import ast
from ..syntax.macro_scope import no_crate_help, other_loader_help
from .collect import TYPES, VALUES
from .defs import (
    AdtDef,
    Binding,
    Def,
    ModuleDef,
)
from .names import PRIMITIVES, Names, kind_of, visible


class NameErrors(Names):
    """Reports names that mean nothing or may not be used."""

    def where(self, module: ModuleDef) -> str:
        """A module's name as messages give it."""
        if module.outer is None:
            return "the crate root" if not module.prelude else f"`{module.name}`"
        return f"`{module.name}`"

    def module_helps(self, module: ModuleDef, name: str) -> list[str]:
        close = similar(name, [n for n, b in self.contents(module, TYPES) if self.as_module(b.target)])
        return [f"there is a crate or module with a similar name: `{close}`"] if close else []

    def private(self, found: Binding, span: Span, name: str, value: bool = False) -> None:
        """Report a name that may not be used here."""
        target = found.target
        kind = kind_of(target)
        if value and isinstance(target, AdtDef):
            kind = "tuple struct constructor" if target.node.kind == "tuple" else "unit struct"
        also = [(target.span, f"the {kind} `{name}` is defined here")] if isinstance(target, Def) else []
        if found.imported:
            kind = f"{kind} import"
            also = [(found.span, f"the {kind} `{name}` is defined here")]
        self.cx.error("E0603", f"{kind} `{name}` is private", span, f"private {kind}", also=also)

    def hidden_constructor(self, target: object, span: Span, expecting: str) -> bool:
        """Report a tuple struct that is named as a value where its constructor is hidden; False if it is no such."""
        if not (isinstance(target, AdtDef) and target.kind == "struct" and target.node.kind == "tuple"):
            return False
        why = "constructor is not visible here due to private fields"
        if expecting == "tuple struct or tuple variant":
            self.cx.error(
                "E0532", "cannot match against a tuple struct which contains private fields", span, "", notes=[why]
            )
        elif expecting == "function":
            self.cx.error(
                "E0423", "cannot initialize a tuple struct which contains private fields", span, "", notes=[why],
                helps=[f"see whether an associated function makes one: `{target.name}::new(..)`"],
            )  # fmt: skip
        else:
            self.cx.error("E0423", f"expected value, found struct `{target.name}`", span, why)
        return True

    def unknown_first(self, path: ast.Path, module: ModuleDef) -> None:
        """Report that the first segment of a path means nothing."""
        ident = path.segments[0].ident
        name = ident.name
        if name == "super":
            self.cx.error("E0433", "too many leading `super` keywords", ident.span, "too many leading `super` keywords")
        elif name[:1].isupper():
            close = similar(name, [n for n, _ in self.in_scope(module, TYPES)])
            helps = [f"a type with a similar name exists: `{close}`"] if close else []
            self.cx.error(
                "E0433",
                f"cannot find type `{name}` in this scope",
                ident.span,
                f"use of undeclared type `{name}`",
                helps=helps or self.importable(name, TYPES),
            )
        else:
            helps = no_crate_help(name)
            if name not in ("std", "alloc") and not other_loader_help(name):
                close = similar(name, [n for n, b in self.in_scope(module, TYPES) if self.as_module(b.target)])
                helps = [f"there is a crate or module with a similar name: `{close}`"] if close else helps
            self.cx.error(
                "E0433",
                f"cannot find module or crate `{name}` in this scope",
                ident.span,
                f"use of unresolved module or unlinked crate `{name}`",
                helps=helps,
            )

    def unknown_member(
        self, inside: ModuleDef, segments: list[ast.Segment], at: int, ns: int, module: ModuleDef, expecting: str
    ) -> None:
        """Report that a module does not have the last name of a path."""
        name, span = segments[at].ident
        what = (
            f"crate `{inside.name}`"
            if inside.outer is None
            else f"module `{'::'.join(s.ident.name for s in segments[:at])}`"
        )
        if inside.outer is None and not inside.prelude and segments[at - 1].ident.name in ("crate", "$crate"):
            what = "the crate root"
        elif inside.outer is not None and segments[at - 1].ident.name == "self":
            what = f"module `{inside.name}`"
        other = self.member(inside, name, 1 - ns, module)
        kind = expecting or ("value" if ns == VALUES else "type")
        if other is not None and ns == VALUES:
            if self.hidden_constructor(other.target, segments[0].ident.span.to(span), expecting):
                return
            self.cx.error(
                "E0532" if expecting == "tuple struct or tuple variant" else "E0423",
                f"expected {kind}, found {kind_of(other.target)} `{'::'.join(s.ident.name for s in segments)}`",
                segments[0].ident.span.to(span),
                f"not a {kind}",
            )
            return
        if other is not None and ns == TYPES:
            self.cx.error(
                "E0573",
                f"expected type, found {kind_of(other.target)} `{'::'.join(s.ident.name for s in segments)}`",
                segments[0].ident.span.to(span),
                "not a type",
            )
            return
        close = similar(name, [n for n, b in self.contents(inside, ns) if visible(b.scope, module)])
        helps = [f"a similar name exists in the module: `{close}`"] if close else self.importable(name, ns)
        code = {
            "struct, variant or union type": "E0422",
            "trait": "E0405",
            "tuple struct or tuple variant": "E0531",
        }.get(kind, "E0425")
        self.cx.error(
            code,
            f"cannot find {kind} `{name}` in {what}",
            span,
            f"not found in {what.removeprefix('module ')}",
            helps=helps,
        )

    def contents(self, module: ModuleDef, ns: int, depth: int = 0) -> Iterator[tuple[str, Binding]]:
        """All names of a module in a namespace, imports and globs too."""
        yield from module.names[ns].items()
        for name, imports in module.imports.items():
            for imp in imports:
                found = self.import_binding(imp, ns)
                if found is not None:
                    yield name, found
        if depth < 3:
            for imp in module.globs:
                target = self.glob_target(imp)
                if target is not None and target is not module:
                    yield from self.contents(target, ns, depth + 1)

    def in_scope(self, module: ModuleDef, ns: int) -> Iterator[tuple[str, Binding]]:
        """All names that can be used in a module without a path."""
        at: ModuleDef | None = module
        while at is not None:
            yield from self.contents(at, ns)
            if at.kind == "mod":
                break
            at = at.outer
        prelude = self.prelude()
        if prelude is not None:
            yield from self.contents(prelude, ns)
        if ns == TYPES:
            yield from PRIMITIVES.items()
            for name, root in {**self.cx.shared.store.crates, **self.cx.local.crates}.items():
                yield name, Binding(root, None, NO_SPAN)

    def importable(self, name: str, ns: int) -> list[str]:
        """Helps that name the places from which ``name`` could be imported."""
        found: list[str] = []
        seen: set[ModuleDef] = set()

        def search(module: ModuleDef, path: str, depth: int) -> None:
            if module in seen or depth > 5:
                return
            seen.add(module)
            hit = self.member(module, name, ns)
            if hit is not None and hit.scope is None and not isinstance(hit.target, ModuleDef):
                found.append(f"{path}::{name}")
            for inner, b in list(module.names[TYPES].items()):
                if isinstance(b.target, ModuleDef) and b.scope is None and b.target.kind == "mod":
                    search(b.target, f"{path}::{inner}", depth + 1)

        for crate in ("core", "x86_64", "bootloader", "alloc", "spin", "lazy_static", "volatile"):
            root = self.cx.crate(crate)
            if root is not None:
                search(root, crate, 0)
        for crate, root in self.cx.local.crates.items():
            search(root, crate if crate != "main" else "crate", 0)
        found.sort(key=lambda p: (p.count("::"), p))
        if not found:
            return []
        if len(found) == 1:
            return [f"consider importing this: use {found[0]};"]
        return ["consider importing one of these: " + " ".join(f"use {p};" for p in found[:3])]
