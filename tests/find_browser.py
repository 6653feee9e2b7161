"""Find the Chromium that the end-to-end tests and the bench drive; with --install, install one if there is none.

Looked for, in this order: the environment variable PAGESIM_CHROMIUM, a system Chromium or Chrome, Playwright's own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def system_browser() -> str | None:
    """Path of the system's Chromium, or None."""
    named = os.environ.get("PAGESIM_CHROMIUM")
    if named is not None:
        return named
    return next((path for name in SYSTEM_NAMES if (path := shutil.which(name)) is not None), None)


def playwright_browser() -> str | None:
    """Path of the Chromium that Playwright downloaded, or None."""
    script = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: print(p.chromium.executable_path)"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    path = answer.stdout.strip()
    return path if answer.returncode == 0 and path and Path(path).exists() else None


def find_browser() -> str | None:
    """Path of a Chromium that can be driven, or None."""
    return system_browser() or playwright_browser()


def install_browser() -> None:
    """Install Playwright's Chromium where its download can be reached, else the system's package."""
    tries = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") is not None:
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        tries.append([*root, "apt-get", "update", "-q"])
        tries.append([*root, "apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"])
    for command in tries:
        print("no Chromium yet:", " ".join(command), flush=True)
        try:
            subprocess.run(command, check=False, timeout=600, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            print("that took more than ten minutes; trying the next way", flush=True)
        if find_browser() is not None:
            return


def main() -> int:
    """Print the browser's path; status 1 if there is none."""
    if "--install" in sys.argv[1:] and find_browser() is None:
        install_browser()
    path = find_browser()
    if path is None:
        print("No Chromium found. Install one, or name one in PAGESIM_CHROMIUM.", file=sys.stderr)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
