"""What was found in one PDF, as frozen data and as plain lists and dictionaries for JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Weight = Literal["fault", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to know: a fault to mend, or a note to judge. `page` counts from 1, 0 means the whole file."""

    weight: Weight
    page: int
    check: str
    message: str


@dataclass(frozen=True, slots=True)
class Claims:
    """What a file says of itself. `pdf_ua` and `pdf_a` are claims; validators prove them."""

    version: str = ""
    tagged: bool = False
    pdf_ua: str | None = None
    pdf_a: str | None = None
    title: str | None = None
    title_shown: bool = False
    language: str | None = None
    languages: tuple[str, ...] = ()
    encrypted: bool = False
    may_be_read_aloud: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Font:
    """One font of a file."""

    name: str
    kind: str
    embedded: bool
    subset: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """The first words that were measured so, and where: `value` is points for type, a ratio for contrast."""

    value: float
    page: int
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One raster picture where it is shown: its pixels, and how many of them to the inch."""

    page: int
    width: int
    height: int
    dpi: float


@dataclass(frozen=True, slots=True)
class SafetyMessage:
    """One safety message: its page, its signal word and all its words. `tagged` is how it was found."""

    page: int
    word: str
    words: str
    tagged: bool


@dataclass(frozen=True, slots=True)
class Link:
    """One link: where it leads and what is said of it to those who cannot see it."""

    page: int
    target: str
    description: str | None


@dataclass(frozen=True, slots=True)
class Detail:
    """Something written in the file outside its pages that could tell who somebody is."""

    where: str
    value: str


@dataclass(frozen=True, slots=True)
class Report:
    """One file. Without `readable` everything but `findings` is empty."""

    path: str
    size: int
    readable: bool
    pages: int = 0
    claims: Claims = Claims()
    fonts: tuple[Font, ...] = ()
    smallest_type: Sample | None = None
    lowest_contrast: Sample | None = None
    pictures: tuple[Picture, ...] = ()
    empty_pages: tuple[int, ...] = ()
    safety: tuple[SafetyMessage, ...] = ()
    links: tuple[Link, ...] = ()
    details: tuple[Detail, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def faults(self) -> tuple[Finding, ...]:
        """The findings that must be mended."""
        return tuple(finding for finding in self.findings if finding.weight == "fault")

    @property
    def fine(self) -> bool:
        """Nothing to mend."""
        return not self.faults

    def as_data(self) -> dict[str, Any]:
        """The same in lists, dictionaries, texts and numbers; keys are the names of the fields."""
        return {"fine": self.fine, **asdict(self)}
