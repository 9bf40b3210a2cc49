"""Weeks of a log → tables: a column a day, boxes only where the dose asks for them, a row for pain."""

from __future__ import annotations

from dataclasses import replace

from handout_builder.boxes import Box, BoxItem, FieldArea, Group, Tag
from handout_builder.boxes.stack import group, stack
from handout_builder.compose.plan_blocks import LineBlock, LogRow, LogTitleBlock, LogWeekBlock
from handout_builder.geometry.basic_paths import rectangle_path
from handout_builder.geometry.shapes import filled, frame, horizontal, vertical
from handout_builder.model.rich_text import rich, words
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import TextStyle, Typography
from handout_builder.typeset.exercise_head import tile

LABEL = 158.0
ROW, PAIN_ROW = 24.0, 28.0
ROW_CLOSE, PAIN_ROW_CLOSE = 21.0, 25.0
BOX, BOX_PEN, BOX_RADIUS, BOX_GAP = 14.0, 1.25, 3.0, 3.0
MINI_TILE, TILE_START, TILE_GAP = 16.0, 3.0, 6.0
HEAD_RULE, HAIR, FOOT_RULE = 1.5, 0.75, 1.0
TITLE = (27.0, 30.0)
WRITE_LINE = 24.0


def log_title_box(block: LogTitleBlock, typography: Typography, width: float) -> Box:
    """The title of the log and how to use it."""
    setter, display = ParagraphSetter(typography, block.place), typography.display("h1")
    factor = TITLE[0] / 24.0
    style = replace(display, size=display.size * factor, leading=display.leading * TITLE[1] / 27.0)
    title = setter.box(block.title, style, width, balance=True, role="H2")
    marked = Box(title.width, title.height, Group((title.content,), bookmark=(1, words(block.title))))
    return stack(width, [(0.0, marked), (2.0, setter.box(block.text, typography.style("body"), width, role="P"))])


def log_week_box(block: LogWeekBlock, typography: Typography, width: float, *, close: bool = False) -> Box:
    """One week as a table, which is never split. Rows are lower when `close`; the boxes in them keep their size."""
    return _Week(block, typography, width, close=close).box()


def line_box(block: LineBlock, typography: Typography, width: float) -> Box:
    """A question with a line to write on."""
    style = typography.style("label", colour=typography.colours.muted)
    label = ParagraphSetter(typography, block.place).box(block.label, style, width, role="P")
    blank = FieldArea(0, label.height, width, WRITE_LINE - 4, "text", words(block.label), words(block.label))
    rule = horizontal(0, label.height + WRITE_LINE - 6, width, HAIR, typography.colours.line)
    items: list[BoxItem] = [label.at(0, 0), rule, Group((blank,), tag=Tag("P"))]
    return Box(width, label.height + WRITE_LINE, group(items))


class _Week:
    """Sets one week."""

    def __init__(self, block: LogWeekBlock, typography: Typography, width: float, *, close: bool) -> None:
        self.block, self.typography, self.width = block, typography, width
        self.setter = ParagraphSetter(typography, block.place)
        self.large = typography.body_scale
        self.least = (ROW_CLOSE if close else ROW) * self.large
        self.pain_height = (PAIN_ROW_CLOSE if close else PAIN_ROW) * self.large
        self.label = LABEL * min(self.large, 1.25)
        self.day = (width - self.label) / 7

    def box(self) -> Box:
        c = self.typography.colours
        head, y = self.head()
        drawn: list[BoxItem] = [horizontal(0, y, self.width, HEAD_RULE, c.text)]
        y += HEAD_RULE
        top = y
        rows: list[BoxItem] = []
        for index, row in enumerate(self.block.rows):
            if index:
                drawn.append(horizontal(0, y, self.width, HAIR, c.hair))
            made, height = self.row(row, y)
            rows.append(made)
            y += height
        drawn += self.pain_ground(y)
        rows.append(self.pain(y))
        bottom = y + self.pain_height
        drawn += [
            vertical(self.label + self.day * day, top, bottom - top, HAIR, c.hair)
            for day in range(7)
            if day == 0 or not self.choice_crosses(day)
        ]
        drawn.append(horizontal(0, bottom, self.width, FOOT_RULE, c.text))
        table = group(group(head, tag="THead"), group(rows, tag="TBody"), tag="Table")
        return Box(self.width, bottom + FOOT_RULE, group(drawn, table))

    def choice_crosses(self, day: int) -> bool:
        """Days of choice share one cell, which no rule crosses; with other rows in the week the rules stay."""
        return day > 0 and all(row.any_day for row in self.block.rows)

    def head(self) -> tuple[Group, float]:
        week = self.setter.line(rich(self.block.heading), self.typography.style("body", "700"))
        style = self.typography.style("label", colour=self.typography.colours.muted)
        cells: list[BoxItem] = [group(week.at(0, 0), tag=Tag("TH", scope="Column"))]
        height = week.height
        fits = all(self.setter.width(rich(day), style) <= self.day - 2 for day in self.block.days)
        for index, day in enumerate(self.block.days):
            lines = [day] if fits else day.split(" ")  # all alike: in one line, or each in two
            said = stack(self.day, [(0.0, self._centred(line, style, more=line != lines[-1])) for line in lines])
            height = max(height, said.height)
            cells.append(group(said.at(self.label + index * self.day, 0), tag=Tag("TH", scope="Column")))
        return group(cells, tag="TR"), height + 3

    def _centred(self, text: str, style: TextStyle, *, more: bool) -> Box:
        return self.setter.box(rich(text), style, self.day, align="center", keep_pair=False, more=more)

    def row(self, row: LogRow, y: float) -> tuple[Group, float]:
        name = self.name(row)
        lines = 1 if row.any_day else max(1, *(-(-count // self.per_line) for count in row.boxes))
        boxes = lines * BOX * self.large + (lines - 1) * BOX_GAP
        height = max(self.least, name.height + 5, boxes + 7)
        cells: list[BoxItem] = [group(name.at(0, y + (height - name.height) / 2), tag=Tag("TH", scope="Row"))]
        if row.any_day:
            cells.append(self.any_days(row, y, height))
        else:
            cells += [self.cell(row, day, count, y, height) for day, count in enumerate(row.boxes)]
        return group(cells, tag="TR"), height

    @property
    def per_line(self) -> int:
        return max(1, int((self.day - 4 + BOX_GAP) / (BOX * self.large + BOX_GAP)))

    def name(self, row: LogRow) -> Box:
        size = MINI_TILE * self.large
        text_x = TILE_START + size + TILE_GAP
        letter = tile(row.letter, self.typography, size, self.setter)
        text = self.setter.box(row.name, self.typography.style("body", "600"), self.label - text_x - 2)
        height = max(size, text.height)
        return Box(
            self.label,
            height,
            group(letter.at(TILE_START, (height - size) / 2), text.at(text_x, (height - text.height) / 2)),
        )

    def cell(self, row: LogRow, day: int, count: int, y: float, height: float) -> Group:
        """The boxes of one day; none on a rest day."""
        size, when = BOX * self.large, self.block.days[day]
        items: list[BoxItem] = []
        lines = -(-count // self.per_line)
        top = y + (height - lines * size - (lines - 1) * BOX_GAP) / 2
        for index in range(count):
            line, column = divmod(index, self.per_line)
            here = min(self.per_line, count - line * self.per_line)
            x = self.label + day * self.day + (self.day - here * size - (here - 1) * BOX_GAP) / 2
            alt = self.block.box_alt.format(exercise=words(row.name), day=when)
            alt = f"{alt} ({index + 1})" if count > 1 else alt
            items.append(self.tick(x + column * (size + BOX_GAP), top + line * (size + BOX_GAP), row, alt, index))
        return group(items, tag="TD")

    def any_days(self, row: LogRow, y: float, height: float) -> Group:
        """Boxes on days that the patient chooses, after the words that say so."""
        said = self.setter.line(rich(row.any_day or ""), self.typography.style("body"))
        items: list[BoxItem] = [said.at(self.label + 8, y + (height - said.height) / 2)]
        size = BOX * self.large
        x = self.label + 8 + said.width + 10
        for index in range(row.boxes[0]):
            alt = self.block.box_alt.format(exercise=words(row.name), day=row.any_day)
            alt = f"{alt} ({index + 1})" if row.boxes[0] > 1 else alt
            items.append(self.tick(x + index * (size + 8), y + (height - size) / 2, row, alt, index))
        background = filled(
            rectangle_path(self.label + HAIR, y + HAIR, self.width - self.label - HAIR, height - 2 * HAIR),
            self.typography.colours.paper,
        )
        return group(background, items, tag=Tag("TD", col_span=7))

    def tick(self, x: float, y: float, row: LogRow, alt: str, index: int) -> Group:
        size = BOX * self.large
        square = frame(x, y, size, size, self.typography.radius(BOX_RADIUS), self.typography.colours.text, BOX_PEN)
        name = f"{self.block.heading} {row.letter} {alt} {index + 1}"
        return group(square, FieldArea(x, y, size, size, "tick", name, alt), tag=Tag("Figure", alt=alt))

    def pain_ground(self, y: float) -> list[BoxItem]:
        c = self.typography.colours
        found: list[BoxItem] = [horizontal(0, y, self.width, HAIR, c.hair)]
        if not self.typography.ruled and not self.typography.edition.only_black:
            found.append(filled(rectangle_path(0, y, self.width, self.pain_height), c.tint))
        return found

    def pain(self, y: float) -> Group:
        height = self.pain_height
        tinted = not self.typography.ruled and not self.typography.edition.only_black
        style = self.typography.style("body", "600").on(self.typography.colours.tint if tinted else "#FFFFFF")
        said = self.setter.box(rich(self.block.pain), style, self.label - TILE_START - 2)
        cells: list[BoxItem] = [group(said.at(TILE_START, y + (height - said.height) / 2), tag=Tag("TH", scope="Row"))]
        for index, day in enumerate(self.block.days):
            name = f"{self.block.heading} {self.block.pain} {day}"
            blank = FieldArea(self.label + index * self.day + 3, y + 3, self.day - 6, height - 6, "text", name, name)
            cells.append(Group((blank,), tag=Tag("TD")))
        return group(cells, tag="TR")
