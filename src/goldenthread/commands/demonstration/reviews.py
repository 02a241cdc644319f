"""The demonstration's practice reviews: one on its way, one whose reply came, one below the threshold, one that waits. All made up."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from goldenthread.commands.demonstration.commission import make_commission
from goldenthread.commands.demonstration.requests import answer_as, recipient_of
from goldenthread.commands.demonstration.teller import Casework
from goldenthread.core.dates import PartialDate
from goldenthread.pathways import operations as pathways
from goldenthread.pathways.rules.calendar import Calendar
from goldenthread.practice_reviews import operations
from goldenthread.practice_reviews.models import Review
from goldenthread.practice_reviews.operations import ChildDraft, IncidentDraft, ReferralDraft
from goldenthread.practice_reviews.rules.deciding import PARTS
from goldenthread.practice_reviews.terms import (
    STATUTORY,
    Care,
    Criterion,
    Escalated,
    Further,
    Grounds,
    IncidentType,
    Nature,
    Opinion,
    Outcome,
    Partner,
    Plan,
    Reply,
    Screening,
    Sex,
)
from goldenthread.thread import operations as thread
from goldenthread.thread.operations.knots import Place
from goldenthread.thread.terms import LearningHeading, LearningNature

ENGLAND = Calendar()
AREA = "Wakefield"
WORDS = {
    "facts": "Child A was brought to hospital with an injury that was not explained. Four agencies knew the family.",
    "context": "Two languages are spoken at home; an interpreter was not always used. Child A could not say what had happened.",
    "analysis": "Each agency saw a part. Nobody asked who else lived in the home, because the form did not ask it.",
    "immediate": "Child A and Child B live with a relative. Every open case with the same form was looked at within a week.",
    "conclusion": "Forms and supervision can be changed now. A further review would not find more.",
}
BABY = {
    "facts": "Child C died while sleeping with an adult on a sofa. Three agencies knew the family.",
    "context": "The family had moved twice in a year and slept in one room; the sofa was the warmest place.",
    "analysis": "Advice on sleep was given before birth and not again. Nobody saw where the baby slept after the move.",
    "immediate": "A plan for the child who is expected was agreed before the birth. Every family on the list was asked where the baby sleeps.",
    "conclusion": "The standard on safer sleep covers it. A further review would not find more.",
}
ROLES = {
    Partner.LOCAL_AUTHORITY: "Service director",
    Partner.POLICE: "Detective superintendent",
    Partner.HEALTH: "Designated nurse",
}
RETURNED = {
    "council": [
        {"day": "2020-11", "contact": "Two visits; the door was not opened at one", "child_seen": "no", "outcome": "Visited again", "theme": "engagement"},
        {"day": "2021-01-19", "contact": "Visit with the health visitor", "child_seen": "yes", "outcome": "Plan agreed", "theme": "daily_life"},
    ],
    "police": [
        {"day": "2021-01-04", "contact": "Call to the address about an argument", "child_seen": "not_recorded", "outcome": "Shared three days later", "theme": "sharing"},
    ],
    "trust": [
        {"day": "2020-12-02", "contact": "Appointment not attended", "child_seen": "no", "outcome": "A letter was sent", "theme": "risk"},
        {"day": "2021", "contact": "Known to the out-of-hours service", "child_seen": "not_recorded", "outcome": "", "theme": ""},
    ],
}  # fmt: skip


def make_reviews(work: Casework) -> None:
    """The arrangements, and five pieces of casework at different stages."""
    start = work.today - timedelta(days=200)
    operations.arrange(
        group=work.group("csprg"), area=AREA, door_name="Front door (made up)", door_phone="01632 960 100",
        door_hours="01632 960 101 at night", by=work.viewer("priya.nair", start), at=work.at(start),
    )  # fmt: skip
    _replied(work)
    _running(work)
    _commissioned(work)
    _referrals(work)


def _told(work: Casework, day: date, account: str = "priya.nair") -> dict[str, object]:
    return {"by": work.viewer(account, day), "at": work.at(day)}


def _incident(work: Casework, aware: date, draft: IncidentDraft, children: list[ChildDraft]) -> Review:
    """Written down on the day of awareness, viewed by each partner two days later, decided and notified on the fourth."""
    row = operations.open_incident(group=work.group("csprg"), draft=draft, **_told(work, aware))  # type: ignore[arg-type]
    for child in children:
        operations.put_child(review_id=row.pk, seen=None, draft=child, **_told(work, aware))  # type: ignore[arg-type]
    day = ENGLAND.add(aware, 2)
    for partner in STATUTORY:
        operations.give_view(
            review_id=row.pk, partner=partner, opinion=Opinion.NOTIFY, by_role=ROLES[partner], on=day,
            why="Abuse or neglect is suspected and the harm is serious.", **_told(work, day),  # type: ignore[arg-type]
        )  # fmt: skip
    day = ENGLAND.add(aware, 3)
    operations.decide(
        review_id=row.pk, seen=None, notifies=True, why="Abuse is suspected, and the harm is likely to last.",
        decided_by="Director of children’s services", on=day, **_told(work, day),  # type: ignore[arg-type]
    )  # fmt: skip
    sent = ENGLAND.add(aware, 4)
    operations.notify(
        review_id=row.pk, seen=None, sent_at=datetime.combine(sent, time(9, 15), UTC), reference=f"SIN-DEMO-{row.pk}",
        sent_by="Service manager", late_why="", **_told(work, sent),  # type: ignore[arg-type]
    )  # fmt: skip
    return Review.objects.select_related("record__group").get(pk=row.pk)


def _running(work: Casework) -> None:
    """A rapid review at its tenth working day: three agencies returned, the report begun."""
    notified = ENGLAND.back(work.today, 10)
    aware = ENGLAND.back(notified, 4)
    row = _incident(
        work,
        aware,
        IncidentDraft(
            name="Heron", nature=Nature.HARM, incident_type=IncidentType.PHYSICAL, happened=f"{aware:%Y-%m}",
            what="A young child was brought to hospital with an injury that nobody could explain.", place_area=AREA,
            home_area=AREA, aware_on=aware, aware_at=time(16, 40), told_on=aware,
            safety="Both children live with a relative; the arrangement is looked at each week.",
            processes="Criminal investigation; family court.",
        ),
        [
            ChildDraft("Child A", Outcome.HARMED, "Rowan Madeup", "2020-03-11", "9990000026", sex=Sex.MALE, care=Care.NO, plan=Plan.NEED, ethnicity="Mixed, other"),
            ChildDraft("Child B", Outcome.UNHURT, "Linnet Madeup", "2017-08", "9990000034", sex=Sex.FEMALE, care=Care.NO, plan=Plan.NEED),
        ],
    )  # fmt: skip
    operations.tell_area(review_id=row.pk, area="Calderbrook", why="The family lived there until last year", on=notified, **_told(work, notified))  # type: ignore[arg-type]  # fmt: skip
    asked = ENGLAND.add(notified, 1)
    _happened(work, row, "executives_told", asked)
    request = _ask(work, row, asked)
    for key, table in RETURNED.items():
        answer_as(work, request, key, table, ENGLAND.add(asked, 5))
    _happened(work, row, "progress", ENGLAND.add(notified, 6))
    day = ENGLAND.add(notified, 8)
    operations.write_report(
        review_id=row.pk,
        seen=None,
        parts={name: WORDS[name] for name in PARTS[:2]},
        **_told(work, day),  # type: ignore[arg-type]
    )
    _learn(work, row, day)


def _happened(work: Casework, row: Review, key: str, day: date) -> None:
    """Something of the way that happens outside the program."""
    by, at = work.viewer("priya.nair", day), work.at(day)
    pathways.report(record=row.record, key=key, on=PartialDate.of(day), by=by, at=at)


def _ask(work: Casework, row: Review, day: date):  # type: ignore[no-untyped-def]
    from goldenthread.returns import operations as returns

    people = [recipient_of(key) for key in (*RETURNED, "schools")]
    request = operations.ask_agencies(
        review_id=row.pk, organisations=[each.organisation_id for each in people], due_on=ENGLAND.add(day, 8), sign_off=False,
        message="First, please tell us whether your agency was involved; if it was, what it knew and did.",
        **_told(work, day),  # type: ignore[arg-type]
    )  # fmt: skip
    returns.set_recipients(request_id=request.pk, seen=None, recipients=people, **_told(work, day))  # type: ignore[arg-type]
    returns.send(request_id=request.pk, seen=None, **_told(work, day))  # type: ignore[arg-type]
    return request


def _learn(work: Casework, row: Review, day: date) -> None:
    group = work.group("csprg")
    place = Place(group, PartialDate.of(day))
    thread.record_learning(
        place=place, text="The health visitor came back the same day when the door stayed shut", nature=LearningNature.GOOD_PRACTICE,
        heading=LearningHeading.PRACTICE, themes=["Engaging families"], sources=[row.record], **_told(work, day),  # type: ignore[arg-type]
    )  # fmt: skip
    point = thread.record_learning(
        place=place, text="Ask, at every contact, who lives in the home and who cares for the child", nature=LearningNature.DEVELOPMENT,
        heading=LearningHeading.PRACTICE, themes=["Professional curiosity"], sources=[row.record], **_told(work, day),  # type: ignore[arg-type]
    )  # fmt: skip
    council = recipient_of("council").organisation_id
    thread.write_action(
        group=group, comes_from=[point.record],
        draft=thread.ActionDraft(
            text="Add “who lives in the home” to the first page of the assessment form", owner_organisation=council,
            measure="A sample of twenty assessments names everyone", due_on=day + timedelta(days=60),
        ),
        **_told(work, day),  # type: ignore[arg-type]
    )  # fmt: skip


def learn_also(work: Casework, row: Review, day: date, text: str, themes: list[str], nature: LearningNature) -> None:
    """One more thing that was learned, so that themes come back over reviews."""
    thread.record_learning(
        place=Place(work.group("csprg"), PartialDate.of(day)), text=text, nature=nature,
        heading=LearningHeading.SYSTEM, themes=themes, sources=[row.record], **_told(work, day),  # type: ignore[arg-type]
    )  # fmt: skip


def _replied(work: Casework) -> None:
    """An unborn child's brother died; the report went in time and the Panel agreed."""
    aware = ENGLAND.back(work.today, 60)
    row = _incident(
        work,
        aware,
        IncidentDraft(
            name="Kingfisher", nature=Nature.DEATH, incident_type=IncidentType.SLEEP, happened=str(aware),
            what="A baby died while sleeping with an adult on a sofa.", place_area=AREA, home_area=AREA, aware_on=aware,
            safety="A plan for the unborn child was agreed before birth.", processes="Coroner; child death review.",
        ),
        [
            ChildDraft("Child C", Outcome.DIED, "Sorrel Madeup", str(aware - timedelta(days=100)), "9990000042", sex=Sex.FEMALE, care=Care.NO, plan=Plan.NONE),
            ChildDraft("Child D", Outcome.UNHURT, born=f"{work.today + timedelta(days=60):%Y-%m}"),
        ],
    )  # fmt: skip
    for key, days in (("set_up", 5), ("executives_told", 6), ("progress", 10), ("summaries", 13)):
        _happened(work, row, key, ENGLAND.add(aware, days))
    _happened(work, row, "partners_told", ENGLAND.add(aware, 4))
    day = ENGLAND.add(aware, 15)
    operations.write_report(review_id=row.pk, seen=None, parts=BABY, **_told(work, day))  # type: ignore[arg-type]
    operations.decide_further(
        review_id=row.pk, seen=None, decision=Further.NO_REVIEW,
        criteria={each: each in {Criterion.IMPROVEMENTS, Criterion.RECURRENT} for each in Criterion},
        why="The theme is known and its standard is being brought in; a further review would find nothing new.",
        dissent="The voluntary sector’s member would have preferred a review of the whole theme.", on=day,
        **_told(work, day, "helen.marlowe"),  # type: ignore[arg-type]
    )  # fmt: skip
    for partner in STATUTORY:
        operations.sign_off(review_id=row.pk, partner=partner, by_role=ROLES[partner], on=day, **_told(work, day))  # type: ignore[arg-type]
    learn_also(
        work, row, day, "Whoever moves house is asked again where the baby sleeps",
        ["Safer sleep", "Sharing information"], LearningNature.DEVELOPMENT,
    )  # fmt: skip
    sent = ENGLAND.add(aware, 18)
    operations.send(review_id=row.pk, seen=None, on=sent, sent_by="Business manager", late_why="", **_told(work, sent))  # type: ignore[arg-type]
    reply = ENGLAND.add(sent, 9)
    letter = operations.panel_letter(
        review_id=row.pk, reply=Reply.AGREES, text="The Panel agrees that no further review is needed, and commends the analysis.",
        on=reply, **_told(work, reply),  # type: ignore[arg-type]
    )  # fmt: skip
    operations.answer_letter(
        letter_id=letter.pk,
        answer="The letter was shared with the group and with the practitioners.",
        on=reply,
        **_told(work, reply),  # type: ignore[arg-type]
    )


def _commissioned(work: Casework) -> None:
    """Partners decided that a local child safeguarding practice review follows; its reviewer works on it."""
    aware = ENGLAND.back(work.today, 105)
    row = _incident(
        work,
        aware,
        IncidentDraft(
            name="Merlin", nature=Nature.HARM, incident_type=IncidentType.NEGLECT, happened=f"{aware:%Y-%m}",
            what="A child was found alone at night, cold and ill, for the third time.", place_area=AREA, home_area=AREA,
            aware_on=aware, told_on=aware, safety="Both children live with an aunt.", processes="Criminal; family court.",
        ),
        [
            ChildDraft("Child E", Outcome.HARMED, "Wren Madeup", "2014-09-02", "9990000050", sex=Sex.FEMALE, care=Care.NO, plan=Plan.NEED),
            ChildDraft("Child F", Outcome.UNHURT, "Jay Madeup", "2007-01", sex=Sex.MALE, care=Care.NO, plan=Plan.NEED),
        ],
    )  # fmt: skip
    for key, days in (("partners_told", 4), ("set_up", 5), ("executives_told", 6), ("progress", 10), ("summaries", 13)):
        _happened(work, row, key, ENGLAND.add(aware, days))
    make_commission(work, row, ROLES)
    day = ENGLAND.back(work.today, 20)
    learn_also(
        work, row, day, "Look at contacts at night together, and not one by one",
        ["Professional curiosity", "Sharing information"], LearningNature.DEVELOPMENT,
    )  # fmt: skip
    _happened(work, row, "information", ENGLAND.back(work.today, 20))


def _referrals(work: Casework) -> None:
    """A near miss that goes on as a local review, told; and good practice that waits to be taken up."""
    north, day = work.partnership.pk, ENGLAND.back(work.today, 12)
    taken = operations.refer(
        partnership_id=north,
        draft=ReferralDraft(
            grounds=Grounds.NEAR_MISS, what="A child’s illness was described differently to each of four services.",
            why_together="Only side by side do the four accounts show a pattern.", safety="The child was seen by a consultant the same day.",
            happened=f"{day:%Y-%m}", aware_on=day, escalated=Escalated.YES, escalation="Agreed at a meeting of the designated leads.",
            lead_role="Named nurse", lead_agreed_on=day,
        ),
        **_told(work, day, "daniel.okafor"),  # type: ignore[arg-type]
    )  # fmt: skip
    day = ENGLAND.add(day, 2)
    row = operations.take_up(referral_id=taken.pk, seen=None, name="Wren", **_told(work, day))  # type: ignore[arg-type]
    operations.screen(
        review_id=row.pk, seen=None, outcome=Screening.LOCAL, why="No serious harm was suspected, and there is much to learn together.",
        screened_by="The group’s chair", on=day, aware_on=None, **_told(work, day),  # type: ignore[arg-type]
    )  # fmt: skip
    operations.tell_referrer(
        referral_id=taken.pk, seen=None, outcome="Thank you. Several agencies will look at it together, and you will be asked to take part.",
        **_told(work, day),  # type: ignore[arg-type]
    )  # fmt: skip
    day = ENGLAND.back(work.today, 2)
    operations.refer(
        partnership_id=north,
        draft=ReferralDraft(
            grounds=Grounds.GOOD, what="A school and a youth worker kept a young person in lessons through a hard winter.",
            why_together="How they shared what they knew can be copied.", safety="The young person is well and knows of this referral.",
        ),
        **_told(work, day, "ruth.penhale"),  # type: ignore[arg-type]
    )  # fmt: skip
