"""A practice's brand: what `layouts/brands/<name>/brand.yaml` says. Nothing in it changes a safety message."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import AfterValidator, Field, model_validator

from handout_builder.model.author_text import Line
from handout_builder.model.frozen import Frozen
from handout_builder.model.language_code import ENGLISH, LanguageCode
from handout_builder.model.people import People
from handout_builder.model.phone import EmergencyNumber, Phone
from handout_builder.model.safety import StopList

DateFormat = Literal["MMM D, YYYY", "D MMM YYYY", "D. MMM YYYY", "DD/MM/YYYY", "MM/DD/YYYY", "YYYY-MM-DD", "D.M.YYYY"]
DATE_PATTERNS: tuple[str, ...] = get_args(DateFormat)


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
        raise ValueError(f'"{value}" is not a colour; write # and six of 0-9 A-F in quotes, such as "#0B6E78"')
    return value.upper()


def _file_name(value: str) -> str:
    if not value or value != value.strip(". ") or re.search(r"[/\\\\:]", value):
        raise ValueError(
            f'"{value}" is not the name of a file next to brand.yaml; write its name alone, such as logo.svg'
        )
    return value


Colour = Annotated[str, AfterValidator(_colour)]
FileName = Annotated[str, AfterValidator(_file_name)]


class DisplayFont(Frozen):
    """The font of titles and headings."""

    family: Line = "Source Sans 3"
    weight: Literal["400", "600", "700", "800"] = "800"
    tracking: float = Field(default=0.0, ge=-0.05, le=0.1, description="extra space between letters, in em")
    scale: float = Field(
        default=1.0, ge=0.8, le=1.2, description="for fonts that look larger or smaller than their size says"
    )


class TextFont(Frozen):
    """The font of everything else; needs weights 400, 600, 700 and 800."""

    family: Line = "Source Sans 3"


class Fonts(Frozen):
    """The two fonts of a brand."""

    display: DisplayFont = DisplayFont.usual()
    text: TextFont = TextFont.usual()


class Style(Frozen):
    """The style of heads, steps and panels."""

    header: Literal["mark", "letterhead"] = "mark"
    step_marker: Literal["disc", "numeral"] = "disc"
    panel: Literal["tint", "rule"] = "tint"
    radius: float = Field(
        default=1.0, ge=0, le=2, description="multiplies every radius but those of safety and stop boxes"
    )


class Terms(Frozen):
    """What the practice calls itself and its people."""

    clinic: Line = "clinic"
    clinician: Line = "clinician"


class PainZones(Frozen):
    """How much pain is fine, from 0 to 10; clinics differ."""

    fine_to: int = Field(default=3, ge=0, le=8, description="the highest number that is fine")
    ease_to: int = Field(default=5, ge=1, le=9, description="the highest number at which to ease off")

    @model_validator(mode="after")
    def _upwards(self) -> PainZones:
        if self.ease_to <= self.fine_to:
            raise ValueError('"ease_to" is not above "fine_to"; write a larger number')
        return self


class Brand(Frozen):
    """A practice."""

    UNPRINTED_FIELDS: ClassVar = frozenset(
        {"paper", "language", "date_format", "colour", "accent", "fonts", "style", "units", "pain", "people", "source"}
        | {"logo", "logo_dark", "logo_wide"}
    )
    name: Line = Field(max_length=60)
    short_name: Line | None = Field(default=None, max_length=30, description="the name at the head of later pages")
    tagline: Line | None = Field(default=None, max_length=80)
    phone: Phone
    hours: Line | None = Field(default=None, max_length=60)
    web: Line = Field(max_length=60)
    address: Line | None = Field(default=None, max_length=100)
    emergency: EmergencyNumber = Field(description="the emergency number of the country, one alone")
    paper: Literal["letter", "a4"] = "a4"
    language: LanguageCode = Field(default=ENGLISH, description="code of the language of date_format and terms")
    date_format: DateFormat = "D MMM YYYY"
    colour: Colour = Field(description="the one colour from which all others follow")
    accent: Colour | None = Field(default=None, description="for arrows and the stretch zone in pictures")
    fonts: Fonts = Fonts.usual()
    style: Style = Style.usual()
    logo: FileName | None = Field(default=None, description="an SVG or PNG file next to brand.yaml")
    logo_dark: FileName | None = Field(default=None, description="the logo for white paper, where `logo` is too light")
    logo_wide: FileName | None = Field(default=None, description="the logo of page 1, where `logo` is for small places")
    units: Literal["us", "metric"] = "metric"
    terms: Terms = Terms.usual()
    pain: PainZones = PainZones.usual()
    stop: StopList | None = Field(
        default=None, description="the stop list of plans whose exercises no one handout lists"
    )
    closed: Line | None = Field(
        default=None, max_length=60, description='what to do when the practice is closed, after "When we are closed,"'
    )
    people: People = People.usual()
