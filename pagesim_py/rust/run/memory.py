"""Functions of the run time that lowered code calls for memory: slow paths, blocks of bytes, comparisons.

``functions(load, store, views)`` makes them for one machine (or for the scratch memory in which constants are
worked out): ``load(address, size, rsp, rip)`` and ``store(address, size, value, rsp, rip)`` do one access with
everything that may come of it; ``reads`` and ``writes`` give a page as cells of 1, 2, 4 and 8 bytes if they may be
touched directly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Load = Callable[[int, int, int, int], int]
Store = Callable[[int, int, int, int, int], None]
Store4 = Callable[[int, int, int, int], None]
"""A store of one size."""
View = Callable[[int], Any]

MASK = (1 << 64) - 1


def functions(
    load: Load,
    store: Store,
    reads: tuple[View, View, View, View],
    writes: tuple[View, View, View, View],
    log: list[Any] | None,
    record_block: Callable[[int], None] = lambda size: None,
) -> Mapping[str, Any]:
    """The names that lowered code uses for memory beyond the page views. ``record_block`` is told how many bytes each
    recorded block has."""
    (r1, r2, r4, r8), (w1, w2, w4, w8) = reads, writes

    def l1(a: int, b: int, rip: int) -> int:
        if (page := r1(a >> 12)) is not None:
            return page[a & 4095]  # type: ignore[no-any-return]
        return load(a, 1, b, rip)

    def l2(a: int, b: int, rip: int) -> int:
        if not a & 1 and (page := r2(a >> 12)) is not None:
            return page[a >> 1 & 2047]  # type: ignore[no-any-return]
        return load(a, 2, b, rip)

    def l4(a: int, b: int, rip: int) -> int:
        if not a & 3 and (page := r4(a >> 12)) is not None:
            return page[a >> 2 & 1023]  # type: ignore[no-any-return]
        return load(a, 4, b, rip)

    def l8(a: int, b: int, rip: int) -> int:
        if not a & 7 and (page := r8(a >> 12)) is not None:
            return page[a >> 3 & 511]  # type: ignore[no-any-return]
        return load(a, 8, b, rip)

    def s1(a: int, v: int, b: int, rip: int) -> None:
        if (page := w1(a >> 12)) is not None:
            i = a & 4095
            if log is not None:
                log.append((page, i, page[i], v))
            page[i] = v
        else:
            store(a, 1, v, b, rip)

    def s2(a: int, v: int, b: int, rip: int) -> None:
        if not a & 1 and (page := w2(a >> 12)) is not None:
            i = a >> 1 & 2047
            if log is not None:
                log.append((page, i, page[i], v))
            page[i] = v
        else:
            store(a, 2, v, b, rip)

    def s4(a: int, v: int, b: int, rip: int) -> None:
        if not a & 3 and (page := w4(a >> 12)) is not None:
            i = a >> 2 & 1023
            if log is not None:
                log.append((page, i, page[i], v))
            page[i] = v
        else:
            store(a, 4, v, b, rip)

    def s8(a: int, v: int, b: int, rip: int) -> None:
        if not a & 7 and (page := w8(a >> 12)) is not None:
            i = a >> 3 & 511
            if log is not None:
                log.append((page, i, page[i], v))
            page[i] = v
        else:
            store(a, 8, v, b, rip)

    def st(a: int, size: int, v: int, b: int, rip: int) -> None:
        store(a, size, v, b, rip)

    def ldb(a: int, count: int, b: int, rip: int) -> bytes:
        if not count:
            return b""
        offset = a & 4095
        if offset + count <= 4096 and (page := r1(a >> 12)) is not None:
            return bytes(page[offset : offset + count])
        parts = []
        while count:
            offset = a & 4095
            step = min(4096 - offset, count)
            page = r1(a >> 12)
            if page is None:
                first = load(a, 1, b, rip)
                page = r1(a >> 12)
                if page is None:
                    parts.append(bytes([first]))
                    a, count = a + 1 & MASK, count - 1
                    continue
            parts.append(bytes(page[offset : offset + step]))
            a, count = a + step & MASK, count - step
        return b"".join(parts)

    def stb(a: int, data: bytes, b: int, rip: int) -> None:
        at, count = 0, len(data)
        while at < count:
            offset = a & 4095
            step = min(4096 - offset, count - at)
            page = w1(a >> 12)
            if page is None:
                unit = 8 if not a & 7 and count - at >= 8 else 1
                store(a, unit, int.from_bytes(data[at : at + unit], "little"), b, rip)
                a, at = a + unit & MASK, at + unit
                continue
            place = slice(offset, offset + step)
            new = bytes(data[at : at + step])
            if log is not None:
                log.append((page, place, bytes(page[place]), new))
                record_block(step)
            page[place] = new
            a, at = a + step & MASK, at + step

    def mcopy(source: int, target: int, count: int, b: int, rip: int) -> None:
        if source != target and count:
            stb(target, ldb(source, count, b, rip), b, rip)

    def mset(target: int, value: int, count: int, b: int, rip: int) -> None:
        while count > 0:  # page by page: a huge count must fault, not fill the host's memory
            step = min(4096 - (target & 4095), count)
            stb(target, bytes([value]) * step, b, rip)
            target, count = target + step & MASK, count - step

    def mcompare(left: int, right: int, count: int, b: int, rip: int) -> int:
        x, y = ldb(left, count, b, rip), ldb(right, count, b, rip)
        return (x > y) - (x < y)

    def same(a: int, count: int, other: tuple[int, int], b: int, rip: int) -> bool:
        return count == other[1] and ldb(a, count, b, rip) == ldb(other[0], count, b, rip)

    def chars(a: int, count: int, b: int, rip: int) -> Iterable[int]:
        return map(ord, ldb(a, count, b, rip).decode("utf-8", "replace"))

    def put(size: int) -> Store4:
        return lambda a, v, b, rip: store(a, size, v, b, rip)

    return {
        "chars": chars,
        "l1": l1, "l2": l2, "l4": l4, "l8": l8, "s1": s1, "s2": s2, "s4": s4, "s8": s8, "ld": load, "st": st, "ldb":
        ldb, "stb": stb,
        "mcopy": mcopy, "mset": mset, "mcompare": mcompare, "same": same,
        "put0": lambda a, v, b, rip: None, "put1": put(1), "put2": put(2), "put4": put(4), "put8": put(8),
    }  # fmt: skip
