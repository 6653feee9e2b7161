"""Every body of the prelude crates passes our own checker, in each dialect, used or not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pagesim_py.rust.names.context import Store
from pagesim_py.rust.names.defs import FnDefn, ImplDef, ModuleDef, TraitDef
from pagesim_py.rust.names.imports import duplicates
from pagesim_py.rust.own import CRATE_NAMES, ON_HEAP, RELEASES, release_key
from pagesim_py.rust.prelude import PreludeError, PreludeShared, crate_text, load_crate
from pagesim_py.rust.program import compile_program

CRATES = (
    "x86_64 bootloader volatile spin lazy_static uart_16550 pic8259 pc_keyboard linked_list_allocator alloc "
    "crossbeam_queue conquer_once futures_util bitflags bit_field cfg_if log once_cell rlibc "
    "pic8259_simple hashbrown arrayvec heapless buddy_system_allocator".split()
)
#: How many functions with a body the smallest release of a crate has, so that none is passed over.
BODIES = {
    "pc_keyboard": 104, "spin": 70, "bitflags": 62, "bitflags 1": 0, "arrayvec": 107, "crossbeam_queue": 26,
    "buddy_system_allocator": 28, "heapless": 190, "volatile": 19,
}  # fmt: skip
KERNEL = """#![no_std]
#![no_main]
{uses}
#[global_allocator]
static HEAP: linked_list_allocator::LockedHeap = linked_list_allocator::LockedHeap::empty();
#[unsafe(no_mangle)]
pub extern "C" fn _start() -> ! {{ loop {{}} }}
#[panic_handler]
fn on_panic(_: &core::panic::PanicInfo) -> ! {{ loop {{}} }}
"""


def modules(store: Store) -> Iterator[ModuleDef]:
    """All modules of the collected crates."""
    seen: set[ModuleDef] = set()
    todo = list(store.crates.values())
    while todo:
        module = todo.pop()
        if module in seen:
            continue
        seen.add(module)
        yield module
        for names in module.names:
            found = [getattr(binding, "target", None) for binding in names.values()]
            todo += [one for one in found if isinstance(one, ModuleDef)]


def functions(store: Store) -> Iterator[FnDefn]:
    """All functions and methods of the collected crates."""
    for module in modules(store):
        for names in module.names:
            for binding in names.values():
                found = getattr(binding, "target", None)
                if isinstance(found, FnDefn):
                    yield found
                elif isinstance(found, TraitDef):
                    yield from found.methods.values()
    impls: set[ImplDef] = {i for of in store.trait_impls.values() for some in of.values() for i in some}
    heads = [*store.inherent, *store.uncounted]
    impls |= {i for head in heads for some in store.members(head).values() for i, _ in some}
    for impl in impls:
        yield from impl.methods.values()


@pytest.mark.parametrize("dialect", ["0.13.5", "0.14.2", "0.14.13", "0.15.4"])
def test_every_body_checks(dialect: str) -> None:
    uses = "\n".join(f"extern crate {name};" for name in CRATES)
    program = compile_program({"src/main.rs": KERNEL.format(uses=uses)}, dialect=dialect)
    checked, wrong = 0, []
    for fn in functions(program.shared.store):
        if getattr(fn.node, "body", None) is None:
            continue
        try:
            program.thir(fn)
            checked += 1
        except PreludeError as error:
            wrong.append(str(error).split("\n")[0])
    assert not wrong
    assert checked > 5000


def test_no_name_is_defined_and_imported() -> None:
    uses = "\n".join(f"extern crate {name};" for name in CRATES)
    program = compile_program({"src/main.rs": KERNEL.format(uses=uses)})
    for module in modules(program.shared.store):
        duplicates(program.items, module)
    assert [one.message for one in program.diagnostics.items] == []


@pytest.mark.parametrize(("crate", "release"), [(crate, one) for crate, some in RELEASES.items() for one in some])
def test_every_body_of_each_release_checks(crate: str, release: str) -> None:
    key = release_key(crate, release)
    files = {"src/main.rs": KERNEL.format(uses=f"extern crate {crate};")}
    program = compile_program(files, externs=[(crate, key)])
    own = [
        fn for fn in functions(program.shared.store) if fn.crate == key and getattr(fn.node, "body", None) is not None
    ]
    for fn in own:
        program.thir(fn)
    assert len(own) >= BODIES[crate if key != "bitflags 1" else key]


def test_the_crates_that_link_alloc_are_listed() -> None:
    assert {name for name in CRATE_NAMES if "extern crate alloc;" in crate_text(name)} == ON_HEAP


def test_the_crates_that_a_kernel_does_not_name_are_not_read() -> None:
    shared = PreludeShared("0.14.13")
    for name in ("core", "x86_64"):
        load_crate(shared, name)
    assert list(shared.store.crates) == ["core", "x86_64"]


def test_a_crate_brings_alloc_for_itself() -> None:
    text = KERNEL.format(uses="use hashbrown::HashSet;\nstatic SET: HashSet<u8, ()> = HashSet::with_hasher(());")
    compile_program({"src/main.rs": text.replace("loop {}", "assert!(SET.len() == 0); loop {}", 1)})
