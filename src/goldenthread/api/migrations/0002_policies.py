"""A token is there for its person; whoever carries its secret is found by its digest alone."""

from django.db import migrations

from goldenthread.database.policies import enable

FIND = """
create function goldenthread_token(asked_for text, at timestamptz)
returns table (person_id bigint, name varchar, partnership varchar, parts varchar[], asked integer)
language sql volatile security definer set search_path = public, pg_temp as $$
    update api_token t set asked = case when date_trunc('minute', t.used_at) = date_trunc('minute', at) then t.asked + 1 else 1 end, used_at = at
      from accounts_person p, partnership_partnership pa
     where t.digest = asked_for and t.ended_at is null and t.made_at <= at and at < t.ends_at
       and p.id = t.person_id and p.is_active and pa.id = t.partnership_id
    returning p.id, p.name, pa.key::varchar, t.parts, t.asked
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("api", "0001_initial"), ("records", "0002_policies")]

    operations = [
        enable("api_token", "person_id = (select goldenthread_person())"),
        migrations.RunSQL(FIND, "drop function goldenthread_token"),
    ]
