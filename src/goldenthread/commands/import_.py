"""Load a partnership-report/1 document (YAML or JSON), or with --as actions an action log, with --as reviews practice reviews, with --as deaths child deaths (.xlsx or .csv). All or nothing; the same file again changes nothing."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from goldenthread.commands.environment import check_runtime_role, open_installation, start_django
from goldenthread.commands.files import read_file
from goldenthread.commands.main import BadUse, Failure
from goldenthread.commands.partnerships import named_group, named_partnership
from goldenthread.database.installation import Role
from goldenthread.rendering.spreadsheets import Sheet
from goldenthread.reporting.document import Document
from goldenthread.reporting.exchange import MAXIMUM_BYTES, read

KINDS = ("report", "actions", "reviews", "deaths")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `import`."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument(
        "--as", dest="kind", choices=KINDS, default="report", help="what the file holds (default report)"
    )
    parser.add_argument("--partnership", metavar="KEY", help="for a spreadsheet: whose it is")
    parser.add_argument("--group", metavar="KEY", help="for a spreadsheet: the group that holds what comes in")
    parser.add_argument(
        "--dry-run", action="store_true", help="print every problem with its place in the file, and load nothing"
    )
    parser.add_argument("--data", metavar="DIR", help="the data folder (default: GOLDENTHREAD_DATA)")


def run(options: argparse.Namespace) -> int:
    """Read the file, say everything that is wrong with it, and load it where nothing is."""
    if options.kind == "actions":
        if not (options.partnership and options.group):
            raise BadUse("An action log needs --partnership KEY and --group KEY.")
        return _actions(options)
    if options.kind in ROOMS:
        if not options.partnership or options.group:
            raise BadUse(
                f"{options.kind.capitalize()} need --partnership KEY, and no --group: its arrangements say which group holds them."
            )
        return ROOMS[options.kind](options)
    if options.partnership or options.group:
        raise BadUse("A report says itself whose it is: --partnership and --group are for spreadsheets.")
    return _report(options)


def _say(lines: list[str], dry_run: bool) -> None:
    for line in lines:
        print(line, file=sys.stdout if dry_run else sys.stderr)


def _refuse(options: argparse.Namespace, lines: list[str]) -> Failure:
    _say(lines, options.dry_run)
    return Failure(
        f"{options.file} was not brought in: {len(lines)} problem{'s stand' if len(lines) > 1 else ' stands'} above."
    )


def _report(options: argparse.Namespace) -> int:
    result = read(read_file(options.file, MAXIMUM_BYTES))
    _say([f"Note: {warning}" for warning in result.warnings], options.dry_run)
    if result.document is None:
        raise _refuse(options, [str(problem) for problem in result.problems])
    if options.dry_run:
        print(f"{options.file} can be brought in: {summary(result.document)}.")
        return 0
    installation = open_installation(options.data)
    start_django(installation, Role.WORKER)
    check_runtime_role()
    from django.conf import settings

    from goldenthread.core import clock
    from goldenthread.history.actor import job
    from goldenthread.reporting.operations import import_document

    imported = import_document(
        document=result.document, by=job("Import"), at=clock.now(), fictional=settings.DEMONSTRATION
    )
    print(imported.sentence)
    return 0


def summary(document: Document) -> str:
    """What a document holds, in a line."""
    developments = sum(len(group.developments or ()) for group in document.groups or ())
    impacts = sum(1 for _ in document.impacts())
    return f"{document.partnership.name}, {len(document.groups or ())} groups, {developments} developments, {impacts} impacts"


def _sheet(options: argparse.Namespace) -> Sheet:
    from goldenthread.rendering.spreadsheets import SpreadsheetUnreadable, read_rows
    from goldenthread.rendering.spreadsheets.reading import MAXIMUM_BYTES as MOST

    try:
        return read_rows(read_file(options.file, MOST), Path(options.file).name)
    except SpreadsheetUnreadable as unreadable:
        raise Failure(str(unreadable)) from None


def _reviews(options: argparse.Namespace) -> int:
    from goldenthread.practice_reviews.rules.columns import BY_NAME, FIELDS
    from goldenthread.practice_reviews.rules.importing import counted_states, read_reviews
    from goldenthread.thread.importing import match_columns

    sheet = _sheet(options)
    installation = open_installation(options.data)
    start_django(installation, Role.WORKER)
    check_runtime_role()
    from goldenthread.core import clock
    from goldenthread.core.clock import day_of
    from goldenthread.database.viewer import working_in
    from goldenthread.history.actor import job
    from goldenthread.practice_reviews.operations import import_reviews
    from goldenthread.practice_reviews.queries import arrangement

    at = clock.now()
    partnership = named_partnership(options.partnership)
    with working_in(partnership.pk, at):
        held = arrangement(partnership.pk)
        if held is None:
            raise Failure("The business unit has to say first which group holds practice reviews.")
        columns = match_columns(sheet.header, FIELDS)
        read = read_reviews(sheet, columns, day_of(at))
        if options.dry_run:
            print(
                "\n".join(f"{BY_NAME[name].label}: column “{sheet.header[column]}”" for name, column in columns.items())
            )
        _say([str(remark) for remark in read.remarks], options.dry_run)
        if read.problems:
            raise _refuse(options, [str(problem) for problem in read.problems])
        if options.dry_run:
            stages = ", ".join(f"{count} {state.label}" for state, count in counted_states(read.reviews).items())
            print(f"{options.file} can be brought in: {len(read.reviews)} reviews for {held.group.name} ({stages}).")
            return 0
        loaded = import_reviews(group=held.group, rows=read.reviews, by=None, at=at, as_actor=job("Import"))
    print(f"{loaded.made} reviews brought in for {held.group.name}; {loaded.already} were here already.")
    return 0


def _deaths(options: argparse.Namespace) -> int:
    from goldenthread.child_deaths.rules.columns import BY_NAME, FIELDS
    from goldenthread.child_deaths.rules.importing import counted_states, read_deaths
    from goldenthread.thread.importing import RowNote, match_columns

    sheet = _sheet(options)
    installation = open_installation(options.data)
    start_django(installation, Role.WORKER)
    check_runtime_role()
    from goldenthread.child_deaths.operations import import_deaths
    from goldenthread.child_deaths.queries import alike, arrangement, brought_in_before
    from goldenthread.core import clock
    from goldenthread.core.clock import day_of
    from goldenthread.database.viewer import working_in
    from goldenthread.history.actor import job

    at = clock.now()
    partnership = named_partnership(options.partnership)
    with working_in(partnership.pk, at):
        held = arrangement(partnership.pk)
        if held is None:
            raise Failure("The business unit has to say first which group reviews child deaths.")
        columns = match_columns(sheet.header, FIELDS)
        read = read_deaths(sheet, columns, day_of(at))
        before = brought_in_before(partnership.pk, read.deaths)
        here = alike(partnership.pk, [row for row in read.deaths if row.key not in before])
        if options.dry_run:
            print(
                "\n".join(f"{BY_NAME[name].label}: column “{sheet.header[column]}”" for name, column in columns.items())
            )
        _say([str(RowNote(row.row, "", here[row.key])) for row in read.deaths if row.key in here], options.dry_run)
        _say([str(remark) for remark in read.remarks], options.dry_run)
        if read.problems:
            raise _refuse(options, [str(problem) for problem in read.problems])
        if options.dry_run:
            stages = ", ".join(f"{count} {state.label}" for state, count in counted_states(read.deaths).items())
            print(f"{options.file} can be brought in: {len(read.deaths)} deaths for {held.group.name} ({stages}).")
            return 0
        loaded = import_deaths(group=held.group, rows=read.deaths, by=None, at=at, as_actor=job("Import"))
    print(
        f"{loaded.made} deaths brought in for {held.group.name}; {loaded.already} were here already; {loaded.alike} left out, as their deaths seem to be here."
    )
    return 0


ROOMS = {"reviews": _reviews, "deaths": _deaths}


def _actions(options: argparse.Namespace) -> int:
    from goldenthread.thread.importing import BY_NAME, match_columns, read_log

    sheet = _sheet(options)
    installation = open_installation(options.data)
    start_django(installation, Role.WORKER)
    check_runtime_role()
    from goldenthread.core import clock
    from goldenthread.core.clock import day_of
    from goldenthread.database.viewer import working_in
    from goldenthread.history.actor import job
    from goldenthread.thread.operations import import_actions
    from goldenthread.thread.queries import names_known

    at = clock.now()
    partnership = named_partnership(options.partnership)
    with working_in(partnership.pk, at):
        group = named_group(partnership, options.group)
        columns = match_columns(sheet.header)
        log = read_log(sheet, columns, names_known(partnership.pk, day_of(at)))
        if options.dry_run:
            print(
                "\n".join(f"{BY_NAME[name].label}: column “{sheet.header[column]}”" for name, column in columns.items())
            )
        _say([str(remark) for remark in log.remarks], options.dry_run)
        if log.problems:
            raise _refuse(options, [str(problem) for problem in log.problems])
        if options.dry_run:
            print(f"{options.file} can be brought in: {len(log.actions)} actions for {group.name}.")
            return 0
        loaded = import_actions(group=group, rows=log.actions, by=None, at=at, as_actor=job("Import"))
    print(f"{loaded.made} actions brought in for {group.name}; {loaded.already} were here already.")
    return 0
