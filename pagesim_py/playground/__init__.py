"""The playground: a machine without a kernel, worked by operations that are data and each become calls of the library.

play = Playground(read([{"do": "start", "from": "empty"}])[0])
play.do(Map(0x5000, None, 1, ENTRY_RW))
play.steps[-1].told             what happened, in a sentence
play.undo()
script(play)                    a Python program that makes the same machine
"""

from pagesim_py.playground.operations import (
    Access,
    Edit,
    Invalidate,
    Map,
    Operation,
    OperationError,
    Protect,
    Reach,
    Reload,
    Start,
    Switch,
    Unmap,
    data,
    read,
)
from pagesim_py.playground.play import Playground, Step
from pagesim_py.playground.script import script

__all__ = [
    "Access", "Edit", "Invalidate", "Map", "Operation", "OperationError", "Playground", "Protect", "Reach", "Reload",
    "Start", "Step", "Switch", "Unmap", "data", "read", "script",
]  # fmt: skip
