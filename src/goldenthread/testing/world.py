"""Two partnerships whose people's names say what they are. Built by the program's own operations, as the owner, once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.contrib.auth.hashers import make_password

from goldenthread.accounts.models import Person
from goldenthread.core.dates import PartialDate
from goldenthread.documents import operations as documents
from goldenthread.indicators.models import Indicator, Reading
from goldenthread.messages.models import Message
from goldenthread.messages.terms import MessageState
from goldenthread.partnership.models import (
    Group,
    GroupMeeting,
    Organisation,
    Partnership,
    PartnershipOrganisation,
    Post,
    Priority,
    Seat,
    TermsOfReference,
)
from goldenthread.records import operations as records
from goldenthread.records.models import Exclusion, Record
from goldenthread.records.queries import load_viewer
from goldenthread.records.viewer import Viewer
from goldenthread.returns import operations as returns
from goldenthread.returns.links import LINK_MAIL
from goldenthread.returns.models import Return
from goldenthread.testing.deaths import add_deaths
from goldenthread.testing.meetings import add_meetings
from goldenthread.testing.responses import add_responses
from goldenthread.testing.reviews import add_reviews
from goldenthread.thread import operations
from goldenthread.thread.models import Action
from goldenthread.thread.operations import ActionDraft
from goldenthread.thread.operations.impact import Measurement
from goldenthread.thread.operations.knots import Place
from goldenthread.thread.terms import (
    ActionState,
    ImpactKind,
    LearningHeading,
    LearningNature,
    LineState,
    ProductKind,
    Question,
    SourceKind,
    Strength,
)

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TODAY = date(2026, 3, 2)
STARTED = date(2024, 4, 1)
PASSWORD = "a fictional pass phrase"
FILE = "world.json"
PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"

# name → (posts as (partnership, organisation, role), seats as (group, role))
PEOPLE: dict[str, tuple[list[tuple[str, str, str]], list[tuple[str, str]]]] = {
    "manager": ([("north", "council", "business_manager")], []),
    "officer": ([("north", "council", "business_officer")], []),
    "chair": ([("north", "police", "member")], [("reviews", "chair")]),
    "learning_chair": ([("north", "trust", "member")], [("learning", "chair"), ("panel", "chair")]),
    "member": ([("north", "trust", "member")], [("reviews", "member")]),
    "owner": ([("north", "school", "member")], []),
    "colleague": ([("north", "school", "member")], [("panel", "member")]),
    "outsider": ([("north", "charity", "member")], []),
    "excluded": ([("north", "council", "member")], [("reviews", "member")]),
    "past_member": ([("north", "council", "member")], []),
    "scrutineer": ([("north", "council", "scrutineer")], []),
    "administrator": ([("north", "council", "administrator")], []),
    "both": (
        [("north", "charity", "member"), ("south", "charity", "member")],
        [("reviews", "member"), ("south_reviews", "member")],
    ),
    "south_manager": ([("south", "charity", "business_manager")], []),
    "south_chair": ([("south", "charity", "member")], [("south_reviews", "chair")]),
    "nobody": ([], []),
}


@dataclass(frozen=True, slots=True)
class World:
    """The ids and references of the world's people, groups and records, by name."""

    people: dict[str, int]
    groups: dict[str, int]
    organisations: dict[str, int]
    records: dict[str, int]
    references: dict[str, str]

    def viewer(self, name: str, at: datetime = AT) -> Viewer:
        """One of the people as a viewer; does not tell the database."""
        return load_viewer(self.people[name], name, at)

    def email(self, name: str) -> str:
        """The address one of the people signs in with."""
        return f"{name}@north.example"


def load(data: Path) -> World:
    """The world of an installation that `build` made."""
    return World(**json.loads((data / FILE).read_text(encoding="utf-8")))


@dataclass(slots=True)
class Builder:
    """Makes the world step by step and remembers it by name."""

    people: dict[str, int]
    groups: dict[str, Group]
    organisations: dict[str, Organisation]
    records: dict[str, int]
    references: dict[str, str]

    def viewer(self, name: str) -> Viewer:
        """One of the people made so far."""
        return load_viewer(self.people[name], name, AT)

    @contextmanager
    def named(self, name: str) -> Iterator[list]:  # type: ignore[type-arg]
        """Remember the record of the row put into the list, under a name."""
        held: list = []  # type: ignore[type-arg]
        yield held
        self.records[name], self.references[name] = held[0].record.pk, held[0].record.reference


def build(data: Path) -> None:
    """Make the world in an empty database, as its owner, and write down its names."""
    builder = Builder({}, {}, {}, {}, {})
    _partnerships(builder)
    _people(builder)
    _thread(builder)
    add_meetings(builder)
    add_reviews(builder)
    add_responses(builder)
    add_deaths(builder)
    world = World(
        builder.people,
        {key: group.pk for key, group in builder.groups.items()},
        {key: row.pk for key, row in builder.organisations.items()},
        builder.records,
        builder.references,
    )
    (data / FILE).write_text(json.dumps({name: getattr(world, name) for name in World.__slots__}), encoding="utf-8")


def _partnerships(builder: Builder) -> None:
    sectors = {
        "council": "local_authority",
        "police": "police",
        "board": "health_commissioner",
        "trust": "health_provider",
        "school": "education",
        "charity": "voluntary",
    }
    names = {
        "council": "Northvale Council",
        "police": "Vale Police",
        "board": "Vale Health Board",
        "trust": "Northvale Hospitals Trust",
        "school": "Alder Park School",
        "charity": "Lantern Families",
    }
    builder.organisations = {
        key: Organisation.objects.create(name=names[key], short_name=names[key], sector=sector)
        for key, sector in sectors.items()
    }
    for key, name in (
        ("north", "Northvale Safeguarding Children Partnership"),
        ("south", "Southmere Safeguarding Children Partnership"),
    ):
        partnership = Partnership.objects.create(
            key=key,
            name=name,
            short_name=key.title(),
            area=key.title(),
            established="2019-09",
            fictional=True,
            second_factor_roles=["administrator"],
        )
        records.partnership_circle(partnership.pk)
        for number, organisation in enumerate(builder.organisations.values()):
            capacity = "safeguarding_partner" if number < 3 else "relevant_agency"
            PartnershipOrganisation.objects.create(
                partnership=partnership, organisation=organisation, capacity=capacity, number=number, starts_on=STARTED
            )
    north, south = Partnership.objects.get(key="north"), Partnership.objects.get(key="south")
    for number, (key, partnership, name) in enumerate(
        (
            ("reviews", north, "Practice Review Group"),
            ("learning", north, "Learning Group"),
            ("panel", north, "Death Overview Panel"),
            ("south_reviews", south, "Southmere Review Group"),
        )
    ):
        group = Group.objects.create(
            partnership=partnership,
            key=key.replace("_", "-"),
            name=name,
            short_name=name,
            kind="sub_group",
            function=f"{name} looks at what can be learned.",
            number=number,
        )
        builder.groups[key] = group
        records.group_circle(group)
        TermsOfReference.objects.create(
            group=group, version=1, text="The group meets and decides.", quorum="Three agencies", in_force_from=STARTED
        )
        GroupMeeting.objects.create(group=group, meets_on=TODAY - timedelta(days=30), place="Town Hall")
        GroupMeeting.objects.create(group=group, meets_on=TODAY + timedelta(days=10 + number), place="Town Hall")
    Priority.objects.create(
        partnership=north, year="2025-26", number=1, text="Babies and infants", group=builder.groups["reviews"]
    )


def _people(builder: Builder) -> None:
    password = make_password(PASSWORD)
    for name, (posts, seats) in PEOPLE.items():
        person = Person.objects.create(
            email=f"{name}@north.example",
            name=name.replace("_", " ").title(),
            password=password,
            fictional=True,
            created_at=AT,
        )
        builder.people[name] = person.pk
        for partnership, organisation, role in posts:
            Post.objects.create(
                partnership=Partnership.objects.get(key=partnership),
                person=person,
                organisation=builder.organisations[organisation],
                role=role,
                starts_on=STARTED,
            )
        for group, role in seats:
            organisation_id = person.posts.first().organisation_id  # type: ignore[union-attr]
            Seat.objects.create(
                group=builder.groups[group],
                organisation_id=organisation_id,
                person=person,
                role=role,
                starts_on=STARTED,
            )
    Seat.objects.create(
        group=builder.groups["reviews"],
        organisation=builder.organisations["council"],
        person_id=builder.people["past_member"],
        role="member",
        starts_on=STARTED,
        ends_on=date(2025, 6, 1),
    )
    Seat.objects.create(
        group=builder.groups["reviews"],
        organisation=builder.organisations["board"],
        person=None,
        role="member",
        starts_on=STARTED,
    )


def _thread(builder: Builder) -> None:
    manager, chair, owner = builder.viewer("manager"), builder.viewer("chair"), builder.viewer("owner")
    reviews = builder.groups["reviews"]
    with builder.named("source") as held:
        held.append(
            operations.record_source(
                place=Place(reviews, PartialDate.parse("2025-05-12")),
                kind=SourceKind.RAPID_REVIEW,
                title="Rapid review of a young baby",
                by=manager,
                at=AT,
                children=1,
                age_group="under 6 months",
            )
        )
    source = held[0]
    with builder.named("learning") as held:
        held.append(
            operations.record_learning(
                place=Place(reviews, PartialDate.parse("2025-06-02")),
                text="Parents hear different advice on sleep from each service",
                heading=LearningHeading.AWARENESS,
                nature=LearningNature.DEVELOPMENT,
                themes=["safer sleep"],
                sources=[source.record],
                by=manager,
                at=AT,
            )
        )
    learning = held[0]
    with builder.named("shared_learning") as held:
        held.append(
            operations.record_learning(
                place=Place(reviews, PartialDate.parse("2025-07-01"), shared=True),
                text="Escalation between agencies worked well",
                heading=LearningHeading.SYSTEM,
                nature=LearningNature.GOOD_PRACTICE,
                themes=["escalation"],
                by=manager,
                at=AT,
            )
        )
    people, organisations = builder.people, builder.organisations

    def write(name: str, text: str, due: date, contributors: tuple[int, ...] = ()) -> Action:
        draft = ActionDraft(
            text=text,
            measure="Audit 20 records before and after",
            owner_organisation=organisations["school"].pk,
            owner_person=people["owner"],
            due_on=due,
            themes=("safer sleep",),
            contributors=contributors,
        )
        action = operations.write_action(group=reviews, draft=draft, by=manager, at=AT, comes_from=[learning.record])
        with builder.named(name) as rows:
            rows.append(action)
        return action

    write("draft_action", "Publish a one page guide to safer sleep for school staff", TODAY + timedelta(days=40))
    running = write(
        "action",
        "Teach every early years practitioner the safer sleep standard",
        TODAY - timedelta(days=12),
        contributors=(organisations["trust"].pk,),
    )
    done = write(
        "reported_action", "Hold a masterclass on safeguarding babies for 60 practitioners", TODAY + timedelta(days=5)
    )
    assured = write("assured_action", "Adopt one safer sleep standard across every service", date(2025, 9, 1))
    for action in (running, done, assured):
        operations.move(action_id=action.pk, seen=None, to=ActionState.AGREED, by=manager, at=AT)
        operations.move(action_id=action.pk, seen=None, to=ActionState.ACCEPTED, by=owner, at=AT)
    for name, action in (("document", done), ("assured_document", assured)):
        document = documents.add(record=action.record, name=f"{name}.pdf", content=PDF + name.encode(), by=owner, at=AT)
        builder.references[name] = document.reference
        operations.move(action_id=action.pk, seen=None, to=ActionState.REPORTED, by=owner, at=AT)
    operations.move(action_id=assured.pk, seen=None, to=ActionState.DELIVERED, by=chair, at=AT)
    with builder.named("product") as held:
        held.append(
            operations.record_product(
                place=Place(reviews, PartialDate.parse("2025-09-08"), shared=True),
                kind=ProductKind.STANDARD,
                title="The Northvale safer sleep standard",
                made_from=[assured.record],
                by=manager,
                at=AT,
            )
        )
    product = held[0]
    indicator = Indicator.objects.create(
        partnership=reviews.partnership,
        key="unsafe_sleep_deaths",
        name="Deaths of babies in unsafe sleep",
        unit="deaths",
        polarity="lower",
        counts_people=True,
    )
    for month in range(24):
        starts = date(2024 + (2 + month) // 12, (2 + month) % 12 + 1, 1)
        until = date(2024 + (3 + month) // 12, (3 + month) % 12 + 1, 1)
        Reading.objects.create(
            indicator=indicator, starts_on=starts, until=until, value=1 if month in {2, 9, 14} else 0
        )
    with builder.named("impact") as held:
        held.append(
            operations.record_impact(
                place=Place(reviews, PartialDate.parse("2026-02-20"), shared=True),
                statement="No baby has died in unsafe sleep since the standard",
                question=Question.DIFFERENCE,
                kind=ImpactKind.OUTCOME,
                measurement=Measurement(indicator, since=product, as_at=TODAY),
                method="Count of deaths notified",
                tested_on=date(2026, 2, 20),
                strength=Strength.MODERATE,
                caveat="The numbers are small.",
                comes_from=[product.record],
                by=manager,
                at=AT,
            )
        )
    operations.move(action_id=assured.pk, seen=None, to=ActionState.ASSURED, by=chair, at=AT)
    operations.answer_line(
        action_id=running.pk,
        organisation_id=organisations["trust"].pk,
        state=LineState.DONE,
        note="",
        by=builder.viewer("member"),
        at=AT,
    )
    _apart(builder)
    _asked(builder)


def _asked(builder: Builder) -> None:
    """A request of the review group to a school and a charity, neither of which sees the other's return."""
    manager = builder.viewer("manager")
    taken = returns.take_shipped(
        partnership_id=builder.groups["reviews"].partnership_id, key="agency_summary", by=manager, at=AT
    )
    version = taken.versions.get()
    builder.references["questionnaire"] = taken.reference
    draft = returns.RequestDraft(
        title="Summary of involvement for a rapid review",
        message="Please tell the review what your agency knew and did.",
        due_on=TODAY + timedelta(days=14),
        version_id=version.pk,
        about=Record.objects.get(pk=builder.records["source"]),
    )
    asked = [
        returns.Recipient(builder.organisations["school"].pk, "Sam Registrar", "registrar@school.example"),
        returns.Recipient(
            builder.organisations["charity"].pk,
            "Lee Worker",
            "worker@charity.example",
            "Kim Director",
            "director@charity.example",
        ),
    ]
    with builder.named("request") as held:
        held.append(
            returns.make_request(group=builder.groups["reviews"], draft=draft, recipients=asked, by=manager, at=AT)
        )
    returns.send(request_id=held[0].pk, seen=None, by=manager, at=AT)
    Message.objects.filter(kind=LINK_MAIL).update(state=MessageState.SENT.value, sent_at=AT)  # long ago
    for name, key in (("school_return", "school"), ("charity_return", "charity")):
        with builder.named(name) as held:
            held.append(Return.objects.select_related("record").get(organisation=builder.organisations[key]))


def _apart(builder: Builder) -> None:
    """What most people may not see: another group's draft, another partnership's action, and a record one member is kept out of."""
    for name, group, by in (
        ("panel_action", "panel", "manager"),
        ("south_action", "south_reviews", "south_manager"),
        ("kept_from", "reviews", "manager"),
    ):
        draft = ActionDraft(
            text=f"A matter of the {group} group alone ({name})",
            measure="A count",
            owner_organisation=builder.organisations["council"].pk,
            due_on=TODAY + timedelta(days=60),
        )
        with builder.named(name) as held:
            held.append(operations.write_action(group=builder.groups[group], draft=draft, by=builder.viewer(by), at=AT))
    Exclusion.objects.create(
        person_id=builder.people["excluded"],
        record_id=builder.records["kept_from"],
        reason="A relative works there.",
        declared_at=AT,
        starts_on=STARTED,
    )
