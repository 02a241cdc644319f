"""Background jobs: mail, seals, scans, reports. Any number may run, on any machine that reaches the database."""

from __future__ import annotations

import argparse
import asyncio
import signal
from contextlib import suppress

from goldenthread.commands.environment import check_runtime_role, open_installation, start_django
from goldenthread.database.installation import Role


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `worker`."""
    parser.add_argument("--data", metavar="DIR", help="the data folder (default: GOLDENTHREAD_DATA)")
    parser.add_argument("--once", action="store_true", help="do what waits now, and end")


def run(options: argparse.Namespace) -> int:
    """Work until stopped."""
    installation = open_installation(options.data)
    start_django(installation, Role.WORKER)
    check_runtime_role()
    from goldenthread.jobs import working

    if options.once:
        working.once()
        return 0
    with suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(_until_stopped(working.work_until))
    return 0


async def _until_stopped(work_until) -> None:  # type: ignore[no-untyped-def]
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    await work_until(stop)
