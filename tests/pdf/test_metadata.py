"""What a file says about itself → the same in all places, with a colour profile that others understand."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pikepdf
import pytest
from PIL import Image, ImageCms

from handout_builder.pdf.document import write
from handout_builder.pdf.metadata import DocumentInfo, srgb_profile
from tests.pdf import sample

INFO = replace(sample.INFO, title="Hüfte & <Knie>", author="“Quince” ☘", keywords=("a", "b"))


@pytest.fixture(params=[False, True], ids=["1.7", "2.0"])
def pdf(request: pytest.FixtureRequest) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(write(sample.pages(), INFO, sample.FACES, pdf2=request.param)))


def test_the_packet_says_everything(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as said:
        assert said["dc:title"] == INFO.title
        assert said["dc:creator"] == [INFO.author]
        assert said["dc:description"] == INFO.subject
        assert said["pdf:Keywords"] == "a, b"
        assert said["xmp:CreateDate"] == said["xmp:ModifyDate"] == "2025-03-01T00:00:00+00:00"
        new = pdf.pdf_version == "2.0"
        assert (said["pdfuaid:part"], said["pdfaid:part"]) == (("2", "4") if new else ("1", "2"))


def test_the_info_dictionary_agrees_or_is_not_there(pdf: pikepdf.Pdf) -> None:
    if pdf.pdf_version == "2.0":
        assert "/Info" not in pdf.trailer
    else:
        assert str(pdf.trailer.Info.Title) == INFO.title
        assert str(pdf.trailer.Info.Author) == INFO.author
        assert str(pdf.trailer.Info.CreationDate) == "D:20250301000000+00'00'"


def test_nothing_else_is_told(pdf: pikepdf.Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes().decode()
    assert str(datetime.now(UTC).year) not in packet.replace("2025-03-01", "").replace("<pdfuaid:rev>2024", "")
    assert "/home" not in packet


def test_dates_are_told_in_utc() -> None:
    east = datetime(2025, 3, 1, 1, 30, 0, 999, tzinfo=timezone(timedelta(hours=2)))
    assert replace(INFO, created=east).moment == datetime(2025, 2, 28, 23, 30, tzinfo=UTC)
    assert replace(INFO, created=datetime(2025, 3, 1)).moment == datetime(2025, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize("field", ["title", "author", "language"])
def test_a_file_without_a_name_raises(field: str) -> None:
    with pytest.raises(ValueError, match=field):
        replace(INFO, **{field: " "})  # type: ignore[arg-type]


def test_identifiers_follow_the_content() -> None:
    def identifier(info: DocumentInfo) -> bytes:
        with pikepdf.open(io.BytesIO(write(sample.pages(), info, sample.FACES))) as made:
            return bytes(made.trailer.ID[0])

    assert identifier(INFO) == identifier(INFO)
    assert identifier(INFO) != identifier(replace(INFO, subject="Other"))


def test_the_colour_profile_is_srgb() -> None:
    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    pixels = Image.new("RGB", (6, 6))
    pixels.putdata([(r, g, b) for r in (0, 60, 255) for g in (0, 128, 200) for b in (0, 30, 90, 255)])
    theirs = ImageCms.createProfile("sRGB")
    for start, end in ((ours, theirs), (theirs, ours)):
        moved = ImageCms.profileToProfile(pixels, start, end)
        assert moved is not None
        apart = [abs(a - b) for a, b in zip(pixels.tobytes(), moved.tobytes(), strict=True)]
        assert max(apart) <= 1
