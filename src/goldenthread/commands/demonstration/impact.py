"""The demonstration's products, indicators and impact; every number and day in them is made up."""

from __future__ import annotations

from datetime import date, timedelta

from goldenthread.commands.demonstration.teller import Casework
from goldenthread.commands.demonstration.texts import ACTIONS, PRODUCTS
from goldenthread.core.dates import PartialDate
from goldenthread.indicators.models import Indicator, Reading
from goldenthread.thread import operations
from goldenthread.thread.models import Action, DevelopmentImpact
from goldenthread.thread.operations.impact import Measurement
from goldenthread.thread.operations.knots import Place
from goldenthread.thread.terms import ActionState, ImpactKind, ProductKind, Question, Strength


def _indicators(work: Casework) -> dict[str, Indicator]:
    def made(
        key: str,
        name: str,
        unit: str,
        polarity: str,
        values: list[tuple[date, date, float]],
        counts_people: bool = False,
        definition: str = "",
    ) -> Indicator:
        indicator = Indicator.objects.create(
            partnership=work.partnership,
            key=key,
            name=name,
            unit=unit,
            polarity=polarity,
            counts_people=counts_people,
            definition=definition,
            source="Made up for this demonstration",
        )
        Reading.objects.bulk_create(
            [
                Reading(
                    indicator=indicator,
                    starts_on=start,
                    until=end,
                    value=value,
                    source="Made up for this demonstration",
                )
                for start, end, value in values
            ]
        )
        return indicator

    months = [
        (
            date(2019 + (8 + month) // 12, (8 + month) % 12 + 1, 1),
            date(2019 + (9 + month) // 12, (9 + month) % 12 + 1, 1),
        )
        for month in range(19)
    ]
    quarters = [
        (date(2019, 4, 1), date(2019, 7, 1)),
        (date(2019, 7, 1), date(2019, 10, 1)),
        (date(2019, 10, 1), date(2020, 1, 1)),
        (date(2020, 1, 1), date(2020, 4, 1)),
        (date(2020, 4, 1), date(2020, 7, 1)),
        (date(2020, 7, 1), date(2020, 10, 1)),
        (date(2020, 10, 1), date(2021, 1, 1)),
        (date(2021, 1, 1), date(2021, 4, 1)),
    ]
    return {
        "sleep": made(
            "sudi_unsafe_sleep_deaths",
            "Deaths of young babies in unsafe sleep",
            "deaths",
            "lower",
            [(*pair, 1 if number in {2, 6, 12} else 0) for number, pair in enumerate(months)],
            True,
            "Sudden unexpected deaths under one year in which unsafe sleep was found, by month of death.",
        ),
        "cluster": made(
            "suicide_cluster_deaths",
            "Children’s deaths in a suicide cluster",
            "deaths",
            "lower",
            [(*pair, 0) for pair in months],
            True,
        ),
        "meetings": made(
            "strategy_meeting_health_attendance",
            "Health attendance at strategy meetings",
            "%",
            "higher",
            [(*pair, value) for pair, value in zip(quarters, (61, 64, 66, 72, 83, 91, 93, 94), strict=True)],
            False,
            "Strategy meetings at which a health provider took part, as a share of all held in the quarter.",
        ),
        "open": made(
            "open_child_deaths",
            "Child deaths waiting for panel",
            "deaths",
            "lower",
            [(date(2021, 3, 1), date(2021, 4, 1), 36)],
            True,
        ),
        "confidence": made(
            "training_knowledge_confidence_change",
            "Staff more confident after training",
            "%",
            "higher",
            [(*quarters[6], 78), (*quarters[7], 84)],
        ),
    }


def make_impact(work: Casework, actions: dict[str, Action]) -> None:
    """What was made of the actions, how it is measured, and what changed; with evidence linked to the published claims."""
    indicators = _indicators(work)
    made = {}
    for product in PRODUCTS:
        ready = date.fromisoformat(product.day)
        made[product.key] = operations.record_product(
            place=Place(work.group(product.group), PartialDate.parse(product.day), shared=True),
            kind=ProductKind(product.kind),
            title=product.title,
            summary=product.summary,
            made_from=[actions[name].record for name in product.made_from],
            by=work.viewer("priya.nair", ready),
            at=work.at(ready),
            day_is_fictional=True,
        )
    tested = date(2021, 3, 23)
    manager = work.viewer("priya.nair", tested)

    def impact(
        group: str,
        statement: str,
        kind: ImpactKind,
        product: str,
        measurement: Measurement | None,
        method: str,
        strength: Strength,
        caveat: str,
        numbers: tuple[tuple[str, str], ...],
        question: Question = Question.DIFFERENCE,
    ) -> None:
        row = operations.record_impact(
            place=Place(work.group(group), PartialDate.of(tested), shared=True),
            statement=statement,
            question=question,
            kind=kind,
            measurement=measurement,
            method=method,
            tested_on=tested if method else None,
            strength=strength,
            caveat=caveat,
            comes_from=[made[product].record],
            by=manager,
            at=work.at(tested),
        )
        for key, number in numbers:
            for line in DevelopmentImpact.objects.filter(
                development__partnership=work.partnership, development__record__group__key=key, number=number
            ).select_related("development__record"):
                line.impact = row
                line.save(update_fields=["impact"])
                operations.join(upstream=row.record, downstream=line.development.record, by=manager, at=work.at(tested))

    small = "The numbers are small, and other things changed in the same months."
    since = Measurement(
        indicators["sleep"],
        baseline=None,
        baseline_from=date(2019, 9, 1),
        baseline_until=date(2020, 10, 1),
        since=made["standard"],
        as_at=date(2021, 3, 28),
    )
    impact(
        "csprg",
        "No young baby has died in unsafe sleep since the standard",
        ImpactKind.OUTCOME,
        "standard",
        since,
        "Count of deaths notified, read by the panel",
        Strength.MODERATE,
        small,
        (("csprg", "1.3"), ("learning_development", "2.3")),
    )
    impact(
        "csprg",
        "No child has died in a suicide cluster since the pathway",
        ImpactKind.OUTCOME,
        "pathway",
        Measurement(indicators["cluster"], since=made["pathway"], as_at=date(2021, 3, 28)),
        "Surveillance by Public Health",
        Strength.WEAK,
        small,
        (("csprg", "1.2"),),
    )
    impact(
        "csprg",
        "Reviews go deep enough the first time",
        ImpactKind.OUTCOME,
        "template",
        None,
        "The Panel’s replies, read for what they say of depth",
        Strength.MODERATE,
        "Three reviews.",
        (("csprg", "4.2"),),
        Question.HOW_WELL,
    )
    impact(
        "learning_development",
        "Practitioners feel able to talk with parents about sleep",
        ImpactKind.OUTPUT,
        "training",
        Measurement(indicators["confidence"], value=None),
        "Evaluation before and after the training",
        Strength.MODERATE,
        "",
        (("learning_development", "2.2"),),
        Question.HOW_WELL,
    )
    impact(
        "seg",
        "Health providers take part in strategy meetings nearly every time",
        ImpactKind.OUTCOME,
        "gp_form",
        Measurement(indicators["meetings"]),
        "Quarterly data report",
        Strength.STRONG,
        "",
        (("seg", "2.2"),),
        Question.HOW_WELL,
    )
    impact(
        "mace",
        "Services know what they can do to disrupt exploitation",
        ImpactKind.OUTPUT,
        "toolkit",
        None,
        "",
        Strength.STATED,
        "",
        (),
        Question.HOW_MUCH,
    )
    assured = work.today - timedelta(days=2)
    for key in [draft.key for draft in ACTIONS if draft.state == "assured" and draft.key]:
        operations.move(
            action_id=actions[key].pk,
            seen=None,
            to=ActionState.ASSURED,
            by=work.viewer(work.chairs[next(draft.group for draft in ACTIONS if draft.key == key)], assured),
            at=work.at(assured),
        )
