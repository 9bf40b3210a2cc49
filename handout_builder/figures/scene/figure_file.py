"""A figure file (with the pose files it starts from) → its Drawing, or every problem with line, column and remedy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from handout_builder.errors import ContentError, Problem, did_you_mean
from handout_builder.figures.scene.plate import draw_plate
from handout_builder.figures.scene.scene import compose
from handout_builder.geometry.drawing import Drawing
from handout_builder.model.figures.figure import FigureFile, Person
from handout_builder.model.figures.plate import PlateFile
from handout_builder.model.validate import read
from handout_builder.source.parse import Mapping as MappingNode
from handout_builder.source.parse import Node, Scalar, load, place_of
from handout_builder.source.parse import Sequence as SequenceNode

MAX_STARTS = 8
"""How many pose files may build on one another."""


def draw_file(path: Path, poses: Path, mirror: bool = False, looks: Mapping[str, str] | None = None) -> Drawing:
    """The drawing of a figure, pose or plate file (`kind: plate`); `poses` is the folder that `from:` looks in.

    `looks` replaces what the file says of the person (hair, face, shape …), for patients to see people like themselves.

    Raises ContentError: unreadable file, unknown key, joint beyond its limit, unknown pose, target out of reach,
    figure that tips over, mirror that must not be.
    """
    node = load(path)
    if isinstance(node, MappingNode) and "kind" in node.entries:
        return draw_plate(read(PlateFile, node), node, mirror)
    node = merged_node(path, poses)
    figure = with_looks(read(FigureFile, node), looks or {})
    composed = compose(figure, mirror)
    if composed.faults:
        raise ContentError(
            Problem(place_of(node, fault.keys), fault.message, fault.remedy) for fault in composed.faults
        )
    return composed.drawing


def may_be_mirrored(path: Path, poses: Path) -> bool:
    """Whether a figure, pose or plate file allows a mirrored drawing. Raises ContentError as `draw_file` does."""
    node = load(path)
    if isinstance(node, MappingNode) and "kind" in node.entries:
        return read(PlateFile, node).mirror == "allowed"
    return read_figure(path, poses).mirror == "allowed"


def with_looks(figure: FigureFile, looks: Mapping[str, str]) -> FigureFile:
    """The figure with another person in it, in its panels and insets too. Raises ValueError for unknown looks."""
    if not looks:
        return figure
    person = Person.model_validate({**figure.person.model_dump(), **looks})
    panels = tuple(with_looks(panel, looks) for panel in figure.panels)
    insets = tuple(inset.model_copy(update={"figure": with_looks(inset.figure, looks)}) for inset in figure.insets)
    return figure.model_copy(update={"person": person, "panels": panels, "insets": insets})


def read_figure(path: Path, poses: Path) -> FigureFile:
    """The model of a figure file, with what it starts from merged in. Raises ContentError."""
    return read(FigureFile, merged_node(path, poses))


def merged_node(path: Path, poses: Path) -> Node:
    """A figure file over its `from:` poses, its base under every panel; every value keeps its place in its file."""
    node = _started(load(path), poses, ())
    return _with_panels(node)


def _start_of(node: Node) -> Scalar | None:
    if isinstance(node, MappingNode) and "from" in node.entries:
        value = node.entries["from"][1]
        return value if isinstance(value, Scalar) and value.text else None
    return None


def _pose_file(start: Scalar, poses: Path) -> Path:
    known = {file.stem: file for file in sorted(poses.glob("*.yaml"))}
    name = start.text or ""
    if name not in known:
        raise ContentError([Problem(start.place, f'there is no pose "{name}"', did_you_mean(name, known))])
    return known[name]


def _started(node: Node, poses: Path, seen: Sequence[str]) -> Node:
    start = _start_of(node)
    if start is None or not isinstance(node, MappingNode):
        return node
    if start.text in seen or len(seen) >= MAX_STARTS:
        raise ContentError([Problem(start.place, f'the pose "{start.text}" starts from itself', "break the circle")])
    base = _started(load(_pose_file(start, poses)), poses, (*seen, start.text or ""))
    return merged(base, node)


def merged(base: Node, more: Node) -> Node:
    """`more` on top of `base`, key by key; a list or a text replaces the one below it."""
    if not (isinstance(base, MappingNode) and isinstance(more, MappingNode)):
        return more
    entries = {name: entry for name, entry in base.entries.items() if not _overruled(name, more)}
    for name, (place, value) in more.entries.items():
        below = entries.get(name)
        entries[name] = (place, merged(below[1], value) if below else value)
    return MappingNode(more.place, entries)


WAYS: tuple[tuple[str, ...], ...] = (("hip", "knee"), ("foot", "heel"), ("reach",), ("shoulder", "elbow"), ("holds",))
"""The ways to describe a limb; one that a figure uses replaces the others in its pose file."""
_HAND_WAYS = ("shoulder", "reach", "holds")


def _overruled(name: str, more: MappingNode) -> bool:
    """Whether a key of the pose file no longer holds: another way is said, or the palm's place has moved away."""
    if name == "palm_on":
        return any(key in more.entries for key in _HAND_WAYS)
    said = [way for way in WAYS if any(key in more.entries for key in way)]
    return bool(said) and any(name in way for way in WAYS) and not any(name in way for way in said)


def _with_panels(node: Node) -> Node:
    if not isinstance(node, MappingNode) or "panels" not in node.entries:
        return node
    place, panels = node.entries["panels"]
    if not isinstance(panels, SequenceNode):
        return node
    base = MappingNode(
        node.place, {k: v for k, v in node.entries.items() if k not in ("panels", "gap", "mirror", "side", "caption")}
    )
    items = tuple(merged(base, panel) for panel in panels.items)
    return MappingNode(node.place, {**node.entries, "panels": (place, SequenceNode(panels.place, items))})
