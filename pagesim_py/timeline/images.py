"""Copies of frames at the beginnings of blocks of the recording: how a long seek skips what lies between."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import Any

_view_of = itemgetter(0)


class Images:
    """Copies of frames as they were at the beginning of blocks, gathered from the last block backwards."""

    def __init__(self, first: int) -> None:
        self.first = first
        """From this block on there are images."""
        self._frames: dict[int, tuple[bytearray, list[int], list[bytes]]] = {}
        """By id: the frame's bytes; the blocks that changed it, negated so that they ascend; its images."""
        self._final: dict[int, bytes] = {}
        """By id: the frame at the end of the recording."""
        self._changed: list[int] = []

    def before_undo(self, cells: list[Any]) -> None:
        """Notes which frames the block's ``cells`` change, and how new ones look at the end."""
        views = list(map(_view_of, cells))
        touched = {id(view.obj): view.obj for view in dict(zip(map(id, views), views, strict=True)).values()}
        self._changed = list(touched)
        for key, data in touched.items():
            if key not in self._frames:
                self._frames[key] = (data, [], [])
                self._final[key] = bytes(data)

    def after_undo(self, block: int) -> None:
        """Copies the frames as they are before ``block``."""
        for key in self._changed:
            data, blocks, images = self._frames[key]
            blocks.append(-block)
            images.append(bytes(data))
        self.first = block

    def put_back(self, boundary: int) -> None:
        """Gives every frame the bytes that it had at the beginning of block ``boundary`` (>= ``first``)."""
        for key, (data, blocks, images) in self._frames.items():
            number = bisect_right(blocks, -boundary) - 1
            data[:] = images[number] if number >= 0 else self._final[key]
