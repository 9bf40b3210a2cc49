"""One exercise → its block in a compact sheet, at any figure scale and with any of its less needed texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial

from handout_builder.boxes import Box, Tag
from handout_builder.boxes.flow import FlexibleExercise, FlowBox, SharedExercise
from handout_builder.boxes.stack import group, stack
from handout_builder.compose.exercise_blocks import ExerciseBlock, FeelCell
from handout_builder.geometry.shapes import horizontal
from handout_builder.text.typography import Typography
from handout_builder.typeset.compact_feel import feel_row, feel_rows
from handout_builder.typeset.compact_head import compact_head
from handout_builder.typeset.compact_steps import steps_box
from handout_builder.typeset.compact_warning import warning_box
from handout_builder.typeset.exercise_head import ask_box, safeguard_box
from handout_builder.typeset.figure_column import Arrangement, FigureColumn, shown_steps
from handout_builder.typeset.picture_box import Pictures
from handout_builder.typeset.plan_page import note_box

PART_GAP, BODY_GAP, FIGURE_GAP = 6.0, 7.0, 15.0
RULE_ABOVE, PAD_ABOVE, PAD_BELOW = 1.0, 8.0, 9.0
MOST_BELOW_FIGURES = 24.0
"""Points by which the words may be higher than the pictures before the feel rows go below both."""

ESSENTIAL, DETAILS, EVERYTHING = 0, 1, 2
"""How much a block says: what no sheet leaves out; with purpose and every detail; with ways to make it easier too."""


@dataclass(frozen=True)
class _Body:
    """One way to set pictures, steps and feel rows: where the pictures are, whether the feel rows are below both."""

    arrangement: Arrangement | None
    below: bool
    height: float


@dataclass(frozen=True, eq=False)
class CompactExercise:
    """An exercise whose texts are set once for each width of their column."""

    block: ExerciseBlock
    typography: Typography
    pictures: Pictures
    width: float
    _steps: dict[tuple[float, bool], Box] = field(default_factory=dict, init=False, repr=False)
    _feel: dict[tuple[float, bool, int], Box | None] = field(default_factory=dict, init=False, repr=False)

    def shared(self, alone: FlexibleExercise) -> SharedExercise:
        """The exercise as `pages/` reads it; `alone` is how it is set where it is taller than a page."""
        return SharedExercise(
            name=self.block.key,
            place=self.block.place,
            scales=self.scales,
            texts=tuple(sorted({self._told(texts) for texts in (ESSENTIAL, DETAILS, EVERYTHING)})),
            height=self.height,
            make=self.make,
            divider=FlowBox(self._divider(), self.block.place, PAD_BELOW),
            gap=PAD_ABOVE,
            alone=alone,
        )

    @cached_property
    def scales(self) -> tuple[float, ...]:
        """The scales of the figures, smallest first."""
        fit = self.typography.edition.fit
        count = round((fit.largest - fit.smallest) / fit.step)
        return tuple(round(fit.smallest + index * fit.step, 4) for index in range(count + 1))

    def height(self, scale: float, texts: int) -> float:
        """Height of the block in points; see ESSENTIAL for `texts`."""
        texts = self._told(texts)
        fixed = sum(gap + box.height for gap, box in self._top(texts))
        return fixed + BODY_GAP + self._body(scale, texts).height

    def make(self, scale: float, texts: int) -> tuple[FlowBox, ...]:
        """The block as one box that is never split."""
        texts = self._told(texts)
        body = self._body(scale, texts)
        parts = [*self._top(texts), (BODY_GAP, self._body_box(body, texts))]
        path, name = (Tag("Sect", key=self.block.anchor),), f'exercise "{self.block.key}"'
        left_out = self.left_out(texts)
        notes = (f"{name}: there is no room for {', '.join(left_out)}",) if left_out else ()
        return (FlowBox(stack(self.width, parts), self.block.place, PAD_ABOVE, path=path, name=name, notes=notes),)

    def left_out(self, texts: int) -> tuple[str, ...]:
        """What of the exercise a block with so many texts does not print, by the names of its fields."""
        block, told = self.block, self._told(texts)
        found = []
        if told < DETAILS:
            found.append('"purpose"')
            if any(step.detail for step in block.steps) and not self._always_details:
                found.append('"detail"')
        if told < EVERYTHING and block.feel:
            found += [f'"{cell.icon}"' for cell in block.feel.cells if _optional(cell)]
            found += ['"muscles"'] if block.feel.muscles else []
        shown = {id(each.step) for each in shown_steps(block, self.pictures)}
        hidden = [str(step.number) for step in block.steps if step.picture and id(step) not in shown]
        if hidden:
            found.append(f"the pictures of steps {' and '.join(hidden)}")
        return tuple(found)

    def _told(self, texts: int) -> int:
        """The least that says as much as `texts` for this exercise."""
        feel = self.block.feel
        more = feel is not None and (feel.muscles is not None or any(map(_optional, feel.cells)))
        return texts if more else min(texts, DETAILS)

    @property
    def _always_details(self) -> bool:
        return not self.block.commands_alone

    # ---- above the steps

    def _top(self, texts: int) -> list[tuple[float, Box]]:
        """Head, frames, note and warnings, each with the gap above it."""
        return [(0.0, self._head if texts < DETAILS else self._head_with_purpose), *self._frames]

    @cached_property
    def _head(self) -> Box:
        return compact_head(self.block, self.typography, self.width, self.pictures, purpose=False)

    @cached_property
    def _head_with_purpose(self) -> Box:
        return compact_head(self.block, self.typography, self.width, self.pictures, purpose=True)

    @cached_property
    def _frames(self) -> list[tuple[float, Box]]:
        block, look = self.block, (self.typography, self.width)
        boxes: list[Box] = []
        if block.ask:
            boxes.append(ask_box(block.ask, *look))
        if block.safeguard:
            boxes.append(safeguard_box(block.safeguard, *look))
        for index, message in enumerate(block.safety):
            boxes.append(warning_box(message, None, *look, block.warning_anchor(index)))
        for step in block.steps:
            for message in step.safety:
                anchor = block.step_anchor(step) if message is step.safety[0] else None
                boxes.append(warning_box(message, step.label, *look, anchor))
        if block.note:
            boxes.append(note_box(block.note, *look))
        return [(PART_GAP, box) for box in boxes]

    def _divider(self) -> Box:
        c = self.typography.colours
        colour = c.ink if self.typography.ruled else c.line
        width = 1.5 if self.typography.ruled else RULE_ABOVE
        return Box(self.width, width, group(horizontal(0, 0, self.width, width, colour)))

    # ---- pictures, steps, what to feel

    @cached_property
    def _figures(self) -> FigureColumn | None:
        shown = shown_steps(self.block, self.pictures)
        numbered = len(self.block.steps) > 1
        return FigureColumn(shown, self.typography, self.pictures, numbered) if shown else None

    def _body(self, scale: float, texts: int) -> _Body:
        """The lowest way to set the body; of equal ones that with the larger pictures, then the narrower column."""
        if self._figures is None:
            below = self._feel_box(self.width, texts, row=True)
            return _Body(None, True, self._steps_box(self.width, texts).height + (below.height if below else 0.0))
        found = [(each, self._body_with(each, texts)) for each in self._figures.arrangements(scale)]
        _, best = min(found, key=lambda way: (round(way[1].height, 2), -min(way[0].scales), way[0].column))
        return best

    def _body_with(self, arrangement: Arrangement, texts: int) -> _Body:
        width = self.width - arrangement.column - FIGURE_GAP
        steps = self._steps_box(width, texts).height
        beside = self._feel_box(width, texts, row=False)
        if beside is None:
            return _Body(arrangement, False, max(arrangement.height, steps))
        together = max(arrangement.height, steps + beside.height)
        below = self._feel_box(self.width, texts, row=True)
        apart = max(arrangement.height, steps) + BODY_GAP + (below.height if below else 0.0)
        if steps + beside.height > arrangement.height + MOST_BELOW_FIGURES and apart < together:
            return _Body(arrangement, True, apart)
        return _Body(arrangement, False, together)

    def _body_box(self, body: _Body, texts: int) -> Box:
        if self._figures is None or body.arrangement is None:
            below = self._feel_box(self.width, texts, row=True)
            parts = [(0.0, self._steps_box(self.width, texts)), *([(0.0, below)] if below else [])]
            return stack(self.width, parts)
        arrangement = body.arrangement
        x = arrangement.column + FIGURE_GAP
        width = self.width - x
        steps = self._steps_box(width, texts)
        beside = None if body.below else self._feel_box(width, texts, row=False)
        said = stack(width, [(0.0, steps), *([(0.0, beside)] if beside else [])])
        figures = self._figures.box(arrangement)
        high = max(figures.height, said.height)
        pair = group(figures.at(0, (high - figures.height) / 2), said.at(x, (high - said.height) / 2))
        parts = [(0.0, Box(self.width, high, pair))]
        below = self._feel_box(self.width, texts, row=True) if body.below else None
        return stack(self.width, [*parts, *([(BODY_GAP, below)] if below else [])])

    def _steps_box(self, width: float, texts: int) -> Box:
        """The steps, or an empty box for an exercise that has none."""
        key = (round(width, 3), texts >= DETAILS or self._always_details)
        if key not in self._steps:
            self._steps[key] = steps_box(self.block, self.typography, width, details=key[1])
        return self._steps[key]

    def _feel_box(self, width: float, texts: int, *, row: bool) -> Box | None:
        feel = self.block.feel
        key = (round(width, 3), row, texts)
        if feel is not None and key not in self._feel:
            everything = texts >= EVERYTHING
            cells = tuple(cell for cell in feel.cells if everything or not _optional(cell))
            make = partial(feel_row if row else feel_rows, feel, cells, self.typography, width)
            shown = cells or (everything and feel.muscles)
            self._feel[key] = make(hatched=self._hatched, muscles=everything) if shown else None
        return self._feel.get(key)

    @cached_property
    def _hatched(self) -> bool:
        return any(self.pictures.is_hatched(each.picture) for each in shown_steps(self.block, self.pictures))


def _optional(cell: FeelCell) -> bool:
    """Whether a sheet that is short of room may leave the cell out: never one that was written for this patient."""
    return cell.icon in ("easier", "harder") and not cell.own
