"""What only a patient's plan has → HTML: who and when, rows of exercises, notes, pain ruler, log."""

from __future__ import annotations

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
from handout_builder.html.element import Markup, block, element, inline, lines
from handout_builder.html.safety import safety_line_html
from handout_builder.html.screen import Screen
from handout_builder.html.vector import sign_svg
from handout_builder.model.rich_text import words

_SIGNS = {"stop": "octx"}
_CLASSES = {"stop": "stop-here"}


def fields_html(fields: FieldsBlock) -> Markup:
    """Labels with their values; where there is no value yet, a field to write in."""
    return block("ul", *(_field(cell) for cell in fields.cells), class_="fields", role="list")


def plan_list_html(found: PlanListBlock) -> Markup:
    """The heading above the rows of a plan."""
    hint = element("p", inline(found.hint), class_="hint") if found.hint else None
    return block("div", element("h2", inline(found.heading)), hint, class_="plan-list")


def plan_row_html(row: PlanRowBlock, screen: Screen) -> Markup:
    """One exercise of the plan; its name leads to the exercise itself."""
    name = element("a", inline(row.name), href=f"#{row.anchor}")
    chips = [element("span", chip, class_="chip") for chip in row.chips]
    change = element("span", row.change, class_="change") if row.change else None
    dose = [element("p", inline(text)) for text in row.dose]
    return block(
        "section",
        block("h3", element("span", row.letter, class_="tile"), element("span", name)),
        block("div", screen.picture(row.picture), class_="shown") if row.picture else None,
        block("p", *chips, change, class_="chips") if chips or change else None,
        block("div", *dose, class_="dose-words"),
        block("div", *(safety_line_html(line, screen) for line in row.safety), class_="warnings")
        if row.safety
        else None,
        class_="plan-row",
    )


def stopped_html(stopped: StoppedBlock) -> Markup:
    """What the patient no longer does."""
    return block(
        "section",
        element("h2", inline(stopped.heading)),
        block("ul", *(element("li", inline(item)) for item in stopped.items)),
        element("p", inline(stopped.advice)),
        class_="stopped",
    )


def note_html(note: NoteBlock) -> Markup:
    """Words of the clinician to this patient."""
    signature = element("p", inline(note.signature), class_="signature") if note.signature else None
    return block("div", sign_svg("note"), block("div", element("p", inline(note.text)), signature), class_="note")


def pain_html(pain: PainBlock) -> Markup:
    """The ruler from 0 to 10: each zone with its numbers, its sign and what to do."""
    zones = block("ul", *(_zone(zone) for zone in pain.zones), class_="ruler", role="list")
    hint = element("p", inline(pain.hint), class_="hint")
    return block("section", element("h2", inline(pain.heading)), hint, zones, class_="pain")


def log_title_html(title: LogTitleBlock) -> Markup:
    """The title of the log and how to use it."""
    return block("div", element("h2", inline(title.title)), element("p", inline(title.text)), class_="log-title")


def log_week_html(week: LogWeekBlock) -> Markup:
    """One week of the log, as a table of boxes; on narrow screens each exercise has lines of its own.

    All roles are written out, because browsers drop those of a table that style rules lay out in another way.
    """
    days = [element("th", day, scope="col", role="columnheader") for day in week.days]
    head = block("thead", block("tr", element("td", role="cell"), *days, role="row"), role="rowgroup")
    rows = [_log_row(row, week) for row in week.rows]
    pain = [_cell(day, (_pain_field(f"{week.pain}, {day}"),)) for day in week.days]
    last = block("tr", element("th", week.pain, scope="row", role="rowheader"), *pain, role="row", class_="pain-row")
    body = block("tbody", *rows, last, role="rowgroup")
    caption = element("caption", week.heading)
    return block("div", block("table", caption, head, body, role="table"), class_="log-week")


def line_html(line: LineBlock) -> Markup:
    """A question with a field for the answer."""
    field = element("input", type="text", autocomplete="off", class_="blank")
    return element("p", element("label", element("span", inline(line.label)), " ", field), class_="line")


def _field(cell: FieldCell) -> Markup:
    label = element("span", cell.label, class_="label")
    if cell.value is None:
        blank = element("input", type="text", autocomplete="off", class_="blank")
        return element("li", element("label", label, " ", blank))
    return element("li", label, " ", element("strong", cell.value))


def _zone(zone: PainZone) -> Markup:
    numbers = lines(*(element("span", str(number)) for number in range(zone.first, zone.last + 1)))
    text = element("span", element("strong", zone.head), " " if zone.text else None, zone.text or None)
    return block(
        "li",
        element("p", numbers, class_="numbers"),
        element("p", sign_svg(_SIGNS.get(zone.icon, zone.icon)), text),
        class_=f"zone {_CLASSES.get(zone.icon, zone.icon)}",
        style=f"--cells:{zone.last - zone.first + 1}",
    )


def _log_row(row: LogRow, week: LogWeekBlock) -> Markup:
    name = words(row.name)
    named = (element("span", row.letter, class_="tile"), " ", element("span", inline(row.name)))
    head = element("th", *named, scope="row", role="rowheader")
    if row.any_day:
        boxes = _boxes(sum(row.boxes), week.box_alt.format(exercise=name, day=row.any_day))
        said = element("span", row.any_day, class_="any-day")
        return block("tr", head, element("td", said, " ", *boxes, colspan=len(week.days), role="cell"), role="row")
    cells = [
        _cell(day, _boxes(count, week.box_alt.format(exercise=name, day=day)))
        for day, count in zip(week.days, row.boxes, strict=True)
    ]
    return block("tr", head, *cells, role="row")


def _cell(day: str, children: tuple[Markup, ...]) -> Markup:
    return element("td", *children, role="cell", data_day=day)


def _pain_field(label: str) -> Markup:
    return element("input", type="text", inputmode="numeric", autocomplete="off", aria_label=label)


def _boxes(count: int, label: str) -> tuple[Markup, ...]:
    return tuple(
        element("input", type="checkbox", aria_label=label if count == 1 else f"{label} ({number})")
        for number in range(1, count + 1)
    )
