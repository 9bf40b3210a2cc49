"""The blocks of a sheet → the same words and pictures as HTML for WeasyPrint and as a Typst source.

Plain but like for like: same paper, fonts, sizes and page breaks, tables for step rows, frames around warnings.
Ornaments that only this program draws (icons, masthead rule, QR code) are left out, which favours the other two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from handout_builder.compose import blocks
from handout_builder.compose.block_parts import PictureBlock, SafetyBlock
from handout_builder.model.rich_text import Rich


@dataclass(frozen=True)
class Text:
    """Words in one of the styles h1, h2, do, p, small."""

    style: str
    words: Rich


@dataclass(frozen=True)
class Points:
    """A list of points."""

    items: tuple[Rich, ...]


@dataclass(frozen=True)
class Shown:
    """A picture, `width` points wide."""

    block: PictureBlock
    width: float


@dataclass(frozen=True)
class Row:
    """Cells side by side; `widths` in shares of the page."""

    cells: tuple[tuple[Part, ...], ...]
    widths: tuple[int, ...]
    frame: str = ""


@dataclass(frozen=True)
class NewPage:
    """Here a page begins."""


Part = Text | Points | Shown | Row | NewPage


def parts(sheet: blocks.Sheet) -> Iterator[Part]:
    """Everything that the sheet says, in printed order."""
    for number, chapter in enumerate(sheet.chapters):
        if number:
            yield NewPage()
        yield Row(((Text("do", blocks.rich(sheet.brand.name)),), (Text("do", blocks.rich(sheet.brand.phone)),)), (3, 1))
        for block in chapter.blocks:
            yield from _block(block)
        if chapter.foot:
            yield _stop(chapter.foot)
        yield Text("small", blocks.rich(" · ".join(sheet.footer.parts)))


def _block(block: object) -> Iterator[Part]:
    match block:
        case blocks.OpeningBlock():
            words = (*_block(block.title), *_text(block.text))
            if block.text.picture is None:
                raise ValueError("the opening has no picture")
            yield Row((words, (Shown(block.text.picture, 200),)), (6, 4))
        case blocks.TitleBlock():
            yield from (Text("small", line) for line in (block.series,) if line)
            yield Text("h1", block.title)
            yield from (Text("h2", line) for line in (block.lead,) if line)
        case blocks.TextBlock():
            yield from _text(block)
        case blocks.ListBlock():
            yield Text("h2", block.heading)
            yield Points(block.items)
        case blocks.TickBlock():
            yield Text("h2", block.heading)
            columns = tuple((Text("do", column.heading), Points(column.items)) for column in block.columns)
            yield Row(columns, (1,) * len(columns))
        case blocks.OverviewBlock():
            yield Row(tuple((Text("do", item.name),) for item in block.items), (1,) * len(block.items))
        case blocks.CalloutBlock():
            yield Text("h2", block.heading)
            yield from (Text("p", line) for line in block.body)
            yield Points(block.checks)
        case blocks.NextPartBlock():
            yield Text("do", block.text)
        case blocks.SafetyBlock():
            yield _safety(block)
        case blocks.ExerciseBlock():
            yield from _exercise(block)
        case _:
            raise TypeError(f"the benchmark knows no {type(block).__name__}")


def _text(block: blocks.TextBlock) -> Iterator[Part]:
    yield Text("h2", block.heading)
    yield from (Text("p", line) for line in block.body)


def _exercise(block: blocks.ExerciseBlock) -> Iterator[Part]:
    yield Text("h1", block.name)
    yield Text("p", block.intro)
    if block.ask:
        yield Text("p", (*block.ask.head, *block.ask.text))
    cells = tuple(
        (Text("small", blocks.rich(cell.label)), Text("p", blocks.rich(cell.unit))) for cell in block.strip.cells
    )
    yield Row(cells, (1,) * len(cells), "#0B6E78")
    yield from (Text("p", line) for line in (block.start,) if line)
    yield from map(_safety, block.safety)
    for step in block.steps:
        words = [Text("do", step.do), *(Text("p", line) for line in (step.detail,) if line)]
        picture = (Shown(step.picture, 120),) if step.picture else ()
        yield Row(((Text("h2", blocks.rich(str(step.number))),), picture, tuple(words)), (1, 4, 11))
        yield from map(_safety, step.safety)
    if block.feel:
        feel = tuple((Text("do", blocks.rich(cell.head)), Text("p", cell.text)) for cell in block.feel.cells)
        for pair in (feel[:2], feel[2:]):
            if pair:
                yield Row(pair, (1,) * len(pair))


def _safety(block: SafetyBlock) -> Row:
    return Row(
        ((Text("do", blocks.rich(block.word)),), (Text("do", block.head), Text("p", block.body))), (1, 4), "#000000"
    )


def _stop(block: blocks.StopBlock) -> Row:
    first = (Text("do", block.emergency_head), Points(block.emergency))
    second = (Text("do", block.clinic_head), Points(block.clinic), Text("h2", blocks.rich(block.phone)))
    return Row(((Text("do", blocks.rich(block.stop)),), first, second), (1, 3, 3), "#C8102E")


@dataclass(frozen=True)
class Page:
    """What both sources share; `files` gives the file of each picture, sizes are in points."""

    width: float
    height: float
    margin: float
    fonts: Path
    files: dict[PictureBlock, Path]


SIZES = {"h1": (24, 27), "h2": (16.5, 21), "do": (14.5, 18), "p": (12.5, 16), "small": (10.5, 13.5)}
WEIGHTS = {"h1": 700, "h2": 700, "do": 700}


def html(found: Iterable[Part], page: Page) -> str:
    """A document for WeasyPrint."""
    faces = "".join(
        f"@font-face{{font-family:S;font-weight:{weight};src:url({(page.fonts / f'SourceSans3-{name}.ttf').as_uri()})}}"
        for name, weight in (("Regular", 400), ("Bold", 700))
    )
    styles = "".join(
        f".{name}{{font-size:{size}pt;line-height:{leading}pt;font-weight:{WEIGHTS.get(name, 400)};margin:0 0 3pt}}"
        for name, (size, leading) in SIZES.items()
    )
    css = (
        f"@page{{size:{page.width}pt {page.height}pt;margin:{page.margin}pt}}"
        f"body{{font-family:S;margin:0}}{faces}{styles}"
        "table{width:100%;border-collapse:collapse;table-layout:fixed}td{vertical-align:top;padding:3pt}ul{margin:0}"
        "tr{break-inside:avoid}.new{break-before:page}"
    )
    body = "".join(_html(part, page) for part in found)
    return f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>x</title><style>{css}</style>{body}</html>'


def _html(part: Part, page: Page) -> str:
    match part:
        case Text():
            tag = part.style if part.style in ("h1", "h2") else "p"
            return f'<{tag} class="{part.style}">{_html_words(part.words)}</{tag}>'
        case Points():
            return '<ul class="p">' + "".join(f"<li>{_html_words(item)}</li>" for item in part.items) + "</ul>"
        case Shown():
            address = page.files[part.block].as_uri()
            return f'<img style="width:{part.width}pt" alt="{escape(part.block.alt)}" src="{address}">'
        case Row():
            border = f' style="border:2pt solid {part.frame}"' if part.frame else ""
            shares = [100 * width / sum(part.widths) for width in part.widths]
            cells = "".join(
                f'<td style="width:{share:.3f}%">{"".join(_html(inner, page) for inner in cell)}</td>'
                for cell, share in zip(part.cells, shares, strict=True)
            )
            return f"<table{border}><tr>{cells}</tr></table>"
        case NewPage():
            return '<div class="new"></div>'


def _html_words(words: Rich) -> str:
    return "".join(f"<b>{escape(span.text)}</b>" if span.bold else escape(span.text) for span in words)


def typst(found: Iterable[Part], page: Page) -> str:
    """A source for Typst; pictures are named by their absolute path below the root `/`."""
    styles = "".join(
        f"#let {name}(it) = block(below: 4pt, text(size: {size}pt, weight: {WEIGHTS.get(name, 400)})"
        f"[#set par(leading: {leading - size * 0.75:.2f}pt)\n#it])\n"
        for name, (size, leading) in SIZES.items()
    )
    head = (
        f"#set page(width: {page.width}pt, height: {page.height}pt, margin: {page.margin}pt)\n"
        '#set text(font: "Source Sans 3", size: 12.5pt, lang: "en")\n'
        '#set document(title: "x")\n'
    )
    return head + styles + "\n".join(_typst(part, page) for part in found)


def _typst(part: Part, page: Page) -> str:
    match part:
        case Text():
            return f"#{part.style}[{_typst_words(part.words)}]"
        case Points():
            return "#p[#list(" + ", ".join(f"[{_typst_words(item)}]" for item in part.items) + ")]"
        case Shown():
            file = page.files[part.block].as_posix()
            return f"#image({_quoted(file)}, width: {part.width}pt, alt: {_quoted(part.block.alt)})"
        case Row():
            stroke = f'2pt + rgb("{part.frame}")' if part.frame else "none"
            columns = ", ".join(f"{width}fr" for width in part.widths)
            cells = ", ".join("[" + "\n".join(_typst(inner, page) for inner in cell) + "]" for cell in part.cells)
            return (
                f"#block(width: 100%, stroke: {stroke}, breakable: false, below: 4pt)"
                f"[#grid(columns: ({columns}), inset: 3pt, {cells})]"
            )
        case NewPage():
            return "#pagebreak()"


def _typst_words(words: Rich) -> str:
    return "".join(f"#strong({_quoted(span.text)})" if span.bold else f"#{_quoted(span.text)};" for span in words)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
