"""Control flow: blocks and statements, conditions, loops, return."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..names import thir
from ..names import types as t
from ..span import Span
from .core import ACTS, FIXED, PLACES, UNIT, Drop, Fx, Line, Loop, MemPlace, Place, Scope, Val, values
from .drops import emit_drop, run_drops
from .futures import brief_statements
from .jumps import after, jump, leave, loop_of, python_loop
from .ops import pinned
from .patterns import bind, bindings, binds_reference, tests
from .places import extending, extending_in_branches, temporary_of, variable

# --- blocks and statements


@values(thir.Block)
def _block(fx: Fx, e: thir.Block, want: str | None) -> Val:
    if e.label is not None:
        return _labelled(fx, e, e.label, want)
    if not e.stmts and e.tail is not None and not marks(fx):
        return fx.scoped(lambda: fx.value(e.tail, want))  # type: ignore[arg-type]
    return fx.scoped(lambda: _block_inside(fx, e, want))


def _block_inside(fx: Fx, e: thir.Block, want: str | None) -> Val:
    if fx.future is None or fx.brief:
        return _statements(fx, e, want)
    brief = brief_statements(fx, e)
    try:
        return _statements(fx, e, want, brief)
    finally:
        fx.brief = False


def _statements(fx: Fx, e: thir.Block, want: str | None, brief: Sequence[bool] = ()) -> Val:
    for i, s in enumerate(e.stmts):
        if fx.dead:
            return UNIT
        if brief:
            fx.brief = brief[i]
        _statement(fx, s)
    if e.tail is None or fx.dead:
        return UNIT
    tail = e.tail
    if brief:
        fx.brief = brief[-1]
    if marks(fx) and not isinstance(tail, (thir.Block, thir.Loop)):
        was = fx.rip
        begin(fx, tail.span)
        val = fx.scoped(lambda: fx.value(tail, want))
        if val.level == ACTS:
            val = fx.spill(val)
        fx.function.resume(fx, was)
        return val
    return fx.scoped(lambda: fx.value(tail, want))


def marks(fx: Fx) -> bool:
    """Whether statements here are the student's own."""
    return fx.student and fx.env.depth == 0


def begin(fx: Fx, span: Span) -> None:
    """A statement of the student's begins: it gets an address of its own, and an entry in the log."""
    rip = fx.function.begin_statement(span)
    fx.rip = str(rip)
    if fx.unit.record:
        fx.emit(f"L({rip})")


def _statement(fx: Fx, s: thir.LetStmt | thir.ExprStmt) -> None:
    was = fx.rip
    if marks(fx) and not (
        isinstance(s, thir.ExprStmt) and isinstance(s.expr, (thir.Block, thir.Loop)) and s.expr.ty is t.UNIT
    ):
        begin(fx, s.span)
    if isinstance(s, thir.LetStmt):
        _let(fx, s)
    else:
        expression_statement(fx, s.expr)
    fx.function.resume(fx, was)


def expression_statement(fx: Fx, e: thir.Expr) -> None:
    """Evaluate and drop at once."""

    def run() -> Val:
        ty = fx.type(e.ty)
        val = fx.value(e)
        if fx.dead:
            return UNIT
        if fx.unit.needs_drop(ty):
            temporary_of(fx, ty, val, ("stmt", id(e), fx.env.key))
        elif (val.level == ACTS and val.code != "None") or checks(val.code):
            fx.emit(val.code)
        return UNIT

    fx.scoped(run)


def checks(code: str) -> bool:
    """Whether a text holds a check that may panic, such as that of an index."""
    return " else " in code


def only_place(fx: Fx, e: thir.Expr) -> Val:
    """What ``let _ = place;`` does: the way to the place is gone, the value is not read."""
    if isinstance(e, thir.Deref):
        expression_statement(fx, e.operand)
    else:
        place = fx.place(e)
        code = place.address if isinstance(place, MemPlace) else place.code
        if checks(code):
            fx.emit(code)
    return UNIT


def _let(fx: Fx, s: thir.LetStmt) -> None:
    outer = fx.scopes[-1]
    pat = s.pat
    if s.init is None:
        declare(fx, pat)
        return
    init = s.init
    for extended in extending(init):
        fx.extended[id(extended)] = outer
    for extended in extending_in_branches(init):  # only one branch makes its temporaries
        if fx.unit.needs_drop(fx.type(extended.ty)):
            flag = fx.maybe_made[id(extended)] = fx.temp("d")
            fx.emit(f"{flag} = False")
    if isinstance(pat, thir.BindPat) and pat.mode == "move" and pat.sub is None:
        val = fx.scoped(lambda: fx.value(init))
        if not fx.dead:
            variable(fx, pat.local, val)
        return
    if isinstance(pat, thir.WildPat):
        if type(init) in PLACES:
            fx.scoped(lambda: only_place(fx, init))
        else:
            expression_statement(fx, init)
        return
    if binds_reference(pat):
        fx.extended[id(init)] = outer

    def run() -> Val:
        place = settled(fx, fx.place(init))
        if fx.dead:
            return UNIT
        if s.else_ is not None:
            conditions = tests(fx, place, pat)
            if conditions:
                before = fx.dead
                with fx.block(f"if not ({' and '.join(conditions)}):"):
                    made, fx.scopes[-1].drops = fx.scopes[-1].drops, []
                    for drop in reversed(made):
                        emit_drop(fx, drop)
                    fx.value(s.else_)
                    fx.scopes[-1].drops = made
                fx.dead = before
        kept, fx.local_scope = fx.local_scope, outer
        bind(fx, place, pat)
        fx.local_scope = kept
        return UNIT

    fx.scoped(run)


def declare(fx: Fx, pat: thir.Pat) -> None:
    """``let x;``: the variables without a value."""

    for local in bindings(pat):
        variable(fx, local, None)


# --- conditions ------------


def result_name(fx: Fx, e: thir.Expr, want: str | None) -> str | None:
    """The variable for the result of control flow; None if there is none to keep."""
    ty = fx.type(e.ty)
    if ty is t.NEVER or fx.layout(ty).kind == "unit":
        return None
    return want or fx.temp()


def finish(fx: Fx, name: str | None, val: Val) -> None:
    """Leave a branch's value in the result variable."""
    if fx.dead:
        return
    if name is None:
        if val.level == ACTS and val.code != "None":
            fx.emit(val.code)
    elif val.code != name:
        fx.emit(f"{name} = {val.code}")


def conjuncts(e: thir.Expr) -> list[thir.Expr]:
    """The parts of ``a && b && c``, if one of them is a ``let``."""
    if isinstance(e, thir.Binary) and e.op == "&&" and _has_let(e):
        return conjuncts(e.left) + conjuncts(e.right)
    return [e]


def _has_let(e: thir.Expr) -> bool:
    return isinstance(e, thir.LetCond) or (
        isinstance(e, thir.Binary) and e.op == "&&" and (_has_let(e.left) or _has_let(e.right))
    )


def one_if(fx: Fx, lines: list[Line]) -> bool:
    """Whether statements are nothing but one ``if`` with its branches."""
    base = "\t" * fx.indent
    heads = [x[len(base) :] for x in lines if not x.startswith(base + "\t")]
    return bool(heads) and heads[0].startswith("if ") and all(h.startswith(("elif ", "else:")) for h in heads[1:])


@values(thir.If)
def _if(fx: Fx, e: thir.If, want: str | None) -> Val:
    if _has_let(e.cond):
        return if_let(fx, e, want)
    cond = fx.scoped(lambda: fx.value(e.cond))
    if fx.dead:
        return UNIT
    if cond.level == FIXED and cond.code in ("0", "1"):  # known now: sizes, constants
        taken = e.then if cond.code == "1" else e.else_
        return fx.scoped(lambda: fx.value(taken, want)) if taken is not None else UNIT
    name = result_name(fx, e, want)
    then_lines, then = fx.capture(lambda: fx.scoped(lambda: fx.value(e.then, name)))
    then_dead, fx.dead = fx.dead, False
    if e.else_ is None:
        otherwise, else_dead = UNIT, False
        else_lines: list[Line] = []
    else:
        part = e.else_
        else_lines, otherwise = fx.capture(lambda: fx.scoped(lambda: fx.value(part, name)))
        else_dead, fx.dead = fx.dead, False
    if name is not None and not then_lines and not else_lines and not then_dead and not else_dead:
        lo = min(then.lo, otherwise.lo) if then.lo is not None and otherwise.lo is not None else None
        hi = max(then.hi, otherwise.hi) if then.hi is not None and otherwise.hi is not None else None
        level = max(cond.level, then.level, otherwise.level)
        return Val(f"({then.code} if {cond.code} else {otherwise.code})", level, lo, hi)
    with fx.block(f"if {cond.code}:"):
        fx.paste(then_lines, 1)
        fx.dead = then_dead
        finish(fx, name, then)
    fx.dead = False
    if e.else_ is not None:
        if isinstance(e.else_, thir.If) and otherwise.code in (name, "None") and one_if(fx, else_lines):
            start = len("\t" * fx.indent)
            first = else_lines[0]
            fx.lines.append(Line(f"{first[:start]}el{first[start:]}", first.at))
            fx.lines.extend(else_lines[1:])
            fx.dead = else_dead
        elif else_lines or name is not None or otherwise.level == ACTS:
            with fx.block("else:"):
                fx.paste(else_lines, 1)
                fx.dead = else_dead
                finish(fx, name, otherwise)
    fx.dead = then_dead and else_dead
    return Val(name, FIXED) if name is not None else UNIT


def if_let(fx: Fx, e: thir.If, want: str | None) -> Val:
    """``if let`` and let chains: nested conditions; temporaries of the conditions are gone before ``else`` runs
    (edition 2024).
    """
    name = result_name(fx, e, want)
    hit = fx.temp("m")
    parts = conjuncts(e.cond)
    scope = Scope()
    fx.scopes.append(scope)
    depth = 0
    all_dead = False

    def then() -> None:
        nonlocal all_dead
        val = fx.scoped(lambda: fx.value(e.then, name))
        finish(fx, name, val)
        all_dead = fx.dead

    fx.emit(f"{hit} = False")
    start = len(fx.lines) - 1
    for part in parts:
        known = len(scope.drops)
        conditions = condition_of(fx, part)
        if fx.dead:
            break
        if depth:
            made_here(fx, scope.drops[known:], start)
        known = len(scope.drops)
        if conditions[0]:
            fx.emit(f"if {conditions[0]}:")
            fx.indent += 1
            depth += 1
        if conditions[1] is not None:
            conditions[1]()
        if depth:
            made_here(fx, scope.drops[known:], start)
    simple = depth == 1 and not scope.drops and len(parts) == 1
    if simple:
        del fx.lines[start]
    else:
        fx.emit(f"{hit} = True")
    then()
    if not fx.lines or fx.lines[-1].endswith(":"):
        fx.write("pass")
    if scope.drops and not fx.dead:
        run_drops(fx, scope)
    fx.dead = False
    fx.indent -= depth
    fx.scopes.pop()
    else_dead = False
    if simple:
        if e.else_ is not None:
            part = e.else_
            with fx.block("else:"):
                finish(fx, name, fx.scoped(lambda: fx.value(part, name)))
            else_dead, fx.dead = fx.dead, False
    else:
        drops = scope.drops
        if drops or e.else_ is not None:
            with fx.block(f"if not {hit}:"):
                for drop in reversed(drops):
                    emit_drop(fx, drop)
                if e.else_ is not None:
                    other = e.else_
                    finish(fx, name, fx.scoped(lambda: fx.value(other, name)))
            else_dead, fx.dead = fx.dead, False
    fx.dead = all_dead and (else_dead or (depth == 0 and e.else_ is None))
    return Val(name, FIXED) if name is not None else UNIT


def made_here(fx: Fx, drops: list[Drop], start: int) -> None:
    """Have things that only this branch makes dropped only if they were made; ``start``: a line before all branches."""
    for drop in drops:
        if drop.flag is None:
            drop.flag = fx.temp("d")
            fx.emit(f"{drop.flag} = True")
        line = fx.lines[start]
        indent = line[: len(line) - len(line.lstrip("\t"))]
        fx.lines.insert(start, Line(f"{indent}{drop.flag} = False", line.at))


def condition_of(fx: Fx, part: thir.Expr) -> tuple[str, Callable[[], None] | None]:
    """The condition's text ("" if it always holds) and what to do once it holds."""
    if isinstance(part, thir.LetCond):
        place = settled(fx, fx.place(part.init))
        pat = part.pat
        text = " and ".join(tests(fx, place, pat))
        return text, lambda: bind(fx, place, pat)
    return fx.scoped(lambda: fx.value(part)).code, None


def settled(fx: Fx, place: Place) -> Place:
    """A place to match against: its address worked out once; a plain number loaded once."""

    place = pinned(fx, place)
    if isinstance(place, MemPlace):
        if place.meta is not None and not (place.meta.isidentifier() or place.meta.isdigit()):
            place.meta = fx.spill(Val(place.meta)).code
        return place
    return place


@values(thir.LetCond)
def let_cond(fx: Fx, e: thir.LetCond, want: str | None) -> Val:
    """A ``let`` where only its truth is wanted."""
    conditions = tests(fx, settled(fx, fx.place(e.init)), e.pat)
    return Val(f"({' and '.join(conditions) or 'True'})", ACTS, 0, 1)


# --- loops and jumps ------------


@values(thir.Loop)
def _loop(fx: Fx, e: thir.Loop, want: str | None) -> Val:
    name = result_name(fx, e, None)
    made = Loop(e.label, name, True)
    python_loop(fx, None, made, lambda: finish(fx, None, fx.value(e.body)))
    fx.dead = not made.left
    return Val(name, FIXED) if name is not None else UNIT


def _labelled(fx: Fx, e: thir.Block, label: thir.Label, want: str | None) -> Val:
    name = result_name(fx, e, None)
    made = Loop(label, name, False)
    dead = False

    def body() -> None:
        nonlocal dead
        finish(fx, name, _block_inside(fx, e, name))
        dead = fx.dead

    with fx.block("while True:"):
        fx.loops.append(made)
        with fx.scope(made):
            body()
        fx.emit("break")
        fx.loops.pop()
    fx.dead = False
    after(fx, made)
    fx.dead = dead and not made.left
    return Val(name, FIXED) if name is not None else UNIT


@values(thir.While)
def _while(fx: Fx, e: thir.While, want: str | None) -> Val:
    made = Loop(e.label, None, True)

    def body() -> None:
        for part in conjuncts(e.cond):
            text, then = condition_of(fx, part)
            if text and text != "1":
                before = fx.dead
                with fx.block(f"if not {text}:" if text.isidentifier() else f"if not ({text}):"):
                    jump(fx, made, "break")
                fx.dead = before
            if then is not None:
                then()
        finish(fx, None, fx.value(e.body))

    python_loop(fx, None, made, body)
    fx.dead = False
    return UNIT


@values(thir.Break)
def _break(fx: Fx, e: thir.Break, want: str | None) -> Val:
    target = loop_of(fx, e.label)
    if e.value is not None:
        finish(fx, target.result, fx.value(e.value, target.result))
    if not fx.dead:
        jump(fx, target, "break")
    return UNIT


@values(thir.Continue)
def _continue(fx: Fx, e: thir.Continue, want: str | None) -> Val:
    jump(fx, loop_of(fx, e.label), "continue")
    return UNIT


@values(thir.Return)
def _return(fx: Fx, e: thir.Return, want: str | None) -> Val:
    exit_ = fx.env.exit
    if exit_ is not None:  # lowered inline: leave the block that stands for the function
        val = fx.value(e.value, exit_.result) if e.value is not None else UNIT
        finish(fx, exit_.result, val)
        if not fx.dead:
            jump(fx, exit_, "break")
        return UNIT
    val = fx.value(e.value) if e.value is not None else UNIT
    if fx.dead:
        return UNIT
    if any(s.drops for s in fx.scopes):
        val = fx.spill(val)
        for scope in reversed(fx.scopes):
            run_drops(fx, scope)
    leave(fx, val)
    fx.dead = True
    return UNIT
