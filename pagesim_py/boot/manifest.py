"""What a kernel's Cargo.toml says to the boot loader: ``[package.metadata.bootloader]``, as bootloader 0.9 reads it.

Addresses are strings (TOML has no unsigned 64-bit integers), decimal or with 0x, at a page's start; the stack's size
is a number of pages.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

from pagesim_py.boot.image import BootError
from pagesim_py.machine.address import PAGE_SIZE
from pagesim_py.machine.bits import MASK64

ADDRESSES = {
    "physical-memory-offset": "physical_memory_offset",
    "kernel-stack-address": "kernel_stack_address",
    "boot-info-address": "boot_info_address",
}
STACK_SIZE = "kernel-stack-size"
KNOWN = (*ADDRESSES, STACK_SIZE)
WHERE = "[package.metadata.bootloader] of Cargo.toml"
FEATURES = {"map_physical_memory"}
"""What pagesim's boot loader is built with."""


def options_of(manifest: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Options for ``boot`` from a parsed Cargo.toml, and sentences about what in it is not read.

    BootError for a value with which the crate's build would fail.
    """
    options: dict[str, Any] = {}
    notes = _about_dependency(manifest)
    table = _table(_table(_table(manifest, "package"), "metadata"), "bootloader")
    for key, value in table.items():
        if key in ADDRESSES:
            options[ADDRESSES[key]] = _address(key, value)
        elif key == STACK_SIZE:
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise BootError(f"{WHERE}: `{key}` is a number of pages, 1 or more, not {value!r}")
            options["kernel_stack_size"] = value
        else:
            near = difflib.get_close_matches(key, KNOWN, 1)
            hint = f"did you mean `{near[0]}`?" if near else f"it knows {', '.join(KNOWN)}"
            notes.append(f"{WHERE}: `{key}` is not read: bootloader 0.9 has no such key, and would not build; {hint}")
    return options, notes


def _address(key: str, value: object) -> int:
    if isinstance(value, int):
        raise BootError(f'{WHERE}: `{key}` is given as a string, because TOML has no unsigned numbers: "{value:#x}"')
    text = value.replace("_", "") if isinstance(value, str) else ""
    try:
        number = int(text, 16 if text.startswith("0x") else 10)
    except ValueError:
        raise BootError(f'{WHERE}: `{key}` is an address such as "0x18000000000", not {value!r}') from None
    if not 0 <= number <= MASK64:
        raise BootError(f"{WHERE}: `{key}` has more than 64 bits: {value!r}")
    if number % PAGE_SIZE:
        raise BootError(f"{WHERE}: `{key}` must be aligned to 4 KiB, a page's start; {value!r} is not")
    return number


def _about_dependency(manifest: Mapping[str, Any]) -> list[str]:
    """What of the dependency on ``bootloader`` pagesim does otherwise."""
    dependency = _table(manifest, "dependencies").get("bootloader")
    version = dependency.get("version") if isinstance(dependency, dict) else dependency
    notes = []
    if isinstance(version, str):
        numbers = version.lstrip("^~=> ").split(".")
        if numbers[:1] != ["0"] or (numbers[1:2] and numbers[1] != "9"):
            notes.append(f"Cargo.toml asks for bootloader {version}; pagesim's boot loader is that of bootloader 0.9")
    features = dependency.get("features", []) if isinstance(dependency, dict) else []
    for feature in features if isinstance(features, list) else []:
        if feature not in FEATURES:
            notes.append(
                f"the feature `{feature}` of bootloader is not read: pagesim's boot loader has map_physical_memory"
            )
    return notes


def _table(table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = table.get(name)
    return found if isinstance(found, Mapping) else {}
