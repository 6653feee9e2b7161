"""Runs inside Pyodide under Node before the snapshot is taken: imports all that the first click needs.

A front end's session may offer ``warm_up()``, which compiles the crates and fills its caches.
"""

import gc
import importlib
import sys

import pagesim_py.session

for name in ("json", "traceback", "linecache", "re", "random"):
    importlib.import_module(name)
if hasattr(pagesim_py.session, "warm_up"):
    pagesim_py.session.warm_up()
sys.path_importer_cache.pop("", None)
gc.collect()
