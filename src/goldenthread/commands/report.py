"""Write a partnership's report of a period: the one signed off, else the one being written, else a draft from the live records. What is not signed off is marked as a draft."""

from __future__ import annotations

import argparse
import sys
from datetime import date

from goldenthread.commands.environment import check_runtime_role, open_installation, start_django
from goldenthread.commands.files import whole_file
from goldenthread.commands.main import BadUse, Failure, progress
from goldenthread.commands.partnerships import named_partnership
from goldenthread.core.dates import NotADate, PartialDate
from goldenthread.database.installation import Role


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `report`."""
    parser.add_argument(
        "--partnership", metavar="KEY", required=True, help="its key, else its short name in lower case"
    )
    parser.add_argument("--kind", choices=["annual_report", "addendum"], required=True)
    parser.add_argument(
        "--from", dest="start", metavar="DATE", required=True, help="2020-09-01, or a month or year: its first day"
    )
    parser.add_argument(
        "--to", dest="end", metavar="DATE", required=True, help="2021-03-31, or a month or year: its last day"
    )
    parser.add_argument("--format", choices=["pdf", "docx", "html", "yaml"], required=True)
    parser.add_argument("--output", metavar="FILE", required=True, help="where it is written; “-” is standard output")
    parser.add_argument("--data", metavar="DIR", help="the data folder (default: GOLDENTHREAD_DATA)")


def run(options: argparse.Namespace) -> int:
    """Read as the reporting actor, make the file, and write it whole."""
    start, end = day(options.start, "--from").first_day, day(options.end, "--to").last_day
    if end < start:
        raise BadUse("The period ends before it starts.")
    installation = open_installation(options.data)
    start_django(installation, Role.WORKER)
    check_runtime_role()
    from goldenthread.core import clock
    from goldenthread.database.viewer import reporting_on
    from goldenthread.rendering.failure import RenderingFailed
    from goldenthread.reporting.queries import FORMATS, period_publication

    partnership = named_partnership(options.partnership)
    with reporting_on(partnership.pk):
        publication = period_publication(partnership, options.kind, start, end, clock.now())
    progress("Setting the report …")
    try:
        content = FORMATS[options.format][1](publication)
    except RenderingFailed as failed:
        raise Failure(str(failed)) from failed
    with whole_file(options.output) as file:
        file.write(content)
    if publication.sign_off is None:
        print(f"{partnership.name}, {_days(start, end)}: not signed off; this is a draft.", file=sys.stderr)
    return 0


def day(text: str, option: str) -> PartialDate:
    """A date as the command line gives it. Errors: BadUse."""
    try:
        return PartialDate.parse(text)
    except NotADate as wrong:
        raise BadUse(f"{option}: {wrong}") from None


def _days(start: date, end: date) -> str:
    return f"{PartialDate.of(start).in_words()} to {PartialDate.of(end).in_words()}"
