"""The sample pages as a written file, made once for all tests of this folder."""

from __future__ import annotations

import pytest

from handout_builder.pdf.document import write
from tests.pdf import sample


@pytest.fixture(scope="session")
def good() -> bytes:
    """The file of the sample pages, without a fault."""
    return write(sample.pages(), sample.INFO, sample.FACES)
