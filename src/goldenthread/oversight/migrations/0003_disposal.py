"""What disposal does to the partners' tier: days, states, scores and links stay; words go."""

from django.db import migrations

from goldenthread.database.disposal import GONE, empties, keeps, removes

KINDS = ("highlight", "risk", "challenge", "plannedmatter", "engagement")
ISSUED = """
create or replace function oversight_issued() returns trigger language plpgsql as $$
begin
    {unless}
    raise exception 'A highlight report that was issued does not change.';
end $$;
"""
UNLESS = (
    "if goldenthread_disposing(old.record_id) then return case when tg_op = 'DELETE' then old else new end; end if;"
)


class Migration(migrations.Migration):
    dependencies = [("oversight", "0002_policies"), ("records", "0010_disposal")]

    operations = [
        migrations.RunSQL(ISSUED.format(unless=UNLESS), ISSUED.format(unless="")),
        *[removes(f"oversight_{kind}event") for kind in KINDS],
        empties("oversight_highlight", {"achieved": GONE, "late": "''", "risks": "''", "asks": "''"}),
        empties(
            "oversight_risk", {"text": GONE, "effect": "''", "controls": "''", "owner_id": "null", "closed_why": "''"}
        ),
        empties("oversight_riskreview", {"words": GONE}),
        keeps("oversight_riskaction", "A link between references; the action is a record of its own."),
        empties(
            "oversight_challenge",
            {"challenger": GONE, "challenged_whom": "''", "text": GONE, "response": "''", "outcome": "''"},
        ),
        empties("oversight_note", {"text": GONE}),
        empties("oversight_plannedmatter", {"text": GONE, "lead": "''", "outcome": "''"}),
        empties("oversight_engagement", {"who": GONE, "how": "''", "agreed": "''", "followed": "''"}),
        keeps("oversight_followed", "A link between references."),
    ]
