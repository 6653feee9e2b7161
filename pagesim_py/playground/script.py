"""The playground as a Python program: the same calls of the library, which make the same machine."""

from __future__ import annotations

from pagesim_py.playground.calls import Call
from pagesim_py.playground.play import Playground
from pagesim_py.playground.told import outcome, title

HEAD = '''\
"""Made in pagesim's playground. Run it where pagesim is installed, with Python 3.11 or newer."""
'''
ATTEMPT = '''

def attempt(call, *arguments):
    """Does what the CPU may refuse. A fault is printed, and a page fault leaves its address in CR2."""
    try:
        return call(*arguments)
    except Fault as fault:
        print(fault)
        if fault.cr2 is not None:
            cpu.write_cr2(fault.cr2)

'''


def script(play: Playground) -> str:
    """The whole program; at its end ``machine`` is, bit for bit, what the playground's machine is."""
    calls = [call for step in play.steps for call in step.calls]
    attempts = any(call.may_fault for call in calls)
    lines = [HEAD, *_imports(play, attempts), "", f"# {title(play.start)}", *_beginning(play)]
    lines.append("cpu, memory = machine.cpu, machine.memory")
    if attempts:
        lines.append(ATTEMPT.rstrip("\n"))
        lines.append("")
    for number, step in enumerate(play.steps, 1):
        lines += ["", f"# {number}. {title(step.operation)}", f"# {outcome(step)}"]
        lines += [_line(call) for call in step.calls]
    return "\n".join(lines) + "\n"


def _imports(play: Playground, attempts: bool) -> list[str]:
    made_here = play.start.source == "empty"
    names = [*(["Fault"] if attempts else []), *(["Machine"] if made_here else [])]
    front = [f"from pagesim_py import {', '.join(names)}"] if names else []
    return [*front, *(line for line in play.begun.lines if line.startswith("from "))]


def _beginning(play: Playground) -> list[str]:
    return [line for line in play.begun.lines if not line.startswith("from ")]


def _line(call: Call) -> str:
    return f"attempt({', '.join([call.name, *call.listed()])})" if call.may_fault else call.text
