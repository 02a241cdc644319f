"""First run of a real installation: secrets, roles, database, migrations, the first partnership and administrator. Repeatable without harm."""

from __future__ import annotations

import argparse

from goldenthread.commands.environment import make_secrets, open_installation, start_django
from goldenthread.commands.main import BadUse, Failure, progress
from goldenthread.commands.migrate import migrate
from goldenthread.database import roles
from goldenthread.database.installation import Installation, Role


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `setup`."""
    parser.add_argument("--data", metavar="DIR", help="the data folder (default: GOLDENTHREAD_DATA)")
    parser.add_argument("--partnership", metavar="NAME", help="the first partnership's name")
    parser.add_argument("--key", metavar="KEY", help="the word for it in addresses")
    parser.add_argument("--administrator", metavar="EMAIL", help="the first administrator's address")
    parser.add_argument("--name", metavar="NAME", help="the first administrator's name")


def run(options: argparse.Namespace) -> int:
    """Make or bring up to date everything an installation needs, and print the first administrator's invitation."""
    given = [options.partnership, options.key, options.administrator, options.name]
    if any(given) and not all(given):
        raise BadUse("--partnership, --key, --administrator and --name go together.")
    if options.administrator and "@" not in options.administrator:
        raise BadUse("--administrator takes an e-mail address.")
    installation = open_installation(options.data)
    prepare(installation)
    _rotate()
    if options.administrator:
        print(_administrator(options) or f"{options.administrator} has an account here already.")
    print(f"The installation in {installation.data} is ready.")
    return 0


def _administrator(options: argparse.Namespace) -> str | None:
    """The first partnership and its administrator; the address of their invitation. Errors: Failure."""
    from goldenthread.administration.operations import first_administrator
    from goldenthread.core import clock
    from goldenthread.records.operations import Refused

    try:
        return first_administrator(
            partnership=options.partnership,
            key=options.key,
            email=options.administrator,
            name=options.name,
            at=clock.now(),
        )
    except Refused as refusal:
        raise Failure(str(refusal)) from refusal


def prepare(installation: Installation) -> None:
    """Secrets, roles, database and schema, as the owner. Leaves Django set up as the owner."""
    progress("Making secrets, roles and the database …")
    make_secrets(installation)
    roles.make_roles(installation)
    start_django(installation, Role.OWNER)
    progress("Bringing the schema up to date …")
    migrate(installation)
    installation.files.mkdir(parents=True, exist_ok=True)


def _rotate() -> None:
    """Where there is more than one key for identifying fields, take every field to the newest, so that the others can go. Errors: Failure."""
    from django.conf import settings

    if len(settings.FIELD_KEYS) < 2:
        return
    from django.db import transaction

    from goldenthread.accounts.operations import rotate_factors
    from goldenthread.administration.operations.subject_access import rotate_requests
    from goldenthread.child_deaths.operations import rotate_sealed
    from goldenthread.core.encryption import Undecipherable
    from goldenthread.families.operations import rotate_contacts
    from goldenthread.postvention.operations import rotate_notes
    from goldenthread.records.operations import rotate_subjects

    try:
        with transaction.atomic():
            people = rotate_subjects() + rotate_contacts() + rotate_requests() + rotate_notes() + rotate_sealed()
            factors = rotate_factors()
    except Undecipherable as error:
        raise Failure(f"No key was changed: {error}") from error
    print(
        f"{people} records of identity and {factors} second factors were taken to the newest key; all lie under it now, and the older keys can go."
    )
