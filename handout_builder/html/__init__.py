"""A sheet in blocks + its typography → one accessible HTML file that loads nothing else.

It has the blocks, words, order and warnings of the PDF; only page numbers are left out, because a screen has no pages.
"""
