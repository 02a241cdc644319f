"""Who is let see a record by name, for some days: held open like a broken glass, and never open to someone excluded."""

from django.db import migrations

from goldenthread.database.policies import enable, sees

NOW = r"""
create or replace function goldenthread_view_circles(viewer bigint, viewed_on date, viewed_at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    sits bigint[]; barred bigint[]; held bigint[]; works bigint[];
begin
    select coalesce(array_agg(distinct p.partnership_id), '{}') into works from partnership_post p
     where p.person_id = viewer and p.starts_on <= viewed_on and (p.ends_on is null or viewed_on < p.ends_on);
    select coalesce(array_agg(distinct found.id), '{}') into sits from (
        select c.id from records_circle c join partnership_seat s on s.group_id = c.group_id
         where c.kind = 'group' and s.person_id = viewer and s.starts_on <= viewed_on and (s.ends_on is null or viewed_on < s.ends_on)
        union all
        select c.id from records_circle c join partnership_post p on p.partnership_id = c.partnership_id
         where p.person_id = viewer and p.role <> 'administrator' and p.starts_on <= viewed_on and (p.ends_on is null or viewed_on < p.ends_on)
           and (c.kind = 'partnership' or (c.kind = 'organisation' and c.organisation_id = p.organisation_id) or p.role = any (c.standing_roles))
        union all
        select n.circle_id from records_circleseat n
         where n.person_id = viewer and n.starts_on <= viewed_on and (n.ends_on is null or viewed_on < n.ends_on)
        union all
        select c.id from records_circle c where c.partnership_id = goldenthread_job_partnership()
    ) found where not exists (
        select 1 from records_exclusion e where e.circle_id = found.id and e.person_id = viewer and e.starts_on <= viewed_on and (e.ends_on is null or viewed_on < e.ends_on));
    select coalesce(array_agg(e.record_id), '{}') into barred from records_exclusion e
     where e.person_id = viewer and e.record_id is not null and e.starts_on <= viewed_on and (e.ends_on is null or viewed_on < e.ends_on);
    select coalesce(array_agg(distinct g.record_id), '{}') into held from (
        select b.record_id from records_breakglass b where b.person_id = viewer and b.granted_at <= viewed_at and viewed_at < b.ends_at
        union all
        select s.record_id from records_namedsight s where s.person_id = viewer and s.starts_on <= viewed_on and viewed_on < s.ends_on
    ) g;
    perform set_config('goldenthread.person', coalesce(viewer::text, ''), true), set_config('goldenthread.circles', sits::text, true),
            set_config('goldenthread.excluded', barred::text, true), set_config('goldenthread.opened', held::text, true),
            set_config('goldenthread.partnerships', works::text, true);
end $$;
"""
FORMER = r"""
create or replace function goldenthread_view_circles(viewer bigint, viewed_on date, viewed_at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    sits bigint[]; barred bigint[]; held bigint[]; works bigint[];
begin
    select coalesce(array_agg(distinct p.partnership_id), '{}') into works from partnership_post p
     where p.person_id = viewer and p.starts_on <= viewed_on and (p.ends_on is null or viewed_on < p.ends_on);
    select coalesce(array_agg(distinct found.id), '{}') into sits from (
        select c.id from records_circle c join partnership_seat s on s.group_id = c.group_id
         where c.kind = 'group' and s.person_id = viewer and s.starts_on <= viewed_on and (s.ends_on is null or viewed_on < s.ends_on)
        union all
        select c.id from records_circle c join partnership_post p on p.partnership_id = c.partnership_id
         where p.person_id = viewer and p.role <> 'administrator' and p.starts_on <= viewed_on and (p.ends_on is null or viewed_on < p.ends_on)
           and (c.kind = 'partnership' or (c.kind = 'organisation' and c.organisation_id = p.organisation_id) or p.role = any (c.standing_roles))
        union all
        select n.circle_id from records_circleseat n
         where n.person_id = viewer and n.starts_on <= viewed_on and (n.ends_on is null or viewed_on < n.ends_on)
        union all
        select c.id from records_circle c where c.partnership_id = goldenthread_job_partnership()
    ) found where not exists (
        select 1 from records_exclusion e where e.circle_id = found.id and e.person_id = viewer and e.starts_on <= viewed_on and (e.ends_on is null or viewed_on < e.ends_on));
    select coalesce(array_agg(e.record_id), '{}') into barred from records_exclusion e
     where e.person_id = viewer and e.record_id is not null and e.starts_on <= viewed_on and (e.ends_on is null or viewed_on < e.ends_on);
    select coalesce(array_agg(g.record_id), '{}') into held from records_breakglass g
     where g.person_id = viewer and g.granted_at <= viewed_at and viewed_at < g.ends_at;
    perform set_config('goldenthread.person', coalesce(viewer::text, ''), true), set_config('goldenthread.circles', sits::text, true),
            set_config('goldenthread.excluded', barred::text, true), set_config('goldenthread.opened', held::text, true),
            set_config('goldenthread.partnerships', works::text, true);
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0007_named_sight")]

    operations = [
        migrations.RunSQL(NOW, FORMER),
        enable(
            "records_namedsight",
            f"person_id = (select goldenthread_person()) or {sees('records_namedsight', 'record_id')}",
            sees("records_namedsight", "record_id"),
        ),
    ]
