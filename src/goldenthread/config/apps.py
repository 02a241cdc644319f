"""What is tied together when Django starts."""

from __future__ import annotations

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """The worker's rounds: which rooms want one, and in which order."""

    name = "goldenthread.config"
    label = "wiring"

    def ready(self) -> None:
        """Register the rounds."""
        from goldenthread.documents.jobs import scan
        from goldenthread.history.jobs import keep_seals
        from goldenthread.jobs.rounds import ROUNDS, every_few_seconds
        from goldenthread.messages.jobs import compose, send

        if not ROUNDS:
            every_few_seconds("sealing", keep_seals)
            every_few_seconds("virus scanner", scan)
            every_few_seconds("notices", compose)
            every_few_seconds("mail", send)
