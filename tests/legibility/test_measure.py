"""Contrast and size of texts, found from what is painted under them: on boxes made by hand and on every sheet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from handout_builder.boxes import BoxItem, ClippedShapes, Glyph, Group, PlacedDrawing, Run, Tag
from handout_builder.cache import Cache
from handout_builder.errors import Place
from handout_builder.geometry.basic_paths import circle_path, rectangle_path
from handout_builder.geometry.colour import contrast, mixed
from handout_builder.geometry.drawing import Clipped, Drawing, Label, LazyItems, Shape
from handout_builder.geometry.shapes import filled, frame, panel
from handout_builder.legibility.check import LegibilityChecker
from handout_builder.legibility.measure import Fault, TooFaint, TooSmall, label_faults, run_backgrounds, text_faults
from tests.html.sheets import BRANDS, laid

DARK, PALE = "#333333", "#EEEEEE"


def run(x: float, y: float, colour: str = "#000000", size: float = 12.0, face: str = "Sans-Regular") -> Run:
    return Run(x, y, "word ", face, size, colour, tuple(Glyph(1, 500.0, letter) for letter in "word "))


def backgrounds(*items: BoxItem) -> list[tuple[str, ...]]:
    return [found for _, found in run_backgrounds(Group(items))]


def found(*items: BoxItem) -> list[Fault]:
    return list(text_faults(Group(items), 10.5))


def test_paper_is_white() -> None:
    assert backgrounds(run(10, 20)) == [("#FFFFFF",)]


def test_what_was_painted_last_before_a_text_is_its_ground() -> None:
    below, above = panel(0, 0, 100, 40, 4, DARK), panel(5, 5, 60, 20, 0, PALE)
    assert backgrounds(below, above, run(10, 20)) == [(PALE,)]
    assert backgrounds(above, below, run(10, 20)) == [(DARK,)]
    assert backgrounds(run(10, 20), below) == [("#FFFFFF",)], "what is painted later lies over the text, not under it"


def test_offsets_of_groups_count() -> None:
    background = Group((panel(0, 0, 40, 20, 0, DARK),), x=200, y=100)
    assert backgrounds(background, Group((run(5, 15),), x=200, y=100)) == [(DARK,)]
    assert backgrounds(background, run(5, 15)) == [("#FFFFFF",)]


def test_a_text_across_an_edge_has_two_backgrounds() -> None:
    assert set(backgrounds(panel(0, 0, 22, 40, 0, DARK), run(10, 20))[0]) == {DARK, "#FFFFFF"}


def test_corners_holes_frames_and_clips_are_no_ground() -> None:
    assert backgrounds(filled(circle_path(20, 20, 40), DARK), run(10, 20)) == [(DARK,)]
    assert backgrounds(filled(circle_path(-14, -14, 40), DARK), run(17, 24)) == [("#FFFFFF",)], "next to the circle"
    ring = (*rectangle_path(0, 0, 100, 60), *rectangle_path(5, 5, 90, 50))
    assert backgrounds(Shape(ring, fill=DARK, even_odd=True), run(10, 20)) == [("#FFFFFF",)]
    assert backgrounds(frame(0, 0, 100, 60, 0, DARK, 2), run(10, 20)) == [("#FFFFFF",)]
    clipped = ClippedShapes(rectangle_path(50, 0, 40, 60), (panel(0, 0, 100, 60, 0, DARK),))
    assert backgrounds(clipped, run(10, 20), run(55, 20)) == [("#FFFFFF",), (DARK,)]


def test_a_veil_mixes_with_what_lies_under_it() -> None:
    veil = Shape(rectangle_path(0, 0, 100, 60), fill="#000000", opacity=0.5)
    assert backgrounds(veil, run(10, 20)) == [(mixed("#000000", "#FFFFFF", 0.5),)]


def test_faint_and_small_texts_are_found_and_no_others() -> None:
    dark = panel(0, 0, 100, 60, 0, DARK)
    (fault,) = found(dark, run(10, 20, "#000000"), run(10, 40, "#FFFFFF"))
    assert isinstance(fault, TooFaint)
    assert (fault.words, fault.background, fault.least) == ("word", DARK, 4.5)
    assert fault.ratio == pytest.approx(contrast("#000000", DARK))
    assert found(run(10, 20, size=9)) == [TooSmall("word", 9, 10.5)]
    assert found(run(10, 20, size=10.5)) == []


@pytest.mark.parametrize(
    ("size", "face", "enough"),
    [(17.9, "Sans-Regular", 4.5), (18.0, "Sans-Regular", 3.0), (13.9, "Sans-Bold", 4.5), (14.0, "Sans-ExtraBold", 3.0),
     (14.0, "Sans-SemiBold", 4.5)],
)  # fmt: skip
def test_large_text_needs_less_contrast(size: float, face: str, enough: float) -> None:
    greys = [f"#{grey:02X}{grey:02X}{grey:02X}" for grey in range(90, 180)]
    fine = [grey for grey in greys if not found(run(10, 40, grey, size, face))]
    assert fine == [grey for grey in greys if contrast(grey, "#FFFFFF") >= enough]
    assert 0 < len(fine) < len(greys)


def test_a_picture_is_no_ground_for_texts_outside_it() -> None:
    picture = Group((panel(0, 0, 100, 60, 0, DARK),), tag=Tag("Figure", alt="A code"))
    assert backgrounds(picture, run(10, 20)) == [("#FFFFFF",)]


# --- labels in pictures


def picture(*items: Shape | Label | Clipped, scale: float = 1.0) -> PlacedDrawing:
    return PlacedDrawing(0, 0, scale, Drawing(100, 60, items), (("text", "#111111"), ("muscle", DARK)))


def test_labels_are_compared_with_the_shapes_under_them() -> None:
    muscle = Shape(rectangle_path(0, 0, 40, 60), fill="muscle")
    (fault,) = label_faults(picture(muscle, Label(10, 20, "knee", 10), Label(60, 20, "hip", 10)), 9)
    assert isinstance(fault, TooFaint)
    assert (fault.words, fault.background) == ("knee", DARK)
    assert (
        list(label_faults(picture(Clipped(rectangle_path(50, 0, 9, 9), (muscle,)), Label(10, 20, "knee", 10)), 9)) == []
    )


def test_labels_have_their_size_on_paper() -> None:
    assert list(label_faults(picture(Label(10, 20, "knee", 10), scale=0.8), 9)) == [TooSmall("knee", 8.0, 9)]
    assert list(label_faults(picture(Label(10, 20, "knee", 10), scale=0.9), 9)) == []


# --- whole sheets


def test_problems_name_their_place_and_a_fine_box_is_read_once(tmp_path: Path) -> None:
    proof = LegibilityChecker(10.5, 9, Cache(tmp_path))
    place = Place(Path("knee.yaml"), 3, 1)
    bad = Group((panel(0, 0, 100, 60, 0, DARK), run(10, 20)))
    labelled = Group((picture(Shape(rectangle_path(0, 0, 90, 60), fill="muscle"), Label(10, 20, "knee", 10)),))
    for _ in range(2):
        problems = list(proof.problems([(place, bad), (place, labelled), (place, Group((run(10, 20),)))]))
        assert [problem.place for problem in problems] == [place, place]
        assert 'the text "word" in #000000 on #333333 has a contrast of 1.7:1, not 4.5:1' in str(problems[0])
        assert 'in the picture, the text "knee"' in str(problems[1])
    fine = Group((run(10, 20),))
    assert list(proof.problems([(place, fine), (place, replace(fine, x=7))])) == []


def test_pictures_found_legible_are_remembered_until_their_colours_change(tmp_path: Path) -> None:
    items = (Shape(rectangle_path(0, 0, 90, 60), fill="muscle"), Label(10, 20, "knee", 10))
    made: list[int] = []

    def make() -> tuple[Shape | Label, ...]:
        made.append(1)
        return items

    def problems(background: str) -> int:
        later = LazyItems(make, (items[1],), "digest", marks=frozenset())
        placed = PlacedDrawing(0, 0, 1, Drawing(100, 60, later), (("text", "#111111"), ("muscle", background)))
        return len(list(LegibilityChecker(10.5, 9, Cache(tmp_path)).problems([(Place(Path("a")), Group((placed,)))])))

    assert [problems(background) for background in (PALE, PALE, DARK, DARK)] == [0, 0, 1, 1]
    assert len(made) == 3


@pytest.mark.parametrize("brand", BRANDS)
def test_every_text_stands_on_the_ground_it_was_set_for(brand: str) -> None:
    seen = 0
    for page in laid(brand).pages:
        for group in page.groups:
            for text, below in run_backgrounds(group):
                assert below == (text.background,), text.text
                seen += 1
    assert seen > 250
