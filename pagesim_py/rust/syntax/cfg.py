"""Attributes, and the conditions (``cfg``) that decide what is part of the program."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from ..diagnostics import similar
from ..span import Span
from . import ast
from .asm_help import INSTEAD_OF_CALL, NAKED
from .parser_core import ParserCore
from .tokens import PATH_KEYWORDS, STRICT, Token, describe, full_span, is_ident_like

if TYPE_CHECKING:
    from ..diagnostics import Diagnostics

CfgMap = Mapping[str, "bool | str | Collection[str]"]

DEFAULT_CFG: dict[str, bool | str | Collection[str]] = {
    "debug_assertions": True,
    "overflow_checks": True,
    "panic": "abort",
    "target_arch": "x86_64",
    "target_os": "none",
    "target_endian": "little",
    "target_pointer_width": "64",
    "target_has_atomic": ("8", "16", "32", "64", "ptr"),
    "dialect": "0.14.13",
}
"""What holds for the lab's kernels: a development build for bare x86-64. The caller may set more, e.g. ``feature``."""

BUILT_IN = frozenset(
    "cfg cfg_attr test bench test_case ignore should_panic automatically_derived derive macro_export macro_use "
    "allow expect warn deny forbid deprecated must_use link link_name link_ordinal no_link link_section export_name "
    "no_mangle used repr crate_type crate_name no_main no_std no_core path inline cold no_builtins target_feature "
    "track_caller instruction_set doc panic_handler global_allocator windows_subsystem feature recursion_limit "
    "type_length_limit debugger_visualizer non_exhaustive naked alloc_error_handler test_runner default pointee "
    "reexport_test_harness_main start lang coverage optimize marker fundamental unstable stable thread_local no_init "
    "may_dangle allow_internal_unstable allow_internal_unsafe const_trait no_implicit_prelude proc_macro "
    "proc_macro_attribute proc_macro_derive collapse_debuginfo type_const pin_v2 linkage ffi_pure ffi_const "
    "deprecated_safe sanitize do_not_recommend prelude_import needs_allocator needs_panic_runtime panic_runtime "
    "compiler_builtins profiler_runtime unsafe".split()
)
"""The attributes that rustc knows; others belong to tools (`rustfmt::skip`) or are mistakes."""
UNSAFE_ATTRIBUTES = frozenset(["no_mangle", "export_name", "link_section"])
TESTS = frozenset(["test", "test_case", "bench"])
"""Attributes of what only a test runner calls."""


FEATURE = "add `#![feature(custom_test_frameworks)]` to the crate attributes to enable"
UNSTABLE_TEST_CASE = (
    "use of unstable library feature `custom_test_frameworks`: custom test frameworks are an unstable feature"
)


def evaluate(tokens: list[Token], cfg: CfgMap, diagnostics: Diagnostics, span: Span) -> bool:
    """The truth of a cfg predicate given as tokens (an end token at its end is ignored)."""
    while any(token.kind == "nt" for token in tokens):  # what a macro was given
        tokens = [part for t in tokens for part in (t.extra if t.kind == "nt" else (t,))]
    tokens = [t for t in tokens if t.kind not in ("eof", ")", "]")]
    if not tokens:
        diagnostics.error(
            "malformed `cfg` attribute input", span, "E0539", helps=["must be of the form: `#[cfg(predicate)]`"]
        )
        return False
    head = tokens[0]
    if not is_ident_like(head):
        diagnostics.error(
            f"expected identifier, found `{head.text}`"
            if head.kind != "lit"
            else "`cfg` predicate key must be an identifier",
            head.span,
        )
        return False
    if head.kind in ("true", "false") and len(tokens) == 1:
        return head.kind == "true"
    if len(tokens) >= 2 and tokens[1].kind == "(":
        parts = split_commas(tokens[1].extra)
        if head.text == "not":
            if len(parts) != 1:
                diagnostics.error("expected 1 cfg-pattern", full_span(tokens[1]), "E0536")
                return False
            return not evaluate(parts[0], cfg, diagnostics, span)
        if head.text in ("all", "any"):
            values = [evaluate(part, cfg, diagnostics, span) for part in parts]
            return all(values) if head.text == "all" else any(values)
        diagnostics.error(f"invalid predicate `{head.text}`", head.span, "E0537")
        return False
    value = cfg.get(head.text)
    if len(tokens) >= 3 and tokens[1].kind == "=":
        if tokens[2].kind != "lit" or tokens[2].extra[0] != "str":
            if tokens[2].kind == "lit":
                diagnostics.error("literal in `cfg` predicate value must be a string", tokens[2].span, "E0565")
            else:
                diagnostics.error(
                    'expected a literal (`1u8`, `1.0f32`, `"string"`, etc.) here, found expression', tokens[2].span
                )
            return False
        wanted = tokens[2].extra[1]
        return wanted == value if isinstance(value, (str, bool)) or value is None else wanted in value
    if len(tokens) > 1:
        diagnostics.error(
            "`cfg` predicate is malformed" if tokens[1].kind != "," else "multiple `cfg` predicates are specified",
            tokens[1].span,
        )
        return False
    return value is True


def split_commas(tokens: list[Token]) -> list[list[Token]]:
    """A group's tokens as the parts between its commas; an empty last part is dropped."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind in (")", "]", "}", "eof"):
            continue
        if token.kind == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    if not parts[-1]:
        parts.pop()
    return parts


LINT_LEVELS = ("allow", "warn", "deny", "forbid", "expect")
"""Attributes that say how much a lint matters."""


class AttributeParser(ParserCore):
    """Takes attributes and doc comments in front of things."""

    def attributes_allow(self) -> bool:
        """Take attributes whose only meaning here is ``cfg``; whether what follows stays."""
        if self.tok.kind != "#" and self.tok.kind != "doc":
            return True
        start, before = self.tok.span, self.at
        attrs = self.outer_attributes()
        if attrs and self.at > before:
            self.levels_until_comma(attrs, start)
        return attrs is not None

    def misplaced_attributes(self) -> None:
        """Attributes on an expression that is neither a statement nor an item of a list."""
        self.unstable_attribute(self.outer_attributes() or [])

    def unstable_attribute(self, attrs: list[ast.Attr]) -> None:
        """E0658."""
        if attrs and self.expand:
            self.diagnostics.error("attributes on expressions are experimental", attrs[0].span, "E0658")

    def levels_over(self, attrs: list[ast.Attr], start: Span, end: Span) -> None:
        """Keep the lint levels that attributes set for the text from ``start`` to ``end``."""
        for attr in attrs:
            if attr.name in LINT_LEVELS and not self.context.session.lazy_bodies:
                self.context.sources.level_over(start, end, attr)

    def levels_until_comma(self, attrs: list[ast.Attr], start: Span) -> None:
        """The same for what begins here, up to the end of its group or the next comma or semicolon."""
        end = self.at
        while end < len(self.tokens) - 1 and self.tokens[end].kind not in (",", ";"):
            end += 1
        self.levels_over(attrs, start, full_span(self.tokens[max(end - 1, self.at)]))

    def inner_levels(self) -> None:
        """Take the inner attributes of a block or of the braces of a ``match``."""
        start = self.tok.span
        attrs = self.inner_attributes()
        if attrs:
            self.levels_over(attrs, start, self.tokens[-1].span)

    def outer_attributes(self) -> list[ast.Attr] | None:
        """Take attributes; None if a ``cfg`` among them is false (they are taken all the same)."""
        attrs: list[ast.Attr] = []
        keep = True
        while True:
            kind = self.tok.kind
            if kind == "doc":
                if self.tok.text.startswith(("//!", "/*!")):
                    if self.inner_doc_misplaced():
                        continue
                doc = self.bump()
                if self.at_end:
                    inside = self.in_block or bool(self.outer)
                    raise self.fail(
                        "found a documentation comment that doesn't document anything"
                        if inside
                        else "expected item after doc comment",
                        doc.span,
                        "this doc comment doesn't document anything",
                        "E0585" if inside else None,
                        helps=["doc comments must come before what they document, if a comment was intended use `//`"]
                        if inside
                        else [],
                    )
            elif kind == "#" and self.peek().kind == "[":
                keep = self.attribute(attrs, inner=False) and keep
                if self.at_end:
                    raise self.fail(
                        "expected item after attributes"
                        if not self.in_block
                        else "expected statement after outer attribute",
                        self.prev_attr_span,
                    )
            elif kind == "#" and self.peek().kind == "!" and self.peek(2).kind == "[":
                self.diagnostics.error(
                    "an inner attribute is not permitted in this context",
                    self.tok.span.to(full_span(self.peek(2))),
                    helps=[
                        "inner attributes, like `#![no_std]`, annotate the item enclosing them, and are "
                        "usually found at the beginning of source files",
                        "to annotate what follows, remove the `!`",
                    ],
                )
                self.bump()
                keep = self.attribute(attrs, inner=True) and keep
            elif kind == "#":
                self.bump()
                raise self.fail(f"expected one of `!` or `[`, found {self.found()}", None, "expected one of `!` or `[`")
            else:
                return self.tests_among(attrs) if keep else None

    in_block = False
    where = ""
    prev_attr_span = Span(0, 0, 0)

    def inner_doc_misplaced(self) -> bool:
        """An inner doc comment in front of something: reported and taken."""
        self.diagnostics.error(
            "expected outer doc comment",
            self.tok.span,
            "E0753",
            helps=["you might have meant to write a regular comment or an outer one: `//`, `///`"],
        )
        self.bump()
        return True

    def inner_attributes(self) -> list[ast.Attr] | None:
        """Take ``#![...]`` and inner doc comments; None if a ``cfg`` among them is false."""
        attrs: list[ast.Attr] = []
        keep = True
        while True:
            if self.tok.kind == "doc" and self.tok.text.startswith(("//!", "/*!")):
                self.bump()
            elif self.tok.kind == "#" and self.peek().kind == "!" and self.peek(2).kind == "[":
                self.bump()
                keep = self.attribute(attrs, inner=True) and keep
            else:
                return attrs if keep else None

    def attribute(self, attrs: list[ast.Attr], inner: bool) -> bool:
        """Take ``#[...]``, or ``![...]`` behind its ``#``, into ``attrs``; False for a ``cfg`` that does not hold."""
        start = self.prev.span if inner else self.tok.span
        self.bump()
        group = self.tok
        keep = self.meta(group.extra[:-1], attrs, inner, start.to(full_span(group)), group)
        self.skip_group()
        self.prev_attr_span = start.to(full_span(group))
        return keep

    def meta(self, tokens: list[Token], attrs: list[ast.Attr], inner: bool, span: Span, group: Token) -> bool:
        """One attribute's content into ``attrs``."""
        while tokens and tokens[0].kind == "nt" and tokens[0].text in ("meta", "item"):
            tokens = tokens[0].extra[:-1] + tokens[1:]
        if not tokens:
            self.diagnostics.error("expected identifier, found `]`", group.extra[-1].span, label="expected identifier")
            return True
        unsafe = False
        if tokens[0].kind == "unsafe" and len(tokens) > 1 and tokens[1].kind == "(":
            unsafe = True
            if len(tokens) > 2:
                self.diagnostics.error(
                    f"expected `]`, found {describe(tokens[2])}", tokens[2].span, label="expected `]`"
                )
            tokens = tokens[1].extra[:-1]
        name_parts = []
        at = 0
        while at < len(tokens) and (
            is_ident_like(tokens[at]) or (tokens[at].kind == "nt" and tokens[at].text == "path")
        ):
            name_parts.append(tokens[at].text if tokens[at].kind != "nt" else tokens[at].extra[-1].text)
            at += 1
            if at < len(tokens) and tokens[at].kind == "::":
                at += 1
            else:
                break
        if not name_parts:
            self.diagnostics.error(
                f"expected identifier, found `{tokens[0].text if tokens else ']'}`",
                tokens[0].span if tokens else span,
                label="expected identifier",
            )
            return True
        if tokens[0].kind in STRICT - PATH_KEYWORDS:
            self.diagnostics.error(f"expected identifier, found {describe(tokens[0])}", tokens[0].span)
            return True
        name = "::".join(name_parts)
        attr = ast.Attr(name, [], span, None, unsafe, inner)
        name_span = group.extra[0].span if unsafe else tokens[0].span
        rest = tokens[at:]
        if rest and rest[0].kind in ("(", "[", "{"):
            attr.tokens = rest[0].extra[:-1]
        elif rest and rest[0].kind == "=":
            attr.tokens = rest[1:]
            if len(rest) == 2 and rest[1].kind == "lit":
                attr.value = str(rest[1].extra[1])
            elif len(rest) == 2 and rest[1].kind == "nt":
                attr.value = str(rest[1].extra[0].extra[1]) if rest[1].extra[0].kind == "lit" else None
        elif rest:
            self.diagnostics.error(
                f"expected one of `(`, `::`, `=`, `[`, `]`, or `{{`, found `{rest[0].text}`",
                rest[0].span,
                label="expected one of `(`, `::`, `=`, `[`, `]`, or `{`",
            )
            return True
        cfg = self.context.session.cfg
        if name == "cfg":
            return evaluate(attr.tokens, cfg, self.diagnostics, span)
        if name == "cfg_attr":
            parts = split_commas(attr.tokens)
            keep = True
            if parts and evaluate(parts[0], cfg, self.diagnostics, span):
                for part in parts[1:]:
                    keep = self.meta(part, attrs, inner, span, group) and keep
            return keep
        if name == "naked":
            self.diagnostics.error(NAKED, span, label="not supported", helps=[INSTEAD_OF_CALL["naked_asm"]])
        elif name not in BUILT_IN and len(name_parts) == 1 and not self.context.session.lazy_bodies:
            self.unknown_attribute(name, tokens[0].span)
        else:
            self.check_safety(name, name_span, unsafe)
        attrs.append(attr)
        return True

    def tests_among(self, attrs: list[ast.Attr]) -> list[ast.Attr] | None:
        """What only a test runner calls is taken away unless there is one; None then. Elsewhere than at an item, it is
        reported by ``misplaced_tests``.
        """
        tests = [attr for attr in attrs if attr.name in TESTS and not attr.inner]
        session = self.context.session
        if not tests or session.lazy_bodies:
            return attrs
        for attr in tests if self.expand else ():
            session.tests[id(attr)] = attr, self.tok.span
            # A course's file is often pasted without what its main.rs had at the top: where no test is built, what
            # goes anyway is no reason to refuse it.
            if attr.name == "test_case" and session.harness and not session.frameworks:
                text = self.context.sources.files[attr.span.file].text
                at = max(text.find(attr.name, attr.span.lo), attr.span.lo)
                self.diagnostics.error(
                    UNSTABLE_TEST_CASE, attr.span._replace(lo=at, hi=at + len(attr.name)), "E0658", helps=[FEATURE]
                )
            if attr.name != "bench" and (attr.tokens or attr.value is not None):
                form = f"must be of the form: `#[{attr.name}]`"
                self.diagnostics.error(f"malformed `{attr.name}` attribute input", attr.span, helps=[form])
        elsewhere = self.where in ("impl", "trait") if not self.in_block else not self.begins_item()
        return attrs if session.harness or elsewhere else None

    def misplaced_tests(self, attrs: list[ast.Attr], what: Span) -> None:
        """``attrs`` stand at ``what``, which is no item: a runner can't call it."""
        for attr in attrs:
            if attr.name in TESTS and not attr.inner and self.expand and not self.context.session.lazy_bodies:
                self.diagnostics.error(f"`#[{attr.name}]` attribute is only allowed on items", what)

    def begins_item(self) -> bool:
        """Whether an item of a block begins here."""
        raise NotImplementedError

    def unknown_attribute(self, name: str, span: Span) -> None:
        """Report an attribute that nobody defines."""
        if name.startswith("rustc_"):
            return
        close = similar(name, BUILT_IN)
        helps = [f"a built-in attribute with a similar name exists: `{close}`"] if close else []
        self.diagnostics.error(f"cannot find attribute `{name}` in this scope", span, helps=helps)

    def check_safety(self, name: str, name_span: Span, unsafe: bool) -> None:
        """Since edition 2024, some attributes must say ``unsafe``; the others must not."""
        old = int(self.context.session.cfg.get("edition", 2024)) < 2024  # type: ignore[arg-type]
        if name in UNSAFE_ATTRIBUTES and not unsafe and not old:
            self.diagnostics.error(
                "unsafe attribute used without unsafe",
                name_span,
                label="usage of unsafe attribute",
                helps=["wrap the attribute in `unsafe(...)`"],
            )
        elif unsafe and name not in UNSAFE_ATTRIBUTES and "::" not in name:
            self.diagnostics.error(
                f"`{name}` is not an unsafe attribute",
                name_span,
                label="this is not an unsafe attribute",
                notes=["extraneous unsafe is not allowed in attributes"],
            )
