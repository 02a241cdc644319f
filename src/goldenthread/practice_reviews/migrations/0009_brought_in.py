"""Reviews that were brought in from a spreadsheet, by the reference they had there."""

import django.db.models.deletion
from django.db import migrations, models

from goldenthread.database.disposal import GONE, empties
from goldenthread.database.policies import protect
from goldenthread.search.indexing import indexed


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0004_registers"),
        ("practice_reviews", "0008_answers_come"),
    ]

    operations = [
        migrations.CreateModel(
            name="BroughtIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(help_text="A digest of the local reference.", max_length=64)),
                ("local_reference", models.CharField(max_length=60)),
                ("made_at", models.DateTimeField()),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.partnership"
                    ),
                ),
                (
                    "review",
                    models.OneToOneField(
                        db_column="record_id",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="practice_reviews.review",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "key"), name="practice_reviews_brought_in_once")
                ],
            },
        ),
        protect("practice_reviews_broughtin"),
        indexed("practice_reviews_broughtin", "new.local_reference"),
        # the key stays: a review that was disposed of does not come back with the old file
        empties("practice_reviews_broughtin", {"local_reference": GONE}),
    ]
