"""What the panel reads of a death: no name, no day, roles for staff, and nothing that may not stand in a paper."""

from __future__ import annotations

from typing import Any

from goldenthread.child_deaths.models import Death
from goldenthread.child_deaths.queries import analysed, information, meetings_of, tracks_of
from goldenthread.child_deaths.rules.ages import band_words, gestation_band, weight_band
from goldenthread.child_deaths.terms import (
    Care,
    Category,
    Domain,
    Explained,
    Known,
    Limb,
    MeetingKind,
    Place,
    Relevance,
    Sex,
    TrackKind,
)
from goldenthread.design.format import partial_day
from goldenthread.records.models import Record
from goldenthread.records.viewer import Viewer
from goldenthread.returns.terms import ReturnState

INTRO = (
    "Without names: read it where nobody reads over your shoulder, and do not pass it on. It speaks of a child’s death."
)


def paper_of(viewer: Viewer, record: Record) -> dict[str, Any]:
    """The paper as the pack takes it: an introduction, and rows of what and what is known. Results marked as narrow are left out."""
    row = Death.objects.get(pk=record.pk)
    row.record = record
    pairs = [*_facts(row), *_beside(row), *_said(viewer, row), *_met(row), *_analysis(row)]
    return {
        "intro": INTRO,
        "header": ["What", "Known"],
        "rows": [{"record": record.pk, "cells": [what, known]} for what, known in pairs if known],
    }


def _facts(row: Death) -> list[tuple[str, str]]:
    born = (
        ""
        if row.gestation_weeks is None and row.birth_weight is None
        else f"{gestation_band(row.gestation_weeks)}; {weight_band(row.birth_weight)}"
    )
    return [
        ("Age", band_words(row.age_days, row.age_years)),
        ("Sex", Sex(row.sex).label),
        ("Died", partial_day(row.died_on.strftime("%Y-%m"))),
        ("Place", Place(row.place).label),
        ("Pregnancy and birth", born),
        ("Thought possible 24 hours before", Known(row.expected).label),
        ("Sudden and unexpected", Known(row.sudden).label),
        ("Joint Agency Response", "; ".join(Limb(each).label for each in row.limbs)),
        ("Children’s social care", Care(row.care).label),
        ("What is known", row.what),
        ("Cause, as understood", row.cause),
    ]


def _beside(row: Death) -> list[tuple[str, str]]:
    made = []
    for track, results in tracks_of(row):
        stands = f"Ended: {track.outcome}" if track.ended_on else "Goes on"
        told = "; ".join(f"{each.name}: {each.says}" for each in results if not each.narrow)
        made.append((TrackKind(track.kind).label, f"{stands}. {told}".strip()))
    return made


def _said(viewer: Viewer, row: Death) -> list[tuple[str, str]]:
    found = information(viewer, row)
    forms = [
        f"{each.organisation}: {ReturnState(each.state).label.lower()}"
        for each in found.returns
        if each.state not in {"draft", "withdrawn"}
    ]
    made = [("Forms", "; ".join(forms))]
    for about, claims in found.claims.items():
        told = "; ".join(f"{each.says} ({each.source}{', accepted' if each.is_accepted else ''})" for each in claims)
        made.append((about, told))
    return made


def _met(row: Death) -> list[tuple[str, str]]:
    made = []
    for each in meetings_of(row)[0]:
        kind = MeetingKind(each.kind).label
        made += [
            (f"{kind}: who took part", each.present),
            (f"{kind}: the family asked", each.family_questions),
            (f"{kind}: concluded", each.said),
        ]
    return made


def _analysis(row: Death) -> list[tuple[str, str]]:
    found = analysed(row)
    now = found.now
    if now is None:
        return []
    others = "; ".join(Category(each).label for each in now.secondary)
    factors = [
        (
            Domain(each.domain).label,
            f"{each.name}: {Relevance(each.relevance).label}{', modifiable' if each.modifiable else ''}. {each.words}".strip(),
        )
        for each in found.factors
    ]
    return [
        ("In short", now.summary),
        ("Category, provisional", Category(now.primary).label),
        ("Others that apply", others),
        ("Explained", Explained(now.sudden_explained).label),
        *factors,
    ]
