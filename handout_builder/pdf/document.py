"""Finished pages and what the file says about itself in → the bytes of a tagged, archival PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handout_builder.boxes import Page
from handout_builder.cache import Cache
from handout_builder.pdf.artwork import Artwork
from handout_builder.pdf.form_fields import FormFields
from handout_builder.pdf.metadata import (
    DocumentInfo,
    info_dictionary,
    output_intent,
    page_labels,
    viewer_preferences,
    xmp_stream,
)
from handout_builder.pdf.navigation import Navigation
from handout_builder.pdf.objects import PDFParts, Stream, array, dictionary, number, text
from handout_builder.pdf.painter import Findings, PagePainter
from handout_builder.pdf.resources import Resources
from handout_builder.pdf.tags import StructureTree
from handout_builder.text.fonts import Face


def write(
    pages: Sequence[Page],
    info: DocumentInfo,
    faces: Mapping[str, Face],
    *,
    pdf2: bool = False,
    fillable: str | None = None,
    cache: Cache | None = None,
) -> bytes:
    """The bytes of a PDF 1.7 file for PDF/UA-1 and PDF/A-2a, or with `pdf2` of a 2.0 file for PDF/UA-2 and PDF/A-4.

    `faces` gives the face behind each name that runs and drawings use. With `fillable`, the name of the face that
    answers are set in, blanks become form fields; without it they stay paper. Drawings are looked up in `cache`, which
    changes nothing but the time. The same arguments give the same bytes in any process.

    Raises ValueError for boxes that make no valid file (an unknown role, a glyph the face lacks, a link to a missing
    anchor, two equal anchors …): those are bugs of the stages before, not problems of content.
    """
    if not pages:
        raise ValueError("a PDF needs at least one page")
    parts = PDFParts((2, 0) if pdf2 else (1, 7))
    catalog, page_tree = dictionary({"Type": "/Catalog"}), dictionary({"Type": "/Pages", "Count": len(pages)})
    root, tree_reference = parts.add(catalog), parts.add(page_tree)
    page_objects = [dictionary({"Type": "/Page", "Parent": tree_reference}) for _ in pages]
    references = [parts.add(page) for page in page_objects]
    page_tree["Kids"] = array(references)

    tree, resources, findings = StructureTree(), Resources(parts, faces), Findings()
    artwork = Artwork(parts, resources, cache)
    for index, (page, made) in enumerate(zip(pages, page_objects, strict=True)):
        painter = PagePainter(page, index, tree, resources, artwork, findings, fillable is not None)
        made["Contents"] = parts.add(Stream(painter.paint(), {}))
        made["Resources"] = resources.of(painter.content)
        made["MediaBox"] = array([0, 0, number(page.width), number(page.height)])
        made["StructParents"] = index
        made["Tabs"] = "/S"

    navigation = Navigation(parts, tree, references, pdf2)
    annotations = navigation.links(findings)
    if fillable is not None and findings.fields:
        fields = FormFields(parts, tree, references, resources.face(fillable).face)
        for index, widgets in fields.write(findings.fields).items():
            annotations.setdefault(index, []).extend(widgets)
        catalog["AcroForm"] = fields.dictionary()
    for index, listed in annotations.items():
        page_objects[index]["Annots"] = array(listed)
    outline = navigation.outline(findings.bookmarks)
    if outline:
        catalog["Outlines"] = outline
    catalog["StructTreeRoot"] = tree.finish(parts, references, pdf2)
    resources.finish()

    catalog["Pages"] = tree_reference
    catalog["Lang"] = text(info.language)
    catalog["MarkInfo"] = dictionary({"Marked": "true"})
    catalog["ViewerPreferences"] = viewer_preferences()
    catalog["PageLabels"] = page_labels(pages)
    catalog["OutputIntents"] = array([output_intent(parts)])
    catalog["Metadata"] = parts.add(xmp_stream(info, pdf2))
    # PDF/A-4 forbids the Info dictionary; the XMP packet says it all
    return parts.finish(root, None if pdf2 else parts.add(info_dictionary(info)))
