"""Reviews and referrals as a viewer may see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from goldenthread.database.statements import Slot, Statement
from goldenthread.pathways.models import CourseStage
from goldenthread.practice_reviews.models import (
    AreaTold,
    Arrangement,
    Child,
    FurtherDecision,
    PanelLetter,
    PartnerView,
    Referral,
    Review,
    SignOff,
)
from goldenthread.practice_reviews.terms import Door, IncidentType, ReviewState
from goldenthread.records.models import Link
from goldenthread.records.models.record import AnyViewer
from goldenthread.records.queries import NotVisible
from goldenthread.records.viewer import Viewer
from goldenthread.thread.models import Action, LearningPoint

STANDINGS = {"open": "Open", "late": "With something late", "closed": "Closed", "all": "All"}


@dataclass(frozen=True, slots=True)
class Filter:
    """What the register is narrowed to. Every field is text, as it stands in the address; what is not known is left out."""

    standing: str = "open"
    state: str = ""
    door: str = ""
    about: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filter:
        """The filter an address asks for."""
        allowed: dict[str, set[str]] = {
            "standing": set(STANDINGS),
            "state": {each.value for each in ReviewState},
            "door": {each.value for each in Door},
            "about": {each.value for each in IncidentType},
        }
        return cls(**{name: query[name] for name, known in allowed.items() if query.get(name) in known})

    def query(self) -> dict[str, str]:
        """As an address holds it, defaults left out."""
        default = Filter()
        held = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in held.items() if value != getattr(default, name)}


def arrangement(partnership_id: int) -> Arrangement | None:
    """A partnership's arrangements for reviews. One query."""
    return Arrangement.objects.filter(pk=partnership_id).select_related("group").first()


class Arranged(NamedTuple):
    """What a list asks of a partnership's arrangements: the group that holds reviews, and below what number it keeps counts of children back."""

    group_id: int
    least_shown: int


@cache
def _arranged() -> Statement:
    rows = Arrangement.objects.filter(partnership__any_of=Slot("partnerships"))
    return Statement(rows.values_list(*Arranged._fields))


def arranged(partnership_id: int) -> Arranged | None:
    """The same for a list; None where nobody has said. One query."""
    return next((Arranged(*row) for row in _arranged().rows(partnerships=[partnership_id])), None)


def holds_reviews() -> Subquery:
    """Whether the group that is being read is the one that holds practice reviews. Part of another query."""
    return Subquery(Arrangement.objects.filter(group=OuterRef("pk")).values("version")[:1])


def reviews(viewer: Viewer | AnyViewer, partnership_id: int | Slot, chosen: Filter) -> QuerySet[Review]:
    """The reviews a viewer sees, the newest first. With slots in place of both, for a filter that asks no day."""
    where = partnership_id if isinstance(partnership_id, Slot) else [partnership_id]
    rows = Review.objects.visible_to(viewer).filter(partnership__any_of=where).select_related("record")  # type: ignore[attr-defined]
    if chosen.standing in {"open", "late"}:
        rows = rows.exclude(state=ReviewState.CLOSED.value)
    elif chosen.standing == "closed":
        rows = rows.filter(state=ReviewState.CLOSED.value)
    for column, value in (("state", chosen.state), ("door", chosen.door), ("incident_type", chosen.about)):
        rows = rows.filter(**{column: value}) if value else rows
    if chosen.standing == "late" and isinstance(viewer, Viewer) and isinstance(partnership_id, int):
        late = CourseStage.objects.visible_to(viewer).filter(  # type: ignore[attr-defined]
            partnership=partnership_id, state="due", due_on__lt=viewer.day, course__is_open=True
        )
        rows = rows.filter(pk__in=late.values("record"))
    return rows.order_by("-record__opened_at", "-pk")  # type: ignore[no-any-return]


def get_review(viewer: Viewer, partnership_id: int, reference: str) -> Review:
    """One review, with its record and group. Errors: NotVisible."""
    return _one(Review, viewer, partnership_id, reference, "referral__record", "commission")  # type: ignore[no-any-return]


def get_referral(viewer: Viewer, partnership_id: int, reference: str) -> Referral:
    """One referral, with its record and group. Errors: NotVisible."""
    return _one(Referral, viewer, partnership_id, reference, "organisation")  # type: ignore[no-any-return]


def _one(model: Any, viewer: Viewer, partnership_id: int, reference: str, *more: str) -> Any:
    row = (
        model.objects.visible_to(viewer)
        .select_related("record__group", "record__partnership", *more)
        .filter(partnership=partnership_id, record__reference=reference)
        .first()
    )
    if row is None:
        raise NotVisible(reference)
    return row


def views_and_areas(review: Review) -> tuple[list[PartnerView], list[AreaTold]]:
    """Every view in the order it was given, and the areas that were told. Two queries."""
    return (
        list(PartnerView.objects.filter(review=review).order_by("pk")),
        list(AreaTold.objects.filter(review=review).order_by("on", "pk")),
    )


def decided(review: Review) -> tuple[list[FurtherDecision], list[SignOff], list[PanelLetter]]:
    """Decisions on a further review, the last first; signatures; the Panel's letters in their order. Three queries."""
    return (
        list(FurtherDecision.objects.filter(review=review).order_by("-pk")),
        list(SignOff.objects.filter(review=review).order_by("on", "pk")),
        list(PanelLetter.objects.filter(review=review).order_by("on", "pk")),
    )


def children_of(review: Review) -> list[Child]:
    """A review's children, by their number. One query."""
    return list(Child.objects.filter(review=review).select_related("subject").order_by("number"))


def get_child(review: Review, number: int) -> Child:
    """One child of a review the viewer sees. Errors: NotVisible."""
    row = Child.objects.filter(review=review, number=number).select_related("subject", "review__record").first()
    if row is None:
        raise NotVisible(review.record.reference)
    return row


def letter_of(review: Review, pk: int) -> PanelLetter:
    """One letter of a review the viewer sees. Errors: NotVisible."""
    row = PanelLetter.objects.filter(review=review, pk=pk).first()
    if row is None:
        raise NotVisible(review.record.reference)
    return row


def review_of_referral(viewer: Viewer, referral: Referral) -> Review | None:
    """What became of a referral, for those who see the review too; never for its referrer alone."""
    return Review.objects.visible_to(viewer).filter(referral=referral).select_related("record").first()  # type: ignore[attr-defined, no-any-return]


def learning_of(viewer: Viewer, review: Review) -> tuple[list[LearningPoint], list[Action]]:
    """What was learned from a review, and the actions from it or from its learning, as far as the viewer sees them. Three queries."""
    below = list(Link.objects.filter(upstream=review.pk).values_list("downstream", flat=True))
    points = list(
        LearningPoint.objects.visible_to(viewer).filter(pk__in=below).select_related("record").order_by("nature", "pk")  # type: ignore[attr-defined]
    )
    deeper = Link.objects.filter(upstream__in=[*below]).values("downstream")
    actions = Action.objects.visible_to(viewer).filter(pk__in=below) | Action.objects.visible_to(viewer).filter(  # type: ignore[attr-defined]
        pk__in=deeper
    )
    return points, list(actions.select_related("record", "owner_organisation").distinct().order_by("due_on", "pk"))
