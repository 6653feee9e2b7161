"""The crates whose own source comes beside the package's: read before it, each with its edition and features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from .diagnostics import Diagnostics
    from .prelude import PreludeShared
    from .syntax.ast import ModItem

PACKAGE = "/home/me/rust/kernels/kernel"
"""Where the package is said to lie, by ``env!("CARGO_MANIFEST_DIR")``: where it does is nobody's business, and may be
nowhere."""


class Dependency(NamedTuple):
    """One crate. ``key`` tells it from others, also of the same name; ``name`` is what programs and messages say."""

    key: str
    name: str
    root: str
    """The file of its root module."""
    edition: int = 2015
    features: tuple[str, ...] = ()
    externs: tuple[tuple[str, str], ...] = ()
    """What it calls other crates, and which these are by their keys."""
    capped: bool = False
    """It comes from a registry: as Cargo has it, none of its lints is told."""
    variables: tuple[tuple[str, str], ...] = ()
    """What Cargo tells it by ``env!``."""


def read_dependencies(
    dependencies: Sequence[Dependency],
    files: Mapping[str, str],
    shared: PreludeShared,
    env: dict[str, Any],
    cfg: Mapping[str, Any],
    diagnostics: Diagnostics,
) -> list[tuple[str, ModItem]]:
    """The trees of the dependencies, each behind those that it needs, with their keys, up to the first that can't be
    read.
    """
    from .syntax import parser  # only here: a kernel that was kept runs without the compiler, and names its crates

    trees: list[tuple[str, ModItem]] = []
    for one in dependencies:
        own = {**cfg, "edition": str(one.edition), "feature": one.features}
        tree = parser.parse_crate(
            shared.sources, one.key, one.root, files.get, own, env, diagnostics, title=one.name,
            externs=dict(one.externs), variables={**dict(one.variables), "CARGO_CRATE_NAME": one.name},
        )  # fmt: skip
        trees.append((one.key, tree))
        if diagnostics.error_count:
            break
    return trees
