"""What disposal does to documents: the row stays without its name, and the worker takes the bytes away."""

from django.db import migrations, models

from goldenthread.database.disposal import empties
from goldenthread.database.policies import SESSION_WORKER
from goldenthread.documents.terms import DocumentState


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_added_by_link"), ("records", "0010_disposal")]

    operations = [
        migrations.AlterField("document", "state", models.CharField(choices=DocumentState.choices(), max_length=20)),
        empties(
            "documents_document",
            {
                "name": "reference",
                "sha256": "'gone-' || reference",
                "state": "'disposed'",
                "found": "''",
                "uploaded_by_name": "''",
            },
        ),
        migrations.RunSQL(
            f"create policy disposed on documents_document for select using (state = 'disposed' and {SESSION_WORKER})",
            "drop policy disposed on documents_document",
        ),
    ]
