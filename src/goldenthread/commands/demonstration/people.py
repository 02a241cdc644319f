"""The demonstration's organisations, people, groups' seats and meetings. All people are made up."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from goldenthread.accounts.models import Person
from goldenthread.commands.demonstration.cast import (
    MEETS,
    NEIGHBOUR,
    ORGANISATIONS,
    PASSWORD,
    PEOPLE,
    PRIORITIES,
    STARTED,
    TOTP_SECRET,
    VACANT,
)
from goldenthread.messages import operations as messages
from goldenthread.messages.rules import Preference
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

FRIDAY = 4
AT_ANY_HOUR = Preference(digest_at=time(0), quiet_from=time(0), quiet_until=time(0), weekends=True)


def make_people(partnership: Partnership) -> dict[str, int]:
    """Organisations, people, posts, seats, meetings, priorities and terms of reference; returns people's ids by account name."""
    organisations = _organisations(partnership)
    groups = {group.key: group for group in Group.objects.filter(partnership=partnership)}
    password, at = make_password(PASSWORD), datetime.combine(STARTED, time(9)).astimezone()
    ids: dict[str, int] = {}
    for account, someone in PEOPLE.items():
        person = Person.objects.create(
            email=f"{account}@demo.example", name=someone.name, password=password, fictional=True, created_at=at
        )
        ids[account] = person.pk
        # Whoever looks at a demonstration in the evening wants to see its mail as well.
        messages.set_preference(person_id=person.pk, preference=AT_ANY_HOUR)
        Post.objects.create(
            partnership=partnership,
            person=person,
            organisation=organisations[someone.organisation],
            role=someone.role,
            title=someone.title,
            starts_on=STARTED,
        )
        for key, role in someone.seats:
            Seat.objects.create(
                group=groups[key],
                organisation=organisations[someone.organisation],
                person=person,
                role=role,
                title=someone.title,
                starts_on=STARTED,
            )
        if someone.second_factor:
            TOTP.activate(person, TOTP_SECRET)
    assert Authenticator.objects.filter(user_id__in=ids.values()).exists()
    for key, organisation in VACANT:
        Seat.objects.create(
            group=groups[key], organisation=organisations[organisation], person=None, role="member", starts_on=STARTED
        )
    _meetings(groups)
    for number, text in enumerate(PRIORITIES, start=1):
        Priority.objects.create(
            partnership=partnership,
            year="2020-21",
            number=number,
            text=text,
            indicator_key="sudi_unsafe_sleep_deaths" if number == 1 else "",
        )
    _neighbour(ids, organisations)
    return ids


def _organisations(partnership: Partnership) -> dict[str, Organisation]:
    made = {}
    for number, (key, (name, short_name, sector)) in enumerate(ORGANISATIONS.items()):
        made[key], _ = Organisation.objects.get_or_create(
            name=name, defaults={"short_name": short_name, "sector": sector, "opened_on": None}
        )
        Organisation.objects.filter(pk=made[key].pk).update(short_name=short_name)
        made[key].short_name = short_name
        capacity = "safeguarding_partner" if number < 3 else "relevant_agency"
        PartnershipOrganisation.objects.get_or_create(
            partnership=partnership,
            organisation=made[key],
            capacity=capacity,
            defaults={"number": number, "starts_on": STARTED},
        )
        records.organisation_circle(partnership.pk, made[key].pk)
    return made


def _on_a_weekday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday() if day.weekday() > FRIDAY else 0)


def _meetings(groups: dict[str, Group]) -> None:
    for key, (day_of_month, hour) in MEETS.items():
        for year, month in ((2020, 9), (2020, 11), (2021, 1), (2021, 3), (2021, 5), (2021, 7)):
            GroupMeeting.objects.create(
                group=groups[key],
                meets_on=_on_a_weekday(date(year, month, day_of_month)),
                starts_at=time(hour),
                place="By video call",
            )
        TermsOfReference.objects.create(
            group=groups[key],
            version=1,
            text=groups[key].function,
            quorum="The chair or vice chair, and two of the three safeguarding partners",
            in_force_from=STARTED,
            agreed_by="Safeguarding partners",
        )
    TermsOfReference.objects.create(
        group=groups["mace"],
        version=2,
        text=groups["mace"].function,
        quorum="The chair or vice chair, police, health and the council",
        in_force_from=date(2021, 1, 21),
        agreed_by="Safeguarding partners",
    )


def _neighbour(ids: dict[str, int], organisations: dict[str, Organisation]) -> None:
    """A second, wholly fictional partnership, in which one member of the first sits too."""
    partnership = Partnership.objects.create(
        key=NEIGHBOUR,
        name="Calderbrook Safeguarding Children Partnership",
        short_name="Calderbrook",
        area="Calderbrook (fictional)",
        established="2019-09",
        fictional=True,
    )
    records.partnership_circle(partnership.pk)
    group = Group.objects.create(
        partnership=partnership,
        key="reviews",
        name="Practice Review Group",
        short_name="Practice reviews",
        kind="sub_group",
        function="Reviews serious incidents and finds what can be learned from them.",
    )
    records.group_circle(group)
    manager = Person.objects.create(
        email="edith.lowe@demo.example",
        name="Edith Lowe",
        password=make_password(PASSWORD),
        fictional=True,
        created_at=datetime.combine(STARTED, time(9)).astimezone(),
    )
    ids["edith.lowe"] = manager.pk
    Post.objects.create(
        partnership=partnership,
        person=manager,
        organisation=organisations["voluntary"],
        role="business_manager",
        title="Business manager",
        starts_on=STARTED,
    )
    Post.objects.create(
        partnership=partnership,
        person_id=ids["grace.whitlock"],
        organisation=organisations["midwifery"],
        role="member",
        title="Named midwife",
        starts_on=STARTED,
    )
    Seat.objects.create(
        group=group,
        organisation=organisations["midwifery"],
        person_id=ids["grace.whitlock"],
        role="member",
        starts_on=STARTED,
    )
    GroupMeeting.objects.create(group=group, meets_on=date(2021, 4, 20), place="By video call")
