"""What ``cargo test`` builds of a package, as its Cargo.toml and its files say (Cargo Book, "Cargo Targets").

All paths are the package's own, such as ``tests/basic_boot.rs``.
"""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

KINDS = ("lib", "bin", "test")
"""In the order in which their tests are run."""


class TargetError(Exception):
    """The package's targets cannot be told, or there is no such target; the message says why, as Cargo does."""


@dataclass(frozen=True)
class Target:
    """One target. ``kind`` is lib, bin or test; ``harness``: rustc makes it a main function that runs its tests;
    ``tested``: ``cargo test`` builds it unless told otherwise; ``needs``: features without which it is left out.
    """

    kind: str
    name: str
    path: str
    harness: bool = True
    tested: bool = True
    needs: tuple[str, ...] = ()

    @property
    def option(self) -> str:
        """How the command line names it alone."""
        return "--lib" if self.kind == "lib" else f"--{self.kind} {self.name}"

    @property
    def shown(self) -> str:
        """How Cargo calls it in a message about its compilation."""
        return "lib test" if self.kind == "lib" else f'{self.kind} "{self.name}"{" test" * (self.kind == "bin")}'

    @property
    def title(self) -> str:
        """What is run, as Cargo announces it."""
        return f"{'' if self.kind == 'test' else 'unittests '}{self.path} ({self.name.replace('-', '_')})"


def package_name(manifest: Mapping[str, Any]) -> str:
    """What Cargo.toml calls the package; "kernel" if it does not."""
    return str(_table(manifest.get("package")).get("name") or "kernel")


def targets_of(manifest: Mapping[str, Any], files: Iterable[str]) -> list[Target]:
    """The targets of a package that have tests, in Cargo's order. TargetError for a target without a file."""
    known = set(files)
    package, name = _table(manifest.get("package")), package_name(manifest)
    found = []
    lib = _table(manifest.get("lib"))
    path = _clean(lib.get("path")) or "src/lib.rs"
    if path in known:
        found.append(_target("lib", str(lib.get("name") or name.replace("-", "_")), path, lib))
    elif lib:
        raise TargetError(
            f"can't find library `{lib.get('name') or name}`, rename file to `{path}` or specify lib.path"
        )
    old = str(package.get("edition", "2015")) == "2015"
    for kind, auto in (("bin", "autobins"), ("test", "autotests")):
        entries = _entries(manifest.get(kind), kind)
        inferred = _inferred(kind, name, known)
        for number, entry in enumerate(entries):
            title = entry.get("name")
            if not isinstance(title, str) or not title:
                raise TargetError(
                    f"the target number {number + 1} in `[[{kind}]]` of Cargo.toml has no name: {kind}.name"
                )
            found.append(_target(kind, title, _file_of(kind, title, entry, inferred, known), entry))
        named = {target.name for target in found if target.kind == kind}
        taken = {target.path for target in found if target.kind == kind}
        if package.get(auto, not (old and entries and package)):
            found += [Target(kind, n, p) for n, p in inferred.items() if n not in named and p not in taken]
    return sorted(found, key=lambda target: (KINDS.index(target.kind), target.name))


def _target(kind: str, name: str, path: str, entry: Mapping[str, Any]) -> Target:
    needs = entry.get("required-features")
    features = tuple(map(str, needs)) if isinstance(needs, list) else ()
    return Target(kind, name, path, entry.get("harness") is not False, entry.get("test") is not False, features)


def _file_of(kind: str, name: str, entry: Mapping[str, Any], inferred: Mapping[str, str], known: set[str]) -> str:
    """The root file of a target that Cargo.toml lists."""
    given = _clean(entry.get("path"))
    if given is not None:
        if given not in known:
            raise TargetError(f"can't find {kind} `{name}` at path `{given}`")
        return given
    if name in inferred:
        return inferred[name]
    if kind == "bin" and "src/main.rs" in known:
        return "src/main.rs"
    folder = "src/bin" if kind == "bin" else "tests"
    raise TargetError(
        f"can't find `{name}` {kind} at `{folder}/{name}.rs` or `{folder}/{name}/main.rs`. Please specify {kind}.path "
        "if you want to use a non-default path."
    )


def _inferred(kind: str, package: str, known: set[str]) -> dict[str, str]:
    """The targets that lie where Cargo looks for them, by name."""
    found = {package: "src/main.rs"} if kind == "bin" and "src/main.rs" in known else {}
    folder = "src/bin/" if kind == "bin" else "tests/"
    for path in sorted(known):
        rest = path.removeprefix(folder)
        if rest == path or not rest.endswith(".rs"):
            continue
        if rest.count("/") == 0:
            found.setdefault(rest.removesuffix(".rs"), path)
        elif rest.count("/") == 1 and rest.endswith("/main.rs"):
            found.setdefault(rest.partition("/")[0], path)
    return found


def chosen(
    targets: list[Target], features: frozenset[str], package: str, *, lib: bool, bins: list[str], tests: list[str]
) -> list[Target]:
    """The targets that are asked for, by default all that are tested. TargetError if there is no such target.

    Without a name (""), all of that kind are meant.
    """
    if not (lib or bins or tests):
        return [target for target in targets if target.tested and features.issuperset(target.needs)]
    wanted = []
    if lib:
        wanted += [target for target in targets if target.kind == "lib"]
        if not wanted:
            raise TargetError(f"no library targets found in package `{package}`")
    for kind, names in (("bin", bins), ("test", tests)):
        there = [target for target in targets if target.kind == kind]
        for name in names:
            found = [target for target in there if name in ("", target.name)]
            if name and not found:
                raise TargetError(_no_such(kind, name, [target.name for target in there]))
            for target in found:
                missing = [need for need in target.needs if need not in features]
                if missing and name:
                    needed = ", ".join(f"`{need}`" for need in target.needs)
                    raise TargetError(f"target `{name}` in package `{package}` requires the features: {needed}")
                if not missing and target not in wanted:
                    wanted.append(target)
    return sorted(wanted, key=targets.index)


def _no_such(kind: str, name: str, there: list[str]) -> str:
    near = difflib.get_close_matches(name, there, 1)
    if near:
        return f"no {kind} target named `{name}`; a target with a similar name exists: `{near[0]}`"
    listed = f"available {kind} targets: {', '.join(there)}" if there else f"the package has no {kind} targets"
    return f"no {kind} target named `{name}`; {listed}"


def default_features(manifest: Mapping[str, Any]) -> frozenset[str]:
    """The features of a package that are on by default."""
    table = _table(manifest.get("features"))
    found: set[str] = set()
    pending = ["default"]
    while pending:
        name = pending.pop()
        if name not in found and isinstance(table.get(name), list):
            found.add(name)
            pending += map(str, table[name])
    return frozenset(found)


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _entries(value: object, kind: str) -> list[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        raise TargetError(f"Cargo.toml lists targets in `[[{kind}]]`, with double brackets, not in `[{kind}]`")
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _clean(path: object) -> str | None:
    return posixpath.normpath(path) if isinstance(path, str) else None
