"""A document carries the protective marking its writer gave it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0006_disposal"),
    ]

    operations = [
        migrations.AddField(
            model_name="document",
            name="marking",
            field=models.CharField(
                blank=True,
                choices=[
                    ("official", "OFFICIAL"),
                    ("official_sensitive", "OFFICIAL-SENSITIVE"),
                    ("confidential", "In confidence"),
                ],
                db_default="",
                default="",
                help_text="As its writer marked it.",
                max_length=20,
            ),
        ),
    ]
