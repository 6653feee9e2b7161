"""Runs inside Pyodide under Node before the snapshot is taken: imports all that the page can ever need.

The session may offer ``warm_up()``, which does what the first click would do, so that its caches are filled.
`WANTED`, a list of module names, is set by the build.
"""

import gc
import importlib

import pagesim_py.session

for name in [*WANTED, "json", "traceback", "linecache"]:  # noqa: F821
    importlib.import_module(name)
if hasattr(pagesim_py.session, "warm_up"):
    pagesim_py.session.warm_up()
gc.unfreeze()  # rubbish among what was frozen would be kept for good
gc.collect()
gc.freeze()
