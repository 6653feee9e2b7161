"""The constructs and crate items of the lab language, a small program for each: what runs is what docs/ count.

``tests/data/scope/constructs/T1.txt`` and so on hold what the language has: a line ``== name``, then items with
``fn run()``.
``items/T1.txt`` and so on hold what lab code takes from crates: items that all of the file share, then, below each
``== name``, the statements that show one. A program passes if it runs to its end: it asserts what it shows.

    python -m tests.scope     puts the table into docs/explanation/modelled.md
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pagesim_py.labs.runner import Rejected, run_files

FOLDER = Path(__file__).parent / "data" / "scope"
TIERS = {
    "T1": "the page-fault lab and the kernel around it",
    "T2": "page tables, mapping, BootInfo",
    "T3": "the other labs: screen, panics, serial, tests",
    "T4": "lazy statics, locks, volatile cells",
    "T5": "interrupts and the heap",
}
KINDS = {"constructs": "language constructs", "items": "crate items"}
KERNEL = """#![no_std]
#![no_main]
#![feature(abi_x86_interrupt)]
#![allow(dead_code, unused, static_mut_refs)]
{items}
#[unsafe(no_mangle)]
pub extern "C" fn _start(info: &'static bootloader::BootInfo) -> ! {{
    {call};
    loop {{
        x86_64::instructions::hlt();
    }}
}}
#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {{
    struct Com;
    impl core::fmt::Write for Com {{
        fn write_str(&mut self, s: &str) -> core::fmt::Result {{
            for b in s.bytes() {{
                unsafe {{ x86_64::instructions::port::Port::<u8>::new(0x3f8).write(b) }}
            }}
            Ok(())
        }}
    }}
    let _ = core::fmt::Write::write_fmt(&mut Com, format_args!("{{}}", info));
    loop {{
        x86_64::instructions::hlt();
    }}
}}
"""


class Feature(NamedTuple):
    """One construct or crate item, and the items of a kernel that shows it."""

    tier: str
    kind: str
    name: str
    items: str


def features() -> list[Feature]:
    """All of them, tier by tier."""
    found = []
    for tier in TIERS:
        for kind in KINDS:
            shared, *parts = ("\n" + (FOLDER / kind / f"{tier}.txt").read_text(encoding="utf-8")).split("\n== ")
            for part in parts:
                name, _, text = part.partition("\n")
                if kind == "items":
                    text = f"{shared}\nfn run_boot(info: &'static bootloader::BootInfo) {{\n{text}\n}}"
                found.append(Feature(tier, kind, name, text))
    return found


def failure(feature: Feature) -> str:
    """Why the feature's program does not run to its end; "" if it does."""
    call = "run_boot(info)" if "fn run_boot(" in feature.items else "run()"
    try:
        result = run_files(
            {"src/main.rs": KERNEL.format(items=feature.items, call=call)}, dialect="0.14.13", max_steps=500_000
        )
    except Rejected as error:
        return str(error.messages[0]["rendered"])
    return "" if result.kind == "halted" else f"{result.kind}: {result.reason} {result.serial}"


def table() -> str:
    """The documentation's table, how many of each tier run, and their names."""
    works = {feature: not failure(feature) for feature in features()}
    lines = [f"| tier | {' | '.join(KINDS.values())} |", "|---" * (1 + len(KINDS)) + "|"]
    for tier, about in TIERS.items():
        cells = []
        for kind in KINDS:
            mine = [feature for feature in works if (feature.tier, feature.kind) == (tier, kind)]
            cells.append(f"{sum(works[feature] for feature in mine)} of {len(mine)}")
        lines.append(f"| {tier}: {about} | {' | '.join(cells)} |")
    lines += ["", "<details><summary>The names of them all</summary>"]
    for tier in TIERS:
        for kind, called in KINDS.items():
            names = [
                f"`{feature.name}`" + ("" if works[feature] else " (does not run)")
                for feature in works
                if (feature.tier, feature.kind) == (tier, kind)
            ]
            lines += ["", f"{tier}, {called}: {' · '.join(names)}"]
    return "\n".join([*lines, "", "</details>"])


PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "modelled.md"
BEGIN, END = "<!-- scoreboard: made by python -m tests.scope -->", "<!-- end of scoreboard -->"


def page_table() -> str:
    """The table as the documentation has it now."""
    return PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0].strip()


if __name__ == "__main__":
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
