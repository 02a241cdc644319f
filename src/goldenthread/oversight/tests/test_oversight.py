"""The partners' tier: rules, operations with their refusals, pages by roles, the one page that fits, bad input."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from goldenthread.accounts.models import Person
from goldenthread.history.models import Event
from goldenthread.oversight import operations, rules
from goldenthread.oversight.models import Challenge, Engagement, Followed, Highlight, PlannedMatter, Risk, RiskReview
from goldenthread.oversight.operations import ChallengeDraft, EngagementDraft, RiskDraft
from goldenthread.oversight.terms import ChallengeKind, NewSector, PlanState, Reach
from goldenthread.partnership.models import Group
from goldenthread.records.models import Record
from goldenthread.records.operations import ChangedMeanwhile, Refused
from goldenthread.testing.world import AT, TODAY
from goldenthread.thread.models import Action

SOON = TODAY + timedelta(days=60)


@pytest.fixture
def reviews(world) -> Group:  # type: ignore[no-untyped-def]
    return Group.objects.get(pk=world.groups["reviews"])


# --- Rules ----------------------------------------------------------------------------------------------------------------


@given(st.integers(1, 5), st.integers(1, 5))
def test_a_worse_risk_is_never_rated_lower(likelihood: int, impact: int) -> None:
    order = ["Low", "Medium", "High", "Very high"]
    here = rules.rating(likelihood, impact)
    assert here.score == likelihood * impact
    for more in (rules.rating(min(likelihood + 1, 5), impact), rules.rating(likelihood, min(impact + 1, 5))):
        assert order.index(more.word) >= order.index(here.word)


def test_the_bands_of_the_matrix() -> None:
    words = {
        score: rules.rating(*pair).word for pair in ((1, 4), (3, 3), (2, 5), (3, 5)) for score in [pair[0] * pair[1]]
    }
    assert words == {4: "Low", 9: "Medium", 10: "High", 15: "Very high"}


@given(st.lists(st.text(max_size=300), max_size=30))
def test_what_is_drafted_fits_its_part(lines: list[str]) -> None:
    assert len(rules.shortened(lines)) <= rules.PART_MOST


def test_days_are_counted_to_the_response() -> None:
    assert rules.days_waited(date(2026, 1, 1), date(2026, 1, 11), None, TODAY) == 10
    assert rules.days_waited(date(2026, 3, 1), None, None, TODAY) == 1


# --- Operations -----------------------------------------------------------------------------------------------------------


def test_a_highlight_report_is_drafted_from_records(as_viewer, world, reviews: Group) -> None:
    by = as_viewer("chair")
    row = operations.write_highlight(group=reviews, start=date(2026, 1, 1), end=date(2026, 3, 31), by=by, at=AT)
    assert "No baby has died in unsafe sleep since the standard." in row.achieved
    assert "Teach every early years practitioner" in row.late
    assert "Medium" not in row.risks
    assert "High: That reviews take too long" in row.risks
    assert "Why health is missing" in row.asks


def test_a_report_that_does_not_fit_is_not_issued_and_an_issued_one_never_changes(as_viewer, world) -> None:
    by, pk = as_viewer("chair"), world.records["highlight"]
    operations.edit_highlight(
        highlight_id=pk, seen=None, words=dict.fromkeys(operations.PARTS, "One\n" * 200), by=by, at=AT
    )
    with pytest.raises(Refused, match="until it fits on one"):
        operations.issue_highlight(highlight_id=pk, seen=None, by=by, at=AT)
    short = dict.fromkeys(operations.PARTS, "One point")
    operations.edit_highlight(highlight_id=pk, seen=None, words=short, by=by, at=AT)
    row = operations.issue_highlight(highlight_id=pk, seen=None, by=by, at=AT)
    assert row.state == "issued"
    with pytest.raises(Refused, match="does not change again"):
        operations.edit_highlight(highlight_id=pk, seen=None, words=short, by=by, at=AT)
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="does not change"), transaction.atomic():
        cursor.execute("update oversight_highlight set late = '' where record_id = %s", [pk])


def _fits(pk: int) -> bool:
    from goldenthread.oversight.page import pages_of

    return pages_of(Highlight.objects.select_related("group", "record__partnership").get(pk=pk), AT) == 1


def test_full_parts_still_fit_on_one_page(as_viewer, world) -> None:
    by = as_viewer("chair")
    line = "The group finished what it had set out to do with every agency that works with babies in the area"
    words = dict.fromkeys(operations.PARTS, "\n".join([line] * 9)[: rules.PART_MOST])
    operations.edit_highlight(highlight_id=world.records["highlight"], seen=None, words=words, by=by, at=AT)
    assert _fits(world.records["highlight"])


def test_an_empty_report_is_not_issued(as_viewer, world) -> None:
    by = as_viewer("manager")
    words = dict.fromkeys(operations.PARTS, "")
    operations.edit_highlight(highlight_id=world.records["highlight"], seen=None, words=words, by=by, at=AT)
    with pytest.raises(Refused, match="says nothing yet"):
        operations.issue_highlight(highlight_id=world.records["highlight"], seen=None, by=by, at=AT)


def test_members_do_not_write_reports_or_risks(as_viewer, reviews: Group) -> None:
    by = as_viewer("member")
    with pytest.raises(Refused, match="chair write this"):
        operations.write_highlight(group=reviews, start=TODAY, end=TODAY, by=by, at=AT)
    with pytest.raises(Refused, match="chair write this"):
        operations.raise_risk(group=reviews, draft=RiskDraft("x"), likelihood=1, impact=1, review_by=SOON, by=by, at=AT)


def test_a_risk_keeps_every_review(as_viewer, world) -> None:
    by = as_viewer("manager")
    pk = world.records["risk"]
    operations.review_risk(
        risk_id=pk, seen=None, likelihood=2, impact=2, words="Agencies answer now", review_by=SOON, by=by, at=AT
    )
    risk = Risk.objects.get(pk=pk)
    assert (risk.likelihood, risk.impact) == (2, 2)
    assert list(RiskReview.objects.filter(risk=pk).order_by("pk").values_list("likelihood", flat=True)) == [4, 2]
    assert Event.objects.filter(record_id=pk).order_by("-pk").first().sentence == "Reviewed: low (4) from high (12)"  # type: ignore[union-attr]


@pytest.mark.parametrize(("likelihood", "impact", "by_day"), [(0, 3, SOON), (3, 6, SOON), (3, 3, TODAY)])
def test_a_review_that_says_nothing_is_refused(as_viewer, world, likelihood: int, impact: int, by_day: date) -> None:
    with pytest.raises(Refused, match=r"one to five|lie ahead"):
        operations.review_risk(
            risk_id=world.records["risk"], seen=None, likelihood=likelihood, impact=impact, words="", review_by=by_day,
            by=as_viewer("manager"), at=AT,
        )  # fmt: skip


def test_a_closed_risk_is_closed(as_viewer, world) -> None:
    by = as_viewer("manager")
    with pytest.raises(Refused, match="Say why"):
        operations.close_risk(risk_id=world.records["risk"], seen=None, why=" ", by=by, at=AT)
    operations.close_risk(risk_id=world.records["risk"], seen=None, why="It came about", by=by, at=AT)
    with pytest.raises(Refused, match="is closed"):
        operations.review_risk(
            risk_id=world.records["risk"], seen=None, likelihood=1, impact=1, words="", review_by=SOON, by=by, at=AT
        )


def test_an_action_makes_a_risk_smaller_once(as_viewer, world) -> None:
    by = as_viewer("manager")
    action = Action.objects.select_related("record").get(pk=world.records["action"])
    for _ in range(2):
        operations.link_action(risk_id=world.records["risk"], action=action, by=by, at=AT)
    assert Risk.objects.get(pk=world.records["risk"]).actions.count() == 1  # type: ignore[attr-defined]


def test_two_reviewers_at_once(as_viewer, world) -> None:
    by = as_viewer("manager")
    seen = Record.objects.get(pk=world.records["risk"]).version
    for words in ("first", "second"):
        try:
            operations.review_risk(
                risk_id=world.records["risk"],
                seen=seen,
                likelihood=1,
                impact=1,
                words=words,
                review_by=SOON,
                by=by,
                at=AT,
            )
        except ChangedMeanwhile:
            assert words == "second"
            return
    raise AssertionError("the second was stored over the first")


def test_a_challenge_from_question_to_outcome(as_viewer, world) -> None:
    by = as_viewer("scrutineer")
    pk = world.records["challenge"]
    operations.follow_up(challenge_id=pk, text="Asked again by telephone", by=by, at=AT)
    operations.answer_challenge(
        challenge_id=pk, seen=None, response="A rota was agreed", on=TODAY - timedelta(days=5), by=by, at=AT
    )
    operations.close_challenge(challenge_id=pk, seen=None, outcome="Health attends again", by=by, at=AT)
    row = Challenge.objects.get(pk=pk)
    assert (row.state, row.closed_on) == ("closed", TODAY)
    assert rules.days_waited(row.raised_on, row.answered_on, row.closed_on, TODAY) == 15
    with pytest.raises(Refused, match="It is closed"):
        operations.follow_up(challenge_id=pk, text="More", by=by, at=AT)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"challenged": None}, "who is challenged"),
        ({"raised_on": TODAY + timedelta(days=1)}, "a day to come"),
        ({"answer_by": TODAY - timedelta(days=90)}, "before it was asked for"),
    ],
)
def test_a_challenge_makes_sense(as_viewer, world, reviews: Group, change: dict, words: str) -> None:
    given_ = {
        "kind": ChallengeKind.ESCALATION, "challenger": "The chair", "text": "Late reports",
        "raised_on": TODAY - timedelta(days=3), "challenged": world.organisations["trust"], **change,
    }  # fmt: skip
    with pytest.raises(Refused, match=words):
        operations.raise_challenge(group=reviews, draft=ChallengeDraft(**given_), by=as_viewer("chair"), at=AT)


def test_a_planned_matter_is_settled_once_with_its_outcome(as_viewer, world) -> None:
    by = as_viewer("manager")
    pk = world.records["planned"]
    with pytest.raises(Refused, match="taken or dropped"):
        operations.settle_matter(matter_id=pk, seen=None, state=PlanState.PLANNED, outcome="x", by=by, at=AT)
    operations.settle_matter(matter_id=pk, seen=None, state=PlanState.TAKEN, outcome="Agreed", by=by, at=AT)
    assert PlannedMatter.objects.get(pk=pk).state == "taken"
    with pytest.raises(Refused, match="settled already"):
        operations.settle_matter(matter_id=pk, seen=None, state=PlanState.DROPPED, outcome="x", by=by, at=AT)


def test_what_followed_from_engagement_is_linked(as_viewer, world, reviews: Group) -> None:
    by = as_viewer("member")
    draft = EngagementDraft(NewSector.FAITH, "Vale mosques and churches", TODAY, Reach.MEETING)
    row = operations.record_engagement(group=reviews, draft=draft, by=by, at=AT)
    other = Record.objects.get(pk=world.records["product"])
    operations.follow_engagement(
        engagement_id=row.pk,
        seen=None,
        agreed="A named lead",
        followed="They use the standard",
        other=other,
        by=by,
        at=AT,
    )
    assert Followed.objects.get(engagement=row).other_id == other.pk
    as_viewer("outsider")
    assert Engagement.objects.filter(pk=row.pk).exists(), "the register is everyone's"


# --- Pages ----------------------------------------------------------------------------------------------------------------

SEEING = {"manager", "chair", "member", "scrutineer"}
READERS = SEEING | {"owner", "outsider"}
LEADING = {"manager", "chair", "scrutineer"}
PAGES = {
    "": READERS,
    "highlights/": READERS,
    "highlights/?format=csv": READERS,
    "highlights/new/": LEADING,
    "highlights/{highlight}/": SEEING,
    "highlights/{highlight}/?format=pdf": SEEING,
    "risks/": READERS,
    "risks/?state=all&format=xlsx": READERS,
    "risks/new/": LEADING,
    "risks/{risk}/": SEEING,
    "risks/{risk}/review/": LEADING,
    "challenges/": READERS,
    "challenges/?format=csv": READERS,
    "challenges/new/": LEADING | {"member"},
    "challenges/{challenge}/": SEEING,
    "challenges/{challenge}/response/": SEEING,
    "plan/": READERS,
    "plan/new/": LEADING,
    "plan/{planned}/": SEEING,
    "plan/{planned}/settle/": LEADING,
    "engagement/": READERS,
    "engagement/new/": SEEING,
    "engagement/{engagement}/": READERS,
    "engagement/{engagement}/follow/": SEEING,
    "risks/RK-222222/": set(),
}


def sign_in(client: Client, world, person: str) -> None:  # type: ignore[no-untyped-def]
    client.force_login(Person.objects.get(pk=world.people[person]))
    session = client.session
    session["second_factor_ready"], session["last_seen"] = True, 4_000_000_000.0
    session.save()


@pytest.mark.parametrize("path", PAGES)
def test_routes_by_roles(client: Client, world, path: str) -> None:
    reached = set()
    for person in READERS | {"administrator", "south_manager"}:
        sign_in(client, world, person)
        response = client.get(f"/north/oversight/{path}".format(**world.references))
        assert response.status_code in {200, 403, 404}, (person, response.status_code)
        if response.status_code == 200:
            reached.add(person)
    assert reached == PAGES[path]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "highlights/",
        "risks/",
        "challenges/",
        "plan/",
        "engagement/",
        "risks/{risk}/",
        "highlights/{highlight}/",
        "challenges/{challenge}/",
        "engagement/{engagement}/",
    ],
)
def test_no_more_than_twelve_queries_with_few_rows_or_many(
    client: Client, world, as_viewer, reviews: Group, path: str
) -> None:
    def count() -> int:
        sign_in(client, world, "manager")
        client.get(f"/north/oversight/{path}".format(**world.references))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/north/oversight/{path}".format(**world.references)).status_code == 200
        told = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
        return sum(not query["sql"].startswith(told) for query in captured.captured_queries)

    before = count()
    assert before <= 12
    for number in range(8):
        by = as_viewer("manager")
        operations.raise_risk(
            group=reviews, draft=RiskDraft(f"Risk {number}"), likelihood=1, impact=1, review_by=SOON, by=by, at=AT
        )
        operations.plan_matter(group=reviews, text=f"Matter {number}", lead="", due_on=SOON, by=by, at=AT)
        draft = EngagementDraft(NewSector.SPORTS, f"Club {number}", TODAY, Reach.VISIT)
        operations.record_engagement(group=reviews, draft=draft, by=by, at=AT)
    assert count() == before


def test_the_pdf_is_one_accessible_page(client: Client, world) -> None:
    sign_in(client, world, "chair")
    response = client.get(f"/north/oversight/highlights/{world.references['highlight']}/?format=pdf")
    pdf = PdfReader(io.BytesIO(response.content))
    assert len(pdf.pages) == 1
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "What we ask of the partners" in pdf.pages[0].extract_text()


FORMS = [
    "highlights/new/",
    "risks/new/",
    "challenges/new/",
    "plan/new/",
    "engagement/new/",
    "risks/{risk}/review/",
    "risks/{risk}/close/",
    "risks/{risk}/action/",
    "challenges/{challenge}/response/",
    "challenges/{challenge}/close/",
    "plan/{planned}/settle/",
]


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize(
    "sent",
    [
        {},
        {
            "group": "nowhere",
            "text": "x" * 9000,
            "likelihood": "9",
            "impact": "-",
            "due_on_day": "99",
            "reference": "'; drop",
            "on_day": "x",
            "state": "?",
            "sector": "?",
            "people": "-1",
        },
    ],
)
def test_bad_input_is_an_error_beside_its_field(client: Client, world, path: str, sent: dict[str, str]) -> None:
    sign_in(client, world, "manager")
    response = client.post(f"/north/oversight/{path}".format(**world.references), sent)
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()


def test_a_risk_through_its_pages(client: Client, world) -> None:
    sign_in(client, world, "manager")
    sent = {
        "group": "reviews", "text": "That nobody reads the guide", "effect": "", "controls": "", "likelihood": "3",
        "impact": "4", "owner_organisation": "", "owner": str(world.people["member"]), "review_by_day": "1",
        "review_by_month": "6", "review_by_year": "2026",
    }  # fmt: skip
    made = client.post("/north/oversight/risks/new/", sent)
    assert made.status_code == 302
    page = client.get(made["Location"]).content.decode()
    assert "High, 12" in page
    linked = client.post(f"{made['Location']}action/", {"reference": world.references["action"].lower()})
    assert linked.status_code == 302
    assert world.references["action"] in client.get(made["Location"]).content.decode()
    assert "That nobody reads the guide" in client.get("/north/oversight/").content.decode()
