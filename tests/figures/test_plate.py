"""Plates: halves mirror each other, outlines close, all stays in its box, colours are roles; wrong input is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import get_args

import pytest

from handout_builder.errors import ContentError, Problem
from handout_builder.figures.scene.figure_file import draw_file
from handout_builder.geometry.drawing import Clipped, Drawing, Item, Shape
from handout_builder.geometry.path import Segment, mirrored_path
from handout_builder.geometry.roles import ROLES, SAMPLE_PALETTE
from handout_builder.geometry.svg_writer import svg_document
from handout_builder.model.figures.plate import Role
from tests import REPOSITORY

IMAGES = REPOSITORY / "images"
SHIPPED = ("iliopsoas_plate", "body_chart")
WIDTH_PER_LETTER = 0.45
"""Of the size: wider than Source Sans 3 runs on average."""
TRIANGLE = "[[1, 0], [4, 0], [2, 3]]"


def drawn(text: str, folder: Path, mirror: bool = False) -> Drawing:
    path = folder / "plate.yaml"
    path.write_text(text, encoding="utf-8")
    return draw_file(path, IMAGES / "poses", mirror)


def plate(shape: str, more: str = "") -> str:
    return f"kind: plate\nmargin: 0\nlayers:\n  - shapes:\n      - {shape}\n{more}"


def problems(text: str, folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        drawn(text, folder)
    return caught.value.problems


def shapes(items: Sequence[Item]) -> Iterator[Shape]:
    for item in items:
        if isinstance(item, Shape):
            yield item
        elif isinstance(item, Clipped):
            yield from shapes(item.items)


def numbers(path: tuple[Segment, ...]) -> list[float]:
    return [value for _, *values in path for value in values]


@pytest.fixture(params=SHIPPED)
def plate_drawing(request: pytest.FixtureRequest, shipped: Callable[[Path], Drawing]) -> Drawing:
    return shipped(IMAGES / "figures" / f"{request.param}.yaml")


def test_the_roles_of_the_model_are_those_of_the_palette() -> None:
    hatch = {"hatch"}  # a zone has it by itself
    assert set(get_args(Role)) == {*ROLES, "none"} - hatch


def test_a_pair_is_the_shape_and_its_mirror_image(tmp_path: Path) -> None:
    shape = f"{{type: area, pair: true, outline: {TRIANGLE}}}"
    drawing = drawn(plate(shape), tmp_path)
    fill_a, line_a, fill_b, line_b = (item.path for item in drawing.items if isinstance(item, Shape))
    for one, other in ((fill_a, fill_b), (line_a, line_b)):
        assert numbers(mirrored_path(one, drawing.width)) == pytest.approx(numbers(other), abs=0.021)


def test_a_pair_of_a_muscle_mirrors_its_fibres_too(tmp_path: Path) -> None:
    shape = "{type: muscle, pair: true, inner: [[20, 90], [50, 0]], outer: [[60, 90], [62, 0]], fibres: 3, sheen: 2}"
    drawing = drawn(plate(shape), tmp_path)
    items = list(shapes(drawing.items))
    half = len(items) // 2
    assert half == 7  # belly, outline, three fibres, two light lines
    for one, other in zip(items[:half], items[half:], strict=True):
        assert numbers(mirrored_path(one.path, drawing.width)) == pytest.approx(numbers(other.path), abs=0.021)
        assert (one.fill, one.stroke) == (other.fill, other.stroke)


def test_a_half_outline_is_closed_by_its_mirror_image(tmp_path: Path) -> None:
    shape = "{type: area, half: true, stroke: none, outline: [[0, 9], [30, 50, corner], [12, 0], [0, -9]]}"
    drawing = drawn(plate(shape), tmp_path)
    (area,) = shapes(drawing.items)
    across = [values[-2] for _, *values in area.path if values]
    middle = drawing.width / 2
    assert max(across) - middle == pytest.approx(middle - min(across), abs=0.1)
    assert drawing.width == pytest.approx(60, abs=0.5)


def test_a_corner_breaks_the_curve_and_other_points_do_not(tmp_path: Path) -> None:
    square = "[[0, 0], [40, 0], [40, 40], [0, 40]]"
    sharp = re.sub(r"\[(\d+), (\d+)[^\]]*\]", r"[\1, \2, corner]", square)
    rounded = drawn(plate(f"{{type: area, stroke: none, outline: {square}}}"), tmp_path)
    straight = drawn(plate(f"{{type: area, stroke: none, outline: {sharp}}}"), tmp_path)
    assert (straight.width, straight.height) == (40, 40)
    assert rounded.width > 44


def test_every_filled_outline_of_the_shipped_plates_is_closed(plate_drawing: Drawing) -> None:
    filled = [shape for shape in shapes(plate_drawing.items) if shape.fill]
    assert filled
    for shape in filled:
        kinds = [kind for kind, *_ in shape.path]
        assert kinds.count("M") == kinds.count("Z") > 0


def test_nothing_lies_outside_the_box(plate_drawing: Drawing) -> None:
    for shape in shapes(plate_drawing.items):
        if shape.cap == "butt" and shape.stroke == "accent":
            continue  # hatch, which its clip cuts off
        ends = [values[-2:] for _, *values in shape.path if values]
        assert all(0 <= x <= plate_drawing.width and 0 <= y <= plate_drawing.height for x, y in ends)


def test_labels_stay_inside_the_drawing_and_off_one_another(plate_drawing: Drawing) -> None:
    boxes = []
    for label in plate_drawing.labels():
        width = WIDTH_PER_LETTER * label.size * len(label.text)
        left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
        assert left >= 0 and left + width <= plate_drawing.width
        assert 0.7 * label.size <= label.y <= plate_drawing.height - 0.2 * label.size
        boxes.append((left, label.y - 0.68 * label.size, left + width, label.y))
    for n, a in enumerate(boxes):
        for b in boxes[n + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_two_palettes_differ_only_in_colours(plate_drawing: Drawing) -> None:
    other = {role: f"#{number:06X}" for number, role in enumerate(SAMPLE_PALETTE, 4096)}
    one, two = svg_document(plate_drawing, SAMPLE_PALETTE), svg_document(plate_drawing, other)
    assert one != two
    assert re.sub(r'"#\w+"', "", one) == re.sub(r'"#\w+"', "", two)


def test_the_names_of_the_parts_stand_on_the_plate(shipped: Callable[[Path], Drawing]) -> None:
    drawing = shipped(IMAGES / "figures" / "iliopsoas_plate.yaml")
    words = {label.text for label in drawing.labels()}
    assert {"Low back", "Hip bone", "Psoas", "say SO-as", "Iliacus", "say il-EYE-a-kus", "Thigh bone"} <= words


def test_pain_zones_are_tinted_hatched_and_outlined(shipped: Callable[[Path], Drawing]) -> None:
    drawing = shipped(IMAGES / "figures" / "body_chart.yaml")
    tints = [shape for shape in shapes(drawing.items) if shape.fill == "zone"]
    hatched = [item for item in drawing.items if isinstance(item, Clipped)]
    outlines = [item for item in drawing.items if isinstance(item, Shape) and item.stroke == "accent"]
    assert len(tints) == len(hatched) == len(outlines) == 7
    assert {"R", "L", "Front", "Back"} <= {label.text for label in drawing.labels()}


def test_a_zone_shows_only_inside_its_area(tmp_path: Path) -> None:
    text = plate(
        "{type: area, name: body, stroke: none, outline: [[0, 0, corner], [40, 0, corner], [40, 40, corner]]}",
        "      - {type: zone, inside: body, outline: [[20, -30], [90, -30], [90, 60], [20, 60]]}\n",
    )
    drawing = drawn(text, tmp_path)
    assert drawing.width == pytest.approx(40, abs=1.5)


def test_choices_of_units_stay_for_the_brand(tmp_path: Path) -> None:
    more = 'labels:\n  - {to: [9, 9], text: "{1 in|2.5 cm} wide"}\n'
    drawing = drawn(plate(f"{{type: area, outline: {TRIANGLE}}}", more), tmp_path)
    assert [label.text for label in drawing.labels()] == ["{1 in|2.5 cm} wide"]


def test_a_plate_is_not_mirrored_unless_it_says_so(tmp_path: Path) -> None:
    text = plate(f"{{type: area, outline: {TRIANGLE}}}", "letters: [{at: [0, 9], text: R}]\n")
    with pytest.raises(ContentError, match="must not be mirrored"):
        drawn(text, tmp_path, mirror=True)
    plain, turned = (
        drawn(text + "mirror: allowed\n", tmp_path),
        drawn(text + "mirror: allowed\n", tmp_path, mirror=True),
    )
    assert turned == plain.mirrored() != plain
    with pytest.raises(ContentError, match="must not be mirrored"):
        draw_file(IMAGES / "figures" / "iliopsoas_plate.yaml", IMAGES / "poses", mirror=True)


WRONG = {
    "unknown key": (plate(f"{{type: area, outlien: {TRIANGLE}}}"), 'unknown key "outlien"', 'Did you mean "outline"'),
    "unknown type": (plate(f"{{type: ara, outline: {TRIANGLE}}}"), '"type: ara"', 'Did you mean "area"'),
    "unknown kind": ("kind: plat\nlayers: []\n", '"kind: plat"', "plate"),
    "unknown role": (plate(f"{{type: area, fill: boen, outline: {TRIANGLE}}}"), '"fill: boen"', 'Did you mean "bone"'),
    "no point": (plate("{type: area, outline: [[1, 0], [4], [2, 3]]}"), "not a point", "write [x, y]"),
    "unknown mark": (plate("{type: line, points: [[1, 0, cornr], [4, 3]]}"), '"cornr"', 'Did you mean "corner"'),
    "no number": (plate("{type: line, points: [[1, zero], [4, 3]]}"), "zero", "number"),
    "too few points": (plate("{type: area, outline: [[1, 0], [4, 0]]}"), "outline", ""),
    "half and pair": (plate(f"{{type: area, half: true, pair: true, outline: {TRIANGLE}}}"), "are both given", "keep"),
    "beyond the half": (plate("{type: area, half: true, outline: [[0, 9], [-4, 4], [0, 0]]}"), "x < 0", "x >= 0"),
    "reach backwards": (
        plate("{type: muscle, inner: [[0, 9], [0, 0]], outer: [[4, 9], [4, 0]], reach: [0.9, 0.1]}"),
        "runs backwards",
        "smaller share first",
    ),
    "unknown area": (
        plate(
            f"{{type: area, name: body, outline: {TRIANGLE}}}",
            f"      - {{type: zone, inside: bodi, outline: {TRIANGLE}}}\n",
        ),
        'named "bodi"',
        'Did you mean "body"',
    ),
    "name used twice": (
        plate(
            f"{{type: area, name: body, outline: {TRIANGLE}}}",
            f"      - {{type: area, name: body, outline: {TRIANGLE}}}\n",
        ),
        "two shapes",
        "rename",
    ),
    "no room": (plate(f"{{type: area, outline: {TRIANGLE}}}", "frame: [5, 0, 1, 4]\n"), "no room", "[left, bottom"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_wrong_input_is_named_with_its_place_and_remedy(name: str, tmp_path: Path) -> None:
    text, message, remedy = WRONG[name]
    found = problems(text, tmp_path)
    assert any(message in problem.message and remedy in problem.remedy for problem in found), found
    assert all(problem.place.line > 0 for problem in found)


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    text = plate("{type: area, fil: bone, outline: [[1, 0], [4, 0], [2, 3, cornr]]}", "labls: []\n")
    assert len(problems(text, tmp_path)) == 3
