"""What kept files depend on."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

CODE = Path(__file__).resolve().parents[1]
CRATES = CODE.parent / "crates"


def key_of(dialect: str) -> bytes:
    """The crates, the compiler's own code and the version of Python, as 32 bytes; empty if that can't be told."""
    made = sha256(f"{dialect} {sys.version} {sys.implementation.cache_tag} {sys.byteorder}".encode())
    count = 0
    try:
        for root, pattern in ((CODE, "*.py"), (CRATES, "*.rs")):
            for path in sorted(root.rglob(pattern)):
                content = path.read_bytes()
                made.update(f"\n{path.relative_to(root).as_posix()} {len(content)}\n".encode())
                made.update(content)
                count += 1
    except OSError:
        return b""
    return made.digest() if count else b""
