"""Arguments → one command of the program and its exit code: 0 fine, 1 content, 2 command line, 70 our bug."""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from handout_builder import __version__
from handout_builder.cli.batch import batch
from handout_builder.cli.build import build, build_everything
from handout_builder.cli.check import check
from handout_builder.cli.figure import figure
from handout_builder.cli.listing import list_names
from handout_builder.cli.plan import plan
from handout_builder.cli.settings import Quiet, Root, Settings
from handout_builder.errors import EXIT_BUG, EXIT_COMMAND, EXIT_CONTENT, CommandError, ContentError

DEBUG = "HANDOUT_DEBUG"

INTRODUCTION = """Patient handouts: YAML and pictures in, clinic-branded PDFs out.

Without a command, every handout is built in its own brand into build/<brand>/<handout>.pdf.
"""
EXAMPLES = """\b
Examples:
  make_pdf.py                                    every handout, each in its own brand
  make_pdf.py build iliopsoas --brand quince     one handout in another brand
  make_pdf.py build --paper a4 -o ~/Desktop/new  all handouts on A4, into that folder
  make_pdf.py check                              every problem in every file, no PDF
  make_pdf.py plan my-plans/a17.yaml             the sheet of one patient
  make_pdf.py batch today.csv --resume           a sheet for every row
  make_pdf.py list                               what there is to build
  make_pdf.py figure lunge_1 --watch             draw a figure again each time its file is saved
  make-pdf --root ~/my-practice                  another folder, with the installed command

\b
Exit codes: 0 fine, 1 problems in the content, 2 a name that is not there, 70 a bug of this program.
"""

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"max_content_width": 100},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"handout-builder {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True, help=INTRODUCTION, epilog=EXAMPLES)
def start(
    context: typer.Context,
    root: Root = None,
    quiet: Quiet = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Keep what every command needs; without a command, build everything."""
    context.obj = context.obj.over(root, quiet)
    if context.invoked_subcommand is None:
        build_everything(context.obj)


app.command("build")(build)
app.command("check")(check)
app.command("list")(list_names)
app.command("figure")(figure)
app.command("plan")(plan)
app.command("batch")(batch)


def main(arguments: Sequence[str] | None = None, home: Path | None = None) -> int:
    """Run one command and return its exit code. `home` is the practice folder when the command line names none."""
    gc.set_threshold(50_000)  # a build makes many small frozen things and no circles: one twentieth of its time
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that lacks a character must not end the run
    # at exit all memory goes back to the system; searching it for garbage first would take a tenth of the time
    atexit.register(gc.freeze)
    # looking for plugins of pydantic reads every installed distribution, and none may change how files are read
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        app(args=None if arguments is None else list(arguments), obj=Settings(home or Path.cwd()))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else EXIT_COMMAND
    except CommandError as error:
        typer.echo(f"Error: {error}", err=True)
        return EXIT_COMMAND
    except ContentError as error:
        from handout_builder.cli.report import print_problems

        print_problems(error.problems)
        return EXIT_CONTENT
    except Exception as error:
        _print_bug(error)
        return EXIT_BUG
    return 0


def _print_bug(error: Exception) -> None:
    """Print only the type and the line: the message of an exception may hold a patient's name."""
    if os.environ.get(DEBUG):
        traceback.print_exception(error)
        return
    last = traceback.extract_tb(error.__traceback__)[-1]
    typer.echo(
        f"This is a bug in handout-builder {__version__}, not a mistake of yours: "
        f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}.\n"
        f"Please report this line, and what you ran, where you got the program. {DEBUG}=1 shows all details.",
        err=True,
    )
