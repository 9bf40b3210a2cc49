"""Finished pages → what is wrong with their breaks and their room: the page-break rules, said again by themselves."""

from __future__ import annotations

import re

from handout_builder.boxes import Page, Run, text_of
from handout_builder.compose.block_parts import SafetyBlock, SafetyLineBlock
from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.compose.plan_blocks import PlanRowBlock
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
    """The page-break rules: steps whole and in order, none alone without need, grave warnings again, stop box."""
    found: list[str] = []
    for chapter in laid_out.sheet.chapters:
        for block in chapter.blocks:
            if isinstance(block, ExerciseBlock):
                found += _exercise_break_faults(block, laid_out)
    stops = [page.number for page in laid_out.pages for _ in _stops(page)]
    if stops != [1]:
        found.append(f"the stop box is on pages {stops}")
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
    head = [page.number for page in laid_out.pages if groups_of(page, f"exercise:{block.key}")]
    if len(head) != 1:
        return [f"the head of {block.key} is on pages {head}"]
    pages = pages or head  # an exercise may have no steps
    if pages != sorted(pages) or min(pages) < head[0]:
        found.append(f"the head of {block.key} is on page {head[0]}, its steps on pages {pages}")
    found += _lone_step_faults(block, laid_out, pages) if block.steps else []
    for number in range(head[0] + 1, max(pages) + 1):
        found += _safety_line_faults(block, laid_out, number)
    if laid_out.pages[head[0] - 1].groups and head[0] == 1:
        found.append(f"{block.key} begins on page 1")
    return found


def _lone_step_faults(block: ExerciseBlock, laid_out: LaidOutSheet, pages: list[int]) -> list[str]:
    """Pages that hold one step of several although a second one fits there and leaves two on the page behind."""
    found = []
    for index, number in enumerate(pages[:-1]):
        if pages.count(number) > 1 or pages.count(pages[index + 1]) < 3:
            continue
        page = laid_out.pages[number - 1]
        bottom = _area_of(block, index, laid_out, pages)[3]
        following = _area_of(block, index + 1, laid_out, pages)
        foot = min(piece.area[1] for piece in pieces(page) if piece.area[1] > bottom)
        if bottom + following[3] - following[1] + 30 < foot:
            found.append(f"page {number} holds one lone step of {block.key}")
    return found


def _area_of(block: ExerciseBlock, index: int, laid_out: LaidOutSheet, pages: list[int]) -> Area:
    source = f"step:{block.steps[index].place}"
    return together([p.area for p in pieces(laid_out.pages[pages[index] - 1]) if source in p.sources])


def _safety_line_faults(block: ExerciseBlock, laid_out: LaidOutSheet, number: int) -> list[str]:
    """Grave warnings of earlier pages that page `number` repeats in no line above its first step.

    A line has the head of one warning; or the pages of several, and their heads where there is room.
    """
    page = laid_out.pages[number - 1]
    steps = [p.area[1] for p in pieces(page) if any(source.startswith("step:") for source in p.sources)]
    lines = {source for p in pieces(page) for source in p.sources if source.startswith("safety-line:")}
    said = {squeezed(text_of(group)): source for source in lines for group in groups_of(page, source)}
    found = []
    grave = [message for message in block.all_safety if message.level in (Level.DANGER, Level.WARNING)]
    box_page = {message.place: page_of_box(message, laid_out) for message in grave}
    earlier = [message for message in grave if box_page[message.place] < number]
    for message in earlier:
        word, head = squeezed(message.word), squeezed(words(message.head))
        pages = [box_page[each.place] for each in earlier if each.level is message.level]
        fitting = [
            text
            for text in said
            if text == word + head
            or _names(text, word, head, pages)
            or _names(text, "", "", [box_page[each.place] for each in earlier])
        ]
        if not fitting:
            found.append(f"page {number} does not repeat {message.word} of {block.key}: {head}")
        for text in fitting:
            bottom = together([p.area for p in pieces(page) if said[text] in p.sources])[3]
            if steps and bottom > min(steps) + 0.5:
                found.append(f"page {number} repeats {message.word} below its first step")
    return found


def _names(text: str, word: str, head: str, pages: list[int]) -> bool:
    """Whether a line says that warnings from the first to the last of these pages still hold, with this word and head;
    without a head, it must be the line of all warnings.
    """
    found = re.search(r"Warningsonpages?(\d+)(?:to(\d+))?stillhold(.)", text)
    if not found or [int(found[1]), int(found[2] or found[1])] != [min(pages), max(pages)]:
        return False
    return found[3] == "." if not head else text.startswith(word) and head in text


def named_page_faults(laid_out: LaidOutSheet) -> list[str]:
    """Lines of a plan page that name another page than that of the box that they repeat."""
    found = []
    for block in (block for chapter in laid_out.sheet.chapters for block in chapter.blocks):
        for line in block.safety if isinstance(block, PlanRowBlock) else ():
            groups = [group for page in laid_out.pages for group in groups_of(page, f"safety-line:{line.place}")]
            texts, box = [text_of(group).replace("\u00a0", " ") for group in groups], page_of_box(line, laid_out)
            if not any(text.endswith(f" Page {box}") for text in texts):
                found.append(f"its box is on page {box}: {texts}")
    return found


def page_of_box(message: SafetyBlock | SafetyLineBlock, laid_out: LaidOutSheet) -> int:
    """The first page with the box of a warning."""
    return next(page.number for page in laid_out.pages if groups_of(page, f"safety:{message.place}"))
