"""The demonstration's child deaths: Wakefield's backlog at the end of March 2021 (36 open, 11 for a panel of its own in May), every one of them made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from goldenthread.child_deaths import operations
from goldenthread.child_deaths.models import Death, Factor, Handover, Recommendation, Track
from goldenthread.child_deaths.operations import AnalysisDraft, Facts, Notice, Sender, Who
from goldenthread.child_deaths.terms import (
    AreaLead,
    Category,
    Channel,
    Domain,
    Explained,
    Immediate,
    InScope,
    Level,
    Limb,
    MeetingKind,
    Modifiable,
    Question,
    Relevance,
    ScopeReason,
    TrackKind,
)
from goldenthread.commands.demonstration.teller import Casework
from goldenthread.meetings import operations as operations_of_meetings
from goldenthread.meetings.models import Meeting
from goldenthread.meetings.proposals import Occasion, gather
from goldenthread.messages.models import Message
from goldenthread.partnership.models import GroupMeeting
from goldenthread.thread.terms import LearningHeading

NHS = (
    "9990000034", "9990000042", "9990000050", "9990000069", "9990000077", "9990000085", "9990000093", "9990000107",
)  # fmt: skip
"""Numbers of the range that is never issued."""


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up death: how many days before today, how old, how far its review has come, and what it waits for."""

    ago: int
    age: int
    stage: str
    what: str
    place: str = "ward"
    sex: str = "female"
    limb: Limb | None = None
    waits: TrackKind | None = None
    sudden: str = "no"
    more: tuple[tuple[str, Any], ...] = ()


EARLY = "A baby born far too early died on the neonatal unit."
ILL = "A child with a condition known since birth died with the family around."
SLEEP = "A baby was found not breathing in the morning."
ROAD = "A young person died after a collision on a main road."
INFECTION = "A child became ill over two days and died of an infection."
CANCER = "A child died of a cancer that had come back."
MADE: tuple[Made, ...] = (
    # for the panel in May: eleven
    Made(430, 2, "put", EARLY, "neonatal", "male"), Made(415, 1, "put", EARLY, "neonatal"), Made(396, 2900, "put", ILL, "hospice"),
    Made(388, 12, "put", EARLY, "neonatal"), Made(371, 5200, "put", CANCER, "home", "male"), Made(350, 640, "put", INFECTION, "intensive"),
    Made(341, 0, "put", EARLY, "delivery", "male"), Made(322, 95, "put", SLEEP, "emergency", "male", Limb.SUDDEN, None, "yes"),
    Made(310, 4100, "put", ILL, "ward"), Made(300, 3, "put", EARLY, "neonatal", "male"), Made(286, 2200, "put", CANCER, "hospice"),
    # ready, and those that have met
    Made(271, 20, "ready", EARLY, "neonatal"), Made(263, 1500, "ready", ILL, "ward", "male"),
    Made(255, 61, "met", SLEEP, "emergency", "female", Limb.SUDDEN, TrackKind.INQUEST, "yes"),
    Made(248, 5900, "met", ROAD, "road", "male", Limb.EXTERNAL, TrackKind.CRIMINAL, "yes"),
    Made(236, 1, "met", EARLY, "delivery", "female", None, TrackKind.MATERNITY), Made(224, 900, "met", INFECTION, "ward"),
    Made(217, 6200, "met", "A young person died, and how is for the inquest to say.", "home", "female", Limb.SUDDEN, TrackKind.INQUEST, "yes"),
    Made(203, 4, "met", EARLY, "neonatal", "male"),
    # those of whom information is gathered
    *(
        Made(ago, age, "asked", what, place, sex)
        for ago, age, what, place, sex in (
            (191, 2, EARLY, "neonatal", "male"), (182, 3300, ILL, "home", "female"), (170, 15, EARLY, "neonatal", "female"),
            (159, 760, INFECTION, "intensive", "male"), (151, 1, EARLY, "delivery", "female"), (140, 4700, CANCER, "hospice", "male"),
            (128, 33, ILL, "ward", "female"), (117, 6, EARLY, "neonatal", "male"), (104, 1900, ILL, "ward", "male"),
            (92, 9, EARLY, "neonatal", "female"),
        )
    ),
    Made(76, 130, "asked", SLEEP, "emergency", "male", Limb.SUDDEN, TrackKind.POST_MORTEM, "yes"),
    Made(61, 5600, "gathering", ROAD, "road", "female", Limb.EXTERNAL, TrackKind.CRIMINAL, "yes"), Made(47, 2, "gathering", EARLY, "neonatal"),
    Made(33, 1100, "gathering", INFECTION, "intensive", "male"), Made(19, 1, "gathering", EARLY, "delivery", "male"),
    # the newest
    Made(6, 75, "notified", SLEEP, "emergency", "female", Limb.SUDDEN, None, "yes"), Made(1, 0, "notified", EARLY, "delivery", "male"),
)  # fmt: skip
CLOSED = (
    Made(535, 110, "closed", SLEEP, "emergency", "male", Limb.SUDDEN, None, "yes"), Made(528, 3, "closed", EARLY, "neonatal"),
    Made(515, 2500, "closed", CANCER, "hospice"), Made(500, 5, "closed", EARLY, "neonatal", "male"),
)  # fmt: skip


def make_deaths(work: Casework) -> None:
    """The arrangements and the backlog; one death told to its end, one out of scope, one that another area reviews, one notified twice."""
    start = work.today - timedelta(days=540)
    operations.arrange(
        partnership_id=work.partnership.pk, group=work.group("cdop"), seen=None, partners="Wakefield Council and the clinical commissioning group",
        footprint="Wakefield", joint_with="Kirklees", reports_with="Kirklees and Calderdale", office_phone="01632 960 110 (made up)",
        office_hours="Monday to Friday, 9 to 5", is_public=True, by=work.viewer("priya.nair", start), at=work.at(start),
        out_of_hours="Ring the on-call consultant through the hospital’s switchboard; the office reads what comes on the next morning.",
    )  # fmt: skip
    day = work.today - timedelta(days=3)
    may = GroupMeeting.objects.get(group=work.group("cdop"), meets_on=date(2021, 5, 12))
    panel = operations_of_meetings.take_up(day_id=may.pk, **_told(work, day))
    for number, made in enumerate((*CLOSED, *MADE)):
        _tell(work, made, number, panel)
    _agenda(work, panel)
    _others(work)


def _agenda(work: Casework, panel: Meeting) -> None:
    """The panel in May takes the eleven: each an item, with the paper that the program writes, without names."""
    day = work.today - timedelta(days=1)
    operations_of_meetings.set_group(
        group=work.group("cdop"),
        pseudonymise=True,
        standing=("Welcome, apologies and declarations of interest",),
        item_minutes=10,
        **_told(work, day),
    )
    occasion = Occasion(panel.partnership_id, panel.group_id, str(panel.group), panel.pk, panel.meets_on)
    due = [each for each in gather(work.viewer("priya.nair", day), occasion) if each.key.startswith("death:")]
    operations_of_meetings.accept_proposals(meeting_id=panel.pk, proposals=due, **_told(work, day))
    Message.objects.filter(kind="meeting.invitation").delete()


def _on(work: Casework, made: Made, after: int) -> date:
    return min(work.today - timedelta(days=made.ago - after), work.today)


def _told(work: Casework, day: date) -> dict[str, Any]:
    return {"by": work.viewer("priya.nair", day), "at": datetime.combine(day, time(15), UTC)}


def notice(work: Casework, made: Made, number: int) -> Notice:
    """The notification of a made-up death."""
    died = work.today - timedelta(days=made.ago)
    born = died - timedelta(days=made.age)
    facts = Facts(
        died_on=died, died_at=time(2 + number % 20, 10), born_at=time(0, 40) if made.age == 0 else None, what=made.what, sex=made.sex,
        place=made.place, home_area="Wakefield", expected="no" if made.limb else "yes", sudden=made.sudden,
        gestation_weeks=23 + number % 9 if made.what is EARLY else None, birth_weight=600 + 55 * (number % 20) if made.what is EARLY else None,
        ethnicity="AAAHJMAZ"[number % 8], deprivation=1 + (number * number) % 5, deprivation_edition="2019", care="never" if number % 7 else "need",
        limbs=(made.limb.value,) if made.limb else (),
    )  # fmt: skip
    who = Who(
        f"Child {number} Fictional",
        born.isoformat(),
        NHS[number] if number < len(NHS) else "",
        f"{number} Made-up Row, Wakefield",
    )
    return Notice(
        facts,
        who,
        Sender(
            "Mid Yorkshire Hospitals (made up)", "Consultant", "Dr Sam Made-up", "sam@trust.example", "01632 960 111"
        ),
        Channel.ACCOUNT,
        "General practice, health visitor, midwifery",
    )


def _tell(work: Casework, made: Made, number: int, panel: Meeting | None) -> Death:
    day = _on(work, made, 0 if made.ago < 2 else 1)
    reference = operations.notify(
        partnership_id=work.partnership.pk, notice=notice(work, made, number), **_told(work, day)
    )
    row = Death.objects.select_related("record").get(record__reference=reference)
    if made.limb:
        operations.decide_first(
            death_id=row.pk, question=Question.JAR, answer=Immediate.YES, limbs=(made.limb,), by_role="Consultant and police lead",
            why="The criterion is met; police, health and social care spoke the same day.", decided_at=datetime.combine(day, time(9), UTC), **_told(work, day),
        )  # fmt: skip
    if made.stage == "notified":
        return row
    _first(work, row, made, day)
    day = _on(work, made, 3)
    operations.decide_scope(
        death_id=row.pk,
        in_scope=InScope.YES,
        reason=ScopeReason.CHILD,
        why="Born alive, and a child by the certificate.",
        by_role="Designated doctor",
        on=day,
        **_told(work, day),
    )
    operations.decide_area(
        death_id=row.pk,
        lead=AreaLead.HERE,
        area="",
        why="The family’s home is in Wakefield.",
        agreed_by="",
        on=day,
        **_told(work, day),
    )
    _hand(work, row, day)
    if made.waits:
        _beside(work, row, made, day)
    if made.stage == "gathering":
        return row
    for stage, after in (("asked", 5), ("forms", 40)):
        if made.stage == "asked" and stage == "forms" and number % 3:
            break
        when = _on(work, made, after)
        operations.record_step(death_id=row.pk, stage=stage, on=when, **_told(work, when))
    if made.stage == "asked":
        return row
    day = _on(work, made, 100)
    operations.hold_meeting(
        death_id=row.pk, kind=MeetingKind.PERINATAL if made.what is EARLY else MeetingKind.HOSPITAL, convened_by="Mid Yorkshire Hospitals (made up)", on=day,
        present="Consultant, midwife or nurse, general practitioner, health visitor, lead nurse for child death", said="The course was gone through with those who cared for the child, and what might be learned.",
        family_questions="Whether anything could have been seen earlier.", feedback="The key worker meets the family within two weeks.", **_told(work, day),
    )  # fmt: skip
    if made.stage == "met":
        return row
    day = _on(work, made, 150)
    operations.make_ready(death_id=row.pk, on=day, without_why="", **_told(work, day))
    if made.stage == "put" and panel is not None:
        operations.put_to_panel(death_id=row.pk, meeting=panel, theme="", **_told(work, work.today - timedelta(days=2)))
    if made.stage == "closed":
        _conclude(work, row, made)
    return row


FIRST = {
    Question.JAR: (Immediate.NO, "The death had been thought possible, and none of the criteria is met."),
    Question.CERTIFICATE: (Immediate.YES, "The medical examiner agreed the certificate, or the coroner was told."),
    Question.SAFETY_EVENT: (Immediate.NO, "Nothing in the care asks for a response of its own."),
    Question.OTHER_CHILDREN: (Immediate.NO, "Brothers and sisters are safe and with their family."),
    Question.KEY_WORKER: (Immediate.YES, "The lead nurse for child death, with cover for absence."),
    Question.STAFF: (Immediate.YES, "A debrief was offered within the week."),
}


def _first(work: Casework, row: Death, made: Made, day: date) -> None:
    """The first decisions, and what happened with the family in the first week."""
    for question, (answer, why) in FIRST.items():
        if question is Question.JAR and made.limb:
            continue
        operations.decide_first(
            death_id=row.pk, question=question, answer=answer, why=why, by_role="Consultant", **_told(work, day),
            decided_at=datetime.combine(_on(work, made, 0), time(23, 30), UTC) if made.ago > 3 else work.at(day),
        )  # fmt: skip
    for stage, after in (("key_worker_contact", 1), ("booklet", 4)):
        when = _on(work, made, after)
        operations.record_step(death_id=row.pk, stage=stage, on=when, **_told(work, max(when, day)))
    if made.limb:
        for stage, after in (
            ("hospital_care", 0),
            ("history", 0),
            ("first_discussion", 1),
            ("visit", 2),
            ("trawl", 7),
            ("report", 2),
            ("post_mortem", 3),
            ("second_discussion", 7),
        ):
            if made.ago >= after + 7:
                when = _on(work, made, after)
                operations.record_step(death_id=row.pk, stage=stage, on=when, **_told(work, max(when, day)))


def _hand(work: Casework, row: Death, day: date) -> None:
    """The notification is at the national database: told as it would be of a true death, for nothing of a demonstration is ever sent."""
    Handover.objects.create(
        death=row, stream="notification", number=1, state="taken", digest="0" * 64, of_version=1, sent_at=work.at(day), taken_on=day,
        reference="Made up", made_at=work.at(day),
    )  # fmt: skip
    operations.record_step(death_id=row.pk, stage="database_notified", on=day, **_told(work, day))


def _beside(work: Casework, row: Death, made: Made, day: date) -> None:
    assert made.waits is not None
    bodies = {
        TrackKind.CRIMINAL: "West Yorkshire Police (made up)",
        TrackKind.MATERNITY: "National programme (made up)",
    }
    operations.begin_track(
        death_id=row.pk, kind=made.waits, who=bodies.get(made.waits, "Coroner (made up)"), note="", began_on=day, holds=True,
        look_again_on=max(work.today, day) + timedelta(days=60), **_told(work, work.today - timedelta(days=1)),
    )  # fmt: skip
    if made.waits is TrackKind.POST_MORTEM:
        track = Track.objects.get(death=row)
        operations.add_result(
            track_id=track.pk,
            name="Preliminary cause",
            says="Not ascertained; histology is awaited.",
            came_on=day,
            narrow=False,
            **_told(work, work.today),
        )


def _conclude(work: Casework, row: Death, made: Made) -> None:
    day = _on(work, made, 200)
    sleeps = made.what is SLEEP
    category = Category.UNEXPLAINED if sleeps else Category.MALIGNANCY if made.what is CANCER else Category.PERINATAL
    draft = AnalysisDraft(
        summary="A baby slept on a sofa with an adult and was found not breathing." if sleeps else made.what, cause="Unascertained" if sleeps else "As certified",
        primary=category, sudden_explained=Explained.UNEXPLAINED if sleeps else Explained.NOT_SUDDEN, modifiable=Modifiable.YES if sleeps else Modifiable.NO,
        process="Key worker named on the day; booklet offered; response, post-mortem and meeting held.", feedback="The lead nurse meets the family.",
    )  # fmt: skip
    operations.write_analysis(death_id=row.pk, draft=draft, **_told(work, day))
    if sleeps:
        for domain, name in (
            (Domain.PHYSICAL, "Sleep environment"),
            (Domain.SOCIAL, "Smoking in the household"),
            (Domain.SERVICE, "Communication between agencies"),
        ):
            operations.put_factor(
                death_id=row.pk,
                domain=domain,
                name=name,
                relevance=Relevance.CONTRIBUTED,
                modifiable=True,
                words="",
                **_told(work, day),
            )
    operations.conclude(
        death_id=row.pk,
        draft=draft,
        on=day,
        panel_name="Child Death Overview Panel",
        quorate=True,
        final=True,
        themed=False,
        **_told(work, day),
    )
    if sleeps:
        factor = Factor.objects.get(death=row, name="Sleep environment")
        operations.learn(
            factor_id=factor.pk, text="Families need to hear where it is safe to sleep again after a move, when the usual place is gone.", heading=LearningHeading.PRACTICE,
            themes=["safer sleep"], **_told(work, day),
        )  # fmt: skip
        operations.recommend(
            death_id=row.pk,
            words="Ask at every contact after a move where the baby sleeps now.",
            addressee="Health visiting service",
            level=Level.LOCAL,
            factor_id=factor.pk,
            **_told(work, day),
        )
        wanted = Recommendation.objects.get(death=row)
        operations.inform(
            recommendation_id=wanted.pk, on=day, how="By letter of the chair", to_database=False, **_told(work, day)
        )
        operations.answered(
            recommendation_id=wanted.pk,
            answer="Added to the checklist of every contact.",
            on=_on(work, made, 240),
            **_told(work, _on(work, made, 240)),
        )
    for stage in ("finalised", "feedback"):
        operations.record_step(
            death_id=row.pk, stage=stage, on=_on(work, made, 215), **_told(work, _on(work, made, 215))
        )
    Death.objects.filter(pk=row.pk).update(finalised_on=_on(work, made, 215))
    operations.close(
        death_id=row.pk,
        why="Finalised, the family has heard, and what was recommended was answered.",
        **_told(work, _on(work, made, 250)),
    )


def _others(work: Casework) -> None:
    day = work.today - timedelta(days=30)
    out = _tell(
        work,
        Made(
            32,
            0,
            "notified",
            "A baby was born at home with nobody there; whether there were signs of life was in doubt.",
            "home",
            "female",
            Limb.UNATTENDED,
        ),
        90,
        None,
    )
    operations.decide_scope(
        death_id=out.pk,
        in_scope=InScope.NO,
        reason=ScopeReason.STILLBORN,
        why="The pathologist found no sign of life.",
        by_role="Designated doctor",
        on=day,
        **_told(work, day),
    )
    there = _tell(
        work, Made(52, 2000, "notified", "A child who lived elsewhere died here on a visit.", "ward", "male"), 91, None
    )
    operations.decide_area(
        death_id=there.pk,
        lead=AreaLead.THERE,
        area="Northvale (made up)",
        why="The child’s home and school were there.",
        agreed_by="Designated doctors of both areas",
        on=day,
        shares_learning="Their panel writes to ours.",
        **_told(work, day),
    )
    first = (
        Death.objects.filter(partnership=work.partnership, state="gathering")
        .order_by("-died_on")
        .select_related("record")
        .first()
    )
    assert first is not None
    again = Made(
        (work.today - first.died_on).days,
        1,
        "notified",
        "A baby died on the delivery suite; told by the ambulance service.",
        "delivery",
        "male",
    )
    twice = _tell(work, again, 92, None)
    operations.merge(
        death_id=twice.pk,
        into=first.record.reference,
        why="The same day, place and mother; the name was spelt differently.",
        **_told(work, work.today - timedelta(days=15)),
    )
