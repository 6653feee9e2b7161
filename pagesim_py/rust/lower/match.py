"""``match``: a chain of conditions, or one conditional expression if no arm needs a statement."""

from __future__ import annotations

import dataclasses

from ..names import thir
from .control import begin, condition_of, conjuncts, finish, marks, result_name, settled
from .core import ACTS, FIXED, UNIT, Fx, MemPlace, Place, Scope, Val, VarPlace, values
from .drops import run_drops
from .memory import load
from .ops import bounds, int_range
from .patterns import bind, binds, binds_reference, looks_into_memory, tests
from .scalars import tag_text


@values(thir.Match)
def _match(fx: Fx, e: thir.Match, want: str | None) -> Val:
    return fx.scoped(lambda: _match_inside(fx, e, want))


def _match_inside(fx: Fx, e: thir.Match, want: str | None) -> Val:
    place = settled(fx, fx.place(e.scrutinee))
    assert isinstance(place, (VarPlace, MemPlace))
    if fx.dead or not e.arms:
        fx.dead = True
        return UNIT
    place = loaded(fx, place, e)
    name = result_name(fx, e, want)
    plain = pure(fx, e, place, name)
    if plain is not None:
        return plain
    if all(arm.guard is None for arm in e.arms):
        chain(fx, e, place, name)
    else:
        sequence(fx, e, place, name)
    return Val(name, FIXED) if name is not None else UNIT


def loaded(fx: Fx, place: Place, e: thir.Match) -> Place:
    """A scalar in memory is loaded once, if no arm binds a reference to it."""
    if not isinstance(place, MemPlace) or place.meta is not None or fx.unit.needs_drop(place.ty):
        return place
    layout = fx.layout(place.ty)
    if layout.kind in ("int", "bool", "char", "ptr", "enum") or (layout.kind == "newtype" and layout.size <= 8):
        if not any(_references(a.pat) for a in e.arms):
            val = fx.spill(load(fx, place))
            limits = int_range(fx, place.ty)
            lo, hi = bounds(val, limits) if limits else (None, None)
            return VarPlace(place.ty, val.code, ("match", id(e), fx.env.key), FIXED, None, lo, hi)
    elif layout.kind == "data" and layout.tag is not None and layout.tag.size in (1, 2, 4, 8) and len(e.arms) > 1:
        name = fx.temp("d")
        fx.emit(f"{name} = {tag_text(layout, place.address, 'b', fx.rip, fx.temp('m'))}")
        return dataclasses.replace(place, tag=name)
    return place


def _references(pat: thir.Pat) -> bool:

    return binds_reference(pat)


def pure(fx: Fx, e: thir.Match, place: Place, name: str | None) -> Val | None:
    """The whole match as one conditional expression, if that is possible."""
    if name is None or any(arm.guard is not None or binds(arm.pat) for arm in e.arms):
        return None
    if fx.student and any(isinstance(arm.body, thir.Block) and arm.body.stmts for arm in e.arms):
        return None
    parts: list[tuple[str, Val]] = []
    temps = fx.temps
    kept = [(scope, len(scope.drops)) for scope in fx.scopes]
    for i, arm in enumerate(e.arms):
        lines, made = fx.capture(
            lambda arm=arm: (tests(fx, place, arm.pat), fx.scoped(lambda: fx.value(arm.body)))  # type: ignore[misc]
        )
        if lines or fx.dead:
            fx.dead = False
            fx.temps = max(temps, fx.temps)
            for scope, count in kept:
                del scope.drops[count:]
            return None
        parts.append((" and ".join(made[0]), made[1]))
        if not made[0]:
            break
        if i == len(e.arms) - 1:
            parts[-1] = ("", made[1])
    code = parts[-1][1].code
    level = max([place.level, *(v.level for _, v in parts)])
    for condition, val in reversed(parts[:-1]):
        code = f"{val.code} if {condition} else {code}"
    lows, highs = [v.lo for _, v in parts], [v.hi for _, v in parts]
    lo = min(x for x in lows if x is not None) if None not in lows else None
    hi = max(x for x in highs if x is not None) if None not in highs else None
    if any(looks_into_memory(place, arm.pat) for arm in e.arms):
        level = ACTS
    return Val(f"({code})", level, lo, hi)


def body(fx: Fx, arm: thir.Arm, place: Place, name: str | None) -> None:
    """Bind and run an arm."""

    def run() -> Val:
        bind(fx, place, arm.pat)
        return _arm_value(fx, arm, name)

    finish(fx, name, fx.scoped(run))


def _arm_value(fx: Fx, arm: thir.Arm, name: str | None) -> Val:
    if marks(fx) and not isinstance(arm.body, (thir.Block, thir.Lit, thir.LocalRef, thir.ConstRef)):
        was = fx.rip
        begin(fx, arm.body.span)
        val = fx.value(arm.body, name)
        if val.level == ACTS:
            val = fx.spill(val)
        fx.function.resume(fx, was)
        return val
    return fx.value(arm.body, name)


def chain(fx: Fx, e: thir.Match, place: Place, name: str | None) -> None:
    """if / elif / else."""
    dead = True
    depth = 0
    for i, arm in enumerate(e.arms):
        lines, conditions = fx.capture(lambda arm=arm: tests(fx, place, arm.pat))  # type: ignore[misc]
        last = i == len(e.arms) - 1 or not conditions
        if lines and i:
            fx.emit("else:")
            fx.indent += 1
            depth += 1
            fx.paste(lines, 1)
            head = "if True:" if last else f"if {' and '.join(conditions)}:"
        else:
            fx.lines.extend(lines)
            word = "elif" if i else "if"
            head = f"{word} {' and '.join(conditions)}:" if not last else "else:" if i else "if True:"
        with fx.block(head):
            body(fx, arm, place, name)
        dead = dead and fx.dead
        fx.dead = False
        if last:
            break
    fx.indent -= depth
    fx.dead = dead


def sequence(fx: Fx, e: thir.Match, place: Place, name: str | None) -> None:
    """Arms with guards: tried one after the other until one has taken it."""
    open_ = fx.temp("m")
    fx.emit(f"{open_} = True")
    dead = True
    arms = [one for arm in e.arms for one in alternatives(arm)]
    for i, arm in enumerate(arms):
        conditions = tests(fx, place, arm.pat)
        terms = [open_, *conditions] if i else conditions
        last = (i == len(arms) - 1 or not conditions) and arm.guard is None
        if last:
            terms = [open_] if i else []
        with fx.block(f"if {' and '.join(terms) or 'True'}:"):
            _scoped_arm(fx, arm, place, name, open_)
        dead = dead and fx.dead
        fx.dead = False
        if last:
            break
    fx.dead = dead


def alternatives(arm: thir.Arm) -> list[thir.Arm]:
    """An arm whose guard is tried for each of its patterns that match, as an arm for each."""
    if arm.guard is None or not isinstance(arm.pat, thir.OrPat) or not binds(arm.pat):
        return [arm]
    return [one for pat in arm.pat.items for one in alternatives(dataclasses.replace(arm, pat=pat))]


def _scoped_arm(fx: Fx, arm: thir.Arm, place: Place, name: str | None, open_: str) -> None:

    if arm.guard is None:
        fx.emit(f"{open_} = False")
        body(fx, arm, place, name)
        return
    guard = arm.guard
    scope = Scope()
    fx.scopes.append(scope)

    bind(fx, place, arm.pat)
    depth = 0
    for part in conjuncts(guard):
        text, then = condition_of(fx, part)
        fx.emit(f"if {text or 'True'}:")
        fx.indent += 1
        depth += 1
        if then is not None:
            then()
    fx.emit(f"{open_} = False")
    val = fx.scoped(lambda: _arm_value(fx, arm, name))
    if scope.drops and not fx.dead:
        val = fx.spill(val)
        run_drops(fx, scope)
    finish(fx, name, val)
    fx.indent -= depth
    fx.scopes.pop()
