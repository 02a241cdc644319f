"""A meeting of the tests' world, with one item that one member is kept out of, and an entry of each kind for the partners."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from goldenthread.meetings import operations
from goldenthread.meetings.operations import ItemDraft
from goldenthread.meetings.terms import PaperKind, Purpose
from goldenthread.messages.models import Message, Notice
from goldenthread.oversight import operations as oversight
from goldenthread.oversight.operations import ChallengeDraft, EngagementDraft, RiskDraft
from goldenthread.oversight.terms import ChallengeKind, NewSector, Reach
from goldenthread.partnership.models import GroupMeeting, TermsOfReference

if TYPE_CHECKING:
    from goldenthread.testing.world import Builder


def add_meetings(builder: Builder) -> None:
    """The next meeting of the review group, planned; nothing of it is mailed."""
    from goldenthread.testing.world import AT, TODAY

    manager, reviews = replace(builder.viewer("manager"), name="Manager"), builder.groups["reviews"]
    TermsOfReference.objects.filter(group=reviews).update(
        least_members=3, least_agencies=3, needed_sectors=["police"], needs_chair=True
    )
    day = GroupMeeting.objects.filter(group=reviews, meets_on__gt=TODAY).order_by("meets_on").get()
    meeting = operations.take_up(day_id=day.pk, by=manager, at=AT)
    items = {
        name: operations.add_item(
            meeting_id=meeting.pk,
            draft=ItemDraft(title, purpose=Purpose.DECIDE, text="Read the papers before.", minutes=minutes),
            by=manager,
            at=AT,
            papers=papers,
        )
        for name, title, minutes, papers in (
            ("item", "Safer sleep in every service", 20, (PaperKind.ACTION_LOG, PaperKind.LEARNING)),
            ("closed_item", "A matter of one member's own team", 15, ()),
        )
    }
    operations.declare_conflict(
        item_id=items["closed_item"].pk,
        reason="A relative leads that team.",
        for_person=builder.people["excluded"],
        by=manager,
        at=AT,
    )
    rows = {
        "meeting": meeting,
        **items,
        "highlight": oversight.write_highlight(
            group=reviews, start=date(2025, 10, 1), end=date(2025, 12, 31), by=manager, at=AT
        ),
        "risk": oversight.raise_risk(
            group=reviews,
            draft=RiskDraft("That reviews take too long, because agencies answer late"),
            likelihood=4,
            impact=3,
            review_by=TODAY + timedelta(days=60),
            by=manager,
            at=AT,
        ),
        "challenge": oversight.raise_challenge(
            group=reviews,
            draft=ChallengeDraft(
                ChallengeKind.CHALLENGE,
                "The scrutineer",
                "Why health is missing from strategy meetings",
                TODAY - timedelta(days=20),
                builder.organisations["trust"].pk,
            ),
            by=manager,
            at=AT,
        ),
        "planned": oversight.plan_matter(
            group=reviews,
            text="The yearly report in draft",
            lead="Business manager",
            due_on=TODAY + timedelta(days=50),
            by=manager,
            at=AT,
        ),
        "engagement": oversight.record_engagement(
            group=reviews,
            draft=EngagementDraft(NewSector.SPORTS, "Northvale football clubs", date(2026, 1, 20), Reach.VISIT, 40),
            by=manager,
            at=AT,
        ),
    }
    for name, row in rows.items():
        builder.records[name], builder.references[name] = row.record.pk, row.record.reference
    Message.objects.filter(kind__startswith="meeting.").delete()
    Notice.objects.filter(kind__startswith="meeting.").delete()
    Notice.objects.filter(kind__startswith="oversight.").delete()
