"""Whatever a brand's fields allow is printed whole at the head of each page, inside its margins and without overlap."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handout_builder.boxes import Box, Run, advances, text_of, walk
from handout_builder.errors import ContentError, Place
from handout_builder.model.brand import Brand
from handout_builder.pictures.logo import Logo
from handout_builder.pictures.open import open_picture
from handout_builder.pipeline.sheet import typography_of
from handout_builder.practice.library import Entry, Library
from handout_builder.text.typography import Typography
from handout_builder.typeset.furniture import Furniture
from tests import REPOSITORY

LIBRARY = Library(REPOSITORY)
BRANDS, PAPERS = ("fernhollow", "quince"), ("letter", "a4")


@cache
def look(brand: str, edition: str, paper: str) -> tuple[Entry[Brand], Typography]:
    entry = LIBRARY.brand(brand)
    return entry, typography_of(LIBRARY, entry, LIBRARY.edition(edition), paper, "en")


def furniture(brand: str, edition: str, paper: str, *, logo: bool = True, **fields: str | None) -> Furniture:
    """The heads of a sample brand with other words in its fields."""
    entry, known = look(brand, edition, paper)
    changed = Brand.model_validate({**entry.model.model_dump(), **fields})
    typography = Typography(changed, known.edition, paper, "en", known.font_folders, known.brand_place)
    shown = Logo(open_picture(entry.path.parent / str(entry.model.logo))) if logo else None
    return Furniture(typography, shown, shown, lambda field: Place(Path(f"{field}.yaml")))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def check(made: Furniture, head: Box, *wanted: str | None) -> None:
    """Each text is there, inside the box, and no line touches another."""
    said = plain(text_of(head.content))
    assert [text for text in wanted if text and plain(text) not in said] == []
    areas = []
    for item, x, y in walk(head.content):
        if isinstance(item, Run):
            left, base = x + item.x, y + item.y
            face = made.typography.faces()[item.face]
            up, down = face.cap_height * item.size / 1000, 0.18 * item.size
            space = advances(item.glyphs[-1:]) * item.size / 1000 + item.tracking if item.text.endswith(" ") else 0.0
            areas.append((left, base - up, left + item.width - space, base + down))
    smallest = made.typography.edition.smallest
    assert all(item.size >= smallest for item, _, _ in walk(head.content) if isinstance(item, Run))
    assert all(left >= -0.1 and right <= head.width + 0.6 for left, _, right, _ in areas)
    assert all(top >= -0.1 and bottom <= head.height + 0.1 for _, top, _, bottom in areas)
    for one, other in combinations(areas, 2):
        apart = one[2] <= other[0] + 0.6 or other[2] <= one[0] + 0.6 or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


WORDS = (
    "Brackenfield",
    "Physiotherapy",
    "and",
    "Sports",
    "Injury",
    "Rehabilitation",
    "of",
    "Moss",
    "&",
    "Centre",
    "WWW",
)


def text(most: int) -> st.SearchStrategy[str]:
    """Words up to the length that a field allows."""
    several = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12)
    return several.map(lambda words: " ".join(words)[:most].strip())


PHONES = (
    "911",
    "(206) 555-0142",
    "01632 960 118 ext. 123456",
    "+44 (0)1632 960 118 / 960 119",
    "1632 960118 / 1632 960119",
    "(206) 555-0100 or 555-0101",
    "1-800-FLOWERS or 555-0101",
)
fields = st.fixed_dictionaries(
    {
        "name": text(60),
        "short_name": st.none() | text(30),
        "tagline": st.none() | text(80),
        "phone": st.sampled_from(PHONES),
        "hours": st.none() | text(60),
        "web": st.sampled_from(
            ["a.example", "brackenfield-physiotherapy-and-sports-injury-rehab.example", "moss.example/knees-and-hips"]
        ),
        "address": st.none() | text(100),
    }
)


@settings(max_examples=120)
@given(
    st.sampled_from(BRANDS),
    st.sampled_from(sorted(LIBRARY.edition_names)),
    st.sampled_from(PAPERS),
    fields,
    st.booleans(),
    text(120),
)
def test_f79_f80_every_page_has_name_and_phone_whole_whatever_the_fields_hold(
    brand: str, edition: str, paper: str, said: dict[str, str | None], logo: bool, running: str
) -> None:
    made = furniture(brand, edition, paper, logo=logo, **said)
    texts = [said[field] for field in ("name", "tagline", "phone", "hours", "web", "address")]
    check(made, made.masthead(), *texts)
    check(made, made.run_head(running), said["short_name"] or said["name"], said["phone"])


NAMES = {
    "45 in a letterhead": {"name": "Brackenfield Physical Therapy and Well Centre"},
    "59": {"name": "Brackenfield Physiotherapy and Sports Injury Rehabilitation"},
    "27 beside long hours": {
        "name": "Brackenfield & Moss Physios",
        "hours": "Mon to Fri, 8 am to 6 pm, Saturday by appointment",
    },
    "an address of 98": {
        "address": "Unit 12, The Old Maltings Business Park, 240 Northern Riverside Road, Upper Brackenfield, BF4 8QX"
    },
    "60 and 100": {"name": f"{'Brackenfield ' * 4}Practice", "address": f"{'Northern Road, ' * 6}Brackenf"},
    "39": {"name": "Moss Physiotherapy and Sports Rehab Hub"},
}


@pytest.mark.parametrize("edition", sorted(LIBRARY.edition_names))
@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("name", NAMES)
def test_f80_ordinary_names_are_printed(name: str, brand: str, edition: str) -> None:
    for paper, logo in ((paper, logo) for paper in PAPERS for logo in (True, False)):
        made = furniture(brand, edition, paper, logo=logo, **NAMES[name])
        given_fields = made.typography.brand
        check(made, made.masthead(), given_fields.name, given_fields.phone, given_fields.address, given_fields.hours)
        check(made, made.run_head("Tight hip flexors and low back pain"), given_fields.name, given_fields.phone)


def test_f79_what_the_sheet_is_about_has_a_line_of_its_own_below_a_long_name() -> None:
    made = furniture("fernhollow", "standard", "letter", name=NAMES["59"]["name"])
    check(made, made.run_head("Tight hip flexors and low back pain"), NAMES["59"]["name"], "Tight hip flexors and low")
    short = furniture("fernhollow", "standard", "letter", name=NAMES["59"]["name"], short_name="Brackenfield")
    check(short, short.run_head("Tight hip flexors"), "Brackenfield Tight hip flexors")
    long = "Tight hip flexors and low back pain"
    assert short.run_head(long).height < made.run_head(long).height


def test_f80_what_cannot_be_printed_is_a_problem_at_its_own_field() -> None:
    made = furniture("fernhollow", "standard", "letter", tagline="Hands-on care 漢")
    with pytest.raises(ContentError) as caught:
        made.masthead()
    assert [problem.place.path.stem for problem in caught.value.problems] == ["tagline"]
