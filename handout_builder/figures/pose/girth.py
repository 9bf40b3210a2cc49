"""A figure file → how strong or slim each part of its person is."""

from __future__ import annotations

from handout_builder.figures.body.proportions import SHAPES
from handout_builder.model.figures.figure import FigureFile


def shape_factors(figure: FigureFile) -> dict[str, float]:
    """The girth factors of `SHAPES`: the person's shape times the figure's own."""
    base, own = SHAPES[figure.person.shape], figure.shape.model_dump()
    return {name: factor * own.get(name, 1.0) for name, factor in base.items()}
