"""BootInfo: what the boot loader tells the kernel, as the bytes that ``bootloader`` 0.9.35 lays out (repr(C)).

0      memory_map.entries: 64 x { start_frame_number u64, end_frame_number u64, region_type u32, 4 bytes unused }
1536   memory_map.next_entry_index  u64
then   recursive_page_table_addr    u64   only with recursive_page_table
       physical_memory_offset       u64   only with map_physical_memory
       tls_template                 { start_addr, file_size, mem_size } u64
       _non_exhaustive              u8, then 7 bytes unused
"""

from __future__ import annotations

import struct

from pagesim_py.boot.image import TlsTemplate
from pagesim_py.boot.regions import MemoryMap, Region, RegionType

_REGION = struct.Struct("<QQI4x")
_UNUSED = Region(0, 0, RegionType.Empty)


def encode(
    memory_map: MemoryMap, recursive_address: int | None, physical_memory_offset: int | None, tls: TlsTemplate | None
) -> bytes:
    """The bytes of BootInfo. An address that is None stands for a field that the crate's features leave out."""
    regions = list(memory_map)
    rows = regions + [_UNUSED] * (MemoryMap.CAPACITY - len(regions))
    parts = [_REGION.pack(row.start, row.end, row.type) for row in rows]
    words = [len(regions)]
    words += [address for address in (recursive_address, physical_memory_offset) if address is not None]
    words += [tls.start_addr, tls.file_size, tls.memory_size] if tls else [0, 0, 0]
    return b"".join(parts) + struct.pack(f"<{len(words)}Q8x", *words)
