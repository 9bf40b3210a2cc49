"""Boxes that make no valid file raise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handout_builder.boxes import FieldArea, Group, PlacedDrawing
from handout_builder.model import markup
from handout_builder.pdf import navigation
from handout_builder.pdf.document import write
from handout_builder.preflight import rules
from tests.pdf import sample
from tests.pdf.sample import run, tagged
from tests.pdf.written import made, one_page


def paragraph(words: str, **tag: object) -> Group:
    return tagged("P", run(words, 54, 54), **tag)


BROKEN: dict[str, tuple[tuple[Group, ...], str]] = {
    "role": ((tagged("Paragraph", run("x", 1, 9)),), "unknown role 'Paragraph'"),
    "untagged": ((Group((run("Lost words", 1, 9),)),), "'Lost words' is in a Document"),
    "grouped": ((tagged("Sect", run("Lost words", 1, 9)),), "'Lost words' is in a Sect"),
    "item": ((tagged("LI", tagged("LBody", run("x", 1, 9))),), "a LI cannot be in a Document"),
    "cell": ((tagged("Table", tagged("TR", paragraph("x"))),), "a P cannot be in a TR"),
    "scope": ((tagged("Table", tagged("TR", tagged("TH", run("x", 1, 9)))),), "scope"),
    "alt": ((tagged("Figure", sample.rectangle(1, 1, 9, 9, "#000000"), alt=" "),), "alt text"),
    "heading": ((tagged("H2", run("x", 1, 9)),), "a level is skipped"),
    "artifact": ((tagged("Artifact", paragraph("x")),), "cannot be in an artifact"),
    "kind": ((tagged("Artifact", run("x", 1, 9), artifact_type="Header"),), "unknown artifact type"),
    "glyph": ((paragraph("漢"),), "has no glyph for '漢'"),
    "face": ((tagged("P", replace(run("x", 1, 9), face="serif")),), "unknown face 'serif'"),
    "spelling": ((tagged("P", replace(run("x", 1, 9), text="y")),), "do not spell"),
    "colour": ((tagged("P", run("x", 1, 9, colour="red")),), "'red' is not a colour"),
    "palette": (
        (tagged("Figure", PlacedDrawing(1, 1, 1, sample.DRAWING, (), (("medium", "text"),)), alt="x"),),
        "colour role 'skin'",
    ),
    "nowhere": ((tagged("P", tagged("Link", run("x", 1, 9), target="#gone")),), "'gone', which is nowhere"),
    "address": ((tagged("P", tagged("Link", run("x", 1, 9), target="javascript:1")),), "not an address"),
    "plain http": ((tagged("P", tagged("Link", run("x", 1, 9), target="http://a.example")),), "not an address"),
    "message": ((tagged("P", tagged("Link", run("x", 1, 9), target="sms:5550142")),), "not an address"),
    "empty link": ((tagged("P", tagged("Link", target="https://example.org")),), "nothing to click"),
    "twice": ((paragraph("x", anchor="a"), paragraph("y", anchor="a")), "two groups have the anchor 'a'"),
    "link without words": (
        (tagged("P", tagged("Link", run("\u00a0", 1, 9), target="https://example.org")),),
        "has neither words nor alt text",
    ),
    "link without a target": ((tagged("P", tagged("Link", run("x", 1, 9))),), "a Link needs a target"),
    "heads that say nothing": (
        (tagged("Table", tagged("TR", tagged("TH", scope="Row"), tagged("TD", run("x", 1, 9)))),),
        "a Table needs a TH that says something",
    ),
    "bookmark": ((paragraph("x", bookmark=(2, "x")),), "skips a level"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_boxes_that_make_no_valid_file_raise(name: str) -> None:
    groups, words = BROKEN[name]
    with pytest.raises(ValueError, match=words):
        made(*groups)


@pytest.mark.parametrize(
    ("blank", "reason"),
    [
        (FieldArea(10, 10, 50, 20, "text", "notes", " "), "a blank needs a tooltip"),
        (FieldArea(10, 10, 50, 20, "menu", "notes", "Your notes"), "unknown kind of field 'menu'"),
    ],
)
def test_fields_that_say_nothing_or_are_of_no_known_kind_raise(blank: FieldArea, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        write(one_page(tagged("P", blank)), sample.INFO, sample.FACES, fillable="text")


def test_a_field_in_an_artifact_raises() -> None:
    blank = FieldArea(10, 10, 50, 20, "text", "notes", "Your notes")
    with pytest.raises(ValueError, match="'notes' is inside an artifact"):
        write(one_page(tagged("Artifact", blank)), sample.INFO, sample.FACES, fillable="text")


def test_no_pages_raise() -> None:
    with pytest.raises(ValueError, match="at least one page"):
        write([], sample.INFO, sample.FACES)


def test_authors_texts_the_writer_and_preflight_know_the_same_addresses() -> None:
    """Each judges by itself, so that no mistake of one gets through; authors' texts decide what an address is."""
    assert navigation.SCHEMES == rules.SCHEMES == markup.SCHEMES
