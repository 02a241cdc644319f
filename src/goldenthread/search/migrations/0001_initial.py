import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("records", "0008_named_sight_policies")]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="records.record",
                    ),
                ),
                ("partnership_id", models.BigIntegerField()),
                ("group_id", models.BigIntegerField(null=True)),
                ("kind", models.CharField(max_length=40)),
                ("day", models.DateField()),
                ("head", django.contrib.postgres.search.SearchVectorField()),
                ("body", django.contrib.postgres.search.SearchVectorField()),
                ("words", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [models.Index(fields=["partnership_id", "kind", "-day"], name="search_entry_by_kind")],
            },
        ),
    ]
