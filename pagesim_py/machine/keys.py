"""The keys of a US keyboard by character and by name, as the bytes of scan code set 1.

One table for all who type: the command's ``--keys``, ``// expect-keys`` in labs, and the page. A key is written as

    a   A   !           the character: with the left Shift key where the character needs it
    F1  Enter  LShift   its name; capital and small letters are the same, and there are other names (`ALIASES`)
    LShift+i            several, pressed one after the other and let go in the opposite order

and in a text (``keys_in``) what is no single character stands in angle brackets: ``h<LShift+i><F1>``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

Moments = list[tuple[int, ...]]
"""What the keyboard sends: the bytes of one press or release each."""

SHIFT = 0x2A
_ROWS = ((0x02, "1234567890-="), (0x10, "qwertyuiop[]"), (0x1E, "asdfghjkl;'`"), (0x2B, "\\zxcvbnm,./"))
_SHIFTED = ((0x02, "!@#$%^&*()_+"), (0x10, "QWERTYUIOP{}"), (0x1E, 'ASDFGHJKL:"~'), (0x2B, "|ZXCVBNM<>?"))
_CHARACTERS = {c: start + i for start, row in _ROWS for i, c in enumerate(row)}
_CHARACTERS |= {" ": 0x39, "\n": 0x1C, "\t": 0x0F, "\b": 0x0E, "\x1b": 0x01}
_WITH_SHIFT = {c: start + i for start, row in _SHIFTED for i, c in enumerate(row)}

_PLAIN = {"Escape": 0x01, "Backspace": 0x0E, "Tab": 0x0F, "Enter": 0x1C, "LControl": 0x1D, "LShift": SHIFT}
_PLAIN |= {"RShift": 0x36, "NumpadMultiply": 0x37, "LAlt": 0x38, "Space": 0x39, "CapsLock": 0x3A}
_PLAIN |= {f"F{i}": 0x3A + i for i in range(1, 11)} | {"F11": 0x57, "F12": 0x58}
_PLAIN |= {"NumLock": 0x45, "ScrollLock": 0x46, "Numpad7": 0x47, "Numpad8": 0x48, "Numpad9": 0x49}
_PLAIN |= {"NumpadSubtract": 0x4A, "Numpad4": 0x4B, "Numpad5": 0x4C, "Numpad6": 0x4D, "NumpadAdd": 0x4E}
_PLAIN |= {"Numpad1": 0x4F, "Numpad2": 0x50, "Numpad3": 0x51, "Numpad0": 0x52, "NumpadDecimal": 0x53}
_EXTENDED = {"NumpadEnter": 0x1C, "RControl": 0x1D, "NumpadDivide": 0x35, "RAlt": 0x38, "Home": 0x47}
_EXTENDED |= {"ArrowUp": 0x48, "PageUp": 0x49, "ArrowLeft": 0x4B, "ArrowRight": 0x4D, "End": 0x4F}
_EXTENDED |= {"ArrowDown": 0x50, "PageDown": 0x51, "Insert": 0x52, "Delete": 0x53, "LMeta": 0x5B, "RMeta": 0x5C}
_EXTENDED |= {"ContextMenu": 0x5D}

NAMES: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    **{name: ((code,), (code | 0x80,)) for name, code in _PLAIN.items()},
    **{name: ((0xE0, code), (0xE0, code | 0x80)) for name, code in _EXTENDED.items()},
    "PrintScreen": ((0xE0, 0x2A, 0xE0, 0x37), (0xE0, 0xB7, 0xE0, 0xAA)),
    "Pause": ((0xE1, 0x1D, 0x45, 0xE1, 0x9D, 0xC5), ()),
}
"""What each key sends when it is pressed, and when it is let go."""
ALIASES = {
    "Esc": "Escape", "Return": "Enter", "Del": "Delete", "Ins": "Insert", "PgUp": "PageUp", "PgDn": "PageDown",
    "Up": "ArrowUp", "Down": "ArrowDown", "Left": "ArrowLeft", "Right": "ArrowRight",
    "Shift": "LShift", "ShiftLeft": "LShift", "ShiftRight": "RShift",
    "Control": "LControl", "Ctrl": "LControl", "LCtrl": "LControl", "RCtrl": "RControl",
    "ControlLeft": "LControl", "ControlRight": "RControl",
    "Alt": "LAlt", "AltLeft": "LAlt", "AltRight": "RAlt", "AltGr": "RAlt", "AltGraph": "RAlt",
    "Meta": "LMeta", "Win": "LMeta", "MetaLeft": "LMeta", "MetaRight": "RMeta", "Menu": "ContextMenu",
}  # fmt: skip
_BY_NAME = {name.lower(): name for name in NAMES} | {other.lower(): name for other, name in ALIASES.items()}

PAGE_KEYS = (
    *(c for c in map(chr, range(32, 127)) if c in _CHARACTERS or c in _WITH_SHIFT),
    "Enter", "Backspace", "Escape", "Delete", "Insert", "Home", "End", "PageUp", "PageDown",
    "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight",
)  # fmt: skip
"""The keys that a page passes on, as browsers name them: Tab and the function keys stay with the browser."""


def strokes(key: str) -> Moments | None:
    """The bytes of pressing and of releasing ``key``, one tuple each moment; None if a US keyboard has no such key."""
    if len(key) == 1:
        return _of_character(key)
    *held, last = _parts(key)
    downs, ups = [], []
    for name in held:
        found = _press(name)
        if found is None:
            return None
        downs.append(found[0])
        ups.append(found[1])
    inner = _of_character(last) if len(last) == 1 else _of_name(last)
    return None if inner is None else [*downs, *inner, *(up for up in reversed(ups) if up)]


def _parts(key: str) -> list[str]:
    """``LShift++`` is the left Shift key and the plus sign."""
    if key.endswith("++"):
        return [*key[:-2].split("+"), "+"]
    return key.split("+")


def _of_character(key: str) -> Moments | None:
    if key in _WITH_SHIFT:
        code = _WITH_SHIFT[key]
        return [(SHIFT,), (code,), (code | 0x80,), (SHIFT | 0x80,)]
    found = _CHARACTERS.get(key)
    return None if found is None else [(found,), (found | 0x80,)]


def _of_name(name: str) -> Moments | None:
    found = _press(name)
    return None if found is None else [codes for codes in found if codes]


def _press(name: str) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """What one key sends when it is pressed and when it is let go."""
    if len(name) == 1 and name in _CHARACTERS:
        code = _CHARACTERS[name]
        return (code,), (code | 0x80,)
    known = _BY_NAME.get(name.lower())
    return None if known is None else NAMES[known]


def typed(keys: Iterable[str]) -> Moments:
    """The bytes of typing ``keys`` (a text, or keys by name). ValueError for one that the keyboard does not have."""
    found: Moments = []
    for key in keys:
        moments = strokes(key)
        if moments is None:
            raise ValueError(f"a US keyboard has no key {key!r}")
        found += moments
    return found


_ESCAPES = {"n": "\n", "t": "\t", "b": "\b", "e": "\x1b"}
_TOKEN = re.compile(r"\\(?P<escape>[ntbe\\<>])|<(?P<name>(?:[^<>]*\+)?[<>](?=>)|[^<>]+)>|(?P<character>.)", re.DOTALL)


def keys_in(text: str) -> list[str]:
    r"""The keys that ``text`` writes: ``h<LShift+i><F1>``, ``\n`` for Enter and ``\<`` for the character itself.

    ValueError for one that there is not; the message says which there are.
    """
    keys = []
    for token in _TOKEN.finditer(text):
        escape, name, character = token["escape"], token["name"], token["character"]
        if character == "<":
            raise ValueError(rf"the {text[token.start() :]!r} of the keys has no end: a key is like <F1>, a sign is \<")
        key = _ESCAPES.get(escape, escape) if escape else name or character
        if name is not None and len(name) > 1 and strokes(name) is None:
            raise ValueError(_unknown(name))
        if strokes(key) is None:
            raise ValueError(f"a US keyboard has no key {key!r}")
        keys.append(key)
    return keys


def _unknown(key: str) -> str:
    wrong = next((one for one in _parts(key) if _press(one) is None), key)
    near = difflib.get_close_matches(wrong.lower(), _BY_NAME, 1)
    hint = f"; did you mean <{_BY_NAME[near[0]]}>?" if near else ""
    return f"there is no key called <{key}>{hint} (there are {', '.join(NAMES)}, and characters, joined by +)"
