"""Sheets of many people in → their pages as those of one file, so that nothing of one sheet joins another's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handout_builder.boxes import BoxItem, Group, Page, Tag


def bundle(sheets: Iterable[tuple[str, tuple[Page, ...]]]) -> tuple[Page, ...]:
    """All pages in order; `sheets` gives each sheet a name of its own.

    Anchors, links to them and keys of parted elements get the sheet's name, so that a link leads to the same person's
    page and a table of one person is not gone on with in another's.
    """
    return tuple(
        replace(page, groups=tuple(_renamed(group, name) for group in page.groups))
        for name, pages in sheets
        for page in pages
    )


def _renamed(item: Group, name: str) -> Group:
    tag, anchor = item.tag, item.anchor
    if tag is not None and (tag.key is not None or (tag.target or "").startswith("#")):
        tag = _renamed_tag(tag, name)
    kept = tuple(_inside(inner, name) for inner in item.items)
    return replace(item, items=kept, tag=tag, anchor=f"{name}/{anchor}" if anchor is not None else None)


def _inside(item: BoxItem, name: str) -> BoxItem:
    return _renamed(item, name) if isinstance(item, Group) else item


def _renamed_tag(tag: Tag, name: str) -> Tag:
    key = f"{name}/{tag.key}" if tag.key is not None else None
    target = f"#{name}/{tag.target[1:]}" if tag.target and tag.target.startswith("#") else tag.target
    return replace(tag, key=key, target=target)
