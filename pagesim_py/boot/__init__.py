"""The boot loader: from a kernel's file to the machine at its first instruction, as ``bootloader`` 0.9 leaves it."""

from pagesim_py.boot.image import BootError, KernelImage, Segment, TlsTemplate
from pagesim_py.boot.loader import BootedMachine, boot
from pagesim_py.boot.regions import MemoryMap, Region, RegionType

__all__ = [
    "BootError",
    "BootedMachine",
    "KernelImage",
    "MemoryMap",
    "Region",
    "RegionType",
    "Segment",
    "TlsTemplate",
    "boot",
]
