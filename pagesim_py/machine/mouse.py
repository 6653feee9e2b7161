"""A PS/2 mouse that lies still: it answers the commands that drivers send to it, and never moves.

The keyboard's controller passes on what follows its command 0xd4; the answers wait at port 0x60 with bit 5 of the
status set, and raise line 12 if bit 1 of the command byte is set.
"""

from __future__ import annotations

from typing import NamedTuple

ACKNOWLEDGED, RESEND = 0xFA, 0xFE
SAMPLES, RESOLUTION = 100, 2
_PLAIN = frozenset((0xE6, 0xE7, 0xEA, 0xEC, 0xEE, 0xF0, 0xF4, 0xF5, 0xF6))
_WITH_PARAMETER = frozenset((0xE8, 0xF3))


class MouseState(NamedTuple):
    """What the mouse remembers, and what it has to say."""

    waiting: tuple[int, ...] = ()
    wants: int | None = None
    """The command whose parameter comes next."""
    reports: bool = False


def told(state: MouseState, value: int) -> MouseState:
    """The state after a byte to the mouse."""
    if state.wants is not None:
        return _say(state._replace(wants=None), ACKNOWLEDGED)
    if value == 0xFF:
        return _say(MouseState(), ACKNOWLEDGED, 0xAA, 0x00)
    if value == 0xF2:
        return _say(state, ACKNOWLEDGED, 0x00)
    if value == 0xE9:
        return _say(state, ACKNOWLEDGED, 0x20 if state.reports else 0, RESOLUTION, SAMPLES)
    if value == 0xEB:
        return _say(state, ACKNOWLEDGED, 0x08, 0x00, 0x00)
    if value in _WITH_PARAMETER:
        return _say(state._replace(wants=value), ACKNOWLEDGED)
    if value in _PLAIN:
        reports = value == 0xF4 or (state.reports and value not in (0xF5, 0xF6))
        return _say(state._replace(reports=reports), ACKNOWLEDGED)
    return _say(state, RESEND)


def _say(state: MouseState, *codes: int) -> MouseState:
    return state._replace(waiting=state.waiting + codes)
