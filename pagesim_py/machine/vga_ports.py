"""The registers of a VGA at ports 0x3c0 to 0x3cf, 0x3d4, 0x3d5 and 0x3da (IBM VGA technical reference), as the BIOS
leaves them in its text mode of 80 by 25 cells.

    0x3c0, 0x3c1   attributes: index and value by turns      0x3ce, 0x3cf   graphics
    0x3c2, 0x3cc   miscellaneous, written and read           0x3d4, 0x3d5   CRT controller; 0x0e and 0x0f are the cursor
    0x3c4, 0x3c5   sequencer                                 0x3da          what the beam does
    0x3c7 to 0x3c9 colours, three bytes each

They keep what is written and change nothing that is shown: the screen is always the text at 0xb8000. At each look at
0x3da the beam has gone back or come forth again, so that waiting for it ends.
"""

from __future__ import annotations

from typing import Any, NamedTuple

WINDOWS = ((0x3C0, 16), (0x3D4, 2), (0x3DA, 1))
BACK = 0x09
"""Bits of 0x3da while the beam goes back."""
_GROUPS = {0x3C4: "sequencer", 0x3CE: "graphics", 0x3D4: "crtc"}


class VgaState(NamedTuple):
    """All registers; ``chosen`` has what each index register names."""

    attributes: bytes = bytes((*range(6), 0x14, 7, *range(0x38, 0x40), 0x0C, 0, 0x0F, 8, 0)).ljust(32, b"\0")
    sequencer: bytes = bytes((3, 0, 3, 0, 2)).ljust(8, b"\0")
    graphics: bytes = bytes((0, 0, 0, 0, 0, 0x10, 0x0E, 0, 0xFF)).ljust(16, b"\0")
    crtc: bytes = bytes.fromhex("5f4f50825581bf1f004f0d0e000000009c8e8f281f96b9a3ff").ljust(256, b"\0")
    colours: bytes = bytes(768)
    miscellaneous: int = 0x67
    mask: int = 0xFF
    chosen: tuple[int, int, int, int] = (0, 0, 0, 0)
    """In attributes, sequencer, graphics, CRT controller."""
    value_next: bool = False
    """Whether the next byte to 0x3c0 is a value."""
    colour: int = 0
    """The byte of ``colours`` that is next."""
    back: bool = False


class VgaPorts:
    """The registers, behind their three groups of ports."""

    def __init__(self) -> None:
        self.state = VgaState()

    def read(self, port: int) -> int:
        """IN."""
        now = self.state
        if port == 0x3DA:
            self.state = now._replace(value_next=False, back=not now.back)
            return 0 if now.back else BACK
        if port == 0x3C9:
            self.state = now._replace(colour=(now.colour + 1) % 768)
            return now.colours[now.colour]
        plain = {0x3C2: 0x10, 0x3C6: now.mask, 0x3C7: 3, 0x3C8: now.colour // 3, 0x3CC: now.miscellaneous}
        if port in plain:
            return plain[port]
        if port in (0x3C0, 0x3C1):
            return now.chosen[0] if port == 0x3C0 else now.attributes[now.chosen[0] & 31]
        return self._indexed(port)

    def _indexed(self, port: int) -> int:
        base = port & ~1
        if base not in _GROUPS:
            return 0xFF
        which = list(_GROUPS).index(base) + 1
        if port == base:
            return self.state.chosen[which]
        registers: bytes = getattr(self.state, _GROUPS[base])
        return registers[self.state.chosen[which] % len(registers)]

    def write(self, port: int, value: int) -> None:
        """OUT."""
        now = self.state
        if port == 0x3C0:
            if now.value_next:
                self.state = now._replace(attributes=_put(now.attributes, now.chosen[0] & 31, value), value_next=False)
            else:
                self.state = now._replace(chosen=(value & 0x3F, *now.chosen[1:]), value_next=True)
        elif port == 0x3C2:
            self.state = now._replace(miscellaneous=value)
        elif port == 0x3C6:
            self.state = now._replace(mask=value)
        elif port in (0x3C7, 0x3C8):
            self.state = now._replace(colour=value * 3 % 768)
        elif port == 0x3C9:
            colours = _put(now.colours, now.colour, value & 0x3F)
            self.state = now._replace(colours=colours, colour=(now.colour + 1) % 768)
        elif port & ~1 in _GROUPS:
            self._put_indexed(port, value)

    def _put_indexed(self, port: int, value: int) -> None:
        now, base = self.state, port & ~1
        which = list(_GROUPS).index(base) + 1
        if port == base:
            chosen: Any = (*now.chosen[:which], value, *now.chosen[which + 1 :])
            self.state = now._replace(chosen=chosen)
            return
        registers: bytes = getattr(now, _GROUPS[base])
        changed: dict[str, Any] = {_GROUPS[base]: _put(registers, now.chosen[which] % len(registers), value)}
        self.state = now._replace(**changed)


def _put(registers: bytes, at: int, value: int) -> bytes:
    return registers[:at] + bytes((value,)) + registers[at + 1 :]


class Window:
    """Neighbouring ports of the registers."""

    def __init__(self, vga: VgaPorts, base: int, size: int) -> None:
        self.vga, self.base, self.size = vga, base, size

    def read(self, offset: int) -> int:
        """IN of one byte."""
        return self.vga.read(self.base + offset)

    def write(self, offset: int, value: int) -> None:
        """OUT of one byte."""
        self.vga.write(self.base + offset, value)

    def get_state(self) -> VgaState:
        """All registers: an event of one port undoes them all."""
        return self.vga.state

    def set_state(self, state: VgaState) -> None:
        """Back to ``state``."""
        self.vga.state = state
