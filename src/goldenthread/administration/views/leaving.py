"""Someone leaves: what they hold, who takes it over, and from which day."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from goldenthread.accounts.models import Person
from goldenthread.administration import forms, operations
from goldenthread.administration.forms.leaving import name_of
from goldenthread.administration.queries.leaving import held_things, planned_departure, works_here
from goldenthread.administration.views.shared import ask, keepers, people_choices, sent
from goldenthread.design.format import counted, day
from goldenthread.records.web import Scope, partnership_page


def _person(scope: Scope, person: int) -> tuple[Person, list[tuple[str, str]], str]:
    found = works_here(scope.partnership.id, person, scope.viewer.day)
    if found is None:
        raise Http404
    back = scope.address("administration", "people", str(person))
    crumbs = [("People", scope.address("administration", "people")), (found.name, back)]
    return found, crumbs, back


@require_http_methods(["GET", "POST"])
@partnership_page(keepers)
def leaving(request: HttpRequest, scope: Scope, person: int) -> HttpResponseBase:
    """Plan, or plan again, that someone leaves."""
    row, crumbs, back = _person(scope, person)
    viewer, place = scope.viewer, scope.partnership.id
    things = held_things(place, person, row.email, viewer.day, viewer.at)
    planned = planned_departure(place, person)
    initial: dict[str, Any] = {"on": viewer.day}
    if planned:
        initial = {"on": planned.on, "successor": str(planned.successor_id or "")}
        for thing in things:
            if thing.key in planned.chosen:
                initial[name_of(thing)] = str(planned.chosen[thing.key] or "nobody")
    people = [choice for choice in people_choices(scope) if choice[0] != str(person)]
    form = forms.LeavingForm(sent(request), things=things, people=people, initial=initial)

    def perform(data: dict[str, Any]) -> None:
        done = operations.plan_departure(
            partnership_id=place,
            person_id=person,
            on=data["on"],
            successor=int(data["successor"]) if data["successor"] else None,
            chosen=form.chosen,
            by=viewer,
            at=viewer.at,
        )
        when = "within a minute" if done.on <= viewer.day else f"on {day(done.on)}"
        messages.success(
            request, f"Everything that {row.name} holds is handed over {when}, and their successors are told."
        )

    held = counted(len(things), "thing")
    lede = f"{row.name} holds {held} here that you can see. On their day all of it is handed over at once, with their posts ended, or none of it and you are told why."
    if planned:
        lede = f"Planned for {day(planned.on)} by {planned.decided_by.name}. What you save here holds instead."
    return ask(
        request,
        scope,
        form,
        perform,
        title=f"{row.name} is leaving",
        button="Plan it",
        back=back,
        crumbs=crumbs,
        lede=lede,
        template="administration/leaving.html",
        planned=planned,
        stay=scope.address("administration", "people", str(person), "leaving", "withdraw"),
    )


@require_http_methods(["GET", "POST"])
@partnership_page(keepers)
def stays(request: HttpRequest, scope: Scope, person: int) -> HttpResponseBase:
    """Someone stays after all."""
    row, crumbs, back = _person(scope, person)
    return ask(
        request,
        scope,
        forms.ConfirmForm(sent(request)),
        lambda data: operations.withdraw_departure(
            partnership_id=scope.partnership.id, person_id=person, by=scope.viewer, at=scope.viewer.at
        ),
        title=f"{row.name} stays after all",
        button="They stay",
        back=back,
        crumbs=crumbs,
        said="Nothing is handed over: they stay.",
        lede="What was planned for their leaving is taken back. Nothing was handed over yet.",
    )
