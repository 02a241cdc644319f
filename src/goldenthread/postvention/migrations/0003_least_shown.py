"""Below what number counts of deaths are kept back is each partnership’s own to say."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("postvention", "0002_policies"),
    ]

    operations = [
        migrations.AddField(
            model_name="arrangement",
            name="least_shown",
            field=models.PositiveSmallIntegerField(
                db_default=5, default=5, help_text="Counts of deaths below this leave the circle only as kept back."
            ),
        ),
    ]
