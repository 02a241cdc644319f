"""The demonstration's requests to organisations: one answered by most, one just sent. Every answer is made up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from goldenthread.accounts.models import Person
from goldenthread.commands.demonstration.cast import ORGANISATIONS, PEOPLE
from goldenthread.commands.demonstration.teller import Casework
from goldenthread.partnership.models import Organisation
from goldenthread.records.models import Record
from goldenthread.records.queries import load_viewer
from goldenthread.returns import operations as returns
from goldenthread.returns.models import Questionnaire, Request, Return
from goldenthread.returns.permissions import Answerer, answerer
from goldenthread.returns.rules.answering import NOTHING, Given, fingerprint
from goldenthread.returns.shipped import bases
from goldenthread.returns.terms import AnswerState, ReturnState

ASKED = ("council", "police", "trust", "midwifery", "camhs", "schools", "housing", "substance", "voluntary")
SENIORS = {
    "housing": ("Gill Sandal", "gill.sandal@housing.example"),
    "voluntary": ("Asha Lane", "asha.lane@forum.example"),
}
BY_LINK = {
    "voluntary": ("Dot Marsh", "dot.marsh@forum.example"),
    "substance": ("Ira Vaughan", "ira.vaughan@service.example"),
}
"""Those without an account, who answer by link."""

INVOLVED: dict[str, Any] = {
    "involved": "yes",
    "records_checked": ["child", "adults", "siblings"],
    "first_contact": "2020-05",
    "last_contact": "2020-08-21",
    "author_role": "Safeguarding lead, not involved with the family",
}
PRACTICE: dict[str, dict[str, Any]] = {
    "midwifery": {
        "chronology": [
            {"day": "2020-05-04", "contact": "First home visit; sleeping place discussed", "child_seen": "yes", "outcome": "Leaflet left"},
            {"day": "2020-07-13", "contact": "Appointment not attended", "child_seen": "no", "outcome": "Letter sent; not followed by a visit"},
        ],
        "daily_life": "The baby slept in the parents' room. Records say where on the first visit and not again.",
        "worked_well": "The first visit asked to see where the baby slept.",
        "differently": "The missed appointment was followed by a letter only. Caseloads made a visit hard that month.",
        "strength": "partly",
        "already_done": [{"step": "A missed appointment in the first year is followed by a visit", "since": "2020-12", "who": "Head of service"}],
        "staff_support": "The health visitor has had two supervision sessions about it.",
    },
    "trust": {
        "chronology": [{"day": "2020-08-21", "contact": "Attendance with a cough", "child_seen": "yes", "outcome": "Discharged the same day"}],
        "daily_life": "Nothing was asked about sleep at the attendance.",
        "worked_well": "The notification to the health visitor went the same day.",
        "differently": "The question about sleep is on the form and was left empty: the form does not stop at it.",
        "strength": "well",
    },
    "police": {
        "chronology": [{"day": "2020-06-30", "contact": "Call to the address about noise", "child_seen": "not_recorded", "outcome": "No further action"}],
        "daily_life": "The record of the call does not say whether a baby was seen.",
        "worked_well": "The call was looked at again within a week.",
        "differently": "Whether children are at an address is asked and was not written down.",
        "strength": "poorly",
    },
}  # fmt: skip


def make_requests(work: Casework) -> None:
    """Two requests at different stages."""
    _rapid_review(work)
    _section_11(work)


def _taken(work: Casework, key: str, day: date) -> Questionnaire:
    return returns.take_shipped(
        partnership_id=work.partnership.pk, key=key, by=work.viewer("priya.nair", day), at=work.at(day)
    )


def _recipient(key: str, organisations: dict[str, Organisation]) -> returns.Recipient:
    """Through whom an organisation is asked: its member with an account, else someone who gets a link."""
    senior = SENIORS.get(key, ("", ""))
    if key in BY_LINK:
        name, email = BY_LINK[key]
    else:
        account = next(
            each for each, someone in PEOPLE.items() if someone.organisation == key and someone.role == "member"
        )
        name, email = PEOPLE[account].name, _email(account)
    return returns.Recipient(organisations[key].pk, name, email, *senior)


def _email(account: str) -> str:
    return Person.objects.get(name=PEOPLE[account].name).email


def _organisations() -> dict[str, Organisation]:
    named = {row.name: row for row in Organisation.objects.all()}
    return {key: named[name] for key, (name, _, _) in ORGANISATIONS.items() if name in named}


def _rapid_review(work: Casework) -> None:
    """Summaries for a rapid review: returned, nil, refused, in progress, and silent past the day."""
    sent, due = work.today - timedelta(days=19), work.today - timedelta(days=4)
    source = Record.objects.filter(partnership=work.partnership, kind="source").order_by("pk").first()
    basis = bases()["information_16h"]
    questionnaire = _taken(work, "agency_summary", sent)
    organisations = _organisations()
    row = returns.make_request(
        group=work.group("csprg"),
        draft=returns.RequestDraft(
            title="Summary of involvement for a rapid review",
            message="Please tell the review what your agency knew and did. Be brief: key contacts and what can be learned.\nIf you were not involved, a nil return takes one minute and counts as an answer.",
            due_on=due,
            version_id=questionnaire.versions.get().pk,
            about=source,
            theme="" if source else "Safer sleep",
            statutory_basis=f"{basis.words} ({basis.source})",
        ),
        recipients=[_recipient(key, organisations) for key in ASKED],
        by=work.viewer("priya.nair", sent),
        at=work.at(sent),
    )
    returns.send(request_id=row.pk, seen=None, by=work.viewer("priya.nair", sent), at=work.at(sent))
    held = {
        key: Return.objects.select_related("record", "version").get(request=row, organisation=organisations[key])
        for key in ASKED
    }
    for number, key in enumerate(PRACTICE):
        day = sent + timedelta(days=6 + 2 * number)
        _answer(work, held[key], key, INVOLVED | PRACTICE[key], day)
        _end(work, held[key], key, ReturnState.RETURNED, day + timedelta(days=1))
    _end(
        work,
        held["schools"],
        "schools",
        ReturnState.NIL,
        sent + timedelta(days=3),
        "We checked every record; the child was too young for school and has no brothers or sisters there.",
    )
    _end(
        work,
        held["camhs"],
        "camhs",
        ReturnState.REFUSED,
        sent + timedelta(days=5),
        "We hold adult records only, and ask for the consent of the adult or the legal basis first.",
    )
    _answer(
        work,
        held["council"],
        "council",
        {"involved": "yes", "author_role": "Service manager"},
        sent + timedelta(days=12),
    )
    chased = work.today - timedelta(days=2)
    returns.chase(
        return_ids=[held["housing"].pk, held["voluntary"].pk], by=work.viewer("tom.ashdown", chased), at=work.at(chased)
    )


def _section_11(work: Casework) -> None:
    """A self-assessment that went out a week ago."""
    sent = work.today - timedelta(days=7)
    basis = bases()["section_11"]
    organisations = _organisations()
    row = returns.make_request(
        group=work.group("seg"),
        draft=returns.RequestDraft(
            title="Section 11 self-assessment 2020-21",
            message="Please grade each standard, say what shows it and what you will do next. A low grade with a plan is worth more than a high one without evidence.",
            due_on=work.today + timedelta(days=28),
            version_id=_taken(work, "section_11", sent).versions.get().pk,
            theme="Arrangements under section 11",
            statutory_basis=f"{basis.words} ({basis.source})",
        ),
        recipients=[_recipient(key, organisations) for key in ASKED],
        by=work.viewer("tom.ashdown", sent),
        at=work.at(sent),
    )
    returns.send(request_id=row.pk, seen=None, by=work.viewer("tom.ashdown", sent), at=work.at(sent))
    police = Return.objects.select_related("record", "version").get(request=row, organisation=organisations["police"])
    answers = {
        "services": "Safeguarding units and response officers of the district.",
        "lead": "Assistant chief constable",
        "leadership_grade": "2",
        "leadership_shows": "The lead chairs a board that meets every two months; its minutes name actions.",
    }
    _answer(work, police, "police", answers, sent + timedelta(days=3))


def _answer(work: Casework, row: Return, key: str, answers: dict[str, Any], day: date) -> None:
    changes = {
        question: returns.Change(Given(AnswerState.VALUE, value), fingerprint(NOTHING))
        for question, value in answers.items()
    }
    returns.save_answers(return_id=row.pk, changes=changes, by=_by(work, row, key, day), at=work.at(day))


def recipient_of(key: str) -> returns.Recipient:
    """Through whom an organisation of the cast is asked."""
    return _recipient(key, _organisations())


def answer_as(work: Casework, request: Request, key: str, table: list[dict[str, str]], day: date) -> None:
    """One organisation answers a request with a chronology, and sends it in the next day."""
    row = Return.objects.select_related("record", "version").get(
        request=request, organisation=recipient_of(key).organisation_id
    )
    held = PRACTICE.get(key, PRACTICE["trust"])
    _answer(work, row, key, INVOLVED | held | {"chronology": table}, day)
    _end(work, row, key, ReturnState.RETURNED, day + timedelta(days=1))


def _end(work: Casework, row: Return, key: str, to: ReturnState, day: date, reason: str = "") -> None:
    returns.move(return_id=row.pk, seen=None, to=to, by=_by(work, row, key, day), at=work.at(day), reason=reason)


def _by(work: Casework, row: Return, key: str, day: date) -> Answerer:
    """Whoever answers for the organisation, as themselves."""
    account = next(each for each, someone in PEOPLE.items() if someone.organisation == key and someone.role == "member")
    viewer = load_viewer(work.people[account], PEOPLE[account].name, work.at(day))
    row.state = Return.objects.values_list("state", flat=True).get(pk=row.pk)
    return answerer(viewer, row)
