"""Sparse physical memory: frames of 4 KiB that cost nothing until touched, holes, device windows, watched frames.

A frame is one bytearray with memoryviews cast to 1, 2, 4 and 8 bytes. The views of a frame live as long as
the memory, so a recorded change ``(view, index, old, new)`` can be undone by ``view[index] = old``.
The views are little-endian because every host that runs this is.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple, Protocol

from pagesim_py.machine.address import PAGE_MASK, PAGE_SHIFT, PAGE_SIZE

if sys.byteorder != "little":  # pragma: no cover
    raise ImportError("pagesim needs a little-endian host: entries are read through native memoryviews")

ALL_ONES = 0xFFFF_FFFF_FFFF_FFFF
VIEW_SHIFT = {1: 0, 2: 1, 4: 2, 8: 3}


class Frame(NamedTuple):
    """One frame: its bytes and the views of them by access size."""

    bytes: bytearray
    view1: memoryview
    view2: memoryview
    view4: memoryview
    view8: memoryview

    def view(self, size: int) -> memoryview:
        """The view whose cells have ``size`` bytes (1, 2, 4 or 8)."""
        return (self.view1, self.view2, self.view4, self.view8)[VIEW_SHIFT[size]]


class Device(Protocol):
    """What stands behind a memory window: ``offset`` counts from the window's base."""

    def read(self, offset: int, size: int) -> int: ...

    def write(self, offset: int, size: int, value: int) -> None: ...


class Snapshot(NamedTuple):
    """The contents of all touched frames."""

    frames: dict[int, bytes]


def _new_frame() -> Frame:
    data = bytearray(PAGE_SIZE)
    view = memoryview(data)
    return Frame(data, view, view.cast("H"), view.cast("I"), view.cast("Q"))


class Memory:
    """Physical memory. ``regions`` are pairs (start, end) of RAM in bytes, cut to whole frames.

    What is in no region and no window is a hole: it reads as all ones and ignores writes.
    """

    def __init__(self, regions: Iterable[tuple[int, int]]) -> None:
        self.regions = tuple(sorted((start, end) for start, end in regions if start < end))
        self.frames: dict[int, Frame] = {}
        self.words: dict[int, memoryview] = {}
        """By frame number: the 8-byte view of every touched frame. For reading entries quickly."""
        self.watched: set[int] = set()
        """Frames that serve as paging structures: writes there are reported to ``on_edit``."""
        self.on_edit: Callable[[int, int, int], None] | None = None
        """Called with (entry's physical address, old, new) after a write to a watched frame."""
        self.log: list[Any] | None = None
        self.lazy: dict[int, Callable[[], bytes]] = {}
        """By frame number: gives the 4096 bytes of a frame of RAM that exists only once somebody touches it."""
        self._windows: dict[int, tuple[int, Device]] = {}
        self._last_region = (0, 0)

    # -- what is where

    def is_ram(self, frame_number: int) -> bool:
        """Whether there is RAM behind ``frame_number`` (a physical address >> 12)."""
        if frame_number in self.frames:
            return True
        if frame_number in self._windows:
            return False
        start = frame_number << PAGE_SHIFT
        low, high = self._last_region
        if low <= start and start + PAGE_SIZE <= high:
            return True
        for region in self.regions:
            if region[0] <= start and start + PAGE_SIZE <= region[1]:
                self._last_region = region
                return True
        return False

    def add_window(self, base: int, size: int, device: Device) -> None:
        """Puts ``device`` behind [base, base + size). ValueError unless both are multiples of 4 KiB."""
        if (base | size) & PAGE_MASK:
            raise ValueError("a window begins and ends at a multiple of 4096")
        for number in range(base >> PAGE_SHIFT, (base + size) >> PAGE_SHIFT):
            if number in self.frames:
                raise ValueError(f"frame {number:#x} already holds RAM")
            self._windows[number] = (base, device)

    def frame(self, number: int) -> Frame | None:
        """The frame, made (all zero, or as ``lazy`` says) if nobody has touched it; None if it is not RAM."""
        frame = self.frames.get(number)
        if frame is None and self.is_ram(number):
            frame = self.frames[number] = _new_frame()
            self.words[number] = frame.view8
            if number in self.lazy:
                frame.view1[:] = self.lazy[number]()
        return frame

    def _untouched(self, number: int) -> bytes:
        """What frame ``number`` of RAM holds while nobody has written to it."""
        return self.lazy[number]() if number in self.lazy else bytes(PAGE_SIZE)

    @property
    def touched(self) -> int:
        """Bytes of RAM that really exist in the host."""
        return len(self.frames) << PAGE_SHIFT

    # -- reading: never changes anything, but for devices, and a lazy frame that comes into being

    def entry(self, address: int) -> int:
        """The 8 bytes at ``address`` (a multiple of 8), as the page walk reads them; all ones in a hole."""
        view = self.words.get(address >> PAGE_SHIFT)
        if view is None and address >> PAGE_SHIFT in self.lazy:
            self.frame(address >> PAGE_SHIFT)
            view = self.words[address >> PAGE_SHIFT]
        if view is not None:
            return view[(address & PAGE_MASK) >> 3]
        return self.read_int(address, 8)

    def read_int(self, paddr: int, size: int) -> int:
        """The little-endian integer of ``size`` bytes at ``paddr``; may cross frames."""
        offset = paddr & PAGE_MASK
        frame = self.frames.get(paddr >> PAGE_SHIFT)
        if frame is not None and offset + size <= PAGE_SIZE:
            return int.from_bytes(frame.bytes[offset : offset + size], "little")
        window = self._windows.get(paddr >> PAGE_SHIFT)
        if window is not None and offset + size <= PAGE_SIZE:
            base, device = window
            return device.read(paddr - base, size) & ((1 << 8 * size) - 1)
        return int.from_bytes(self.read(paddr, size), "little")

    def read(self, paddr: int, size: int) -> bytes:
        """``size`` bytes at ``paddr``. Untouched RAM is zero, holes are 0xff."""
        parts = []
        for number, offset, count in _pieces(paddr, size):
            frame = self.frames.get(number)
            if frame is not None:
                parts.append(bytes(frame.bytes[offset : offset + count]))
            elif number in self._windows:
                base, device = self._windows[number]
                start = (number << PAGE_SHIFT) + offset - base
                parts.append(bytes(device.read(start + i, 1) & 0xFF for i in range(count)))
            elif number in self.lazy:
                parts.append(self._untouched(number)[offset : offset + count])
            else:
                parts.append((b"\0" if self.is_ram(number) else b"\xff") * count)
        return b"".join(parts)

    def read_u8(self, paddr: int) -> int:
        """The byte at ``paddr``."""
        return self.read_int(paddr, 1)

    def read_u16(self, paddr: int) -> int:
        """The 16-bit integer at ``paddr`` (any alignment)."""
        return self.read_int(paddr, 2)

    def read_u32(self, paddr: int) -> int:
        """The 32-bit integer at ``paddr`` (any alignment)."""
        return self.read_int(paddr, 4)

    def read_u64(self, paddr: int) -> int:
        """The 64-bit integer at ``paddr`` (any alignment)."""
        return self.read_int(paddr, 8)

    # -- writing

    def write(self, paddr: int, data: bytes | bytearray | memoryview) -> None:
        """Writes ``data`` at ``paddr``. Holes ignore it. Recorded when recording is on."""
        done = 0
        for number, offset, count in _pieces(paddr, len(data)):
            self._write_piece(number, offset, bytes(data[done : done + count]))
            done += count

    def write_int(self, paddr: int, size: int, value: int) -> None:
        """Writes ``value`` (taken modulo 2**(8 * size)) as ``size`` little-endian bytes at ``paddr``."""
        value &= (1 << 8 * size) - 1
        number = paddr >> PAGE_SHIFT
        offset = paddr & PAGE_MASK
        frame = self.frames.get(number) or self.frame(number)
        if frame is None or number in self.watched or size not in VIEW_SHIFT or offset & (size - 1):
            if number in self._windows and offset + size <= PAGE_SIZE:
                base, device = self._windows[number]
                device.write(paddr - base, size, value)
                return
            self.write(paddr, value.to_bytes(size, "little"))
            return
        view = frame.view(size)
        cell = offset >> VIEW_SHIFT[size]
        if self.log is not None:
            self.log.append((view, cell, view[cell], value))
        view[cell] = value

    def write_u8(self, paddr: int, value: int) -> None:
        """Writes one byte at ``paddr``."""
        self.write_int(paddr, 1, value)

    def write_u16(self, paddr: int, value: int) -> None:
        """Writes a 16-bit integer at ``paddr``."""
        self.write_int(paddr, 2, value)

    def write_u32(self, paddr: int, value: int) -> None:
        """Writes a 32-bit integer at ``paddr``."""
        self.write_int(paddr, 4, value)

    def write_u64(self, paddr: int, value: int) -> None:
        """Writes a 64-bit integer at ``paddr``."""
        self.write_int(paddr, 8, value)

    def set_entry_bits(self, address: int, bits: int) -> int:
        """ORs ``bits`` into the entry at ``address``, as the walk sets A and D; returns the entry's new value.

        This is the CPU's own doing: it is recorded, but not reported as an edit.
        """
        frame = self.frame(address >> PAGE_SHIFT)
        if frame is None:
            return self.entry(address)
        view = frame.view8
        cell = (address & PAGE_MASK) >> 3
        old = view[cell]
        new = old | bits
        if new != old:
            if self.log is not None:
                self.log.append((view, cell, old, new))
            view[cell] = new
        return new

    def _write_piece(self, number: int, offset: int, data: bytes) -> None:
        """Writes within one frame."""
        frame = self.frame(number)
        if frame is None:
            if number in self._windows:
                base, device = self._windows[number]
                for i, byte in enumerate(data):
                    device.write((number << PAGE_SHIFT) + offset + i - base, 1, byte)
            return
        span = slice(offset, offset + len(data))
        first, last = offset >> 3, (offset + len(data) - 1) >> 3
        before = list(frame.view8[first : last + 1]) if number in self.watched else None
        if self.log is not None:
            if before is not None and first == last:
                old = frame.view8[first]
                frame.view1[span] = data
                self.log.append((frame.view8, first, old, frame.view8[first]))
            else:
                self.log.append((frame.view1, span, bytes(frame.bytes[span]), data))
        frame.view1[span] = data
        if before is not None and self.on_edit is not None:
            for i, old in enumerate(before):
                new = frame.view8[first + i]
                if new != old:
                    self.on_edit((number << PAGE_SHIFT) + (first + i) * 8, old, new)

    # -- snapshots

    def snapshot(self) -> Snapshot:
        """A copy of all touched frames."""
        return Snapshot({number: bytes(frame.bytes) for number, frame in self.frames.items()})

    def shared(self) -> dict[int, Callable[[], bytes]]:
        """What is in RAM now, as ``lazy`` of another memory: it copies a frame once it touches it.

        Good until this memory changes next. Frames that are lazy here stay so.
        """
        return self.lazy | {number: partial(bytes, frame.bytes) for number, frame in self.frames.items()}

    def restore(self, snapshot: Snapshot) -> None:
        """Brings back what ``snapshot`` took. Frames touched since read as before; views stay valid."""
        for number, frame in self.frames.items():
            frame.view1[:] = snapshot.frames.get(number) or self._untouched(number)
        for number in snapshot.frames.keys() - self.frames.keys():
            fresh = self.frame(number)
            assert fresh is not None
            fresh.view1[:] = snapshot.frames[number]


def _pieces(address: int, size: int) -> Iterator[tuple[int, int, int]]:
    """Cuts [address, address + size) at frame borders: (frame number, offset, count)."""
    while size > 0:
        offset = address & PAGE_MASK
        count = min(size, PAGE_SIZE - offset)
        yield address >> PAGE_SHIFT, offset, count
        address += count
        size -= count
