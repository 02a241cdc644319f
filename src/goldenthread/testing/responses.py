"""A suicide cluster response of the tests' world: looked at and dismissed, with a row of everything a response holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from goldenthread.messages.models import Notice
from goldenthread.postvention import operations
from goldenthread.postvention.models import Task
from goldenthread.postvention.operations import DeathDraft
from goldenthread.postvention.terms import AgeBand, MindKind, Status
from goldenthread.records.models import Exclusion

if TYPE_CHECKING:
    from goldenthread.testing.world import Builder

NOTICED = date(2026, 2, 9)


def add_responses(builder: Builder) -> None:
    """One response that one member is kept out of. It follows no pathway: the tests of its room begin those."""
    from goldenthread.testing.world import AT, STARTED, TODAY

    manager, reviews = replace(builder.viewer("manager"), name="Manager"), builder.groups["reviews"]
    operations.arrange(group=reviews, by=manager, at=AT)
    row = operations.begin(
        group=reviews, name="Willow", why_noticed="A school rang about a death nearby.", noticed_on=NOTICED, by=manager,
        at=AT,
    )  # fmt: skip
    with builder.named("response") as held:
        held.append(row)
    given: dict[str, Any] = {"by": manager, "at": AT}
    draft = DeathDraft(AgeBand.TEENS, "2026-01", setting="A sixth form", neighbouring=True, area="Southmere")
    operations.put_death(response_id=row.pk, draft=draft, **given)
    operations.tell_area(response_id=row.pk, area="Southmere", on=NOTICED, **given)
    operations.seal(response_id=row.pk, note="What the group alone must know.", **given)
    support = operations.support(
        response_id=row.pk, organisation_id=builder.organisations["school"].pk, words="", contact_role="Designated lead",
        offered="Someone to talk to each morning.", by_whom="Mental health support team", on=NOTICED, **given,
    )  # fmt: skip
    operations.end_support(setting_id=support.pk, on=TODAY, why="The school goes on with it by itself.", **given)
    operations.mind(response_id=row.pk, kind=MindKind.FUNERAL, on=TODAY, ready="The counsellor comes.", **given)
    task = Task.objects.filter(response=row).earliest("pk")
    operations.drop_task(task_id=task.pk, why="The coroner’s officer does it.", on=TODAY, **given)
    operations.decide(
        response_id=row.pk, status=Status.NOT_CLUSTER, why="No link in time or place was found to any other death.",
        by_role="Response group", on=TODAY, **given,
    )  # fmt: skip
    Exclusion.objects.create(
        person_id=builder.people["excluded"], record_id=row.pk, reason="Knew the family.", declared_at=AT,
        starts_on=STARTED,
    )  # fmt: skip
    Notice.objects.filter(kind__startswith="postvention.").delete()
