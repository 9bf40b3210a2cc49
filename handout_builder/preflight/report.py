"""The report of one PDF as frozen data, and as plain lists and dictionaries for JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Weight = Literal["fault", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A fault to correct, or a note to decide on. `page` counts from 1; 0 means the whole file."""

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
    """The words with the smallest value, and their page; `value` is in points for type, a ratio for contrast."""

    value: float
    page: int
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One raster picture on a page: its size in pixels, and its resolution as shown."""

    page: int
    width: int
    height: int
    dpi: float


@dataclass(frozen=True, slots=True)
class SafetyMessage:
    """One safety message: its page, its signal word and all its words; `tagged` when a tag says that it is one."""

    page: int
    word: str
    words: str
    tagged: bool


@dataclass(frozen=True, slots=True)
class Link:
    """One link: its target, and its description for screen readers."""

    page: int
    target: str
    description: str | None


@dataclass(frozen=True, slots=True)
class Detail:
    """Data in the file, outside its pages, that could identify a person."""

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
        """The findings that must be corrected."""
        return tuple(finding for finding in self.findings if finding.weight == "fault")

    @property
    def fine(self) -> bool:
        """Whether there are no faults."""
        return not self.faults

    def as_data(self) -> dict[str, Any]:
        """The same as lists, dictionaries, texts and numbers for JSON; keys are the names of the fields."""
        return {"fine": self.fine, **asdict(self)}
