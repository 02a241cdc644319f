"""Family members are subjects too, found and sealed alike; a record is not kept by their dates of birth."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0013_subject_indexes")]

    operations = [
        migrations.AddField(
            model_name="subject",
            name="sets_retention",
            field=models.BooleanField(
                db_default=True,
                default=True,
                help_text="Whether the record is kept by this person's date of birth: not so for the family of whom it is about.",
            ),
        ),
    ]
