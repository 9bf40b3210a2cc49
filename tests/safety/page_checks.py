"""Finished pages → what is wrong with their breaks and their room: the page-break rules, said again by themselves."""

from __future__ import annotations

from handout_builder.boxes import Group, Page, Run, text_of
from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.model.rich_text import words
from handout_builder.model.safety import Level
from handout_builder.pipeline.sheet import LaidOutSheet
from tests.safety.checks import Area, Piece, groups_of, named, overlap, pieces, squeezed, together


def page_faults(laid_out: LaidOutSheet) -> list[str]:
    """Text or pictures outside the paper, and text printed over text."""
    found = []
    for page in laid_out.pages:
        painted = pieces(page)
        for piece in painted:
            left, top, right, bottom = piece.area
            if left < 20 or top < 20 or right > page.width - 20 or bottom > page.height - 10:
                found.append(f"page {page.number}: {named(piece)} at {piece.area} leaves the paper")
        runs = [piece for piece in painted if isinstance(piece.item, Run) and piece.item.text.strip()]
        for index, one in enumerate(runs):
            for other in runs[index + 1 :]:
                if overlap(_shrunk(one.area), _shrunk(other.area)) > 1.0:
                    found.append(f"page {page.number}: {named(one)} and {named(other)} are printed over each other")
    return found


def _shrunk(area: Area) -> Area:
    return (area[0] + 0.3, area[1] + 1.5, area[2] - 0.3, area[3] - 1.5)


def break_faults(laid_out: LaidOutSheet) -> list[str]:
    """The page-break rules: steps whole, head with two steps, two steps each side, grave warnings again, stop box."""
    found: list[str] = []
    for chapter in laid_out.sheet.chapters:
        for block in chapter.blocks:
            if isinstance(block, ExerciseBlock):
                found += _exercise_break_faults(block, laid_out)
    stops = [page.number for page in laid_out.pages for _ in _stops(page)]
    if stops != [1]:
        found.append(f"the stop box stands on pages {stops}")
    return found


def _stops(page: Page) -> list[Piece]:
    seen: dict[str, Piece] = {}
    for piece in pieces(page):
        for source in piece.sources:
            if source.startswith("stop:"):
                seen.setdefault(source, piece)
    return list(seen.values())


def _exercise_break_faults(block: ExerciseBlock, laid_out: LaidOutSheet) -> list[str]:
    found = []
    pages = []
    for step in block.steps:
        on = [page.number for page in laid_out.pages for _ in groups_of(page, f"step:{step.place}")]
        if len(on) != 1:
            return [f"step {step.number} of {block.key} is printed {len(on)} times"]
        pages.append(on[0])
    if pages != sorted(pages):
        found.append(f"the steps of {block.key} are out of order: pages {pages}")
    head = [page.number for page in laid_out.pages if groups_of(page, f"exercise:{block.key}")]
    if head != [pages[0]] or pages[: min(2, len(pages))] != [pages[0]] * min(2, len(pages)):
        found.append(f"the head of {block.key} is on pages {head}, its first steps on {pages[:2]}")
    for number in sorted(set(pages)):
        if len(set(pages)) > 1 and pages.count(number) < 2:
            found.append(f"page {number} holds one lone step of {block.key}")
        if number > pages[0]:
            found += _safety_line_faults(block, laid_out.pages[number - 1], pages.index(number))
    if block.feel:
        last = squeezed(text_of(Group(laid_out.pages[pages[-1] - 1].groups)))
        feel = [*(squeezed(cell.head + words(cell.text)) for cell in block.feel.cells)]
        found += [f"what to feel of {block.key} is parted from its last step" for said in feel if said not in last]
    if laid_out.pages[pages[0] - 1].groups and pages[0] == 1:
        found.append(f"{block.key} begins on page 1")
    return found


def _safety_line_faults(block: ExerciseBlock, page: Page, first: int) -> list[str]:
    earlier = [*block.safety, *(message for step in block.steps[:first] for message in step.safety)]
    found = []
    steps = [p.area[1] for p in pieces(page) if any(source.startswith("step:") for source in p.sources)]
    for message in earlier:
        if message.level not in (Level.DANGER, Level.WARNING):
            continue
        source = f"safety-line:{message.place}"
        groups = groups_of(page, source)
        said = squeezed(message.word) + squeezed(words(message.head))
        if len(groups) != 1 or squeezed(text_of(groups[0])) != said:
            found.append(f"page {page.number} does not repeat {message.word} of {block.key} ({len(groups)} times)")
        elif together([p.area for p in pieces(page) if source in p.sources])[3] > min(steps) + 0.5:
            found.append(f"page {page.number} repeats {message.word} below its first step")
    return found
