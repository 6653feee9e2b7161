"""``--stage mir``: the basic blocks in which borrows are checked.

It says what is lent, read, moved and dropped where, not what is computed: arithmetic is a ``compute`` of its operands.
Regions are numbers with a tick; those from outside are named.
"""

from __future__ import annotations

from collections.abc import Iterator

from pagesim_py.cli.emit.chosen import Chosen
from pagesim_py.cli.emit.stages import Stages, path_of
from pagesim_py.cli.emit.tree import COLUMN
from pagesim_py.rust.borrowck.build import closure as closure_form
from pagesim_py.rust.borrowck.build import function as function_form
from pagesim_py.rust.borrowck.facts import Facts
from pagesim_py.rust.borrowck.mir import (
    Aggregate,
    Assign,
    Borrow,
    Call,
    Compute,
    Dead,
    Discriminant,
    Drop,
    Elem,
    Length,
    Mir,
    Operand,
    Place,
    RawBorrow,
    Region,
    RTy,
    Rvalue,
    Statement,
    Use,
)
from pagesim_py.rust.borrowck.signatures import Signatures
from pagesim_py.rust.borrowck.state import Builder, Unbuilt
from pagesim_py.rust.names.show import SOURCES, show


def mir_text(stages: Stages, chosen: Chosen) -> Iterator[str]:
    """The form of each function that was chosen, and of its closures."""
    functions = list(stages.functions)
    facts = Facts(stages.program)
    signatures = Signatures(facts)
    token = SOURCES.set(stages.sources)
    try:
        for fn in functions:
            if not chosen.has(path := path_of(fn)):
                continue
            facts.enter(fn)
            try:
                built = function_form(facts, signatures, fn, stages.program.thir(fn), stages.build.edition)
            except Unbuilt as why:
                yield f"fn {path}: the form has no words for it ({why}), its borrows are not checked"
                continue
            yield f"fn {path}"
            yield from _form(stages, facts, signatures, built)
    finally:
        SOURCES.reset(token)


def _form(stages: Stages, facts: Facts, signatures: Signatures, built: Builder) -> Iterator[str]:
    mir = built.mir
    for number, local in enumerate(mir.locals):
        name = f" {local.name}" if local.name is not None else ""
        yield f"{stages.place(local.span):{COLUMN}}  let _{number}: {type_text(mir, local.rty)}  {local.kind}{name}"
    reached = _reached(mir)
    for number, block in enumerate(mir.blocks):
        if number not in reached:
            continue
        yield f"{'':{COLUMN}}  bb{number}:"
        for statement in block.statements:
            yield f"{stages.place(statement.span):{COLUMN}}    {statement_text(mir, statement)}"
        if block.successors:
            yield f"{'':{COLUMN}}    goto {' or '.join(f'bb{one}' for one in block.successors)}"
        else:
            yield f"{'':{COLUMN}}    {'return' if number == built.out else 'never comes to an end'}"
    for made in built.closures:
        yield f"{stages.place(made.span):{COLUMN}}closure {made.name}"
        yield from _form(stages, facts, signatures, closure_form(facts, signatures, made, stages.build.edition))


def _reached(mir: Mir) -> set[int]:
    """The blocks that some way leads to."""
    found, waiting = {0}, [0]
    while waiting:
        for one in mir.blocks[waiting.pop()].successors:
            if one not in found:
                found.add(one)
                waiting.append(one)
    return found


def region_text(mir: Mir, region: Region) -> str:
    """A region's name or number; ``'?`` where nothing is known of it."""
    if region is None:
        return "'?"
    name = mir.universal.get(region)
    return f"'{region}" if name in (None, "'_") else str(name)


def type_text(mir: Mir, rty: RTy) -> str:
    """A type, and the regions in it from left to right."""
    regions = " ".join(region_text(mir, slot) for slot in rty.slots)
    return f"{show(rty.ty)} [{regions}]" if regions else show(rty.ty)


def place_text(place: Place) -> str:
    """A local and the way into it."""
    text = f"_{place.local}"
    for elem in place.proj:
        text = _step(text, elem)
    return text


def _step(text: str, elem: Elem) -> str:
    match elem:
        case ("*",):
            return f"(*{text})"
        case ("f", 0, field):
            return f"{text}.{field}"
        case ("f", variant, field):
            return f"({text} as variant {variant}).{field}"
        case ("c", number):
            return f"{text}[{number}]"
        case ("s",):
            return f"{text}[..]"
    return f"{text}[_]"


def operand_text(operand: Operand) -> str:
    """How it is taken, and from where."""
    return f"{operand.how} {place_text(operand.place)}" if operand.place is not None else "const"


def rvalue_text(mir: Mir, value: Rvalue) -> str:
    """What is assigned."""
    match value:
        case Use(operand, how):
            return operand_text(operand) + {"same": "", "unsize": " as unsized", "raw": " as raw pointer"}[how]
        case Borrow():
            phases = " two-phase" if value.two_phase else ""
            kind = {"shared": "", "mut": "mut ", "unique": "unique "}[value.kind]
            return f"&{region_text(mir, value.region)} {kind}{place_text(value.place)}{phases}"
        case RawBorrow():
            return f"&raw {'mut' if value.mutable else 'const'} {place_text(value.place)}"
        case Aggregate():
            parts = (f"{_step('', elem)}: {operand_text(one)}" for elem, one in value.parts)
            return f"({', '.join(parts)})"
        case Compute():
            return f"compute({', '.join(map(operand_text, value.operands))})"
        case Discriminant():
            return f"discriminant({place_text(value.place)})"
        case Length():
            return f"length({place_text(value.place)})"


def statement_text(mir: Mir, statement: Statement) -> str:
    """One statement."""
    match statement:
        case Assign():
            category = "" if statement.category == "other" else f"  for {statement.category}"
            drops = "  after a drop" if statement.replaces else ""
            return f"{place_text(statement.place)} = {rvalue_text(mir, statement.rvalue)}{drops}{category}"
        case Call():
            called = f"call {statement.name or 'pointer'}({', '.join(map(operand_text, statement.operands))})"
            ties = [f"{region_text(mir, long)}: {region_text(mir, short)}" for long, short, *_ in statement.flows]
            return f"{place_text(statement.place)} = {called}{'  where ' + ', '.join(ties) if ties else ''}"
        case Drop():
            return f"drop {place_text(statement.place)}"
        case Dead():
            return f"end of _{statement.local}"
