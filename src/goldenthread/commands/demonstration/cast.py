"""The demonstration's cast: made-up people, and the organisations they work for. Values only: read before Django starts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PASSWORD = "lantern-orchard-river"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STARTED = date(2019, 9, 29)
TODAY = date(2021, 3, 29)
NEIGHBOUR = "calderbrook"

ORGANISATIONS: dict[str, tuple[str, str, str]] = {
    # key: name, short name, sector. The first four are named in the published report; the rest stand for kinds of service.
    "council": ("Wakefield Council", "Wakefield Council", "local_authority"),
    "police": ("West Yorkshire Police", "Police", "police"),
    "ccg": ("NHS Wakefield Clinical Commissioning Group", "CCG", "health_commissioner"),
    "trust": ("Mid Yorkshire Health Trust", "Hospital trust", "health_provider"),
    "midwifery": ("Community midwifery and health visiting", "Health visiting", "health_provider"),
    "camhs": ("Child and adolescent mental health service", "CAMHS", "health_provider"),
    "public_health": ("Public Health", "Public Health", "local_authority"),
    "schools": ("Schools and colleges", "Schools", "education"),
    "early_years": ("Early years settings", "Early years", "education"),
    "youth_justice": ("Youth justice service", "Youth justice", "justice"),
    "housing": ("Housing service", "Housing", "housing"),
    "substance": ("Substance misuse service", "Substance misuse", "health_provider"),
    "voluntary": ("Voluntary sector forum", "Voluntary sector", "voluntary"),
}


@dataclass(frozen=True, slots=True)
class Someone:
    """A made-up person: name, organisation, role in the partnership, seats by group, title."""

    name: str
    organisation: str
    role: str
    title: str
    seats: tuple[tuple[str, str], ...] = ()
    second_factor: bool = False
    neighbour: bool = False


PEOPLE: dict[str, Someone] = {
    "priya.nair": Someone("Priya Nair", "council", "business_manager", "Business manager"),
    "tom.ashdown": Someone("Tom Ashdown", "council", "business_officer", "Business officer"),
    "helen.marlowe": Someone(
        "Helen Marlowe", "council", "member", "Service director, children and young people", (("csprg", "chair"),)
    ),
    "daniel.okafor": Someone(
        "Daniel Okafor",
        "trust",
        "member",
        "Named nurse for safeguarding",
        (("learning_development", "chair"), ("csprg", "member")),
    ),
    "ruth.penhale": Someone(
        "Ruth Penhale",
        "ccg",
        "member",
        "Designated nurse",
        (("seg", "chair"), ("csprg", "vice_chair"), ("cdop", "member")),
    ),
    "marcus.vale": Someone(
        "Marcus Vale", "police", "member", "Detective chief inspector", (("mace", "chair"), ("csprg", "member"))
    ),
    "imogen.hart": Someone(
        "Dr Imogen Hart", "public_health", "member", "Consultant in public health", (("cdop", "chair"),)
    ),
    "yusuf.rahman": Someone(
        "Yusuf Rahman",
        "schools",
        "member",
        "Safeguarding adviser for education",
        (("education", "adviser"), ("learning_development", "member"), ("csprg", "member")),
    ),
    "grace.whitlock": Someone(
        "Grace Whitlock",
        "midwifery",
        "member",
        "Named midwife",
        (("csprg", "member"), ("cdop", "member")),
        neighbour=True,
    ),
    "oliver.stead": Someone("Oliver Stead", "housing", "member", "Housing options manager", (("mace", "member"),)),
    "amira.khan": Someone("Amira Khan", "camhs", "member", "Clinical lead", (("mace", "member"), ("seg", "member"))),
    "lucy.farrow": Someone(
        "Lucy Farrow", "early_years", "member", "Early years lead", (("learning_development", "member"),)
    ),
    "ben.colley": Someone(
        "Ben Colley", "youth_justice", "member", "Team manager", (("mace", "member"), ("seg", "member"))
    ),
    "nadia.brook": Someone("Nadia Brook", "substance", "member", "Service manager", (("seg", "member"),)),
    "joe.tranter": Someone(
        "Joe Tranter", "voluntary", "member", "Forum co-ordinator", (("learning_development", "member"),)
    ),
    "alison.thorne": Someone("Alison Thorne", "council", "scrutineer", "Independent scrutineer"),
    "martin.reeve": Someone("Martin Reeve", "police", "safeguarding_partner", "Delegated safeguarding partner"),
    "sam.ibbotson": Someone("Sam Ibbotson", "council", "administrator", "Systems administrator", second_factor=True),
}
VACANT = (("csprg", "camhs"), ("seg", "housing"), ("cdop", "council"))
MEETS = {"csprg": (10, 14), "learning_development": (3, 10), "seg": (17, 9), "mace": (21, 10), "cdop": (12, 13)}
PRIORITIES = ("Safeguarding babies and infants", "Child exploitation", "Neglect", "Learning that changes practice")
