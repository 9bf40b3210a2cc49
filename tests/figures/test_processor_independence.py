"""What decides a point, colour or verdict asks neither BLAS nor the system's maths library: only own arithmetic."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, Point, Polygon, box

from handout_builder.figures.paint.outline import buffered
from tests import REPOSITORY

PACKAGE = REPOSITORY / "handout_builder"
MODULES = sorted(PACKAGE.rglob("*.py"))
FIGURES = ("figures/", "geometry/")
"""Where shapes of numpy and shapely are; the pictures of authors have a Matrix of their own."""
OWN = "geometry/arithmetic.py"
"""The module whose series take powers of whole numbers."""
BUFFER = ("figures/paint/outline.py", "buffered")
"""The one function that may grow an outline with shapely: it puts the result on a grid."""
MATHS = {"ceil", "copysign", "degrees", "e", "factorial", "fmod", "inf", "isfinite", "pi", "radians", "sqrt"}
"""Exact to the last bit by IEEE 754, or a single product."""
NUMPY = {
    "abs", "add", "all", "arange", "argmax", "argmin", "array", "asarray", "ascontiguousarray", "bool_", "clip",
    "column_stack", "concatenate", "cross", "cumsum", "diff", "eye", "float64", "gradient", "inf", "linspace",
    "maximum", "mean", "minimum", "nonzero", "outer", "ptp", "roll", "rint", "searchsorted", "sign", "sqrt", "stack",
    "trace", "vstack", "where", "zeros",
}  # fmt: skip
"""Single sums, products and choices. A function that is not here is judged before it is added."""
METHODS = {"buffer", "dot", "minimum_rotated_rectangle", "offset_curve", "parallel_offset"}
"""Of numpy and shapely, under whatever name they are reached."""
TURNS = {"affinity", "rotate", "skew"}
"""Of shapely: turned with the system's sine."""


def faults(source: str, module: str) -> list[str]:
    """Each place of a module that decides with arithmetic that is not the same on every processor."""
    return [f"{module}:{line}: {what}" for line, what in _found(ast.parse(source), module)]


def _found(node: ast.AST, module: str, function: str = "") -> Iterator[tuple[int, str]]:
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.FunctionDef):
            yield from _found(inner, module, inner.name)
            continue
        yield from ((getattr(inner, "lineno", 0), what) for what in _wrong(inner, module, function))
        yield from _found(inner, module, function)


def _wrong(node: ast.AST, module: str, function: str) -> Iterator[str]:
    match node:
        case ast.BinOp(op=ast.MatMult()) | ast.AugAssign(op=ast.MatMult()) if module.startswith(FIGURES):
            yield "@: use vectors.product"
        case ast.BinOp(left=ast.Constant(value=int()), op=ast.Pow()):
            pass  # a whole number, for a number of decimals
        case ast.BinOp(op=ast.Pow()) | ast.AugAssign(op=ast.Pow()) if module != OWN:
            yield "**: use arithmetic.power, or products"
        case ast.Name(id="pow"):
            yield "pow: use arithmetic.power"
        case ast.Attribute(value=ast.Name(id="math"), attr=name) if name not in MATHS:
            yield f"math.{name}"
        case ast.Attribute(value=ast.Name(id="np"), attr=name) if name not in NUMPY:
            yield f"np.{name}"
        case ast.Attribute(attr=name) if name in METHODS and module.startswith(FIGURES):
            yield from [f".{name}"] if (module, function) != BUFFER else []
        case ast.ImportFrom(module="math" | "numpy" | "cmath" as library):
            yield f"from {library} import …: this test looks for {library}.name"
        case ast.ImportFrom(module=str(library), names=names) if not library.startswith("handout_builder"):
            yield from (f"import of {alias.name}" for alias in names if alias.name in METHODS | TURNS)
        case ast.Import(names=names):
            yield from (f"import {name}: this test looks for {usual}." for name, usual in map(_renamed, names) if usual)


def _renamed(alias: ast.alias) -> tuple[str, str | None]:
    """An imported library, and the name that it should have had; None where it has that."""
    usual = {"math": "math", "cmath": "no cmath", "numpy": "np", "shapely": "shapely"}.get(alias.name)
    return alias.name, None if usual in (None, alias.asname or alias.name) else usual


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_uses_only_own_arithmetic(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8"), path.relative_to(PACKAGE).as_posix()) == []


@pytest.mark.parametrize(
    "line",
    [
        "c = a @ b", "a @= b", "np.dot(a, b)", "a.dot(b)", "np.linalg.norm(a)", "np.einsum('ij,ij->i', a, b)",
        "np.sin(a)", "np.cos(a)", "np.tan(a)", "np.arctan2(a, b)", "np.hypot(a, b)", "np.exp(a)", "np.power(a, b)",
        "np.interp(a, b, c)", "math.sin(a)", "math.atan2(a, b)", "math.hypot(a, b)", "math.dist(a, b)",
        "math.pow(a, b)", "math.log(a)", "math.exp(a)", "math.cbrt(a)",
        "a ** 0.7", "a **= 3", "pow(a, b)", "shape.buffer(1)", "shapely.buffer(shape, 1)", "shape.offset_curve(1)",
        "from math import sin", "from numpy import dot", "import numpy", "import math as m", "import cmath",
        "from shapely.affinity import rotate, scale",
        "from shapely import affinity", "def f():\n    return shape.buffer(1)",
        "for a in b:\n    c = [d @ e for d in b]",
    ],
)  # fmt: skip
def test_every_other_arithmetic_is_named(line: str) -> None:
    assert len(faults(line, "figures/paint/curve.py")) == 1


@pytest.mark.parametrize("module", ["pictures/svg/path.py", "geometry/colour.py", "legibility/measure.py"])
@pytest.mark.parametrize("line", ["math.sin(a)", "math.atan2(a, b)", "math.hypot(a, b)", "a ** 2.4", "pow(a, b)"])
def test_the_maths_library_is_named_wherever_a_point_or_colour_is_decided(module: str, line: str) -> None:
    assert len(faults(line, module)) == 1
    assert PACKAGE / module in MODULES


def test_the_one_buffer_and_exact_functions_are_allowed() -> None:
    grown = "def buffered(shape):\n    return shapely.buffer(shape, 1)"
    assert faults(grown, BUFFER[0]) == []
    assert len(faults(grown, "figures/paint/pen.py")) == 1
    assert (
        faults("import math\nimport numpy as np\na = math.sqrt(b) + np.sqrt(c) * 10**digits\n", "geometry/path.py")
        == []
    )


@pytest.mark.parametrize("round_points", [3, 5])
def test_no_edge_of_a_grown_outline_is_at_45_degrees(round_points: int) -> None:
    """Next to an upright edge it would be half a step too much for a round corner, and the last digit would decide."""
    discs = [buffered(Point(n / 7, n / 3), 0.3 + n / 50, round_points) for n in range(40)]
    steps = np.vstack([np.diff(shapely.get_coordinates(disc), axis=0) for disc in discs])
    assert (np.abs(np.abs(steps[:, 0]) - np.abs(steps[:, 1])) > 1e-11).all()


def test_a_grown_outline_is_where_shapely_puts_it() -> None:
    square = box(0, 0, 10, 4)
    assert buffered(square, 1.0, 5).hausdorff_distance(shapely.buffer(square, 1.0, quad_segs=5)) < 2e-7
    assert buffered(square, -1.0).bounds == pytest.approx((1, 1, 9, 3), abs=2e-7)
    ends = buffered(LineString([(0, 0), (9, 0)]), 1.0, cap="flat")
    assert ends.bounds == pytest.approx((0, -1, 9, 1), abs=2e-7)


def test_an_outline_shrunk_to_a_neck_thinner_than_the_grid_stays_valid() -> None:
    for n in range(60):
        upper = LineString([(-9, 5), (-4, 0.3), (-1.7, 0.31 + n / 1e3), (1.3, 0.3), (4, 0.3), (9, 5 + n / 7)])
        gap = [(x, y - 0.6 - 4e-8) for x, y in upper.coords]
        neck = Polygon([*upper.coords, *((x, y - (6 if abs(x) > 8 else 0)) for x, y in reversed(gap))])
        shrunk = buffered(neck, -0.3)
        assert shrunk.is_valid
        assert {part.geom_type for part in getattr(shrunk, "geoms", [shrunk])} == {"Polygon"}
        assert shrunk.area == pytest.approx(shapely.buffer(neck, -0.3, quad_segs=16).area, abs=1e-5)
