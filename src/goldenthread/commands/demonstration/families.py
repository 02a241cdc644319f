"""The family of the demonstration's running review: two households that wish opposite things, one who declined and thought again, an interpreter, a restriction. All made up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from goldenthread.commands.demonstration.teller import Casework
from goldenthread.core.dates import day_in_words
from goldenthread.families import operations
from goldenthread.families.models import FamilyMember
from goldenthread.families.operations import MemberDraft
from goldenthread.families.terms import (
    Advocate,
    Asked,
    EffectKind,
    Heard,
    Method,
    Offer,
    Outcome,
    Relationship,
    ReplyStep,
    RestrictionKind,
    Safe,
    SaidKind,
    Standing,
    ToldStep,
)
from goldenthread.practice_reviews.models import Review
from goldenthread.records.models import Record

LIAISON = "Family liaison officer"
WORDS = "Jo Bright, family liaison, 01632 960 110"
COVER = "Sam Vale, family liaison, 01632 960 111"
EVERYTHING = (Offer.TAKE_PART, Offer.LEAFLET, Offer.ADVOCATE, Offer.CONTACT)


def make_families(work: Casework) -> None:
    """The families of two reviews: one that is under way, one whose reply came."""
    rows = {
        row.record.title: row.record
        for row in Review.objects.filter(partnership=work.partnership).select_related("record__group", "record__circle")
    }
    _heron(work, rows["Heron"])
    _kingfisher(work, rows["Kingfisher"])


def _told(work: Casework, day: date, account: str = "priya.nair") -> dict[str, Any]:
    return {"by": work.viewer(account, day), "at": work.at(day)}


def _heron(work: Casework, record: Record) -> None:
    """A mother with an interpreter, her own mother, a father who is not to be approached freely, and a child who is heard by drawing."""
    day = work.today - timedelta(days=12)
    mother = operations.add_member(
        record=record,
        draft=MemberDraft(
            "Child A’s mother", Relationship.MOTHER, "Amaya Madeup", "01632 960 120, after four", "4 Fable Lane\nWakefield",
            safe=Safe.LETTER, safe_words="In the afternoon; her sister reads her letters to her.", language="Tigrinya",
            interpreter=True, needs="Somewhere without stairs", advocate=Advocate.ACCEPTED, advocate_from="A made-up advocacy service",
            dates_to_avoid="11 March: Child A’s birthday", called="Iris", informed="A telephone call after each meeting",
            wants_draft=Asked.YES, publication=Asked.YES, wishes="That no other family is asked at the door, in front of their children.",
        ),
        **_told(work, day),
    )  # fmt: skip
    _named(work, mother, day, "helen.marlowe", "priya.nair")
    _contact(
        work,
        mother,
        day,
        Outcome.DECLINED,
        Method.LETTER,
        "She wrote that she could not speak about it now.",
        EVERYTHING,
    )
    _contact(
        work, mother, day + timedelta(days=6), Outcome.CHANGED, Method.PHONE, "She rang: she wants to be heard after all.", (Offer.INTERPRETER,)
    )  # fmt: skip
    met = day + timedelta(days=8)
    _contact(
        work,
        mother,
        met,
        Outcome.TOOK_PART,
        Method.VISIT,
        "An hour at the children’s centre, with her advocate and an interpreter.",
    )
    view = _said(
        work, mother, met, "They asked me everything, and nobody asked who else was in the house.", SaidKind.VIEW
    )
    operations.record_effect(
        member_id=mother.pk, said_id=view, kind=EffectKind.FINDING, on=met + timedelta(days=1),
        words="The analysis now says that no form asked who else lived in the home.", **_told(work, met + timedelta(days=1)),
    )  # fmt: skip
    question = _said(work, mother, met, "Why did nobody come when I rang in November?", SaidKind.QUESTION)
    operations.reply(
        member_id=mother.pk, said_id=question, step=ReplyStep.ANSWERED, on=met + timedelta(days=2), by_role="Service manager",
        words="The call was written down as answered. It was not. The council is sorry and has changed how calls are closed.",
        **_told(work, met + timedelta(days=2)),
    )  # fmt: skip
    grandmother = operations.add_member(
        record=record,
        draft=MemberDraft(
            "Child A’s grandmother", Relationship.GRANDPARENT, "Bettina Madeup", address="4 Fable Lane\nWakefield", safe=Safe.ANY,
            publication=Asked.YES, wants_draft=Asked.NO,
        ),
        **_told(work, day),
    )  # fmt: skip
    _contact(
        work,
        grandmother,
        met,
        Outcome.LATER,
        Method.VISIT,
        "She would like to, when the children sleep better.",
        EVERYTHING,
    )
    child = operations.add_member(
        record=record,
        draft=MemberDraft(
            "Child B", Relationship.SURVIVING_CHILD, under_18=True, safe=Safe.PERSON, safe_words="At school, with the learning mentor.",
            needs="Someone who draws with children",
        ),
        **_told(work, day),
    )  # fmt: skip
    _contact(
        work,
        child,
        met,
        Outcome.TOOK_PART,
        Method.VISIT,
        "Two afternoons of drawing at school.",
        (Offer.TAKE_PART, Offer.CONTACT),
    )
    _said(work, child, met, "I told my teacher. She wrote it down and then it was summer.", SaidKind.VIEW, Heard.PLAY)
    father = operations.add_member(
        record=record,
        draft=MemberDraft(
            "Child A’s father", Relationship.FATHER, "Corin Madeup", "Through the prison’s family liaison", household=2,
            standing=(Standing.ESTRANGED, Standing.ALLEGED, Standing.PRISON), safe=Safe.THROUGH,
            safe_words="The prison’s family liaison reads letters first.", publication=Asked.NO, wants_draft=Asked.NOT_ASKED,
            wishes="That nothing is published before his appeal.",
        ),
        **_told(work, day),
    )  # fmt: skip
    operations.restrict(
        member_id=father.pk, kind=RestrictionKind.NO_CONTACT, starts_on=day - timedelta(days=20), review_on=day + timedelta(days=10),
        words="A condition forbids contact about the case; the officer in the case has to agree.", **_told(work, day),
    )  # fmt: skip
    operations.record_contact(
        member_id=father.pk, on=met, by_role=LIAISON, method=Method.THROUGH, outcome=Outcome.NO_REPLY, offers=EVERYTHING[:2],
        what="A letter by way of the prison.", agreed_by=f"The officer in the case, on {day_in_words(met)}", **_told(work, met),
    )  # fmt: skip


def _kingfisher(work: Casework, record: Record) -> None:
    """A mother and a father who live apart; nobody was asked to speak who did not want to."""
    day = work.today - timedelta(days=40)
    for label, relationship, home, outcome, name in (
        ("Mother", Relationship.MOTHER, 1, Outcome.TOOK_PART, "Dahlia Madeup"),
        ("Father", Relationship.FATHER, 2, Outcome.DECLINED, "Eskil Madeup"),
    ):
        row = operations.add_member(
            record=record,
            draft=MemberDraft(label, relationship, name, household=home, safe=Safe.ANY, publication=Asked.OPEN),
            **_told(work, day),
        )
        _named(work, row, day, "helen.marlowe", None)
        _contact(work, row, day, outcome, Method.PHONE, "", EVERYTHING)
        operations.record_told(
            member_id=row.pk, step=ToldStep.TOLD, on=day + timedelta(days=10), how="By telephone, and then in writing.",
            support="Jo Bright calls at nine.", by_role=LIAISON, **_told(work, day + timedelta(days=10)),
        )  # fmt: skip


def _named(work: Casework, row: FamilyMember, day: date, account: str, cover: str | None) -> None:
    row.refresh_from_db()
    operations.name_contact(
        member_id=row.pk, seen=row.version, person_id=work.people[account], words=WORDS,
        cover_id=work.people[cover] if cover else None, cover_words=COVER if cover else "", **_told(work, day),
    )  # fmt: skip


def _contact(
    work: Casework,
    row: FamilyMember,
    day: date,
    outcome: Outcome,
    method: Method,
    what: str,
    offers: tuple[Offer, ...] = (),
) -> None:
    operations.record_contact(
        member_id=row.pk,
        on=day,
        by_role=LIAISON,
        method=method,
        outcome=outcome,
        what=what,
        offers=offers,
        **_told(work, day),
    )


def _said(work: Casework, row: FamilyMember, day: date, words: str, kind: SaidKind, heard: Heard = Heard.MET) -> int:
    said = operations.hear(
        member_id=row.pk,
        kind=kind,
        heard=heard,
        words=words,
        own_words=True,
        on=day,
        by_role=LIAISON,
        **_told(work, day),
    )
    return said.pk
