"""The check of borrows over a program: each function of the student's, closures before what they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ..names.context import BORROWS, phase
from ..names.defs import Def, FnDefn, ImplDef, TraitDef
from ..names.types import ERROR
from ..span import Span
from .build import closure as closure_form
from .build import function as function_form
from .causes import cause_of
from .conflicts import Accesses
from .escaping import Escapes
from .facts import Facts
from .liveness import Points, Uses
from .loans import in_force, loans_of
from .mir import Mir
from .order import order
from .outlives import asked
from .parameters import check_parameters
from .regions import Graph, Types, constraints
from .report import Teller
from .signatures import Signatures
from .state import Builder, Unbuilt

if TYPE_CHECKING:
    from ..program import Program


@dataclass(slots=True)
class Checked:
    """What the check has done: how many bodies, and which it had no words for, with the reason."""

    bodies: int = 0
    functions: list[FnDefn] = field(default_factory=list)
    closures: dict[FnDefn, list[Span]] = field(default_factory=dict)
    skipped: list[tuple[Def, str]] = field(default_factory=list)


def check_borrows(program: Program, defs: list[Def]) -> Checked:
    """Report every conflict in the functions among ``defs``."""
    facts = Facts(program)
    signatures = Signatures(facts)
    done = Checked()
    done.functions = functions(defs)
    diagnostics = program.diagnostics
    known = {(d.code, line(program, d.span)) for d in diagnostics.errors}
    before = len(diagnostics.items)
    for fn in done.functions:
        if fn.has_body and fn.node is not None and fn.ctor is None and not derived(fn):
            check_function(program, facts, signatures, fn, done)
    told = diagnostics.items[before:]
    if told:
        diagnostics.items[before:] = [d for d in told if (d.code, line(program, d.span)) not in known]
    if diagnostics.errors:
        place = order(done.functions, done.closures, program.sources.place)
        diagnostics.items.sort(key=lambda d: place(d) if phase(d) == BORROWS else (-2, 0, 0, 0, 0))
    return done


def line(program: Program, span: Span) -> tuple[str, int]:
    """The file and line that a span begins on."""
    file, number, _ = program.sources.locate(span)
    return file, number


def functions(defs: list[Def]) -> list[FnDefn]:
    """All functions of items, in order."""
    found: list[FnDefn] = []
    for d in defs:
        if isinstance(d, FnDefn):
            found.append(d)
        elif isinstance(d, ImplDef | TraitDef):
            found += d.methods.values()
    return found


def derived(fn: FnDefn) -> bool:
    """Whether a function was written by a derive: nothing is lent there for longer than a call."""
    return isinstance(fn.container, ImplDef) and any(a.name == "automatically_derived" for a in fn.container.attrs)


def check_function(program: Program, facts: Facts, signatures: Signatures, fn: FnDefn, done: Checked) -> None:
    """One function, with its closures."""
    body = program.thir(fn)
    if body.ret is ERROR:
        return
    facts.enter(fn)
    done.bodies += 1
    try:
        b = function_form(facts, signatures, fn, body, program.cx.edition_of(fn))
        check_closures(program, facts, signatures, b, done.closures.setdefault(fn, []))
        flow = flow_of(b.mir, facts) if b.borrowed or len(b.mir.known) > 1 or b.mir.asks else None
        if flow is not None:
            check_form(program, facts, b, flow)
            check_lifetimes(program, signatures, fn, b.mir, flow.graph)
    except Unbuilt as e:
        done.skipped.append((fn, str(e)))


def check_closures(program: Program, facts: Facts, signatures: Signatures, b: Builder, spans: list[Span]) -> None:
    """The closures that a body makes; ``spans`` notes where their bodies are."""
    for e in b.closures:
        inner = closure_form(facts, signatures, e, b.edition)
        check_closures(program, facts, signatures, inner, spans)
        if inner.borrowed:
            check_form(program, facts, inner, flow_of(inner.mir, facts))
        assert e.body is not None
        spans.append(e.body.span)


def check_lifetimes(program: Program, signatures: Signatures, fn: FnDefn, mir: Mir, graph: Graph) -> None:
    """What a function asks of the lifetimes in its signature."""
    if found := asked(mir, graph):
        escapes = Escapes(program.cx, signatures, fn, mir)
        for one in found:
            escapes.tell(one)
    check_parameters(program.cx, signatures, fn, mir, graph)


class Flow(NamedTuple):
    """What a body's statements say of its regions."""

    points: Points
    types: Types
    graph: Graph


def flow_of(mir: Mir, facts: Facts) -> Flow:
    """The same, worked out."""
    points, types = Points(mir), Types(mir, facts)
    return Flow(points, types, Graph(mir, constraints(mir, types, points.order)))


def check_form(program: Program, facts: Facts, b: Builder, flow: Flow) -> None:
    """The loans of one body."""
    mir, (points, types, graph) = b.mir, flow
    uses = Uses(points)
    loans = loans_of(mir, points, types, uses)
    if not loans:
        return
    live, regions = liveness(mir, facts, points, uses, graph)
    everywhere = (1 << points.count) - 1
    values = graph.solve(regions, everywhere)
    force = in_force(loans, values, points, mir)
    if not force:
        return
    found = Accesses(mir, facts, points, force, loans, b.out).run()
    if not found:
        return
    teller = Teller(program.cx, mir, facts, types)
    for conflict in sorted(found, key=lambda c: c.span):
        teller.tell(conflict, cause_of(mir, points, graph, live, conflict.loan, conflict.point))


def liveness(
    mir: Mir, facts: Facts, points: Points, uses: Uses, graph: Graph
) -> tuple[dict[int, tuple[int, int]], list[int]]:
    """Of each local that counts, where it may be read and where it may be dropped later; of each region the points at
    which a local that holds it is alive."""
    live: dict[int, tuple[int, int]] = {}
    regions = [0] * mir.regions
    for local, decl in enumerate(mir.locals):
        slots = decl.rty.slots
        if all(s is None or s in graph.free for s in slots):
            continue
        reads = uses.live(local, uses.reads.get(local, []))
        drops = 0
        ends = facts.end_uses(decl.rty.ty) if local in uses.drops else ()
        if ends:
            drops = uses.live(local, uses.drops[local]) & uses.filled(local)
        live[local] = (reads, drops)
        for i, s in enumerate(slots):
            if s is not None:
                regions[s] |= reads | (drops if i in ends else 0)
    return live, regions


__all__ = ["Checked", "check_borrows"]
