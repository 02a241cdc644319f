"""A fictional year's money: what each partner gives, and what it goes on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from goldenthread.commands.demonstration.cast import ORGANISATIONS
from goldenthread.commands.demonstration.teller import Casework
from goldenthread.history.actor import Actor
from goldenthread.partnership.models import Organisation
from goldenthread.partnership.operations import Line, set_money
from goldenthread.partnership.terms import MoneyKind as Kind

MANAGER = "priya.nair"
LINES: tuple[tuple[str, Kind, str, int, str | None], ...] = (
    ("2020-21", Kind.CONTRIBUTION, "Towards the business unit and training", 118_000, "council"),
    ("2020-21", Kind.CONTRIBUTION, "Towards the business unit and training", 41_500, "police"),
    ("2020-21", Kind.CONTRIBUTION, "Towards the business unit and training", 62_400, "ccg"),
    ("2020-21", Kind.INCOME, "Charges for places on training not taken up", 2_150, None),
    ("2020-21", Kind.BUDGET, "Business unit", 146_000, None),
    ("2020-21", Kind.BUDGET, "Training and learning", 48_000, None),
    ("2020-21", Kind.BUDGET, "Reviews and independent scrutiny", 26_000, None),
    ("2020-21", Kind.COMMISSIONED, "Independent scrutineer, twenty days", 11_000, None),
    ("2020-21", Kind.COMMISSIONED, "Lead reviewer of one local review", 9_800, None),
    ("2020-21", Kind.JOINT_POST, "Business unit: manager, officer and data analyst", 139_400, None),
    ("2020-21", Kind.COST, "Licences for learning online", 21_600, None),
    ("2020-21", Kind.SAVING, "Training held online: no rooms and no catering", 14_300, None),
    ("2021-22", Kind.CONTRIBUTION, "Towards the business unit and training", 120_400, "council"),
    ("2021-22", Kind.CONTRIBUTION, "Towards the business unit and training", 42_300, "police"),
    ("2021-22", Kind.CONTRIBUTION, "Towards the business unit and training", 63_600, "ccg"),
    ("2021-22", Kind.BUDGET, "Business unit", 149_000, None),
    ("2021-22", Kind.BUDGET, "Training and learning", 50_000, None),
)


def make_money(work: Casework) -> None:
    """Two years' money, each line written by the business manager."""
    on = date(2021, 3, 1)
    by = Actor(work.viewer(MANAGER, on).name, work.people[MANAGER])
    named = {held.name: held.pk for held in Organisation.objects.all()}
    for year, kind, text, amount, key in LINES:
        organisation = None if key is None else named[ORGANISATIONS[key][0]]
        line = Line(year, kind, text, Decimal(amount), organisation)
        set_money(partnership_id=work.partnership.pk, line=line, by=by, at=work.at(on))
