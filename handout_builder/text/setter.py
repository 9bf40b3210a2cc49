"""The texts of one place in a file → boxes of lines, with the roles of paragraphs, links and foreign words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from handout_builder.boxes import Box, BoxItem, Group, Tag
from handout_builder.errors import Place
from handout_builder.model.rich_text import Rich
from handout_builder.text.paragraph import Paragraph, TextLines, set_paragraph
from handout_builder.text.placing import Align, LineRun
from handout_builder.text.segments import natural_width
from handout_builder.text.typography import TextStyle, Typography


@dataclass(frozen=True, slots=True)
class ParagraphSetter:
    """Sets texts in the language and direction of a sheet; what cannot be set is a problem of `place`."""

    typography: Typography
    place: Place

    def box(
        self,
        text: Rich,
        style: TextStyle,
        width: float,
        *,
        align: Align = "start",
        balance: bool = False,
        keep_pair: bool = True,
        role: str | None = None,
        more: bool = False,
    ) -> Box:
        """The text in lines, in a box `width` points wide, as the element `role`.

        `align`, `balance`, `keep_pair` and `more` are those of `Paragraph`. Raises ContentError for a character that
        no face has and for a word wider than the box.
        """
        language, direction = self.typography.language, self.typography.direction
        paragraph = Paragraph(
            text, style, width, language, direction, align, balance=balance, keep_pair=keep_pair, more=more
        )
        return boxed(set_paragraph(paragraph, self.place), width, role)

    def line(self, text: Rich, style: TextStyle, *, role: str | None = None, more: bool = False) -> Box:
        """The text on one line, in a box as wide as the line."""
        return self.box(text, style, self.width(text, style) + 0.01, keep_pair=False, role=role, more=more)

    def lines(self, text: Rich, style: TextStyle, width: float, *, tail: float = 0.0) -> TextLines:
        """The lines that `boxed` makes a box of; `tail` points stay free after the last word."""
        language, direction = self.typography.language, self.typography.direction
        return set_paragraph(Paragraph(text, style, width, language, direction, tail=tail), self.place)

    def width(self, text: Rich, style: TextStyle) -> float:
        """Points that the text takes on one line."""
        return natural_width(text, style, self.typography.language)


def boxed(text: TextLines, width: float, role: str | None = None) -> Box:
    """Lines in a box `width` points wide, as the element `role`."""
    items = [item for line in text.lines for item in _linked(line.runs)]
    return Box(width, text.height, Group(tuple(items), tag=Tag(role) if role else None))


def _linked(runs: Iterable[LineRun]) -> Iterator[BoxItem]:
    """Runs of one link in a group that is the link, foreign ones in a group that says their language."""
    for target, linked in groupby(runs, lambda each: each.manner.target):
        items: list[BoxItem] = []
        for language, alike in groupby(linked, lambda each: each.manner.language):
            said = tuple(each.run for each in alike)
            items += said if language is None else (Group(said, tag=Tag("Span", lang=language)),)
        if target is None:
            yield from items
        else:
            yield Group(tuple(items), tag=Tag("Link", target=target))
