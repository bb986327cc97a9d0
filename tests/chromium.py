"""Which Chromium the browser tests drive, and how it is started."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

# Instead of what Playwright turns off: the same and, of the address bar, pages that it would load
# for every window though no one sees them.
_OFF = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "AimEnabled",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
# A browser that asks no host of its own accord: every request left is the page's.
ARGUMENTS = (
    f"--disable-features={','.join(_OFF)}",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

_COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
_MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
_WINDOWS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
_PLAYWRIGHT = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium-*/chrome-win*/chrome.exe",
)


def find() -> Path | None:
    """The first browser there is: named in `CHROMIUM`, on the path, installed, Playwright's."""
    return next((path for path in _candidates() if path.is_file()), None)


def _candidates() -> Iterator[Path]:
    named = os.environ.get("CHROMIUM")
    if named:
        yield Path(shutil.which(named) or named)
    for command in _COMMANDS:
        found = shutil.which(command)
        if found:
            yield Path(found)
    if sys.platform == "darwin":
        yield from map(Path, _MACOS)
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        folder = os.environ.get(variable)
        if folder:
            yield from (Path(folder) / path for path in _WINDOWS)
    for pattern in _PLAYWRIGHT:
        yield from sorted(_playwright_folder().glob(pattern), reverse=True)


def _playwright_folder() -> Path:
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if named and named != "0":
        return Path(named)
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/ms-playwright"
    if sys.platform == "win32":
        return Path.home() / "AppData/Local/ms-playwright"
    return Path.home() / ".cache/ms-playwright"
