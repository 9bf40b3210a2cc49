"""An edition: the type scale and the measures of one way to print the same blocks; `layouts/editions/<name>.yaml`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from handout_builder.model.frozen import Frozen


class TypeSize(Frozen):
    """Size and leading of one style, in points."""

    size: float = Field(ge=9, le=80)
    leading: float = Field(ge=9, le=100)


def _pair(value: Any) -> Any:
    if isinstance(value, list | tuple) and len(value) == 2:
        return {"size": value[0], "leading": value[1]}
    if isinstance(value, dict | TypeSize):
        return value
    raise ValueError(f'"{value}" is not a size and a leading; write them like [12.5, 16]')


_NUMBER = {"type": "number"}
Size = Annotated[
    TypeSize, BeforeValidator(_pair), WithJsonSchema({"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2})
]


class TypeScale(Frozen):
    """Every style a sheet is set in."""

    display: Size
    lead: Size
    h1: Size
    h2: Size
    do: Size
    body: Size
    label: Size
    value: Size
    unit: Size
    signal: Size
    small: Size
    stepnum: Size
    phone: Size


FigureColumn = Annotated[float, Field(ge=60, le=260)]


class StepMeasures(Frozen):
    """The columns of a step row."""

    number: float = Field(default=27, ge=12, le=60)
    number_gap: float = Field(default=9, ge=0, le=40)
    figure: FigureColumn | Annotated[tuple[FigureColumn, ...], Field(min_length=1, max_length=6)] = 126.0
    figure_gap: float = Field(default=15, ge=0, le=40)

    @property
    def figure_columns(self) -> tuple[float, ...]:
        """The widths that the figure column of an exercise may have, narrowest first, each once."""
        return tuple(sorted(set(self.figure))) if isinstance(self.figure, tuple) else (self.figure,)


class FigureFit(Frozen):
    """The figure scales (points per unit; an adult is 100 units tall), tried from `largest` down by `step`."""

    largest: float = Field(default=1.20, ge=0.4, le=4)
    smallest: float = Field(default=0.72, ge=0.4, le=4)
    step: float = Field(default=0.01, ge=0.005, le=1)

    @model_validator(mode="after")
    def _downwards(self) -> FigureFit:
        if self.smallest > self.largest:
            raise ValueError('"smallest" is larger than "largest"; write a smaller number')
        return self


class Edition(Frozen):
    """One way to print the same blocks."""

    name: str
    layout: Literal["standard", "compact"] = Field(
        default="standard", description="compact: several exercises share a page"
    )
    colours: Literal["brand", "black"] = "brand"
    smallest: float = Field(default=10.5, ge=9, description="no text is smaller, labels in pictures aside")
    smallest_label: float = Field(default=9, ge=6, description="no label in a picture is smaller")
    type: TypeScale
    step: StepMeasures = StepMeasures.usual()
    fit: FigureFit = FigureFit.usual()
    tile: float = Field(default=33, ge=18, le=80)
    icon: float = Field(default=18, ge=10, le=40)
    qr: float = Field(default=54, ge=40, le=120)

    @property
    def only_black(self) -> bool:
        """Whether only black is printed."""
        return self.colours == "black"

    @model_validator(mode="after")
    def _nothing_smaller(self) -> Edition:
        for name in TypeScale.model_fields:
            size = getattr(self.type, name).size
            if size < self.smallest:
                raise ValueError(f'"{name}" has {size:g} points, less than "smallest"; write {self.smallest:g} or more')
        return self
