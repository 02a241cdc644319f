"""Two more kinds of record: a request to organisations, and one organisation's return."""

from django.db import migrations, models

from goldenthread.records.terms import RecordKind


class Migration(migrations.Migration):
    dependencies = [("records", "0005_messages")]

    operations = [
        migrations.AlterField(model, "kind", models.CharField(choices=RecordKind.choices(), max_length=40))
        for model in ("record", "recordevent")
    ]
