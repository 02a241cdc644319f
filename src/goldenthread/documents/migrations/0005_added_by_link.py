"""A file may come from someone without an account, who answers a request by link: then it carries their name."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_quarantine")]

    operations = [
        migrations.AlterField(
            "document",
            "uploaded_by",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField("document", "uploaded_by_name", models.CharField(blank=True, default="", max_length=200)),
    ]
