"""The demonstration's local child safeguarding practice review: half way, with a trial beside it and a draft being read. All made up."""

from __future__ import annotations

from datetime import date, timedelta

from goldenthread.commands.demonstration.teller import Casework
from goldenthread.pathways.rules.calendar import Calendar
from goldenthread.practice_reviews import operations, queries
from goldenthread.practice_reviews.document import Contents, report_pdf
from goldenthread.practice_reviews.models import Review
from goldenthread.practice_reviews.queries.chronology import Merged
from goldenthread.practice_reviews.rules.deciding import PARTS
from goldenthread.practice_reviews.terms import (
    STATUTORY,
    Criterion,
    Further,
    Partner,
    PractitionerKind,
    ProceedingKind,
    Reply,
    Restriction,
)

ENGLAND = Calendar()
WORDS = {
    "facts": "Child E was found alone at night for the third time in a month. Five agencies knew the family.",
    "context": "The parent worked nights; an older brother was counted on. Nobody asked how the nights were filled.",
    "analysis": "Each contact was closed by itself. The threshold was asked of each, and never of all of them together.",
    "immediate": "Child E and the brother live with an aunt. Out-of-hours contacts of the area were read again.",
    "conclusion": "Why three agencies each closed a contact without the others knowing cannot be found in fifteen days.",
}
TERMS = """What let repeated contacts at night be closed one by one?
How did agencies hear the older brother, and what did he carry?
What do practitioners need in order to see a pattern?
The family and practitioners are heard by the reviewer; a trial runs beside the review and is minded throughout."""


def make_commission(work: Casework, row: Review, roles: dict[Partner, str]) -> None:
    """From the notification (about a hundred days ago) to a draft that two readers have."""
    assert row.notified_at is not None
    notified = row.notified_at.date()
    start = ENGLAND.add(notified, 25)

    def told(day: date, account: str = "priya.nair") -> dict[str, object]:
        return {"by": work.viewer(account, day), "at": work.at(day)}

    day = ENGLAND.add(notified, 11)
    operations.write_report(review_id=row.pk, seen=None, parts={name: WORDS[name] for name in PARTS}, **told(day))  # type: ignore[arg-type]
    operations.decide_further(
        review_id=row.pk, seen=None, decision=Further.REVIEW,
        criteria={each: each in {Criterion.IMPROVEMENTS, Criterion.RECURRENT, Criterion.TOGETHER} for each in Criterion},
        why="Why contacts were closed one by one cannot be found in the time of a rapid review, and it is seen elsewhere too.",
        dissent="", on=day, **told(day, "helen.marlowe"),  # type: ignore[arg-type]
    )  # fmt: skip
    for partner in STATUTORY:
        operations.sign_off(review_id=row.pk, partner=partner, by_role=roles[partner], on=day, **told(day))  # type: ignore[arg-type]
    sent = ENGLAND.add(notified, 14)
    operations.send(review_id=row.pk, seen=None, on=sent, sent_by="Business manager", late_why="", **told(sent))  # type: ignore[arg-type]
    letter = operations.panel_letter(
        review_id=row.pk, reply=Reply.AGREES, text="The Panel agrees that a local review follows, and asks to see its terms.",
        on=start, **told(start),  # type: ignore[arg-type]
    )  # fmt: skip
    operations.answer_letter(
        letter_id=letter.pk, answer="The terms go to the Panel once they are agreed.", on=start,
        **told(start),  # type: ignore[arg-type]
    )  # fmt: skip
    operations.initiate(
        review_id=row.pk, seen=None, purpose="Why repeated contacts at night were each closed, and what would let a pattern be seen.",
        on=start, **told(start, "helen.marlowe"),  # type: ignore[arg-type]
    )  # fmt: skip
    _reviewers(work, row, start, told)
    _beside(work, row, start, told)
    _draft(work, row, told)


def _reviewers(work: Casework, row: Review, start: date, told) -> None:  # type: ignore[no-untyped-def]
    day = start + timedelta(days=9)
    reviewer = operations.appoint(
        review_id=row.pk, name="Morgan Madeup", days=14, pounds=9800, on=day, panel_told_on=day,
        independence="Worked for no agency of the area in the last ten years; has led four reviews about neglect.",
        conflicts="A cousin teaches at a school of the area that is not part of the review: told, and no conflict.",
        appointed_by="The partners’ meeting", **told(day),
    )  # fmt: skip
    day = start + timedelta(days=20)
    operations.write_terms(
        review_id=row.pk, seen=None, terms=TERMS, covers="The two years before the incident",
        method="Systems review with practitioners", agreed_on=day, **told(day, "helen.marlowe"),
    )  # fmt: skip
    day = start + timedelta(days=40)
    operations.agree_cost(
        reviewer_id=reviewer.pk, days=17, pounds=11900, why="A second household is spoken with, through an interpreter.",
        agreed_by="The partners’ meeting", on=day, **told(day),
    )  # fmt: skip


def _beside(work: Casework, row: Review, start: date, told) -> None:  # type: ignore[no-untyped-def]
    day = start + timedelta(days=12)
    held = operations.begin_proceeding(
        review_id=row.pk, kind=ProceedingKind.FAMILY, keeps_from=[Restriction.RELATIVES], on=day,
        words="The court asks that the older brother is not spoken with before the guardian has seen him.",
        look_on=day + timedelta(days=14), **told(day),
    )  # fmt: skip
    day = start + timedelta(days=24)
    operations.end_proceeding(
        proceeding_id=held.pk,
        why="The guardian has seen him and agrees to a conversation with her there.",
        on=day,
        **told(day),
    )
    operations.begin_proceeding(
        review_id=row.pk, kind=ProceedingKind.CRIMINAL, keeps_from=[Restriction.PUBLISHING], on=day,
        words="A trial is set down. The police ask that nothing is published before it ends.",
        look_on=work.today + timedelta(days=12), **told(day),
    )  # fmt: skip
    day = start + timedelta(days=45)
    operations.take_part(
        review_id=row.pk, kind=PractitionerKind.EVENT, on=day, who="Eleven practitioners of five agencies, among them the night duty team",
        said="Nobody on duty at night can see who rang the night before. Several had asked for it and stopped asking.",
        support="Each agency named somebody to speak to; two took it up.", **told(day),
    )  # fmt: skip
    operations.check(
        review_id=row.pk, in_time=True, quality="The questions are kept to, and the family’s voice is clear from the first pages.",
        asked="A draft by the end of the month.", on=day, **told(day, "helen.marlowe"),
    )  # fmt: skip


def _draft(work: Casework, row: Review, told) -> None:  # type: ignore[no-untyped-def]
    day = ENGLAND.back(work.today, 4)
    row = Review.objects.select_related("record").get(pk=row.pk)
    draft = report_pdf(
        Contents(row, queries.children_of(row), Merged((), (), ()), (), (), None, ()),
        partnership=work.partnership.name, fictional=True, at=work.at(day),
    )  # fmt: skip
    made = operations.add_draft(
        review_id=row.pk, name="Merlin draft 1.pdf", content=draft, on=day,
        note="Please say whether anything in it could tell who the child is.", **told(day),
    )  # fmt: skip
    for account in ("marcus.vale", "ruth.penhale"):
        operations.give_copy(draft_id=made.pk, person_id=work.people[account], **told(day))
    operations.give_copy(draft_id=made.pk, reader="The aunt, with her advocate", **told(day))
    operations.write_words(
        review_id=row.pk, seen=None, **told(day),
        words={"improvements": "Whoever is on duty at night can see every contact of the last month.\nThree contacts in a month are looked at together."},
    )  # fmt: skip
