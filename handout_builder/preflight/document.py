"""An opened PDF → what it says of itself: standards, language, title, links, and data that could identify a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pikepdf
from pikepdf import Dictionary, Name

from handout_builder.preflight.report import Claims, Detail, Link
from handout_builder.preflight.structure_tree import Object, structure

_PDF_UA = "{http://www.aiim.org/pdfua/ns/id/}"
_PDF_A = "{http://www.aiim.org/pdfa/ns/id/}"
_PATH = re.compile(r"(?:[A-Za-z]:\\|/)(?:Users|home|Documents and Settings)[\\/][^\\/\s<]+", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_ORDINARY = frozenset({"/Title", "/Subject", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped"})
"""Entries of the document information that name no person, unless they hold a path or an address."""
_PERSON_IN_XMP = ("creator", "contributor", "lastModifiedBy", "Author", "Manager", "Company")
_EXIF = (b"\xff\xe1", b"\xff\xed")


def claims(pdf: pikepdf.Pdf) -> Claims:
    """Standards, language and title that the file claims; nothing is checked here."""
    root: Any = pdf.Root
    properties = xmp(pdf)
    part = properties.get(_PDF_A + "part")
    info_title = pdf.docinfo.get("/Title") if "/Info" in pdf.trailer else None
    language = root.get("/Lang")
    return Claims(
        version=pdf.pdf_version,
        tagged="/StructTreeRoot" in root and _is_true(root, "/MarkInfo", "/Marked"),
        pdf_ua=properties.get(_PDF_UA + "part"),
        pdf_a=f"{part}{properties.get(_PDF_A + 'conformance', '')}" if part else None,
        title=properties.get("title") or (str(info_title) if info_title else None),
        title_shown=_is_true(root, "/ViewerPreferences", "/DisplayDocTitle"),
        language=str(language) if language else None,
        languages=tuple(sorted({str(e.Lang) for e in structure(pdf) if "/Lang" in e})),
        encrypted=pdf.is_encrypted,
        may_be_read_aloud=pdf.allow.accessibility,
    )


def _is_true(root: Object, dictionary: str, key: str) -> bool:
    found = root.get(dictionary)
    return isinstance(found, Dictionary) and bool(found.get(key, False))


def xmp(pdf: pikepdf.Pdf) -> dict[str, str]:
    """Properties of the metadata stream: those of Dublin Core by name alone, others with their namespace.

    Empty when there is no stream or when it is not XML.
    """
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return {}
    data = stream.read_bytes()
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data:  # entities can explode, and XMP has none
        return {}
    try:
        tree = ElementTree.fromstring(data.strip(b"\x00 \r\n\t").removeprefix(b"\xef\xbb\xbf"))
    except ElementTree.ParseError:
        return {}
    found: dict[str, str] = {}
    for element in tree.iter():
        text = " ".join("".join(element.itertext()).split())
        values = [(element.tag, text), *element.attrib.items()]
        for tag, value in values:
            if tag.startswith((_PDF_UA, _PDF_A)):
                found[tag] = value
            elif value and tag.startswith("{http"):
                found.setdefault(tag.rpartition("}")[2], value)
    return found


# --- links


def annotations_of(page: pikepdf.Page) -> list[Object]:
    """The annotations of a page; entries that are not dictionaries are left out."""
    listed = page.obj.get("/Annots")
    return [a for a in listed if isinstance(a, Dictionary)] if isinstance(listed, pikepdf.Array) else []


def links(pdf: pikepdf.Pdf) -> tuple[Link, ...]:
    """The links of all pages, in order."""
    found = []
    for number, page in enumerate(pdf.pages, 1):
        for annotation in annotations_of(page):
            if annotation.get("/Subtype") == Name.Link:
                said = annotation.get("/Contents")
                found.append(Link(number, _target(annotation), str(said) if said else None))
    return tuple(found)


def _target(annotation: Object) -> str:
    action = annotation.get("/A")
    if isinstance(action, Dictionary):
        kind = str(action.get("/S", "/?"))[1:]
        if kind == "URI":
            return str(action.get("/URI", ""))
        return "in this file" if kind == "GoTo" else kind
    return "in this file" if "/Dest" in annotation else "nowhere"


# --- data that could identify a person


def details(pdf: pikepdf.Pdf) -> tuple[Detail, ...]:
    """Names, paths, addresses and attachments outside the pages; a person must decide whether they may be published."""
    return (*_info_details(pdf), *_xmp_details(pdf), *_form_details(pdf), *_picture_details(pdf))


def _info_details(pdf: pikepdf.Pdf) -> Iterator[Detail]:
    info = pdf.docinfo if "/Info" in pdf.trailer else Dictionary()
    for key, value in info.items():
        text = str(value)
        if text and (key not in _ORDINARY or _PATH.search(text) or _MAIL.search(text)):
            yield Detail(f"document information, {key[1:]}", text)


def _xmp_details(pdf: pikepdf.Pdf) -> Iterator[Detail]:
    for key, value in xmp(pdf).items():
        if key in _PERSON_IN_XMP:
            yield Detail(f"metadata, {key}", value)
    stream = pdf.Root.get("/Metadata")
    raw = stream.read_bytes().decode("utf-8", "replace") if isinstance(stream, pikepdf.Stream) else ""
    for found in dict.fromkeys([*_PATH.findall(raw), *_MAIL.findall(raw)]):
        yield Detail("metadata, a path or address", found)


def _form_details(pdf: pikepdf.Pdf) -> Iterator[Detail]:
    for name in pdf.attachments:
        yield Detail("attached file", name)
    for number, page in enumerate(pdf.pages, 1):
        for annotation in annotations_of(page):
            if annotation.get("/Subtype") == Name.Widget:
                value = annotation.get("/V")
                if isinstance(value, pikepdf.String) and str(value).strip():
                    yield Detail(f"page {number}, filled field", str(annotation.get("/T", "?")))
            elif "/T" in annotation and str(annotation.T):
                yield Detail(f"page {number}, author of a comment", str(annotation.T))
        if "/PieceInfo" in page.obj:
            yield Detail(f"page {number}", "private data of the program that made it")


def _picture_details(pdf: pikepdf.Pdf) -> Iterator[Detail]:
    """Pictures that still have the data of the camera: place, time, owner (EXIF, IPTC)."""
    for found in pdf.objects:
        if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == Name.Image and _is_jpeg(found):
            target = BytesIO()
            pikepdf.PdfImage(found).extract_to(stream=target)
            if _has_camera_data(target.getvalue()):
                said = f"{found.get('/Width')} × {found.get('/Height')} pixels"
                yield Detail(f"picture of {said}", "data of the camera (EXIF or IPTC)")


def _is_jpeg(picture: Object) -> bool:
    filters = picture.get("/Filter")
    return Name.DCTDecode in (list(filters) if isinstance(filters, pikepdf.Array) else [filters])


def _has_camera_data(jpeg: bytes) -> bool:
    head = jpeg[: jpeg.find(b"\xff\xda")] if b"\xff\xda" in jpeg else jpeg
    return any(head.find(marker) >= 0 for marker in _EXIF) and any(
        word in head for word in (b"Exif\x00", b"Photoshop 3.0", b"http://ns.adobe.com/xap/")
    )
