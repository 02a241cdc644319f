"""Where an imported document belongs: its partnership and groups, found or made."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from django.utils.text import slugify

from goldenthread.partnership.models import Group, Organisation, Partnership, PartnershipOrganisation
from goldenthread.partnership.terms import GroupKind, Sector
from goldenthread.records import operations as records

SLUG = re.compile(r"[A-Za-z0-9_-]+")
RESERVED = frozenset(
    {
        "read",
        "sign-in",
        "sign-out",
        "invitation",
        "static",
        "accent",
        "account",
        "healthz",
        "readyz",
        "api",
        "calendar",
        "respond",
        "administration",
        "about",
        "accessibility",
        "favicon",
    }
)
"""First words of addresses that are not a partnership's."""


def find_partnership(plain: Mapping[str, Any]) -> Partnership | None:
    """The partnership a document speaks of: by its key where it gives one, else by its name."""
    if plain.get("key"):
        return Partnership.objects.filter(key=address_word(plain["key"], 40)).first()
    return Partnership.objects.filter(name__iexact=plain["name"][:200]).order_by("pk").first()


def address_word(text: str, longest: int) -> str:
    """A word fit for an address: the text itself where it is one, else made from it; two texts never give the same made word."""
    if SLUG.fullmatch(text) and len(text) <= longest and text.lower() not in RESERVED:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{slugify(text)[: longest - 9].strip('-_')}-{digest}".strip("-")


def partnership_key(plain: Mapping[str, Any]) -> str:
    """The word for a new partnership in addresses: its key, else its short name or name in lower case, as long as it is free."""
    if plain.get("key"):
        return address_word(plain["key"], 40)
    for text in (plain.get("short_name"), plain["name"]):
        word = slugify(text or "")[:40].strip("-")
        if word and word not in RESERVED and not Partnership.objects.filter(key=word).exists():
            return word
    return address_word(f"{plain['name']} ", 40)


def partnership_of(plain: Mapping[str, Any], *, fictional: bool) -> Partnership:
    """The document's partnership, made with its facts when it is new, and locked until the transaction ends: imports into one take turns."""
    found = find_partnership(plain)
    if found is None:
        defaults = {
            "name": plain["name"][:200],
            "short_name": (plain.get("short_name") or "")[:40],
            "area": (plain.get("area") or "")[:200],
            "established": str(plain.get("established") or "")[:10],
            "relevant_agencies": plain.get("relevant_agencies") or "",
            "neighbouring": [name[:200] for name in plain.get("neighbouring_partnerships") or []],
            "fictional": fictional,
            "second_factor_roles": ["administrator"],
        }
        found, fresh = Partnership.objects.get_or_create(key=partnership_key(plain), defaults=defaults)
    else:
        fresh = False
    partnership = Partnership.objects.select_for_update().get(pk=found.pk)
    records.partnership_circle(partnership.pk)
    if fresh:
        _partners(partnership, plain.get("safeguarding_partners") or [])
    return partnership


def _partners(partnership: Partnership, partners: list[Mapping[str, Any]]) -> None:
    sectors = {sector.value for sector in Sector}
    for number, partner in enumerate(partners):
        sector = partner.get("sector") if partner.get("sector") in sectors else "other"
        name = partner["name"][:200]
        organisation = Organisation.objects.filter(name=name).order_by("pk").first() or Organisation.objects.create(
            name=name, sector=sector or "other"
        )
        PartnershipOrganisation.objects.get_or_create(
            partnership=partnership,
            organisation=organisation,
            capacity="safeguarding_partner",
            defaults={"number": number},
        )


def groups_of(partnership: Partnership, plain: list[Mapping[str, Any]]) -> list[Group]:
    """The document's groups in its order, each found by its key or made, with its circle."""
    held = {group.key: group for group in Group.objects.filter(partnership=partnership)}
    found = []
    for position, given in enumerate(plain):
        key = address_word(given["key"], 60)
        if key not in held:
            held[key] = Group.objects.create(
                partnership=partnership,
                key=key,
                name=given["name"][:200],
                short_name=(given.get("short_name") or "")[:60],
                function=given.get("function") or "",
                number=position,
                kind=_kind(given["name"]).value,
            )
        records.group_circle(held[key])
        found.append(held[key])
    return found


def _kind(name: str) -> GroupKind:
    """What kind of group a name speaks of; a sub-group where it says nothing else."""
    lowered = name.lower()
    if "advis" in lowered:
        return GroupKind.ADVISER
    return GroupKind.PANEL if "panel" in lowered else GroupKind.SUB_GROUP
