"""Records what tests/data/core/*.rs print under the real compiler (needs rustc): ``python tests/record_core.py``."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

CORE = Path(__file__).parent / "data" / "core"
HEAD = "#![allow(unused)]\nmacro_rules! w { ($($t:tt)*) => { println!($($t)*) }; }\nfn main() {\n"


def main() -> None:
    for source in sorted(CORE.glob("*.rs")):
        with tempfile.TemporaryDirectory() as folder:
            program = Path(folder, "main.rs")
            program.write_text(HEAD + source.read_text() + "}\n")
            subprocess.run(["rustc", "--edition", "2024", str(program), "-o", f"{folder}/main"], check=True)
            ran = subprocess.run([f"{folder}/main"], check=True, capture_output=True, text=True)
        source.with_suffix(".txt").write_text(ran.stdout)


if __name__ == "__main__":
    main()
