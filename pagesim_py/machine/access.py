"""The kinds of memory access that the paging rules tell apart (SDM vol. 3A 4.6, 4.7)."""

from __future__ import annotations

from enum import IntEnum


class Access(IntEnum):
    """What an access is for. The current privilege level says whether it is a user or a supervisor access."""

    READ = 0
    WRITE = 1
    FETCH = 2
    """An instruction fetch."""
    READ_MODIFY_WRITE = 3
    """A locked or plain read-modify-write: the rules of a write."""
    IMPLICIT_READ = 4
    """The CPU's own read of a descriptor table or TSS: a supervisor access whatever the CPL."""
    STACK_READ = 5
    """As READ, but #SS instead of #GP for a non-canonical address."""
    STACK_WRITE = 6
    """As WRITE, but #SS instead of #GP for a non-canonical address."""
    IMPLICIT_WRITE = 7
    """The CPU's own write: an accessed bit in a descriptor, a frame pushed on the stack of an inner privilege level."""

    @property
    def is_write(self) -> bool:
        """Whether the rules for writes apply (error code W, R/W bits, D)."""
        return self in _WRITES

    @property
    def is_fetch(self) -> bool:
        """Whether the rules for instruction fetches apply (XD, SMEP)."""
        return self is Access.FETCH

    @property
    def is_implicit(self) -> bool:
        """Whether it is a supervisor access even at CPL 3."""
        return self in _IMPLICIT

    @property
    def is_stack(self) -> bool:
        """Whether a non-canonical address raises #SS."""
        return self in _STACK

    @property
    def words(self) -> str:
        """The kind in plain words, as in "a write at 0x1000"."""
        return _WORDS[self]


_WRITES = frozenset({Access.WRITE, Access.READ_MODIFY_WRITE, Access.STACK_WRITE, Access.IMPLICIT_WRITE})
_IMPLICIT = frozenset({Access.IMPLICIT_READ, Access.IMPLICIT_WRITE})
_STACK = frozenset({Access.STACK_READ, Access.STACK_WRITE})
_WORDS = {
    Access.READ: "a read",
    Access.WRITE: "a write",
    Access.FETCH: "an instruction fetch",
    Access.READ_MODIFY_WRITE: "a read-modify-write",
    Access.IMPLICIT_READ: "the CPU's own read",
    Access.STACK_READ: "a read of the stack",
    Access.STACK_WRITE: "a push on the stack",
    Access.IMPLICIT_WRITE: "the CPU's own write",
}
