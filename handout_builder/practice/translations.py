"""The language files of a practice → notes on fixed words that are still the English ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from handout_builder.model.language_code import ENGLISH, written_alike
from handout_builder.practice.language import Language
from handout_builder.practice.library import Library

_SAME = "same_as_english"
_NEVER_PRINTED = frozenset(
    {_SAME, "name", "plurals", "date_format", "bare_sides", "vague_links", "doing", "alt_filler", "no_break_after"}
)
_SHOWN = 8
_LETTERS = re.compile(r"[^\W\d_]{2}")
_PLACEHOLDER = re.compile(r"\{\w+\}")


def untranslated_notes(library: Library) -> Iterator[str]:
    """One note for each language whose fixed words are partly those of the English file.

    Words of one letter and of placeholders alone may be the same everywhere. Words that are right as they are
    are in the file's `same_as_english`.
    """
    english = dict(_words(library.language(ENGLISH).model.model_dump()))
    for name in library.language_names:
        model = library.reading(Language, name).model
        if model is None or written_alike(name, ENGLISH):
            continue
        same = [
            path
            for path, text in _words(model.model_dump())
            if english.get(path) == text and path not in model.same_as_english
        ]
        if same:
            shown = ", ".join(same[:_SHOWN]) + (" …" if len(same) > _SHOWN else "")
            yield (
                f"{name}: {len(same)} fixed words are the English ones ({shown}); translate them, or list those that "
                f"are right under {_SAME}"
            )


def _words(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text with letters, with the keys that lead to it."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if path or key not in _NEVER_PRINTED:
                yield from _words(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, str):
        if _LETTERS.search(_PLACEHOLDER.sub("", value)):
            yield path, value
    elif isinstance(value, Sequence):
        for number, inner in enumerate(value, 1):
            yield from _words(inner, f"{path}.{number}")
