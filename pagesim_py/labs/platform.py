"""Which ``[target.'cfg(..)']`` of a Cargo.toml is about the machine that kernels are built for: bare x86-64."""

from __future__ import annotations

import re

_TOKEN = re.compile(r'\s*(\w+|"[^"]*"|[(),=])')


def holds(target: str) -> bool:
    """Whether a target's condition holds; of the triples that stand alone, only the bare one does."""
    if not target.startswith("cfg("):
        return target == "x86_64-unknown-none"
    tokens = _TOKEN.findall(target)
    try:
        return _all(tokens[1:])[0]
    except IndexError:
        return False


def _all(tokens: list[str]) -> tuple[bool, list[str]]:
    """Whether all of a list in parentheses hold, and what follows it."""
    results, rest = _list(tokens)
    return all(results), rest


def _list(tokens: list[str]) -> tuple[list[bool], list[str]]:
    results: list[bool] = []
    tokens = tokens[1:]
    while tokens[0] != ")":
        result, tokens = _one(tokens)
        results.append(result)
        if tokens[0] == ",":
            tokens = tokens[1:]
    return results, tokens[1:]


def _one(tokens: list[str]) -> tuple[bool, list[str]]:
    word, rest = tokens[0], tokens[1:]
    if rest[0] == "(":
        results, rest = _list(rest)
        return (not any(results) if word == "not" else any(results) if word == "any" else all(results)), rest
    from pagesim_py.rust.syntax.cfg import DEFAULT_CFG  # only here: a kernel that was kept runs without the compiler

    value = DEFAULT_CFG.get(word, False)
    if rest[0] == "=":
        wanted = rest[1].strip('"')
        return (wanted == value if isinstance(value, str | bool) else wanted in value), rest[2:]
    return value is True, rest
