"""Drawings found among kept ones: the same bytes as without, never somebody else's, and no shape read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from handout_builder.boxes import Group, Page, PlacedDrawing, Run
from handout_builder.cache import Cache
from handout_builder.geometry.drawing import Drawing, Item, Label, LazyItems
from handout_builder.geometry.stored_drawing import packed, unpacked
from handout_builder.pdf.document import write
from tests.pdf import sample
from tests.pdf.sample import tagged

DRAWING = unpacked(packed(sample.DRAWING))
FACES = (("medium", "text"),)


def file(*groups: Group, cache: Cache | None = None) -> bytes:
    return write([Page(sample.WIDTH, sample.HEIGHT, groups, number=1)], sample.INFO, sample.FACES, cache=cache)


def shown(drawing: Drawing = DRAWING, palette: object = sample.PALETTE, faces: object = FACES) -> Group:
    return tagged("Figure", PlacedDrawing(10, 10, 1, drawing, palette, faces), alt="Knee")  # type: ignore[arg-type]


def unreadable(drawing: Drawing) -> Drawing:
    """The same drawing, but whoever looks at its shapes fails."""
    assert isinstance(drawing.items, LazyItems)

    def fail() -> tuple[Item, ...]:
        raise AssertionError("the shapes were read")

    return replace(drawing, items=LazyItems(fail, drawing.items.labels, drawing.items.digest, drawing.items.marks))


def test_bytes_are_the_same_with_without_and_after_damage(tmp_path: Path) -> None:
    cache, without = Cache(tmp_path), file(shown())
    assert file(shown(), cache=cache) == without
    assert file(shown(), cache=cache) == without
    (form,) = tmp_path.iterdir()
    form.write_bytes(form.read_bytes()[:-9])
    assert file(shown(), cache=cache) == without
    form.unlink()
    assert file(shown(), cache=cache) == without


def test_a_kept_drawing_is_not_read_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    with pytest.raises(AssertionError, match="were read"):
        file(shown(unreadable(DRAWING)), cache=cache)
    first = file(shown(), cache=cache)
    assert file(shown(unreadable(DRAWING)), cache=cache) == first


def relabelled(**changes: object) -> Drawing:
    return DRAWING.relabelled(lambda label: replace(label, **changes))  # type: ignore[arg-type]


OTHERS = {
    "palette": shown(palette=(("figink", "#203040"), ("skin", "#F2D6C3"))),
    "face": shown(faces=(("medium", "bold"),)),
    "words": shown(relabelled(text="Iliacus")),
    "size": shown(relabelled(size=9.5)),
    "weight": shown(relabelled(weight="bold"), faces=(("bold", "bold"),)),
    "shapes": shown(unpacked(packed(replace(sample.DRAWING, items=sample.DRAWING.items[1:])))),
    "page": shown(unpacked(packed(replace(sample.DRAWING, width=101.0)))),
    "mirrored": shown(unpacked(packed(sample.DRAWING.mirrored()))),
}


@pytest.mark.parametrize("change", OTHERS)
def test_whatever_differs_is_painted_anew(change: str, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    first = file(shown(), cache=cache)
    changed = file(OTHERS[change], cache=cache)
    assert changed == file(OTHERS[change]) != first


def test_letters_that_the_file_reads_otherwise_elsewhere_are_spelled_out(tmp_path: Path) -> None:
    """Such a form depends on the rest of its file: it is neither found nor kept."""
    cache = Cache(tmp_path)
    file(shown(), cache=cache)
    (glyph,) = sample.FACES["text"].shape("P")
    ohm = tagged("P", Run(54, 300, "Ω", "text", 12, "#202020", glyphs=(replace(glyph, text="Ω"),)))
    with_it = file(ohm, shown(), cache=cache)
    assert with_it == file(ohm, shown())
    assert len(list(tmp_path.iterdir())) == 1


def test_labels_are_known_and_changed_without_reading_shapes() -> None:
    (label,) = unreadable(DRAWING).relabelled(lambda label: replace(label, text=label.text.upper())).labels()
    assert label.text == "PSOAS (OFFICE FIT)"
    inside = DRAWING.relabelled(lambda label: replace(label, text=label.text.upper()))
    assert [item for item in inside.items if isinstance(item, Label)] == [label]


def test_drawings_without_a_name_are_not_kept(tmp_path: Path) -> None:
    assert file(shown(sample.DRAWING), cache=Cache(tmp_path)) == file(shown(sample.DRAWING))
    assert not list(tmp_path.iterdir())
