"""Two pages made by hand from boxes, with every role, every kind of item and an element that a page break parts."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime

from handout_builder.boxes import (
    ClippedShapes,
    EncodedImage,
    FieldArea,
    Group,
    Page,
    PlacedDrawing,
    PlacedImage,
    Run,
    Tag,
)
from handout_builder.geometry.drawing import Clipped, Drawing, Label, Shape
from handout_builder.pdf.metadata import DocumentInfo
from handout_builder.text.fonts import Face, load_face
from tests import REPOSITORY

FONTS = REPOSITORY / "layouts" / "fonts"
FACES: dict[str, Face] = {
    "text": load_face(FONTS / "SourceSans3-Regular.ttf"),
    "bold": load_face(FONTS / "SourceSans3-Bold.ttf"),
    "display": load_face(FONTS / "Fraunces-SemiBold.ttf"),
}
INFO = DocumentInfo(
    title="Hip flexor: stretch & strengthen",
    author="Fernhollow Physiotherapy",
    language="en-US",
    created=datetime(2025, 3, 1, tzinfo=UTC),
    subject="Exercises for the hip",
    keywords=("hip", "stretching"),
)
WIDTH, HEIGHT = 612.0, 792.0
RED = "#B00020"


def rectangle(x: float, y: float, width: float, height: float, fill: str | None, stroke: str | None = None) -> Shape:
    """A box of colour."""
    path = (("M", x, y), ("L", x + width, y), ("L", x + width, y + height), ("L", x, y + height), ("Z",))
    return Shape(path, fill=fill, stroke=stroke, stroke_width=0.75 if stroke else 0.0)


def run(words: str, x: float, y: float, face: str = "text", size: float = 12.0, **more: object) -> Run:
    """Words on one line."""
    more.setdefault("colour", "#202020")
    return Run(x, y, words, face, size, glyphs=FACES[face].shape(words), **more)  # type: ignore[arg-type]


def tagged(role: str, *items: object, **tag: object) -> Group:
    """A group with a role."""
    places = {key: tag.pop(key) for key in ("x", "y", "anchor", "bookmark") if key in tag}
    return Group(tuple(items), tag=Tag(role, **tag), **places)  # type: ignore[arg-type]


def lines(role: str, words: list[str], x: float, y: float, size: float = 12.0, **tag: object) -> Group:
    """A paragraph of ready lines; all but the last carry the space that parts them from the next."""
    spaced = [line + " " for line in words[:-1]] + words[-1:]
    return tagged(role, *(run(line, x, y + i * size * 1.4, size=size) for i, line in enumerate(spaced)), **tag)


DRAWING = Drawing(
    100.0,
    80.0,
    (
        Shape((("M", 0, 0), ("L", 100, 0), ("L", 100, 80), ("L", 0, 80), ("Z",)), fill="skin"),
        Shape((("M", 10, 70), ("C", 30, 10, 70, 10, 90, 70)), stroke="figink", stroke_width=2.5, dash=(4, 2)),
        Clipped(
            (("M", 20, 20), ("L", 80, 20), ("L", 50, 70), ("Z",)),
            (Shape((("M", 0, 30), ("L", 100, 30), ("L", 100, 50), ("L", 0, 50), ("Z",)), fill="#3366AA", opacity=0.5),),
        ),
        Label(50, 76, "Psoas (office fit)", 8, anchor="middle", fill="figink"),
    ),
)
PALETTE = (("figink", "#203040"), ("skin", "#F2D6C2"))
PIXELS = bytes(255 if (i // 30 + i % 10) % 2 else 40 for i in range(300))
PHOTO = EncodedImage(
    10,
    10,
    zlib.compress(PIXELS),
    mask=EncodedImage(10, 10, zlib.compress(bytes(range(0, 200, 2))), colour="DeviceGray", digest="a1"),
    digest="b2c3d4",
)


def head_and_foot(number: int) -> tuple[Group, Group]:
    """A running head with a rule, and a foot with the page number."""
    head = tagged("Artifact", run("Fernhollow", 54, 40, "bold", 9), artifact_type="Pagination")
    foot = tagged(
        "Artifact",
        rectangle(54, 748, 504, 0.5, "#888888"),
        run(f"Page {number} of 2", 54, 762, size=9),
        artifact_type="Pagination",
    )
    return head, foot


def warning(y: float) -> Group:
    """A safety message: frame and symbol are decoration, the signal word is text."""
    symbol = Drawing(10, 10, (Shape((("M", 5, 0), ("L", 10, 10), ("L", 0, 10), ("Z",)), fill="figink"),))
    return tagged(
        "Warning",
        rectangle(54, y, 504, 56, "#FFF4E5", RED),
        PlacedDrawing(60, y + 8, 1.4, symbol, PALETTE),
        tagged("P", run("WARNING: ", 82, y + 20, "bold", 14, tracking=0.6, colour=RED), run("pulse", 170, y + 20)),
        lines("P", ["Stop if you feel a pulse under the ball.", "Move it to the side."], 82, y + 36),
        lang="en-GB",
    )


def step(index: int, y: float) -> Group:
    """A numbered step with its picture."""
    return tagged(
        "LI",
        tagged("Lbl", rectangle(54, y - 12, 16, 16, "#203040"), run(f"{index}.", 58, y, "bold", colour="#FFFFFF")),
        tagged(
            "LBody",
            lines("P", ["Kneel on the floor", "and keep your back straight."], 80, y),
            tagged(
                "Figure",
                PlacedDrawing(400, y - 14, 0.7, DRAWING, PALETTE, (("medium", "text"),)),
                alt=f"Kneeling, step {index}.",
            ),
        ),
    )


def table(y: float, rows: tuple[int, ...], head: bool, key: str) -> Group:
    """A log with a head row, or the later rows of one that a page break parted, below a head that is not read again."""
    cells = ("Day", "Sets", "Pain")

    def row(words: tuple[str, ...], role: str, at: float, **tag: object) -> Group:
        made = [
            tagged("TH" if i == 0 or role == "TH" else "TD", run(word, 60 + i * 100, at), **_scope(i, role))
            for i, word in enumerate(words)
        ]
        return tagged("TR", *made, **tag)

    def _scope(column: int, role: str) -> dict[str, str]:
        return {"scope": "Column" if role == "TH" else "Row"} if column == 0 or role == "TH" else {}

    body = [row((f"Day {n}", str(n), "0–3"), "TD", y + 18 * (i + 1), key=f"{key} {n}") for i, n in enumerate(rows)]
    if head:
        first = tagged("THead", row(cells, "TH", y))
    else:
        words = [run(word, 60 + i * 100, y) for i, word in enumerate(cells)]
        first = tagged("Artifact", *words, artifact_type="Pagination")
    return tagged("Table", first, tagged("TBody", *body, key=f"{key} body"), key=key)


def spanning_table(y: float) -> Group:
    """A cell over two columns, one over two rows, and an empty one."""
    return tagged(
        "Table",
        tagged("Caption", tagged("P", run("Feel", 60, y - 18, "bold"))),
        tagged("TR", tagged("TH", run("You should feel", 60, y), scope="Column", col_span=2)),
        tagged("TR", tagged("TD", run("a stretch", 60, y + 18), row_span=2), tagged("TD", run("warmth", 200, y + 18))),
        tagged("TR", tagged("TD", rectangle(200, y + 26, 80, 12, None, "#888888"))),
    )


def first_page() -> Page:
    """Headings, prose with a link over two lines and a foreign word, a safety message, steps, a picture."""
    head, foot = head_and_foot(1)
    link = tagged("Link", run("see the ", 300, 120), run("lunge", 54, 136.8), target="#lunge")
    prose = tagged(
        "P",
        run("Office AVATAR “10 × 30 s”, ", 54, 120),
        link,
        run(" and ", 90, 136.8),
        tagged("Span", run("músculo psoas", 120, 136.8), lang="es"),
        run(" (iliopsoas).", 200, 136.8),
    )
    photo = tagged(
        "Figure",
        PlacedImage(54, 330, 60, 60, PHOTO),
        ClippedShapes(rectangle(130, 330, 60, 60, None).path, (rectangle(110, 340, 60, 30, "#AA3300"),)),
        tagged("Caption", tagged("P", run("A checkerboard", 54, 405, size=10))),
        alt="A checkerboard beside an orange bar.",
    )
    exercise = tagged(
        "Sect",
        tagged("H2", run("Lunge stretch", 54, 440, "display", 16), anchor="lunge", bookmark=(2, "Lunge stretch")),
        tagged("L", step(1, 470), step(2, 540), key="steps"),
        key="exercise",
        title="Lunge stretch",
    )
    return Page(
        WIDTH,
        HEIGHT,
        (
            head,
            tagged("H1", run("The hip flexor", 54, 90, "display", 24), bookmark=(1, "The hip flexor")),
            prose,
            Group((warning(0),), y=170.0),
            tagged("Div", lines("P", ["“Cafe\u0301 is spelled with a mark: a\u0323\u0301 and"], 54, 260)),
            lines("P", ["café without.”"], 54, 280),
            photo,
            exercise,
            foot,
        ),
        number=1,
    )


def second_page() -> Page:
    """The rest of the list, a table that began before, links to addresses, blanks to fill in."""
    head, foot = head_and_foot(2)
    code = tagged(
        "Link",
        tagged("Figure", rectangle(480, 60, 40, 40, "#000000"), alt="QR code: example.org/hip"),
        target="https://example.org/hip",
        alt="Video of the exercise: example.org/hip",
    )
    exercise = tagged(
        "Sect",
        tagged("L", step(3, 80), key="steps"),
        tagged("P", code),
        tagged("H3", run("Log", 54, 170, "bold", 14), anchor="log", bookmark=(3, "Log")),
        table(200, (1, 2), head=True, key="log"),
        table(300, (3,), head=False, key="log"),
        key="exercise",
    )
    call = tagged(
        "P",
        run("Call ", 54, 400),
        tagged("Link", run("555 0123", 82, 400), rectangle(82, 402, 45, 0.5, "#000000"), target="tel:5550123"),
    )
    blanks = tagged(
        "P",
        run("Notes: ", 54, 520),
        FieldArea(100, 506, 200, 20, "text", "notes", "Your notes"),
        FieldArea(320, 508, 14, 14, "tick", "better", "I feel better"),
        FieldArea(340, 508, 14, 14, "tick", "left", "Left side", group="side"),
        FieldArea(360, 508, 14, 14, "tick", "right", "Right side", group="side"),
    )
    return Page(WIDTH, HEIGHT, (head, exercise, call, spanning_table(450), blanks, foot), number=2)


def pages() -> list[Page]:
    return [first_page(), second_page()]
