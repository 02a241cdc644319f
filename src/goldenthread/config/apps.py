"""What is tied together when Django starts."""

from __future__ import annotations

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """The worker's rounds: which rooms want one, and in which order."""

    name = "goldenthread.config"
    label = "wiring"

    def ready(self) -> None:
        """Register the rounds."""
        from goldenthread.administration.jobs import leave
        from goldenthread.child_deaths.jobs import look_at_deaths
        from goldenthread.child_deaths.paper import paper_of
        from goldenthread.child_deaths.proposals import from_deaths, ready
        from goldenthread.documents.jobs import scan, take_away
        from goldenthread.families.jobs import look_at_restrictions
        from goldenthread.history.jobs import keep_seals
        from goldenthread.jobs.rounds import ROUNDS, every_few_seconds
        from goldenthread.meetings.drafting import from_returns
        from goldenthread.meetings.operations import answer_by_calendar
        from goldenthread.meetings.papers import writes
        from goldenthread.meetings.proposals import offer
        from goldenthread.messages.incoming import takes_calendar_replies
        from goldenthread.messages.jobs import compose, receive, send
        from goldenthread.messages.links import worded, worked_out
        from goldenthread.pathways.jobs import look_at_pathways
        from goldenthread.practice_reviews.jobs import look_at_answers
        from goldenthread.records.jobs import dispose, warn
        from goldenthread.records.terms import RecordKind
        from goldenthread.returns import jobs as returns
        from goldenthread.returns.links import CODE_MAIL, LINK_MAIL

        offer(from_returns)
        offer(from_deaths, deaths_ready=ready)
        writes(RecordKind.DEATH, paper_of)
        takes_calendar_replies(answer_by_calendar)
        worked_out(LINK_MAIL, returns.link_in)
        worded(CODE_MAIL, returns.code_in)

        if not ROUNDS:
            every_few_seconds("sealing", keep_seals)
            every_few_seconds("virus scanner", scan)
            every_few_seconds("disposal", dispose)
            every_few_seconds("destruction of files", take_away)
            every_few_seconds("retention", warn)
            every_few_seconds("leaving", leave)
            every_few_seconds("codes", returns.mail_codes)
            every_few_seconds("reminders", returns.send_reminders)
            every_few_seconds("answers about reviews", look_at_answers)
            every_few_seconds("child deaths", look_at_deaths)
            every_few_seconds("pathways", look_at_pathways)
            every_few_seconds("families", look_at_restrictions)
            every_few_seconds("notices", compose)
            every_few_seconds("mail", send)
            every_few_seconds("incoming mail", receive)
