"""Who administers a partnership on the day, and what they may know of who looked: people and references, never what a record says."""

from django.db import migrations

from goldenthread.database.policies import SESSION_WORKER, sees

ADMINISTERS = """
alter function goldenthread_view(bigint, date, timestamptz) rename to goldenthread_view_circles;

-- As before, and also the partnerships that the viewer administers on the day.
create function goldenthread_view(viewer bigint, viewed_on date, viewed_at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    administers bigint[];
begin
    perform goldenthread_view_circles(viewer, viewed_on, viewed_at);
    select coalesce(array_agg(distinct p.partnership_id), '{}') into administers from partnership_post p
     where p.person_id = viewer and p.role in ('administrator', 'business_manager') and p.starts_on <= viewed_on and (p.ends_on is null or viewed_on < p.ends_on);
    perform set_config('goldenthread.administers', administers::text, true);
end $$;
"""
NOT_ADMINISTERS = """
drop function goldenthread_view(bigint, date, timestamptz);
alter function goldenthread_view_circles(bigint, date, timestamptz) rename to goldenthread_view;
"""

MINE = "partnership_id = any ((select goldenthread_setting('administers'))::bigint[])"
EVENT = f"case when record_id is null then person_id = (select goldenthread_person()) or {MINE} else {sees('history_event', 'record_id')} end or {SESSION_WORKER}"
FORMER = f"""case when record_id is null then person_id = (select goldenthread_person()) or exists (select 1 from partnership_post p
    where p.partnership_id = history_event.partnership_id and p.person_id = (select goldenthread_person()) and p.role in ('administrator', 'business_manager'))
    else exists (select 1 from records_record visible where visible.id = record_id) end or {SESSION_WORKER}"""

# The owner's eyes, for those who administer the partnership asked about and nobody else; a record they are kept out of stays unnamed.
ACCESS_LOG = """
create function goldenthread_access_log(asked bigint, verbs text[], for_reference text, for_person text, since timestamptz, until timestamptz, most integer)
returns table (id bigint, at timestamptz, verb varchar, person_id bigint, actor_name varchar, reference varchar)
language sql stable security definer set search_path = public, pg_temp as $$
    select e.id, e.at, e.verb, e.person_id, e.actor_name, e.reference from history_event e
     where e.partnership_id = asked and asked = any (goldenthread_setting('administers')) and e.verb = any (verbs)
       and (for_reference = '' or e.reference = for_reference) and (for_person = '' or strpos(lower(e.actor_name), lower(for_person)) > 0)
       and (since is null or e.at >= since) and (until is null or e.at < until)
       and (e.record_id is null or not e.record_id = any (goldenthread_setting('excluded')))
     order by e.at desc, e.id desc limit most
$$;
"""

KEPT_OUT = """circle_id is not null and exists (select 1 from records_circle c
    where c.id = circle_id and c.partnership_id = any ((select goldenthread_setting('administers'))::bigint[]))"""


class Migration(migrations.Migration):
    dependencies = [("records", "0003_history_policies")]

    operations = [
        migrations.RunSQL(ADMINISTERS, NOT_ADMINISTERS),
        migrations.RunSQL(
            f"alter policy visible on history_event using ({EVENT})",
            f"alter policy visible on history_event using ({FORMER})",
        ),
        migrations.RunSQL(ACCESS_LOG, "drop function goldenthread_access_log"),
        # Whoever administers a partnership sees and sets who is kept out of its circles.
        migrations.RunSQL(
            f"create policy administered on records_exclusion using ({KEPT_OUT}) with check ({KEPT_OUT})",
            "drop policy administered on records_exclusion",
        ),
    ]
