"""Every link of the papers and pages leads to a file and a heading that exist; no page names a machine."""

from __future__ import annotations

import re

import pytest

from tests import REPOSITORY
from tests.docs.pages import DOCS, PAGES, PAPERS

FILES = {**{f"docs/{name}.md": text for name, text in PAGES.items()}, **{f"{name}.md": t for name, t in PAPERS.items()}}
ELSEWHERE = ("https://", "mailto:", "tel:")


def without_examples(text: str) -> str:
    return re.sub(r"^```.*?^```$|`[^`\n]+`", "", text, flags=re.MULTILINE | re.DOTALL)


def anchors(text: str) -> set[str]:
    """The headings of a page as both GitHub and the site call them."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", FILES)
def test_links_lead_somewhere(name: str) -> None:
    folder = (REPOSITORY / name).parent
    for target in re.findall(r"\]\(([^)\s]+)\)", without_examples(FILES[name])):
        if target.startswith(ELSEWHERE):
            continue
        file, _, heading = target.partition("#")
        path = (folder / file).resolve() if file else REPOSITORY / name
        assert path.is_file(), target
        if heading:
            assert heading in anchors(path.read_text(encoding="utf-8")), target


def test_pages_of_the_site_stay_inside_it() -> None:
    for name, text in PAGES.items():
        for target in re.findall(r"\]\(([^)#\s]+)[)#]", without_examples(text)):
            if not target.startswith(ELSEWHERE):
                assert (DOCS / target).resolve().parent == DOCS, f"{name}: {target}"


def test_every_page_is_in_the_navigation_and_on_the_first_page() -> None:
    navigation = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2]
    named = re.findall(r": (\w+)\.md$", navigation, re.MULTILINE)
    assert sorted(named) == sorted(PAGES)
    assert [name for name in PAGES if name != "index" and f"({name}.md)" not in PAGES["index"]] == []


@pytest.mark.parametrize("name", FILES)
def test_no_page_names_a_machine(name: str) -> None:
    assert re.findall(r"(?<![\w.~])/(?:home|tmp|work|root|Users)/\S*|[A-Z]:\\\\\w+|\bpypi\S*", FILES[name]) == []


def test_no_link_is_written_twice_as_a_path() -> None:
    """`docs/x.md` as code is for papers outside the site; a page that is meant is linked."""
    for name, text in PAGES.items():
        assert re.findall(r"`docs/\w+\.md`", text) == [], name


def test_a_broken_link_is_seen() -> None:
    text = FILES["docs/plans.md"].replace("(privacy.md)", "(nowhere.md)")
    targets = re.findall(r"\]\(([^)\s]+)\)", without_examples(text))
    assert not all((DOCS / target.partition("#")[0]).is_file() for target in targets if target[0] != "#")
