"""The code of a language (BCP 47), such as "pt-BR" or "sr-Latn" → a checked code; which codes are read alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

CODE = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
"""Language, script, region and variants (RFC 5646, 2.1), each in its usual letters."""
ENGLISH = "en"
"""The language of a text whose file names none, and of the words in shipped pictures."""


def is_code(value: str) -> bool:
    """Whether `value` is written like the code of a language; whether there is such a language is not asked."""
    return re.fullmatch(CODE, value) is not None


def _code(value: str) -> str:
    if not is_code(value):
        raise ValueError(
            f'"language: {value}" is not written as it should be; write it like en, pt-BR, sr-Latn or es-419: '
            "the code of a language"
        )
    return value


LanguageCode = Annotated[str, AfterValidator(_code), WithJsonSchema({"type": "string", "pattern": f"^{CODE}$"})]


def written_alike(one: str, other: str) -> bool:
    """Whether a reader of one reads the other: the same language in the same script, whatever the region."""
    return _language_and_script(one) == _language_and_script(other)


def best_of(code: str, known: Iterable[str]) -> str | None:
    """`code`, else the known code that leaves out its last parts but not its script (RFC 4647, 3.4)."""
    names = set(known)
    parts = code.split("-")
    while parts:
        shorter = "-".join(parts)
        if shorter in names and written_alike(shorter, code):
            return shorter
        parts.pop()
    return None


def _language_and_script(code: str) -> tuple[str, str]:
    language, *parts = code.split("-")
    return language, next((part for part in parts if len(part) == 4 and part.isalpha()), "")
