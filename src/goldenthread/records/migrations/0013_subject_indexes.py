"""A subject is found by name and date of birth too, by keyed hashes as by number; disposal takes them with the rest."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0012_kinds_of_review"),
    ]

    operations = [
        migrations.AddField(
            model_name="subject",
            name="born_index",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="subject",
            name="name_index",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddIndex(
            model_name="subject",
            index=models.Index(fields=["name_index"], name="records_subject_by_name"),
        ),
        migrations.AddIndex(
            model_name="subject",
            index=models.Index(fields=["born_index"], name="records_subject_by_birth"),
        ),
        migrations.RunSQL(
            """update records_disposalstep set assignments = assignments || jsonb_build_object('name_index', quote_literal(''), 'born_index', quote_literal('')) where "table" = 'records_subject'""",
            """update records_disposalstep set assignments = assignments - 'name_index' - 'born_index' where "table" = 'records_subject'""",
        ),
    ]
