"""Iterators of core with closures around them, in loops and in methods that go through them to the end.

What a program sees is as rustc has it, and the steps are those that calling each adaptor's ``next`` would take.
"""

from pathlib import Path

import pytest

from pagesim_py.rust import compile, prepare

SOURCE = (Path(__file__).parent / "data" / "adaptors.rs").read_text()
STEPS = 655
"""Counted when each adaptor's ``next`` was called."""


@pytest.mark.parametrize("record", [True, False])
def test_chains_give_what_rustc_gives_in_as_many_steps_as_next_takes(record: bool) -> None:
    kernel = compile({"src/main.rs": SOURCE}, record=record)
    outcome = kernel.run(prepare(kernel), max_steps=10_000)
    assert (outcome.kind, outcome.steps) == ("halted", STEPS)


def test_a_chain_needs_no_next() -> None:
    head, _, rest = SOURCE.partition("fn chains() {")
    tail = rest[rest.index("#[unsafe(no_mangle)]") :]
    chain = "let _sum = NUMBERS.iter().map(|n| n + 1).filter(|n| n % 2 == 0).sum::<u32>();"
    kernel = compile({"src/main.rs": f"{head}fn chains() {{ {chain} }}\n{tail}"})
    assert not [f.path for f in kernel.linked.functions if f.path.endswith("::next")]
