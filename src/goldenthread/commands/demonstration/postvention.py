"""One possible suicide cluster of the demonstration, half way through its plan; all of it made up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from goldenthread.commands.demonstration.teller import Casework
from goldenthread.postvention import operations
from goldenthread.postvention.models import Task
from goldenthread.postvention.operations import DeathDraft
from goldenthread.postvention.terms import AgeBand, MindKind, Status


def make_postvention(work: Casework) -> None:
    """The arrangements, and a response that was activated nine days ago: two deaths, one of them next door."""
    start = work.today - timedelta(days=12)

    def told(day: date) -> dict[str, Any]:
        return {"by": work.viewer("priya.nair", day), "at": work.at(day)}

    operations.arrange(group=work.group("csprg"), **told(start))
    row = operations.begin(
        group=work.group("csprg"), name="Rowan", noticed_on=start,
        why_noticed="A sixth form told us of a death, and a neighbouring area of another in the same month.", **told(start),
    )  # fmt: skip
    pk = row.pk
    for draft in (
        DeathDraft(AgeBand.TEENS, start.isoformat()[:7], setting="A sixth form"),
        DeathDraft(
            AgeBand.YOUNG, start.isoformat()[:7], setting="A college", neighbouring=True, area="Northvale (made up)"
        ),
    ):
        operations.put_death(response_id=pk, draft=draft, **told(start))
    day = start + timedelta(days=1)
    operations.decide(
        response_id=pk, status=Status.POSSIBLE, by_role="Public health lead", on=day,
        why="Two deaths within a month, and friends in common between the settings.", **told(day),
    )  # fmt: skip
    operations.done(response_id=pk, stage="facts", on=day, **told(day))
    operations.done(response_id=pk, stage="settings_contacted", on=day, **told(day))
    operations.tell_area(response_id=pk, area="Northvale (made up)", on=day, **told(day))
    day = start + timedelta(days=3)
    operations.decide(
        response_id=pk, status=Status.ACTIVE, by_role="Response group, first meeting", on=day,
        why="No link needs to be proved; both settings ask for support and the group agreed its plan.", **told(day),
    )  # fmt: skip
    operations.done(response_id=pk, stage="first_meeting", on=day, **told(day))
    operations.speak(
        response_id=pk, voice="Head of communications", on=day,
        lines="We are very sad. We think of the families and friends. Support is there for everyone who wants to talk.",
        **told(day),
    )  # fmt: skip
    operations.support(
        response_id=pk, organisation_id=None, words="A sixth form", contact_role="Designated safeguarding lead",
        offered="A quiet room every day, a counsellor three days a week, and time for staff to talk.",
        by_whom="Bereavement service", on=day, until=work.today + timedelta(days=30), **told(day),
    )  # fmt: skip
    for task in Task.objects.filter(response=row).order_by("pk")[:5]:
        operations.do_task(task_id=task.pk, on=day, **told(day))
    for kind, after in ((MindKind.FUNERAL, 6), (MindKind.RESULTS, 60), (MindKind.INQUEST, 150)):
        operations.mind(
            response_id=pk, kind=kind, on=work.today + timedelta(days=after), ready="Someone to talk to is there.",
            **told(day),
        )  # fmt: skip
