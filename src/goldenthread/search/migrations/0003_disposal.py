"""What was disposed of is found no more."""

from django.db import migrations

from goldenthread.database.disposal import removes


class Migration(migrations.Migration):
    dependencies = [("search", "0002_kept"), ("records", "0010_disposal")]

    operations = [removes("search_entry")]
