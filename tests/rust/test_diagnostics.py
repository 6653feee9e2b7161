"""How messages look, and what is guessed when a name is not known."""

from __future__ import annotations

import pytest

from pagesim_py.rust.diagnostics import MAX_ERRORS, CompileError, Diagnostic, Diagnostics, render, similar, to_dict
from pagesim_py.rust.span import Sources, Span
from tests.rust.syntax import Parsed

TEXT = "fn main() {\n    let target = 1;\n\tunsafe { *traget = 1; }\n}\n"


def sources() -> Sources:
    made = Sources()
    made.add("src/main.rs", TEXT, "kernel")
    return made


def span(piece: str) -> Span:
    return Span(1, TEXT.index(piece), TEXT.index(piece) + len(piece))


def test_render() -> None:
    diagnostic = Diagnostic(
        "error", "E0425", "cannot find value `traget` in this scope", span("traget"), "not found in this scope",
        notes=["one\ntwo"], helps=["a local variable with a similar name exists: "
                                   "`target`"], secondary=[(span("target"), "defined here")],
    )  # fmt: skip
    assert render(diagnostic, sources()).split("\n") == [
        "error[E0425]: cannot find value `traget` in this scope",
        " --> src/main.rs:3:12",
        "  |",
        "2 |     let target = 1;",
        "  |         ------ defined here",
        "3 |     unsafe { *traget = 1; }",
        "  |               ^^^^^^ not found in this scope",
        "  |",
        "  = note: one",
        "          two",
        "  = help: a local variable with a similar name exists: `target`",
    ]


def test_two_labels_on_a_line() -> None:
    diagnostic = Diagnostic("error", None, "m", span("traget"), "here", secondary=[(span("unsafe"), "there")])
    assert render(diagnostic, sources()).split("\n")[3:] == [
        "3 |     unsafe { *traget = 1; }",
        "  |     ------    ^^^^^^ here",
        "  |     |",
        "  |     there",
    ]


def test_data() -> None:
    data = to_dict(Diagnostic("warning", "unused_variables", "m", span("target"), "l"), sources())
    assert (data["file"], data["line"], data["column"], data["end_line"], data["end_column"]) == (
        "src/main.rs",
        2,
        9,
        2,
        15,
    )
    assert data["rendered"].startswith("warning: m\n")
    nowhere = to_dict(Diagnostic("error", None, "m", Span(0, 0, 0)), sources())
    assert (nowhere["file"], nowhere["line"], nowhere["rendered"]) == (None, None, "error: m")


def test_end_of_file_is_on_the_last_line() -> None:
    file = sources().files[1]
    assert file.position(len(TEXT)) == (4, 3)
    assert file.position(0) == (1, 1)
    assert file.position(TEXT.index("unsafe")) == (3, 2)


def test_collector() -> None:
    collected = Diagnostics()
    collected.raise_if_errors()
    collected.warning("w", span("target"))
    for _ in range(2):
        collected.error("e", span("target"))
    assert (len(collected.items), len(collected.errors), len(collected.warnings)) == (2, 1, 1)
    with pytest.raises(CompileError) as caught:
        collected.raise_if_errors()
    assert [d.level for d in caught.value.diagnostics] == ["error", "warning"]
    for number in range(100):
        collected.error(f"e{number}", span("target"))
    assert len(collected.errors) == MAX_ERRORS


@pytest.mark.parametrize(
    ("name", "candidates", "meant"),
    [
        ("traget", ["target", "other"], "target"),
        ("Target", ["target"], "target"),
        ("pritn", ["print", "println"], "print"),
        ("table_page", ["page_table"], "page_table"),
        ("x", ["y"], "y"),
        ("abc", ["xyz"], None),
        ("foo", [], None),
        ("lenght", ["len", "length"], "length"),
    ],
)
def test_similar(name: str, candidates: list[str], meant: str | None) -> None:
    assert similar(name, candidates) == meant


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("\ufefffn f() { let x = ; }", "src/main.rs:1:18"),
        ("fn f() {\r\n    let x = ;\r\n}\r\n", "src/main.rs:2:13"),
        ("fn f() {\n\tlet ä = 'é'; let x = ;\n}", "src/main.rs:2:23"),
        ("#!/usr/bin/env rust\nfn f() { let x = ; }", "src/main.rs:2:18"),
        ('fn f() { let s = "' + "a" * 1_000_000 + '"; let x = ; }', "src/main.rs:1:1000030"),
    ],
)
def test_odd_texts(text: str, place: str) -> None:
    parsed = Parsed(text)
    assert [e.split(" ")[0] for e in parsed.errors] == [place]
    assert render(parsed.diagnostics.errors[0], parsed.sources)
