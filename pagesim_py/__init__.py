"""pagesim: see what an x86-64 CPU does when kernel code touches memory.

``Machine`` is the simulated computer, ``Access`` the kinds of memory access, ``Fault`` and ``TripleFault``
what goes wrong.
"""

from pagesim_py.machine.access import Access
from pagesim_py.machine.faults import Fault, TripleFault
from pagesim_py.machine.machine import Machine

__version__ = "0.2.0"
"""The one place that says it: pyproject.toml reads it here, as the page has no package metadata to read it from."""

__all__ = ["Access", "Fault", "Machine", "TripleFault"]
