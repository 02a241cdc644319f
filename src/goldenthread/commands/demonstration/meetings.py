"""Fictional meetings of the review group and what the partners hold: each step by the made-up person who would take it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from goldenthread.commands.demonstration.teller import Casework
from goldenthread.meetings import operations, proposals
from goldenthread.meetings.models import AgendaItem, Meeting
from goldenthread.meetings.operations import ItemDraft, Slot
from goldenthread.meetings.proposals import Occasion
from goldenthread.meetings.rules.schedule import Plan, days
from goldenthread.meetings.terms import Answer, Attendance, MeetingState, PaperKind, Purpose, Rhythm
from goldenthread.messages.models import Message
from goldenthread.oversight import operations as oversight
from goldenthread.oversight.operations import ChallengeDraft, EngagementDraft, RiskDraft
from goldenthread.oversight.terms import ChallengeKind, NewSector, Reach
from goldenthread.partnership.models import GroupMeeting, Organisation, TermsOfReference
from goldenthread.records.viewer import Viewer
from goldenthread.thread.operations import ActionDraft

S = MeetingState
MANAGER, CHAIR = "priya.nair", "helen.marlowe"
LETTER = b"The letter of one service to the group, with no name of a child or family in it. This is a demonstration.\n"


def make_meetings(work: Casework) -> None:
    """A year's schedule, one meeting sealed, one without a quorum, one whose papers are out, and the partners' registers."""
    TermsOfReference.objects.filter(group=work.group("csprg")).update(
        least_members=4, least_agencies=3, needed_sectors=["police", "health_commissioner"], needs_chair=True
    )
    operations.set_group(
        group=work.group("csprg"),
        pseudonymise=False,
        standing=("Welcome, apologies and declarations of interest",),
        item_minutes=10,
        by=_by(work, MANAGER, date(2021, 1, 4)),
        at=work.at(date(2021, 1, 4)),
    )
    _sealed(work)
    _inquorate(work)
    _issued(work)
    _year(work)
    _partners(work)
    # Nobody is written to of what a demonstration only tells.
    Message.objects.filter(kind="meeting.invitation").delete()


def _by(work: Casework, account: str, day: date) -> Viewer:
    return work.viewer(account, day)


def _taken_up(work: Casework, meets_on: date, prepared: date) -> Meeting:
    day = GroupMeeting.objects.get(group=work.group("csprg"), meets_on=meets_on)
    by, at = _by(work, MANAGER, prepared), work.at(prepared)
    meeting = operations.take_up(day_id=day.pk, by=by, at=at)
    slot = Slot(
        meets_on, time(14), time(16), "Town Hall, committee room 2, and by video call", "https://meet.example/reviews"
    )
    return operations.move_meeting(meeting_id=meeting.pk, seen=None, slot=slot, by=by, at=at)


def _item(work: Casework, meeting: Meeting, day: date, title: str, minutes: int, **more: object) -> AgendaItem:
    papers = more.pop("papers", ())
    draft = ItemDraft(title, minutes=minutes, **more)  # type: ignore[arg-type]
    by = _by(work, MANAGER, day)
    return operations.add_item(meeting_id=meeting.pk, draft=draft, by=by, at=work.at(day), papers=papers)  # type: ignore[arg-type]


def _attend(work: Casework, meeting: Meeting, at: datetime, *accounts: str) -> None:
    for account in accounts:
        operations.take_attendance(
            meeting_id=meeting.pk,
            person_id=work.people[account],
            what=Attendance.PRESENT,
            by=_by(work, MANAGER, meeting.meets_on),
            at=at,
        )


def _move(work: Casework, meeting: Meeting, to: MeetingState, day: date, reason: str = "") -> None:
    operations.move(meeting_id=meeting.pk, seen=None, to=to, by=_by(work, MANAGER, day), at=work.at(day), reason=reason)


def _minutes(work: Casework, item: AgendaItem, day: date, text: str) -> None:
    operations.write_minutes(item_id=item.pk, seen=None, text=text, by=_by(work, MANAGER, day), at=work.at(day))


def _sealed(work: Casework) -> None:
    on, prepared = date(2021, 1, 11), date(2021, 1, 4)
    meeting = _taken_up(work, on, prepared)
    sleep = _item(
        work, meeting, prepared, "Safer sleep: one message from every service", 30, purpose=Purpose.DECIDE,
        text="Four services give four leaflets. Should there be one?", presenter="Grace Whitlock",
        papers=(PaperKind.LEARNING,),
    )  # fmt: skip
    log = _item(work, meeting, prepared, "Action log", 20, purpose=Purpose.DISCUSS, papers=(PaperKind.ACTION_LOG,))
    operations.issue(meeting_id=meeting.pk, seen=None, note="", by=_by(work, MANAGER, prepared), at=work.at(prepared))
    _move(work, meeting, S.IN_SESSION, on)
    at = datetime.combine(on, time(14, 2)).astimezone()
    _attend(work, meeting, at, CHAIR, "marcus.vale", "ruth.penhale", "daniel.okafor", "grace.whitlock")
    chair = _by(work, CHAIR, on)
    operations.decide(
        item_id=sleep.pk,
        text="Every service gives the same leaflet, agreed with midwifery and health visiting",
        reasons="Parents told reviewers that they heard different advice from each service",
        dissents={work.people["daniel.okafor"]: "The hospital’s own leaflet should stay until the next print run."},
        by=chair,
        at=at,
    )
    operations.act(
        item_id=sleep.pk,
        draft=ActionDraft(
            text="Draft the one leaflet on safer sleep and test it with ten families",
            measure="Ten families say in their own words what it asks of them",
            owner_organisation=Organisation.objects.get(short_name="Health visiting").pk,
            owner_person=work.people["grace.whitlock"],
            due_on=work.today + timedelta(days=30),
            themes=("safer sleep",),
        ),
        by=chair,
        at=at,
        decision=1,
    )
    _move(work, meeting, S.DRAFTED, on)
    for item in AgendaItem.objects.filter(meeting=meeting, minutes="").exclude(state="removed"):
        _minutes(work, item, on + timedelta(days=2), "The chair welcomed those present. There were no declarations.")
    _minutes(
        work, sleep, on + timedelta(days=2),
        "Grace Whitlock set out what each service gives to parents now.\nThe group heard what parents told reviewers.",
    )  # fmt: skip
    _minutes(
        work, log, on + timedelta(days=2), "The action log was taken as read. Owners of late actions spoke to them."
    )
    _move(work, meeting, S.CIRCULATED, on + timedelta(days=3))
    operations.comment(
        item_id=sleep.pk,
        text="Please say that the leaflet is for fathers too.",
        by=_by(work, "grace.whitlock", on + timedelta(days=4)),
        at=work.at(on + timedelta(days=4)),
    )
    _move(work, meeting, S.SEALED, date(2021, 1, 29), "in writing by every member on 29 January 2021")


def _inquorate(work: Casework) -> None:
    on, prepared = date(2021, 3, 10), date(2021, 3, 3)
    meeting = _taken_up(work, on, prepared)
    pathway = _item(
        work, meeting, prepared, "Who tells schools when a review begins", 25, purpose=Purpose.DECIDE,
        presenter="Yusuf Rahman",
    )  # fmt: skip
    referral = _item(work, meeting, prepared, "A referral below the criteria, from housing", 20, purpose=Purpose.DECIDE)
    operations.issue(meeting_id=meeting.pk, seen=None, note="", by=_by(work, MANAGER, prepared), at=work.at(prepared))
    operations.declare_conflict(
        item_id=referral.pk,
        reason="My team supported the family.",
        by=_by(work, "grace.whitlock", on),
        at=work.at(on),
    )
    _move(work, meeting, S.IN_SESSION, on)
    at = datetime.combine(on, time(14, 5)).astimezone()
    _attend(work, meeting, at, CHAIR, "yusuf.rahman", "grace.whitlock")
    operations.decide(
        item_id=pathway.pk,
        text="The safeguarding adviser for education tells the designated lead on the day a review begins",
        reasons="Two schools learned of a review from the family",
        by=_by(work, CHAIR, on),
        at=at,
    )
    operations.defer_item(
        item_id=referral.pk,
        seen=None,
        reason="There was no quorum for it",
        by=_by(work, MANAGER, on),
        at=at,
    )
    _move(work, meeting, S.DRAFTED, on)
    for item in AgendaItem.objects.filter(meeting=meeting, minutes="").exclude(state="removed"):
        _minutes(
            work, item, on + timedelta(days=5), "The chair said that the meeting was not quorate, and why it went on."
        )
    _move(work, meeting, S.CIRCULATED, on + timedelta(days=6))


def _issued(work: Casework) -> None:
    on, prepared = date(2021, 5, 10), date(2021, 3, 26)
    meeting = _taken_up(work, on, prepared)
    by, at = _by(work, MANAGER, prepared), work.at(prepared)
    occasion = Occasion(meeting.partnership_id, meeting.group_id, str(meeting.group), meeting.pk, on)
    wanted = [one for one in proposals.gather(by, occasion) if not one.key.startswith(("sign:", "accept:"))]
    operations.accept_proposals(meeting_id=meeting.pk, proposals=wanted, by=by, at=at)
    item = _item(
        work, meeting, prepared, "Learning from the near miss", 25, text="What should other services hear of it?"
    )
    operations.add_document(
        item_id=item.pk, name="Letter.txt", content=LETTER, title="Letter to the group", by=by, at=at
    )
    operations.issue(meeting_id=meeting.pk, seen=None, note="", by=by, at=at)
    day = date(2021, 3, 28)
    for account, what in (
        (CHAIR, Answer.ACCEPTED),
        ("daniel.okafor", Answer.ACCEPTED),
        ("marcus.vale", Answer.APOLOGIES),
    ):
        operations.answer(meeting_id=meeting.pk, what=what, by=_by(work, account, day), at=work.at(day))
    operations.invite_guest(
        meeting_id=meeting.pk,
        person_id=work.people["oliver.stead"],
        reason="To speak for housing on the referral",
        by=_by(work, MANAGER, day),
        at=work.at(day),
    )


def _year(work: Casework) -> None:
    """The effectiveness group’s year, the third Thursday of each month."""
    day = date(2021, 3, 22)
    plan = Plan(Rhythm.MONTHLY_DAY, date(2021, 9, 1), date(2022, 7, 31), nth=3, weekday=3)
    slots = [Slot(found.on, time(9, 30), time(11, 30), "By video call") for found in days(plan)]
    operations.schedule(group=work.group("seg"), slots=slots, by=_by(work, MANAGER, day), at=work.at(day))


def _partners(work: Casework) -> None:
    day = date(2021, 3, 25)
    by, at = _by(work, MANAGER, day), work.at(day)
    reviews, mace = work.group("csprg"), work.group("mace")
    organisations = {row.short_name: row.pk for row in Organisation.objects.all()}
    report = oversight.write_highlight(group=reviews, start=date(2021, 1, 1), end=date(2021, 3, 31), by=by, at=at)
    oversight.issue_highlight(highlight_id=report.pk, seen=None, by=by, at=at)
    oversight.write_highlight(group=mace, start=date(2021, 1, 1), end=date(2021, 3, 31), by=by, at=at)
    raised = date(2020, 12, 1)
    for group, text, effect, scores, owner in (
        (reviews, "That reviews pass their time, because agencies’ summaries come late", "Families wait for answers", ((4, 4), (3, 4)), "ruth.penhale"),
        (mace, "That children placed here from elsewhere are not known to the local services", "Risks are seen late", ((3, 5),), "marcus.vale"),
        (reviews, "That learning stays with those who were in the room", "The same thing happens again", ((3, 3), (2, 3)), "daniel.okafor"),
    ):  # fmt: skip
        first, *later = scores
        risk = oversight.raise_risk(
            group=group,
            draft=RiskDraft(text, effect, owner=work.people[owner]),
            likelihood=first[0],
            impact=first[1],
            review_by=date(2021, 3, 20),
            by=_by(work, MANAGER, raised),
            at=work.at(raised),
        )
        for likelihood, impact in later:
            oversight.review_risk(
                risk_id=risk.pk, seen=None, likelihood=likelihood, impact=impact, words="Somewhat better than in autumn.",
                review_by=date(2021, 6, 30), by=by, at=at,
            )  # fmt: skip
    asked = date(2021, 2, 8)
    answered = oversight.raise_challenge(
        group=mace,
        draft=ChallengeDraft(
            ChallengeKind.CHALLENGE, "Alison Thorne, independent scrutineer",
            "Why health was at fewer than half of the strategy meetings", asked, organisations["CCG"],
            answer_by=date(2021, 3, 1),
        ),
        by=_by(work, "alison.thorne", asked),
        at=work.at(asked),
    )  # fmt: skip
    replied = date(2021, 2, 24)
    oversight.answer_challenge(
        challenge_id=answered.pk, seen=None, response="A rota of named nurses covers strategy meetings from March.",
        on=replied, by=_by(work, "alison.thorne", replied), at=work.at(replied),
    )  # fmt: skip
    oversight.raise_challenge(
        group=reviews,
        draft=ChallengeDraft(
            ChallengeKind.ESCALATION, "Ruth Penhale, designated nurse", "Two summaries for a rapid review are three weeks late",
            date(2021, 3, 12), None, "Two services of the hospital trust", date(2021, 3, 26),
        ),
        by=by,
        at=at,
    )  # fmt: skip
    for text, lead, on in (
        ("The yearly report: what changed", "Priya Nair", date(2021, 5, 20)),
        ("Scrutineer’s findings on the voice of children in audits", "Alison Thorne", date(2021, 6, 17)),
    ):
        oversight.plan_matter(group=reviews, text=text, lead=lead, due_on=on, by=by, at=at)
    for sector, who, how, people, agreed in (
        (NewSector.SPORTS, "Junior rugby and football clubs (fictional)", Reach.EVENT, 46, "Each club names a welfare officer"),
        (NewSector.FAITH, "Mosques’ and churches’ forum (fictional)", Reach.MEETING, 18, "A course in their own buildings"),
    ):  # fmt: skip
        oversight.record_engagement(
            group=work.group("learning_development"),
            draft=EngagementDraft(sector, who, date(2021, 2, 18), how, people, agreed),
            by=by,
            at=at,
        )
