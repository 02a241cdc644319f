"""The room's registration with Django."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """The room `meetings`."""

    name = "goldenthread.meetings"
    label = "meetings"

    def ready(self) -> None:
        """What this room and the thread below it put on every agenda; later rooms add theirs in the same way."""
        from goldenthread.meetings.drafting import from_meetings, from_thread, stages_due, unapproved, unconfirmed
        from goldenthread.meetings.proposals import offer

        offer(from_meetings, unapproved=unapproved, unconfirmed=unconfirmed, stages_due=stages_due)
        offer(from_thread)
