"""Install the browsers other than Chromium that the stories are told in, where they are missing and it can be done."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.e2e.stories import firefox, webkit

PACKAGES = {"firefox": (firefox, ["firefox-esr"]), "webkit": (webkit, ["webkit2gtk-driver", "xvfb"])}


def missing() -> dict[str, list[str]]:
    """Return {browser: Debian's packages} of the browsers that aren't there."""
    return {name: packages for name, (module, packages) in PACKAGES.items() if module.missing() is not None}


def install(packages: list[str]) -> None:
    """Install packages of the system's; say what was tried if it fails."""
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    for command in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *packages]):
        print("apt-get", *command, flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        try:
            subprocess.run(
                [*root, "apt-get", *command], check=False, timeout=600, stdin=subprocess.DEVNULL, env=environment
            )
        except subprocess.TimeoutExpired:
            print("that took more than ten minutes; going on without", flush=True)


def main() -> int:
    """Install what is missing, and say what still is: the stories aren't told there, and say so themselves."""
    if missing() and shutil.which("apt-get") is not None:
        install([package for packages in missing().values() for package in packages])
    for name, packages in missing().items():
        print(f"{name} cannot be driven here: it needs {' and '.join(packages)}. Nothing will be tested in it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
