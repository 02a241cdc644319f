"""What disposal does to requests and returns; and a return hangs from its request, a request from what it asks about."""

from django.db import migrations

from goldenthread.database.disposal import GONE, empties, removes

ABOVE = """
create or replace function goldenthread_above(wanted bigint) returns setof bigint language sql stable set search_path = public, pg_temp as $$
    select upstream_id from records_link where downstream_id = wanted
    union all select request_id from returns_return where record_id = wanted
    union all select about_id from returns_request where record_id = wanted and about_id is not null
$$;
-- What was sent in does not change, but for the disposal that two people decided.
create or replace function returns_nothing_changes() returns trigger language plpgsql as $$
begin
    if goldenthread_disposing(old.record_id) then
        if tg_op = 'DELETE' then return old; end if;
        return new;
    end if;
    raise exception 'What was sent in does not change.';
end $$;
"""
FORMER = """
create or replace function returns_nothing_changes() returns trigger language plpgsql as $$ begin raise exception 'What was sent in does not change.'; end $$;
create or replace function goldenthread_above(wanted bigint) returns setof bigint language sql stable set search_path = public, pg_temp as $$
    select upstream_id from records_link where downstream_id = wanted
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("returns", "0002_policies"), ("records", "0010_disposal")]

    operations = [
        migrations.RunSQL(ABOVE, FORMER),
        empties("returns_request", {"theme": "''", "message": GONE, "statutory_basis": "''"}),
        removes("returns_requestevent"),
        empties(
            "returns_return",
            {
                "message": GONE,
                "statutory_basis": "''",
                "contact_name": GONE,
                "contact_email": "'disposed@example.invalid'",
                "contact_person_id": "null",
                "senior_name": "''",
                "senior_email": "''",
                "senior_person_id": "null",
                "answered_by": "''",
                "reason": "''",
                "next_reminder_on": "null",
            },
        ),
        removes("returns_returnevent"),
        removes("returns_answer"),
        removes("returns_answerevent"),
        empties("returns_submission", {"by_name": GONE, "signed_off_by": "''", "reason": "''"}),
        empties("returns_reminder", {"to_name": GONE}),
        empties(
            "returns_answerlink",
            {
                "name": GONE,
                "email": "'disposed@example.invalid'",
                "made_by": GONE,
                "digest": "null",
                "revoked_at": "coalesce(revoked_at, expires_at)",
            },
        ),
    ]
