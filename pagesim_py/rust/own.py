"""The crates that come with pagesim, by name and release: alone, since whoever asks for names needs no compiler."""

from __future__ import annotations

CRATE_NAMES = (
    "core",
    "alloc",
    "x86_64",
    "bootloader",
    "volatile",
    "spin",
    "lazy_static",
    "uart_16550",
    "pic8259",
    "pc_keyboard",
    "linked_list_allocator",
    "crossbeam_queue",
    "conquer_once",
    "futures_util",
    "bitflags",
    "bit_field",
    "cfg_if",
    "log",
    "once_cell",
    "rlibc",
    "pic8259_simple",
    "hashbrown",
    "arrayvec",
    "heapless",
    "buddy_system_allocator",
)
WORDS = frozenset(("log",))
"""Those whose names are words that a program may have for anything else."""
ON_HEAP = frozenset(("crossbeam_queue", "hashbrown", "once_cell"))
"""Those that link alloc: a program with one of them has what alloc adds to slices and texts."""
RELEASES = {
    "pc_keyboard": ("0.5", "0.6", "0.7", "0.8", "0.9"),
    "spin": ("0.5", "0.6", "0.7", "0.8", "0.9", "0.10"),
    "bitflags": ("1", "2"),
    "arrayvec": ("0.7",),
    "crossbeam_queue": ("0.2", "0.3"),
    "buddy_system_allocator": ("0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "0.10", "0.11", "0.12", "0.13"),
    "heapless": ("0.7", "0.8", "0.9"),
    "volatile": ("0.2", "0.3", "0.4", "0.5", "0.6"),
}
"""Those of our crates that are there in several releases. Programs are told one by `release_key`."""
USUAL = {
    "pc_keyboard": "0.7",
    "spin": "0.5",
    "bitflags": "2",
    "volatile": "0.2",
    "arrayvec": "0.7",
    "crossbeam_queue": "0.3",
    "heapless": "0.8",
    "buddy_system_allocator": "0.9",
}
"""The release that is meant where nothing is said."""


def release_key(crate: str, release: str) -> str:
    """What the compiler calls one release of a crate; the usual one has the crate's name."""
    return crate if release == USUAL[crate] else f"{crate} {release}"
