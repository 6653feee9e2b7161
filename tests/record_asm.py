"""Runs the programs of tests/rust/asm/programs.py on this computer's CPU and writes down what they leave.

``python -m tests.record_asm`` needs rustc, and an x86-64 CPU; it writes tests/rust/data/asm.txt, and
the lengths of instructions as LLVM encodes them to tests/rust/data/asm_lengths.txt.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tests.rust.asm.programs import MEMORY, VALUES, instructions, programs

DATA = Path(__file__).parent / "rust" / "data"
LENGTH = """
    unsafe {
        asm!("jmp 4f", "2:", "%s", "3:", "4:", "lea rax, [rip + 3b]", "lea rcx, [rip + 2b]", "sub eax, ecx",
            out("eax") v, out("rcx") _, out("rdx") _);
    }
    println!("{}", v);
"""
BODY = """
fn p%d(v: [u64; 4]) {
    let (mut a, mut c, mut d, mut f) = (v[0], v[1], v[2], v[3]);
    let mut m: u64 = %d;
    unsafe {
        asm!("push r15", "popfq", "%s", "pushfq", "pop r15", inout("rax") a, inout("rcx") c, inout("rdx") d,
            inout("r15") f, in("rdi") &mut m);
    }
    println!("{:x} {:x} {:x} {:x} {:x}", a, c, d, f & 0x8d5, m);
}
"""


def main() -> None:
    """Record everything."""
    source = ["use std::arch::asm;"]
    texts = programs()
    source += [BODY % (i, MEMORY, '", "'.join(text.split("; "))) for i, text in enumerate(texts)]
    values = ", ".join(f"[{', '.join(map(hex, one))}]" for one in VALUES)
    calls = " ".join(f"for v in V {{ p{i}(v); }}" for i in range(len(texts)))
    source.append(f"const V: [[u64; 4]; {len(VALUES)}] = [{values}];\nfn main() {{ {calls} }}")
    lines = printed("\n".join(source))
    out = []
    for i, text in enumerate(texts):
        out += [text, *lines[i * len(VALUES) : (i + 1) * len(VALUES)]]
    (DATA / "asm.txt").write_text("\n".join(out) + "\n")
    measured = instructions()
    found = printed(
        "use std::arch::asm;\nfn main() { let mut v: u32;" + "".join(LENGTH % one for one in measured) + "}"
    )
    pairs = [f"{length} {one}" for length, one in zip(found, measured, strict=True)]
    (DATA / "asm_lengths.txt").write_text("\n".join(pairs) + "\n")
    print(f"{len(texts) * len(VALUES)} results, {len(pairs)} lengths")


def printed(source: str) -> list[str]:
    """The lines that a program prints."""
    with tempfile.TemporaryDirectory() as folder:
        file, program = Path(folder) / "p.rs", Path(folder) / "p"
        file.write_text(source)
        subprocess.run(["rustc", "-Awarnings", "-o", str(program), str(file)], check=True)
        return subprocess.run([str(program)], check=True, capture_output=True, text=True).stdout.splitlines()


if __name__ == "__main__":
    main()
