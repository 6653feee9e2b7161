"""Labs as content: one folder a lab, with a lab.toml, starter files and a text (docs/instructors/lab.md).

labs/<name>/lab.toml              title, summary, order, base, dialect, panels, [boot], [[step]]
labs/<name>/text.md               what to do and to look for
labs/<name>/src/*.rs              starter files, laid over those of ``base``
labs/<name>/steps/<id>/src/*.rs   files that a step replaces, with its ``// expect`` comments
labs/kernel/src/*.rs              the small kernel that the labs build on
"""

from pagesim_py.labs.expect import Expected, expectations
from pagesim_py.labs.loader import Lab, LabError, Step, load, load_folder, names, similar_name

__all__ = [
    "Expected",
    "Lab",
    "LabError",
    "Step",
    "expectations",
    "load",
    "load_folder",
    "names",
    "similar_name",
]
