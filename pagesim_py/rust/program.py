"""The front end's door: from files to a checked program."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from .check.fn import check_body
from .check.items import check_program
from .dependencies import Dependency, read_dependencies
from .diagnostics import Diagnostics, render
from .lower.layout import Layouts
from .names import thir, types
from .names.collect import Collector
from .names.constvalues import ConstError
from .names.context import Context
from .names.defs import ConstDef, Def, FnDefn, ModuleDef, StaticDef, TraitDef
from .names.fulfil import Fulfil
from .names.impls import Impls, Selection
from .names.imports import check_imports
from .names.show import SOURCES, show
from .names.symbols import Linkable, Symbols
from .names.thir import Body, Instance
from .names.trait_opaques import stood_for
from .names.types import ERROR, ClosureTy, ConstExpr, Dyn, FnItemTy, FnPtr, Opaque, Tuple, Ty, substitute
from .own import CRATE_NAMES, ON_HEAP, RELEASES
from .prelude import PreludeError, PreludeShared, cfg_of, crate_names_in, load_crate, shared_for
from .span import NO_SPAN
from .stack import room_for
from .syntax import ast, parser
from .syntax.harness import HIDDEN

DIALECT = "0.14.13"
NESTING = 6_000
"""How many calls deep the checker may be in what a program nests."""


def library_name(files: dict[str, str]) -> str:
    """The package's name: as Cargo.toml gives it if it is there, else the crate that main.rs names and that is none of
    ours.
    """
    given = re.search(r'^\s*name\s*=\s*"([A-Za-z_][\w-]*)"', files.get("Cargo.toml", ""), re.MULTILINE)
    if given:
        return given[1].replace("-", "_")
    if "src/lib.rs" not in files:
        return "osirs"
    main = re.sub(r"//[^\n]*", "", files.get("src/main.rs", ""))
    own = {"core", "alloc", "std", "crate", "self", "super", "Self", *CRATE_NAMES, *re.findall(r"\bmod\s+(\w+)", main)}
    named = re.findall(r"(?:\bextern\s+crate|\buse)\s+(?:::)?([a-z_]\w*)\s*(?:::|;)", main)
    named += re.findall(r"(?<![\w:$.#])([a-z_]\w*)::", main)
    named = [n for n in named if n not in own]
    return "osirs" if "osirs" in named or not named else named[0]


class ProgramItems(Impls):
    """Items with the queries that evaluation needs from the program."""

    program: Program

    def program_resolve(self, fn: FnDefn, generics: tuple[Ty, ...]) -> Instance | None:
        return self.program.resolve_instance(fn, generics)

    def program_resolve_const(self, const: ConstDef, args: tuple[Ty, ...]) -> tuple[ConstDef, tuple[Ty, ...]] | None:
        return self.program.resolve_const(const, args)

    def program_normalize(self, ty: Ty) -> Ty:
        return self.program.normalize(ty)

    def program_layout(self, ty: Ty, what: str) -> int:

        layout = Layouts(self.program).of(ty)
        return int(layout.size if what == "size_of" else layout.align)


class Program:
    """A checked program. Types given to its queries are concrete unless said otherwise."""

    def __init__(self, shared: PreludeShared, diagnostics: Diagnostics) -> None:
        self.shared = shared
        self.cx = Context(shared, diagnostics)
        self.cx.check_body = self.thir
        self.items = ProgramItems(self.cx)
        self.items.program = self
        self.diagnostics = diagnostics
        self.sources = shared.sources
        self.solver = Fulfil(self.items)
        self.entry: FnDefn | None = None
        self.panic_handler: FnDefn | None = None
        self.global_allocator: StaticDef | None = None
        self.exports = Symbols()
        self.tests: list[tuple[str, FnDefn]] = []
        """What the test harness calls, if there is one."""
        self.checking: list[Def] = []
        self.normal: dict[Ty, Ty] = {}
        self.resolved: dict[tuple[FnDefn, tuple[Ty, ...]], Instance] = {}

    # --- bodies -------------------------------------------------------------------------------------------------------

    def thir(self, defn: Def) -> Body:
        """The typed tree of a function, constant or static; checked when first asked for."""
        store = self.cx.store(defn)
        found = store.bodies.get(defn)
        if found is None and self.shared.kept is not None:
            found = self.shared.kept.body(defn)
            if found is not None:
                store.bodies[defn] = found
        if found is not None:
            return found
        if defn in self.checking:
            self.cx.error("E0391", f"cycle detected when checking `{defn.path}`", defn.span)
            return Body([], ERROR, thir.TupleExpr(ERROR, defn.span, []))
        self.checking.append(defn)
        token = SOURCES.set(self.sources)
        before = self.diagnostics.error_count
        muted, self.cx.muted = self.cx.muted, 0
        try:
            body = check_body(self.items, defn, self.force)
        except Exception as error:
            if getattr(error, "place", None) is None and not defn.prelude:
                error.place = defn.span  # type: ignore[attr-defined]
                error.add_note(f"while checking `{defn.path}`")
            raise
        finally:
            self.cx.muted = muted
            SOURCES.reset(token)
            self.checking.pop()
        if defn.prelude and self.diagnostics.error_count > before:
            fresh = [
                d
                for d in self.diagnostics.errors
                if self.sources.files[self.sources.outermost(d.span).file].name.split("/")[0] in CRATE_NAMES
            ]
            raise PreludeError("\n".join(render(d, self.sources) for d in fresh) or f"in {defn.path}")
        store.bodies[defn] = body
        return body

    def force(self, node: Any) -> None:
        """Parse a body that was left as tokens."""
        parser.force_body(node)
        if self.shared.diagnostics.error_count:
            raise PreludeError("\n".join(render(d, self.sources) for d in self.shared.diagnostics.errors))

    # --- types --------------------------------------------------------------------------------------------------------

    def normalize(self, ty: Ty) -> Ty:
        """The type with projections worked out, opaque types revealed and constants evaluated."""
        if not ty.has_projection:
            return ty
        found = self.normal.get(ty)
        if found is None:
            found = self._normalize(ty)
            self.normal[ty] = found
        return found

    def _normalize(self, ty: Ty) -> Ty:
        ty = ty.rebuild(self.normalize)
        if isinstance(ty, Opaque):
            return self.normalize(self.revealed(ty))
        if isinstance(ty, types.Projection):
            got = self.solver.project(ty.defn, ty.args)
            if isinstance(got, Ty):
                got = self.solver.resolve(got)
                return self.normalize(got) if got is not ty else got
            return ty
        if isinstance(ty, ConstExpr):
            return self.solver.const_expr(ty)
        return ty

    def revealed(self, ty: Opaque) -> Ty:
        """The type that an ``impl Trait`` in return position stands for; in a trait's method, that of the impl."""
        if isinstance(ty.defn.container, TraitDef):
            chosen = self.resolve_instance(ty.defn, ty.args)
            if chosen.defn is not None and chosen.defn is not ty.defn:
                given = self.normalize(substitute(self.items.sig(chosen.defn).ret or types.UNIT, chosen.generics))
                return stood_for(ty.defn, ty.args, given, self.normalize).get(ty.index, ERROR)
        return substitute(self.hidden_type(ty), ty.args)

    def hidden_type(self, opaque: Opaque) -> Ty:
        """The type behind ``impl Trait`` in return position, in terms of the function's generics."""
        self.thir(opaque.defn)
        return self.cx.store(opaque.defn).hidden.get((opaque.defn, opaque.index), ERROR)

    def implements(self, ty: Ty, trait: TraitDef | str, args: tuple[Ty, ...] = ()) -> bool:
        """Whether a type implements a trait (given itself or by its lang name)."""
        found = self.cx.lang_trait(trait) if isinstance(trait, str) else trait
        if found is None:
            return False
        mark = self.solver.snapshot()
        try:
            return isinstance(self.solver.holds(found, (ty, *args)), Selection)
        finally:
            self.solver.rollback(mark)

    def is_copy(self, ty: Ty) -> bool:
        """Whether a type is Copy."""
        return self.implements(ty, "copy")

    def fields(self, ty: Ty, variant: int = 0) -> list[Ty]:
        """The types of the fields of a struct, variant, tuple, array element or closure's captures."""
        if isinstance(ty, types.Adt):
            variants = self.items.adt(ty.defn).variants
            if variant >= len(variants):
                raise ConstError("cycle detected when evaluating type-level constant", code="E0391")
            return [self.normalize(substitute(f.ty, ty.args)) for f in variants[variant].fields]
        if isinstance(ty, Tuple):
            return list(ty.items)
        if isinstance(ty, ClosureTy):
            out = []
            for c in ty.expr.captures:
                t = self.normalize(substitute(c.ty, ty.args))
                out.append(t if c.mode == "move" else types.ref(c.mode == "mut", t))
            return out
        return []

    def lang(self, name: str) -> Def | None:
        """A lang item."""
        return self.cx.lang(name)

    def drop_impl(self, ty: Ty) -> FnDefn | None:
        """``Drop::drop`` of exactly this type, if it has one."""
        trait = self.cx.lang_trait("drop")
        if trait is None or not isinstance(ty, types.Adt):
            return None
        for impl in self.items.impls_of(trait, ty.defn):
            if isinstance(impl.self_ty, types.Adt) and impl.self_ty.defn is ty.defn:
                return self.items.sig(impl.methods["drop"])
        return None

    def linked(self, defn: Linkable) -> Linkable | None:
        """What is defined under the name that a declaration in an ``extern`` block gives; None if nothing is."""
        return self.exports.find(defn, self.shared.store.crates["core"])

    # --- instances ----------------------------------------------------------------------------------------------------

    def resolve_instance(self, fn: FnDefn, generics: tuple[Ty, ...]) -> Instance:
        """What a call of ``fn`` with concrete generics runs."""
        key = (fn, generics)
        found = self.resolved.get(key)
        if found is None:
            found = self.resolved[key] = self._resolve(fn, tuple(self.normalize(g) for g in generics))
        return found

    def _resolve(self, fn: FnDefn, generics: tuple[Ty, ...]) -> Instance:
        trait = fn.container
        if not isinstance(trait, TraitDef):
            return Instance("fn", self.items.sig(fn), generics)
        n = len(self.items.generics(trait).params)
        args, own = generics[:n], generics[n:]
        self_ty = args[0]
        if isinstance(self_ty, Dyn) and self.in_vtable(fn, self_ty):
            return Instance("virtual", fn, generics, self_ty, self.vtable_index(fn, self_ty))
        if trait.lang == "future_trait" and isinstance(self_ty, ClosureTy):
            return Instance("future", fn, generics, self_ty)
        if trait.lang in ("fn", "fn_mut", "fn_once"):
            if isinstance(self_ty, ClosureTy):
                return Instance("closure", fn, generics, self_ty)
            if isinstance(self_ty, FnItemTy | FnPtr):
                return Instance("fn-value", fn, generics, self_ty)
        mark = self.solver.snapshot()
        answer = self.solver.select(trait, args)
        if isinstance(answer, Selection) and answer.kind == "impl" and answer.impl is not None:
            self.settle(answer)
            impl_args = tuple(self.normalize(self.solver.resolve(a)) for a in answer.args)
            self.solver.rollback(mark)
            method = answer.impl.methods.get(fn.name)
            if method is None:
                return Instance("fn", self.items.sig(fn), generics)
            return Instance("fn", self.items.sig(method), (*impl_args, *own))
        self.solver.rollback(mark)
        if isinstance(answer, Selection) and trait.lang == "clone" and fn.name == "clone":
            return Instance("clone", fn, generics, self_ty)
        if fn.has_body:
            return Instance("fn", self.items.sig(fn), generics)

        raise LookupError(f"no instance of {fn.path} for {', '.join(map(show, generics))}")

    def settle(self, answer: Selection) -> None:
        """Show the nested obligations of an impl, so that all its arguments become known."""
        if not any(self.solver.resolve(a).has_infer for a in answer.args):
            return
        for _ in range(4):
            for trait, args, assoc, value in answer.nested:
                if assoc is not None and value is not None:
                    got = self.solver.project(assoc, args)
                    if isinstance(got, Ty):
                        self.solver.unify(got, value)
                else:
                    self.solver.select(trait, args)
            if not any(self.solver.resolve(a).has_infer for a in answer.args):
                return

    def vtable_methods(self, dyn: Dyn) -> list[tuple[FnDefn, tuple[Ty, ...]]]:
        """The methods of a vtable in order (supertraits' first), each with its trait's arguments (Self is the
        object type)."""
        out = []
        own = (dyn, *dyn.args)
        for p in reversed([p for p in self.items.supertrait_closure(dyn.trait) if p.assoc is None]):
            args = tuple(self.normalize(substitute(a, own)) for a in p.args)
            for fn in p.trait.methods.values():
                if fn.has_self and len(self.items.generics(fn).params) == len(self.items.generics(p.trait).params):
                    out.append((self.items.sig(fn), args))
        return out

    def in_vtable(self, fn: FnDefn, dyn: Dyn) -> bool:
        return any(m is fn for m, _ in self.vtable_methods(dyn))

    def vtable_index(self, fn: FnDefn, dyn: Dyn) -> int:
        """The number of a method in the vtable."""
        return next(i for i, (m, _) in enumerate(self.vtable_methods(dyn)) if m is fn)

    def resolve_const(self, const: ConstDef, args: tuple[Ty, ...]) -> tuple[ConstDef, tuple[Ty, ...]] | None:
        """The constant that an associated constant of a trait means for concrete arguments, with its generics."""
        trait = const.container
        if not isinstance(trait, TraitDef):
            return const, args
        mark = self.solver.snapshot()
        answer = self.solver.select(trait, args[: len(self.items.generics(trait).params)])
        if isinstance(answer, Selection) and answer.kind == "impl" and answer.impl is not None:
            self.settle(answer)
            impl_args = tuple(self.normalize(self.solver.resolve(a)) for a in answer.args)
            self.solver.rollback(mark)
            found = answer.impl.consts.get(const.name)
            if found is not None:
                self.items.const_ty(found)
                return found, impl_args
            if getattr(const.node, "value", None) is not None:
                return const, args
        self.solver.rollback(mark)
        return None


@room_for(NESTING)
def compile_program(
    files: dict[str, str],
    dialect: str = DIALECT,
    library: str | None = None,
    *,
    main_file: str = "src/main.rs",
    library_file: str = "src/lib.rs",
    edition: int = 2024,
    crate: str = "",
    test: bool = False,
    harness: str | None = None,
    features: Sequence[str] = (),
    dependencies: Sequence[Dependency] = (),
    externs: Sequence[tuple[str, str]] = (),
    variables: Sequence[tuple[str, str]] = (),
) -> Program:
    """Check a program given as files (``src/main.rs`` and so on). Raises CompileError with all messages.

    ``library`` is the package's name, by which the file of the binary, ``main_file``, calls the library; by default
    what Cargo.toml or main.rs says. An ``edition`` before 2024 takes back what that edition began to refuse.

    ``crate`` is the binary's own name, if it is not the library's. ``test``: the binary, not the library, is built with
    ``cfg(test)``; with ``harness``, as rustc's ``--test`` does, for the tests in whose path that text stands.

    ``features`` are the package's that are on. ``dependencies`` come with their own source; ``externs`` is what the
    package calls them. ``variables`` are what Cargo tells the package by ``env!``.
    """
    library = library or library_name(files)
    build = Build(
        library, main_file, library_file, edition, crate, test, harness, features, dependencies, dict(externs),
        dict(variables),
    )  # fmt: skip
    program = begin(files, dialect, build)
    collected = collect(program, build, parse(program, files, build))
    check(program, collected)
    program.tests = tests_of(collected[-1], harness or "")
    return program


class Build(NamedTuple):
    """What is built of a package: see ``compile_program``."""

    library: str
    main_file: str = "src/main.rs"
    library_file: str = "src/lib.rs"
    edition: int = 2024
    crate: str = ""
    test: bool = False
    harness: str | None = None
    features: Sequence[str] = ()
    dependencies: Sequence[Dependency] = ()
    externs: Mapping[str, str] = MappingProxyType({})
    variables: Mapping[str, str] = MappingProxyType({})

    def title(self, name: str) -> str:
        """What the program calls its crate ``name``: the library, "main", or a dependency."""
        titles = {one.key: one.name for one in self.dependencies}
        return self.crate or self.library if name == "main" else titles.get(name, self.library)


def begin(files: dict[str, str], dialect: str, build: Build) -> Program:
    """A program of which nothing is read yet, with those of our crates that its text names."""
    shared = shared_for(dialect)
    named = crate_names_in("\n".join(files.values()))
    for name in named:
        load_crate(shared, build.externs.get(name, name) if name in RELEASES else name)
    brought = {one.key for one in build.dependencies}
    for externs in (build.externs.items(), *(one.externs for one in build.dependencies)):
        for called, key in externs:  # other releases, and other names
            if (
                key not in brought
                and key.split(" ")[0] in CRATE_NAMES
                and (called in named or called not in CRATE_NAMES)
            ):
                load_crate(shared, key)
    program = Program(shared, Diagnostics())
    cx, sources = program.cx, shared.sources
    if ON_HEAP.intersection(named):
        cx.local.linked.add("alloc")
    cx.edition = build.edition
    cx.editions = {one.key: one.edition for one in build.dependencies}
    cx.externs = {one.key: dict(one.externs) for one in build.dependencies}
    cx.externs |= {build.library: build.externs, "main": build.externs}
    if capped := {one.key for one in build.dependencies if one.capped}:
        program.diagnostics.capped = lambda span: sources.files[sources.place(span).file].crate in capped
    return program


def parse(program: Program, files: dict[str, str], build: Build) -> list[tuple[str, ast.ModItem]]:
    """The trees of the dependencies, the library, if there is one, and the binary. Raises CompileError if one can't be
    read.
    """
    shared, diagnostics = program.shared, program.diagnostics
    env = dict(shared.macro_env)
    cfg: dict[str, Any] = {**cfg_of(shared.dialect), "edition": str(build.edition), "feature": build.features}
    parsed = read_dependencies(build.dependencies, files, shared, env, cfg, diagnostics)
    for name, path in ((build.library, build.library_file), ("main", build.main_file)):
        if path in files and (name == "main" or path != build.main_file):
            if not readable(diagnostics):
                break  # as Cargo does: what uses a crate that can't be read is not looked at
            own = {**cfg, "test": True} if build.test and name == "main" else cfg
            calls = parser.Harness(build.harness) if build.harness is not None and name == "main" else None
            told = {**build.variables, "CARGO_CRATE_NAME": build.title(name)}
            if name == "main":
                told = {"CARGO_BIN_NAME": build.crate or told.get("CARGO_PKG_NAME", build.library), **told}
            root = parser.parse_crate(
                shared.sources, name, path, files.get, own, env, diagnostics, title=build.title(name), harness=calls,
                externs=build.externs, variables=told,
            )  # fmt: skip
            parsed.append((name, root))
    if not readable(diagnostics):
        diagnostics.raise_if_errors()
    return parsed


def readable(diagnostics: Diagnostics) -> bool:
    """Whether what has been reported leaves the crates readable."""
    return all(d.message.startswith(parser.READ_ON) for d in diagnostics.errors)


def collect(program: Program, build: Build, parsed: list[tuple[str, ast.ModItem]]) -> list[ModuleDef]:
    """The crates with all definitions, the binary last. Raises CompileError for macros that there are not."""
    diagnostics = program.diagnostics
    unknown_macros = any(d.message.startswith(parser.NOT_FOUND[0]) for d in diagnostics.errors)
    collected = [
        Collector(program.cx, program.cx.local, name, False).root(root, build.title(name)) for name, root in parsed
    ]
    if unknown_macros:  # the `use` that should have brought a macro says why it is not there
        check_imports(program.items, collected)
        told = {d.message.rpartition("::")[2].strip("`") for d in diagnostics.errors if d.code == "E0432"}
        told = {f"cannot find macro `{name}` in this scope" for name in told}
        diagnostics.items = [d for d in diagnostics.items if d.message not in told]
        diagnostics.items.sort(key=lambda d: d.message.startswith(parser.NOT_FOUND))
        diagnostics.raise_if_errors()
    if not any(m.name == "main" for m in collected):
        diagnostics.error("there is no `src/main.rs`: a kernel needs one", NO_SPAN)
        diagnostics.raise_if_errors()
    return collected


def check(program: Program, collected: list[ModuleDef]) -> None:
    """Check names, types and borrows of all that was collected. Raises CompileError with all messages."""
    token = SOURCES.set(program.sources)
    try:
        check_program(program, collected)
    finally:
        SOURCES.reset(token)


def tests_of(crate: ModuleDef, only: str) -> list[tuple[str, FnDefn]]:
    """The functions that a crate's test harness calls, by their paths inside of the crate."""
    called = [binding.target for name, binding in crate.names[1].items() if name.startswith(HIDDEN)]
    found = [(d.path.partition("::")[2], d) for d in called if isinstance(d, FnDefn)]
    return sorted((test for test in found if only in test[0]), key=lambda test: test[0])
