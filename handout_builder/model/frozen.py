"""What every model is: frozen, with no keys but its own, each value read from text."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """The base class of all models. Unknown keys are refused; a model never changes."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        allow_inf_nan=False,
        defer_build=True,  # built when first read: a command pays only for the models it reads
    )

    PRINTED_FIELDS: ClassVar[frozenset[str] | None] = None
    """The fields whose words a sheet prints as they are; None: all but UNPRINTED_FIELDS."""
    UNPRINTED_FIELDS: ClassVar[frozenset[str]] = frozenset()
    """The fields, also of the models inside, whose values are names, choices and numbers that no sheet prints."""

    @classmethod
    def usual(cls) -> Self:
        """The model of an empty file, as a default: not validated, so that its class need not be built."""
        return cls.model_construct()
