"""The family of a child who died, by the families service: a key worker with cover, and letters that speak of a death and of nothing published."""

from __future__ import annotations

import pytest

from goldenthread.child_deaths.tests.conftest import death
from goldenthread.families import operations
from goldenthread.families.operations import MemberDraft
from goldenthread.families.rules.letters import kinds_of
from goldenthread.families.terms import LetterKind, Relationship, Safe
from goldenthread.records.operations import Refused
from goldenthread.testing.world import AT

pytestmark = pytest.mark.django_db


def test_every_letter_after_a_death_speaks_of_it_as_a_death(world, as_viewer, signs_in) -> None:  # type: ignore[no-untyped-def]
    manager = as_viewer("manager")
    row = death(manager, name="Kit Fictional")
    member = operations.add_member(
        record=row.record,
        draft=MemberDraft("Mother", Relationship.MOTHER, household=1, safe=Safe.LETTER, name="Marigold Fictional"),
        by=manager,
        at=AT,
    )
    operations.name_contact(
        member_id=member.pk,
        seen=None,
        person_id=None,
        words="Jo Bright, lead nurse",
        cover_id=None,
        cover_words="Sam Light, lead nurse",
        by=manager,
        at=AT,
    )
    browser, here = signs_in("manager"), f"/north/records/{row.record.reference}/family/{member.number}/letter/"
    page = browser.get(here).content.decode()
    assert "What was found" in page
    assert "Before publication" not in page
    for kind in kinds_of("child_death"):
        if kind is LetterKind.ANSWERS:
            continue  # nothing was asked yet
        answer = browser.post(here, {"kind": kind.value, "format": "pdf", "why": ""})
        assert answer.status_code == 200, kind
        assert b"pdfuaid" in answer.content
    with pytest.raises(Refused, match="not one of this review"):
        operations.draft_letter(member_id=member.pk, kind=LetterKind.BEFORE, agreed_by="", why="", by=manager, at=AT)
