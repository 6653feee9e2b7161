"""The packages that a Cargo.toml depends on and whose source is there: given by path, patched, or vendored.

They are found, and their features resolved, as Cargo does it (Cargo Book, "Specifying Dependencies", "Features",
"Source Replacement"). All paths are as seen from the root package's folder, such as ``../util`` or ``vendor/heapless``.
"""

from __future__ import annotations

import posixpath
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from pagesim_py.labs.platform import holds
from pagesim_py.labs.variables import variables_of
from pagesim_py.labs.versions import fits, version_of, versions_in
from pagesim_py.rust.dependencies import Dependency
from pagesim_py.rust.own import CRATE_NAMES, RELEASES, USUAL, release_key

MANIFEST = "Cargo.toml"
"""The file that makes a package of a folder."""
CONFIGS = (".cargo/config.toml", ".cargo/config")
MAX_PACKAGES = 60
KNOWN = ", ".join(sorted(set(CRATE_NAMES) - {"core", "alloc"}))
LEVELS = 6
"""How many folders outward a workspace, or Cargo's configuration, is looked for."""


class PackageError(Exception):
    """A dependency can't be had; the message says why, and what would help."""


class Tree(Protocol):
    """Files, by their paths from the root package's folder."""

    def text(self, path: str) -> str | None:
        """A file's text, None if there is none."""

    def names(self, folder: str) -> list[str]:
        """What lies in a folder."""

    def sources(self, folder: str) -> Mapping[str, str]:
        """The Rust files below a folder, by their paths."""


@dataclass(eq=False)
class Package:
    """One package. ``on``: its features that are on; ``used``: its dependencies that are, by what it calls them (None:
    one of pagesim's own crates, or missing).
    """

    folder: str
    manifest: Mapping[str, Any]
    workspace: Mapping[str, Any] = field(default_factory=dict)
    home: str = ""
    """The workspace's folder."""
    capped: bool = False
    on: set[str] = field(default_factory=set)
    used: dict[str, Package | None] = field(default_factory=dict)
    asked: dict[str, set[str]] = field(default_factory=dict)
    """Features of its dependencies that its features ask for."""
    key: str = ""
    entries: dict[str, Mapping[str, Any]] | None = None
    """Its dependencies on this target, once they have been looked up."""

    @property
    def title(self) -> str:
        """The package's name."""
        return str(table(self.manifest, "package").get("name") or posixpath.basename(self.folder) or "kernel")

    @property
    def crate(self) -> str:
        """Its library's name."""
        return str(table(self.manifest, "lib").get("name") or self.title).replace("-", "_")

    @property
    def edition(self) -> int:
        """Its edition, by default Cargo's."""
        given = inherited(self, "edition")
        return int(given) if isinstance(given, str) and given in ("2018", "2021", "2024") else 2015

    @property
    def root(self) -> str:
        """Its library's file."""
        path = table(self.manifest, "lib").get("path")
        return posixpath.normpath(posixpath.join(self.folder, path if isinstance(path, str) else "src/lib.rs"))


@dataclass
class Packages:
    """What has been found. ``crates`` come behind those that they need; ``externs`` is what the root calls them."""

    crates: list[Dependency] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    features: tuple[str, ...] = ()
    externs: tuple[tuple[str, str], ...] = ()
    variables: tuple[tuple[str, str], ...] = ()
    """What Cargo tells the root by ``env!``."""
    notes: list[str] = field(default_factory=list)


def table(of: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A table inside of another; empty if it is none."""
    found = of.get(name)
    return found if isinstance(found, Mapping) else {}


def inherited(package: Package, key: str) -> object:
    """What a manifest says of the package, or its workspace for it."""
    given = table(package.manifest, "package").get(key)
    if isinstance(given, Mapping) and given.get("workspace") is True:
        return table(package.workspace, "package").get(key)
    return given


def packages_of(manifest: Mapping[str, Any], tree: Tree, *, tests: bool = False) -> Packages:
    """The packages that a root package is built with, for its tests also those of ``dev-dependencies``."""
    return _Resolution(manifest, tree, tests).result()


class _Resolution:
    """Finds packages, and turns features on until nothing new is."""

    def __init__(self, manifest: Mapping[str, Any], tree: Tree, tests: bool) -> None:
        self.tree, self.tests = tree, tests
        self.found: dict[str, Package] = {}
        self.notes: dict[str, None] = {}
        self.root = Package("", manifest)
        self.root.workspace, self.root.home = self.workspace_of(self.root)
        self.vendored = self.vendor_folders()
        self.begin(self.root)
        self.enable(self.root, "default")

    def result(self) -> Packages:
        """What the compiler is to be told."""
        ordered: list[Package] = []
        self.order(self.root, ordered, [])
        taken = {*CRATE_NAMES, "main", self.root.crate}
        result = Packages(notes=list(self.notes))
        for package in ordered[:-1]:
            number, package.key = 2, package.crate
            while package.key in taken:
                package.key, number = f"{package.crate} {number}", number + 1
            taken.add(package.key)
        for package in ordered[:-1]:
            sources = self.tree.sources(posixpath.dirname(package.root))
            if package.root not in sources:
                raise PackageError(f"the dependency `{package.title}` has no library: there is no {package.root}")
            result.files |= sources
            features = tuple(sorted(package.on))
            result.crates.append(
                Dependency(
                    package.key, package.crate, package.root, package.edition, features, externs_of(package),
                    package.capped, variables_of(package.title, package.folder, partial(inherited, package)),
                )
            )  # fmt: skip
        result.features, result.externs = tuple(sorted(self.root.on)), externs_of(self.root)
        result.variables = variables_of(self.root.title, self.root.folder, partial(inherited, self.root))
        return result

    def order(self, package: Package, ordered: list[Package], above: list[Package]) -> None:
        """Puts a package behind those that it needs."""
        if package in above:
            way = " -> ".join(one.title for one in [*above, package])
            raise PackageError(f"the package `{package.title}` depends on itself: {way}")
        if package in ordered:
            return
        for other in package.used.values():
            if other is not None:
                self.order(other, ordered, [*above, package])
        ordered.append(package)

    # --- features -----------------------------------------------------------------------------------------------------

    def begin(self, package: Package) -> None:
        """Takes in what a package needs in any case."""
        for name, entry in self.dependencies(package).items():
            if entry.get("optional") is not True:
                self.use(package, name)

    def dependencies(self, package: Package) -> dict[str, Mapping[str, Any]]:
        """A package's dependencies on this target, by what it calls them."""
        if package.entries is not None:
            return package.entries
        kinds = ("dependencies", "dev-dependencies") if self.tests and package is self.root else ("dependencies",)
        targets = [held for text, held in table(package.manifest, "target").items() if holds(text)]
        found: dict[str, Mapping[str, Any]] = {}
        for kind in kinds:
            for held in (package.manifest, *targets):
                for name, entry in table(held, kind).items():
                    whole = self.whole(package, name, {"version": entry} if isinstance(entry, str) else entry)
                    found.setdefault(name, whole)
        package.entries = found
        return found

    def whole(self, package: Package, name: str, entry: object) -> Mapping[str, Any]:
        """A dependency's entry with what the workspace says of it."""
        if not isinstance(entry, Mapping):
            raise PackageError(f"the dependency `{name}` of `{package.title}` is neither a version nor a table")
        if entry.get("workspace") is not True:
            return {**entry, "base": package.folder}
        shared = table(package.workspace, "dependencies").get(name)
        if shared is None:
            raise PackageError(f"the dependency `{name}` of `{package.title}` is not in [workspace.dependencies]")
        base = {"version": shared} if isinstance(shared, str) else dict(shared)
        both = [*base.get("features", ()), *entry.get("features", ())]
        return {**base, **entry, "features": both, "base": package.home}

    def use(self, package: Package, name: str) -> None:
        """Takes in one dependency of a package, with the features that its entry asks for."""
        if name in package.used:
            return
        entry = self.dependencies(package)[name]
        other = package.used[name] = self.package_for(package, name, entry)
        if other is None:
            return
        if entry.get("default-features", entry.get("default_features")) is not False:
            self.enable(other, "default")
        for feature in [*entry.get("features", ()), *sorted(package.asked.get(name, ()))]:
            self.enable(other, str(feature), package)

    def enable(self, package: Package, feature: str, by: Package | None = None) -> None:
        """Turns a feature on, and with it what it asks for."""
        known, optional = table(package.manifest, "features"), self.optional(package)
        if feature in package.on:
            return
        if feature not in known and feature not in optional:
            if by is not None:
                raise PackageError(
                    f"the package `{by.title}` asks for the feature `{feature}` of `{package.title}`, which has no "
                    "such feature"
                )
            return
        package.on.add(feature)
        if feature not in known:
            self.use(package, feature)
        for entry in known.get(feature, ()):
            self.enable_entry(package, str(entry))

    def enable_entry(self, package: Package, entry: str) -> None:
        """One word of a feature's list: a feature, ``dep:name``, ``name/feature`` or ``name?/feature``."""
        name, slash, feature = entry.partition("/")
        if not slash:
            if entry.startswith("dep:"):
                self.use(package, entry.removeprefix("dep:"))
            else:
                self.enable(package, entry, package)
            return
        weak, name = name.endswith("?"), name.removesuffix("?")
        package.asked.setdefault(name, set()).add(feature)
        if not weak:
            if name in self.optional(package):
                self.enable(package, name)
            self.use(package, name)
        if (other := package.used.get(name)) is not None:
            self.enable(other, feature, package)

    def optional(self, package: Package) -> set[str]:
        """The optional dependencies that are features of their own name: no feature says ``dep:`` of them."""
        words = {str(w) for held in table(package.manifest, "features").values() for w in held}
        entries = self.dependencies(package)
        return {n for n, entry in entries.items() if entry.get("optional") is True and f"dep:{n}" not in words}

    # --- where a package is -------------------------------------------------------------------------------------------

    def package_for(self, package: Package, name: str, entry: Mapping[str, Any]) -> Package | None:
        """The package that a dependency means; None for a crate that pagesim has itself, or that is missing."""
        real = str(entry.get("package") or name)
        path, base = entry.get("path"), str(entry["base"])
        for source in table(self.root.manifest, "patch").values():
            patched = table(source, real).get("path") if isinstance(source, Mapping) else None
            if isinstance(patched, str) and path is None:
                path, base = patched, ""
        ours = real.replace("-", "_") in CRATE_NAMES
        if isinstance(path, str):
            folder = posixpath.normpath(posixpath.join(base, path))
            if not ours or self.manifest(folder) is not None:
                return self.load(folder, real, package.capped)
        if ours:
            self.note_release(package, real, entry)
            return None
        wanted = entry.get("version")
        vendored = self.vendored_folder(real, wanted if isinstance(wanted, str) else "")
        if vendored is not None:
            return self.load(vendored, real, True)
        self.notes[
            f"{_of(package)}Cargo.toml asks for the crate `{real}`, which pagesim doesn't have: `cargo vendor` brings "
            "its source into the folder vendor, from where it is compiled, as is what a dependency's `path` names; "
            f"without that, there are {KNOWN}"
        ] = None
        return None

    def note_release(self, package: Package, real: str, entry: Mapping[str, Any]) -> None:
        """Says so where another release than the one asked for is meant."""
        crate = real.replace("-", "_")
        if crate in RELEASES and release_of(crate, entry) is None:
            releases = RELEASES[crate]
            others = f"{releases[0]} to {releases[-1]}, and takes {USUAL[crate]}" if releases[1:] else releases[0]
            self.notes[f"{_of(package)}Cargo.toml asks for {real} {entry['version']}; pagesim has {others}"] = None

    def load(self, folder: str, name: str, capped: bool) -> Package:
        """The package in a folder."""
        if folder in self.found:
            return self.found[folder]
        manifest = self.manifest(folder)
        if manifest is None:
            raise PackageError(f"the dependency `{name}` is to be in {folder}, where no Cargo.toml is")
        package = self.found[folder] = Package(folder, manifest, capped=capped)
        if len(self.found) > MAX_PACKAGES:
            raise PackageError(f"there are more than {MAX_PACKAGES} dependencies; pagesim compiles no more of them")
        if package.title != name:
            raise PackageError(f"the dependency `{name}` is to be in {folder}, where the package is `{package.title}`")
        if table(manifest, "lib").get("proc-macro", table(manifest, "lib").get("proc_macro")) is True:
            raise PackageError(
                f"the dependency `{name}` ({folder}) is a procedural macro, a program that the compiler would run: "
                "pagesim runs none; write by hand what it makes, or leave out the feature that needs it"
            )
        script = table(manifest, "package").get("build")
        if isinstance(script, str) or (script is not False and self.tree.text(f"{folder}/build.rs") is not None):
            raise PackageError(
                f"the dependency `{name}` ({folder}) has a build script, a program that Cargo would run: pagesim runs "
                "none; if the crate does without, write `build = false` below [package] of its Cargo.toml"
            )
        package.workspace, package.home = self.workspace_of(package)
        self.begin(package)
        return package

    def manifest(self, folder: str) -> Mapping[str, Any] | None:
        """The Cargo.toml of a folder, parsed."""
        path = posixpath.join(folder, MANIFEST)
        text = self.tree.text(path)
        return None if text is None else parsed(path, text)

    def workspace_of(self, package: Package) -> tuple[Mapping[str, Any], str]:
        """The workspace that a package belongs to, and its folder."""
        for up in range(LEVELS):
            folder = posixpath.normpath(posixpath.join(package.folder, *[".."] * up)) if up or package.folder else ""
            folder = "" if folder == "." else folder
            manifest = package.manifest if up == 0 else self.manifest(folder)
            if manifest is not None and "workspace" in manifest:
                return table(manifest, "workspace"), folder
        return {}, ""

    def vendor_folders(self) -> list[str]:
        """The folders that Cargo's configuration puts in place of registries, and ``vendor`` in any case."""
        folders = []
        for up in range(LEVELS):
            for name in CONFIGS:
                path = "../" * up + name
                text = self.tree.text(path)
                for source in table(parsed(path, text), "source").values() if text is not None else ():
                    directory = source.get("directory") if isinstance(source, Mapping) else None
                    if isinstance(directory, str):
                        folders.append(posixpath.normpath(posixpath.join("../" * up, directory)))
        return [*dict.fromkeys((*folders, "vendor"))]

    def vendored_folder(self, name: str, wanted: str) -> str | None:
        """The folder of the newest vendored version that is wanted."""
        found = []
        for vendor in self.vendored:
            for inside in self.tree.names(vendor):
                if inside == name or inside.startswith(f"{name}-"):
                    package = table(self.manifest(f"{vendor}/{inside}") or {}, "package")
                    version = version_of(str(package.get("version", "0")))
                    if package.get("name") == name and fits(version, wanted):
                        found.append((version, f"{vendor}/{inside}"))
        return max(found)[1] if found else None


def externs_of(package: Package) -> tuple[tuple[str, str], ...]:
    """What a package calls other crates, and which these are."""
    found = {}
    for name, other in package.used.items():
        entry = (package.entries or {})[name]
        renamed = entry.get("package")
        if other is not None:
            found[name.replace("-", "_") if renamed else other.crate] = other.key
        else:
            crate = str(renamed or name).replace("-", "_")
            release = release_of(crate, entry) if crate in RELEASES else None
            key = crate if release is None else release_key(crate, release)
            if key != name.replace("-", "_"):
                found[name.replace("-", "_")] = key
    return tuple(sorted(found.items()))


def release_of(crate: str, entry: Mapping[str, Any]) -> str | None:
    """The newest release of one of our crates that a dependency's version allows; None if it allows none."""
    wanted = entry.get("version")
    if not isinstance(wanted, str):
        return USUAL[crate]
    fitting = [one for one in RELEASES[crate] if any(fits(version, wanted) for version in versions_in(one, wanted))]
    return fitting[-1] if fitting else None


def parsed(path: str, text: str) -> Mapping[str, Any]:
    """A TOML file. PackageError if it is none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackageError(f"{path} is not TOML: {error}") from None


def _of(package: Package) -> str:
    return f"{package.folder}/" if package.folder else ""
