"""The command line: `./goldenthread COMMAND`. Exit status 2 for bad use, 1 for failure, errors in one sentence."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

COMMANDS = {
    "demo": "the main job: a demonstration partnership, served until stopped",
    "test": "everything that must pass",
    "serve": "the web server",
    "worker": "background jobs: mail, seals, scans",
    "setup": "first run of a real installation: roles, migrations, first administrator",
    "import": "load a partnership-report/1 document or a spreadsheet",
    "report": "write a partnership's report from its records",
    "simulate": "fictional data at scale, the same for the same seed",
    "benchmark": "the speed budgets, measured here and now",
    "backup": "the whole installation as one verified, encrypted archive",
    "restore": "bring an archive back: checked, restored beside what is there, then swapped",
    "export": "everything a partnership owns, in open formats",
    "doctor": "check the installation",
    "accounts": "the demonstration's accounts",
    "docs": "write the generated reference pages",
}


class Failure(Exception):
    """A command could not do its work; the message is one sentence."""


class BadUse(Exception):
    """A command was called wrongly; the message is one sentence."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] in {"-h", "--help", "help"}:
        print(
            "usage: ./goldenthread COMMAND [options]\n\n"
            + "\n".join(f"  {name:<10} {text}" for name, text in COMMANDS.items())
            + "\n\n./goldenthread COMMAND --help says more."
        )
        return 0
    name, *rest = given
    if name not in COMMANDS:
        print(f"goldenthread: there is no command “{name}”; ./goldenthread --help lists them.", file=sys.stderr)
        return 2
    module = importlib.import_module(f"goldenthread.commands.{'import_' if name == 'import' else name}")
    parser = argparse.ArgumentParser(prog=f"./goldenthread {name}", description=module.__doc__)
    module.add_arguments(parser)
    try:
        return int(module.run(parser.parse_args(rest)) or 0)
    except BadUse as misuse:
        print(f"goldenthread {name}: {misuse}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")
        return 1
    except expected() as failure:
        print(f"goldenthread {name}: {failure}", file=sys.stderr)
        return 1


def expected() -> tuple[type[Exception], ...]:
    """The failures that have a sentence of their own; anything else is a fault of the program and shows its trace."""
    from goldenthread.config.mail import NotAMailServer
    from goldenthread.database.installation import InstallationIncomplete
    from goldenthread.database.programs import ClusterFailed
    from goldenthread.database.roles import UnsafeRole

    return Failure, ClusterFailed, InstallationIncomplete, NotAMailServer, UnsafeRole


def progress(text: str) -> None:
    """Say how far a long command is, on a terminal only."""
    if sys.stderr.isatty():
        print(text, file=sys.stderr, flush=True)
