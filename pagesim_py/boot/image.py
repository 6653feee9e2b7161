"""A kernel's file as the boot loader sees it: its size and the LOAD segments of its ELF program headers."""

from __future__ import annotations

from dataclasses import dataclass

from pagesim_py.machine.address import is_canonical
from pagesim_py.machine.bits import MASK64


class BootError(ValueError):
    """The boot loader could not start this kernel; the message says what it stumbled over."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One LOAD program header.

    ``vaddr`` is the linear address of its first byte, ``file_offset`` that byte's place in the file; both may lie
    anywhere in a page. ``memory_size`` >= ``file_size``: what the file does not hold is zero-filled.
    """

    vaddr: int
    file_offset: int
    file_size: int
    memory_size: int
    writable: bool = False
    executable: bool = False

    def __post_init__(self) -> None:
        if min(self.file_offset, self.file_size, self.memory_size) < 0:
            raise BootError(f"the segment at {self.vaddr:#x} has a negative size or offset")
        if self.memory_size < self.file_size:
            raise BootError(f"the segment at {self.vaddr:#x} is smaller in memory than in the file")
        last = self.vaddr + max(self.memory_size - 1, 0)
        if not (0 <= self.vaddr <= last <= MASK64 and is_canonical(self.vaddr) and is_canonical(last)):
            raise BootError(f"the segment at {self.vaddr:#x} does not lie at canonical addresses")


@dataclass(frozen=True, slots=True)
class TlsTemplate:
    """The TLS program header, if there is one; the boot loader only passes its numbers on."""

    start_addr: int
    file_size: int
    memory_size: int


@dataclass(frozen=True, slots=True)
class KernelImage:
    """A kernel's file. ``file_size`` in bytes; ``segments`` in the order of the program headers.

    ``entry`` is the address of the first instruction, by default the first byte of the first executable segment.
    ``contents``: the file's bytes, by default all zero (enough for looking at page tables).
    """

    file_size: int
    segments: list[Segment] | tuple[Segment, ...]
    entry: int | None = None
    contents: bytes | None = None
    tls: TlsTemplate | None = None

    def __post_init__(self) -> None:
        if self.file_size <= 0:
            raise BootError("the kernel's file is empty")
        if self.contents is not None and len(self.contents) > self.file_size:
            raise BootError(f"the kernel's file has {len(self.contents)} bytes, not {self.file_size}")
        for segment in self.segments:
            if segment.file_offset + segment.file_size > self.file_size:
                raise BootError(f"the segment at {segment.vaddr:#x} reaches beyond the file's end")

    @property
    def entry_point(self) -> int:
        """Where the kernel begins; BootError if it has no executable segment and says nothing else."""
        if self.entry is not None:
            return self.entry
        for segment in self.segments:
            if segment.executable:
                return segment.vaddr
        raise BootError("the kernel has no executable segment and no entry point")


STAND_IN = KernelImage(
    file_size=0x33000,
    segments=[
        Segment(0x200000, 0, 0x1000, 0x1000),
        Segment(0x201000, 0x1000, 0x20000, 0x20000, executable=True),
        Segment(0x221000, 0x21000, 0x1000, 0x8000, writable=True),
    ],
)
"""A kernel of the usual size, for its page tables only."""
