"""A booted machine with a usual kernel, without running any program."""

from __future__ import annotations

import pytest

from pagesim_py import Machine
from pagesim_py.boot import KernelImage, Segment, boot


@pytest.fixture
def machine() -> Machine:
    """Code at 0x201000 (read-only), data at 0x221000 (writable)."""
    segments = [
        Segment(0x200000, 0, 0x1000, 0x1000),
        Segment(0x201000, 0x1000, 0x20000, 0x20000, executable=True),
        Segment(0x221000, 0x21000, 0x1000, 0x8000, writable=True),
    ]
    return boot(KernelImage(file_size=0x33000, segments=segments))
