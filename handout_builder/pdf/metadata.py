"""What a file says about itself in → XMP packet, Info dictionary, colour profile, viewer preferences, page labels."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from handout_builder.boxes import Page
from handout_builder.pdf.objects import PDFParts, Stream, Value, array, dictionary, text


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What the file says about itself.

    `language` is a BCP 47 tag such as "en". `created` is a fixed date (SOURCE_DATE_EPOCH, or the content's own date),
    never the clock, so that the same inputs give the same bytes; without a time zone it is taken as UTC.
    """

    title: str
    author: str
    language: str
    created: datetime
    subject: str = ""
    keywords: tuple[str, ...] = ()
    creator: str = "Handout Builder"
    producer: str = "Handout Builder, ReportLab"

    def __post_init__(self) -> None:
        for field in ("title", "author", "language"):
            if not getattr(self, field).strip():
                raise ValueError(f"a PDF needs a {field}")

    @property
    def moment(self) -> datetime:
        """`created` in UTC, in whole seconds."""
        aware = self.created if self.created.tzinfo else self.created.replace(tzinfo=UTC)
        return aware.astimezone(UTC).replace(microsecond=0)


def info_dictionary(info: DocumentInfo) -> Value:
    """The classic Info dictionary; PDF/A wants it to agree with the XMP packet."""
    date = text(f"D:{info.moment:%Y%m%d%H%M%S}+00'00'")
    words = {
        "Title": info.title,
        "Author": info.author,
        "Subject": info.subject,
        "Keywords": ", ".join(info.keywords),
        "Creator": info.creator,
        "Producer": info.producer,
    }
    return dictionary(
        {key: text(said) for key, said in words.items() if said} | {"CreationDate": date, "ModDate": date}
    )


def xmp_stream(info: DocumentInfo, pdf2: bool) -> Stream:
    """The XMP packet with the marks of PDF/UA and PDF/A, left uncompressed so that any tool can read it."""
    return Stream(_xmp(info, pdf2).encode(), {"Type": "/Metadata", "Subtype": "/XML"}, plain=True)


def _xmp(info: DocumentInfo, pdf2: bool) -> str:
    def one(kind: str, words: str, attribute: str = "") -> str:
        return f"<rdf:{kind}><rdf:li{attribute}>{escape(words, quote=False)}</rdf:li></rdf:{kind}>"

    default = ' xml:lang="x-default"'
    date = info.moment.isoformat()
    fields = [
        ("dc:format", "application/pdf"),
        ("dc:title", one("Alt", info.title, default)),
        ("dc:creator", one("Seq", info.author)),
        ("dc:description", one("Alt", info.subject, default) if info.subject else ""),
        ("dc:language", one("Bag", info.language)),
        ("xmp:CreateDate", date),
        ("xmp:ModifyDate", date),
        ("xmp:CreatorTool", escape(info.creator, quote=False)),
        ("pdf:Producer", escape(info.producer, quote=False)),
        ("pdf:Keywords", escape(", ".join(info.keywords), quote=False)),
        ("pdfuaid:part", "2" if pdf2 else "1"),
        ("pdfuaid:rev", "2024" if pdf2 else ""),
        ("pdfaid:part", "4" if pdf2 else "2"),
        ("pdfaid:rev", "2020" if pdf2 else ""),
        ("pdfaid:conformance", "" if pdf2 else "A"),
    ]
    said = "\n".join(f"<{key}>{value}</{key}>" for key, value in fields if value)
    return _PACKET.format(fields=said, schema="" if pdf2 else _UA_SCHEMA)


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
{fields}</rdf:Description>{schema}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""

# PDF/A-2 does not know the pdfuaid properties and wants them described, with these prefixes (ISO 19005-2, 6.6.2)
_UA_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def output_intent(parts: PDFParts) -> Value:
    """Says that all colours of the file are sRGB."""
    profile = parts.add(Stream(srgb_profile(), {"N": 3}))
    return dictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": text("sRGB"),
            "Info": text("sRGB IEC61966-2.1"),
            "DestOutputProfile": profile,
        }
    )


def srgb_profile() -> bytes:
    """An ICC v4 display profile from the numbers of IEC 61966-2-1, adapted to D50 as ICC.1 asks; no date, no maker.

    Made here and not by Pillow's ImageCms, which costs an import and stamps the clock into the profile.
    """

    def fixed(*values: float) -> bytes:
        return b"".join(struct.pack(">i", round(value * 65536)) for value in values)

    def words(said: str) -> bytes:
        coded = said.encode("utf-16-be")
        return b"mluc" + bytes(4) + struct.pack(">II4sII", 1, 12, b"enUS", len(coded), 28) + coded

    def colour(*xyz: float) -> bytes:
        return b"XYZ " + bytes(4) + fixed(*xyz)

    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    bradford = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
    tags = [
        (b"desc", words("sRGB")),
        (b"cprt", words("CC0")),
        (b"wtpt", colour(0.96420, 1.0, 0.82491)),
        (b"chad", b"sf32" + bytes(4) + fixed(*bradford)),
        (b"rXYZ", colour(0.43607, 0.22249, 0.01392)),
        (b"gXYZ", colour(0.38515, 0.71687, 0.09708)),
        (b"bXYZ", colour(0.14307, 0.06061, 0.71410)),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    ]
    placed: dict[bytes, int] = {}
    body, index = b"", struct.pack(">I", len(tags))
    first = 128 + 4 + 12 * len(tags)
    for key, data in tags:
        at = placed.setdefault(data, first + len(body))
        index += key + struct.pack(">II", at, len(data))
        if at == first + len(body):
            body += data + bytes(-len(data) % 4)
    head = struct.pack(">I4sI4s4s4s", first + len(body), bytes(4), 0x04200000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H", 2000, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + fixed(0.96420, 1.0, 0.82491)
    return head.ljust(128, b"\0") + index + body


def viewer_preferences() -> Value:
    """Show the title in the window, not the file name (PDF/UA-1, 7.1)."""
    return dictionary({"DisplayDocTitle": "true"})


def page_labels(pages: Sequence[Page]) -> Value:
    """What viewers call each page: its printed number, or its own label."""
    rows: list[Value] = []
    counting_from: int | None = None
    for index, page in enumerate(pages):
        if page.label and page.label != str(page.number):
            rows += [index, dictionary({"P": text(page.label)})]
            counting_from = None
        elif counting_from is None or page.number - index != counting_from:
            rows += [index, dictionary({"S": "/D", "St": page.number})]
            counting_from = page.number - index
    return dictionary({"Nums": array(rows)})
