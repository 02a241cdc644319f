"""Messages: read by whom they are for, by the business unit and the administrators in whose partnership's name they went, and by the worker."""

from django.db import migrations

from goldenthread.database.policies import SESSION_WORKER, enable

UNITS = """
create or replace function goldenthread_view(viewer bigint, viewed_on date, viewed_at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    administers bigint[]; works_in_unit bigint[];
begin
    perform goldenthread_view_circles(viewer, viewed_on, viewed_at);
    select coalesce(array_agg(distinct p.partnership_id) filter (where p.role in ('administrator', 'business_manager')), '{}'),
           coalesce(array_agg(distinct p.partnership_id) filter (where p.role in ('business_manager', 'business_officer')), '{}')
      into administers, works_in_unit from partnership_post p
     where p.person_id = viewer and p.starts_on <= viewed_on and (p.ends_on is null or viewed_on < p.ends_on);
    perform set_config('goldenthread.administers', administers::text, true), set_config('goldenthread.units', works_in_unit::text, true);
end $$;
"""
NO_UNITS = """
create or replace function goldenthread_view(viewer bigint, viewed_on date, viewed_at timestamptz) returns void
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
LEDGER = """partnership_id = any ((select goldenthread_setting('administers'))::bigint[])
    or partnership_id = any ((select goldenthread_setting('units'))::bigint[])"""
MINE = "person_id = (select goldenthread_person())"


class Migration(migrations.Migration):
    dependencies = [("records", "0004_access_log"), ("notices", "0002_messages")]

    operations = [
        migrations.RunSQL(UNITS, NO_UNITS),
        enable("notices_message", f"{MINE} or {LEDGER} or {SESSION_WORKER}", "true"),
        enable("notices_mailpreference", f"{MINE} or {SESSION_WORKER}"),
    ]
