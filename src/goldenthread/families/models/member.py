"""A family member: a label, what is safe, and who keeps contact. Who they are is sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from goldenthread.families.terms import Advocate, Asked, Relationship, Safe, Standing
from goldenthread.history.tracking import tracked
from goldenthread.records.models.record import visible

if TYPE_CHECKING:
    from goldenthread.records.viewer import Viewer

Row = TypeVar("Row", bound=models.Model)


class RecordedQuerySet(models.QuerySet[Row]):
    """Rows whose record the viewer may see."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Only the rows this viewer may see."""
        return self.filter(visible(viewer, "record_id"))


@tracked
class FamilyMember(models.Model):
    """One person of a record's family. Name and address lie sealed in `subject`, how to reach them in `reach_sealed`; lists show the label alone.

    Households are numbered, so that two with opposite wishes stand apart. `version` is what forms carry: to write down a contact changes no
    form that somebody has open on the record itself.
    """

    record = models.ForeignKey("records.Record", models.PROTECT, related_name="+")
    subject = models.ForeignKey("records.Subject", models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=60)
    relationship = models.CharField(max_length=20, choices=Relationship.choices())
    household = models.PositiveSmallIntegerField(default=1)
    standing = ArrayField(models.CharField(max_length=20, choices=Standing.choices()), default=list, blank=True)
    under_18 = models.BooleanField(default=False)
    reach_sealed = models.TextField(
        blank=True, help_text="Telephone, e-mail and the like, as a token of core.encryption."
    )
    safe = models.CharField(max_length=20, choices=Safe.choices(), default="ask")
    safe_words = models.TextField(blank=True)
    language = models.CharField(max_length=60, blank=True)
    interpreter = models.BooleanField(default=False)
    needs = models.TextField(blank=True, help_text="Easy read, large print, signing, somewhere to meet.")
    advocate = models.CharField(max_length=20, choices=Advocate.choices(), default="not_offered")
    advocate_from = models.CharField(max_length=120, blank=True)
    dates_to_avoid = models.TextField(blank=True)
    called = models.CharField(max_length=60, blank=True, help_text="How they want to be called in the report.")
    informed = models.TextField(blank=True, help_text="How they want to be kept informed.")
    wants_draft = models.CharField(max_length=20, choices=Asked.choices(), default="not_asked")
    publication = models.CharField(max_length=20, choices=Asked.choices(), default="not_asked")
    wishes = models.TextField(blank=True)
    contact_person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    contact_words = models.CharField(
        max_length=200, blank=True, help_text="Name, role and number, as a letter says them."
    )
    cover = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+", null=True, blank=True)
    cover_words = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[FamilyMember]] = models.Manager.from_queryset(RecordedQuerySet["FamilyMember"])()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "number"], name="families_member_number_once"),
            models.UniqueConstraint(fields=["record", "label"], name="families_member_label_once"),
        ]

    def __str__(self) -> str:
        return self.label
