"""The worker sees and judges what lies in quarantine, of whichever partnership; nothing else without that partnership's job."""

from django.db import migrations

from goldenthread.database.policies import SESSION_WORKER


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_versions")]

    operations = [
        migrations.RunSQL(
            f"create policy quarantined on documents_document for select using (state = 'quarantined' and {SESSION_WORKER})",
            "drop policy quarantined on documents_document",
        )
    ]
