"""The analysis: drafted after the review meeting, concluded by the panel, opened again where something new comes; recommendations to named bodies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from goldenthread.child_deaths.models import Analysis, Death, Factor, Recommendation
from goldenthread.child_deaths.operations.running import catch_up, waiting_of
from goldenthread.child_deaths.operations.shared import (
    REVIEW,
    done,
    filled,
    follows,
    locked,
    past,
    report,
    settle,
    store,
    tell_leads,
)
from goldenthread.child_deaths.rules.analysis import (
    Scored,
    category_problem,
    conclusion_problem,
    factor_problem,
    ordered,
)
from goldenthread.child_deaths.rules.steps import closing_problem, reason_problem
from goldenthread.child_deaths.terms import (
    Category,
    DeathState,
    Domain,
    Event,
    Explained,
    Known,
    Level,
    Modifiable,
    Relevance,
    Standing,
)
from goldenthread.core.clock import day_of
from goldenthread.core.dates import PartialDate
from goldenthread.pathways.models import CourseEvent
from goldenthread.records import operations as records
from goldenthread.records.operations import Refused
from goldenthread.records.operations.casework import no_problem, require
from goldenthread.records.viewer import Viewer
from goldenthread.thread import operations as thread
from goldenthread.thread.models import Source
from goldenthread.thread.operations.knots import Place
from goldenthread.thread.terms import LearningHeading, LearningNature


@dataclass(frozen=True, slots=True)
class AnalysisDraft:
    """What someone wrote of the analysis."""

    summary: str
    cause: str
    primary: Category
    secondary: tuple[Category, ...] = ()
    hierarchy_why: str = ""
    sudden_explained: Explained = Explained.NOT_SUDDEN
    modifiable: Modifiable | None = None
    differs: str = ""
    coroner_differs: str = ""
    process: str = ""
    feedback: str = ""


def latest(row: Death) -> Analysis | None:
    """The newest version of the analysis."""
    return Analysis.objects.filter(death=row).order_by("-number").first()


def factors_of(analysis: Analysis | None) -> list[Scored]:
    """The factors of a version, as the rules take them."""
    if analysis is None:
        return []
    return [
        Scored(Domain(each.domain), each.name, Relevance(each.relevance), each.modifiable)
        for each in Factor.objects.filter(analysis=analysis).order_by("pk")
    ]


def _check(row: Death, draft: AnalysisDraft) -> None:
    no_problem(reason_problem(draft.summary) and "Say in a sentence or more what happened, without names.")
    filled(draft.cause, "Say the cause as presently understood.")
    no_problem(
        category_problem(
            primary=draft.primary, secondary=draft.secondary, hierarchy_why=draft.hierarchy_why, sudden=Known(row.sudden),
            explained=draft.sudden_explained,
        )
    )  # fmt: skip


def _columns(draft: AnalysisDraft) -> dict[str, object]:
    return {
        "summary": draft.summary.strip(), "cause": draft.cause.strip(), "primary": draft.primary.value,
        "secondary": [each.value for each in ordered(draft.secondary)], "hierarchy_why": draft.hierarchy_why.strip(),
        "sudden_explained": draft.sudden_explained.value, "modifiable": draft.modifiable.value if draft.modifiable else "",
        "differs": draft.differs.strip(), "coroner_differs": draft.coroner_differs.strip(), "process": draft.process.strip(),
        "feedback": draft.feedback.strip(),
    }  # fmt: skip


@transaction.atomic
def write_analysis(
    *, death_id: int, draft: AnalysisDraft, by: Viewer, at: datetime, seen: int | None = None
) -> Analysis:
    """Write or change the draft of the analysis; categories are provisional until the panel concludes. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "draft", by, seen)
    _check(row, draft)
    held = latest(row)
    if held is None or held.standing == Standing.FINAL.value:
        held = _next(row, draft, at, held)
    else:
        for name, value in _columns(draft).items():
            setattr(held, name, value)
        held.save(update_fields=list(_columns(draft)))
    _thread(row, draft.summary)
    done(row, Event.ANALYSED, "The analysis was written", by, at)
    return held


def _next(row: Death, draft: AnalysisDraft, at: datetime, before: Analysis | None, why_again: str = "") -> Analysis:
    last = Analysis.objects.filter(death=row).aggregate(most=Max("number"))["most"] or 0
    made = Analysis.objects.create(
        death=row, number=last + 1, standing=Standing.DRAFT.value, why_again=why_again, made_at=at, **_columns(draft)
    )
    for each in Factor.objects.filter(analysis=before).order_by("pk") if before else ():
        Factor.objects.create(
            death=row, analysis=made, domain=each.domain, name=each.name, words=each.words, relevance=each.relevance,
            modifiable=each.modifiable, old_score=each.old_score, learning_id=each.learning_id, made_at=at,
        )  # fmt: skip
    return made


def _thread(row: Death, summary: str) -> None:
    """What the thread says of this source, in short."""
    Source.objects.filter(pk=row.pk).update(summary=summary.strip())


@transaction.atomic
def put_factor(
    *, death_id: int, domain: Domain, name: str, relevance: Relevance, modifiable: bool, words: str, by: Viewer, at: datetime,
    seen: int | None = None,
) -> Factor:  # fmt: skip
    """Write a contributory factor down, or score it anew. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "factor", by, seen)
    held = latest(row)
    require(held is not None and held.standing != Standing.FINAL.value, "Write the analysis first.")
    assert held is not None
    called = " ".join(name.split())
    no_problem(factor_problem(Scored(domain, called, relevance, modifiable)))
    made, _ = Factor.objects.update_or_create(
        analysis=held, domain=domain.value, name=called,
        defaults={"death": row, "relevance": relevance.value, "modifiable": modifiable, "words": words.strip(), "made_at": at},
    )  # fmt: skip
    done(row, Event.FACTOR, f"Factor: {called.lower()}, {relevance.label}", by, at)
    return made


@transaction.atomic
def drop_factor(*, factor_id: int, why: str, by: Viewer, at: datetime, seen: int | None = None) -> None:
    """Take a factor out of a draft, with the reason; history keeps it. Errors: Refused, ChangedMeanwhile."""
    held = Factor.objects.select_related("analysis").get(pk=factor_id)
    row = locked(held.death_id, "factor", by, seen)
    require(
        held.analysis.standing != Standing.FINAL.value,
        "It belongs to a conclusion of the panel: open the review again.",
    )
    require(not Recommendation.objects.filter(factor=held).exists(), "A recommendation rests on it.")
    no_problem(reason_problem(why))
    name = held.name
    held.delete()
    done(row, Event.FACTOR, f"Taken out: {name.lower()}. {why.strip()}", by, at)


@transaction.atomic
def conclude(
    *, death_id: int, draft: AnalysisDraft, on: date, panel_name: str, quorate: bool, final: bool, themed: bool, by: Viewer,
    at: datetime, without_why: str = "", seen: int | None = None,
) -> Analysis:  # fmt: skip
    """Record what the panel concluded. Not quorate, or with something awaited, it is provisional and comes back. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "conclude", by, seen)
    _check(row, draft)
    past(on, at)
    require(on >= row.died_on, "It cannot have been before the death.")
    filled(panel_name, "Say which panel it was.")
    before = latest(row)
    waits = () if not reason_problem(without_why) else waiting_of(row).holding
    no_problem(
        conclusion_problem(
            quorate=quorate, holding=waits, said=draft.modifiable, factors=factors_of(before), final=final
        )
    )
    made = before if before is not None and before.standing != Standing.FINAL.value else _next(row, draft, at, before)
    columns = _columns(draft) | {
        "standing": (Standing.FINAL if final else Standing.PROVISIONAL).value, "panel_on": on,
        "panel_name": panel_name.strip(), "was_quorate": quorate, "is_themed": themed,
    }  # fmt: skip
    for name, value in columns.items():
        setattr(made, name, value)
    made.save(update_fields=list(columns))
    _thread(row, draft.summary)
    said = f"The panel concluded{'' if final else ', provisionally'}"
    if not final:
        store(row, state=DeathState.MET.value, meeting=None)
        done(row, Event.CONCLUDED, said, by, at)
        return made
    assert draft.modifiable is not None
    store(
        row, state=DeathState.REVIEWED.value, concluded_on=on, final_category=draft.primary.value,
        final_modifiable=draft.modifiable.value, explained=draft.sudden_explained.value, finalised_on=None, theme="",
    )  # fmt: skip
    catch_up(row, by, at)
    report(row, "looked_again" if made.number > 1 and _panel_before(row) else "panel", on, by, at)
    settle(row, "panel", "The panel concluded without it.", by, at)
    done(row, Event.CONCLUDED, said + (f": {without_why.strip()}" if without_why.strip() else ""), by, at)
    tell_leads(row, Event.CONCLUDED, "the panel concluded; the national database and the family have to hear", by, at)
    return made


def _panel_before(row: Death) -> bool:
    return CourseEvent.objects.filter(
        record=row.record, key="panel", said="happened", superseded_by__isnull=True
    ).exists()


@transaction.atomic
def reopen(*, death_id: int, why: str, on: date, by: Viewer, at: datetime, seen: int | None = None) -> Analysis:
    """Open a review again: new evidence, a verdict, a complaint. The next version begins from the last; the last stays. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "reopen", by, seen)
    no_problem(reason_problem(why))
    past(on, at)
    before = latest(row)
    if before is None:
        raise Refused("There is no analysis to begin from.")
    draft = AnalysisDraft(
        before.summary, before.cause, Category(before.primary), tuple(Category(each) for each in before.secondary),
        before.hierarchy_why, Explained(before.sudden_explained), Modifiable(before.modifiable) if before.modifiable else None,
        before.differs, before.coroner_differs, before.process, before.feedback,
    )  # fmt: skip
    made = _next(row, draft, at, before, why.strip())
    store(row, state=DeathState.MET.value, finalised_on=None, closed_why="")
    records.touch(row.record, closed_on=None)
    report(row, "reopened", on, by, at)
    done(row, Event.REOPENED, f"Opened again: {why.strip()}", by, at)
    tell_leads(row, Event.REOPENED, "it was opened again", by, at)
    return made


@transaction.atomic
def recommend(
    *, death_id: int, words: str, addressee: str, level: Level, factor_id: int | None, by: Viewer, at: datetime,
    seen: int | None = None,
) -> Recommendation:  # fmt: skip
    """Write a recommendation to a named body. It must be informed: Children Act 2004, section 16M(5). Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "recommend", by, seen)
    no_problem(reason_problem(words) and "Say in a sentence what is recommended.")
    filled(addressee, "Say which body should act.")
    require(
        factor_id is None or Factor.objects.filter(pk=factor_id, death=row).exists(), "Choose a factor of this review."
    )
    made = Recommendation.objects.create(
        death=row, words=words.strip(), addressee=addressee.strip(), level=level.value, factor_id=factor_id, made_at=at
    )
    done(row, Event.RECOMMENDED, f"Recommended to {made.addressee}", by, at)
    return made


@transaction.atomic
def inform(
    *, recommendation_id: int, on: date, how: str, to_database: bool, by: Viewer, at: datetime, seen: int | None = None
) -> Recommendation:
    """Record that the body was informed, when and how. Errors: Refused, ChangedMeanwhile."""
    made = Recommendation.objects.get(pk=recommendation_id)
    row = locked(made.death_id, "inform", by, seen)
    filled(how, "Say how it was informed, such as by letter from the chair.")
    past(on, at)
    made.informed_on, made.informed_how, made.to_database = on, how.strip(), to_database
    made.save(update_fields=["informed_on", "informed_how", "to_database"])
    done(row, Event.RECOMMENDED, f"{made.addressee} was informed", by, at)
    return made


@transaction.atomic
def answered(
    *, recommendation_id: int, answer: str, on: date, by: Viewer, at: datetime, seen: int | None = None
) -> Recommendation:
    """Record what the body answered. Errors: Refused, ChangedMeanwhile."""
    made = Recommendation.objects.get(pk=recommendation_id)
    row = locked(made.death_id, "answer", by, seen)
    filled(answer, "Say what was answered.")
    require(
        made.informed_on is not None and made.informed_on <= on <= day_of(at),
        "It answered between being informed and today.",
    )
    made.answer, made.answered_on = answer.strip(), on
    made.save(update_fields=["answer", "answered_on"])
    done(row, Event.RECOMMENDED, f"{made.addressee} answered", by, at)
    return made


@transaction.atomic
def learn(
    *, factor_id: int, text: str, heading: LearningHeading, themes: Sequence[str], by: Viewer, at: datetime,
    good: bool = False, seen: int | None = None,
) -> Factor:  # fmt: skip
    """Make a learning point of a factor, on the thread: from it come actions, what was made, and what changed. Errors: Refused, ChangedMeanwhile."""
    held = Factor.objects.get(pk=factor_id)
    row = locked(held.death_id, "inform", by, seen)
    require(held.learning_id is None, "A learning point was made of it already.")
    group = row.record.group
    assert group is not None
    point = thread.record_learning(
        place=Place(group, PartialDate.of(day_of(at))), text=text, heading=heading, themes=themes, sources=[row.record],
        nature=LearningNature.GOOD_PRACTICE if good else LearningNature.DEVELOPMENT, by=by, at=at,
    )  # fmt: skip
    held.learning = point
    held.save(update_fields=["learning"])
    done(row, Event.FACTOR, f"Learned from it: {held.name.lower()}", by, at)
    return held


@transaction.atomic
def close(*, death_id: int, why: str, by: Viewer, at: datetime, seen: int | None = None) -> Death:
    """Close a review: finalised with the national database, every body informed, and the family has heard. Errors: Refused, ChangedMeanwhile."""
    row = locked(death_id, "close", by, seen)
    no_problem(reason_problem(why))
    told = Recommendation.objects.filter(death=row).values_list("informed_on", flat=True)
    no_problem(
        closing_problem(
            finalised=row.finalised_on is not None, informed=[each is not None for each in told],
            family_heard=not follows(row, REVIEW) or CourseEvent.objects.filter(
                record=row.record, key="feedback", superseded_by__isnull=True
            ).exclude(said="struck").exists(),
        )
    )  # fmt: skip
    store(row, state=DeathState.CLOSED.value, closed_why=why.strip())
    records.touch(row.record, closed_on=day_of(at))
    done(row, Event.CLOSED, "Closed", by, at)
    return row
