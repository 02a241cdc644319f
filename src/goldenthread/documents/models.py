"""Documents: evidence and papers, private to those who may see the record they belong to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

from goldenthread.documents.terms import DocumentState, Marking
from goldenthread.records.models.record import visible

if TYPE_CHECKING:
    from goldenthread.records.viewer import Viewer

NOT_KEPT_BACK: list[Callable[[Viewer], Q]] = []
"""What rooms say of files that fewer people may open than see their record. Each has a twin among the policies of `documents_document`."""


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents, by who may open them."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those of records this viewer sees, without what a room keeps from them."""
        return self.filter(visible(viewer, "record_id"), *(rule(viewer) for rule in NOT_KEPT_BACK))


class Document(models.Model):
    """One uploaded file. It is served only when `state` is clean; its bytes lie under `stored_as`, a random name.

    `replaces` is the version before it. The partnership is repeated for the scanner's round and never changes.
    """

    record = models.ForeignKey("records.Record", models.PROTECT, related_name="documents")
    partnership = models.ForeignKey("partnership.Partnership", models.PROTECT, related_name="+")
    reference = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(
        max_length=64, help_text="Of the file as it was given, so that the same file again is known."
    )
    stored_as = models.CharField(max_length=80, unique=True)
    state = models.CharField(max_length=20, choices=DocumentState.choices())
    marking = models.CharField(
        max_length=20,
        choices=Marking.choices(),
        blank=True,
        default="",
        db_default="",
        help_text="As its writer marked it.",
    )
    found = models.CharField(max_length=200, blank=True, help_text="What the virus scanner found.")
    replaces = models.OneToOneField("self", models.PROTECT, related_name="replaced_by", null=True, blank=True)
    uploaded_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True)
    uploaded_by_name = models.CharField(max_length=200, blank=True, default="")
    uploaded_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Document]] = models.Manager.from_queryset(DocumentQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "sha256", "name"], name="documents_document_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["uploaded_at"], condition=models.Q(state="quarantined"), name="documents_quarantined")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def added_by(self) -> str:
        """Who added it; someone without an account is known by name alone."""
        return self.uploaded_by.name if self.uploaded_by else self.uploaded_by_name
