"""The boot loader: from a kernel's file to the machine at its first instruction, as ``bootloader`` 0.9 leaves it."""

from pagesim_py.boot.areas import Area, Named, areas
from pagesim_py.boot.image import STAND_IN, BootError, KernelImage, Segment, TlsTemplate
from pagesim_py.boot.loader import RAM, BootedMachine, boot
from pagesim_py.boot.regions import MemoryMap, Region, RegionType

__all__ = [
    "RAM",
    "STAND_IN",
    "Area",
    "BootError",
    "BootedMachine",
    "KernelImage",
    "MemoryMap",
    "Named",
    "Region",
    "RegionType",
    "Segment",
    "TlsTemplate",
    "areas",
    "boot",
]
