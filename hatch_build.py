"""What hatchling does for a wheel or an sdist besides packing: it puts the built site into the package, at _site.

In a checkout the site is built from web/, unless site/ is what would come of it. An unpacked sdist has it already.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Sees to it that what is packed has the site."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the site, if need be, and name it as one more folder; an editable installation needs none."""
        root = Path(self.root)
        if version == "editable" or (root / "pagesim_py" / "_site" / "build.json").is_file():
            return
        sys.path.insert(0, str(root))
        try:
            from pagesim_py import site

            site.build_if_needed(root / "site")
        except site.BuildError as error:
            raise SystemExit(
                f"{error}\n(A wheel or sdist of pagesim that is built already installs without Node.)"
            ) from None
        finally:
            sys.path.remove(str(root))
        build_data["force_include"][str(root / "site")] = "pagesim_py/_site"
