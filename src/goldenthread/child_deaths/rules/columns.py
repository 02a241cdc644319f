"""What a spreadsheet of deaths holds: its columns, the words that may stand in them, and how one cell is read. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from goldenthread.child_deaths.rules.ages import DAY, Age
from goldenthread.child_deaths.rules.analysis import OLD_SCORES, STARTERS
from goldenthread.child_deaths.shipped import ethnicities
from goldenthread.child_deaths.terms import (
    OUT_REASONS,
    AgeBand,
    Category,
    DeathState,
    Domain,
    InScope,
    Known,
    Limb,
    MeetingKind,
    Modifiable,
    Place,
    Relevance,
    ScopeReason,
    Sex,
    TrackKind,
)
from goldenthread.core.terms import Vocabulary
from goldenthread.thread.cells import NOT_KNOWN, known_words
from goldenthread.thread.importing import Field, plain_words

A_DAY: Final = "A day, such as 31/03/2021"
NAMELESS: Final = "Without names."

FIELDS: Final = (
    Field("local_reference", "Local reference", ("local reference", "reference", "case reference", "our reference", "case number", "cdop number", "id"), required=True),
    Field("died_on", "Day of death", ("day of death", "date of death", "died on", "dod", "death date"), required=True),
    Field("died_at", "Time of death", ("time of death", "time died")),
    Field("born", "Date of birth", ("date of birth", "dob", "born", "birth date")),
    Field("age", "Age at death", ("age at death", "age", "age of child")),
    Field("sex", "Sex", ("sex", "gender")),
    Field("number", "NHS number", ("nhs number", "nhs no", "nhs")),
    Field("name", "Name", ("name", "child s name", "name of child", "full name")),
    Field("home_area", "Home area", ("home area", "area of residence", "local authority", "home authority", "residence")),
    Field("place", "Place of death", ("place of death", "where died", "location of death")),
    Field("expected", "Expected", ("expected", "was the death expected", "expected or unexpected")),
    Field("jar", "Joint Agency Response", ("joint agency response", "jar", "rapid response")),
    Field("limb", "Criterion of the response", ("criterion of the response", "criterion", "jar criterion", "limb")),
    Field("what", "In short", ("in short", "summary", "circumstances", "brief summary", "comments", "notes")),
    Field("cause", "Cause of death", ("cause of death", "cause", "certified cause")),
    Field("known_on", "Known on", ("known on", "date notified", "notified on", "date of notification", "notification date", "form a received")),
    Field("scope", "Scope", ("scope", "in scope", "scope decision")),
    Field("other_area", "Reviewed by another area", ("reviewed by another area", "transferred to", "other area", "reviewed elsewhere")),
    Field("database_on", "National database notified on", ("national database notified on", "notified to database on", "database notified", "ncmd notified", "date notified to ncmd")),
    Field("asked_on", "Agencies asked on", ("agencies asked on", "asked on", "form b sent", "forms b sent", "reporting forms sent")),
    Field("forms_on", "Forms in on", ("forms in on", "forms in", "forms b received", "form b received", "reporting forms received")),
    Field("met_on", "Review meeting on", ("review meeting on", "review meeting", "child death review meeting", "cdrm date", "local case discussion")),
    Field("met_kind", "Kind of review meeting", ("kind of review meeting", "kind of meeting", "meeting type", "type of meeting")),
    Field("waits", "Waiting for", ("waiting for", "waits for", "awaiting", "on hold for", "delayed by")),
    Field("ready_on", "Ready for the panel on", ("ready for the panel on", "ready for panel", "ready on")),
    Field("theme", "Themed panel", ("themed panel", "theme", "waits for the themed panel")),
    Field("panel_on", "Panel on", ("panel on", "panel date", "cdop date", "date of panel", "date reviewed", "reviewed on")),
    Field("category", "Category", ("category", "category of death", "categories", "form c category")),
    Field("modifiable", "Modifiable factors", ("modifiable factors", "modifiable", "preventability", "preventable")),
    Field("factors", "Factors", ("factors", "contributory factors", "factors and scores", "form c factors")),
    Field("ethnicity", "Ethnicity", ("ethnicity", "ethnic group", "ethnic category", "ethnic code")),
    Field("deprivation", "Fifth of deprivation", ("fifth of deprivation", "deprivation quintile", "imd quintile", "deprivation")),
    Field("deprivation_edition", "Edition of the index", ("edition of the index", "imd edition", "imd year")),
    Field("gestation", "Weeks of pregnancy", ("weeks of pregnancy", "gestation", "gestational age", "gestation weeks")),
    Field("weight", "Birth weight", ("birth weight", "birthweight", "weight at birth")),
    Field("finalised_on", "Finalised on", ("finalised on", "finalised", "date finalised", "ncmd finalised")),
    Field("closed_on", "Closed on", ("closed on", "date closed", "closed", "closing date")),
    Field("state", "Where it stands", ("where it stands", "stage", "status", "state", "open or closed")),
)  # fmt: skip
BY_NAME: Final = {each.name: each for each in FIELDS}

SEXES = known_words(Sex, {"f": Sex.FEMALE, "m": Sex.MALE, "girl": Sex.FEMALE, "boy": Sex.MALE, "unknown": Sex.UNKNOWN, "nk": Sex.UNKNOWN})  # fmt: skip
PLACES = known_words(
    Place,
    {
        "hospital": Place.WARD, "a e": Place.EMERGENCY, "ed": Place.EMERGENCY, "emergency department": Place.EMERGENCY, "ward": Place.WARD,
        "picu": Place.INTENSIVE, "nicu": Place.NEONATAL, "neonatal unit": Place.NEONATAL, "labour ward": Place.DELIVERY, "delivery suite": Place.DELIVERY,
        "home address": Place.HOME, "public place": Place.PUBLIC, "ambulance": Place.TRANSIT,
    },
)  # fmt: skip
EXPECTEDS = known_words(
    Known,
    {"expected": Known.YES, "y": Known.YES, "unexpected": Known.NO, "n": Known.NO, "nk": Known.UNKNOWN, "unknown": Known.UNKNOWN},
)  # fmt: skip
RESPONSES = {word: EXPECTEDS[word] for word in ("yes", "no", "y", "n", "not known", "unknown", "nk")}
LIMBS = known_words(
    Limb,
    {
        "external causes": Limb.EXTERNAL, "external": Limb.EXTERNAL, "sudden": Limb.SUDDEN, "no immediately apparent cause": Limb.SUDDEN,
        "sudi": Limb.SUDDEN, "sudic": Limb.SUDDEN, "custody": Limb.CUSTODY, "detained": Limb.CUSTODY, "suspicious": Limb.SUSPICION,
        "stillbirth unattended": Limb.UNATTENDED,
    },
)  # fmt: skip
MEETINGS = known_words(
    MeetingKind,
    {"hospital": MeetingKind.HOSPITAL, "mortality meeting": MeetingKind.HOSPITAL, "jar": MeetingKind.JOINT, "pmrt": MeetingKind.PERINATAL, "community": MeetingKind.COMMUNITY},
)  # fmt: skip
TRACKS = known_words(
    TrackKind,
    {
        "coroner": TrackKind.INQUEST, "inquest": TrackKind.INQUEST, "criminal": TrackKind.CRIMINAL, "police": TrackKind.CRIMINAL, "trial": TrackKind.CRIMINAL,
        "pm": TrackKind.POST_MORTEM, "histology": TrackKind.POST_MORTEM, "safety investigation": TrackKind.SAFETY, "psii": TrackKind.SAFETY,
        "serious incident investigation": TrackKind.SAFETY, "pmrt": TrackKind.PERINATAL, "mnsi": TrackKind.MATERNITY, "hsib": TrackKind.MATERNITY,
        "practice review": TrackKind.PRACTICE_REVIEW, "serious case review": TrackKind.PRACTICE_REVIEW, "scr": TrackKind.PRACTICE_REVIEW,
        "rapid review": TrackKind.PRACTICE_REVIEW,
    },
)  # fmt: skip
MODIFIABLES = known_words(
    Modifiable,
    {
        "yes": Modifiable.YES, "y": Modifiable.YES, "modifiable": Modifiable.YES, "preventable": Modifiable.YES, "potentially preventable": Modifiable.YES,
        "no": Modifiable.NO, "n": Modifiable.NO, "not modifiable": Modifiable.NO, "not preventable": Modifiable.NO,
        "no modifiable factors": Modifiable.NO, "inadequate information": Modifiable.INADEQUATE, "not known": Modifiable.INADEQUATE,
        "insufficient information": Modifiable.INADEQUATE,
    },
)  # fmt: skip
"""Also as forms A to C said it: “preventable” before 2010, “modifiable” since. Source: Working Together 2006 and 2010 (to be checked)."""
S = DeathState
STATES = {plain_words(word): state for state in S if state is not S.MERGED for word in (state.value, state.label)} | {
    "open": S.GATHERING, "awaiting panel": S.READY, "complete": S.CLOSED, "completed": S.CLOSED, "finalised": S.CLOSED,
}  # fmt: skip
SCOPES: Final[Mapping[str, tuple[InScope, ScopeReason]]] = {
    **dict.fromkeys(("yes", "y", "in scope"), (InScope.YES, ScopeReason.CHILD)),
    **dict.fromkeys(("believed to be under 18", "age unsure"), (InScope.OPEN, ScopeReason.AGE_UNSURE)),
    **dict.fromkeys(("signs of life are in doubt",), (InScope.OPEN, ScopeReason.SIGNS_DOUBTED)),
    **{plain_words(word): (InScope.NO, each) for each in OUT_REASONS for word in (each.value, each.label)},
}
"""What a file says of the scope: in, still doubted, or out for a reason that is named."""
OLD_WORDS: Final[Mapping[str, Category]] = {
    "homicide": Category.INFLICTED, "deliberately inflicted injury": Category.INFLICTED, "suicide": Category.SUICIDE,
    "suicide or deliberate self inflicted harm": Category.SUICIDE, "trauma": Category.TRAUMA, "accident": Category.TRAUMA,
    "cancer": Category.MALIGNANCY, "acute medical": Category.ACUTE, "acute medical or surgical": Category.ACUTE,
    "chronic medical": Category.CHRONIC, "chromosomal genetic and congenital abnormalities": Category.GENETIC, "congenital": Category.GENETIC,
    "genetic": Category.GENETIC, "perinatal": Category.PERINATAL, "neonatal": Category.PERINATAL, "perinatal neonatal event": Category.PERINATAL,
    "sudi": Category.UNEXPLAINED, "sids": Category.UNEXPLAINED, "sudden unexpected unexplained": Category.UNEXPLAINED,
}  # fmt: skip
"""Words of earlier editions of the analysis form, and those that files use. Source: forms C of 2008 to 2018 (editions to be checked)."""
CATEGORIES: Final[Mapping[str, Category]] = (
    dict(OLD_WORDS)
    | {each.value: each for each in Category}
    | {plain_words(words): each for each in Category for words in (each.label, each.label.partition(" ")[2])}
)
CHOICES: Final[Mapping[str, Iterable[Vocabulary]]] = {
    "sex": Sex, "place": Place, "expected": Known, "limb": Limb, "met_kind": MeetingKind, "waits": TrackKind, "category": Category,
    "modifiable": Modifiable, "state": [state for state in S if state is not S.MERGED],
}  # fmt: skip
HELP: Final[Mapping[str, str]] = {
    "local_reference": "Needed. The file’s own number of it: the same file brought in again makes no second death.",
    "died_on": f"Needed. {A_DAY}.",
    "died_at": "England’s time, as 06:40.",
    "born": "As exact as it is known: 02/11/2020, November 2020, 2020. Sealed, and shown to nobody without a reason.",
    "age": "Where there is no date of birth: 40 minutes; 3 days; 7 months; 14 years; not known.",
    "number": "Ten digits. One that does not add up is kept as it came, and flagged. Sealed.",
    "name": "Not needed for what is past. Sealed.",
    "home_area": "The local authority where the child normally lived.",
    "expected": "A significant possibility 24 hours before.",
    "jar": "Yes, No or Not known.",
    "limb": "Where a response was begun. Several with ; between them.",
    "what": f"What is known, in a sentence or more. {NAMELESS}",
    "cause": f"As presently understood or registered. {NAMELESS}",
    "known_on": f"{A_DAY}: when the office learnt of it.",
    "scope": f"In scope; Believed to be under 18; Signs of life are in doubt; or why it is out: {'; '.join(each.label for each in OUT_REASONS)}.",
    "other_area": "The area that reviews it, where that is not yours.",
    "database_on": A_DAY, "asked_on": A_DAY, "forms_on": A_DAY, "ready_on": A_DAY,
    "met_on": f"{A_DAY}. Also of what stood for the review meeting.",
    "waits": "What the panel waits for, of an open death. Several with ; between them.",
    "theme": "The theme of the panel for which an open death is kept.",
    "panel_on": f"{A_DAY}: when the panel concluded.",
    "category": "Number or words, the old ones too; several with ; between them, the first before the others.",
    "modifiable": "Also “preventable” and “not preventable”, as it was said before.",
    "factors": "Name and score with ; between them: Smoking in pregnancy 2; Housing or overcrowding 1*; B: Language spoken 3; Sleep environment 2 modifiable. Scores 0, 1, 1*, 2 and 3. A name that is not on the list has its domain before it: A, B, C or D.",
    "ethnicity": "The NHS list’s code or words, such as A or White British.",
    "deprivation": "1 (the most deprived) to 5.",
    "deprivation_edition": "The year of the index, such as 2025: needed with the fifth.",
    "gestation": "Completed weeks of pregnancy, such as 31.",
    "weight": "Grams at birth.",
    "finalised_on": f"{A_DAY}: when it was finalised with the national database.",
    "closed_on": f"{A_DAY}, for what is closed.",
    "state": "Empty: it follows from the days.",
}  # fmt: skip


def allowed(name: str) -> str:
    """What may stand in a column, in a line: for the template."""
    words = "; ".join(term.label for term in CHOICES.get(name, ()))
    return " ".join(filter(None, (HELP.get(name, ""), f"One of: {words}" if words else "")))


def read_time(value: object) -> time | None:
    """A cell as a time of day; None for none. Errors: ValueError with a sentence."""
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0, tzinfo=None)
    text = "" if value is None else str(value).strip()
    if plain_words(text) in NOT_KNOWN | {""}:
        return None
    if isinstance(value, float) and 0 <= value < 1:  # a spreadsheet's part of a day
        return time(*divmod(round(value * DAY) % DAY, 60))
    found = re.fullmatch(r"(\d{1,2})[:.h]?(\d{2})(?::\d{2})?", text)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError(f"“{text[:20]}” is no time of day: write 06:40.")
    return time(int(found[1]), int(found[2]))


@dataclass(frozen=True, slots=True)
class Lived:
    """An age that came in words: as much of it as can be said, and the band of national tables where it lies in one."""

    years: int | None = None
    days: int | None = None
    minutes: int | None = None
    band: AgeBand = AgeBand.UNKNOWN


_AGE = re.compile(r"(?:aged? )?(\d{1,3}) ?(minutes?|mins?|hours?|hrs?|days?|weeks?|months?|mths?|years?|yrs?|[hdwmy])?(?: olds?)?")  # fmt: skip
_BOTH = re.compile(r"(\d{1,2}) ?(?:years?|yrs?|y),? (?:and )?\d{1,2} ?(?:months?|mths?|m)")
NO_AGE: Final = "is no age: write 40 minutes, 3 days, 7 months, 14 years or not known."


def read_age(text: str) -> Lived | None:
    """An age at death in words; None where it is not known. A part that was not said is not made up. Errors: ValueError with a sentence."""
    said = " ".join(text.lower().split())
    if plain_words(said) in NOT_KNOWN:
        return None
    if said in {"under 1", "under 1 year", "<1", "infant"}:
        return Lived(0)
    both = _BOTH.fullmatch(said)
    found = both or _AGE.fullmatch(said)
    if found is None:
        raise ValueError(f"“{text[:30]}” {NO_AGE}")
    count, unit = int(found[1]), "y" if both else (found[2] or "y")
    if unit.startswith("mi") or unit[0] == "h":
        minutes = count * (60 if unit[0] == "h" else 1)
        return Lived(0, 0, minutes, AgeBand.EARLY) if minutes < DAY else Lived(0, band=AgeBand.EARLY if minutes < 7 * DAY else AgeBand.UNKNOWN)  # fmt: skip
    if unit[0] == "d":
        if count > 364:
            raise ValueError(f"“{text[:30]}” is over a year: write it in years.")
        return Lived(0, count, None, Age(0, count).band)
    if unit[0] == "w":
        first, last = Age(0, count * 7).band, Age(0, count * 7 + 6).band
        return Lived(count * 7 // 366, band=first if first is last else AgeBand.UNKNOWN)
    if unit[0] == "m":
        return Lived(count // 12, band=Age(count // 12, max(365, count * 31)).band if count > 11 else AgeBand.INFANT if count else AgeBand.UNKNOWN)  # fmt: skip
    return Lived(count, band=Age(count, count * 365).band if count else AgeBand.UNKNOWN)


@dataclass(frozen=True, slots=True)
class PastFactor:
    """A contributory factor as a row tells of it, with its score in the present scale and as it was."""

    domain: Domain
    name: str
    relevance: Relevance
    old_score: str
    modifiable: bool


_FACTOR = re.compile(r"(?:([A-D])[.:]\s*)?(.+?)[\s:(=–-]+(1\*|[0-3])\)?(?:[\s,(]+(modifiable)\)?)?", re.IGNORECASE)
_KNOWN: Final = {plain_words(name): (domain, name) for domain, names in STARTERS.items() for name in names}


def read_factor(text: str) -> PastFactor:
    """“Smoking in pregnancy 2”, “B: Language spoken 3”, “Sleep environment (2) modifiable” as a factor. Errors: ValueError with a sentence."""
    found = _FACTOR.fullmatch(" ".join(text.split()))
    if found is None:
        raise ValueError(f"“{text[:40]}” has no score: write it as “Smoking in pregnancy 2”, with 0, 1, 1*, 2 or 3.")
    letter, name, score, modifiable = found.groups()
    domain, name = _KNOWN.get(plain_words(name), (None, name.strip()))
    if letter:
        domain = list(Domain)["ABCD".index(letter.upper())]
    if domain is None:
        raise ValueError(f"“{name[:40]}” is not on the list of factors: write its domain before it, as “B: {name[:40]} {score}”.")  # fmt: skip
    if len(name) > 120:
        raise ValueError(f"“{name[:40]}…” is longer than 120 characters.")
    return PastFactor(domain, name, OLD_SCORES[score], score, bool(modifiable))


def read_ethnicity(text: str) -> str:
    """A code of the NHS list for its code or words; empty for none. Errors: ValueError with a sentence."""
    held = ethnicities()
    words = plain_words(text)
    if not words:
        return ""
    if words in NOT_KNOWN:
        return "99"
    for code, each in held.items():
        if words in {code.lower(), plain_words(each.label), plain_words(f"{each.group} {each.label}")}:
            return code
    raise ValueError(f"“{text[:40]}” is no code or name of the NHS list of ethnic categories, such as A or White British.")  # fmt: skip


def read_count(value: object, what: str, least: int, most: int) -> int | None:
    """A cell as a whole number between two bounds; None for none. Errors: ValueError with a sentence."""
    text = "" if value is None or isinstance(value, bool) else str(value).strip().removesuffix(".0")
    if plain_words(text) in NOT_KNOWN | {""}:
        return None
    found = re.fullmatch(r"(\d{1,5}) ?(?:weeks?|w|g|grams?)?(?:\+\d)?", text.replace(",", ""))
    if found is None or not text.isascii() or not least <= int(found[1]) <= most:
        raise ValueError(f"“{text[:20]}” is no {what} from {least} to {most:,}.")
    return int(found[1])


def day_before(one: date | None, other: date | None) -> bool:
    """Whether both days are known and the first comes before the other."""
    return one is not None and other is not None and one < other
