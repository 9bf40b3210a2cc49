"""A PDF → the same file with one fault or one private detail more."""

from __future__ import annotations

import re
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from handout_builder.preflight import Report


def checks(report: Report, weight: str = "fault") -> set[str]:
    return {finding.check for finding in report.findings if finding.weight == weight}


Look = Callable[[bytes], Report]


def appended(content: bytes) -> Callable[[Pdf], None]:
    """More painting on page 1: the letter e of its first font for E."""

    def change(pdf: Pdf) -> None:
        page = pdf.pages[0]
        name, font = next(iter(page.obj.Resources.Font.items()))
        code = re.search(rb"(<[0-9A-F]{4}>) <0065>", font.ToUnicode.read_bytes())
        assert code
        shown = content.replace(b"/F", name.encode()).replace(b"E", code[1], 1)
        page.contents_add(pdf.make_stream(b"/Artifact BMC " + shown + b" EMC"))

    return change


def without(path: str) -> Callable[[Pdf], None]:
    """The file without one entry of its catalog, or of a dictionary in it."""

    def change(pdf: Pdf) -> None:
        *above, last = path.split("/")
        holder = pdf.Root
        for name in above:
            holder = holder["/" + name]
        del holder["/" + last]

    return change


def no_font_file(pdf: Pdf) -> None:
    for found in pdf.objects:
        if isinstance(found, Dictionary) and "/FontFile2" in found:
            del found["/FontFile2"]


def first_link(pdf: Pdf) -> pikepdf.Object:
    return next(a for page in pdf.pages for a in page.obj.get("/Annots", ()) if a.Subtype == Name.Link)


def no_description(pdf: Pdf) -> None:
    del first_link(pdf)["/Contents"]


def script(pdf: Pdf) -> None:
    first_link(pdf)["/A"] = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def plain_http(pdf: Pdf) -> None:
    first_link(pdf)["/A"] = Dictionary(S=Name.URI, URI="http://a.example")


def a_lost_tag(pdf: Pdf) -> None:
    heading = next(found for found in pdf.objects if isinstance(found, Dictionary) and found.get("/S") == Name.H1)
    del heading["/K"]


def a_blank_page(pdf: Pdf) -> None:
    pdf.add_blank_page(page_size=(400, 300))


def only_a_foot(pdf: Pdf) -> None:
    pdf.add_blank_page(page_size=(400, 300))
    pdf.pages[-1].contents_add(pdf.make_stream(b"/Artifact BMC 0 0 100 20 re f EMC"))


def another_signal_word(pdf: Pdf) -> None:
    for found in pdf.objects:
        if isinstance(found, Dictionary) and found.get("/S") == Name.Warning:
            found["/T"] = "DANGER"


def no_ua(pdf: Pdf) -> None:
    stream = pdf.Root.Metadata
    stream.write(stream.read_bytes().replace(b"pdfuaid:part", b"pdfuaid:past"))


def no_title(pdf: Pdf) -> None:
    no_metadata(pdf)
    del pdf.docinfo["/Title"]


def no_metadata(pdf: Pdf) -> None:
    del pdf.Root["/Metadata"]


SMALL = b"BT /F 6 Tf 0 g 1 0 0 1 40 20 Tm E Tj ET"


GREY = b"BT /F 12 Tf 0.7 g 1 0 0 1 40 20 Tm E Tj ET"


ON_DARK = b"0 g 30 10 200 40 re f BT /F 12 Tf 0.3 g 1 0 0 1 40 20 Tm E Tj ET"


SHRUNK = b"q 0.5 0 0 0.5 0 0 cm BT /F 12 Tf 0 g 1 0 0 1 80 40 Tm E Tj ET Q"


FAULTS: dict[str, tuple[Callable[[Pdf], None], str]] = {
    "no structure": (without("StructTreeRoot"), "tags"),
    "not marked": (without("MarkInfo/Marked"), "tags"),
    "no PDF/UA": (no_ua, "tags"),
    "no metadata": (no_metadata, "tags"),
    "no language": (without("Lang"), "language"),
    "title not shown": (without("ViewerPreferences"), "title"),
    "no title": (no_title, "title"),
    "fonts left out": (no_font_file, "fonts"),
    "type of 6 points": (appended(SMALL), "type"),
    "type of 12 points at half size": (appended(SHRUNK), "type"),
    "grey on white": (appended(GREY), "contrast"),
    "grey on black": (appended(ON_DARK), "contrast"),
    "link without words": (no_description, "links"),
    "link that runs a script": (script, "links"),
    "link without https": (plain_http, "links"),
    "words that no tag leads to": (a_lost_tag, "tags"),
    "blank page": (a_blank_page, "empty"),
    "page with a foot alone": (only_a_foot, "empty"),
    "signal word not first": (another_signal_word, "safety"),
}


def comment(pdf: Pdf) -> None:
    found = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], T="Ada Okoro", Contents="Hello")
    pdf.pages[0].obj["/Annots"] = Array([*pdf.pages[0].obj.get("/Annots", []), pdf.make_indirect(found)])


def filled(pdf: Pdf) -> None:
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=[0, 0, 9, 9], FT=Name.Tx, T="name", V="Ada Okoro")
    made = pdf.make_indirect(field)
    pdf.pages[0].obj["/Annots"] = Array([made])
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([made]))


def attached(pdf: Pdf) -> None:
    pdf.attachments["ada_okoro.yaml"] = b"patient: Ada"


def keyword(pdf: Pdf) -> None:
    pdf.docinfo["/Keywords"] = "Ada Okoro, hip"


def maker(pdf: Pdf) -> None:
    pdf.docinfo["/Producer"] = r"Writer C:\Users\dana\plans\ada.docx"
