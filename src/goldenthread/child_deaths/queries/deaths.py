"""Deaths as a viewer may see them, and what stands on a death's own pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any

from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from goldenthread.child_deaths.models import (
    Analysis,
    AreaDecision,
    Arrangement,
    Claim,
    Death,
    Deferral,
    Disclosure,
    Factor,
    FirstDecision,
    Handover,
    KnownName,
    Notification,
    Recommendation,
    Related,
    ReviewMeeting,
    ScopeDecision,
    Track,
    TrackResult,
)
from goldenthread.child_deaths.rules.forms import Told
from goldenthread.child_deaths.rules.intake import SAME_WITHIN, Sign, likeness
from goldenthread.child_deaths.terms import OPEN, Category, DeathState, Known, Limb, Place, RelatedWhy
from goldenthread.database.statements import Slot
from goldenthread.pathways.models import CourseStage
from goldenthread.records.models import Subject
from goldenthread.records.models.record import AnyViewer
from goldenthread.records.queries import NotVisible
from goldenthread.records.viewer import Viewer
from goldenthread.returns.models import Return

STANDINGS = {
    "open": "Open", "late": "With something late", "ready": "Ready for the panel", "concluded": "Concluded, not finalised",
    "closed": "Closed", "out": "Out of scope or elsewhere", "all": "All",
}  # fmt: skip
OPEN_STATES = tuple(state.value for state in OPEN)
OUT_STATES = (DeathState.OUT.value, DeathState.TRANSFERRED.value, DeathState.MERGED.value)
CHILD = "The child"


@dataclass(frozen=True, slots=True)
class Filter:
    """What the register is narrowed to. Every field is text, as it stands in the address; what is not known is left out."""

    standing: str = "open"
    state: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filter:
        """The filter an address asks for."""
        allowed: dict[str, set[str]] = {"standing": set(STANDINGS), "state": {each.value for each in DeathState}}
        return cls(**{name: query[name] for name, known in allowed.items() if query.get(name) in known})

    def query(self) -> dict[str, str]:
        """As an address holds it, defaults left out."""
        default = Filter()
        held = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in held.items() if value != getattr(default, name)}


def arrangement(partnership_id: int) -> Arrangement | None:
    """A partnership's arrangements for child death review. One query."""
    return Arrangement.objects.filter(pk=partnership_id).select_related("group").first()


def held_by(partnership_id: int | Slot) -> Any:
    """Of this partnership. For a slot it is said as one value, as practice reviews say it."""
    if isinstance(partnership_id, int):
        return Q(partnership=partnership_id)
    return RawSQL('"child_deaths_death"."partnership_id" = %s', [partnership_id], output_field=BooleanField())


def deaths(viewer: Viewer | AnyViewer, partnership_id: int | Slot, chosen: Filter) -> QuerySet[Death]:
    """The deaths a viewer sees, the longest open first; closed ones the newest first. With slots in place of both, for a filter that asks no day."""
    rows = Death.objects.visible_to(viewer).filter(held_by(partnership_id)).select_related("record")  # type: ignore[attr-defined]
    if chosen.standing in {"open", "late"}:
        rows = rows.filter(state__in=OPEN_STATES)
    elif chosen.standing == "ready":
        rows = rows.filter(state=DeathState.READY.value)
    elif chosen.standing == "concluded":
        rows = rows.filter(state=DeathState.REVIEWED.value, finalised_on__isnull=True)
    elif chosen.standing == "closed":
        rows = rows.filter(state=DeathState.CLOSED.value)
    elif chosen.standing == "out":
        rows = rows.filter(state__in=OUT_STATES)
    if chosen.state:
        rows = rows.filter(state=chosen.state)
    if chosen.standing == "late" and isinstance(viewer, Viewer) and isinstance(partnership_id, int):
        late = CourseStage.objects.visible_to(viewer).filter(  # type: ignore[attr-defined]
            partnership=partnership_id, state="due", due_on__lt=viewer.day, course__is_open=True
        )
        rows = rows.filter(pk__in=late.values("record"))
    oldest = chosen.standing in {"open", "late", "ready", "concluded"}
    return rows.order_by("died_on", "pk") if oldest else rows.order_by("-died_on", "-pk")  # type: ignore[no-any-return]


def get_death(viewer: Viewer, partnership_id: int, reference: str) -> Death:
    """One death, with its record, its group and what it was joined with. Errors: NotVisible."""
    row = (
        Death.objects.visible_to(viewer)  # type: ignore[attr-defined]
        .select_related("record__group", "record__partnership", "merged_into__record", "meeting__record")
        .filter(partnership=partnership_id, record__reference=reference).first()
    )  # fmt: skip
    if row is None:
        raise NotVisible(reference)
    return row  # type: ignore[no-any-return]


def part_of(row: Death, model: Any, pk: int) -> Any:
    """One row of a death the viewer sees. Errors: NotVisible."""
    found = model.objects.filter(death=row, pk=pk).first()
    if found is None:
        raise NotVisible(row.record.reference)
    return found


@dataclass(frozen=True, slots=True)
class FirstDays:
    """What came in and what was decided in the first days; of decisions the last of each stands."""

    notifications: list[Notification]
    joined: list[Death]
    scopes: list[ScopeDecision]
    areas: list[AreaDecision]
    decisions: list[FirstDecision]


def first_days(row: Death) -> FirstDays:
    """What stands on the page of the first days. Five queries."""
    joined = list(Death.objects.filter(merged_into=row).select_related("record").order_by("pk"))
    ids = [row.pk, *(each.pk for each in joined)]
    return FirstDays(
        list(Notification.objects.filter(death__in=ids).select_related("death__record").order_by("received_at", "pk")),
        joined,
        list(ScopeDecision.objects.filter(death=row).order_by("-pk")),
        list(AreaDecision.objects.filter(death=row).order_by("-pk")),
        list(FirstDecision.objects.filter(death=row).order_by("-pk")),
    )


def related(viewer: Viewer, row: Death, *, leading: bool) -> list[tuple[Related, Death | None]]:
    """Deaths that belong with this one, each with the other where the viewer sees it. An earlier death in the family is told to those who lead alone. Two queries."""
    rows = Related.objects.filter(death=row).order_by("pk")
    held = list(rows if leading else rows.exclude(why=RelatedWhy.FAMILY.value))
    others = Death.objects.visible_to(viewer).filter(pk__in=[each.other_id for each in held]).select_related("record")  # type: ignore[attr-defined]
    by_id = {each.pk: each for each in others}
    return [(each, by_id.get(each.other_id)) for each in held]


def tracks_of(row: Death) -> list[tuple[Track, list[TrackResult]]]:
    """What runs beside it, those that go on first, each with its results in their order. Two queries."""
    results: dict[int, list[TrackResult]] = {}
    for each in TrackResult.objects.filter(death=row).order_by("came_on", "pk"):
        results.setdefault(each.track_id, []).append(each)
    tracks = sorted(Track.objects.filter(death=row).order_by("pk"), key=lambda each: each.ended_on is not None)
    return [(each, results.get(each.pk, [])) for each in tracks]


@dataclass(frozen=True, slots=True)
class Information:
    """What agencies were asked and said."""

    returns: list[Return]
    claims: dict[str, list[Claim]]


def information(viewer: Viewer, row: Death) -> Information:
    """Returns of every request about the death, and what is said, by what it is about. Two queries."""
    returns = Return.objects.visible_to(viewer).filter(request__about=row.pk)  # type: ignore[attr-defined]
    claims: dict[str, list[Claim]] = {}
    for each in Claim.objects.filter(death=row).order_by("about", "-is_accepted", "pk"):
        claims.setdefault(each.about, []).append(each)
    return Information(list(returns.select_related("record", "request__record", "organisation").order_by("pk")), claims)


def meetings_of(row: Death) -> tuple[list[ReviewMeeting], list[Deferral]]:
    """Review meetings and deferrals, the last first. Two queries."""
    return (
        list(ReviewMeeting.objects.filter(death=row).order_by("-on", "-pk")),
        list(Deferral.objects.filter(death=row).order_by("-on", "-pk")),
    )


@dataclass(frozen=True, slots=True)
class Analysed:
    """The versions of the analysis, the newest first, the factors of the newest, and all recommendations."""

    versions: list[Analysis]
    factors: list[Factor]
    recommendations: list[Recommendation]

    @property
    def now(self) -> Analysis | None:
        """The version that stands."""
        return self.versions[0] if self.versions else None


def analysed(row: Death) -> Analysed:
    """What stands on the page of the analysis. Three queries."""
    versions = list(Analysis.objects.filter(death=row).order_by("-number"))
    factors = Factor.objects.filter(analysis=versions[0]).select_related("learning__record") if versions else []
    wanted = Recommendation.objects.filter(death=row).select_related("factor", "action__record").order_by("pk")
    return Analysed(
        versions, sorted(factors, key=lambda each: (each.domain, -int(each.relevance), each.name)), list(wanted)
    )


def told_of(row: Death) -> Told:
    """What is known of a death as far as it tells which forms fit. One query."""
    held = Analysis.objects.filter(death=row).order_by("-number").values_list("primary", "secondary").first()
    return Told(
        row.age_days, Place(row.place), Place(row.event_place), Known(row.sudden), Known(row.expected),
        tuple(Limb(each) for each in row.limbs), row.coded_cause,
        tuple(Category(each) for each in (held[0], *held[1])) if held else (), f"{row.what}\n{row.cause}",
    )  # fmt: skip


def handovers(row: Death) -> list[Handover]:
    """Every hand-over in its order. One query."""
    return list(Handover.objects.filter(death=row).order_by("stream", "number"))


def disclosures(row: Death) -> list[Disclosure]:
    """Decisions on what may be seen, the last first. One query."""
    return list(Disclosure.objects.filter(death=row).order_by("-on", "-pk"))


def _signs(rows: list[Death]) -> dict[int, Sign]:
    subjects = {
        each.record_id: each for each in Subject.objects.filter(record__in=[row.pk for row in rows], pseudonym=CHILD)
    }
    names: dict[int, set[str]] = {}
    for each in KnownName.objects.filter(death__in=[row.pk for row in rows]):
        names.setdefault(each.death_id, set()).add(each.name_index)
    made = {}
    for row in rows:
        subject = subjects.get(row.pk)
        held = names.get(row.pk, set()) | ({subject.name_index} if subject and subject.name_index else set())
        made[row.pk] = Sign(
            subject.nhs_number_index if subject else "",
            frozenset(held),
            subject.born_index if subject else "",
            row.died_on,
        )
    return made


def may_be_one(viewer: Viewer, row: Death) -> list[tuple[Death, str]]:
    """Other deaths that may be this one, and why: by keyed digests alone, so that nothing is opened. Three queries, however many deaths there are."""
    if row.state == DeathState.MERGED.value:
        return []
    same = (
        Subject.objects.filter(record=row.pk, pseudonym=CHILD).exclude(nhs_number_index="").values("nhs_number_index")
    )
    near = Q(died_on__range=(row.died_on - SAME_WITHIN, row.died_on + SAME_WITHIN)) | Q(
        pk__in=Subject.objects.filter(nhs_number_index__in=same).values("record")
    )
    rows = list(
        Death.objects.visible_to(viewer).filter(near, partnership=row.partnership_id)  # type: ignore[attr-defined]
        .exclude(state=DeathState.MERGED.value).select_related("record").order_by("pk")[:200]
    )  # fmt: skip
    signs = _signs([row, *rows])
    return [(each, why) for each in rows if each.pk != row.pk and (why := likeness(signs[row.pk], signs[each.pk]))]


def panels(viewer: Viewer, row: Death) -> list[Any]:
    """Meetings to come of the group that reviews child deaths, to which a death may be put. One query."""
    from goldenthread.meetings.models import Meeting

    rows = Meeting.objects.visible_to(viewer).filter(
        record__group=row.record.group_id, meets_on__gte=viewer.day - timedelta(days=14)
    )  # type: ignore[attr-defined]
    return list(rows.select_related("record").order_by("meets_on")[:40])
