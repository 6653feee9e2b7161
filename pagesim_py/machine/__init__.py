"""The simulated computer: memory, paging, TLB, exceptions, devices. Knows nothing of Rust, labs or pages."""

from pagesim_py.machine.access import Access
from pagesim_py.machine.faults import Fault, TripleFault
from pagesim_py.machine.machine import Machine
from pagesim_py.machine.ports import MachineExit

__all__ = ["Access", "Fault", "Machine", "MachineExit", "TripleFault"]
