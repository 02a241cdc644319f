"""The steps of a response, each a page with one form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goldenthread.design.components import Link
from goldenthread.design.page import Head
from goldenthread.partnership import queries as partnership
from goldenthread.postvention import forms, operations, permissions, queries
from goldenthread.postvention.models import Death, MindDate, Response, Setting, Task
from goldenthread.postvention.operations import DeathDraft
from goldenthread.postvention.operations.shared import NOT_YOURS
from goldenthread.postvention.terms import AgeBand, Confirmation, MindKind, Phase, Status
from goldenthread.records.operations import Refused
from goldenthread.records.web import FormPage, Scope, answer_form, partnership_page, readers

Does = Callable[[int, dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Page:
    """One step's page: which form, under which words, and what it does. `of` is the sort of row it is about, where it is about one."""

    tab: str
    form: type[Any]
    title: str
    button: str
    does: Callable[..., object]
    turns: Callable[[dict[str, Any]], dict[str, Any]] = dict
    of: type[Any] | None = None
    names: str = "response_id"
    lede: str = ""


def _pk(text: str) -> int | None:
    return int(text) if text else None


def _death(data: dict[str, Any]) -> dict[str, Any]:
    draft = DeathDraft(
        AgeBand(data["age_band"]), data["happened"], _pk(data["organisation"]), data["setting"], data["neighbouring"],
        data["area"],
    )  # fmt: skip
    return {"draft": draft}


def _setting(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "organisation"} | {
        "organisation_id": _pk(data["organisation"])
    }


DO, F = operations, forms
PAGES: dict[str, Page] = {
    "death": Page("", F.DeathForm, "Write a death down", "Write it down", DO.put_death, _death, lede="It is called Person and the next number. Leave out how."),
    "area": Page("", F.AreaForm, "A neighbouring area was told", "Record it", DO.tell_area),
    "finding": Page("", F.FindingForm, "What was found", "Record it", DO.find, lambda d: d | {"confirmation": Confirmation(d["confirmation"])}, Death, "death_id", "What was known before stays to be read."),
    "note": Page("", F.SealForm, "Seal a note", "Seal it", DO.seal, lede="Shown only for a written reason, and only to those who lead."),
    "decide": Page("decisions", F.DecideForm, "Decide the status", "Record the decision", DO.decide, lambda d: d | {"status": Status(d["status"])}),
    "setting": Page("plan", F.SettingForm, "Support a setting", "Record it", DO.support, _setting),
    "end": Page("plan", F.EndForm, "Support of a setting ends", "Record it", DO.end_support, of=Setting, names="setting_id"),
    "task": Page("plan", F.TaskForm, "Add a task", "Add it", DO.put_task, lambda d: d | {"phase": Phase(d["phase"])}),
    "change": Page("plan", F.TaskForm, "Change a task", "Store it", DO.change_task, lambda d: d | {"phase": Phase(d["phase"])}, Task, "task_id"),
    "drop": Page("plan", F.DropForm, "Drop a task", "Drop it", DO.drop_task, of=Task, names="task_id", lede="It stays in the plan to be read, with the reason."),
    "done": Page("plan", F.OnForm, "A task was done", "Record it", DO.do_task, of=Task, names="task_id"),
    "mind": Page("plan", F.MindForm, "Add a day to mind", "Add it", DO.mind, lambda d: d | {"kind": MindKind(d["kind"])}),
    "ready": Page("plan", F.ReadyForm, "What is ready for the day", "Record it", DO.make_ready, of=MindDate, names="day_id"),
    "voice": Page("plan", F.VoiceForm, "One voice", "Store it", DO.speak),
    "stage": Page("", F.StageForm, "Something was done", "Record it", DO.done),
}  # fmt: skip
SHOWN = {"voice": ("voice", "lines"), "change": ("phase", "words", "owner_role", "due_on")}
"""What stands already in a step's form: the columns of what it is about."""


def trail(scope: Scope, row: Response | None = None) -> tuple[Link, ...]:
    """Where a page stands."""
    first = (Link("Suicide cluster responses", scope.address("postvention")),)
    return (*first, Link(row.record.title, scope.address("postvention", row.record.reference))) if row else first


def leads(scope: Scope, row: Response) -> bool:
    """Whether this person leads the response."""
    return permissions.may_lead(scope.viewer, row.partnership_id, row.record.group_id)


def led(scope: Scope, reference: str) -> Response:
    """The response, for whoever leads it. Errors: NotVisible, Refused."""
    row = queries.get_response(scope.viewer, scope.partnership.id, reference)
    if not leads(scope, row):
        raise Refused(NOT_YOURS)
    return row


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def step(request: HttpRequest, scope: Scope, reference: str, key: str, pk: int = 0) -> HttpResponseBase:
    """One step of a response, about the response or about one row of it."""
    if key not in PAGES or (PAGES[key].of is None) != (pk == 0):
        raise Http404
    page, row = PAGES[key], led(scope, reference)
    held = queries.part_of(row, page.of, pk) if page.of else row
    initial: dict[str, Any] = {"version": row.record.version, "on": scope.viewer.day}
    initial |= {name: getattr(held, name) for name in SHOWN.get(key, ())}
    more: dict[str, Any] = {}
    if issubclass(page.form, forms.Offering):
        every = partnership.organisations(scope.partnership.id)
        more["organisations"] = tuple((str(each.pk), each.name) for each in every if not each.closed_on)
    form = page.form(request.POST if request.method == "POST" else None, initial=initial, **more)

    def perform(data: dict[str, Any]) -> None:
        given = page.turns({name: value for name, value in data.items() if name != "version"})
        page.does(**{page.names: held.pk}, **given, seen=data["version"], by=scope.viewer, at=scope.viewer.at)

    back = scope.address("postvention", reference, *((page.tab,) if page.tab else ()))
    top = Head(page.title, reference, breadcrumbs=trail(scope, row), lede=page.lede)
    return answer_form(request, scope, FormPage(top, page.button, back, back, "It is recorded."), form, perform)


@require_http_methods(["GET", "POST"])
@partnership_page(readers)
def notes(request: HttpRequest, scope: Scope, reference: str) -> HttpResponseBase:
    """The sealed notes, for a written reason; the page that shows them is not stored."""
    row = led(scope, reference)
    form = forms.WhyForm(request.POST if request.method == "POST" else None)
    back = scope.address("postvention", reference)
    top = Head("Read the sealed notes", reference, breadcrumbs=trail(scope, row))
    if request.method == "POST" and form.is_valid():
        try:
            held = operations.show(
                response_id=row.pk, why=form.cleaned_data["why"], by=scope.viewer, at=scope.viewer.at
            )
        except Refused as problem:
            form.add_error("why", str(problem))
        else:
            answer = render(request, "postvention/notes.html", {"head": top, "held": held, "back": Link("Back", back)})
            answer["Cache-Control"] = "no-store"
            return answer
    return answer_form(request, scope, FormPage(top, "Show them", back, back, ""), form, lambda data: None)
