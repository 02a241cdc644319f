"""Fictional data at scale, the same for the same seed. It never touches a database that holds real data."""

from __future__ import annotations

import argparse
import time

import psycopg

from goldenthread.commands.environment import open_installation
from goldenthread.commands.main import BadUse, Failure, progress
from goldenthread.commands.setup import prepare
from goldenthread.database.installation import Installation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `simulate`."""
    parser.add_argument("--partnerships", type=int, required=True, metavar="N")
    parser.add_argument("--years", type=int, required=True, metavar="Y")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--data", metavar="DIR", help="the data folder (default: GOLDENTHREAD_DATA)")


def run(options: argparse.Namespace) -> int:
    """Fill an installation with made-up partnerships."""
    if not 1 <= options.partnerships <= 500 or not 1 <= options.years <= 25:
        raise BadUse("Give 1 to 500 partnerships and 1 to 25 years.")
    started = time.monotonic()
    installation = open_installation(options.data)
    if _holds_real_data(installation):
        raise Failure("This database holds a partnership that is not fictional: nothing was written.")
    prepare(installation)
    from goldenthread.commands.simulation import writing
    from goldenthread.partnership.models import Partnership

    if Partnership.objects.filter(key__startswith="sim-").exists():
        raise Failure("This database holds simulated partnerships already: nothing was written.")
    from django.db import connection

    with connection.cursor() as cursor:
        counts = writing.simulate(
            cursor.connection, partnerships=options.partnerships, years=options.years, seed=options.seed, told=progress
        )
    print(", ".join(f"{count:,} {name}" for name, count in counts.items()))
    print(f"{options.partnerships} partnerships and {options.years} years in {time.monotonic() - started:.0f} s.")
    return 0


def _holds_real_data(installation: Installation) -> bool:
    """Asked before anything is brought up to date: such a database is not even migrated."""
    server = installation.server()
    with psycopg.connect(**installation.administration("postgres"), autocommit=True) as administrator:  # type: ignore[arg-type]
        if not administrator.execute("select 1 from pg_database where datname = %s", [server.name]).fetchone():
            return False
    with psycopg.connect(**installation.administration(), autocommit=True) as administrator:  # type: ignore[arg-type]
        if administrator.execute("select to_regclass('public.partnership_partnership')").fetchone() == (None,):
            return False
        return (
            administrator.execute("select 1 from partnership_partnership where not fictional limit 1").fetchone()
            is not None
        )
