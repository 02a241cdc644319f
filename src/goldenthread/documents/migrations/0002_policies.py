"""A document is there for whoever may see its record."""

from django.db import migrations

from goldenthread.database.policies import protect


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial"), ("records", "0002_policies")]

    operations = [protect("documents_document")]
