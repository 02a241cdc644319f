"""How many open actions someone owns, for those who may end their account but may not read the actions."""

from django.db import migrations

OWNED = """
create function goldenthread_owned_actions(asked bigint, owner bigint, open_states text[]) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
    select count(*) from thread_action a
     where a.partnership_id = asked and asked = any (goldenthread_setting('administers')) and a.owner_person_id = owner and a.state = any (open_states)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("thread", "0001_initial"), ("records", "0004_access_log")]

    operations = [migrations.RunSQL(OWNED, "drop function goldenthread_owned_actions")]
