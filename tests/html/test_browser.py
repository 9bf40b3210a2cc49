"""The page in a browser: axe-core finds nothing to object to, and a phone 320 pixels wide needs no sideways scrolling.

Runs where .ci/browser_check has been run once, which brings the browser. It looks at whole handouts and more widths.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests import REPOSITORY, needs
from tests.html.sheets import every_block, html, sheet

CHECK = REPOSITORY / ".ci" / "browser_check"

pytestmark = needs.browser


def check(*files: Path) -> subprocess.CompletedProcess[str]:
    command = ["bash", str(CHECK), *map(str, files)]
    phone = {**os.environ, "WIDTHS": "320"}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=phone)


def test_a_browser_has_nothing_to_object_to(tmp_path: Path) -> None:
    file = tmp_path / "every_block.html"
    file.write_text(html(sheet(*every_block()), "quince"), encoding="utf-8")
    found = check(file)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "at 320 pixels: fine, " in found.stdout


def test_faults_are_seen(tmp_path: Path) -> None:
    faults = {
        "html-has-lang": (' lang="en"', ""),
        "pixels wide in a window of 320": ("<main>", '<main><div style="width:400px">wide</div>'),
        "color-contrast": ("<h1>", '<h1 style="color:#aaa">'),
        "label:": ("<main>", '<main><input type="text">'),
        "words are cut off in narrow": (
            "<main>",
            '<main><div class="narrow" style="width:3em;overflow:hidden;white-space:nowrap">no word may go</div>',
        ),
        "smaller than 24 pixels": ("<main>", '<main><a href="#x" style="display:inline-block">x</a>'),
        "asks for https://": ("<header>", '<img alt="" src="https://a.example/x.png"><header>'),
    }
    text = html(sheet(*every_block()[:1])).replace("http-equiv", "data-was")
    whole = text
    for old, new in faults.values():
        assert old in whole
        whole = whole.replace(old, new, 1)
    file = tmp_path / "faulty.html"
    file.write_text(whole, encoding="utf-8")
    found = check(file)
    assert found.returncode == 1
    assert [name for name in faults if name not in found.stdout] == []
