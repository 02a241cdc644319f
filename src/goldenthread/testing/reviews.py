"""A serious incident of the tests' world that one member is kept out of, and a referral from outside the group."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from goldenthread.messages.models import Notice
from goldenthread.practice_reviews import operations
from goldenthread.practice_reviews.operations import IncidentDraft, ReferralDraft
from goldenthread.practice_reviews.operations.incident import make_review, when_of
from goldenthread.practice_reviews.terms import (
    Door,
    Escalated,
    Grounds,
    IncidentType,
    Nature,
    Opinion,
    Partner,
    ReviewState,
)
from goldenthread.records.models import Exclusion

if TYPE_CHECKING:
    from goldenthread.testing.world import Builder

AWARE = date(2026, 2, 16)
WHY = "Each of the criteria was gone through at the meeting."


def add_reviews(builder: Builder) -> None:
    """One serious incident that is being considered, whose clocks the tests of its room begin; and one referral that waits."""
    from goldenthread.testing.world import AT, STARTED

    manager, reviews = replace(builder.viewer("manager"), name="Manager"), builder.groups["reviews"]
    operations.arrange(
        group=reviews, area="Northvale", door_name="Northvale Front Door", door_phone="01632 960 001",
        door_hours="01632 960 002", by=manager, at=AT,
    )  # fmt: skip
    draft = IncidentDraft(
        name="Heron",
        nature=Nature.HARM,
        incident_type=IncidentType.NEGLECT,
        what="A child came to serious harm at home.",
        happened="2026-02",
        place_area="Northvale",
        home_area="Northvale",
        aware_on=AWARE,
        safety="The children live with a relative.",
    )
    review = make_review(
        group=reviews, draft=draft, door=Door.INCIDENT, state=ReviewState.CONSIDERED, at=AT, when=when_of(draft)
    )
    operations.give_view(
        review_id=review.pk, partner=Partner.POLICE, opinion=Opinion.NOTIFY, why=WHY, by_role="Head of service",
        on=AWARE, by=manager, at=AT,
    )  # fmt: skip
    with builder.named("review") as held:
        held.append(review)
    Exclusion.objects.create(
        person_id=builder.people["excluded"], record_id=review.pk, reason="Worked with the family.", declared_at=AT,
        starts_on=STARTED,
    )  # fmt: skip
    with builder.named("referral") as held:
        held.append(
            operations.refer(
                partnership_id=reviews.partnership_id,
                draft=ReferralDraft(
                    grounds=Grounds.NEAR_MISS, what="A child was nearly missed by three agencies.",
                    why_together="Three agencies held a part each and nobody the whole.",
                    safety="The child was seen the same day.", aware_on=date(2026, 2, 25), escalated=Escalated.YES,
                    organisation=builder.organisations["charity"].pk,
                ),
                by=builder.viewer("outsider"),
                at=AT,
            )
        )  # fmt: skip
    Notice.objects.filter(kind__regex=r"^(review|referral)\.").delete()
