"""Sheets to show on a screen: the repository's own handouts in its brands, and one by hand that holds every block."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from handout_builder.compose.block_parts import AskBlock, PictureBlock, SafetyBlock, SafetyLineBlock
from handout_builder.compose.blocks import (
    Block,
    CalloutBlock,
    Chapter,
    Footer,
    ListBlock,
    NextPartBlock,
    OpeningBlock,
    OverviewBlock,
    OverviewItem,
    Sheet,
    StopBlock,
    TextBlock,
    TickBlock,
    TickColumnBlock,
    TitleBlock,
)
from handout_builder.compose.exercise_blocks import (
    DoseCell,
    EarlierWarnings,
    ExerciseBlock,
    FeelBlock,
    FeelCell,
    SideCell,
    StepBlock,
    StripBlock,
    VideoBlock,
)
from handout_builder.compose.plan_blocks import (
    FieldCell,
    FieldsBlock,
    LineBlock,
    LogRow,
    LogTitleBlock,
    LogWeekBlock,
    NoteBlock,
    PainBlock,
    PainZone,
    PlanListBlock,
    PlanRowBlock,
    StoppedBlock,
)
from handout_builder.html.page import page
from handout_builder.html.screen import Screen
from handout_builder.model.rich_text import Rich, Span, rich
from handout_builder.model.safety import Level
from handout_builder.model.side import Side
from handout_builder.pipeline.handout import Job, lay_out
from handout_builder.pipeline.plan import PlanBuilder, PlanJob
from handout_builder.pipeline.sheet import LaidOutSheet
from handout_builder.plans.read import plan_file
from handout_builder.practice.library import Library
from tests import REPOSITORY

FIGURE = REPOSITORY / "images" / "figures" / "lunge_3.yaml"
BRANDS = ("fernhollow", "quince")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@cache
def laid(brand: str = "fernhollow") -> LaidOutSheet:
    """The first handout of the repository, placed on its pages."""
    return lay_out(Library(REPOSITORY), Job("iliopsoas", brand=brand))


def html(sheet: Sheet, brand: str = "fernhollow") -> str:
    """A sheet as HTML in a brand's manner."""
    return page(sheet, Screen(laid(brand).typography, laid(brand).pictures), laid(brand).furniture.logo)


PLANS = sorted((REPOSITORY / "handouts" / "plans").glob("*.yaml"))


@cache
def laid_plan(path: Path) -> LaidOutSheet:
    """A patient's sheet of the repository, placed on its pages."""
    return PlanBuilder(Library(REPOSITORY)).lay_out(PlanJob(plan_file(path))).laid_out


@cache
def shipped_html(brand: str = "fernhollow") -> str:
    """The HTML form of what `laid` lays out."""
    return html(laid(brand).sheet, brand)


def texts(thing: Any) -> list[str]:
    """Every rich text of a block and of everything in it, in the order of its fields."""
    if isinstance(thing, tuple) and thing and all(isinstance(part, Span) for part in thing):
        return ["".join(span.text for span in thing)]
    if isinstance(thing, tuple):
        return [text for part in thing for text in texts(part)]
    if is_dataclass(thing):
        return [text for each in fields(thing) for text in texts(getattr(thing, each.name))]
    return []


def said(words: str, mark: str = "") -> Rich:
    return rich(words + mark)


def every_block(mark: str = "", picture: Path = FIGURE) -> tuple[Block, ...]:
    """One block of each kind, an exercise in each form; `mark` ends every text."""
    shown = PictureBlock(picture, f"A man steps{mark}", caption=said("Caption", mark), credit=said("Credit", mark))
    warning = SafetyBlock(Level.WARNING, f"WARNING{mark}", said("Stop if it locks.", mark), said("It can tear.", mark))
    notice = SafetyBlock(Level.NOTICE, f"NOTICE{mark}", said("Use a mat.", mark), said("The floor is hard.", mark))
    line = SafetyLineBlock(Level.CAUTION, f"CAUTION{mark}", said("Go slowly.", mark), "exercise-A", "page {page}")
    week = LogWeekBlock(
        f"Week 1{mark}",
        DAYS,
        (
            LogRow("A", said("Bend", mark), (1, 0, 2, 0, 1, 0, 0)),
            LogRow("B", said("Lift", mark), (3,), f"On any 3 days{mark}"),
        ),
        f"Pain, 0 to 10{mark}",
        "{exercise}, {day}",
    )
    zones = (
        PainZone(0, 3, "check", f"Fine.{mark}", f"Keep going.{mark}"),
        PainZone(4, 5, "easier", f"Ease off.{mark}", ""),
        PainZone(6, 10, "stop", f"Stop.{mark}", f"Call us.{mark}"),
    )
    linked = (Span("Read ", False), Span("bold", True), Span(f" or more{mark}", False, "https://a.example/?a=1&b=2"))
    text = TextBlock(said("Beside", mark), (linked, said("Second", mark)), shown)
    return (
        OpeningBlock(TitleBlock(said("Title", mark), said("Lead", mark), said("Series", mark)), text),
        FieldsBlock((FieldCell(f"Name{mark}", f"Ada{mark}"), FieldCell(f"Date{mark}", None))),
        PlanListBlock(said("Do these", mark), said("About a minute", mark)),
        PlanRowBlock(
            "A",
            "exercise-A",
            said("Bend", mark),
            shown,
            (f"Left side{mark}",),
            f"New{mark}",
            (said("Once", mark),),
            (line,),
        ),
        StoppedBlock(said("Stop these", mark), (said("Old one", mark),), said("Throw away", mark)),
        NoteBlock(said("Well done", mark), said("Note from Dana", mark)),
        PainBlock(said("How much pain", mark), said("0 = none", mark), zones),
        TextBlock(said("Plain", mark), (said("Words", mark),)),
        TextBlock(said("With picture", mark), (said("Words", mark),), shown),
        ListBlock(said("List", mark), said("Intro", mark), (said("One", mark), said("Two", mark))),
        TickBlock(
            said("Ticks", mark),
            said("Hint", mark),
            (TickColumnBlock(said("Column", mark), (said("Box", mark),)),),
            "Box to tick",
        ),
        CalloutBlock(
            said("Call-out", mark), (said("Body", mark),), (said("Check", mark),), said("Closing", mark), shown
        ),
        warning,
        line,
        SafetyLineBlock(Level.DANGER, f"DANGER{mark}", said("Not here.", mark), None, ""),
        OverviewBlock((OverviewItem("A", said("Bend", mark), "exercise-A"),), "page {page}", "p. {page}"),
        exercise("A", mark, shown, (warning, notice), None),
        exercise("B", mark, shown, (notice,), Side.LEFT),
        LogTitleBlock(said("Your log", mark), said("Tick a box", mark)),
        week,
        LineBlock(said("What got easier?", mark)),
        NextPartBlock(said("Next: knees", mark)),
    )


def exercise(
    letter: str, mark: str, shown: PictureBlock, safety: tuple[SafetyBlock, ...], side: Side | None
) -> ExerciseBlock:
    """An exercise with all its parts; with a side its dose is known, without one it is written in."""
    chosen = (
        SideCell("Side", "Left", "Right", side, "L", f"Left side{mark}") if side else SideCell("Side", "Left", "Right")
    )
    value = "3" if side else None
    steps = tuple(
        StepBlock(
            number, f"Step {number}", said("Bend", mark), said("Slowly", mark), shown, safety if number == 2 else ()
        )
        for number in (1, 2)
    )
    feel = FeelBlock(
        (
            FeelCell("check", f"You should feel{mark}", said("a pull", mark), True),
            FeelCell("cross", "Not", said("pain", mark)),
        ),
        f"The hatch{mark}",
        said("Muscles: quads", mark),
    )
    return ExerciseBlock(
        key=f"bend-{letter}",
        letter=letter,
        label=f"Exercise {letter}",
        name=said("Knee bend", mark),
        purpose=said("Strong thighs", mark),
        need=said("You need a step", mark),
        video=VideoBlock("https://a.example/v?x=1&y=2", "a.example/v?x=1&y=2", ("Watch", f"a video{mark}"), "QR code"),
        ask=AskBlock("Ask us first", said("Ask us if you", mark), said("have a new hip", mark)),
        strips=(
            StripBlock(chosen, (DoseCell("sets", f"Sets{mark}", value, ""), DoseCell("hold", "Hold", value, "sec"))),
        ),
        start=said("Start: stand", mark),
        safety=safety[:1],
        steps=steps,
        feel=feel,
        continued="(continued)",
        earlier=EarlierWarnings("Warnings on page {page}", "Warnings on pages {first} to {last}"),
        note=NoteBlock(said("Use a chair", mark)),
        side=side,
    )


def sheet(*blocks: Block, mark: str = "") -> Sheet:
    """Blocks as a sheet with a stop box."""
    stop = StopBlock(
        "STOP", "and call", said("Call 911 now if you", mark), (said("faint", mark),),
        said("See a doctor if you", mark), (said("limp", mark),),
        said("Stop and call us if", mark), (said("it hurts", mark),), "(206) 555-0142",
        said("When closed, call 111", mark),
    )  # fmt: skip
    footer = Footer((f"Foot{mark}", "Draft"), (f"Legal{mark}", "Draft"), "Page {page} of {pages}")
    brand = laid().sheet.brand
    return Sheet(
        "key",
        f"Title{mark}",
        f"Subject{mark}",
        "en",
        brand,
        "run",
        "(continued)",
        footer,
        (Chapter(blocks, stop),),
        False,
        "",
    )
