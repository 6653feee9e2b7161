"""The lint ``unused_imports``: what a private ``use`` brings in and nothing there names.

It goes by the words of the text, which macros, attributes and formats name things in as well: what stands anywhere in
the module counts as used, and so does a trait any of whose methods the program calls.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..names import thir
from ..names.collect import TYPES, VALUES, Import
from ..names.defs import Def, ImplDef, ModuleDef, TraitDef
from ..span import Span
from .dead import listed
from .lints import attribute_level, give
from .writeback import children

if TYPE_CHECKING:
    from ..program import Program

LINT = "unused_imports"
_UNREAD = re.compile(r"//[^\n]*|/\*.*?\*/|b?r(#*)\".*?\"\1|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\\n]|\\.)'", re.DOTALL)
_WORD = re.compile(r"[^\W\d]\w*")

_USE = re.compile(r"\buse\s+(?:::\s*)?([^\W\d]\w*)?[^;]*;")


def first_word(use: re.Match[str]) -> str:
    """A ``use`` with all but its path's first name blank."""
    whole = use[0]
    kept = re.sub(r"[^\n]", " ", whole)
    if use[1] is not None and re.match(r"\s*::", whole[use.end(1) - use.start() :]):
        at = use.start(1) - use.start()
        kept = kept[:at] + use[1] + kept[at + len(use[1]) :]
    return kept


def without_texts(text: str) -> str:
    """A source text with blanks for comments and literals; of a literal stays what a format may name."""

    def blank(found: re.Match[str]) -> str:
        piece = found[0]
        if piece.startswith(("/", "'")):
            return re.sub(r"[^\n]", " ", piece)
        named = {m.start(1): m[1] for m in re.finditer(r"\{([^\W\d]\w*)", piece)}
        out = list(re.sub(r"[^\n]", " ", piece))
        for at, name in named.items():
            out[at : at + len(name)] = name
        return "".join(out)

    return _UNREAD.sub(blank, text)


class UnusedImports:
    """Looks at the imports of all modules."""

    def __init__(self, program: Program, crates: list[ModuleDef], defs: list[Def]) -> None:
        self.program, self.items, self.cx = program, program.items, program.cx
        self.sources = program.sources
        self.modules = list(crates)
        self.imports: list[Import] = []
        for d in defs:
            if isinstance(d, ModuleDef):
                self.modules.append(d)
        for module in [*self.modules, *self.cx.local.blocks]:
            if module.kind in ("mod", "block"):
                self.imports += [i for found in module.imports.values() for i in found] + module.unnamed + module.globs
        self.texts: dict[int, str] = {}
        self.files: dict[str, set[int]] = {crate.name: set() for crate in crates}
        for one in [*crates, *defs]:
            at = self.sources.outermost(one.span)
            if at.file and one.crate in self.files:
                self.files[one.crate].add(at.file)
        self.called = {trait for d in defs for trait in self.traits_called(d)}

    def traits_called(self, d: Def) -> set[TraitDef]:
        """The traits whose members an item's body names."""
        if isinstance(d, ImplDef | TraitDef):
            return {t for m in [*d.methods.values(), *d.consts.values()] for t in self.traits_called(m)}
        body = self.cx.local.bodies.get(d)
        found: set[TraitDef] = set()
        pending: list[Any] = [body.value] if body is not None else []
        while pending:
            n = pending.pop()
            pending += children(n)
            defn = getattr(n, "defn", None)
            container = getattr(defn, "container", None)
            if isinstance(container, ImplDef):
                container = container.trait
            if isinstance(container, TraitDef):
                found.add(container)
            if isinstance(n, thir.FnValue):
                owner = getattr(getattr(n.ty, "defn", None), "container", None)
                if isinstance(owner, TraitDef):
                    found.add(owner)
        return found

    def text(self, file: int) -> str:
        """The words of a file; of imports only the first of each path."""
        found = self.texts.get(file)
        if found is None:
            found = _USE.sub(first_word, without_texts(self.sources.files[file].text))
            self.texts[file] = found
        return found

    def region(self, module: ModuleDef, file: int) -> str:
        """The text of a module: its file, or its part of one."""
        text = self.text(file)
        if module.outer is None or module.span.file != file:
            return text
        at = module.span.hi
        while at < len(text) and text[at].isspace():
            at += 1
        if text[at : at + 1] != "{":
            return text
        depth = 0
        for end in range(at, len(text)):
            depth += (text[end] == "{") - (text[end] == "}")
            if depth == 0:
                return text[at:end]
        return text

    def is_named(self, imp: Import, names: set[str]) -> bool:
        """Whether one of the names stands in the module of an import, or is asked of it from elsewhere."""
        module = imp.module.nearest()
        if names & set(_WORD.findall(self.region(module, imp.span.file))):
            return True
        ways = "|".join(map(re.escape, names))
        asked = re.compile(rf"\b(?:super|crate|self)\s*::\s*(?:\w+\s*::\s*)*(?:(?:{ways})\b|\*|\{{)")
        for file in self.files[module.crate] - {imp.span.file}:
            text = without_texts(self.sources.files[file].text)
            if asked.search(text) and names & set(_WORD.findall(text)):
                return True
        return False

    def is_used(self, imp: Import) -> bool:
        """Whether an import is good for something; doubts count for it."""
        if imp.scope is None or imp.span.ctx or not imp.span.file or imp.path.global_:
            return True
        if imp.glob:
            target = self.items.glob_target(imp)
            if target is None:
                return True
            found = [(name, b.target) for ns in (TYPES, VALUES) for name, b in self.items.contents(target, ns)]
            if any(isinstance(t, TraitDef) and t in self.called for _, t in found):
                return True
            names = {name for name, _ in found} | target.macros | target.exported
            return bool(names) and self.is_named(imp, names)
        binding = self.items.import_binding(imp, TYPES)
        target_def = binding.target if binding is not None else None
        if isinstance(target_def, TraitDef) and target_def in self.called:
            return True
        if imp.alias is None or imp.alias.name == "_":
            return not isinstance(target_def, TraitDef)
        return self.is_named(imp, {imp.alias.name})

    def tell(self) -> None:
        """One warning for each ``use`` that brings in something unused."""
        groups: dict[int, list[Import]] = {}
        for imp in self.imports:
            if not self.is_used(imp):
                groups.setdefault(id(imp.attrs), []).append(imp)
        for group in sorted(groups.values(), key=lambda g: min(i.span for i in g)):
            group.sort(key=lambda i: i.span)
            first = group[0]
            levels = [found for attr in first.attrs if (found := attribute_level(attr, LINT))]
            if "allow" in levels:
                continue
            texts = sorted(self.written(i.span) for i in group)
            message = f"unused import{'s' if len(texts) > 1 else ''}: {listed(texts)}"
            beside = [(i.span, "") for i in group[1:]]
            owner: Any = first.module if first.module.kind == "mod" else first.module.nearest()
            give(self.cx, owner, LINT, message, first.span, beside=beside)

    def tell_macros(self) -> None:
        """Macros that nothing calls: their names stand where they are defined and nowhere else."""
        for item, module in self.cx.local.macros:
            span = item.ident.span
            if item.exported or (item.item and item.vis) or span.ctx or item.ident.name.startswith("_"):
                continue
            texts = [without_texts(self.sources.files[file].text) for file in self.files[module.crate] | {span.file}]
            if sum(len(re.findall(rf"\b{re.escape(item.ident.name)}\b", text)) for text in texts) == 1:
                if "allow" not in [attribute_level(attr, "unused_macros") for attr in item.attrs]:
                    message = f"unused macro definition: `{item.ident.name}`"
                    give(self.cx, module.nearest(), "unused_macros", message, span)

    def written(self, span: Span) -> str:
        text = self.sources.files[span.file].text[span.lo : span.hi]
        return re.sub(r"\s+", " ", text)


def check_unused_imports(program: Program, crates: list[ModuleDef], defs: list[Def]) -> None:
    """Tell of imports and macros that are good for nothing."""
    unused = UnusedImports(program, crates, defs)
    unused.tell()
    unused.tell_macros()
