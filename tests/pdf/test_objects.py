"""Values and numbered objects → a file that independent readers read back, the same with any settings of ReportLab."""

from __future__ import annotations

import ast
import io
from pathlib import Path

import pikepdf
import pytest
from reportlab import rl_config

from handout_builder.pdf import objects
from handout_builder.pdf.objects import PDFParts, Stream, array, dictionary, name, text

WORDS = ["plain", "(brackets) \\ and (one open", "línea é", "Größe – “quoted”", "стоп", "停止", "line\nbreak"]


def file() -> bytes:
    parts = PDFParts((1, 7))
    said = [dictionary({"Said": text(words), "Name": name("a b#(c)"), "Left out": None}) for words in WORDS]
    pages = dictionary({"Type": "/Pages", "Count": 1})
    above = parts.add(pages)
    size = array([0, 0, 72, 72])
    pages["Kids"] = array(
        [parts.add(dictionary({"Type": "/Page", "Parent": above, "MediaBox": size, "Resources": dictionary({})}))]
    )
    catalog = dictionary({"Type": "/Catalog", "Pages": above, "Words": array(said)})
    catalog["Stream"] = parts.add(Stream(b"ends in CR\r", {"Kind": "/Plain"}, plain=True))
    catalog["Packed"] = parts.add(Stream(b"x" * 70_000, {}))
    return parts.finish(parts.add(catalog), None)


def test_an_independent_reader_reads_back_what_was_written() -> None:
    with pikepdf.open(io.BytesIO(file())) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert [str(entry.Said) for entry in pdf.Root.Words] == WORDS
        assert {str(entry.Name) for entry in pdf.Root.Words} == {"/a b#(c)"}
        assert all(set(entry.keys()) == {"/Said", "/Name"} for entry in pdf.Root.Words)
        assert pdf.Root.Stream.read_raw_bytes() == b"ends in CR\r"
        assert pdf.Root.Packed.read_bytes() == b"x" * 70_000


def test_settings_of_reportlab_on_the_machine_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = file()
    for setting in ("pdfMultiLine", "pdfComments", "invariant", "useA85", "pageCompression"):
        monkeypatch.setattr(rl_config, setting, 1 - int(getattr(rl_config, setting)))
    assert file() == before


def test_one_module_uses_reportlab_and_by_public_names() -> None:
    room = Path(objects.__file__).parent
    for path in room.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found = [
            node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and "reportlab" in str(node.module)
        ]
        used = {alias.name for node in found for alias in node.names}
        if path.name == "objects.py":
            assert used == {"DummyDoc", "PDFArray", "PDFDictionary", "PDFName", "PDFObject", "PDFString"}
        else:
            assert not used, path.name
