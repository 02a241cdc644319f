"""The whole installation (database and documents) as one verified, encrypted archive. Keys stay outside it."""

from __future__ import annotations

import argparse
from pathlib import Path

from goldenthread.commands import archive
from goldenthread.commands.environment import open_installation
from goldenthread.commands.main import Failure


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `backup`."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--data", metavar="DIR", help="the data folder (default: GOLDENTHREAD_DATA)")


def run(options: argparse.Namespace) -> int:
    """Write the archive, read it back, and say what is in it."""
    target = Path(options.file).absolute()
    if target.exists():
        raise Failure(f"{target} exists already; a backup never replaces a file.")
    if not target.parent.is_dir():
        raise Failure(f"There is no folder {target.parent}.")
    installation = open_installation(options.data)
    summary = archive.write(installation, target)
    print(
        f"{target}: {summary}. It opens only with this installation's backup key, in {installation.secrets / archive.KEY}; keep a copy of that elsewhere."
    )
    return 0
