"""The page in a browser: axe-core finds nothing to object to, and a phone 320 pixels wide needs no sideways scrolling.

Runs where .ci/browser_check has been run once, which brings the browser. It looks at whole handouts and more widths.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from pypdfium2 import PdfDocument, PdfPage

from handout_builder.pipeline.plan import PlanJob
from handout_builder.plans.read import plan_file
from tests import REPOSITORY, needs
from tests.html.sheets import every_block, html, sheet
from tests.plans.files import builder

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
    assert "at 320 pixels, dark: fine, " in found.stdout


def test_f95_a_plan_printed_from_the_browser_has_its_parts_on_the_pages_of_the_pdf(tmp_path: Path) -> None:
    path = REPOSITORY / "handouts" / "plans" / "two_exercises.yaml"
    built = builder().build(PlanJob(plan_file(path), html=True), tmp_path)
    page, printed = built.path.with_suffix(".html"), tmp_path / "printed.pdf"
    browser = next(filter(None, map(shutil.which, needs.BROWSERS)))
    switches = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={printed}")
    subprocess.run([browser, *switches, page.as_uri()], check=True, capture_output=True)
    pages = [[words(pdf[number]) for number in range(len(pdf))] for pdf in map(PdfDocument, (printed, built.path))]
    assert len(pages[0]) == len(pages[1])
    for part in ("Call 911 now if you", "You should not feel", "What got easier?"):
        ours, theirs = ([number for number, said in enumerate(each) if part in said] for each in pages)
        assert ours == theirs != [], part


def words(page: PdfPage) -> str:
    return " ".join(page.get_textpage().get_text_range().split())


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
