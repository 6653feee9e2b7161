"""A decoded paste: the text with what was recognised marked, each piece explained, what belongs together, what is left.

Every mark in the text leads to its explanation and back. What cannot both be so is said in words, not by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pagesim_py.decoder import (
    CannotRebuild,
    Decoded,
    Piece,
    Rebuilt,
    Weight,
    chain_sentences,
    chains,
    explain,
    findings,
    rebuild,
    stories,
)
from pagesim_py.decoder.sentences import BitLine
from pagesim_py.decoder.stories import Story
from pagesim_py.views.html import Child, Html, code, el, join
from pagesim_py.views.numbers import count

SHOWN = 300
"""So many pieces are explained; the quick reader scrolls no further."""
SHOWN_TEXT = 60_000
"""Characters of the paste that are shown with marks."""


def render(decoded: Decoded, playground: str | None = None) -> Html:
    """Everything that ``decoded`` says. ``playground``: the address of a page that goes on with a rebuilt machine."""
    if not decoded.text.strip():
        return el("p", "Paste what your kernel or your emulator printed.", class_="none")
    return join(
        _summary(decoded),
        _together(decoded),
        _chains(decoded),
        _rebuilt(decoded, playground),
        _pieces(decoded.pieces),
        _rest(decoded),
        marked(decoded),
    )


def _summary(decoded: Decoded) -> Html:
    recognised = count(len(decoded.pieces), "piece") if decoded.pieces else "Nothing"
    verb = "are" if len(decoded.pieces) > 1 else "is"
    left = f"; {count(len(decoded.rest), 'stretch', 'stretches')} of the text not" if decoded.rest else ""
    remarks = el("ul", [el("li", remark) for remark in decoded.remarks]) if decoded.remarks else None
    return join(el("p", f"{recognised} {verb} recognised{left}.", role="status"), remarks)


def _section(title: Child, *children: Child) -> Html:
    return el("section", el("h3", title), *children)


def _together(decoded: Decoded) -> list[Html]:
    """What follows from pieces that belong to one fault."""
    numbers = {id(piece): number for number, piece in enumerate(decoded.pieces)}
    return [one for story in stories(decoded.pieces) if (one := _story(story, numbers)) is not None]


def _story(story: Story, numbers: dict[int, int]) -> Html | None:
    found = findings(story)
    if not found:
        return None
    items = [
        el(
            "li",
            el("strong", f"{one.weight.value.capitalize()}: ") if one.weight is not Weight.SAYS else None,
            one.text,
            class_="bad" if one.weight is Weight.CONTRADICTION else None,
        )
        for one in found
    ]
    shown = [numbers[id(piece)] for piece in story.pieces if numbers[id(piece)] < SHOWN]
    sources = [join(" " if n else "", _link(f"{number + 1}", f"piece-{number}")) for n, number in enumerate(shown)]
    note = el("p", f"From {story.lines}; pieces ", sources, ".", class_="note")
    return _section(story.title, el("ul", items, class_="findings"), note)


def _chains(decoded: Decoded) -> list[Html]:
    return [
        _section(
            "One exception led to the next",
            el("ol", [el("li", sentence) for sentence in chain_sentences(chain)], class_="chain"),
        )
        for chain in chains(decoded.pieces)
    ]


def _rebuilt(decoded: Decoded, playground: str | None) -> Html:
    try:
        rebuilt: Rebuilt = rebuild(decoded)
    except CannotRebuild as error:
        return _section("No machine is rebuilt", el("p", f"{str(error)[0].upper()}{str(error)[1:]}."))
    entries = count(len(rebuilt.known.entries), "entry", "entries")
    told = [el("p", one.text, class_="bad" if one.weight is Weight.CONTRADICTION else None) for one in rebuilt.findings]
    assumed = el(
        "details",
        el("summary", f"What was assumed: {len(rebuilt.assumed)}"),
        el("ul", [el("li", text) for text in rebuilt.assumed]),
    )
    head = el("p", f"With {entries} of tables; CR3 is ", code(rebuilt.machine.cpu.cr3), ".")
    goes_on = None
    if playground is not None:
        goes_on = el("p", el("a", "Rebuild this in the playground", href=playground, id="rebuild", class_="button"))
    return _section("A machine is rebuilt", head, told, goes_on, assumed)


def _pieces(pieces: Sequence[Piece]) -> Html | None:
    """Each piece explained, in the text's order."""
    if not pieces:
        return None
    items = [_piece(number, piece) for number, piece in enumerate(pieces[:SHOWN])]
    more = el("p", f"{len(pieces) - SHOWN:,} more are not listed.", class_="none") if len(pieces) > SHOWN else None
    return _section("Piece by piece", el("ol", items, class_="pieces"), more)


def _piece(number: int, piece: Piece) -> Html:
    told = explain(piece)
    return el(
        "li",
        el("strong", told.title),
        " ",
        _link(piece.span.lines, f"mark-{number}"),
        [el("p", sentence) for sentence in told.sentences],
        [el("p", note, class_="bad") for note in piece.notes],
        _bits(told.bits),
        id=f"piece-{number}",
    )


def _bits(bits: Sequence[BitLine]) -> Html | None:
    """The bits as a table, folded."""
    if not bits:
        return None
    head = el("tr", [el("th", title, scope="col") for title in ("Bit", "Name", "Value", "What it says")])
    rows = [
        el(
            "tr",
            el("td", bit.position),
            el("td", bit.name),
            el("td", code(bit.value) if bit.value > 15 else str(bit.value)),
            el("td", bit.sentence),
            class_=None if bit.value else "off",
        )
        for bit in bits
    ]
    table = el("table", el("thead", head), el("tbody", rows), class_="bits")
    return el("details", el("summary", "Bit by bit"), table)


def _rest(decoded: Decoded) -> Html | None:
    if not decoded.rest:
        return None
    items = [el("li", f"Line {one.span.line}: ", code(one.text)) for one in decoded.rest[:SHOWN]]
    more = el("p", f"{len(decoded.rest) - SHOWN:,} more are not listed.") if len(decoded.rest) > SHOWN else None
    summary = el("summary", f"Not recognised: {count(len(decoded.rest), 'stretch', 'stretches')}")
    return el("details", summary, el("ul", items), more)


def marked(decoded: Decoded) -> Html:
    """The text that was looked at, with its pieces marked; each mark leads to the explanation."""
    text = decoded.text[:SHOWN_TEXT]
    cut = el("p", "The rest of the text is not shown.", class_="none") if len(decoded.text) > SHOWN_TEXT else None
    return _section("The text", el("pre", list(_marks(text, decoded.pieces)), class_="paste"), cut)


def _marks(text: str, pieces: Sequence[Piece]) -> Iterator[Child]:
    at = 0
    for number, piece in enumerate(pieces[:SHOWN]):
        if piece.span.end > len(text):
            break
        yield _plain(text[at : piece.span.start])
        shown = el("mark", _plain(text[piece.span.start : piece.span.end]))
        yield el("a", shown, href=f"#piece-{number}", id=f"mark-{number}", title=piece.kind.value)
        at = piece.span.end
    yield _plain(text[at:])


def _plain(text: str) -> str:
    """The text without characters that no page may hold."""
    return "".join(char if char in "\n\t" or char >= " " else "\N{REPLACEMENT CHARACTER}" for char in text)


def _link(text: str, target: str) -> Html:
    return el("a", text, href=f"#{target}")
