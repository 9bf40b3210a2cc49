"""Named boxes of given heights, and the pages that are made of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hypothesis import settings

from handout_builder.boxes import Box, Group
from handout_builder.boxes.flow import ChapterFlow, FlowBox
from handout_builder.errors import ContentError, Place
from handout_builder.pages.paginate import Frame, PageLayout, paginate

FRAME = Frame(first_top=120, later_top=70, bottom=720, start=45)
ROOM, LATER_ROOM = FRAME.bottom - FRAME.first_top, FRAME.bottom - FRAME.later_top
CALM = settings(max_examples=150)


def flow(
    name: str, height: float, *, gap: float = 0.0, with_next: bool = False, elastic: bool = False, **more: str
) -> FlowBox:
    content = Group((), source=name, anchor=more.get("anchor"))
    return FlowBox(
        Box(500, height, content), Place(Path("x.yaml"), int(more.get("line", "1"))), gap, with_next, elastic
    )


def names(page: PageLayout) -> list[str]:
    return [str(placed.flow.box.content.source) for placed in page.boxes]


def laid(chapters: Sequence[ChapterFlow]) -> tuple[PageLayout, ...] | None:
    try:
        return paginate(chapters, FRAME)
    except ContentError as error:
        assert all("taller than its page" in str(p) or "too tall" in str(p) for p in error.problems)
        return None
