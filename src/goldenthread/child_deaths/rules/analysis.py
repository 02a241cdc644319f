"""The analysis: categories in their order, factors, what is modifiable, and when a conclusion is final."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from goldenthread.child_deaths.rules.steps import reason_problem
from goldenthread.child_deaths.terms import Category, Domain, Explained, Known, Modifiable, Relevance

OLD_SCORES: Mapping[str, Relevance] = {
    "0": Relevance.NO_INFORMATION,
    "1": Relevance.NONE,
    "1*": Relevance.NONE,
    "2": Relevance.CONTRIBUTED,
    "3": Relevance.CONTRIBUTED,
}
"""Scores of before April 2019 as the present scale has them; a 3 is kept beside its 2. Source: domain notes, 3.6."""

STARTERS: Mapping[Domain, tuple[str, ...]] = {
    Domain.CHILD: (
        "Acute or sudden illness", "Chronic illness", "Disability or impairment", "Mental health or behaviour", "Allergy",
        "Alcohol or substance use", "Prematurity", "Low birth weight", "Congenital or genetic condition",
        "Multiple birth", "Nutrition or growth", "Immunisation", "Taking risks",
    ),
    Domain.SOCIAL: (
        "Mental health of a parent or carer", "Alcohol or substance use of a parent or carer", "Smoking in the household",
        "Smoking in pregnancy", "Domestic abuse", "Shared sleep", "Bullying", "Gangs or knives", "An animal",
        "Closely related parents", "Supervision", "Abuse or neglect", "Mother’s weight", "Age of a parent",
        "Poverty or debt", "Immigration status", "Engagement with services", "Loss or breakdown in the family",
        "Life online",
    ),
    Domain.PHYSICAL: (
        "Housing or overcrowding", "Sleep environment", "Safety in the home", "Road or vehicle", "Water", "Fire",
        "A product", "Weather", "Air",
    ),
    Domain.SERVICE: (
        "Access to care", "Start of treatment", "Follow-up", "Communication between agencies", "Communication within an agency",
        "Care given", "Prescribing", "Safeguarding response", "Care in pregnancy", "Staffing or capacity", "Equipment",
        "Transport", "Interpreting", "Guideline or pathway", "Planning of palliative care", "Move to adult services",
    ),
}  # fmt: skip
"""Names of factors to begin with, by domain; a panel writes its own beside them."""


def ordered(codes: Collection[Category]) -> list[Category]:
    """Categories in their order, the lowest number first."""
    return sorted(set(codes), key=lambda each: int(each.value))


def category_problem(
    *, primary: Category, secondary: Collection[Category], hierarchy_why: str, sudden: Known, explained: Explained
) -> str | None:
    """Why the categories do not hold together, or None.

    The lowest number that applies is the first; another order needs its reason. Category 10 is for a death that came suddenly and stayed
    unexplained after full investigation: never for want of information, and not for sudden death in epilepsy, which is 5.
    """
    if primary in secondary:
        return f"“{primary.label}” is the first category already: leave it out of the others."
    lowest = ordered([primary, *secondary])[0]
    if lowest is not primary and reason_problem(hierarchy_why):
        return f"“{lowest.label}” comes before “{primary.label}”: the lowest number that applies is the first. Change it, or give the reason in a sentence."
    if Category.UNEXPLAINED in {primary, *secondary}:
        if sudden is Known.NO:
            return "Category 10 is for a death that came suddenly: what is known says it did not."
        if explained is Explained.EXPLAINED:
            return "Category 10 is for a death that stayed unexplained: it is recorded as explained."
    return None


@dataclass(frozen=True, slots=True)
class Scored:
    """A factor as it was scored."""

    domain: Domain
    name: str
    relevance: Relevance
    modifiable: bool


def factor_problem(factor: Scored) -> str | None:
    """Why a factor does not hold together, or None. Only what may have contributed can be modifiable."""
    if not factor.name.strip():
        return "Name the factor."
    if factor.modifiable and factor.relevance is not Relevance.CONTRIBUTED:
        return "Only a factor that may have contributed (2) can be modifiable."
    return None


def modifiable_problem(said: Modifiable, factors: Collection[Scored]) -> str | None:
    """Why what is said of the whole does not follow from the factors, or None."""
    found = any(each.modifiable for each in factors)
    if said is Modifiable.YES and not found:
        return "Modifiable factors are said to have been found, and none of the factors is marked so."
    if said is not Modifiable.YES and found:
        return "A factor is marked as modifiable: say that modifiable factors were found, or change the factor."
    return None


def conclusion_problem(
    *, quorate: bool, holding: Collection[str], said: Modifiable | None, factors: Collection[Scored], final: bool
) -> str | None:
    """Why a panel cannot conclude so, or None. Without quoracy or with something awaited it is provisional and comes back."""
    if said is None:
        return "Say whether modifiable factors were found."
    if problem := modifiable_problem(said, factors):
        return problem
    if final and not quorate:
        return "The panel was not quorate: record the conclusion as provisional. It is confirmed at the next."
    if final and holding:
        return f"The panel waits for: {', '.join(name.lower() for name in holding)}. Record it as provisional, or say that it does not wait."
    return None
