"""What the worker does: the queue's jobs as they come, and its own rounds of sealing and mailing every few seconds."""

from __future__ import annotations

import asyncio
import logging

from django.db import close_old_connections, connection
from procrastinate.contrib.django import app

from goldenthread.core import clock
from goldenthread.jobs.rounds import ROUNDS

logger = logging.getLogger(__name__)
PAUSE = 5  # seconds between rounds


def once() -> None:
    """Every round once, and every job that waits."""
    _round()
    asyncio.run(_queue(wait=False))


def _round() -> None:
    """Each round by itself: one that fails is written down and the others still run."""
    close_old_connections()
    for name, work in ROUNDS:
        try:
            work(clock.now())
        except Exception:
            logger.exception("The round “%s” failed; it is tried again in %s seconds.", name, PAUSE)
            connection.close()


async def work_until(stop: asyncio.Event) -> None:
    """Work until told to stop; a job under way is finished first."""
    queue = asyncio.create_task(_queue(wait=True))
    while not stop.is_set():
        if queue.done():  # it ends by an error alone, such as a database that was restarted
            logger.error("The queue of jobs broke off and is begun again.", exc_info=queue.exception())
            queue = asyncio.create_task(_queue(wait=True))
        await asyncio.to_thread(_round)
        try:
            await asyncio.wait_for(stop.wait(), PAUSE)
        except TimeoutError:
            continue
    queue.cancel()
    await asyncio.gather(queue, return_exceptions=True)


async def _queue(*, wait: bool) -> None:
    """The queue's jobs, on a connection of the worker's own: Django's cannot listen for them."""
    worker = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with worker.open_async():
        await worker.run_worker_async(wait=wait, install_signal_handlers=False)
