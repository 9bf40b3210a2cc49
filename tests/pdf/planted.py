"""A good file → the same file with one fault planted, by name of the fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

Break = Callable[[Pdf], None]


FAULTS: dict[str, tuple[str, Break]] = {}


def fault(check: str) -> Callable[[Break], Break]:
    """Name the check that must see a fault."""

    def register(breaks: Break) -> Break:
        FAULTS[breaks.__name__] = (check, breaks)
        return breaks

    return register


def elements(pdf: Pdf, role: str) -> list[Object]:
    """Every structure element of a role."""

    def walk(element: Object) -> Iterator[Object]:
        yield element
        kids = element.get("/K", Array())
        for kid in list(kids) if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield from walk(kid)

    return [element for element in walk(pdf.Root.StructTreeRoot.K) if f"/{role}" == element.S]


def edit(stream: Object, pattern: bytes, replacement: bytes) -> None:
    """Change a stream's first match."""
    before = stream.read_bytes()
    after = re.sub(pattern, replacement, before, count=1, flags=re.DOTALL)
    assert after != before, "the fault changes nothing"
    stream.write(after)


def content(pdf: Pdf, pattern: bytes, replacement: bytes, index: int = 0) -> None:
    edit(pdf.pages[index].Contents, pattern, replacement)


def fonts(pdf: Pdf) -> Iterator[Object]:
    """Every font of the pages, each once."""
    named = {font.objgen: font for one in pdf.pages for font in one.Resources.Font.values()}
    yield from named.values()


@fault("ua1:ARTIFACT-NESTED")
def artifact_inside_tagged(pdf: Pdf) -> None:
    content(pdf, rb"(/H1<</MCID \d+>>BDC\n)(BT.*?ET)", rb"\1/Artifact BMC\n\2\nEMC")


@fault("ua1:TAGGED-CONTENT-INSIDE-ARTIFACT")
def tagged_inside_artifact(pdf: Pdf) -> None:
    content(pdf, rb"(/H1<</MCID \d+>>BDC.*?EMC)", rb"/Artifact BMC\n\1\nEMC")


@fault("ua1:CONTENT-TAGGING")
def unmarked_content(pdf: Pdf) -> None:
    content(pdf, rb"/H1<</MCID \d+>>BDC", rb"/H1 BMC")


@fault("ua1:SUSPECTS")
def suspects(pdf: Pdf) -> None:
    pdf.Root.MarkInfo.Suspects = True


@fault("ua1:STRUCT-TREE-ROLE-MAP")
def role_unmapped(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot.RoleMap["/Warning"]


@fault("ua1:STRUCT-TREE-ROLE-MAP-CYCLE")
def role_circular(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary({"/Warning": Name("/X"), "/X": Name("/Warning")})


@fault("ua1:STRUCT-TREE-ROLE-MAP-STANDARD")
def standard_role_remapped(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap["/P"] = Name("/H1")


@fault("ua1:METADATA-STRUCTURE")
def no_metadata(pdf: Pdf) -> None:
    del pdf.Root.Metadata


@fault("ua1:ID-PART")
def no_accessibility_mark(pdf: Pdf) -> None:
    edit(pdf.Root.Metadata, rb"<pdfuaid:part>1</pdfuaid:part>", b"")


@fault("2a:ID-PART")
def no_archive_mark(pdf: Pdf) -> None:
    edit(pdf.Root.Metadata, rb"<pdfaid:part>2</pdfaid:part>", b"")


@fault("ua1:METADATA-TITLE")
def no_title(pdf: Pdf) -> None:
    edit(pdf.Root.Metadata, rb"<dc:title>.*?</dc:title>", b"")


@fault("ua1:VIEWER-PREFERENCES")
def file_name_shown(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


@fault("ua1:TD-PARENT")
def cell_outside_row(pdf: Pdf) -> None:
    elements(pdf, "TR")[1].S = Name.Div


@fault("ua1:LI-PARENT")
def item_without_list(pdf: Pdf) -> None:
    elements(pdf, "L")[0].S = Name.Sect


@fault("ua1:FONT-UNICODE-MAPPING")
def no_text_behind_glyphs(pdf: Pdf) -> None:
    for font in fonts(pdf):
        del font["/ToUnicode"]


@fault("tree")
def wrong_text_behind_glyphs(pdf: Pdf) -> None:
    edit(next(fonts(pdf)).ToUnicode, rb"> <0065>", b"> <0066>")


@fault("ua1:TEXT-LANGUAGE")
def no_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


@fault("ua1:FIGURE-ALTERNATIVE-TEXT")
def figure_without_words(pdf: Pdf) -> None:
    del elements(pdf, "Figure")[0]["/Alt"]


@fault("ua1:HEADING-NESTING")
def first_heading_of_level_two(pdf: Pdf) -> None:
    elements(pdf, "H1")[0].S = Name.H2


@fault("ua1:HEADING-NESTING")
def heading_level_skipped(pdf: Pdf) -> None:
    elements(pdf, "H2")[0].S = Name.H3


@fault("ua1:TABLE-HEADERS-SCOPE")
def head_cells_without_scope(pdf: Pdf) -> None:
    for element in elements(pdf, "TH"):
        del element["/A"]


@fault("ua1:TABLE-ROW-COLUMNSPAN")
def short_table_row(pdf: Pdf) -> None:
    row = elements(pdf, "TR")[2]
    row.K = Array(list(row.K)[:-1])


@fault("ua1:PAGE-TABS")
def tab_order_by_row(pdf: Pdf) -> None:
    pdf.pages[0].Tabs = Name.R


@fault("ua1:LINK-LINK-TAG")
def link_not_in_a_link(pdf: Pdf) -> None:
    elements(pdf, "Link")[0].S = Name.Span


@fault("ua1:LINK-CONTENTS")
def link_without_description(pdf: Pdf) -> None:
    del pdf.pages[0].Annots[0]["/Contents"]


@fault("2a:ANNOTATION")
def link_that_does_not_print(pdf: Pdf) -> None:
    del pdf.pages[0].Annots[0]["/F"]


@fault("ua1:FONT-EMBEDDING")
def font_not_embedded(pdf: Pdf) -> None:
    for font in fonts(pdf):
        del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


@fault("ua1:FONT-GLYPH-WIDTH")
def wrong_widths(pdf: Pdf) -> None:
    for font in fonts(pdf):
        del font.DescendantFonts[0]["/W"]


@fault("ua1:NOTDEF-GLYPH")
def missing_glyph(pdf: Pdf) -> None:
    content(pdf, rb"(/H1<</MCID \d+>>BDC.*?\[\()..", rb"\1\0\0")


@fault("2a:DEVICE-RGB")
def no_colour_profile(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


@fault("reader:parent tree does not lead back")
def parent_tree_swapped(pdf: Pdf) -> None:
    owners = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    owners[0], owners[1] = owners[1], owners[0]


@fault("reader:its P is not its parent")
def wrong_parent(pdf: Pdf) -> None:
    elements(pdf, "LI")[0].P = elements(pdf, "H1")[0]


@fault("reader:content in no element")
def heading_lost_from_the_tree(pdf: Pdf) -> None:
    kids = pdf.Root.StructTreeRoot.K.K
    pdf.Root.StructTreeRoot.K.K = Array(list(kids)[1:])


@fault("reader:no content")
def text_lost_to_an_artifact(pdf: Pdf) -> None:
    content(pdf, rb"/P<</MCID \d+>>BDC", b"/Artifact BMC")


@fault("reader:no space between lines")
def words_run_together(pdf: Pdf) -> None:
    # the step "Kneel on the floor " loses the space at its line's end: glyph 1 of Source Sans is the space
    content(pdf, rb"\\?\(?\x00\x01\)(Tj|\]TJ)\n0 -16\.8 Td", rb")\1\n0 -16.8 Td")


@fault("reader:leads to no page")
def link_to_nowhere(pdf: Pdf) -> None:
    pdf.pages[0].Annots[0].Dest[0] = Dictionary()


@fault("tree")
def reading_order_changed(pdf: Pdf) -> None:
    kids = list(pdf.Root.StructTreeRoot.K.K)
    kids[1], kids[2] = kids[2], kids[1]
    pdf.Root.StructTreeRoot.K.K = Array(kids)


@fault("tree")
def words_of_a_picture_changed(pdf: Pdf) -> None:
    elements(pdf, "Figure")[0].Alt = String("img_0021.png")


@fault("tree")
def foreign_words_unmarked(pdf: Pdf) -> None:
    del elements(pdf, "Span")[0]["/Lang"]


@fault("tree")
def warning_made_plain(pdf: Pdf) -> None:
    elements(pdf, "Warning")[0].S = Name.Div
