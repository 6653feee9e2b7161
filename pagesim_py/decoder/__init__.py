"""The decoder: what a kernel or an emulator printed, recognised piece by piece, explained, put together, rebuilt.

decoded = decode(text)
decoded.pieces              what was recognised, with its values and where they stand
decoded.rest                what was not
explain(piece)              what a piece says, in the manual's words
stories(decoded)            pieces that belong to one fault, what follows from them and what doesn't fit
rebuild(decoded)            a Machine with these tables and registers, and what had to be assumed for it
"""

from pagesim_py.decoder.clean import Span
from pagesim_py.decoder.decode import Decoded, decode
from pagesim_py.decoder.explain import explain
from pagesim_py.decoder.findings import Finding, Weight, chain_sentences, findings
from pagesim_py.decoder.layout import CannotRebuild
from pagesim_py.decoder.pieces import Kind, Piece
from pagesim_py.decoder.rebuild import Rebuilt, rebuild
from pagesim_py.decoder.stories import Story, chains, stories

__all__ = [
    "CannotRebuild", "Decoded", "Finding", "Kind", "Piece", "Rebuilt", "Span", "Story", "Weight",
    "chain_sentences", "chains", "decode", "explain", "findings", "rebuild", "stories",
]  # fmt: skip
