"""The serial port: the registers of a 16550 that drivers use to set it up and send (NS16550 data sheet).

    +0  data (divisor, low byte, while DLAB = 1)     +4  modem control
    +1  interrupt enable (divisor, high byte)        +5  line status: always ready to send
    +2  interrupt identification / FIFO control      +6  modem status
    +3  line control; bit 7 is DLAB                  +7  scratch

With the loopback bit of modem control, a byte sent comes back as a byte received.
"""

from __future__ import annotations

from typing import NamedTuple

COM1 = 0x3F8

DLAB = 0x80
LOOPBACK = 0x10
DATA_READY = 0x01
TRANSMITTER_EMPTY = 0x60
FIFO_ENABLED = 0xC0


class UartState(NamedTuple):
    """All registers, the bytes waiting to be read, and how many have been sent."""

    divisor: int = 12
    interrupt_enable: int = 0
    fifo_control: int = 0
    line_control: int = 0
    modem_control: int = 0
    scratch: int = 0
    received: tuple[int, ...] = ()
    sent: int = 0


class Uart:
    """A 16550 whose line goes nowhere but into ``output``."""

    size = 8

    def __init__(self) -> None:
        self.output = bytearray()
        """Every byte ever sent. After an undo it may hold more than was sent: use ``sent``."""
        self.registers = UartState()

    @property
    def sent(self) -> bytes:
        """The bytes sent so far."""
        return bytes(self.output[: self.registers.sent])

    @property
    def text(self) -> str:
        """The bytes sent so far as text (UTF-8, errors replaced)."""
        return self.sent.decode("utf-8", "replace")

    def get_state(self) -> UartState:
        """The state to undo to."""
        return self.registers

    def set_state(self, state: UartState) -> None:
        """Back (or forth) to ``state``."""
        self.registers = state

    def receive(self, data: bytes) -> None:
        """Bytes arrive from outside."""
        self.registers = self.registers._replace(received=self.registers.received + tuple(data))

    def read(self, offset: int) -> int:
        """IN from register ``offset`` (0..7)."""
        now = self.registers
        if offset == 0:
            if now.line_control & DLAB:
                return now.divisor & 0xFF
            if not now.received:
                return 0
            self.registers = now._replace(received=now.received[1:])
            return now.received[0]
        if offset == 1:
            return now.divisor >> 8 if now.line_control & DLAB else now.interrupt_enable
        if offset == 2:
            return 1 | (FIFO_ENABLED if now.fifo_control & 1 else 0)
        if offset == 3:
            return now.line_control
        if offset == 4:
            return now.modem_control
        if offset == 5:
            return TRANSMITTER_EMPTY | (DATA_READY if now.received else 0)
        if offset == 6:
            return (now.modem_control & 0x0F) << 4 if now.modem_control & LOOPBACK else 0xB0
        return now.scratch

    def write(self, offset: int, value: int) -> int | None:
        """OUT to register ``offset`` (0..7); the byte that went out on the line, or None."""
        now = self.registers
        value &= 0xFF
        if offset == 0:
            if now.line_control & DLAB:
                self.registers = now._replace(divisor=now.divisor & 0xFF00 | value)
            elif now.modem_control & LOOPBACK:
                self.registers = now._replace(received=(*now.received, value))
            else:
                self.output[now.sent :] = bytes((value,))
                self.registers = now._replace(sent=now.sent + 1)
                return value
        elif offset == 1:
            if now.line_control & DLAB:
                self.registers = now._replace(divisor=now.divisor & 0xFF | value << 8)
            else:
                self.registers = now._replace(interrupt_enable=value & 0x0F)
        elif offset == 2:
            received = () if value & 2 else now.received
            self.registers = now._replace(fifo_control=value & 0xC9, received=received)
        elif offset == 3:
            self.registers = now._replace(line_control=value)
        elif offset == 4:
            self.registers = now._replace(modem_control=value & 0x1F)
        elif offset == 7:
            self.registers = now._replace(scratch=value)
        return None
