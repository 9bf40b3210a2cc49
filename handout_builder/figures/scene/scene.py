"""A figure file's model → the finished Drawing: props, ghost, person, highlights, marks, insets and panels in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from shapely.affinity import scale
from shapely.geometry import Point, box

from handout_builder.errors import ContentError, Place, Problem
from handout_builder.figures.paint.canvas import LABEL_SIZE, Canvas
from handout_builder.figures.paint.highlight import area_shape, on_an_arm, paint_highlights
from handout_builder.figures.paint.outline import buffered
from handout_builder.figures.paint.person import PersonPainter
from handout_builder.figures.pose.body import Body, Fault
from handout_builder.figures.pose.girth import shape_factors
from handout_builder.figures.pose.ground import pose_body
from handout_builder.figures.pose.skeleton import loose_body
from handout_builder.figures.scene.marks import MarkPainter
from handout_builder.figures.scene.props import PropPainter, contact_shadow
from handout_builder.geometry.arithmetic import power
from handout_builder.geometry.drawing import Drawing, Item, Label
from handout_builder.geometry.space import Camera
from handout_builder.geometry.vectors import product
from handout_builder.model.figures import figure as file
from handout_builder.model.figures.figure import FigureFile
from handout_builder.model.figures.pose import GhostPose, Pose
from handout_builder.model.figures.props import Band, Bed, Chair, Prop, Step, Table
from handout_builder.model.side import Side

MARGIN = 1.5
"""Air around a drawing, in units."""
_SIDE_WORD = re.compile(rf"\b({Side.LEFT}|{Side.RIGHT})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Composed:
    """A drawing and what is wrong with its pose."""

    drawing: Drawing
    faults: tuple[Fault, ...]


def compose(figure: FigureFile, mirror: bool = False) -> Composed:
    """Draws a figure, whether or not its pose has faults; a mirrored one says left for right and right for left."""
    canvas, found = _canvas(figure)
    drawing, faults = canvas.drawing(MARGIN), list(found)
    if mirror and figure.mirror == "never":
        faults.append(Fault(("mirror",), "this figure must not be mirrored", "use a figure drawn for the other side"))
    if mirror:
        drawing = swapped(drawing.mirrored())
    return Composed(drawing, tuple(faults))


def draw(figure: FigureFile, mirror: bool = False, place: Place | None = None) -> Drawing:
    """The drawing of a figure. Raises ContentError, at `place`, for an impossible pose or a forbidden mirror."""

    composed = compose(figure, mirror)
    if composed.faults:
        where = place or Place(Path("figure"))
        raise ContentError(Problem(where, fault.message, fault.remedy) for fault in composed.faults)
    return composed.drawing


def swapped(drawing: Drawing) -> Drawing:
    """The drawing with the words "left" and "right" exchanged in its labels."""

    def other(match: re.Match[str]) -> str:
        word = Side(match[0].lower()).other.value
        return word.capitalize() if match[0][0].isupper() else word

    def item(entry: Item) -> Item:
        return replace(entry, text=_SIDE_WORD.sub(other, entry.text)) if isinstance(entry, Label) else entry

    return replace(drawing, items=tuple(item(entry) for entry in drawing.items))


def _canvas(figure: FigureFile) -> tuple[Canvas, tuple[Fault, ...]]:
    if figure.panels:
        return _panels(figure)
    scene = _Scene.of(figure)
    return scene.painted(), (*scene.body.faults, *_floating(figure))


def _floating(figure: FigureFile) -> tuple[Fault, ...]:
    """The fault of a figure that rests at a height without a bed, table, chair or step of that height."""
    height = figure.pose.height
    carried = height == 0 or figure.crop is not None or any(abs(top - height) < 1 for top in _tops(figure.props))
    if carried:
        return ()
    message = f"the figure floats: nothing {height:g} units high carries it"
    return (Fault(("pose", "height"), message, f"add a prop, such as {{type: bed, height: {height:g}}}"),)


def _tops(props: Sequence[Prop]) -> list[float]:
    """The heights, in units, of the props that can carry a person."""
    carrying = (Bed, Table, Chair, Step)
    return [prop.height for prop in props if isinstance(prop, carrying)]


def _panels(figure: FigureFile) -> tuple[Canvas, tuple[Fault, ...]]:
    faults: list[Fault] = []
    out, right = Canvas(), 0.0
    for n, panel in enumerate(figure.panels):
        canvas, found = _canvas(panel)
        left, _, edge, _ = canvas.box()
        out.items += canvas.moved(right - left, 0).items
        right += edge - left + figure.gap
        faults += [Fault(("panels", n, *fault.keys), fault.message, fault.remedy) for fault in found]
    return out, tuple(faults)


@dataclass(frozen=True)
class _Scene:
    figure: FigureFile
    camera: Camera
    prop_camera: Camera
    body: Body

    @staticmethod
    def of(figure: FigureFile) -> _Scene:
        flat = figure.view in ("right", "left")
        pitch = figure.pitch if figure.pitch is not None else (0.0 if flat else 6.0)
        prop_pitch = figure.pitch if figure.pitch is not None else 6.0
        body = pose_body(figure.pose, shape_factors(figure))
        return _Scene(figure, Camera.seeing(figure.view, pitch), Camera.seeing(figure.view, prop_pitch), body)

    def painted(self) -> Canvas:
        figure = self.figure
        zoom = figure.crop.scale if figure.crop else 1.0
        canvas = Canvas(weight=power(zoom, -0.8))
        props = PropPainter(canvas, self.prop_camera, self.camera, self.body)
        over = [prop for prop in figure.props if _is_over(prop)]
        for prop in figure.props:
            if prop not in over:
                props.paint(prop)
        if figure.crop is None:
            contact_shadow(props, {0.0, figure.pose.height})
        if figure.ghost is not None:
            self._ghost(canvas, figure.ghost)
        person = PersonPainter(canvas, self.camera, self.body, figure.person)
        person.paint(partial(self._highlights, canvas, person, False))
        self._highlights(canvas, person, True)
        for prop in over:
            props.paint(prop)
        self._marks(MarkPainter(canvas, self.camera, self.body, props))
        if figure.crop is not None:
            canvas = self._cropped(canvas, figure.crop)
        marks = MarkPainter(canvas, self.camera, self.body, props)
        for arrow in figure.arrows:
            marks.arrow(arrow, zoom)
        for label in figure.labels:
            marks.label(label, zoom)
        for inset in figure.insets:
            _paint_inset(canvas, inset)
        if figure.caption:
            _paint_caption(canvas, figure.caption)
        return canvas

    def _highlights(self, canvas: Canvas, person: PersonPainter, arms: bool) -> None:
        areas = [highlight.area for highlight in self.figure.highlight if on_an_arm(highlight.area) == arms]
        if areas:
            trunk, head = person.trunk.whole, person.head_outline()
            patches = [area_shape(self.camera, self.body, area, trunk) for area in areas]
            paint_highlights(canvas, [patch.difference(head) for patch in patches])

    def _marks(self, marks: MarkPainter) -> None:
        for guide in self.figure.guides:
            marks.guide(guide)
        for spot in self.figure.spots:
            marks.spot(spot)

    def _ghost(self, canvas: Canvas, ghost: GhostPose) -> None:
        """Another moment of the movement, pale: only the parts named."""
        named = ghost.model_fields_set - {"shift"}
        changes = {name: getattr(ghost, name) for name in named if getattr(ghost, name) is not None}
        pose: Pose = self.figure.pose.model_copy(update=changes)
        body = loose_body(pose, shape_factors(self.figure))
        tip = product(self.body.frame["pelvis"], body.frame["pelvis"].T) if "pelvis" not in changes else np.eye(3)
        body = body.moved(np.zeros(3), tip)
        body = body.moved(self.body.joint["pelvis"] - body.joint["pelvis"] + np.array(ghost.shift))
        whole = bool({"pelvis", "spine"} & set(changes))
        only = {*changes, *({"trunk", "left_arm", "right_arm"} if whole else set())}
        PersonPainter(canvas, self.camera, body, self.figure.person, pale=True).paint(only=only)

    def _cropped(self, canvas: Canvas, crop: file.Crop) -> Canvas:
        u, v = self.camera.flat(self.body.place(crop.centre))
        width, height = crop.size
        window = box(u - width / 2, v - height / 2, u + width / 2, v + height / 2)
        if crop.round:
            window = buffered(Point(u, v), width / 2, 32)
        out = Canvas()
        out.clipped(scale(window, crop.scale, crop.scale, origin=(0, 0)), canvas.moved(0, 0, crop.scale))
        return out


def _is_over(prop: Prop) -> bool:
    return not prop.behind if isinstance(prop, Band) else prop.over


def _paint_inset(canvas: Canvas, inset: file.Inset) -> None:
    """Another drawing in a round window."""
    scene = _Scene.of(inset.figure)
    inner = scene.painted()
    centre = scene.camera.flat(scene.body.place(inset.centre)) + np.array(inset.shift)
    by = np.array(inset.at) - centre * inset.scale
    disc = buffered(Point(inset.at), inset.radius, 32)
    canvas.area(disc, "paper")
    canvas.clipped(disc, inner.moved(float(by[0]), float(by[1]), inset.scale))
    canvas.line(disc.boundary, "prop", 0.9)


def _paint_caption(canvas: Canvas, caption: str) -> None:
    left, bottom, right, _ = canvas.box()
    canvas.label((left + right) / 2, bottom - LABEL_SIZE, caption, "middle", False)
