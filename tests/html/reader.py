"""An HTML file in → what a browser's accessibility tree would hold: elements, words in order; strict about its form.

Written with the standard library's tokenizer alone; shares nothing with the writer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "input", "img", "br", "hr", "link"}
UNSEEN = {"style", "title", "head", "svg", "mask"}


@dataclass
class Element:
    """One element with its attributes, texts and elements in order."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    kids: list[Element | str] = field(default_factory=list)
    parent: Element | None = field(default=None, repr=False)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    def all(self, name: str | None = None, class_: str | None = None) -> list[Element]:
        """Every element below with that name and class, in order."""
        return [
            found
            for found in self.walk()
            if found is not self and name in (None, found.name) and (class_ is None or class_ in found.classes)
        ]

    def one(self, name: str | None = None, class_: str | None = None) -> Element:
        (found,) = self.all(name, class_)
        return found

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def text(self, skip: frozenset[str] = frozenset()) -> str:
        """The words below that are read out: no pictures, nothing hidden, nothing of the classes in `skip`."""
        if self.name in UNSEEN or self.attributes.get("aria-hidden") == "true" or skip & self.classes:
            return " "
        return "".join(kid if isinstance(kid, str) else kid.text(skip) for kid in self.kids)

    def words(self, *skip: str) -> list[str]:
        return self.text(frozenset(skip)).split()

    def above(self) -> Iterator[Element]:
        if self.parent is not None:
            yield self.parent
            yield from self.parent.above()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#document")
        self.here = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> says an attribute twice: {names}"
        found = Element(tag, {name: value or "" for name, value in attrs}, parent=self.here)
        self.here.kids.append(found)
        if tag not in VOID:
            self.here = found

    def handle_endtag(self, tag: str) -> None:
        assert self.here.name == tag, f"</{tag}> ends <{self.here.name}>"
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.kids.append(data)


def read(text: str) -> Element:
    """The tree of a file. Raises AssertionError for a tag that is not closed in its place."""
    assert text.startswith("<!DOCTYPE html>\n")
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.here is reader.root, f"<{reader.here.name}> is never closed"
    (html,) = [kid for kid in reader.root.kids if isinstance(kid, Element)]
    return html
