"""A finished PDF, whoever made it → a report of what is in it and what is wrong, for people and as data.

Shares nothing with the code that writes PDFs: it reads with two libraries of others, pikepdf (qpdf) for what a file
says of itself and PDFium for what a page shows, so that a mistake of the writer cannot hide itself here.
"""

from handout_builder.preflight.inspect import inspect as inspect
from handout_builder.preflight.report import Report as Report
