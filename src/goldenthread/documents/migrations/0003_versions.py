"""Versions, what the scanner found, and the partnership a file belongs to."""

import django.db.models.deletion
from django.db import migrations, models

PARTNERSHIP = "update documents_document d set partnership_id = r.partnership_id from records_record r where r.id = d.record_id; set constraints all immediate;"


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_policies"), ("partnership", "0001_initial")]

    operations = [
        migrations.AddField(
            "document",
            "partnership",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partnership.partnership",
            ),
        ),
        migrations.RunSQL(PARTNERSHIP, migrations.RunSQL.noop),
        migrations.AlterField(
            "document",
            "partnership",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.partnership"
            ),
        ),
        migrations.AddField(
            "document",
            "found",
            models.CharField(blank=True, default="", help_text="What the virus scanner found.", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            "document",
            "replaces",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="documents.document",
            ),
        ),
        migrations.AlterField(
            "document",
            "sha256",
            models.CharField(
                help_text="Of the file as it was given, so that the same file again is known.", max_length=64
            ),
        ),
        migrations.AddIndex(
            "document",
            models.Index(fields=["uploaded_at"], condition=models.Q(state="quarantined"), name="documents_quarantined"),
        ),
    ]
