"""From source files to a program that runs: the public way into the lab language."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from typing import Any

from pagesim_py.boot import KernelImage

from .diagnostics import CompileError, Diagnostic, InternalError
from .dialects import DIALECTS, known_dialect
from .lower.items import Function
from .lower.link import link
from .lower.linked import Linked, Symbol
from .lower.unit import Unit
from .names.constvalues import ConstError, LayoutError
from .names.context import Unsupported
from .pause import collector_paused, grow_old
from .prelude import shared_for
from .prepared import prepare
from .program import Program, compile_program
from .run.runtime import Outcome, Run
from .run.turns import FAR, Watch
from .span import NO_SPAN, Sources, Span
from .stack import room_for

__all__ = ["DIALECTS", "Compiled", "Outcome", "Symbol", "compile", "known_dialect", "prepare"]

BOOT_INFO = 0x10000000000
NESTING = 20_000
"""How deep calls may be nested while lowering."""

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

    @property
    def statics(self) -> list[tuple[int, int, str, str]]:
        """Start, end, name and type of the statics."""
        return self.linked.statics

    @property
    def heaps(self) -> list[tuple[int, int]]:
        """For each heap in a static: the addresses where its first address stands, and its size in bytes."""
        return self.linked.heaps

    def symbol_at(self, address: int) -> Symbol | None:
        """The function or static that an address lies in."""
        for s in self.linked.symbols:
            if s.kind != "section" and s.address <= address < s.address + max(s.size, 1):
                return s
        return None

    def run(
        self,
        machine: Any,
        max_steps: int = DEFAULT_STEPS,
        keys: Iterable[tuple[int, ...]] = (),
        *,
        patience: int = FAR,
        watch: Watch | None = None,
    ) -> Outcome:
        """Run the kernel on a machine that ``prepare`` has booted, to its end or for ``max_steps`` steps
        (loop turns and calls of the student's functions).

        If the program was compiled with ``record``, the machine's log takes down
        what happens (it is made if there is none).

        ``keys`` are typed once the program waits for an interrupt: bytes of scan code set 1, one tuple each moment,
        as ``pagesim_py.machine.keyboard.typed`` makes them; each moment lengthens the budget by its time.

        Of the steps, ``patience`` are spent in waiting for interrupts at most. ``watch`` looks on (see
        ``pagesim_py.rust.run.turns.Watch``); it also keeps the recording from growing too large.
        """
        if self.record and machine.log is None:
            machine.log = []
        with collector_paused(), closing(Run(self.linked, machine, max_steps, keys, patience, watch)) as run:
            run.endless.recorded = self.record
            outcome = run.start([getattr(machine, "boot_info", BOOT_INFO)])
            if len(machine.log or ()) >= LONG:
                grow_old()
            return outcome


def compile(files: dict[str, str], dialect: str = "0.14.13", record: bool = True, **options: Any) -> Compiled:
    """Compile a kernel: ``files`` by name (``src/main.rs`` ...). Raises CompileError with all messages if it is
    rejected, InternalError if the compiler itself makes a mistake.
    """
    dialect = known_dialect(dialect)
    with collector_paused():
        try:
            program = compile_program(files, dialect=dialect, **options)
            return compile_checked(program, dialect, record)
        except (CompileError, MemoryError):
            raise
        except Exception as error:
            raise our_mistake(error, shared_for(dialect).sources) from error


@room_for(NESTING)
def compile_checked(program: Program, dialect: str, record: bool) -> Compiled:
    """Lower and link a program that the checker has passed."""
    unit = Unit(program, record, dialect)
    try:
        assert program.entry is not None
        entry = unit.function_of(program.entry, ())
        handler: Function | None = None
        if program.panic_handler is not None:
            handler = unit.function_of(program.panic_handler, ())
        unit.run()
        return Compiled(program, link(unit, entry, handler), record)
    except RecursionError as e:
        raise refusal("this is nested too deeply", e) from e
    except SyntaxError as e:
        if "too many" not in str(e):
            raise
        message = "loops and blocks are nested too deeply for pagesim: give the inner ones a function of their own"
        raise refusal(message, e) from e
    except LayoutError as e:
        raise refusal(str(e), e) from e
    except ConstError as e:
        raise CompileError([Diagnostic("error", e.code, e.message, e.span or place_of(e), e.label)]) from e
    except Unsupported as e:
        helps = [e.instead] if e.instead else []
        raise CompileError(
            [Diagnostic("error", None, f"`{e.what}` is not supported by pagesim", e.span, helps=helps)]
        ) from e


def refusal(message: str, cause: BaseException) -> CompileError:
    """A message for what lowering can't do, at the statement that it stumbled over."""
    notes = list(getattr(cause, "__notes__", [])[:1])
    return CompileError([Diagnostic("error", None, message, place_of(cause), notes=notes)])


def place_of(error: BaseException) -> Span:
    """The student's code that the compiler stumbled over; NO_SPAN if it doesn't know."""
    place = getattr(error, "place", NO_SPAN)
    return place if isinstance(place, Span) else NO_SPAN


def our_mistake(error: Exception, sources: Sources) -> InternalError:
    """What to tell of an error in the compiler itself."""
    file, line, _ = sources.locate(place_of(error)) if place_of(error) is not NO_SPAN else (None, None, None)
    notes = getattr(error, "__notes__", [])
    return InternalError(error, f"{file}:{line}" if file else None, notes[0] if notes else None)
