"""``python -m pagesim_py``: the command."""

import sys

from pagesim_py.cli import main

if __name__ == "__main__":
    sys.exit(main())
