"""I/O ports: devices at ranges of ports; ports where nothing listens read as all ones."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

DEBUG_EXIT = 0xF4
SLEEP, SLEEP_ENABLE, SLEEP_TYPE = 0x604, 1 << 13, 7 << 10


class Ending(NamedTuple):
    """How a write to a port ends the machine: QEMU's exit status, and what it was."""

    code: int
    sentence: str


class MachineExit(Exception):
    """The program ended the machine; ``code`` is QEMU's exit status: (value << 1) | 1 of what the debug-exit device
    got, 0 when the machine was switched off or reset.
    """

    def __init__(self, code: int, sentence: str = "") -> None:
        self.code = code
        self.sentence = sentence or f"The program left the machine with code {code}."
        super().__init__(code)


def ending(port: int, size: int, value: int) -> Ending | None:
    """How a write of ``size`` bytes ends the machine, None if it goes on: as in QEMU, ACPI's sleep register is at
    0x604, and a reset comes by the keyboard's controller, port 0xcf9 or port 0x92.
    """
    value &= (1 << 8 * size) - 1
    if port == DEBUG_EXIT:
        code = value << 1 | 1
        return Ending(code, f"The program left the machine with code {code}.")
    if port == SLEEP and size > 1 and value & SLEEP_ENABLE and not value & SLEEP_TYPE:
        return Ending(0, "The program switched the machine off (ACPI, port 0x604).")
    if (port == 0x64 and value & 0xFF == 0xFE) or (port == 0xCF9 and value & 4) or (port == 0x92 and value & 1):
        return Ending(0, f"The program reset the machine (port {port:#x}); here it does not start again.")
    return None


class PortDevice(Protocol):
    """A device on ``size`` consecutive ports. Its state is plain data, so that events can undo."""

    size: int

    def read(self, offset: int) -> int: ...

    def write(self, offset: int, value: int) -> int | None: ...

    def get_state(self) -> Any: ...

    def set_state(self, state: Any) -> None: ...


class DebugExit:
    """isa-debug-exit: a write asks the machine to stop."""

    size = 4

    def __init__(self) -> None:
        self.code: int | None = None

    def read(self, offset: int) -> int:
        """Reads as zero."""
        return 0

    def write(self, offset: int, value: int) -> int | None:
        """Notes the exit code that ``value`` gives."""
        self.code = value << 1 | 1
        return None

    def get_state(self) -> int | None:
        """The exit code asked for, or None."""
        return self.code

    def set_state(self, state: int | None) -> None:
        """Back to ``state``."""
        self.code = state


class Ports:
    """All I/O ports, 0..0xffff."""

    def __init__(self) -> None:
        self._devices: dict[int, tuple[int, PortDevice]] = {}
        self.notes: list[Any] = []
        """Events that the last write meant, for whoever records it."""

    def add(self, base: int, device: PortDevice) -> None:
        """Puts ``device`` at ``base``. ValueError if a port is taken."""
        for port in range(base, base + device.size):
            if port in self._devices:
                raise ValueError(f"port {port:#x} is taken")
        for port in range(base, base + device.size):
            self._devices[port] = (base, device)

    def device(self, port: int) -> PortDevice | None:
        """What listens at ``port``, or None."""
        found = self._devices.get(port)
        return None if found is None else found[1]

    def read(self, port: int, size: int) -> int:
        """IN of 1, 2 or 4 bytes: a device answers byte by byte."""
        value = 0
        for i in range(size):
            found = self._devices.get(port + i)
            value |= (0xFF if found is None else found[1].read(port + i - found[0]) & 0xFF) << 8 * i
        return value

    def write(self, port: int, size: int, value: int) -> list[int]:
        """OUT of 1, 2 or 4 bytes; the bytes that went out on a serial line."""
        found = self._devices.get(port)
        if found is not None and isinstance(found[1], DebugExit):
            found[1].write(port - found[0], value & ((1 << 8 * size) - 1))
            return []
        sent = []
        for i in range(size):
            found = self._devices.get(port + i)
            if found is not None:
                byte = found[1].write(port + i - found[0], value >> 8 * i & 0xFF)
                if byte is not None:
                    sent.append(byte)
        return sent

    def get_state(self, port: int) -> Any:
        """The state of the device at ``port``, None if there is none."""
        device = self.device(port)
        return None if device is None else (device.get_state(),)

    def set_state(self, port: int, state: Any) -> None:
        """Back to what ``get_state`` gave."""
        device = self.device(port)
        if device is not None and state is not None:
            device.set_state(state[0])
