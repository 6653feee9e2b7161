"""From a kernel's image to a machine at its first instruction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from pagesim_py.boot import RAM, BootedMachine, BootError, KernelImage, boot

from .lower.linked import Symbol


class Loadable(Protocol):
    """A compiled kernel, as far as booting it goes."""

    @property
    def image(self) -> KernelImage: ...

    @property
    def symbols(self) -> Sequence[Symbol]: ...


def too_large(kernel: Loadable, ram: int) -> str | None:
    """What to say of a kernel whose statics leave too little of ``ram`` bytes of memory; None if they don't."""
    statics = sorted((s for s in kernel.symbols if s.kind == "static"), key=lambda s: -s.size)
    total = sum(s.size for s in statics)
    if total < ram // 2:
        return None
    named = [f"`{s.name}` has {s.size >> 20:,} MiB" for s in statics[:3] if s.size >= 1 << 20]
    return (
        f"it does not fit into the machine's {ram >> 20:,} MiB of memory, as its statics take {total >> 20:,} MiB of "
        "them: "
        f"{', '.join(named)}"
    )


def prepare(kernel: Loadable, **options: Any) -> BootedMachine:
    """A machine at the kernel's first instruction; options as ``pagesim_py.boot.boot`` takes them."""
    options.setdefault("map_physical_memory", True)
    try:
        machine = boot(kernel.image, **options)
    except BootError as error:
        large = too_large(kernel, options.get("ram_bytes", RAM))
        raise error if large is None else BootError(large) from None
    machine.cpu.saves_resume_flag = False  # what students' kernels print on QEMU is what they print here
    return machine
