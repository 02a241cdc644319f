"""Fictional casework around the published facts: learning, actions at every stage, products, measures and evidence."""

from __future__ import annotations

from datetime import date, timedelta

from goldenthread.commands.demonstration.deaths import make_deaths
from goldenthread.commands.demonstration.families import make_families
from goldenthread.commands.demonstration.impact import make_impact
from goldenthread.commands.demonstration.meetings import make_meetings
from goldenthread.commands.demonstration.money import make_money
from goldenthread.commands.demonstration.pathways import make_pathways
from goldenthread.commands.demonstration.postvention import make_postvention
from goldenthread.commands.demonstration.requests import make_requests
from goldenthread.commands.demonstration.reviews import make_reviews
from goldenthread.commands.demonstration.teller import Casework
from goldenthread.commands.demonstration.texts import ACTIONS, FROM, LEARNING, Draft
from goldenthread.core.dates import PartialDate
from goldenthread.documents import operations as documents
from goldenthread.partnership.models import Group, Organisation, Partnership
from goldenthread.records.models import Link, Record
from goldenthread.thread import operations
from goldenthread.thread.models import Action, LearningPoint, Source
from goldenthread.thread.operations import ActionDraft
from goldenthread.thread.operations.knots import Place
from goldenthread.thread.terms import ActionState, Brag, LearningHeading, LearningNature, LineState, SourceKind

NOTE = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n% "
STORY = {
    "draft": (),
    "agreed": ("agreed",),
    "accepted": ("agreed", "accepted"),
    "reported": ("agreed", "accepted", "reported"),
    "delivered": ("agreed", "accepted", "reported", "delivered"),
    "assured": ("agreed", "accepted", "reported", "delivered"),
    "withdrawn": ("agreed", "withdrawn"),
}


def make_casework(partnership: Partnership, people: dict[str, int], today: date) -> None:
    """Everything the demonstration adds to the published facts."""
    chairs = {
        "csprg": "helen.marlowe",
        "learning_development": "daniel.okafor",
        "seg": "ruth.penhale",
        "mace": "marcus.vale",
        "cdop": "imogen.hart",
        "education": "yusuf.rahman",
    }
    work = Casework(partnership, people, today, chairs)
    _date_and_join_sources(work)
    _more_learning(work)
    actions = _actions(work)
    make_impact(work, actions)
    _steps_across(work, actions)
    make_requests(work)
    make_pathways(work)
    _neighbour(work)
    make_meetings(work)
    make_reviews(work)
    make_families(work)
    make_postvention(work)
    make_deaths(work)
    make_money(work)


def _date_and_join_sources(work: Casework) -> None:
    """Give the imported reviews, audits and learning days of their own, and join what was learned to where; all of it made up."""
    sources = list(Source.objects.filter(partnership=work.partnership).select_related("record").order_by("pk"))
    for number, source in enumerate(sources):
        day = date(2020, 9, 2) + timedelta(days=5 * number)
        Record.objects.filter(pk=source.pk).update(happened=day.isoformat(), happened_on=day)
        source.record.happened_on = day
    near_miss = operations.record_source(
        place=Place(work.group("csprg"), PartialDate.parse("2021-02")),
        kind=SourceKind.NEAR_MISS,
        title="Review of a near miss referred by an agency",
        by=work.viewer("priya.nair", date(2021, 2, 11)),
        at=work.at(date(2021, 2, 11)),
        summary="An incident below the statutory criteria, brought by an agency for what it could teach.",
    )
    looked_at = [*((source.record.title, source.record) for source in sources), ("near miss", near_miss.record)]
    for point in LearningPoint.objects.filter(partnership=work.partnership).select_related("record").order_by("pk"):
        day = date(2020, 9, 21)
        wanted = next((parts for words, parts in FROM.items() if words in point.text.lower()), ())
        for words in wanted:
            for title, record in looked_at:
                if words in title.lower():
                    Link.objects.get_or_create(
                        upstream=record, downstream=point.record, kind="led_to", defaults={"made_at": work.at(day)}
                    )
                    day = max(day, (record.happened_on or day) + timedelta(days=12))
        themes = {
            "sleep": ["safer sleep", "babies and infants"],
            "fabricated": ["fabricated or induced illness"],
            "neglect": ["neglect"],
            "sharing": ["information sharing"],
            "curiosity": ["professional curiosity"],
            "adverse": ["trauma informed practice"],
            "drugs": ["parental substance use"],
        }
        held = next(
            (value for words, value in themes.items() if words in point.text.lower()), ["working with families"]
        )
        LearningPoint.objects.filter(pk=point.pk).update(themes=held)
        Record.objects.filter(pk=point.pk).update(happened=day.isoformat(), happened_on=day)


def _more_learning(work: Casework) -> None:
    for lesson in LEARNING:
        learned = date.fromisoformat(lesson.day)
        operations.record_learning(
            place=Place(work.group(lesson.group), PartialDate.parse(lesson.day), shared=True),
            text=lesson.text,
            heading=LearningHeading(lesson.heading),
            nature=LearningNature(lesson.nature),
            themes=lesson.themes,
            by=work.viewer("priya.nair", learned),
            at=work.at(learned),
        )


def _actions(work: Casework) -> dict[str, Action]:
    organisations = {row.short_name: row for row in Organisation.objects.all()}
    learning = list(LearningPoint.objects.filter(partnership=work.partnership).select_related("record"))
    made = {}
    for number, draft in enumerate(ACTIONS):
        made[draft.key or str(number)] = _action(work, draft, number, organisations, learning)
    return made


def _action(
    work: Casework, draft: Draft, number: int, organisations: dict[str, Organisation], learning: list[LearningPoint]
) -> Action:
    opened = date(2020, 10, 5) + timedelta(days=(number * 7) % 130)
    owner = organisations[draft.agency]
    person = work.people.get(draft.owner)
    themes = tuple(draft.themes)
    upstream = [point.record for point in learning if set(point.themes) & set(themes)][:3]
    learned = [record.happened_on for record in upstream if record.happened_on]
    opened = max([opened, *(day + timedelta(days=6) for day in learned)])
    action = operations.write_action(
        group=work.group(draft.group),
        by=work.viewer("priya.nair", opened),
        at=work.at(opened),
        comes_from=upstream,
        shared=draft.shared,
        draft=ActionDraft(
            text=draft.text,
            measure=draft.measure,
            owner_organisation=owner.pk,
            owner_person=person,
            due_on=work.today + timedelta(days=draft.due),
            themes=themes,
            contributors=tuple(organisations[name].pk for name in draft.contributors),
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
                operations.answer_line(
                    action_id=action.pk,
                    organisation_id=line.organisation_id,
                    state=LineState.DONE,
                    note="Done in our service.",
                    by=work.viewer("priya.nair", day),
                    at=work.at(day),
                )
            documents.add(
                record=action.record,
                name=f"Evidence for {action.record.reference}.pdf",
                content=NOTE + action.record.reference.encode(),
                by=work.viewer(owner, day),
                at=work.at(day),
            )
        who = {
            "agreed": "priya.nair",
            "accepted": owner,
            "reported": owner,
            "delivered": chair,
            "withdrawn": "priya.nair",
        }[step]
        reason = "Overtaken by the standard, which covers it." if step == "withdrawn" else ""
        operations.move(
            action_id=action.pk,
            seen=None,
            to=ActionState(step),
            by=work.viewer(who, day),
            at=work.at(day),
            reason=reason,
        )
        if step == "accepted" and draft.said:
            told = min(day + timedelta(days=9), work.today)
            operations.give_update(
                action_id=action.pk,
                seen=None,
                text=draft.said,
                brag=Brag(draft.brag),
                by=work.viewer(owner, told),
                at=work.at(told),
            )


def _steps_across(work: Casework, actions: dict[str, Action]) -> None:
    day = work.today - timedelta(days=6)
    for key in ("masterclass", "fii_training"):
        operations.offer(
            action_id=actions[key].pk,
            seen=None,
            receiver=work.group("learning_development"),
            reason="It is about training the workforce; the learning came from our reviews.",
            by=work.viewer("helen.marlowe", day),
            at=work.at(day),
        )
    operations.answer_step(
        action_id=actions["masterclass"].pk,
        seen=None,
        accepted=True,
        reason="",
        by=work.viewer("daniel.okafor", day + timedelta(days=2)),
        at=work.at(day + timedelta(days=2)),
    )
    operations.merge(
        action_ids=[actions["gp_merge"].pk],
        into_id=actions["gp_invite"].pk,
        by=work.viewer("tom.ashdown", day),
        at=work.at(day),
    )


def _neighbour(work: Casework) -> None:
    """A little work in the second partnership, so that one member has some in both."""
    partnership = Partnership.objects.get(key="calderbrook")
    group = Group.objects.get(partnership=partnership, key="reviews")
    other = Casework(partnership, work.people, work.today, {})
    day = date(2021, 2, 1)
    manager = other.viewer("edith.lowe", day)
    owner = Organisation.objects.get(name="Community midwifery and health visiting")
    for text, due in (
        ("Agree with midwifery how safer sleep is discussed at the first home visit", 9),
        ("Send the panel the midwifery summary of contacts", -3),
    ):
        action = operations.write_action(
            group=group,
            draft=ActionDraft(
                text=text,
                measure="Sample of 15 records in June",
                owner_organisation=owner.pk,
                owner_person=work.people["grace.whitlock"],
                due_on=work.today + timedelta(days=due),
            ),
            by=manager,
            at=other.at(day),
        )
        operations.move(action_id=action.pk, seen=None, to=ActionState.AGREED, by=manager, at=other.at(day))
        operations.move(
            action_id=action.pk,
            seen=None,
            to=ActionState.ACCEPTED,
            by=other.viewer("grace.whitlock", day),
            at=other.at(day),
        )
