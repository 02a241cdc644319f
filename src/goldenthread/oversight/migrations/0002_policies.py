"""Row-level security of the partners' tier, and highlight reports that do not change once they are issued."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from goldenthread.database.policies import protect

ENTRIES = ["highlight", "risk", "challenge", "plannedmatter", "engagement"]
PARTS = ["riskreview", "riskaction", "note", "followed"]

ISSUED = """
create function oversight_issued() returns trigger language plpgsql as $$
begin
    raise exception 'A highlight report that was issued does not change.';
end $$;
create trigger issued before update or delete on oversight_highlight for each row when (old.state = 'issued') execute function oversight_issued();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0001_initial"),
        ("records", "0008_named_sight_policies"),
        ("thread", "0002_policies"),
    ]

    operations = [
        *[protect(f"oversight_{table}") for table in (*ENTRIES, *(f"{entry}event" for entry in ENTRIES), *PARTS)],
        RunSQL(ISSUED, "drop trigger issued on oversight_highlight; drop function oversight_issued;"),
    ]
