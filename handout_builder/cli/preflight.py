"""The command `check --pdf`: finished PDFs → a report of each, for people or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import typer

from handout_builder.errors import EXIT_CONTENT, CommandError


def check_pdfs(files: Iterable[str], as_json: bool, quiet: bool) -> None:
    """Report on every file; exit code 1 when one has a fault. Raises CommandError for names of no file."""
    from handout_builder.preflight import inspect
    from handout_builder.preflight.report_text import report_text

    paths = [Path(name) for name in dict.fromkeys(files)]
    if not paths:
        raise CommandError("name the PDF files to check: check --pdf FILE…")
    missing = [str(path) for path in paths if not path.is_file()]
    if missing:
        raise CommandError("\n       ".join(f'there is no file "{name}"' for name in missing))
    reports = [inspect(path) for path in paths]
    if as_json:
        typer.echo(json.dumps([report.as_data() for report in reports], ensure_ascii=False, indent=2))
    else:
        for report in reports:
            if not (quiet and report.fine):
                typer.echo(report_text(report))
    if not all(report.fine for report in reports):
        raise typer.Exit(EXIT_CONTENT)
