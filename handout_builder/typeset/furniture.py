"""Brand, running title and footer words → masthead, run head and foot of each page; all of it outside the story."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from handout_builder.boxes import Box, BoxItem, Group, PlacedDrawing, PlacedImage, Tag
from handout_builder.boxes.stack import group
from handout_builder.cache import Cache
from handout_builder.compose.blocks import Footer
from handout_builder.errors import ContentError, Place, Problem
from handout_builder.geometry.shapes import horizontal
from handout_builder.model.rich_text import rich
from handout_builder.pictures.open import Picture, encode, open_picture
from handout_builder.pictures.placed_sign import placed_sign
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import TextStyle, Typography

MARK_HEIGHT, LETTERHEAD_HEIGHT = 60.0, 66.0
BAR = (96.0, 3.0)
PAD_TOP, LOGO, LOGO_GAP = 9.0, 36.0, 9.0
LETTER_LOGO, LETTER_GAP = 46.0, 9.0
RUN_LOGO, RUN_GAP, RUN_HEIGHT, RUN_ICON = 18.0, 7.0, 22.0, 12.0
LEAST_BETWEEN = 9.0
_Line = tuple[str, TextStyle]
FOOT_PAD = 6.0


@dataclass(frozen=True)
class Furniture:
    """Sets the masthead, the run heads and the feet of a sheet's pages."""

    typography: Typography
    logo_path: Path | None
    place: Place
    cache: Cache | None = None

    @property
    def masthead_gap(self) -> float:
        """Points of free space below the masthead."""
        return 19.0 if self._letterhead else 15.0

    @property
    def _letterhead(self) -> bool:
        return self.typography.brand.style.header == "letterhead"

    @cached_property
    def _opened(self) -> Picture | None:
        return open_picture(self.logo_path, self.cache) if self.logo_path else None

    @property
    def _setter(self) -> ParagraphSetter:
        return ParagraphSetter(self.typography, self.place)

    def blank_page(self, words: str) -> Box:
        """What a page without content says, across the whole page; an artifact."""
        style = self.typography.style("small", colour=self.typography.colours.muted)
        width = self.typography.page_size[0]
        line = self._setter.box(rich(words), style, width, align="center")
        return Box(width, line.height, _artifact([line.at(0, 0)]))

    def masthead(self) -> Box:
        """The head of the first page."""
        return self._letter_masthead() if self._letterhead else self._mark_masthead()

    def _mark_masthead(self) -> Box:
        width, c, brand = self.typography.width, self.typography.colours, self.typography.brand
        height = MARK_HEIGHT
        lines = [(brand.name, self._bold(15, 18)), *self._small(brand.tagline, brand.address)]
        contact = [(brand.phone, self._bold(15, 18)), *self._small(brand.hours, brand.web)]
        top = BAR[1] + (height - BAR[1] - LOGO) / 2
        text_x = self._after_logo(LOGO, LOGO_GAP)
        self._refuse_crowded(lines, contact, text_x)
        items: list[BoxItem] = [horizontal(0, 0, BAR[0], BAR[1], c.solid), *self._logo(0, top, LOGO)]
        items += self._block(lines, text_x, top + LOGO / 2, width - text_x)
        items += self._block(contact, 0, top + LOGO / 2, width, at_end=True)
        items.append(horizontal(0, height, width, 0.75, c.hair))
        return Box(width, height, _artifact(items))

    def _letter_masthead(self) -> Box:
        width, c, brand = self.typography.width, self.typography.colours, self.typography.brand
        name = self.typography.display("h1", c.ink)
        muted = self.typography.style("label", "400")
        tagline = TextStyle(muted.faces, muted.bold_faces, 13, 16, c.text)
        lines = [(brand.name, name), *((text, tagline) for text in (brand.tagline,) if text)]
        contact = [(brand.phone, self._bold(15, 18)), *self._small(brand.hours, brand.web, brand.address)]
        middle = (LETTERHEAD_HEIGHT - 12) / 2
        text_x = self._after_logo(LETTER_LOGO, LETTER_GAP)
        self._refuse_crowded(lines, contact, text_x)
        items: list[BoxItem] = [*self._logo(0, middle - LETTER_LOGO / 2, LETTER_LOGO)]
        items += self._block(lines, text_x, middle, width - text_x)
        items += self._block(contact, 0, middle, width, at_end=True)
        items.append(horizontal(0, LETTERHEAD_HEIGHT - 3, width, 2.25, c.ink))
        items.append(horizontal(0, LETTERHEAD_HEIGHT + 2.25, width, 0.75, c.ink))
        return Box(width, LETTERHEAD_HEIGHT, _artifact(items))

    def run_head(self, running: str) -> Box:
        """The head of later pages: logo, name, what the sheet is about, phone.

        If name and `running` do not fit on one line, `running` is printed: it says whose page this is.
        """
        width, c, brand = self.typography.width, self.typography.colours, self.typography.brand
        bold, plain = self.typography.style("small", "700"), self.typography.style("small", colour=c.muted)
        name = self._setter.line(rich(brand.name), bold, more=True)
        phone = self._setter.line(rich(brand.phone), bold)
        x = self._after_logo(RUN_LOGO, RUN_GAP)
        room = width - x - phone.width - RUN_ICON - 18
        items: list[BoxItem] = [*self._logo(0, 0, RUN_LOGO)]
        base = (RUN_LOGO - name.height) / 2
        if self._setter.width(rich(running), plain) <= room - name.width - 9:
            items.append(name.at(x, base))
            x += name.width + 9
        items.append(self._setter.line(rich(self._shortened(running, plain, room)), plain, more=True).at(x, base))
        items.append(phone.at(width - phone.width, base))
        items.append(
            placed_sign("phone", width - phone.width - RUN_ICON - 5, (RUN_LOGO - RUN_ICON) / 2, RUN_ICON, c.ink)
        )
        rule = 1.5 if self.typography.ruled else 0.75
        items.append(horizontal(0, RUN_HEIGHT - rule / 2, width, rule, c.ink if self.typography.ruled else c.hair))
        return Box(width, RUN_HEIGHT, _artifact(items))

    def foot(self, footer: Footer, page: int, pages: int) -> Box:
        """The foot of a page: what this is, which version, which page."""
        width, c = self.typography.width, self.typography.colours
        plain, bold = self.typography.style("small", colour=c.muted), self.typography.style("small", "700")
        number = self._setter.line(rich(footer.page_of.format(page=page, pages=pages)), bold)
        parts = footer.last_parts if page == pages else footer.parts
        items: list[BoxItem] = [horizontal(0, 0, width, 0.75, c.hair)]
        x, y = 0.0, FOOT_PAD
        for part in parts:
            line = self._setter.line(rich(part), plain, more=True)
            if x and x + line.width > width - number.width - 12:
                x, y = 0.0, y + plain.leading
            items.append(line.at(x, y))
            x += line.width + 12
        items.append(number.at(width - number.width, FOOT_PAD))
        return Box(width, y + plain.leading, _artifact(items))

    def foot_height(self, footer: Footer) -> float:
        """Height that every foot of the sheet keeps free: that of the tallest."""
        return max(self.foot(footer, page, 99).height for page in (88, 99))

    # ---- parts

    def _bold(self, size: float, leading: float) -> TextStyle:
        style = self.typography.style("value", "700")
        return TextStyle(style.faces, style.bold_faces, size, leading, style.colour)

    def _small(self, *texts: str | None) -> list[tuple[str, TextStyle]]:
        style = self.typography.style("label", "400", self.typography.colours.muted)
        return [(text, style) for text in texts if text]

    def _block(
        self, lines: list[tuple[str, TextStyle]], x: float, middle: float, width: float, *, at_end: bool = False
    ) -> list[BoxItem]:
        y = middle - sum(style.leading for _, style in lines) / 2
        items: list[BoxItem] = []
        for text, style in lines:
            box = self._setter.line(rich(text), style, more=True)
            items.append(box.at(width - box.width if at_end else x, y))
            y += style.leading
        return items

    def _refuse_crowded(self, first: list[_Line], last: list[_Line], start: float) -> None:
        """Both blocks are centred on one height; lines at one height must leave room between them."""
        for text, low, high, width in self._rows(first):
            for other, other_low, other_high, other_width in self._rows(last):
                side_by_side = low < other_high and other_low < high
                if side_by_side and start + width + LEAST_BETWEEN + other_width > self.typography.width:
                    message = f'"{text}" and "{other}" do not fit side by side at the head of the page'
                    raise ContentError([Problem(self.place, message, "shorten one of them")])

    def _rows(self, lines: list[_Line]) -> Iterator[tuple[str, float, float, float]]:
        """Each line with its top, its bottom (from the middle of the block) and its width."""
        y = -sum(style.leading for _, style in lines) / 2
        for text, style in lines:
            yield text, y, y + style.leading, self._setter.width(rich(text), style)
            y += style.leading

    def _shortened(self, text: str, style: TextStyle, width: float) -> str:
        """`text` in one line of `width` points; what has no room gives way to three dots."""
        shortened = text
        while shortened and self._setter.width(rich(text if shortened == text else f"{shortened}…"), style) > width:
            shortened = shortened[:-1].rstrip()
        return text if shortened == text else f"{shortened}…"

    def _after_logo(self, size: float, gap: float) -> float:
        """Where words after a logo of that height begin, in points."""
        logo = self._opened
        if logo is None:
            return 0.0
        return (
            min(size / logo.height, 3 * size / logo.width) * logo.width + gap
            if logo.width > logo.height
            else size + gap
        )

    def _logo(self, x: float, y: float, size: float) -> tuple[BoxItem, ...]:
        """The logo `size` points high, never wider than three times that."""
        logo = self._opened
        if logo is None:
            return ()
        scale = min(size / logo.height, 3 * size / logo.width)
        width, height = logo.width * scale, logo.height * scale
        return (_placed_logo(logo, x, y + (size - height) / 2, width, height),)


def _placed_logo(logo: Picture, x: float, y: float, width: float, height: float) -> BoxItem:
    if logo.drawing is not None:
        return PlacedDrawing(x, y, width / logo.drawing.width, logo.drawing, ())
    return PlacedImage(x, y, width, height, encode(logo, width, height))


def _artifact(items: list[BoxItem]) -> Group:
    return group(items, tag=Tag("Artifact", artifact_type="Pagination"))
