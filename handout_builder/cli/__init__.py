"""A command line → files, lists and problems on the terminal, and an exit code."""

from handout_builder.cli.app import main

__all__ = ["main"]
