"""Tests of the PDF writer; `sample` builds pages from boxes, `reader` reads finished files as a screen reader does."""
