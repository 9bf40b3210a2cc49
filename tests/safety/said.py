"""What authors wrote, taken from their files alone, and what a finished sheet says: to be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pypdfium2

from handout_builder.boxes import Group, text_of
from handout_builder.pipeline.sheet import LaidOutSheet
from handout_builder.practice.library import Library
from handout_builder.source.parse import Mapping as Named
from handout_builder.source.parse import Node, Scalar, load
from tests.safety.checks import squeezed

NOT_PRINTED = frozenset(
    {"file", "alt", "side", "mirror", "type", "brand", "language", "exercises", "dosage", "video", "sides", "level",
     "source", "review", "part", "flags", "kind"}
)  # fmt: skip
"""Keys of choices and of names; `dosage` is written in by hand on a handout, `alt` is read aloud."""
UNITS = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")


def values_of(library: Library, brand: str) -> dict[str, str]:
    """The values of the placeholders."""
    model = library.brand(brand).model
    terms = {"clinic": model.terms.clinic, "clinician": model.terms.clinician}
    return terms | {"emergency": model.emergency, "phone": model.phone, "|": str(int(model.units == "metric"))}


def filled(raw: str, values: Mapping[str, str]) -> str:
    """An author's text as it must be read: placeholders filled in, marks of bold and links gone, white space folded."""
    text = re.sub(r"(^|[.!?])([ *]*)\{(side|other_side)\}", lambda m: m[1] + m[2] + values[m[3]].capitalize(), raw)
    text = UNITS.sub(lambda match: match[1 + int(values["|"])].strip(), text)
    text = re.sub(r"\{(\w+)\}", lambda match: values[match[1]], text)
    text = re.sub(r"\*\*(\S(?:.*?\S)?)\*\*", r"\1", text)
    return " ".join(re.sub(r"\[([^\]]*)\]\((?:https|mailto|tel):[^)]*\)", r"\1", text).split())


def author_texts(node: Node, sided: bool = False) -> Iterator[tuple[str, str]]:
    """Every text that must be printed, with the name of its key, as its author wrote it."""
    yield from _texts(node, "", sided)


def _texts(node: Node, name: str, sided: bool) -> Iterator[tuple[str, str]]:
    if isinstance(node, Scalar):
        yield name, node.text or ""
        return
    if isinstance(node, Named):
        entries = node.entries
        if "neutral" in entries:
            form = "sided" if sided and "sided" in entries else "neutral"
            yield from _texts(entries[form][1], name, sided)
            return
        for key, (_, value) in entries.items():
            if key not in NOT_PRINTED:
                yield from _texts(value, key, sided)
        return
    for item in node.items:
        yield from _texts(item, name, sided)


def nodes(library: Library, handout: str) -> dict[str, Node]:
    """The files of a handout, read as plain YAML."""
    found = {handout: load(library.root / "handouts" / f"{handout}.yaml")}
    for name in library.handout(handout).model.exercises:
        found[name] = load(library.root / "handouts" / "exercises" / f"{name}.yaml")
    return found


def logical_text(laid_out: LaidOutSheet) -> str:
    """The sheet in reading order, heads and feet left out, without white space."""
    return squeezed("".join(_spoken(group) for page in laid_out.pages for group in page.groups))


def _spoken(group: Group) -> str:
    if group.tag and group.tag.role == "Artifact":
        return ""
    if group.source and group.source.startswith("safety-line:"):
        return ""
    return "".join(_spoken(item) if isinstance(item, Group) else text_of(item) for item in group.items)


def printed_text(data: bytes) -> str:
    """What a reader of the finished file finds, without white space."""
    with pypdfium2.PdfDocument(data) as document:
        found = "".join(page.get_textpage().get_text_range() for page in document)
    return squeezed(found.replace("\ufffe", "-"))  # PDFium's own sign for a hyphen at the end of a line
