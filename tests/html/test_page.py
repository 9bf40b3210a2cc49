"""The HTML page: the words and warnings of the blocks and of the PDF, in a form that screen readers follow."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest

from handout_builder.boxes import Group, Run
from handout_builder.compose.block_parts import SafetyBlock
from handout_builder.compose.blocks import Block, Sheet, TextBlock
from handout_builder.errors import ContentError
from handout_builder.geometry.colour import WHITE, luminance
from handout_builder.html.page import block_html
from handout_builder.html.safety import phone_link
from handout_builder.html.screen import Screen
from handout_builder.model.rich_text import words
from handout_builder.pipeline.sheet import LaidOutSheet, html_of
from tests.html.reader import Element, read
from tests.html.sheets import BRANDS, PLANS, every_block, html, laid, laid_plan, said, sheet, shipped_html, texts

HOSTILE = " <script>alert(\"1\")</script> & 'x' &amp; {} </style> <!-- -->"


@pytest.fixture(params=[*BRANDS, "every block"])
def tree(request: pytest.FixtureRequest) -> Element:
    """The pages whose form is tested."""
    return read(html(sheet(*every_block())) if request.param == "every block" else shipped_html(request.param))


# --- the same words


def spoken(item: Any) -> str:
    """The words of boxes as a screen reader gets them: no artifacts, a space between elements."""
    if isinstance(item, Run):
        return item.text
    if not isinstance(item, Group) or (item.tag and item.tag.role == "Artifact"):
        return ""
    text = "".join(spoken(inner) for inner in item.items)
    return f" {text} " if item.tag else text


@pytest.mark.parametrize("brand", BRANDS)
def test_words_are_those_of_the_pdf_in_its_order(brand: str) -> None:
    shown = read(shipped_html(brand)).one("main").words("address")
    assert shown == printed(laid(brand))
    assert len(shown) > 500


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_has_the_words_of_its_pdf_and_the_pain_ruler_zone_by_zone(path: Path) -> None:
    tree = read(html_of(laid_plan(path)))
    shown = tree.one("main").words("address")
    assert Counter(shown) == Counter(printed(laid_plan(path)))
    for pain in tree.all("section", "pain"):
        zones = [zone.one("p", "numbers").words() for zone in pain.all("li", "zone")]
        assert [int(number) for zone in zones for number in zone] == list(range(11))
    in_rulers = {word for pain in tree.all("section", "pain") for word in pain.words()}
    once = {word for word, count in Counter(shown).items() if count == 1} - in_rulers
    assert len(once) > 80
    assert [word for word in shown if word in once] == [word for word in printed(laid_plan(path)) if word in once]


def printed(found: LaidOutSheet) -> list[str]:
    """The words of a PDF's pages in reading order, without the numbers of other pages."""
    said = " ".join(spoken(group) for page in found.pages for group in page.groups)
    return re.sub(r"\b([Pp]age|p\.)\s\d+\b", "", said).split()


@pytest.mark.parametrize("mark", ["", HOSTILE])
def test_every_text_of_every_block_is_there_letter_for_letter(mark: str) -> None:
    blocks = every_block(mark)
    tree = read(html(sheet(*blocks, mark=mark)))
    shown = " ".join(tree.one("main").text().split())
    wanted = [text for block in blocks for text in texts(block)]
    assert len(wanted) > 80
    assert [text for text in wanted if " ".join(text.split()) not in shown] == []
    assert tree.all("script") == []
    assert "<script" not in html(sheet(*blocks, mark=mark))
    assert tree.one("title").kids == [f"Title{mark}"]


def test_every_kind_of_block_has_a_form_and_others_are_refused() -> None:
    screen = Screen(laid().typography, laid().pictures)
    made = {type(block) for block in every_block()} | {type(every_block()[0].title)}  # type: ignore[union-attr]
    assert made == set(get_args(Block))
    with pytest.raises(TypeError, match="object cannot be shown as HTML"):
        block_html(object(), screen)  # type: ignore[arg-type]


# --- the same warnings


def warnings_of(found: Any) -> list[SafetyBlock]:
    chapters: Sheet = found
    return [
        message
        for chapter in chapters.chapters
        for block in chapter.blocks
        for message in ([block] if isinstance(block, SafetyBlock) else getattr(block, "all_safety", ()))
    ]


@pytest.mark.parametrize("brand", BRANDS)
def test_warnings_are_those_of_the_sheet_with_the_signal_word_first(brand: str) -> None:
    notes = [aside for aside in read(shipped_html(brand)).all("aside", "safety") if "safety-line" not in aside.classes]
    wanted = warnings_of(laid(brand).sheet)
    assert len(wanted) >= 3
    for aside, message in zip(notes, wanted, strict=True):
        assert aside.attributes["role"] == "note"
        assert message.level.value in aside.classes
        assert aside.words() == f"{message.word} {words(message.head)} {words(message.body)}".split()


def test_a_warning_stands_before_the_words_of_its_step(tree: Element) -> None:
    steps = [step for step in tree.all("li", "step") if step.all("aside")]
    assert steps
    for step in steps:
        kinds = [kid.attributes.get("class") for kid in step.kids if isinstance(kid, Element)]
        assert kinds.index("warnings") < kinds.index("said")


def test_safety_colours_are_fixed_whatever_the_brand() -> None:
    rules = [
        re.findall(r"^\.(?:danger|warning|caution|notice) \{.*\}$", shipped_html(brand), re.MULTILINE)
        for brand in BRANDS
    ]
    assert len(rules[0]) == 4
    assert rules[0] == rules[1]


def test_numbers_of_the_stop_box_can_be_dialled() -> None:
    links = read(shipped_html("fernhollow")).one("aside", "stop").all("a")
    assert [link.attributes["href"] for link in links] == ["tel:911", "tel:2065550142"]


def test_a_number_that_nobody_could_dial_for_sure_is_printed_and_no_link() -> None:
    assert phone_link("112 or 999") == '<span><span class="number">112 or 999</span></span>'


# --- the form


def test_headings_are_unbroken_and_there_is_one_title(tree: Element) -> None:
    levels = [int(found.name[1]) for found in tree.walk() if re.fullmatch(r"h[1-6]", found.name)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def said_of(tree: Element, name: str) -> str:
    """The content of the `meta` of that name."""
    (found,) = [m for m in tree.all("meta") if name in (m.attributes.get("name"), m.attributes.get("http-equiv"))]
    return found.attributes["content"]


def test_landmarks_language_and_title(tree: Element) -> None:
    assert tree.attributes["lang"] == "en"
    assert "".join(map(str, tree.one("title").kids))
    for name in ("header", "main", "footer"):
        assert len(tree.all(name)) == 1
    assert "width=device-width" in said_of(tree, "viewport")


def test_every_picture_has_words_or_is_decoration(tree: Element) -> None:
    shown = tree.all("svg") + tree.all("img")
    assert shown
    for picture in shown:
        said = picture.attributes.get("aria-label") or picture.attributes.get("alt")
        hidden = picture.attributes.get("aria-hidden") == "true"
        assert bool(said) != hidden, picture.attributes
        assert hidden or picture.name == "img" or picture.attributes["role"] == "img"


def test_alt_texts_are_those_of_the_sheet() -> None:
    wanted = re.findall(r"PictureBlock\(path=.*?, alt=(?:'(.*?)'|\"(.*?)\"), mirrored", repr(laid().sheet))
    found = [svg.attributes["aria-label"] for svg in read(shipped_html()).all("svg", "figure")]
    assert found == [one or other for one, other in wanted]
    assert len(found) > 10


def test_ids_are_unique_and_links_lead_somewhere(tree: Element) -> None:
    ids = [found.attributes["id"] for found in tree.walk() if "id" in found.attributes]
    assert len(ids) == len(set(ids))
    inside = [link.attributes["href"] for link in tree.all("a") if link.attributes["href"].startswith("#")]
    assert inside
    assert {target[1:] for target in inside} <= set(ids)
    named = {name for found in tree.walk() for name in found.attributes.get("aria-labelledby", "").split()}
    assert named <= set(ids)
    assert all(link.text().strip() for link in tree.all("a"))


def test_every_field_has_a_name(tree: Element) -> None:
    assert tree.all("input")
    for found in tree.all("input"):
        labels = [above for above in found.above() if above.name == "label"]
        assert found.attributes.get("aria-label") or (len(labels) == 1 and labels[0].text().strip())
    for label in tree.all("label"):
        assert len(label.all("input")) == 1


def test_boxes_of_a_log_say_what_and_when() -> None:
    week = read(html(sheet(*every_block()))).one("table")
    names = [found.attributes["aria-label"] for found in week.all("input") if found.attributes["type"] == "checkbox"]
    assert names[:3] == ["Bend, Mon", "Bend, Wed (1)", "Bend, Wed (2)"]
    assert names[4:] == [f"Lift, On any 3 days ({number})" for number in (1, 2, 3)]
    assert len(set(names)) == len(names)
    for row in week.all("tr")[1:]:
        assert row.kids
        assert row.all("th")[0].attributes["scope"] == "row"
    assert sum(int(cell.attributes.get("colspan", 1)) for cell in week.all("tr")[2].all("td")) == 7


# --- a file that needs no other


@pytest.mark.parametrize("brand", BRANDS)
def test_the_file_needs_nothing_but_itself(brand: str) -> None:
    text = shipped_html(brand)
    tree = read(text)
    assert not {found.name for found in tree.walk()} & {"script", "link", "iframe", "object", "embed", "base", "form"}
    for found in tree.walk():
        for name, value in found.attributes.items():
            assert not name.startswith("on")
            if name in ("src", "srcset", "xlink:href") or (name == "href" and found.name != "a"):
                assert value.startswith("data:image/")
    assert set(re.findall(r"url\(\s*['\"]?(\w+:|#)", text)) <= {"data:", "#"}
    assert "@import" not in text
    assert said_of(tree, "Content-Security-Policy").startswith("default-src 'none';")


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert html(laid().sheet) == shipped_html()


def test_missing_pictures_are_all_told() -> None:
    first, *_ = [block for block in every_block() if isinstance(block, TextBlock) and block.picture]
    assert first.picture is not None
    gone = [
        replace(first, picture=replace(first.picture, path=first.picture.path.with_name(f"gone_{number}.png")))
        for number in (1, 2)
    ]
    with pytest.raises(ContentError) as caught:
        html(sheet(*gone))
    assert {name for name in ("gone_1.png", "gone_2.png") if name in str(caught.value)} == {"gone_1.png", "gone_2.png"}


def test_authors_text_is_never_a_phone_or_address_by_accident() -> None:
    tree = read(html(sheet(TextBlock(said("Heading"), (said("Call 911 or see https://a.example"),)))))
    assert tree.one("section").all("a") == []


def test_f96_on_a_dark_screen_warnings_and_pictures_stay_on_white() -> None:
    for brand in ("fernhollow", "quince"):
        css = shipped_html(brand)
        assert "color-scheme: light dark" in css
        dark = css.partition("(prefers-color-scheme: dark)")[2].partition(".danger {")[0]
        ground, kept = re.findall(r"--paper: (#\w+)", dark)
        assert luminance(ground) < 0.05 and kept == WHITE
        for name in (".safety", ".stop", ".ask", ".shown .figure"):
            assert name in dark
        assert "--panel" not in dark and "--stop" not in dark


def test_f96_the_signs_of_warnings_are_larger_than_others() -> None:
    css = shipped_html()
    sizes = dict(re.findall(r"^ *([.\w -]*\.sign) { width: ([\d.]+)rem", css, re.MULTILINE))
    assert float(sizes[".signal .sign"]) > float(sizes[".sign"]) > float(sizes[".doses .sign"])
    assert len(re.findall(r"^ *\.sign {", css, re.MULTILINE)) == 1
