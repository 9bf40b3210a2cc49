"""A sheet in blocks + its setting → one accessible HTML file that needs nothing but itself: the twin of the PDF.

Same blocks, same words, same order, same warnings; only page numbers stay out, because a screen has no pages.
"""
