"""From source files to a program that runs: the public way into the lab language."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import closing
from typing import Any

from pagesim_py.boot import BootedMachine, KernelImage, boot

from .diagnostics import CompileError, Diagnostic
from .lower.items import Function
from .lower.layout import LayoutError
from .lower.link import Linked, Symbol, link
from .lower.unit import Unit
from .pause import collector_paused, grow_old
from .program import Program, compile_program
from .run.runtime import Outcome, Run
from .span import NO_SPAN

__all__ = ["Compiled", "Outcome", "Symbol", "compile", "prepare"]

BOOT_INFO = 0x10000000000
NESTING = 20_000
"""How deep calls may be nested while lowering."""

VERSIONS = ("0.14.13", "0.14.2", "0.15.4")  # of the x86_64 crate; the first of those that fit is meant
OLD_PANICS = "rustc-1.72"  # the last that put a panic's message before its place, in quotes
DIALECTS = (*VERSIONS, *(f"{version}+{OLD_PANICS}" for version in VERSIONS))
DEFAULT_STEPS = 5_000_000
LONG = 50_000
"""Entries of a recording that Python's cycle collector shall not walk: that costs as much as making them."""


class Compiled:
    """A linked kernel. ``image`` is its file, ``symbols`` name its functions, statics and sections."""

    def __init__(self, program: Program, linked: Linked, record: bool) -> None:
        self.program = program
        self.linked = linked
        self.record = record

    @property
    def image(self) -> KernelImage:
        """The kernel's file, for ``boot``."""
        return self.linked.image

    @property
    def symbols(self) -> list[Symbol]:
        """Functions, statics and sections with their addresses and sizes in bytes."""
        return self.linked.symbols

    def line(self, rip: int) -> tuple[str, int, int, tuple[int, int]] | None:
        """File, line, column and (end line, end column), all from 1, of the student's code at an address; None
        elsewhere.
        """
        span = self.linked.span_at(rip)
        if span is None:
            return None
        sources = self.program.sources
        span = sources.outermost(span)
        file = sources.files[span.file]
        line, column = file.position(span.lo)
        return file.name, line, column, file.position(span.hi)

    def symbol_at(self, address: int) -> Symbol | None:
        """The function or static that an address lies in."""
        for s in self.linked.symbols:
            if s.kind != "section" and s.address <= address < s.address + max(s.size, 1):
                return s
        return None

    def run(self, machine: Any, max_steps: int = DEFAULT_STEPS, keys: Iterable[tuple[int, ...]] = ()) -> Outcome:
        """Run the kernel on a machine that ``prepare`` has booted, to its end or for ``max_steps`` steps
        (loop turns and calls of the student's functions).

        If the program was compiled with ``record``, the machine's log takes down
        what happens (it is made if there is none).

        ``keys`` are typed once the program waits for an interrupt: bytes of scan code set 1, one tuple each moment,
        as ``pagesim_py.machine.keyboard.typed`` makes them; each moment lengthens the budget by its time.
        """
        if self.record and machine.log is None:
            machine.log = []
        with collector_paused(), closing(Run(self.linked, machine, max_steps, keys)) as run:
            outcome = run.start([getattr(machine, "boot_info", BOOT_INFO)])
            if len(machine.log or ()) >= LONG:
                grow_old()
            return outcome


def compile(files: dict[str, str], dialect: str = "0.14.13", record: bool = True, **options: Any) -> Compiled:
    """Compile a kernel: ``files`` by name (``src/main.rs`` ...). Raises CompileError with all messages if it is
    rejected.
    """
    dialect = known_dialect(dialect)
    with collector_paused():
        program = compile_program(files, dialect=dialect, **options)
        return compile_checked(program, dialect, record)


def known_dialect(version: str) -> str:
    """The dialect that stands for ``version`` of the x86_64 crate: "0.15" for 0.15.4; a further "+rustc-1.72" for the
    panics' texts of that compiler and those before it. Raises ValueError for others.
    """
    number, plus, compiler = version.partition("+")
    for known in VERSIONS:
        if (known == number or known.startswith(number + ".")) and (plus == "" or compiler == OLD_PANICS):
            return known + plus + compiler
    raise ValueError(f"there is no dialect {version!r}: choose one of {', '.join(DIALECTS)}")


def compile_checked(program: Program, dialect: str, record: bool) -> Compiled:
    """Lower and link a program that the checker has passed."""
    unit = Unit(program, record, dialect)
    was = sys.getrecursionlimit()
    sys.setrecursionlimit(max(was, NESTING))
    try:
        assert program.entry is not None
        entry = unit.function_of(program.entry, ())
        handler: Function | None = None
        if program.panic_handler is not None:
            handler = unit.function_of(program.panic_handler, ())
        unit.run()
        return Compiled(program, link(unit, entry, handler), record)
    except (CompileError, MemoryError):
        raise
    except RecursionError as e:
        raise refusal("this is nested too deeply", e) from e
    except SyntaxError as e:
        message = "loops and blocks are nested too deeply for pagesim: give the inner ones a function of their own"
        raise refusal(message, e) from e
    except LayoutError as e:
        raise refusal(str(e), e) from e
    except Exception as e:
        raise refusal(f"pagesim can't translate this: {type(e).__name__}: {str(e)[:200]}", e) from e
    finally:
        sys.setrecursionlimit(was)


def refusal(message: str, cause: BaseException) -> CompileError:
    """A message for what lowering can't do, at the statement that it stumbled over."""
    notes = list(getattr(cause, "__notes__", [])[:1])
    return CompileError([Diagnostic("error", None, message, getattr(cause, "place", NO_SPAN), notes=notes)])


def prepare(compiled: Compiled, **options: Any) -> BootedMachine:
    """A machine at the kernel's first instruction; options as ``pagesim_py.boot.boot`` takes them."""
    options.setdefault("map_physical_memory", True)
    machine = boot(compiled.image, **options)
    machine.cpu.saves_resume_flag = False  # what students' kernels print on QEMU is what they print here
    return machine
