"""Below what number counts of children are kept back is each partnership's own to say."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("practice_reviews", "0003_kept_out"),
    ]

    operations = [
        migrations.AddField(
            model_name="arrangement",
            name="least_shown",
            field=models.PositiveSmallIntegerField(
                db_default=5, default=5, help_text="Counts of children below this leave the circle only as kept back."
            ),
        ),
    ]
