"""Two more kinds of record: a practice review, and what an agency referred for one."""

from django.db import migrations, models

from goldenthread.records.terms import RecordKind


class Migration(migrations.Migration):
    dependencies = [("records", "0011_rows_ask_no_function")]

    operations = [
        migrations.AlterField(model, "kind", models.CharField(choices=RecordKind.choices(), max_length=40))
        for model in ("record", "recordevent")
    ]
