"""Which form fits which death: what is offered first when agencies are asked, and why. Nobody is kept from choosing another."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from goldenthread.child_deaths.terms import Category, Known, Limb, Place

FIRST_WEEKS = 28
"""Days below which a death is one of the newborn time. Source: national tables; the form’s own measure is to be checked."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a death, as far as it tells which forms fit. `words` is what is known and the cause, as written."""

    age_days: int | None = None
    place: Place = Place.UNKNOWN
    event_place: Place = Place.UNKNOWN
    sudden: Known = Known.NOT_ASKED
    expected: Known = Known.NOT_ASKED
    limbs: Collection[Limb] = ()
    coded: str = ""
    categories: Collection[Category] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One form: the questionnaire it is, and what tells that it fits. `codes` are blocks of ICD-10, first and last category."""

    key: str
    label: str
    formerly: str = ""
    places: tuple[Place, ...] = ()
    limbs: tuple[Limb, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    categories: tuple[Category, ...] = ()
    stems: tuple[str, ...] = ()
    also: Callable[[Told], str] | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A form as it is offered: the reason is empty where nothing speaks for it."""

    form: Form
    reason: str

    @property
    def hint(self) -> str:
        """What stands below it: the reason, and the letter that the form had, by which people still look for it."""
        return " ".join(each for each in (self.reason, f"Formerly form {self.form.formerly}." if self.form.formerly else "") if each)  # fmt: skip


def _newborn(told: Told) -> str:
    young = told.age_days is not None and told.age_days < FIRST_WEEKS
    return "The child died before the age of four weeks." if young else ""


def _sudden(told: Told) -> str:
    outside = Limb.EXTERNAL in told.limbs
    return "It came suddenly and unexpectedly." if told.sudden is Known.YES and not outside else ""


def _expected(told: Told) -> str:
    return "Death was thought possible 24 hours before." if told.expected is Known.YES else ""


P, C = Place, Category
REPORTING = Form("child_death_reporting", "Reporting form", "B")
OUTSIDE = Form(
    "child_death_fall", "Falls and other injuries without intent", "B9", codes=(("W00", "W64"), ("W75", "W84"), ("W88", "W99"), ("X20", "X39"), ("X50", "X59")),
    stems=("fall from", "fell from", "choking", "choked", "crushed", "blind cord"),
)  # fmt: skip
SUPPLEMENTARY: tuple[Form, ...] = (
    Form("child_death_neonatal", "Delivery suite or neonatal unit", "B2", (P.NEONATAL, P.DELIVERY), (Limb.UNATTENDED,), (("P00", "P96"),), (C.PERINATAL,), ("premature birth", "born preterm"), _newborn),
    Form("child_death_sudden", "Sudden unexpected death", "B4", (), (Limb.SUDDEN,), (("R95", "R96"), ("R99", "R99")), (C.UNEXPLAINED,), ("sids", "unascertained", "found not breathing", "found unresponsive", "found lifeless"), _sudden),
    Form("child_death_palliative", "Life-limiting condition and care at the end of life", "B3", (P.HOSPICE,), stems=("palliative", "life-limiting", "end of life"), also=_expected),
    Form("child_death_self_harm", "Suicide or self-harm", "B12", (), (), (("X60", "X84"), ("Y10", "Y34")), (C.SUICIDE,), ("suicide", "self-harm", "self-inflicted", "took her own life", "took his own life", "took their own life")),
    Form("child_death_violence", "Violence or maltreatment", "B11", (), (Limb.SUSPICION,), (("X85", "Y09"),), (C.INFLICTED,), ("homicide", "stabb", "shot", "assault", "shaken", "neglect")),
    Form("child_death_road", "Road and vehicles", "B5", (P.ROAD,), (), (("V01", "V89"),), (), ("collision", "run over", "hit by a car", "cyclist", "pedestrian")),
    Form("child_death_drowning", "Drowning", "B6", (P.WATER,), (), (("W65", "W74"), ("V90", "V92")), (), ("drown",)),
    Form("child_death_fire", "Fire, burns and electricity", "B7", (), (), (("X00", "X19"), ("W85", "W87"), ("T20", "T32")), (), ("house fire", "smoke inhalation", "burn", "scald", "electrocut")),
    Form("child_death_poisoning", "Poisoning", "B8", (), (), (("X40", "X49"), ("T36", "T65")), (), ("poison", "carbon monoxide", "button battery")),
    OUTSIDE,
    Form("child_death_substance", "Alcohol and drugs", "B10", (), (), (("F10", "F19"),), (), ("overdose", "solvent", "ketamine", "alcohol intoxication")),
    Form("child_death_asthma", "Asthma and anaphylaxis", "", (), (), (("J45", "J46"), ("T78", "T78")), (), ("asthma", "anaphyla")),
    Form("child_death_cardiac", "Heart", "", (), (), (("I00", "I52"), ("Q20", "Q28")), (), ("cardiac", "cardiomyopathy", "congenital heart", "arrhythmia", "myocarditis")),
    Form("child_death_anomalies", "Chromosomal, genetic and congenital conditions", "", (), (), (("Q00", "Q99"),), (C.GENETIC,), ("trisomy", "chromosom", "genetic", "congenital")),
    Form("child_death_oncology", "Cancer", "", (), (), (("C00", "C97"), ("D37", "D48")), (C.MALIGNANCY,), ("leukaemia", "lymphoma", "tumour", "cancer", "sarcoma", "neuroblastoma")),
    Form("child_death_diabetes", "Diabetes", "", (), (), (("E10", "E14"),), (), ("diabet", "ketoacidosis")),
    Form("child_death_epilepsy", "Epilepsy", "", (), (), (("G40", "G41"),), (), ("epilep", "sudep", "seizure")),
    Form("child_death_infection", "Infection", "", (), (), (("A00", "B99"), ("G00", "G05"), ("J09", "J22")), (C.INFECTION,), ("sepsis", "meningitis", "pneumonia", "infection")),
    Form("child_death_care_pathway", "Care pathway, stage by stage", "", (P.EMERGENCY, P.WARD, P.INTENSIVE, P.THEATRE, P.ADULT_CARE, P.TRANSIT)),
)  # fmt: skip
"""The supplementary forms in the order in which they are offered; a newborn’s comes first. Sources: domain notes, 3.3; blocks of ICD-10, World Health Organization, edition of
2016 (to be checked). Only ones with a letter had one before 2018; the letters’ meanings are to be checked. The stems are our own."""
FORMS: tuple[Form, ...] = (REPORTING, *SUPPLEMENTARY)
LETTERS = "Formerly form A is the notification, and form C the analysis: they are pages of this death."
"""What people who know the old letters are told of the two that no agency is asked for."""
EXTERNAL_FORMS = frozenset({"child_death_self_harm", "child_death_violence", "child_death_road", "child_death_drowning", "child_death_fire", "child_death_poisoning", "child_death_fall", "child_death_substance"})  # fmt: skip
EVERYONE = "Every agency that knew the child or the family is asked for it."


def offers(told: Told) -> tuple[list[Offer], list[Offer]]:
    """The forms that fit a death, each with the reason, and all the others. The reporting form always fits; more than one other may."""
    reasons = {form.key: reason for form in SUPPLEMENTARY if (reason := why(form, told))}
    if Limb.EXTERNAL in told.limbs and not EXTERNAL_FORMS & set(reasons):
        reasons[OUTSIDE.key] = "An outside cause is thought of, and nothing is known that calls for another form."
    fitting = [Offer(REPORTING, EVERYONE), *(Offer(form, reasons[form.key]) for form in SUPPLEMENTARY if form.key in reasons)]  # fmt: skip
    return fitting, [Offer(form, "") for form in SUPPLEMENTARY if form.key not in reasons]


def why(form: Form, told: Told) -> str:
    """Why a form fits a death, in a sentence; empty where nothing speaks for it."""
    if form.also is not None and (said := form.also(told)):
        return said
    if told.place in form.places:
        return f"Place of death: {told.place.label}."
    if told.event_place in form.places:
        return f"What led to it took place: {told.event_place.label}."
    if met := next((limb for limb in form.limbs if limb in told.limbs), None):
        return f"A criterion of a Joint Agency Response is met: {met.label}."
    if coded(told.coded, form.codes):
        return f"The coded cause is {told.coded}."
    if found := next((each for each in form.categories if each in told.categories), None):
        return f"A category in the analysis: {found.label}."
    if word := _named(form.stems, told.words):
        return f"“{word}” stands in what is known."
    return ""


def coded(code: str, blocks: Collection[tuple[str, str]]) -> bool:
    """Whether a cause of ICD-10 is within one of the blocks."""
    category = code.strip().upper()[:3]
    return len(category) == 3 and any(first <= category <= last for first, last in blocks)


def _named(stems: Collection[str], words: str) -> str:
    if not stems:
        return ""
    found = re.search(rf"\b(?:{'|'.join(re.escape(stem) for stem in stems)})\w*", words, re.IGNORECASE)
    return found.group(0) if found else ""
