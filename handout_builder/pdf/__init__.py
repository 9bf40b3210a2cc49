"""Finished pages in → the file a practice prints and keeps: tagged, archival, the same bytes for the same inputs."""

from handout_builder.pdf.document import write
from handout_builder.pdf.metadata import DocumentInfo
from handout_builder.pdf.writer import save

__all__ = ["DocumentInfo", "save", "write"]
