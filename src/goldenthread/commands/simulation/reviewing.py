"""Simulated practice reviews: each serious incident and referral from what happened to its end, or to where it stands today, with its pathways."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from goldenthread.commands.simulation.asking import about_review
from goldenthread.commands.simulation.casework import (
    BELOW,
    ENGLAND,
    NOTIFICATION,
    RAPID,
    Casework,
    Year,
    area_of,
    number,
    put,
)
from goldenthread.commands.simulation.making import END, THEMES, Rows, Simulated, at
from goldenthread.core.clock import ENGLAND as LONDON
from goldenthread.core.dates import PartialDate
from goldenthread.core.encryption import blind_index, encrypt
from goldenthread.design.format import in_words
from goldenthread.practice_reviews.models import (
    Child,
    FurtherDecision,
    PanelLetter,
    PartnerView,
    Referral,
    Review,
    SignOff,
)
from goldenthread.practice_reviews.rules.ages import When, age_at
from goldenthread.practice_reviews.rules.deciding import MET, NOT_MET, PARTS, asks_an_answer
from goldenthread.practice_reviews.rules.incident import dissent
from goldenthread.practice_reviews.terms import (
    STATUTORY,
    Care,
    Criterion,
    Door,
    Further,
    IncidentType,
    Nature,
    Opinion,
    Outcome,
    Plan,
    Reply,
    ReviewState,
    Screening,
    Sex,
)
from goldenthread.records.models import NamedSight, Subject
from goldenthread.thread.models import Source
from goldenthread.thread.terms import SourceKind

NATIONAL = 500
"""Serious incidents notified in England in a year, about: the national figure over the last years, spread over the partnerships."""
PARTNERSHIPS = 150
REFERRALS = 2
NOW = ("considered", "rapid", "followed", "local", "withdrawn", "closed")
"""Where the reviews of the last year stand, in turn; what is older is closed."""
ENDS = ("closed",) * 13 + ("local",) * 6 + ("withdrawn",)
SINCE = {"considered": (1, 4), "rapid": (8, 25), "followed": (40, 80), "local": (30, 150), "withdrawn": (40, 150)}
"""How many days before the end the local authority became aware, by where a review of the last year stands."""
NAMES = ("Kestrel", "Alder", "Wren", "Rowan", "Heron", "Aspen", "Plover", "Hazel", "Linnet", "Maple")
FIRST = ("Avery", "Robin", "Sasha", "Jordan", "Ellis", "Quinn")
ROLES = dict(zip(STATUTORY, ("Service director", "Detective superintendent", "Designated nurse"), strict=True))
WHY = "The criteria were gone through one by one, and each was written down."


def reviewed(rows: Rows, made: Simulated, year: Year) -> None:
    """A year's serious incidents and referrals. Over all partnerships there are as many incidents a year as in England, about."""
    place = (int(made.key.removeprefix("sim-")) - 1) * year.years + year.place
    for each in range(place * NATIONAL // PARTNERSHIPS, (place + 1) * NATIONAL // PARTNERSHIPS):
        stands = NOW[each % len(NOW)] if year.last else rows.chance.choice(ENDS)
        _incident(rows, made, year, _aware(rows, year, stands), stands)
    if year.last:
        for stands, days in (("screening", 2), ("screening", 25), ("local", 100), ("sent", 1)):
            _referral(rows, made, year, END - timedelta(days=days), stands)
        return
    for _ in range(REFERRALS):
        _referral(rows, made, year, year.start + timedelta(days=rows.chance.randrange(180)), "closed")


def _aware(rows: Rows, year: Year, stands: str) -> date:
    if year.last and stands in SINCE:
        return END - timedelta(days=rows.chance.randint(*SINCE[stands]))
    return year.start + timedelta(days=rows.chance.randrange(180 if year.last else 355))


def _happened(rows: Rows, aware: date) -> When:
    """As exact as such days are known: mostly a day, now and then a month, a year, a range, or nothing."""
    day = aware - timedelta(days=rows.chance.randrange(1, 30))
    drawn = rows.chance.random()
    if drawn < 0.7:
        return When(PartialDate.of(day))
    if drawn < 0.8:
        return When(PartialDate(day.year, day.month))
    if drawn < 0.85:
        return When(PartialDate(day.year))
    if drawn < 0.9:
        earlier = day - timedelta(days=120)
        return When(PartialDate(earlier.year, earlier.month), PartialDate(day.year, day.month))
    return When()


def _incident(rows: Rows, made: Simulated, year: Year, aware: date, stands: str) -> None:
    """A serious incident, from awareness to its end or to where it stands."""
    chance, when = rows.chance, _happened(rows, aware)
    opened = at(aware)
    work = _begin(rows, made, year, when, opened)
    nature = chance.choice((Nature.DEATH, Nature.HARM, Nature.HARM, Nature.OTHER))
    about = chance.choice(tuple(IncidentType))
    row = Review(
        record_id=work.pk, partnership_id=made.id, door=Door.INCIDENT.value, state=ReviewState.CONSIDERED.value,
        nature=nature.value, incident_type=about.value, happened=work.happened, happened_until=str(when.end or ""),
        place_area=area_of(made) if chance.random() < 0.95 else "Another area", home_area=area_of(made), aware_on=aware,
        told_on=aware, what=f"A child came to serious harm. It has to do with {chance.choice(THEMES)}.",
        safety="Other children were seen the same day." if chance.random() < 0.8 else "",
        processes="A criminal investigation." if chance.random() < 0.3 else "",
    )  # fmt: skip
    work.said("review.opened", "Serious incident written down", opened)
    events: dict[str, tuple[PartialDate, time | None]] = {"aware": (PartialDate.of(aware), None)}
    if when.start is not None:
        events = {"incident": (when.start, None), **events}
    work.begin(NOTIFICATION, events, opened)
    if row.safety:
        work.report("immediate_safety", aware, opened)
    children = _children(work, when, nature, opened)
    closed_on = _decided(work, row, aware, stands)
    put(rows, row)
    _source(work, SourceKind.RAPID_REVIEW, row.what, children)
    work.finish(closed_on)


def _begin(rows: Rows, made: Simulated, year: Year, when: When, opened: datetime) -> Casework:
    happened = str(when.start or "")
    title = f"{rows.chance.choice(NAMES)} {rows.chance.randrange(10, 1000)}"
    return Casework(rows, made, year, "review", title, opened, happened, when.first_day)


def _source(work: Casework, kind: SourceKind, what: str, children: int | None) -> None:
    """Its place on the thread. The same columns in the same order as other sources are written in."""
    held = Source(record_id=work.pk, partnership_id=work.made.id, kind=kind.value, summary=what, children=children)
    work.rows.held["thread_source"].append(
        (held.record_id, held.kind, held.summary, held.subject, held.age_group, held.children, held.partnership_id)
    )


def _children(work: Casework, when: When, nature: Nature, opened: datetime) -> int:
    """One child, often more; who they are is sealed."""
    rows, chance = work.rows, work.rows.chance
    count = chance.choice((1, 1, 1, 1, 1, 2, 2, 3))
    for place in range(count):
        name, born = f"{chance.choice(FIRST)} Fictional", _born(rows, when, work.opened.date())
        digits = nhs(rows)
        pseudonym = f"Child {'ABC'[place]}"
        subject = number(rows, Subject)
        put(
            rows,
            Subject(
                pk=subject, record_id=work.pk, pseudonym=pseudonym, name_sealed=encrypt(name),
                name_index=blind_index(name), born_sealed=encrypt(born), born_index=blind_index(born),
                nhs_number_sealed=encrypt(digits), nhs_number_index=blind_index(digits),
            ),
        )  # fmt: skip
        age = age_at(PartialDate.parse(born) if born else None, when)
        hurt = Outcome.DIED if nature is Nature.DEATH else Outcome.HARMED
        put(
            rows,
            Child(
                pk=number(rows, Child), review_id=work.pk, subject_id=subject, number=place + 1,
                age_least=age.least if age else None, age_most=age.most if age else None,
                sex=chance.choice((Sex.FEMALE, Sex.MALE)).value, outcome=(hurt if place == 0 else Outcome.UNHURT).value,
                care=chance.choice((Care.NO,) * 8 + (Care.LOOKED_AFTER, Care.UNKNOWN)).value,
                plan=chance.choice(tuple(Plan)).value,
            ),
        )  # fmt: skip
        work.stored("review.child", f"{pseudonym} was written down", opened)
    return count


def _born(rows: Rows, when: When, opened: date) -> str:
    """A date of birth under eighteen years before, as exact as it is known."""
    drawn = rows.chance.random()
    if drawn < 0.08:
        return ""
    first = when.first_day or opened
    day = first - timedelta(days=rows.chance.choice((rows.chance.randrange(-60, 365), rows.chance.randrange(6200))))
    return f"{day:%Y-%m}" if drawn < 0.15 else day.isoformat()


def nhs(rows: Rows) -> str:
    """A number of the range that is never given to anyone, with its check digit."""
    while True:
        digits = f"999{rows.chance.randrange(1_000_000):06d}"
        check = 11 - sum((10 - place) * int(digit) for place, digit in enumerate(digits)) % 11
        if check != 10:
            return f"{digits}{check % 11}"


def _decided(work: Casework, row: Review, aware: date, stands: str) -> date | None:
    """Views, the decision and what follows; the day on which it was closed."""
    if stands == "considered":
        return None
    notifies = stands != "local"
    _views(work, row, ENGLAND.add(aware, 2), notifies)
    day = ENGLAND.add(aware, 3)
    opinion = Opinion.NOTIFY if notifies else Opinion.NOT_NOTIFY
    row.decision, row.decision_why, row.decided_on = opinion.value, WHY, day
    row.decided_by = "Director of children’s services"
    others = () if notifies else dissent([(STATUTORY[1], Opinion.NOTIFY)], False) if row.pk % 10 == 0 else ()
    apart = f"; not shared by {in_words(each.label.lower() for each in others)}" if others else ""
    work.stored("review.decided", f"The local authority decided: {opinion.label.lower()}{apart}", at(day, 12))
    work.report("decision", day, at(day, 12))
    work.report("partners_told", day, at(day, 12))
    if not notifies:
        reason = f"The local authority decided not to notify: {WHY}"
        work.not_needed(NOTIFICATION, "notification", reason, at(day, 12))
        row.state = ReviewState.LOCAL.value
        work.version += 1
        return None if work.year.last else _closed(work, row, day + timedelta(days=work.rows.chance.randrange(40, 120)))
    return _notified(work, row, aware, stands)


def _views(work: Casework, row: Review, day: date, notifies: bool) -> None:
    """Each safeguarding partner's view; now and then the police think otherwise than a decision not to notify."""
    for partner in STATUTORY:
        apart = not notifies and row.pk % 10 == 0 and partner is STATUTORY[1]
        opinion = Opinion.NOTIFY if notifies or apart else Opinion.NOT_NOTIFY
        put(
            work.rows,
            PartnerView(
                pk=number(work.rows, PartnerView), review_id=work.pk, partner=partner.value, opinion=opinion.value,
                why=WHY, by_role=ROLES[partner], on=day, made_at=at(day, 11),
            ),
        )  # fmt: skip
        work.stored("review.view", f"{partner.label}: {opinion.label.lower()}", at(day, 11))
    work.report("views", day, at(day, 11))


def _notified(work: Casework, row: Review, aware: date, stands: str) -> date | None:
    chance = work.rows.chance
    late = chance.random() < 0.15
    day = ENGLAND.add(aware, 8 if late else 4)
    if day >= END:
        day, late = ENGLAND.add(aware, 4), False
    when, moment = at(day, 15), at(day, 15).astimezone(LONDON).time()
    row.notified_at, row.notified_by, row.notified_reference = when, "Service manager", f"SIN-{row.pk}"
    row.notified_late_why = "The hospital told the council late." if late else ""
    row.state = ReviewState.RAPID.value
    work.stored("review.notified", f"Notified to the Panel{', late' if late else ', in time'}", when)
    work.report("notification", day, when, moment)
    work.report("copy", day, when)
    work.begin(RAPID, {"notified": (PartialDate.of(day), moment)}, when)
    asked = ENGLAND.add(day, 1)
    if asked < END:
        title = f"Information for {work.reference}"
        reference = about_review(work.rows, work.made, asked, work.year.version, work.pk, title)
        work.stored("review.asked", f"A request to 5 agencies was written: {reference}", at(asked, 9))
        work.report("set_up", asked, at(asked, 9))
    if stands == "withdrawn":
        return _withdrawn(work, row, ENGLAND.add(day, 5))
    for key, days in (("executives_told", 2), ("progress", 6), ("summaries", 10)):
        if (done := ENGLAND.add(day, days)) < END:
            work.report(key, done, at(done, 12))
    return None if stands == "rapid" else _sent(work, row, day, stands)


def _withdrawn(work: Casework, row: Review, day: date) -> date | None:
    why = "It turned out that the criteria were not met."
    row.withdrawn_on, row.withdrawn_why, row.state = day, why, ReviewState.LOCAL.value
    work.stored("review.withdrawn", f"The notification was withdrawn: {why}", at(day, 12))
    work.report("withdrawn", day, at(day, 12))
    return None if work.year.last else _closed(work, row, day + timedelta(days=work.rows.chance.randrange(20, 90)))


def _sent(work: Casework, row: Review, notified: date, stands: str) -> date | None:
    """The report, the decision on a further review, signatures, and the report on its way."""
    rows, chance = work.rows, work.rows.chance
    for name in PARTS:
        setattr(row, f"report_{name}", f"What agencies wrote of {chance.choice(THEMES)} was put together.")
    day = ENGLAND.add(notified, 12)
    work.stored("review.reported", "The words of the report were changed", at(day, 9))
    further = chance.choice((Further.NO_REVIEW,) * 7 + (Further.REVIEW,) * 2 + (Further.OTHER,))
    put(
        rows,
        FurtherDecision(
            pk=number(rows, FurtherDecision), review_id=work.pk, decision=further.value, why=WHY, on=day,
            criteria={each.value: MET if chance.random() < 0.3 else NOT_MET for each in Criterion},
            made_at=at(day, 12),
        ),
    )  # fmt: skip
    work.stored("review.further", f"Decided: {further.label.lower()}", at(day, 12))
    work.report("panel_meeting", day, at(day, 12))
    day = ENGLAND.add(notified, 14)
    for partner in STATUTORY:
        put(
            rows,
            SignOff(
                pk=number(rows, SignOff), review_id=work.pk, partner=partner.value, by_role=ROLES[partner], on=day,
                made_at=at(day, 12),
            ),
        )  # fmt: skip
        work.stored("review.signed", f"Signed off: {partner.label}", at(day, 12))
    work.report("sign_off", day, at(day, 12))
    late = chance.random() < 0.2
    day = ENGLAND.add(notified, chance.randrange(16, 24) if late else 15)
    if day >= END:
        day, late = ENGLAND.add(notified, 15), False
    row.sent_on, row.sent_by, row.state = day, "Business manager", ReviewState.FOLLOWED.value
    row.sent_late_why = "Two agencies answered late." if late else ""
    work.stored("review.sent", f"The report went to the Panel{', late' if late else ', in time'}", at(day, 14))
    work.report("sent", day, at(day, 14))
    return None if stands == "followed" else _replied(work, row, day)


def _replied(work: Casework, row: Review, sent: date) -> date:
    """The Panel's letter, what followed from it, and the end."""
    rows, chance = work.rows, work.rows.chance
    day = ENGLAND.add(sent, chance.randrange(5, 16))
    reply = chance.choice((Reply.AGREES,) * 8 + (Reply.MORE, Reply.DISAGREES, Reply.NATIONAL))
    letter = PanelLetter(
        pk=number(rows, PanelLetter), review_id=work.pk, reply=reply.value, on=day, made_at=at(day, 12),
        text="The Panel considered the report and gives its view of the decision.",
    )  # fmt: skip
    work.stored("review.letter", f"The Panel replied: {reply.label.lower()}", at(day, 12))
    work.report("reply", day, at(day, 12))
    if asks_an_answer(reply):
        answered = ENGLAND.add(day, 8)
        letter.answer, letter.answered_on = "What the Panel asks for was sent, and the decision stands.", answered
        work.stored("review.answered", "What followed from the Panel’s letter was written down", at(answered, 12))
        work.report("response", answered, at(answered, 12))
        day = answered
    else:
        work.not_needed(RAPID, "response", "The letter asks for nothing more.", at(day, 13))
    put(rows, letter)
    return _closed(work, row, day + timedelta(days=chance.randrange(5, 40)))


def _closed(work: Casework, row: Review, day: date) -> date:
    """The end of a review; learning of the same time comes from it."""
    row.state, row.closed_why = (
        ReviewState.CLOSED.value,
        "What there was to learn is written down, and its actions go on.",
    )
    work.stored("review.closed", "Closed", at(day, 16))
    later = [record for record, on in work.year.learned if on >= work.opened.date()]
    for record in work.rows.chance.sample(later, min(2, len(later))):
        link = (work.rows.number("records_link"), "led_to", at(day), record, work.pk)
        work.rows.held["records_link"].append(link)
    return day


def _referral(rows: Rows, made: Simulated, year: Year, day: date, stands: str) -> None:
    """What an agency referred, and the review that came of it: `sent` waits to be taken up."""
    chance = rows.chance
    person, agency = chance.choice(made.people[4:])
    arrived = at(day, 9)
    what = f"A child could have come to harm, and agencies can learn of it about {chance.choice(THEMES)}."
    held = Casework(rows, made, year, "referral", "Referral: near miss", arrived)
    referral = Referral(
        record_id=held.pk, partnership_id=made.id, referrer_id=person, organisation_id=made.agencies[agency],
        grounds="near_miss", what=what, why_together="Three agencies each knew a part of it.",
        escalated="not_applicable", safety="The child was seen the same day.", lead_role="Named nurse",
        lead_agreed_on=day, made_at=arrived,
    )  # fmt: skip
    put(
        rows,
        NamedSight(
            pk=number(rows, NamedSight), record_id=held.pk, person_id=person, reason="Referred it", starts_on=day,
            ends_on=day + timedelta(days=3650),
        ),
    )  # fmt: skip
    held.said("referral.made", "Referred for learning: near miss", arrived, person)
    if stands != "sent":
        _taken(rows, made, year, held, referral, stands)
    put(rows, referral)
    held.finish()


def _taken(rows: Rows, made: Simulated, year: Year, held: Casework, referral: Referral, stands: str) -> None:
    day = referral.made_at.date()
    taken = ENGLAND.add(day, 1)
    when = at(min(taken, END), 10)
    work = _begin(rows, made, year, When(), when)
    row = Review(
        record_id=work.pk, partnership_id=made.id, door=Door.REFERRAL.value, state=ReviewState.SCREENING.value,
        nature=Nature.NONE.value, incident_type=IncidentType.AGENCIES.value, what=referral.what,
        safety=referral.safety, referral_id=referral.record_id,
    )  # fmt: skip
    referral.state = "taken"
    held.stored("referral.taken", "Taken up for screening", when)
    work.begin(BELOW, {"referred": (PartialDate.of(day), None)}, when)
    work.report("agreed", day, when)
    work.report("acknowledged", when.date(), when)
    work.said("review.taken", f"Taken up from {held.reference}", when)
    closed_on = None if stands == "screening" else _screened(work, row, held, referral, day, stands)
    put(rows, row)
    _source(work, SourceKind.NEAR_MISS, row.what, None)
    work.finish(closed_on)


def _screened(
    work: Casework, row: Review, held: Casework, referral: Referral, referred: date, stands: str
) -> date | None:
    """Screened, the referrer told, and where it is a local learning review, its meeting."""
    chance = work.rows.chance
    day = ENGLAND.add(referred, chance.randrange(5, 28))
    local = stands == "local" or chance.random() < 0.6
    outcome = Screening.LOCAL if local else Screening.NONE
    row.screening, row.screening_why, row.screened_by, row.screened_on = outcome.value, WHY, "The group", day
    work.stored("review.screened", f"Screened: {outcome.label.lower()}", at(day, 12))
    work.report("threshold", day, at(day, 12))
    work.report("screened", day, at(day, 12))
    if local:
        row.state = ReviewState.LOCAL.value
        work.version += 1
    else:
        work.report("no_review", day, at(day, 12))
    told = ENGLAND.add(day, 3)
    referral.state, referral.told_at = "answered", at(told, 12)
    referral.outcome = "The group looks at it with the agencies." if local else "The group takes no further action."
    held.stored("referral.told", "The referrer was told the outcome", at(told, 12))
    work.report("referrer_told", told, at(told, 12))
    if stands == "local":
        return None
    if local:
        for key, days in (("asked", 8), ("meeting", 30), ("shared", 45)):
            day = ENGLAND.add(told, days)
            work.report(key, day, at(day, 12))
    return _closed(work, row, max(day, told) + timedelta(days=10))
