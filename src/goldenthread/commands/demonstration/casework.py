"""Fictional casework around the published facts: learning, actions at every stage, products, measures and evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from goldenthread.commands.demonstration.texts import ACTIONS, EXTRA_LEARNING, FROM, PRODUCTS, Draft
from goldenthread.core.dates import PartialDate
from goldenthread.documents import operations as documents
from goldenthread.indicators.models import Indicator, Reading
from goldenthread.partnership.models import Group, Organisation, Partnership
from goldenthread.records.models import Link, Record
from goldenthread.records.queries import load_viewer
from goldenthread.records.viewer import Viewer
from goldenthread.thread import operations
from goldenthread.thread.models import Action, DevelopmentImpact, LearningPoint, Source
from goldenthread.thread.operations import ActionDraft
from goldenthread.thread.operations.impact import Measurement
from goldenthread.thread.operations.knots import Place
from goldenthread.thread.terms import ActionState, Brag, ImpactKind, LearningHeading, LearningNature, LineState, ProductKind, Question, SourceKind, Strength

NOTE = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n% "
STORY = {
    "draft": (), "agreed": ("agreed",), "accepted": ("agreed", "accepted"), "reported": ("agreed", "accepted", "reported"), "delivered": ("agreed", "accepted", "reported", "delivered"),
    "assured": ("agreed", "accepted", "reported", "delivered"), "withdrawn": ("agreed", "withdrawn"),
}


@dataclass(slots=True)
class Casework:
    """Makes the casework of one partnership, each step by the person who would take it, on the day they would."""

    partnership: Partnership
    people: dict[str, int]
    today: date
    chairs: dict[str, str]

    def at(self, day: date) -> datetime:
        """Ten in the morning of a day."""
        return datetime.combine(day, time(10), UTC)

    def viewer(self, account: str, day: date) -> Viewer:
        """One of the made-up people on a day."""
        return load_viewer(self.people[account], account.replace(".", " ").title(), self.at(day))

    def group(self, key: str) -> Group:
        """A group by its key."""
        return Group.objects.get(partnership=self.partnership, key=key)


def make_casework(partnership: Partnership, people: dict[str, int], today: date) -> None:
    """Everything the demonstration adds to the published facts."""
    chairs = {"csprg": "helen.marlowe", "learning_development": "daniel.okafor", "seg": "ruth.penhale", "mace": "marcus.vale", "cdop": "imogen.hart", "education": "yusuf.rahman"}
    work = Casework(partnership, people, today, chairs)
    _date_and_join_sources(work)
    _more_learning(work)
    actions = _actions(work)
    indicators = _indicators(work)
    _products_and_impact(work, actions, indicators)
    _steps_across(work, actions)
    _neighbour(work)


def _date_and_join_sources(work: Casework) -> None:
    """Give the imported reviews, audits and learning days of their own, and join what was learned to where; all of it made up."""
    sources = list(Source.objects.filter(partnership=work.partnership).select_related("record").order_by("pk"))
    for number, source in enumerate(sources):
        day = date(2020, 9, 14) + timedelta(days=24 * number)
        Record.objects.filter(pk=source.pk).update(happened=day.isoformat(), happened_on=day)
        source.record.happened_on = day
    near_miss = operations.record_source(
        place=Place(work.group("csprg"), PartialDate.parse("2021-02")), kind=SourceKind.NEAR_MISS, title="Review of a near miss referred by an agency", by=work.viewer("priya.nair", date(2021, 2, 11)), at=work.at(date(2021, 2, 11)),
        summary="An incident below the statutory criteria, brought by an agency for what it could teach.",
    )
    by_title = {source.record.title: source.record for source in sources} | {"near miss": near_miss.record}
    for point in LearningPoint.objects.filter(partnership=work.partnership).select_related("record").order_by("pk"):
        day = date(2021, 1, 18)
        wanted = next((parts for words, parts in FROM.items() if words in point.text.lower()), ())
        for words in wanted:
            for title, record in by_title.items():
                if words in title.lower():
                    Link.objects.get_or_create(upstream=record, downstream=point.record, kind="led_to", defaults={"made_at": work.at(day)})
                    day = max(day if not record.happened_on else record.happened_on + timedelta(days=26), date(2020, 11, 2))
        themes = {"sleep": ["safer sleep", "babies and infants"], "fabricated": ["fabricated or induced illness"], "neglect": ["neglect"], "sharing": ["information sharing"], "curiosity": ["professional curiosity"], "adverse": ["trauma informed practice"], "drugs": ["parental substance use"]}
        held = next((value for words, value in themes.items() if words in point.text.lower()), ["working with families"])
        LearningPoint.objects.filter(pk=point.pk).update(themes=held)
        Record.objects.filter(pk=point.pk).update(happened=day.isoformat(), happened_on=day)


def _more_learning(work: Casework) -> None:
    for key, day, heading, nature, text, themes in EXTRA_LEARNING:
        learned = date.fromisoformat(day)
        operations.record_learning(
            place=Place(work.group(key), PartialDate.parse(day), shared=True), text=text, heading=LearningHeading(heading), nature=LearningNature(nature), themes=themes,
            by=work.viewer("priya.nair", learned), at=work.at(learned),
        )


def _actions(work: Casework) -> dict[str, Action]:
    organisations = {row.short_name: row for row in Organisation.objects.all()}
    learning = list(LearningPoint.objects.filter(partnership=work.partnership).select_related("record"))
    made = {}
    for number, draft in enumerate(ACTIONS):
        made[draft.key or str(number)] = _action(work, draft, number, organisations, learning)
    return made


def _action(work: Casework, draft: Draft, number: int, organisations: dict[str, Organisation], learning: list[LearningPoint]) -> Action:
    opened = date(2020, 10, 5) + timedelta(days=(number * 7) % 130)
    owner = organisations[draft.agency]
    person = work.people.get(draft.owner)
    themes = tuple(draft.themes)
    upstream = [point.record for point in learning if set(point.themes) & set(themes)][:3]
    action = operations.write_action(
        group=work.group(draft.group), by=work.viewer("priya.nair", opened), at=work.at(opened), comes_from=upstream, shared=draft.shared,
        draft=ActionDraft(
            text=draft.text, measure=draft.measure, owner_organisation=owner.pk, owner_person=person, due_on=work.today + timedelta(days=draft.due), themes=themes,
            contributors=tuple(organisations[name].pk for name in draft.with_),
        ),
    )
    _live(work, action, draft, opened, person)
    return action


def _live(work: Casework, action: Action, draft: Draft, opened: date, person: int | None) -> None:
    """Take an action through its story, a fortnight a step."""
    owner, chair = draft.owner, work.chairs[draft.group] if draft.group != "education" else "priya.nair"
    day = opened
    for step in STORY[draft.state]:
        day = min(day + timedelta(days=13), work.today - timedelta(days=1))
        if step == "reported":
            for line in action.lines.all():
                operations.answer_line(action_id=action.pk, organisation_id=line.organisation_id, state=LineState.DONE, note="Done in our service.", by=work.viewer("priya.nair", day), at=work.at(day))
            documents.add(record=action.record, name=f"Evidence for {action.record.reference}.pdf", content=NOTE + action.record.reference.encode(), by=work.viewer(owner, day), at=work.at(day))
        who = {"agreed": "priya.nair", "accepted": owner, "reported": owner, "delivered": chair, "withdrawn": "priya.nair"}[step]
        reason = "Overtaken by the standard, which covers it." if step == "withdrawn" else ""
        operations.move(action_id=action.pk, seen=None, to=ActionState(step), by=work.viewer(who, day), at=work.at(day), reason=reason)
        if step == "accepted" and draft.said:
            told = min(day + timedelta(days=9), work.today)
            operations.give_update(action_id=action.pk, seen=None, text=draft.said, brag=Brag(draft.brag), by=work.viewer(owner, told), at=work.at(told))


def _indicators(work: Casework) -> dict[str, Indicator]:
    def made(key: str, name: str, unit: str, polarity: str, values: list[tuple[date, date, float]], counts_people: bool = False, definition: str = "") -> Indicator:
        indicator = Indicator.objects.create(partnership=work.partnership, key=key, name=name, unit=unit, polarity=polarity, counts_people=counts_people, definition=definition, source="Made up for this demonstration")
        Reading.objects.bulk_create([Reading(indicator=indicator, starts_on=start, until=end, value=value, source="Made up for this demonstration") for start, end, value in values])
        return indicator

    months = [(date(2019 + (8 + month) // 12, (8 + month) % 12 + 1, 1), date(2019 + (9 + month) // 12, (9 + month) % 12 + 1, 1)) for month in range(19)]
    quarters = [(date(2019, 4, 1), date(2019, 7, 1)), (date(2019, 7, 1), date(2019, 10, 1)), (date(2019, 10, 1), date(2020, 1, 1)), (date(2020, 1, 1), date(2020, 4, 1)), (date(2020, 4, 1), date(2020, 7, 1)), (date(2020, 7, 1), date(2020, 10, 1)), (date(2020, 10, 1), date(2021, 1, 1)), (date(2021, 1, 1), date(2021, 4, 1))]
    return {
        "sleep": made("sudi_unsafe_sleep_deaths", "Deaths of young babies in unsafe sleep", "deaths", "lower", [(*pair, 1 if number in {2, 6, 12} else 0) for number, pair in enumerate(months)], True, "Sudden unexpected deaths under one year in which unsafe sleep was found, by month of death."),
        "cluster": made("suicide_cluster_deaths", "Children’s deaths in a suicide cluster", "deaths", "lower", [(*pair, 0) for pair in months], True),
        "meetings": made("strategy_meeting_health_attendance", "Health attendance at strategy meetings", "%", "higher", [(*pair, value) for pair, value in zip(quarters, (61, 64, 66, 72, 83, 91, 93, 94), strict=True)], False, "Strategy meetings at which a health provider took part, as a share of all held in the quarter."),
        "open": made("open_child_deaths", "Child deaths waiting for panel", "deaths", "lower", [(date(2021, 3, 1), date(2021, 4, 1), 36)], True),
        "confidence": made("training_knowledge_confidence_change", "Staff more confident after training", "%", "higher", [(*quarters[6], 78), (*quarters[7], 84)]),
    }


def _products_and_impact(work: Casework, actions: dict[str, Action], indicators: dict[str, Indicator]) -> None:
    made = {}
    for key, group, kind, day, title, summary, come_from in PRODUCTS:
        ready = date.fromisoformat(day)
        made[key] = operations.record_product(
            place=Place(work.group(group), PartialDate.parse(day), shared=True), kind=ProductKind(kind), title=title, summary=summary, made_from=[actions[name].record for name in come_from],
            by=work.viewer("priya.nair", ready), at=work.at(ready), day_is_fictional=True,
        )
    tested = date(2021, 3, 23)
    manager = work.viewer("priya.nair", tested)

    def impact(group: str, statement: str, kind: ImpactKind, product: str, measurement: Measurement | None, method: str, strength: Strength, caveat: str, numbers: tuple[tuple[str, str], ...], question: Question = Question.DIFFERENCE) -> None:
        row = operations.record_impact(
            place=Place(work.group(group), PartialDate.of(tested), shared=True), statement=statement, question=question, kind=kind, measurement=measurement, method=method, tested_on=tested if method else None,
            strength=strength, caveat=caveat, comes_from=[made[product].record], by=manager, at=work.at(tested),
        )
        for key, number in numbers:
            for line in DevelopmentImpact.objects.filter(development__partnership=work.partnership, development__record__group__key=key, number=number).select_related("development__record"):
                line.impact = row
                line.save(update_fields=["impact"])
                operations.join(upstream=row.record, downstream=line.development.record, by=manager, at=work.at(tested))

    small = "The numbers are small, and other things changed in the same months."
    since = Measurement(indicators["sleep"], baseline=None, baseline_from=date(2019, 9, 1), baseline_until=date(2020, 10, 1), since=made["standard"], as_at=date(2021, 3, 28))
    impact("csprg", "No young baby has died in unsafe sleep since the standard", ImpactKind.OUTCOME, "standard", since, "Count of deaths notified, read by the panel", Strength.MODERATE, small, (("csprg", "1.3"), ("learning_development", "2.3")))
    impact("csprg", "No child has died in a suicide cluster since the pathway", ImpactKind.OUTCOME, "pathway", Measurement(indicators["cluster"], since=made["pathway"], as_at=date(2021, 3, 28)), "Surveillance by Public Health", Strength.WEAK, small, (("csprg", "1.2"),))
    impact("csprg", "Reviews go deep enough the first time", ImpactKind.OUTCOME, "template", None, "The Panel’s replies, read for what they say of depth", Strength.MODERATE, "Three reviews.", (("csprg", "4.2"),), Question.HOW_WELL)
    impact("learning_development", "Practitioners feel able to talk with parents about sleep", ImpactKind.OUTPUT, "training", Measurement(indicators["confidence"], value=None), "Evaluation before and after the training", Strength.MODERATE, "", (("learning_development", "2.2"),), Question.HOW_WELL)
    impact("seg", "Health providers take part in strategy meetings nearly every time", ImpactKind.OUTCOME, "gp_form", Measurement(indicators["meetings"]), "Quarterly data report", Strength.STRONG, "", (("seg", "2.2"),), Question.HOW_WELL)
    impact("mace", "Services know what they can do to disrupt exploitation", ImpactKind.OUTPUT, "toolkit", None, "", Strength.STATED, "", (), Question.HOW_MUCH)
    assured = work.today - timedelta(days=2)
    for key in [draft.key for draft in ACTIONS if draft.state == "assured" and draft.key]:
        operations.move(action_id=actions[key].pk, seen=None, to=ActionState.ASSURED, by=work.viewer(work.chairs[next(draft.group for draft in ACTIONS if draft.key == key)], assured), at=work.at(assured))


def _steps_across(work: Casework, actions: dict[str, Action]) -> None:
    day = work.today - timedelta(days=6)
    for key in ("masterclass", "fii_training"):
        operations.offer(action_id=actions[key].pk, seen=None, receiver=work.group("learning_development"), reason="It is about training the workforce; the learning came from our reviews.", by=work.viewer("helen.marlowe", day), at=work.at(day))
    operations.answer_step(action_id=actions["masterclass"].pk, seen=None, accepted=True, reason="", by=work.viewer("daniel.okafor", day + timedelta(days=2)), at=work.at(day + timedelta(days=2)))
    operations.merge(action_ids=[actions["gp_merge"].pk], into_id=actions["gp_invite"].pk, by=work.viewer("tom.ashdown", day), at=work.at(day))


def _neighbour(work: Casework) -> None:
    """A little work in the second partnership, so that one member has some in both."""
    partnership = Partnership.objects.get(key="calderbrook")
    group = Group.objects.get(partnership=partnership, key="reviews")
    other = Casework(partnership, work.people, work.today, {})
    day = date(2021, 2, 1)
    manager = other.viewer("edith.lowe", day)
    owner = Organisation.objects.get(name="Community midwifery and health visiting")
    for text, due in (("Agree with midwifery how safer sleep is discussed at the first home visit", 9), ("Send the panel the midwifery summary of contacts", -3)):
        action = operations.write_action(group=group, draft=ActionDraft(text=text, measure="Sample of 15 records in June", owner_organisation=owner.pk, owner_person=work.people["grace.whitlock"], due_on=work.today + timedelta(days=due)), by=manager, at=other.at(day))
        operations.move(action_id=action.pk, seen=None, to=ActionState.AGREED, by=manager, at=other.at(day))
        operations.move(action_id=action.pk, seen=None, to=ActionState.ACCEPTED, by=other.viewer("grace.whitlock", day), at=other.at(day))
