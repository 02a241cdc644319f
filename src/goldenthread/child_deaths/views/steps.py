"""The steps of a death's review, each a page with one form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from goldenthread.child_deaths import forms, operations, queries
from goldenthread.child_deaths.models import Analysis, Claim, Death, Factor, Handover, Recommendation, Track
from goldenthread.child_deaths.operations import AnalysisDraft
from goldenthread.child_deaths.pages.asking import form_options
from goldenthread.child_deaths.rules.forms import REPORTING, offers
from goldenthread.child_deaths.rules.steps import step_problem
from goldenthread.child_deaths.shipped import ethnicities
from goldenthread.child_deaths.terms import (
    AreaLead,
    Category,
    DeathState,
    Domain,
    Explained,
    Immediate,
    InScope,
    Level,
    Limb,
    MeetingKind,
    Modifiable,
    Question,
    RelatedWhy,
    Relevance,
    ScopeReason,
    TrackKind,
)
from goldenthread.child_deaths.views.facts import facts_of, who_of
from goldenthread.child_deaths.views.shared import led, sent, trail
from goldenthread.core.clock import ENGLAND
from goldenthread.design.format import day
from goldenthread.design.page import Head
from goldenthread.meetings.models import Meeting
from goldenthread.partnership import queries as partnership
from goldenthread.records.operations import Refused
from goldenthread.records.web import FormPage, Scope, answer_form, partnership_page, readers
from goldenthread.thread.terms import LearningHeading

Given = dict[str, Any]
MESSAGE = """We are reviewing a child’s death, as the Children Act 2004 asks of every area.

Please tell us what your service knows of the child and the family. If you have no record of them, say so and send that in: it is an answer.
The names you need to find your records come to you apart, by telephone or secure mail. Write roles for staff, and no names."""


def _asis(data: Given) -> Given:
    return data


def at_time(on: Any, moment: Any) -> datetime:
    """A day and a time of day in England as an instant."""
    return datetime.combine(on, moment, tzinfo=ENGLAND)


def nothing(row: Death, about: Any) -> Given:
    """A form that begins empty."""
    return {}


@dataclass(frozen=True, slots=True)
class Page:
    """One step's page: which form, under which words, what it begins with and what it does. `of` is the sort of row it is about, where it is about one."""

    step: str
    tab: str
    form: type[Any]
    title: str
    button: str
    does: Callable[..., object]
    turns: Callable[[Given], Given] = _asis
    of: type[Any] | None = None
    names: str = "death_id"
    lede: str = ""
    begins: Callable[[Death, Any], Given] = nothing


def _first(data: Given) -> Given:
    return {
        "question": Question(data["question"]), "answer": Immediate(data["answer"]), "why": data["why"],
        "by_role": data["by_role"], "limbs": tuple(Limb(each) for each in data["limbs"]),
        "decided_at": at_time(data["on"], data["moment"]),
    }  # fmt: skip


def draft_of(data: Given) -> AnalysisDraft:
    """What was typed of an analysis."""
    return AnalysisDraft(
        data["summary"], data["cause"], Category(data["primary"]), tuple(Category(each) for each in data["secondary"]),
        data["hierarchy_why"], Explained(data["sudden_explained"]),
        Modifiable(data["modifiable"]) if data["modifiable"] else None, data["differs"], data["coroner_differs"],
        data["process"], data["feedback"],
    )  # fmt: skip


def _conclude(data: Given) -> Given:
    return {
        "draft": draft_of(data), "on": data["on"], "panel_name": data["panel_name"], "quorate": data["quorate"],
        "final": data["final"] == "final", "themed": data["themed"], "without_why": data["without_why"],
    }  # fmt: skip


def _analysis(row: Death, about: Any) -> Given:
    held = Analysis.objects.filter(death=row).order_by("-number").first()
    if held is None:
        return {"quorate": True, "cause": row.cause}
    names = (
        "summary", "cause", "primary", "secondary", "hierarchy_why", "sudden_explained", "modifiable", "differs",
        "coroner_differs", "process", "feedback",
    )  # fmt: skip
    group = row.record.group
    return {name: getattr(held, name) for name in names} | {
        "quorate": True,
        "final": "final",
        "panel_name": str(group or ""),
    }


def _track(row: Death, about: Any) -> Given:
    return {name: getattr(about, name) for name in ("note", "agreed_on", "holds", "look_again_on", "keeps_papers")}


def _facts(row: Death, about: Any) -> Given:
    return {name: getattr(row, name) for name in forms.FactsForm.base_fields if hasattr(row, name)} | {
        "deprivation": str(row.deprivation or "")
    }


def _put(data: Given) -> Given:
    meeting = Meeting.objects.select_related("record").get(pk=int(data["meeting"])) if data["meeting"] else None
    return {"meeting": meeting, "theme": data["theme"]}


def _learn(data: Given) -> Given:
    themes = [each.strip() for each in data["themes"].split(",") if each.strip()]
    return {"text": data["text"], "heading": LearningHeading(data["heading"]), "themes": themes, "good": data["good"]}


def _words(**turns: Callable[[Any], Any]) -> Callable[[Given], Given]:
    """Words of a form as words of the vocabularies."""
    return lambda data: data | {name: turn(data[name]) for name, turn in turns.items()}


DO, F = operations, forms
FIRST, B, M, A, D = "first", "beside", "meeting", "analysis", "database"
PAGES: dict[str, Page] = {
    "edit": Page("edit", "", F.FactsForm, "Change what is known", "Store it", DO.edit, lambda d: {"facts": facts_of(d)}, begins=_facts, lede="What is not known stays “not asked yet” or “not known”: they are two different answers."),
    "child": Page("child", "", F.ChildForm, "Who the child was", "Store it", DO.put_child, lambda d: {"who": who_of(d), "absent": d["number_absent"]}, lede="Sealed: nobody sees it without a reason that is written down."),
    "name": Page("name", "", F.NameForm, "Add a name", "Add it", DO.add_name, lede="Every name stays, and is found."),
    "merge": Page("merge", FIRST, F.MergeForm, "Join with another notification", "Join them", DO.merge, lede="Each notification stays as it came. They can be parted again."),
    "part": Page("part", FIRST, F.ReasonForm, "Part them again", "Part them", DO.part),
    "scope": Page("scope", FIRST, F.ScopeForm, "Decide the scope", "Record the decision", DO.decide_scope, _words(in_scope=InScope, reason=ScopeReason), lede="Any child who was born alive, to the day before the eighteenth birthday. Where it cannot be said yet, it is treated as a child’s death."),
    "area": Page("area", FIRST, F.AreaForm, "Decide which area reviews it", "Record the decision", DO.decide_area, _words(lead=AreaLead), lede="The duty follows where the child normally lived. It is counted once, where it is led."),
    "decision": Page("first", FIRST, F.FirstForm, "Record a first decision", "Record it", DO.decide_first, _first),
    "related": Page("related", FIRST, F.RelatedForm, "It belongs with another death", "Record it", DO.relate, _words(why=RelatedWhy), lede="Each child keeps a review, a form and letters of their own."),
    "concern": Page("concern", "", F.ConcernForm, "A concern about another child", "Record that it was passed on", DO.raise_concern, lede="Ring children’s social care now. This page records that you did, and tells whoever leads the review."),
    "claim": Page("claim", "information", F.ClaimForm, "What an agency says", "Write it down", DO.claim, lede="Where agencies differ, what each says stays, until the panel accepts one."),
    "accept": Page("accept", "information", F.OnWhyForm, "Accept this one", "Accept it", DO.accept, of=Claim, names="claim_id", lede="What the others say stays to be read."),
    "track": Page("track", B, F.TrackForm, "Something runs beside the review", "Write it down", DO.begin_track, _words(kind=TrackKind)),
    "track-change": Page("track_edit", B, F.TrackChangeForm, "What is known of it now", "Store it", DO.change_track, of=Track, names="track_id", begins=_track),
    "track-end": Page("track_ends", B, F.TrackEndForm, "It has ended", "Record it", DO.end_track, of=Track, names="track_id"),
    "result": Page("result", B, F.ResultForm, "A result came", "Write it down", DO.add_result, of=Track, names="track_id"),
    "met": Page("met", M, F.MeetingForm, "Record the review meeting", "Record it", DO.hold_meeting, _words(kind=MeetingKind), lede="Parents do not attend; they are told before, their questions are brought by the key worker, and they hear afterwards."),
    "ready": Page("ready", M, F.ReadyForm, "It is ready for the panel", "It is ready", DO.make_ready),
    "not-ready": Page("not_ready", M, F.ReasonForm, "Not ready after all", "Take it back", DO.not_ready),
    "put": Page("put", M, F.PutForm, "Put it to a panel", "Store it", DO.put_to_panel, _put, begins=lambda row, about: {"meeting": str(row.meeting_id or ""), "theme": row.theme}),
    "defer": Page("defer", M, F.DeferForm, "The panel put it off", "Record it", DO.defer),
    "draft": Page("draft", A, F.AnalysisForm, "Write the analysis", "Store it", DO.write_analysis, lambda d: {"draft": draft_of(d)}, begins=_analysis, lede="Categories are provisional until the panel concludes."),
    "factor": Page("factor", A, F.FactorForm, "Add a factor, or score it anew", "Store it", DO.put_factor, _words(domain=Domain, relevance=Relevance)),
    "drop": Page("factor", A, F.ReasonForm, "Take a factor out", "Take it out", DO.drop_factor, of=Factor, names="factor_id"),
    "learn": Page("inform", A, F.LearnForm, "Learn from this factor", "Record the learning", DO.learn, _learn, of=Factor, names="factor_id", lede="It goes on the thread: from it come actions, what was made, and what changed."),
    "conclude": Page("conclude", A, F.ConcludeForm, "Record the panel’s conclusion", "Record the conclusion", DO.conclude, _conclude, begins=_analysis),
    "recommend": Page("recommend", A, F.RecommendForm, "Add a recommendation", "Add it", DO.recommend, lambda d: {"words": d["words"], "addressee": d["addressee"], "level": Level(d["level"]), "factor_id": int(d["factor"]) if d["factor"] else None}, lede="Whoever should act must be informed: Children Act 2004, section 16M(5)."),
    "inform": Page("inform", A, F.InformForm, "The body was informed", "Record it", DO.inform, of=Recommendation, names="recommendation_id"),
    "answer": Page("answer", A, F.AnswerForm, "The body answered", "Record it", DO.answered, of=Recommendation, names="recommendation_id"),
    "reopen": Page("reopen", A, F.OnWhyForm, "Open the review again", "Open it again", DO.reopen, lede="The panel’s conclusion stays to be read; the next version begins from it."),
    "sent": Page("hand", D, F.SentForm, "It was sent", "Record it", DO.record_sent, lambda d: {"sent_at": at_time(d["on"], d["moment"])}, of=Handover, names="handover_id"),
    "taken": Page("hand", D, F.AnsweredForm, "The database answered", "Record it", DO.record_answer, lambda d: {"is_taken": d["taken"] == "yes", "reference": d["reference"], "why": d["why"], "on": d["on"]}, of=Handover, names="handover_id"),
    "disclose": Page("disclose", "history", F.DisclosureForm, "Decide what may be seen", "Record the decision", DO.disclose, lede="A parent, a professional or a court asked to see papers. The decision and its reasons are kept."),
    "close": Page("close", "", F.CloseForm, "Close the review", "Close it", DO.close),
}  # fmt: skip


def _more(scope: Scope, row: Death, page: Page) -> Given:
    """What a form offers besides its own fields."""
    if page.form is F.FactsForm:
        return {"ethnicities": [(each.code, each.label) for each in ethnicities().values()]}
    if page.form is F.PutForm:
        panels = queries.panels(scope.viewer, row)
        return {"panels": [(str(each.pk), f"{day(each.meets_on)} ({each.record.reference})") for each in panels]}
    if page.form is F.RecommendForm:
        held = queries.analysed(row).factors
        return {"factors": [(str(each.pk), each.name) for each in held]}
    return {}


def turn(step: str, row: Death) -> None:
    """Refuse a step whose turn has not come. Errors: Refused."""
    if problem := step_problem(step, DeathState(row.state)):
        raise Refused(problem)


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def step(request: HttpRequest, scope: Scope, reference: str, key: str, pk: int = 0) -> HttpResponseBase:
    """One step of a review, about the death or about one row of it."""
    if key not in PAGES or (PAGES[key].of is None) != (pk == 0):
        raise Http404
    page, row = PAGES[key], led(scope, reference)
    turn(page.step, row)
    about = queries.part_of(row, page.of, pk) if page.of else row
    now = scope.viewer.at.astimezone(ENGLAND)
    initial: Given = {
        "version": row.record.version,
        "on": scope.viewer.day,
        "moment": now.time().replace(second=0, microsecond=0),
    }
    form = page.form(sent(request), initial=initial | page.begins(row, about), **_more(scope, row, page))

    def perform(data: Given) -> None:
        given = page.turns({name: value for name, value in data.items() if name != "version"})
        page.does(**{page.names: about.pk}, **given, seen=data["version"], by=scope.viewer, at=scope.viewer.at)

    back = scope.address("child-deaths", reference, *((page.tab,) if page.tab else ()))
    top = Head(page.title, reference, breadcrumbs=trail(scope, row), lede=page.lede)
    return answer_form(request, scope, FormPage(top, page.button, back, back, "It is recorded."), form, perform)


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def ask(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """Ask agencies: the request is written here, and sent from its own page once each agency's reader is named."""
    row = led(scope, reference)
    turn("ask", row)
    held = [(str(each.pk), each.name) for each in partnership.organisations(scope.partnership.id) if not each.closed_on]
    form = F.AskForm(
        sent(request), organisations=held, kinds=form_options(*offers(queries.told_of(row))),
        initial={"form": REPORTING.key, "version": row.record.version, "due_on": scope.viewer.day + timedelta(days=21), "message": MESSAGE, "title": f"Child death review: {row.record.title}"},
    )  # fmt: skip

    def perform(data: Given) -> str:
        made = operations.ask_agencies(
            death_id=row.pk, questionnaire=data["form"], organisations=[int(each) for each in data["organisations"]],
            due_on=data["due_on"], title=data["title"], message=data["message"], seen=data["version"], by=scope.viewer,
            at=scope.viewer.at,
        )  # fmt: skip
        return scope.address("requests", made.record.reference)

    back = scope.address("child-deaths", reference, "information")
    top = Head(
        "Ask agencies",
        reference,
        breadcrumbs=trail(scope, row),
        lede="Everyone who knew the child or the family. “No record of the child” is an answer.",
    )
    return answer_form(
        request,
        scope,
        FormPage(top, "Write the request", back, back, "It is written. Name each agency’s reader, and send it."),
        form,
        perform,
    )
