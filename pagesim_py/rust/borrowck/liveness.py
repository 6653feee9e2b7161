"""Where in a body which local is alive: may still be read, or dropped with glue that looks at what it holds."""

from __future__ import annotations

from collections.abc import Iterator

from .mir import (
    Aggregate,
    Assign,
    Block,
    Borrow,
    Call,
    Compute,
    Dead,
    Discriminant,
    Drop,
    Length,
    Mir,
    Operand,
    Place,
    RawBorrow,
    Statement,
    Use,
)


class Points:
    """The points of a body: each statement, and the end of each block, of those that are reached."""

    def __init__(self, mir: Mir) -> None:
        self.mir = mir
        self.order = reached(mir.blocks)
        self.start: dict[int, int] = {}
        self.before: dict[int, list[int]] = {b: [] for b in self.order}
        at = 0
        for b in self.order:
            self.start[b] = at
            at += len(mir.blocks[b].statements) + 1
            for s in mir.blocks[b].successors:
                self.before[s].append(b)
        self.count = at
        self.block_of: list[int] = [0] * at
        for b in self.order:
            for i in range(self.start[b], self.start[b] + len(mir.blocks[b].statements) + 1):
                self.block_of[i] = b

    def statement(self, point: int) -> Statement | None:
        """The statement at a point; None for a block's end."""
        b = self.block_of[point]
        i = point - self.start[b]
        statements = self.mir.blocks[b].statements
        return statements[i] if i < len(statements) else None

    def following(self, point: int) -> list[int]:
        """The points that come after one."""
        b = self.block_of[point]
        if point - self.start[b] < len(self.mir.blocks[b].statements):
            return [point + 1]
        return [self.start[s] for s in self.mir.blocks[b].successors]


def reached(blocks: list[Block]) -> list[int]:
    """The blocks that are reached from the first, in reverse post-order."""
    seen, out = {0}, []
    stack: list[tuple[int, Iterator[int]]] = [(0, iter(blocks[0].successors))]
    while stack:
        b, rest = stack[-1]
        for s in rest:
            if s not in seen:
                seen.add(s)
                stack.append((s, iter(blocks[s].successors)))
                break
        else:
            out.append(b)
            stack.pop()
    return out[::-1]


def operands(s: Statement) -> list[Operand]:
    """The operands of a statement."""
    if type(s) is Call:
        return s.operands
    if type(s) is Assign:
        value = s.rvalue
        if type(value) is Use:
            return [value.operand]
        if type(value) is Compute:
            return value.operands
        if type(value) is Aggregate:
            return [o for _, o in value.parts]
    return []


def used(s: Statement) -> list[int]:
    """The locals that a statement reads, or whose content it changes in part."""
    found = [o.place.local for o in operands(s) if o.place is not None]
    if type(s) is Assign:
        value = s.rvalue
        if isinstance(value, Borrow | RawBorrow | Discriminant | Length):
            found.append(value.place.local)
    if isinstance(s, Assign | Call) and s.place.proj:
        found.append(s.place.local)
    return found


def defined(s: Statement) -> int | None:
    """The local that a statement gives a new value as a whole."""
    return s.place.local if isinstance(s, Assign | Call) and not s.place.proj else None


class Uses:
    """Where each local is used, set and dropped."""

    def __init__(self, points: Points) -> None:
        self.reads: dict[int, list[int]] = {}
        self.sets: dict[int, list[int]] = {}
        self.drops: dict[int, list[int]] = {}
        self.moves: dict[int, list[int]] = {}
        self.points = points
        for b in points.order:
            at = points.start[b]
            for s in points.mir.blocks[b].statements:
                for local in used(s):
                    self.reads.setdefault(local, []).append(at)
                local_set = defined(s)
                if local_set is not None:
                    self.sets.setdefault(local_set, []).append(at)
                if type(s) is Drop:
                    self.drops.setdefault(s.place.local, []).append(at)
                elif type(s) is not Dead:
                    for o in operands(s):
                        if o.how == "move" and o.place is not None:
                            self.moves.setdefault(o.place.local, []).append(at)
                at += 1

    def live(self, local: int, ends: list[int]) -> int:
        """The points on whose entry a local may still reach one of ``ends`` with the value that it has."""
        points = self.points
        kills = set(self.sets.get(local, ()))
        mask = 0
        done: set[int] = set()
        todo: list[tuple[int, int]] = []
        for use in ends:
            todo.append((points.block_of[use], use))
        while todo:
            b, at = todo.pop()
            first = points.start[b]
            low = at
            while low > first and (low - 1) not in kills:
                low -= 1
            mask |= ((1 << (at - low + 1)) - 1) << low
            if low == first:
                for p in points.before[b]:
                    if p not in done:
                        end = points.start[p] + len(points.mir.blocks[p].statements)
                        done.add(p)
                        todo.append((p, end))
        return mask

    def filled(self, local: int) -> int:
        """The points on whose entry a local may have a value that was not moved away."""
        points = self.points
        moves = set(self.moves.get(local, ()))
        sets = self.sets.get(local, ())
        mask = 0
        done: set[int] = set()
        todo = [n for s in sets for n in points.following(s)]
        if points.mir.locals[local].kind in ("param", "upvar"):
            todo.append(0)
        while todo:
            at = todo.pop()
            while True:
                if at in done:
                    break
                done.add(at)
                mask |= 1 << at
                if at in moves and at not in sets:
                    break
                after = points.following(at)
                if len(after) != 1:
                    todo += after
                    break
                at = after[0]
        return mask


__all__ = ["Place", "Points", "Uses", "defined", "operands", "used"]
