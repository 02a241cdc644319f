"""My work and a group's workspace hold the returns that ask for someone, for those who may see them and nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.test import Client

from goldenthread.config.tests.test_query_counts import count, sign_in
from goldenthread.core import clock
from goldenthread.core.dates import PartialDate
from goldenthread.desk.pages import SHOWN
from goldenthread.meetings.drafting import from_returns
from goldenthread.meetings.proposals import PROPOSERS, Occasion, Proposal, gather
from goldenthread.partnership.models import Group
from goldenthread.pathways import operations as pathways
from goldenthread.records.models import Exclusion, Record
from goldenthread.returns.queries import waiting_returns
from goldenthread.testing.world import AT
from goldenthread.thread import operations as thread
from goldenthread.thread.models import Action
from goldenthread.thread.operations import ActionDraft

LATER = AT + timedelta(days=20)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day when the world's returns are six days late."""
    monkeypatch.setattr(clock, "now", lambda: LATER)


def page(client: Client, world, person: str, address: str = "/") -> str:
    sign_in(client, world, person)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("owner", {"school_return"}),
        ("colleague", {"school_return"}),
        ("outsider", {"charity_return"}),
        ("both", {"charity_return"}),
        ("manager", set()),
        ("chair", set()),
        ("learning_chair", set()),
        ("south_manager", set()),
        ("administrator", set()),
        ("nobody", set()),
    ],
)
def test_before_its_day_a_return_waits_for_its_organisation_alone(world, as_viewer, name: str, seen: set[str]) -> None:
    found = waiting_returns(as_viewer(name))
    assert {row.reference for row in found} == {world.references[name] for name in seen}
    assert all(row.words == "Answer it" and not row.late for row in found)


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("owner", {"school_return"}),
        ("outsider", {"charity_return"}),
        ("manager", {"school_return", "charity_return"}),
        ("officer", {"school_return", "charity_return"}),
        ("chair", {"school_return", "charity_return"}),
        ("member", set()),
        ("learning_chair", set()),
        ("past_member", set()),
        ("south_manager", set()),
        ("administrator", set()),
    ],
)
def test_after_its_day_whoever_chases_it_sees_that_it_is_late(world, as_viewer, name: str, seen: set[str]) -> None:
    found = waiting_returns(as_viewer(name, LATER))
    assert {row.reference for row in found} == {world.references[name] for name in seen}
    assert all(row.late for row in found)


def test_ones_own_stands_among_what_is_due_with_one_button(client: Client, world, later) -> None:
    text = page(client, world, "owner")
    reference = world.references["school_return"]
    assert text.count(f'href="/north/returns/{reference}/"') == 2  # its title, and the button
    assert "Answer it" in text
    assert text.index("Late or due this week") < text.index(reference) < text.index("Waiting for someone else")
    assert world.references["charity_return"] not in text


def test_the_business_unit_waits_for_someone_else(client: Client, world, later) -> None:
    text = page(client, world, "manager")
    for name in ("school_return", "charity_return"):
        assert text.index("Waiting for someone else") < text.index(world.references[name]) < text.index("Coming up")
    assert "6 days late, nothing heard" in text
    assert "Answer it" not in text


def test_the_workspace_says_which_answers_are_late(client: Client, world, later) -> None:
    text = page(client, world, "chair", "/north/groups/reviews/")
    assert "Answers that are late" in text
    assert world.references["charity_return"] in text
    assert "Answers that are late" not in page(client, world, "learning_chair", "/north/groups/reviews/")


def test_late_returns_are_proposed_for_the_agenda_of_their_group(world, as_viewer) -> None:
    assert from_returns in PROPOSERS
    viewer = as_viewer("chair", LATER)
    occasion = Occasion(1, world.groups["reviews"], "Practice Review Group", 1, LATER.date())
    (one,) = from_returns(viewer, occasion)
    assert one.key == "returns:late"
    assert one.because == "2 answers past their day, 2 of them with nothing heard."
    assert world.references["school_return"] in one.text
    assert list(from_returns(as_viewer("chair"), occasion)) == []
    elsewhere = Occasion(1, world.groups["learning"], "Learning Group", 1, LATER.date())
    assert list(from_returns(as_viewer("learning_chair", LATER), elsewhere)) == []


@pytest.fixture
def on_a_pathway(world, as_viewer) -> Record:  # type: ignore[no-untyped-def]
    """The rapid review of the world, of which one was notified a week ago: some stages are late, some fall due soon."""
    manager = as_viewer("manager")
    record = Record.objects.get(pk=world.records["source"])
    told = {"notified": (PartialDate.parse("2026-02-23"), None)}
    pathways.start(record=record, pathway="rapid_review", by=manager, at=AT, events=told)
    return record


def test_the_workspace_says_which_timescales_are_late_or_fall_due(
    client: Client, world, as_viewer, on_a_pathway: Record
) -> None:
    words = "Timescales that are late or fall due"
    text = page(client, world, "chair", "/north/groups/reviews/")
    assert words in text
    assert f"/north/records/{on_a_pathway.reference}/way/" in text
    assert words not in page(client, world, "learning_chair", "/north/groups/learning/")
    assert words not in page(client, world, "owner", "/north/groups/reviews/"), (
        "who sees no record of the group sees no stage"
    )
    as_viewer("manager")
    assert Record.objects.filter(pk=on_a_pathway.pk).update(closed_on=AT.date()) == 1
    assert f"/north/records/{on_a_pathway.reference}/way/" not in page(client, world, "chair", "/north/groups/reviews/")


def staged(proposals: Iterable[Proposal]) -> list[Proposal]:
    """What is proposed of pathways."""
    return [one for one in proposals if one.key == "pathways:due"]


def test_whoever_is_kept_out_sees_no_stage(client: Client, world, as_viewer, on_a_pathway: Record) -> None:
    Exclusion.objects.create(
        person_id=world.people["chair"], record=on_a_pathway, reason="r", declared_at=AT, starts_on=AT.date()
    )
    assert on_a_pathway.reference not in page(client, world, "chair", "/north/groups/reviews/")
    occasion = Occasion(1, world.groups["reviews"], "Practice Review Group", 1, LATER.date())
    said = "".join(one.text for one in staged(gather(as_viewer("chair"), occasion)))
    assert on_a_pathway.reference not in said


def test_stages_are_proposed_for_the_agenda_of_their_group(world, as_viewer, on_a_pathway: Record) -> None:
    viewer = as_viewer("chair")
    (one,) = staged(gather(viewer, Occasion(1, world.groups["reviews"], "Practice Review Group", 1, LATER.date())))
    assert one.key == "pathways:due"
    assert "late now" in one.because
    assert on_a_pathway.reference in one.text
    assert staged(gather(viewer, Occasion(1, world.groups["learning"], "Learning Group", 1, LATER.date()))) == []


@pytest.mark.parametrize("address", ["/", "/north/groups/reviews/"])
def test_the_questions_are_few_and_the_same_for_all(client: Client, world, later, address: str) -> None:
    counts = {}
    for person in ("manager", "chair", "owner", "outsider"):
        sign_in(client, world, person)
        counts[person] = count(client, address)
    assert max(counts.values()) <= 12, counts
    assert len(set(counts.values())) == 1, counts


@pytest.mark.parametrize("whole", ["waiting", "", "no-such-list", "WAITING", "\0"])
def test_a_list_longer_than_the_page_leads_to_the_whole_of_it(
    client: Client, world, as_viewer, later, whole: str
) -> None:
    manager = as_viewer("manager")
    group = Group.objects.get(pk=world.groups["reviews"])
    for number in range(SHOWN + 2):
        draft = ActionDraft(
            text=f"Write to every practice about sleep, letter {number}",
            measure="A count of letters",
            owner_organisation=world.organisations["council"],
            due_on=AT.date() + timedelta(days=1),
        )
        action = thread.write_action(group=group, draft=draft, by=manager, at=AT)
        Action.objects.filter(pk=action.pk).update(state="accepted")
    sign_in(client, world, "manager")
    text = client.get("/", {"whole": whole}).content.decode()
    if whole == "waiting":
        assert text.count("Write to every practice about sleep") == SHOWN + 2
        assert "Late or due this week" not in text
        assert "See all" not in text
    else:
        assert text.count("Write to every practice about sleep") <= SHOWN
        assert 'href="/?whole=waiting"' in text
        assert "Late or due this week" in text
