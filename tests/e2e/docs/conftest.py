"""The documentation is only looked at where it has been built: by ``make test-docs``."""

from __future__ import annotations

import os

collect_ignore_glob = [] if "PAGESIM_DOCS" in os.environ else ["test_*.py"]
