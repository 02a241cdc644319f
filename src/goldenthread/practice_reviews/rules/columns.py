"""What a spreadsheet of reviews holds: its columns, the words that may stand in them, and how one cell is read. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from goldenthread.core.terms import Vocabulary
from goldenthread.practice_reviews.rules.ages import Age
from goldenthread.practice_reviews.terms import (
    Care,
    Door,
    Further,
    IncidentType,
    Nature,
    Opinion,
    Outcome,
    Reply,
    ReviewState,
)
from goldenthread.thread.cells import NOT_KNOWN, known_words
from goldenthread.thread.importing import Field, plain_words

S = ReviewState
NAMES: Final = "Pseudonyms and roles, never names."
DAY: Final = "A day, such as 31/03/2021"

FIELDS: Final = (
    Field("name", "Code name", ("code name", "name", "case name", "case", "review"), required=True),
    Field(
        "local_reference",
        "Local reference",
        ("local reference", "reference", "case reference", "our reference", "ref", "case number", "number"),
        required=True,
    ),
    Field("door", "Came in as", ("came in as", "door", "route", "type of referral", "kind")),
    Field("nature", "What happened", ("what happened", "nature", "nature of incident", "death or harm", "harm")),
    Field("about", "About", ("about", "incident type", "type of incident", "category", "theme")),
    Field("happened", "Happened", ("happened", "date of incident", "incident date", "date of death or harm")),
    Field("happened_until", "Happened until", ("happened until", "incident until", "end of the incident")),
    Field(
        "aware_on",
        "Local authority aware on",
        ("local authority aware on", "aware on", "aware", "date aware", "local authority aware", "date la aware"),
    ),
    Field("told_on", "Partnership told on", ("partnership told on", "told on", "partnership told", "date received", "date referred")),
    Field("place_area", "Area", ("area", "area of the incident", "where", "local authority area")),
    Field("home_area", "Home area", ("home area", "area the child lives in", "home authority")),
    Field("what", "In short", ("in short", "summary", "notes", "comments", "brief summary", "details")),
    Field("children", "Children", ("children", "number of children", "how many children")),
    Field("ages", "Ages", ("ages", "age", "ages at the incident", "ages of children", "age of child")),
    Field("outcomes", "Outcomes", ("outcomes", "outcome for the child", "outcome for each child")),
    Field("care", "Looked after", ("looked after", "looked after or care leaver", "care status", "lac")),
    Field("decision", "Decision", ("decision", "decision to notify", "notify", "notified or not", "criteria met")),
    Field("decision_why", "Reason", ("reason", "reasons", "reason for decision", "decision reason", "rationale")),
    Field("decided_on", "Decided on", ("decided on", "decision date", "date of decision")),
    Field("notified_on", "Notified on", ("notified on", "notification date", "date notified", "date of notification")),
    Field(
        "notified_reference",
        "National reference",
        ("national reference", "notification reference", "panel reference", "sin reference"),
    ),
    Field(
        "notified_late_why",
        "Notified late because",
        ("notified late because", "reason notified late", "late notification reason"),
    ),
    Field("sent_on", "Report sent on", ("report sent on", "sent on", "rapid review sent", "sent to panel", "date sent to panel")),
    Field("sent_late_why", "Sent late because", ("sent late because", "reason sent late", "late report reason")),
    Field(
        "further",
        "Further review",
        ("further review", "further decision", "decision on a further review", "lcspr decision", "lcspr"),
    ),
    Field(
        "further_why",
        "Further review because",
        ("further review because", "further review reason", "lcspr reason", "reason for further review"),
    ),
    Field("further_on", "Further review decided on", ("further review decided on", "further decision date", "lcspr decision date")),
    Field("reply", "Panel’s reply", ("panel s reply", "panel reply", "panel response", "national panel response")),
    Field("reply_on", "Panel replied on", ("panel replied on", "panel reply date", "panel response date", "date of panel reply")),
    Field("state", "Stage", ("stage", "state", "status", "open or closed")),
    Field("closed_on", "Closed on", ("closed on", "date closed", "closed", "closing date")),
    Field("closed_why", "Closed because", ("closed because", "reason closed", "closing reason")),
)  # fmt: skip
BY_NAME: Final = {each.name: each for each in FIELDS}


DOORS = known_words(
    Door, {"serious incident notification": Door.INCIDENT, "sin": Door.INCIDENT, "below threshold": Door.REFERRAL}
)
NATURES = known_words(Nature, {"near miss": Nature.NONE, "good practice": Nature.NONE, "serious injury": Nature.HARM})
ABOUTS = known_words(IncidentType, {"sudi": IncidentType.SLEEP, "unsafe sleep": IncidentType.SLEEP})
CARES = known_words(Care, {"yes": Care.LOOKED_AFTER, "lac": Care.LOOKED_AFTER, "cla": Care.LOOKED_AFTER})
OUTCOMES = known_words(Outcome, {"death": Outcome.DIED, "harm": Outcome.HARMED, "not known": Outcome.UNKNOWN})
DECISIONS = {
    plain_words(word): term for term in (Opinion.NOTIFY, Opinion.NOT_NOTIFY) for word in (term.value, term.label)
} | {
    "yes": Opinion.NOTIFY,
    "notified": Opinion.NOTIFY,
    "no": Opinion.NOT_NOTIFY,
    "not notified": Opinion.NOT_NOTIFY,
}
FURTHERS = known_words(
    Further,
    {
        "yes": Further.REVIEW,
        "lcspr": Further.REVIEW,
        "no": Further.NO_REVIEW,
        "no lcspr": Further.NO_REVIEW,
        "other": Further.OTHER,
    },
)
REPLIES = known_words(Reply, {"agree": Reply.AGREES, "agreed": Reply.AGREES, "disagrees": Reply.DISAGREES})
STATES = known_words(ReviewState, {"panel reply": S.FOLLOWED, "finished": S.CLOSED, "complete": S.CLOSED})

CHOICES: Final[Mapping[str, type[Vocabulary]]] = {
    "door": Door,
    "nature": Nature,
    "about": IncidentType,
    "care": Care,
    "outcomes": Outcome,
    "further": Further,
    "reply": Reply,
    "state": ReviewState,
}
HELP: Final[Mapping[str, str]] = {
    "name": "Needed. A bird’s or a tree’s name, say: never a child’s, a family’s or a place’s.",
    "local_reference": "Needed. The file’s own number of it: the same file brought in again makes no second one.",
    "happened": "A day, a month or a year: 31/03/2021, March 2021, 2021. “March 2020 to June 2021” is a range. Empty where it is not known.",
    "happened_until": "The end of a range, where it has a column of its own.",
    "aware_on": f"{DAY}. The five working days run from it.",
    "told_on": DAY,
    "place_area": "The local authority area in which it happened.",
    "home_area": "The local authority area in which the children lived.",
    "what": f"In a sentence or more. {NAMES}",
    "children": "How many children it is about. They come in as Child A, Child B and so on, without who they are.",
    "ages": "Each child’s age at the incident, with ; between them: 7 months; 14 years; 2 to 3 years; unborn; not known.",
    "outcomes": "What became of each child, with ; between them. Or one for all.",
    "care": "One for all of them.",
    "decision": "Notify, or Do not notify: the local authority’s decision.",
    "decision_why": f"The reasons for it. {NAMES}",
    "decided_on": DAY,
    "notified_on": f"{DAY}. Empty where the Panel was not notified.",
    "notified_reference": "The national form’s reference; “not known” where it is lost.",
    "notified_late_why": "Where it was notified after the five working days.",
    "sent_on": f"{DAY}: when the rapid review’s report went to the Panel.",
    "sent_late_why": "Where it was sent after the fifteen working days.",
    "further_why": f"The reasons for it. {NAMES}",
    "further_on": f"{DAY}; else the day on which the report was sent stands for it.",
    "reply_on": DAY,
    "state": "Where it stands. Empty: it follows from the days.",
    "closed_on": f"{DAY}, for what is closed.",
    "closed_why": f"Why it was closed. {NAMES}",
}


def allowed(name: str) -> str:
    """What may stand in a column, in a line: for the template."""
    if name in CHOICES and name != "door":
        words = "; ".join(term.label for term in CHOICES[name])
        return f"{HELP[name]} One of: {words}" if name in HELP else f"One of: {words}"
    if name == "door":
        return f"One of: {'; '.join(term.label for term in Door)}. Empty: a serious incident."
    return HELP[name]


_AGE = re.compile(
    r"(?:aged? )?(\d{1,2})(?: ?(d|days?|w|weeks?|m|mths?|months?|y|yrs?|years?|yo))?"
    r"(?: ?(?:to|-|–) ?(\d{1,2}) ?(d|days?|w|weeks?|m|mths?|months?|y|yrs?|years?|yo)?)?(?: olds?)?"
)
_BOTH = re.compile(r"(\d{1,2}) ?(?:y|yrs?|years?),? (?:and )?(\d{1,2}) ?(?:m|mths?|months?)")


def read_age(text: str) -> Age | None:
    """An age at the incident in words, in whole months from least to most; None where it is not known. Errors: ValueError with a sentence."""
    said = " ".join(re.sub(r"[- ]year[- ]old", " years old", text.lower()).split())
    if plain_words(said) in NOT_KNOWN:
        return None
    if said == "unborn":
        return Age(-9, -1)
    if said in {"under 1", "under one", "under 1 year", "<1", "infant", "baby"}:
        return Age(0, 11)
    if said in {"newborn", "new born", "birth", "at birth", "under 1 month"}:
        return Age(0, 0)
    if both := _BOTH.fullmatch(said):
        months = int(both[1]) * 12 + int(both[2])
        return Age(months, months)
    found = _AGE.fullmatch(said)
    if found is None:
        raise ValueError(f"“{text[:30]}” is no age: write 7 months, 14 years, 2 to 3 years, unborn or not known.")
    last_unit = (found[4] or found[2] or "y")[0]
    unit = (found[2] or last_unit)[0]
    age = Age(_months(int(found[1]), unit)[0], _months(int(found[3] or found[1]), last_unit)[1])
    if age.least > age.most:
        raise ValueError(f"“{text[:30]}” ends before it begins.")
    return age


def _months(count: int, unit: str) -> tuple[int, int]:
    """A count of a unit as whole months, at least and at most."""
    if unit == "y":
        return count * 12, count * 12 + 11
    if unit == "m":
        return count, count
    days = count * (7 if unit == "w" else 1)
    return days // 31, days // 28
