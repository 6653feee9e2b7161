"""Modules that come to the page a moment after its start, with files that the start does not wait for."""

from __future__ import annotations

import importlib
import sys
from importlib.machinery import FileFinder
from types import ModuleType
from zipimport import zipimporter


def arrived(name: str) -> ModuleType | None:
    """The module of that name; None if its file, or one that it needs, has not come yet."""
    for path, finder in list(sys.path_importer_cache.items()):  # look again for what was not there
        if finder is None:
            del sys.path_importer_cache[path]
        elif isinstance(finder, FileFinder | zipimporter):
            finder.invalidate_caches()
    try:
        return importlib.import_module(name)
    except ImportError as error:
        if not (error.name or "").startswith("pagesim_py"):
            raise
        return None
