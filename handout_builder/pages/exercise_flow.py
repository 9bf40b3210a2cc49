"""One exercise → a flow that can be set at any figure scale; texts are set once, only rows change height."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import product

from handout_builder.boxes import Box, Tag
from handout_builder.boxes.flow import BreakRule, FitOption, FlexibleExercise, FlowBox
from handout_builder.compose.block_parts import SafetyLineBlock
from handout_builder.compose.exercise_blocks import ExerciseBlock
from handout_builder.compose.safety_lines import (
    lines_for_continued_page,
    shortest_for_continued_page,
    summaries_for_continued_page,
)
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import Typography
from handout_builder.typeset.compact_head import compact_head
from handout_builder.typeset.dosage_strip import dosage_strip
from handout_builder.typeset.exercise_head import ask_box, continued_head, exercise_head, safeguard_box
from handout_builder.typeset.feel import GAP_ABOVE, feel_box
from handout_builder.typeset.picture_box import Pictures, fitting_scale
from handout_builder.typeset.plan_page import note_box
from handout_builder.typeset.safety_box import safety_box, safety_line
from handout_builder.typeset.step import StepParts, list_tag, step_box, step_height, step_parts

HEAD_GAP, STRIP_GAP, PART_GAP, LINE_GAP = 9.0, 7.0, 4.0, 5.0
TIGHTER = 0.5
MOST_UNEQUAL = 1.25
"""How many times as large as the smallest figure of an exercise its largest may be, where a choice is left."""
MOST_REPEATED = 1 / 3
"""Share of a page's height that repeated safety lines may take; more would leave too little room for steps."""


@dataclass(frozen=True, eq=False)
class ExerciseFlow:
    """An exercise whose texts are set. What it keeps lives as long as itself, for a batch sets thousands."""

    block: ExerciseBlock
    typography: Typography
    pictures: Pictures
    width: float
    _set: dict[tuple[float, float], tuple[StepParts, ...]] = field(default_factory=dict, init=False, repr=False)
    _heights: dict[FitOption, float] = field(default_factory=dict, init=False, repr=False)
    _made: dict[FitOption, tuple[FlowBox, ...]] = field(default_factory=dict, init=False, repr=False)
    _repeated: dict[tuple[object, ...], tuple[FlowBox, ...]] = field(default_factory=dict, init=False, repr=False)

    def flexible(self, pages: Mapping[str, int]) -> FlexibleExercise:
        """The chapter as `pages/` reads it; `pages` says on which page each anchor is."""
        return FlexibleExercise(
            name=self.block.key,
            place=self.block.place,
            options=self.options,
            height=self.height,
            make=self.make,
            repeat=partial(self.repeat, pages),
            rule_at=self.rule_at,
        )

    @cached_property
    def options(self) -> tuple[FitOption, ...]:
        """Largest figures first, at one size the narrower column; then tighter text (tokens `when_too_tall`).

        The smallest figure of the exercise counts first, then all of them: a column too narrow for one of its pictures
        makes that one alone smaller, by so much as still looks like one person. Options that set the same figures in
        one column are one.
        """
        fit, columns = self.typography.edition.fit, self.typography.edition.step.figure_columns
        count = round((fit.largest - fit.smallest) / fit.step)
        scales = [round(fit.largest - index * fit.step, 4) for index in range(count + 1)]
        units = [self.pictures.load(step.picture).units for step in self.block.steps if step.picture]
        tightest = FitOption(scales[-1], TIGHTER, columns[0])
        if not units:
            return (replace(tightest, tighter=0.0), tightest)
        found: dict[tuple[float, tuple[float, ...]], FitOption] = {}
        for column, scale in product(columns, scales):
            placed = tuple(fitting_scale(each, scale, column) for each in units)
            if max(placed) <= MOST_UNEQUAL * min(placed) or scale == scales[-1]:
                found[column, placed] = FitOption(scale, column=column)
        best_first = sorted(found, key=lambda key: (-min(key[1]), -sum(key[1]), key[0]))
        return (*(found[key] for key in best_first), tightest)

    @cached_property
    def head(self) -> tuple[FlowBox, ...]:
        """All that is above the first step, on one page with it; in a compact sheet the doses are part of its head."""
        block, path, compact = self.block, self._path, self.typography.edition.layout == "compact"
        look = (self.typography, self.width, self.pictures)
        head = compact_head(block, *look, purpose=True) if compact else exercise_head(block, *look)
        parts: list[tuple[float, Box]] = [(0.0, head)]
        if block.ask:
            parts.append((HEAD_GAP, ask_box(block.ask, self.typography, self.width)))
        if block.safeguard:
            gap = PART_GAP if block.ask else HEAD_GAP
            parts.append((gap, safeguard_box(block.safeguard, self.typography, self.width)))
        strip_gap = PART_GAP if block.ask or block.safeguard else HEAD_GAP
        for index, strip in enumerate(() if compact else block.strips):
            parts.append((STRIP_GAP if index else strip_gap, dosage_strip(strip, self.typography, self.width)))
        if block.note:
            parts.append((STRIP_GAP, note_box(block.note, self.typography, self.width)))
        if block.start and not compact:
            style = self.typography.style("body")
            parts.append(
                (STRIP_GAP, ParagraphSetter(self.typography, block.place).box(block.start, style, self.width, role="P"))
            )
        for at, message in enumerate(block.safety):
            parts.append((STRIP_GAP, safety_box(message, self.typography, self.width, block.warning_anchor(at))))
        return tuple(FlowBox(box, self.block.place, gap, with_next=True, path=path) for gap, box in parts)

    @cached_property
    def tail(self) -> tuple[FlowBox, ...]:
        """What closes the exercise: its feel matrix, if it has one."""
        if self.block.feel is None:
            return ()
        hatched = any(step.picture and self.pictures.is_hatched(step.picture) for step in self.block.steps)
        box = feel_box(self.block.feel, self.typography, self.width, hatched)
        return (FlowBox(box, self.block.place, GAP_ABOVE, path=self._path),)

    @property
    def _path(self) -> tuple[Tag, ...]:
        return (Tag("Sect", key=self.block.anchor),)

    def _parts(self, option: FitOption) -> tuple[StepParts, ...]:
        key = (option.column, option.tighter)
        if key not in self._set:
            look = (self.typography, self.pictures, self.width, *key)
            self._set[key] = tuple(step_parts(step, *look) for step in self.block.steps)
        return self._set[key]

    @property
    def step_settings(self) -> tuple[Callable[[], object], ...]:
        """The setting of each step by itself, for finding the problems of all of them."""
        column = self.typography.edition.step.figure_columns[0]
        look = (self.typography, self.pictures, self.width, column)
        return tuple(partial(step_parts, step, *look) for step in self.block.steps)

    def height(self, option: FitOption) -> float:
        """Height of the whole exercise."""
        if option not in self._heights:
            steps = sum(step_height(parts, self.typography, option.scale) for parts in self._parts(option))
            self._heights[option] = steps + STRIP_GAP + _tall((*self.head, *self.tail))
        return self._heights[option]

    def make(self, option: FitOption) -> tuple[FlowBox, ...]:
        """Head, steps, feel matrix. The last step stays with the matrix, the first two with the head."""
        if option not in self._made:
            self._made[option] = (*self.head, *self._steps(option), *self.tail)
        return self._made[option]

    def _steps(self, option: FitOption) -> list[FlowBox]:
        path = (*self._path, list_tag(self.block.anchor))
        parts = self._parts(option)
        steps = []
        for index, part in enumerate(parts):
            anchor = self.block.step_anchor(part.block)
            box = step_box(
                part, self.typography, self.pictures, option.scale, self.width, first=index == 0, anchor=anchor
            )
            stays = (index == 0 and len(parts) > 1) or (index == len(parts) - 1 and bool(self.tail))
            steps.append(
                FlowBox(
                    box,
                    part.block.place,
                    STRIP_GAP if index == 0 else 0.0,
                    with_next=stays,
                    path=path,
                    name=part.block.label,
                )
            )
        return steps

    def rule_at(self, index: int) -> BreakRule | None:
        """The first rule by which a page may begin with the box of that number."""
        step, count = index - len(self.head), len(self.block.steps)
        if 2 <= step <= count - 2:
            return BreakRule.TWO_STEPS
        if 1 <= step < count:
            return BreakRule.ANY_STEP
        return BreakRule.ANY_BOX if index >= max(1, len(self.head) - len(self.block.safety)) else None

    def repeat(self, pages: Mapping[str, int], index: int, brief: bool) -> tuple[FlowBox, ...]:
        """Tile and name again, then the grave warnings of the pages before the one that begins with that box.

        Each has a safety line; where these take more than `MOST_REPEATED` of the page, or if `brief`, they are one line
        with their pages, with their heads as long as those do not take as much.
        """
        step = min(max(index - len(self.head), 0), len(self.block.steps))
        whole = min(index - (len(self.head) - len(self.block.safety)), len(self.block.safety))
        key = (step, whole, brief, *(pages[anchor] for anchor, _ in self.block.placed_safety))
        if key not in self._repeated:
            self._repeated[key] = self._top_of_continued_page(step, whole, pages, brief=brief)
        return self._repeated[key]

    def _top_of_continued_page(
        self, step: int, whole: int, pages: Mapping[str, int], *, brief: bool
    ) -> tuple[FlowBox, ...]:
        head = FlowBox(continued_head(self.block, self.typography, self.width), self.block.place, path=self._path)
        most = MOST_REPEATED * self.typography.page_size[1]
        said = (self.block, step, whole, pages, self.block.earlier)
        lines = () if brief else self._lines(lines_for_continued_page(self.block, step, whole))
        if brief or _tall(lines) > most:
            lines = () if brief else self._lines(summaries_for_continued_page(*said))
        if brief or _tall(lines) > most:
            lines = self._lines(shortest_for_continued_page(*said))
        return (head, *lines)

    def _lines(self, lines: tuple[SafetyLineBlock, ...]) -> tuple[FlowBox, ...]:
        boxes = [(safety_line(line, self.typography, self.width), line.place) for line in lines]
        return tuple(FlowBox(box, place, LINE_GAP, with_next=True, path=self._path) for box, place in boxes)


def _tall(boxes: tuple[FlowBox, ...]) -> float:
    return sum(flow.gap + flow.box.height for flow in boxes)
