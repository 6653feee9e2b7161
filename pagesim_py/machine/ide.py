"""Two IDE channels without drives, at ports 0x1f0 to 0x1f7 with 0x3f6, and 0x170 to 0x177 with 0x376.

Their registers read as zero, as they do in QEMU: a driver sees by the status 0 that nothing is there, where a floating
bus (0xff) would look like a drive that is busy for ever.
"""

from __future__ import annotations

SIZES = {0x1F0: 8, 0x3F6: 1, 0x170: 8, 0x376: 1}
BASES = tuple(SIZES)


class Channel:
    """Some ports of a channel."""

    def __init__(self, size: int) -> None:
        self.size = size

    def read(self, offset: int) -> int:
        """Reads as zero."""
        return 0

    def write(self, offset: int, value: int) -> None:
        """Nobody takes it."""

    def get_state(self) -> None:
        """There is nothing to remember."""

    def set_state(self, state: None) -> None:
        """Nor to go back to."""
