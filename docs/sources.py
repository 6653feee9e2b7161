"""What a file of Python says, read out of its syntax tree.

`Source` finds the calls that report something, what codes they give and what words. A name is followed to what it was
assigned last, or to the arguments that it is given; a part that only a run knows becomes an ellipsis.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cached_property
from itertools import product
from math import prod
from pathlib import Path

from pagesim_py.rust.check.lints import GROUPS

CODE = re.compile(r"E\d{4}")
HOLE = "…"
DEPTH = 4  # how many names in a row are followed: a name for a name for a text
FEW = 4  # alternatives of a part that are told each
MOST = 12  # ways in which a text may be put together; more are one with a hole


def says(text: str) -> bool:
    """Whether there is a word in it."""
    return re.search(r"\w", text) is not None


class Source:
    """A file of Python, and what can be known of its texts without running it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = ast.parse(path.read_text("utf8"))
        self.noted: dict[tuple[str, int], list[str]] = {}
        self.returned: dict[str, list[str]] = {}
        self._named: dict[tuple[ast.Name, int], list[str]] = {}

    @cached_property
    def functions(self) -> list[ast.FunctionDef]:
        """All functions of the file."""
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef)]

    @cached_property
    def defined(self) -> set[str]:
        """Their names."""
        return {one.name for one in self.functions}

    @cached_property
    def reporters(self) -> set[str]:
        """Names of functions and classes that take a ``message``."""
        names = {one.name for one in self.functions if "message" in _parameters(one)}
        names |= {
            one.name
            for one in ast.walk(self.tree)
            if isinstance(one, ast.ClassDef)
            and any(isinstance(line, ast.AnnAssign) and ast.unparse(line.target) == "message" for line in one.body)
        }
        for one in ast.walk(self.tree):
            if isinstance(one, ast.ClassDef):
                inits = (line for line in one.body if isinstance(line, ast.FunctionDef) and line.name == "__init__")
                names |= {one.name for init in inits if "message" in _parameters(init)}
        return names - {"__init__"}

    @cached_property
    def exceptions(self) -> dict[str, str]:
        """Exceptions that the file defines to tell a person something, and the first sentence about each."""
        return {
            one.name: re.split(r"(?<=\.)\s|; the message", ast.get_docstring(one) or "")[0].rstrip(".") + "."
            for one in ast.walk(self.tree)
            if isinstance(one, ast.ClassDef) and re.search("Error$", one.name) and one.bases
        }

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        """What each node stands in."""
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    @cached_property
    def calls(self) -> list[ast.Call]:
        """All calls."""
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]

    @cached_property
    def calls_of(self) -> dict[str, list[ast.Call]]:
        """The calls of each name."""
        found: dict[str, list[ast.Call]] = {}
        for call in self.calls:
            found.setdefault(name_of(call), []).append(call)
        return found

    def around(self, node: ast.AST) -> ast.FunctionDef | None:
        """The function that a node stands in."""
        at: ast.AST | None = self.parents.get(node)
        while at is not None and not isinstance(at, ast.FunctionDef):
            at = self.parents.get(at)
        return at

    def reports(self, reporters: set[str]) -> Iterator[tuple[set[str], set[str]]]:
        """For each call of a reporter: the codes that it may give, and the texts."""
        for call in self.calls:
            name = name_of(call)
            if name not in (reporters if name not in self.defined else self.reporters):
                continue
            values = [*call.args, *(one.value for one in call.keywords if one.arg in ("code", "lint", "message"))]
            codes = {value: self.codes(value) for value in values}
            said = [one.value for one in call.keywords if one.arg == "message"]
            said = said or [value for value in call.args if not codes[value] and any(self.texts(value))][:1]
            handed_on = _message(self.around(call))
            if any(isinstance(value, ast.Name) and value.id in handed_on for value in said):
                continue
            texts = {text for value in said for text in self.texts(value)}
            if any(map(says, texts)) or any(codes.values()):
                yield {code for some in codes.values() for code in some}, texts

    def codes(self, value: ast.expr, depth: int = DEPTH) -> set[str]:
        """The codes and lints that an expression may be."""
        match value:
            case ast.Constant(value=str(text)):
                return {text} if CODE.fullmatch(text) or text in GROUPS else set()
            case ast.IfExp(body=body, orelse=other):
                return self.codes(body, depth) | self.codes(other, depth)
            case ast.Dict(values=values) | ast.Tuple(elts=values):
                return {code for one in values for code in self.codes(one, depth)}
            case ast.Subscript(value=ast.Dict() as inner):
                return self.codes(inner, depth)
            case ast.Call(func=ast.Attribute(value=ast.Dict() as inner, attr="get"), args=args):
                return {code for one in (inner, *args[1:]) for code in self.codes(one, depth)}
            case ast.Name() if depth:
                return {code for one in self.values(value) for code in self.codes(one, depth - 1)}
        return set()

    def texts(self, value: ast.expr, depth: int = DEPTH) -> list[str]:
        """The texts that an expression may be; none if it is no text."""
        match value:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.JoinedStr(values=parts):
                some = [self.part(one, depth) for one in parts]
                if prod(len(one) for one in some) <= MOST:
                    return ["".join(way) for way in product(*some)]
                return ["".join(str(one.value) if isinstance(one, ast.Constant) else HOLE for one in parts)]
            case ast.FormattedValue(value=inner):
                return self.texts(inner, depth)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                some = [self.texts(left, depth) or [HOLE], self.texts(right, depth) or [HOLE]]
                return ["".join(way) for way in product(*some)] if prod(map(len, some)) <= MOST else [HOLE]
            case ast.IfExp(body=body, orelse=other):
                return [*self.texts(body, depth), *self.texts(other, depth)]
            case ast.Call(func=ast.Attribute(value=ast.Dict(values=values), attr="get"), args=args):
                return [text for one in (*values, *args[1:]) for text in self.texts(one, depth)]
            case ast.Starred(value=ast.Call() as call):
                return self.returned.get(name_of(call), [])
            case ast.Name() if depth:
                return self.named(value, depth)
        return []

    def named(self, name: ast.Name, depth: int) -> list[str]:
        """What a name may stand for, if that is text."""
        key = (name, depth)
        if key not in self._named:
            self._named[key] = []  # for a name that stands for itself
            found = [text for one in self.values(name) for text in self.texts(one, depth - 1)]
            self._named[key] = list(dict.fromkeys(found)) or self.looped(name)
        return self._named[key]

    def part(self, value: ast.expr, depth: int) -> list[str]:
        """What a part of a formatted text may be, if that is one of a few."""
        found = self.texts(value, depth)
        return found if any(found) and len(found) <= FEW else [HOLE]

    def looped(self, name: ast.Name) -> list[str]:
        """What a name may be that a loop takes out of a list of tuples, which were put there elsewhere."""
        scope = self.around(name)
        for node in ast.walk(scope) if scope is not None else ():
            match node:
                case ast.For(target=ast.Tuple(elts=targets), iter=ast.Attribute(attr=attribute)):
                    for at, target in enumerate(targets):
                        if isinstance(target, ast.Name) and target.id == name.id:
                            return self.noted.get((attribute, at), [])
        return []

    def notes(self) -> Iterator[tuple[tuple[str, int], list[str]]]:
        """Texts in tuples that are appended to an attribute: its name, the place in the tuple, what they may be."""
        for call in self.calls:
            match call:
                case ast.Call(
                    func=ast.Attribute(value=ast.Attribute(attr=attribute), attr="append"), args=[ast.Tuple(elts=parts)]
                ):
                    for at, part in enumerate(parts):
                        yield (attribute, at), self.texts(part)

    def results(self) -> Iterator[tuple[str, list[str]]]:
        """Functions that return a tuple: what its first part may be."""
        for node in ast.walk(self.tree):
            match node:
                case ast.Return(value=ast.Tuple(elts=[first, *_])):
                    scope = self.around(node)
                    if scope is not None:
                        yield scope.name, self.texts(first)

    def values(self, name: ast.Name) -> Iterator[ast.expr]:
        """What a name may stand for where it stands: what it was assigned last, or is given as an argument."""
        at: ast.AST = name
        while at in self.parents and not isinstance(at, ast.FunctionDef):
            parent = self.parents[at]
            for block in (getattr(parent, field, None) for field in ("body", "orelse", "finalbody")):
                if isinstance(block, list) and at in block:
                    for before in reversed(block[: block.index(at)]):
                        yield from (found := list(_assigned_in(before, name.id)))
                        if found and (isinstance(before, ast.Assign) or _always(before, name.id)):
                            return
            at = parent
        if isinstance(at, ast.FunctionDef) and name.id in (parameters := _parameters(at)):
            place = parameters.index(name.id) - (parameters[0] == "self")
            for call in self.calls_of.get(at.name, []):
                yield from call.args[place : place + 1]
                yield from (one.value for one in call.keywords if one.arg == name.id)
            defaults = dict(zip(reversed(at.args.args), reversed(at.args.defaults), strict=False))
            yield from (value for one, value in defaults.items() if one.arg == name.id)
        else:
            for line in self.tree.body:
                if isinstance(line, ast.Assign):
                    yield from _assigned_in(line, name.id)


def name_of(call: ast.Call) -> str:
    """The last word of what is called."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _message(scope: ast.FunctionDef | None) -> set[str]:
    return {"message"} & set(_parameters(scope)) if scope is not None else set()


def _parameters(function: ast.FunctionDef) -> list[str]:
    return [one.arg for one in (*function.args.args, *function.args.kwonlyargs)]


def _assigned_in(statement: ast.AST, name: str) -> Iterator[ast.expr]:
    """What ``name`` is assigned in a statement, or in those that are in it."""
    for node in ast.walk(statement):
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    yield from _assigned(target, value, name)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                yield from _assigned(target, value, name)


def _always(statement: ast.AST, name: str) -> bool:
    """Whether each branch assigns it, or goes away."""
    match statement:
        case ast.AnnAssign():
            return True
        case ast.If(body=body, orelse=[_, *_] as other):
            return all(any(_settles(one, name) for one in block) for block in (body, other))
    return False


def _settles(statement: ast.stmt, name: str) -> bool:
    leaves = isinstance(statement, ast.Return | ast.Raise | ast.Continue)
    return (
        leaves or _always(statement, name) or isinstance(statement, ast.Assign) and any(_assigned_in(statement, name))
    )


def _assigned(target: ast.expr, value: ast.expr, name: str) -> Iterator[ast.expr]:
    """What ``name`` gets when ``value`` is assigned to ``target``, taken apart if both are tuples."""
    match target, value:
        case ast.Name(id=one), _ if one == name:
            yield value
        case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
            for part, its in zip(targets, values, strict=True):
                yield from _assigned(part, its, name)
        case ast.Tuple(), ast.IfExp(body=body, orelse=other):
            yield from _assigned(target, body, name)
            yield from _assigned(target, other, name)
        case ast.Tuple(), ast.Subscript(value=ast.Dict(values=values)):
            for its in values:
                yield from _assigned(target, its, name)
