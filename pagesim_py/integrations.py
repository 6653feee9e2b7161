"""What the site has for pages of others: the element <page-sim> in its two files, and the pictures that it begins with.

    page-sim.js    a classic script, for any page
    page-sim.mjs   the same as a module, and a widget for Jupyter, marimo and MyST
    pagesim-quarto.zip    the extension for Quarto: `quarto add ADDRESS/pagesim-quarto.zip`
    pagesim-myst.mjs      a plugin of MyST, with a directive
    posters/       LAB.svg, LAB.EXPERIMENT.svg, a.ASSIGNMENT.svg

They lie at the root of the site, at names that never change: pages elsewhere name them.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

QUARTO = "pagesim-quarto.zip"
MYST = "pagesim-myst.mjs"
SCRIPTS = {"page-sim.js": "iife", "page-sim.mjs": "esm"}
SHEETS = ("style.css", "drawings.css")
POSTERS = "posters"


def write(web: Path, assets: Path, out: Path, run: Callable[[list[str], Path], str]) -> None:
    """Write all of it into ``out``, the root of the site.

    ``run`` runs a command in a folder, gives what it prints, and raises if it fails.
    """
    style = run([esbuild(web), "--minify", "integrations/style.css"], web)
    for command in script_commands(web, out, style):
        run(command, web)
    write_extensions(web, out)
    if (assets / "assignments").is_dir():
        write_posters(web, assets / "assignments", out / POSTERS)


def esbuild(web: Path) -> str:
    """The bundler."""
    return str(web / "node_modules" / ".bin" / "esbuild")


def script_commands(web: Path, out: Path, style: str) -> list[list[str]]:
    """The commands, to be run in ``web``, that make the element's two files in ``out``, in this ``style``."""
    command = [esbuild(web), "--bundle", "--minify", "--target=es2022", "--legal-comments=none", "--log-level=warning"]
    command.append(f"--define:STYLE={json.dumps(style.strip())}")
    return [
        [*command, f"--format={kind}", f"integrations/{name}", f"--outfile={out.resolve() / name}"]
        for name, kind in SCRIPTS.items()
    ]


def write_posters(web: Path, assignments: Path, out: Path) -> None:
    """Write the pictures of all labs that are known, and of the assignments that the folder ``assignments`` has."""
    from pagesim_py import labs  # these bring the whole machine along
    from pagesim_py.session import posters
    from pagesim_py.views import poster

    css = poster.style([(web / name).read_text("utf8") for name in SHEETS])
    titles = json.loads((assignments / "index.json").read_text("utf8"))
    out.mkdir(parents=True, exist_ok=True)
    for name, picture in [*posters.of_labs(labs.names(), css), *posters.of_assignments(titles, css)]:
        (out / f"{name}.svg").write_text(picture, "utf8")


def write_extensions(web: Path, out: Path) -> None:
    """Write what other tools install, beside the element's files in ``out``, which are there."""
    shutil.copyfile(web / "integrations" / MYST, out / MYST)
    home = web / "integrations" / "quarto"
    files = {path.relative_to(home).as_posix(): path for path in sorted(home.rglob("*")) if path.is_file()}
    files["_extensions/pagesim/page-sim.js"] = out / "page-sim.js"
    with zipfile.ZipFile(out / QUARTO, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in sorted(files.items()):  # without times, so that the same files make the same archive
            archive.writestr(zipfile.ZipInfo(name), path.read_bytes(), zipfile.ZIP_DEFLATED)
