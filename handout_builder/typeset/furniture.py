"""Brand, running title and footer words → masthead, run head and foot of each page; all of it outside the story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from handout_builder.boxes import Box, BoxItem, Group, Tag
from handout_builder.boxes.stack import group
from handout_builder.compose.blocks import Footer
from handout_builder.errors import Place
from handout_builder.geometry.shapes import horizontal
from handout_builder.model.rich_text import rich
from handout_builder.pictures.logo import Logo
from handout_builder.pictures.placed_sign import placed_sign
from handout_builder.text.head_lines import HeadLines, Words
from handout_builder.text.setter import ParagraphSetter
from handout_builder.text.typography import TextStyle, Typography

MARK_HEIGHT, LETTERHEAD_HEIGHT = 60.0, 66.0
BAR = (96.0, 3.0)
LOGO, LOGO_GAP = 36.0, 9.0
LETTER_LOGO, LETTER_GAP = 46.0, 9.0
RUN_LOGO, RUN_GAP, RUN_HEIGHT, RUN_ICON = 18.0, 7.0, 22.0, 12.0
WORDS_PAD = 3.0
FOOT_PAD = 6.0


@dataclass(frozen=True)
class Furniture:
    """Sets the masthead with `logo`, the run heads with `run_logo`, and the feet of a sheet's pages."""

    typography: Typography
    logo: Logo | None
    run_logo: Logo | None
    place_of: Callable[[str], Place]

    @property
    def masthead_gap(self) -> float:
        """Points of free space below the masthead."""
        return 19.0 if self._letterhead else 15.0

    @property
    def notes(self) -> tuple[str, ...]:
        """What the practice should know about its logo."""
        return self.logo.notes(self.masthead_place) if self.logo else ()

    @property
    def _letterhead(self) -> bool:
        return self.typography.brand.style.header == "letterhead"

    @property
    def logos(self) -> tuple[tuple[Logo, float], ...]:
        """Each logo, with the height in points of the smallest place that it is printed in."""
        later = ((self.run_logo, RUN_LOGO),) if self.run_logo else ()
        return ((self.logo, self.masthead_place), *later) if self.logo and self.logo != self.run_logo else later

    @property
    def masthead_place(self) -> float:
        """Height in points of the place of `logo`."""
        return LETTER_LOGO if self._letterhead else LOGO

    def _setter(self, field: str = "name") -> ParagraphSetter:
        return ParagraphSetter(self.typography, self.place_of(field))

    def blank_page(self, words: str) -> Box:
        """What a page without content says, across the whole page; an artifact."""
        style = self.typography.style("small", colour=self.typography.colours.muted)
        width = self.typography.page_size[0]
        line = self._setter().box(rich(words), style, width, align="center")
        return Box(width, line.height, _artifact([line.at(0, 0)]))

    def masthead(self) -> Box:
        """The head of the first page."""
        return self._letter_masthead() if self._letterhead else self._mark_masthead()

    def _mark_masthead(self) -> Box:
        width, c = self.typography.width, self.typography.colours
        lines = [self._name(self._bold(15, 18)), *self._small("tagline", "address")]
        contact = [self._phone(self._bold(15, 18)), *self._small("hours", "web")]
        text_x = _after(self.logo, LOGO, LOGO_GAP)
        words = HeadLines(self.typography, width - text_x).box(lines, contact)
        height = max(MARK_HEIGHT, BAR[1] + words.height + 2 * WORDS_PAD)
        middle = BAR[1] + (height - BAR[1]) / 2
        items: list[BoxItem] = [
            horizontal(0, 0, BAR[0], BAR[1], c.solid),
            *_placed(self.logo, 0, middle - LOGO / 2, LOGO),
            words.at(text_x, middle - words.height / 2),
            horizontal(0, height, width, 0.75, c.hair),
        ]
        return Box(width, height, _artifact(items))

    def _letter_masthead(self) -> Box:
        width, c = self.typography.width, self.typography.colours
        muted = self.typography.style("label", "400")
        tagline = TextStyle(muted.faces, muted.bold_faces, 13, 16, c.text)
        lines = [self._name(self.typography.display("h1", c.ink)), *self._texts(tagline, "tagline")]
        contact = [self._phone(self._bold(15, 18)), *self._small("hours", "web", "address")]
        text_x = _after(self.logo, LETTER_LOGO, LETTER_GAP)
        words = HeadLines(self.typography, width - text_x).box(lines, contact)
        height = max(LETTERHEAD_HEIGHT, words.height + 12)
        middle = (height - 12) / 2
        items: list[BoxItem] = [
            *_placed(self.logo, 0, middle - LETTER_LOGO / 2, LETTER_LOGO),
            words.at(text_x, middle - words.height / 2),
            horizontal(0, height - 3, width, 2.25, c.ink),
            horizontal(0, height + 2.25, width, 0.75, c.ink),
        ]
        return Box(width, height, _artifact(items))

    def run_head(self, running: str) -> Box:
        """The head of later pages: logo, name, what the sheet is about, phone.

        Name and phone are always whole. Where `running` does not fit next to the name it is on a line of its own.
        """
        width, c, brand = self.typography.width, self.typography.colours, self.typography.brand
        bold, plain = self.typography.style("small", "700"), self.typography.style("small", colour=c.muted)
        phone = self._setter("phone").line(rich(brand.phone), bold)
        field = "short_name" if brand.short_name else "name"
        setter, called = self._setter(field), rich(brand.short_name or brand.name)
        start = _after(self.run_logo, RUN_LOGO, RUN_GAP)
        room = width - start - phone.width - RUN_ICON - 18
        name_width = setter.width(called, bold)
        fits = name_width <= room
        name = setter.line(called, bold, more=True) if fits else setter.box(called, bold, room, balance=True, more=True)
        fits = setter.width(rich(running), plain) <= room - name_width - 9
        base = (RUN_LOGO - bold.leading) / 2
        items: list[BoxItem] = [*_placed(self.run_logo, 0, 0, RUN_LOGO), name.at(start, base)]
        x, y = (start + name.width + 9, base) if fits else (start, base + name.height)
        said = running if fits else self._shortened(running, plain, width - start)
        line = setter.line(rich(said), plain, more=True)
        items.append(line.at(x, y))
        items.append(phone.at(width - phone.width, base))
        items.append(
            placed_sign("phone", width - phone.width - RUN_ICON - 5, (RUN_LOGO - RUN_ICON) / 2, RUN_ICON, c.ink)
        )
        height = max(RUN_HEIGHT, y + line.height + RUN_HEIGHT - RUN_LOGO)
        rule = 1.5 if self.typography.ruled else 0.75
        items.append(horizontal(0, height - rule / 2, width, rule, c.ink if self.typography.ruled else c.hair))
        return Box(width, height, _artifact(items))

    def foot(self, footer: Footer, page: int, pages: int) -> Box:
        """The foot of a page: what this is, which version, which page."""
        width, c = self.typography.width, self.typography.colours
        plain, bold = self.typography.style("small", colour=c.muted), self.typography.style("small", "700")
        number = self._setter().line(rich(footer.page_of.format(page=page, pages=pages)), bold)
        parts = footer.last_parts if page == pages else footer.parts
        items: list[BoxItem] = [horizontal(0, 0, width, 0.75, c.hair)]
        x, y = 0.0, FOOT_PAD
        for part in parts:
            line = self._setter().line(rich(part), plain, more=True)
            if x and x + line.width > width - number.width - 12:
                x, y = 0.0, y + plain.leading
            items.append(line.at(x, y))
            x += line.width + 12
        items.append(number.at(width - number.width, FOOT_PAD))
        return Box(width, y + plain.leading, _artifact(items))

    def foot_heights(self, footer: Footer) -> tuple[float, float]:
        """Height that the feet of the sheet keep free, and how much taller that of its last page is."""
        usual, last = (self.foot(footer, page, 99).height for page in (88, 99))
        return usual, max(0.0, last - usual)

    # ---- parts

    def _bold(self, size: float, leading: float) -> TextStyle:
        style = self.typography.style("value", "700")
        return TextStyle(style.faces, style.bold_faces, size, leading, style.colour)

    def _name(self, style: TextStyle) -> Words:
        return Words(self.typography.brand.name, style, self.place_of("name"), shrinks=True)

    def _phone(self, style: TextStyle) -> Words:
        return Words(self.typography.brand.phone, style, self.place_of("phone"), whole=True)

    def _small(self, *fields: str) -> list[Words]:
        return self._texts(self.typography.style("label", "400", self.typography.colours.muted), *fields)

    def _texts(self, style: TextStyle, *fields: str) -> list[Words]:
        """Those of these fields of the brand that are given."""
        said = [(field, getattr(self.typography.brand, field)) for field in fields]
        return [Words(text, style, self.place_of(field)) for field, text in said if text]

    def _shortened(self, text: str, style: TextStyle, width: float) -> str:
        """`text` in one line of `width` points; what has no room gives way to three dots."""
        shortened = text
        while shortened and self._setter().width(rich(text if shortened == text else f"{shortened}…"), style) > width:
            shortened = shortened[:-1].rstrip()
        return text if shortened == text else f"{shortened}…"


def _after(logo: Logo | None, place: float, gap: float) -> float:
    """Where words after a logo in a place of that height begin, in points."""
    return logo.end(place) + gap if logo else 0.0


def _placed(logo: Logo | None, x: float, y: float, place: float) -> tuple[BoxItem, ...]:
    return (logo.placed(x, y, place),) if logo else ()


def _artifact(items: list[BoxItem]) -> Group:
    return group(items, tag=Tag("Artifact", artifact_type="Pagination"))
