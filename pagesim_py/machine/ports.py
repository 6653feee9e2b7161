"""I/O ports: devices at ranges of ports; ports where nothing listens read as all ones."""

from __future__ import annotations

from typing import Any, Protocol

DEBUG_EXIT = 0xF4


class MachineExit(Exception):
    """The program wrote to the debug-exit device; ``code`` is (value << 1) | 1, as QEMU's exit status."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)


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
