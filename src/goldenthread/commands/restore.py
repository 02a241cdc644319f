"""Bring an archive back: checked first, restored beside what is there, and only then swapped."""

from __future__ import annotations

import argparse
from pathlib import Path

from goldenthread.commands import archive
from goldenthread.commands.environment import open_installation
from goldenthread.commands.main import Failure
from goldenthread.core import clock


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `restore`."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--data", metavar="DIR", help="the data folder (default: GOLDENTHREAD_DATA)")


def run(options: argparse.Namespace) -> int:
    """Restore, or leave everything as it was."""
    source = Path(options.file).absolute()
    if not source.is_file():
        raise Failure(f"There is no file {source}.")
    installation = open_installation(options.data)
    summary = archive.restore(installation, source, clock.now())
    print(
        f"Restored from {source}: {summary}. What was here before stays in the database {archive.name_before(installation)} until you drop it."
    )
    return 0
