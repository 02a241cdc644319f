"""Row-level security of the thread: every knot and everything under it hangs from a record."""

from django.db import migrations

from goldenthread.database.policies import also, protect

KNOTS = ["source", "learningpoint", "action", "product", "impact", "development"]
PARTS = ["learningorganisation", "actionline", "actionupdate", "actionchange", "actionstep", "developmentimpact"]


class Migration(migrations.Migration):
    dependencies = [("thread", "0001_initial"), ("records", "0002_policies")]

    operations = [
        *[protect(f"thread_{table}") for table in (*KNOTS, *(f"{knot}event" for knot in KNOTS), *PARTS)],
        # The reporting actor reads what a report is made of, in one partnership, and no other row of the thread.
        also("thread_development", "reporting", "partnership_id = (select goldenthread_reporting())"),
        also(
            "thread_developmentimpact",
            "reporting",
            "exists (select 1 from thread_development d where d.record_id = thread_developmentimpact.record_id)",
        ),
    ]
