"""Sheets of many people in → their pages as those of one file, so that nothing of one sheet joins another's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from handout_builder.boxes import BoxItem, Group, Page, Tag


def bundle(sheets: Iterable[tuple[str, str, tuple[Page, ...]]]) -> Iterator[tuple[Page, ...]]:
    """The pages of each sheet; `sheets` gives each sheet a name of its own, the title of its bookmark, and its pages.

    Anchors, links to them and keys of parted elements get the sheet's name, so that a link leads to the same person's
    page and a table of one person does not continue in another's. Bookmarks of a sheet are below its own.
    """
    for name, title, pages in sheets:
        renamed = [
            replace(page, groups=tuple(_renamed(group, name) for group in page.groups), label=f"{name}-{page.number}")
            for page in pages
        ]
        head, *story = renamed[0].groups
        first = replace(renamed[0], groups=(head, Group(tuple(story), bookmark=(1, title))))
        yield (first, *renamed[1:])


def _renamed(item: Group, name: str) -> Group:
    tag, anchor = item.tag, item.anchor
    if tag is not None and (tag.key is not None or (tag.target or "").startswith("#")):
        tag = _renamed_tag(tag, name)
    kept = tuple(_inside(inner, name) for inner in item.items)
    bookmark = (item.bookmark[0] + 1, item.bookmark[1]) if item.bookmark else None
    return replace(
        item, items=kept, tag=tag, bookmark=bookmark, anchor=f"{name}/{anchor}" if anchor is not None else None
    )


def _inside(item: BoxItem, name: str) -> BoxItem:
    return _renamed(item, name) if isinstance(item, Group) else item


def _renamed_tag(tag: Tag, name: str) -> Tag:
    key = f"{name}/{tag.key}" if tag.key is not None else None
    target = f"#{name}/{tag.target[1:]}" if tag.target and tag.target.startswith("#") else tag.target
    return replace(tag, key=key, target=target)
