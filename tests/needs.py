"""What a machine may lack → marks that skip the tests which need it, and the reasons for which a test may be skipped.

`pytest --no-skips` (or CI=true in the environment) fails when a test is skipped for want of something that could be
installed. `--lacking NAME` says, once for each name, what this machine cannot get.
"""

from __future__ import annotations

import shutil
import sys
from importlib.util import find_spec

import pytest

from tests import REPOSITORY, SHARED

_PREFIX = "needs "
PLACE_BOUND = ("../shared", "Linux", "POSIX")
"""Needs that nothing installs: a clone alone has no `../shared`, and a system is what it is."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MODULES = REPOSITORY / ".cache"


def _need(name: str, present: object) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not present, reason=_PREFIX + name)


shared = _need("../shared", SHARED.is_dir())
linux = _need("Linux", sys.platform == "linux")
posix = _need("POSIX", sys.platform != "win32")
poppler = _need("poppler", shutil.which("pdfinfo"))
resvg = _need("resvg_py", find_spec("resvg_py"))
svg2pdf = _need("svg2pdf_py", find_spec("svg2pdf_py"))
pdfjs = _need("PDF.js", shutil.which("node") and (_MODULES / "pdfjs/node_modules/pdfjs-dist").is_dir())
browser = _need(
    "a browser",
    shutil.which("bash")
    and shutil.which("node")
    and any(map(shutil.which, BROWSERS))
    and (_MODULES / "browser/node_modules/axe-core").is_dir(),
)
"""`bash .ci/pdfjs_text` and `bash .ci/browser_check` bring PDF.js and the browser's modules."""


def avoidable(reason: str, lacking: tuple[str, ...] = ()) -> bool:
    """Whether a test skipped for `reason`, as pytest reports it, could have run on a machine that lacks `lacking`."""
    need = reason.removeprefix("Skipped: ").removeprefix(_PREFIX)
    return need not in (*PLACE_BOUND, *lacking)
