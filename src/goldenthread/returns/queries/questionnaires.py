"""Reads of questionnaires."""

from __future__ import annotations

from django.db.models import Count, Max, Prefetch, Q

from goldenthread.records.queries import NotVisible
from goldenthread.records.viewer import Viewer
from goldenthread.returns.models import Questionnaire, QuestionnaireVersion


def questionnaires(viewer: Viewer, partnership_id: int) -> list[Questionnaire]:
    """A partnership's questionnaires by name, each with the number of its last published version and how often it was asked."""
    if not _works_in(viewer, partnership_id):
        return []
    published = Q(versions__published_at__isnull=False)
    return list(
        Questionnaire.objects.filter(partnership=partnership_id)
        .annotate(
            last=Max("versions__number", filter=published),
            drafts=Count("versions", filter=~published, distinct=True),
            asked=Count("versions__requests", distinct=True),
        )
        .order_by("retired_on", "name")
    )


def get_questionnaire(viewer: Viewer, partnership_id: int, reference: str) -> Questionnaire:
    """A questionnaire with its versions, the newest first. Errors: NotVisible."""
    row = (
        Questionnaire.objects.filter(partnership=partnership_id, reference=reference)
        .prefetch_related(
            Prefetch(
                "versions",
                QuestionnaireVersion.objects.select_related("published_by")
                .annotate(asked=Count("requests"))
                .order_by("-number"),
            )
        )
        .first()
    )
    if row is None or not _works_in(viewer, partnership_id):
        raise NotVisible(reference)
    return row


def usable_versions(viewer: Viewer, partnership_id: int) -> list[QuestionnaireVersion]:
    """The last published version of each questionnaire that is still offered, by name."""
    if not _works_in(viewer, partnership_id):
        return []
    rows = (
        QuestionnaireVersion.objects.filter(
            partnership=partnership_id, published_at__isnull=False, questionnaire__retired_on__isnull=True
        )
        .select_related("questionnaire")
        .order_by("questionnaire", "-number")
        .distinct("questionnaire")
    )
    return sorted(rows, key=lambda row: row.questionnaire.name.lower())


def _works_in(viewer: Viewer, partnership_id: int) -> bool:
    return any(fact.id == partnership_id for fact in viewer.partnerships)
