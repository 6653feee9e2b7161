"""What is to be published is only looked at where it has been built: by ``make test-package``."""

from __future__ import annotations

import os

collect_ignore_glob = [] if "PAGESIM_DIST" in os.environ else ["test_*.py"]
