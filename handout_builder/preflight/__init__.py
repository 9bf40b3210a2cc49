"""A finished PDF of any program → a report of what is in it and what is wrong, for people and as data.

It shares no code with what writes PDFs here: it reads with pikepdf (qpdf) what a file says of itself and with PDFium
what a page shows, so that a mistake of the writer cannot be repeated here.
"""

from handout_builder.preflight.inspect import inspect as inspect
from handout_builder.preflight.report import Report as Report
