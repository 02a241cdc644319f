"""Who sees what, in the database: the circles a person sits in, and the policies of the spine."""

from django.db import migrations

from goldenthread.database.policies import MINE, enable, protect, sees

FUNCTIONS = r"""
create function goldenthread_setting(name text) returns bigint[] language sql stable parallel safe as
$$ select coalesce(nullif(current_setting('goldenthread.' || name, true), ''), '{}')::bigint[] $$;

create function goldenthread_person() returns bigint language sql stable parallel safe as
$$ select nullif(current_setting('goldenthread.person', true), '')::bigint $$;

create function goldenthread_reporting() returns bigint language sql stable parallel safe as
$$ select nullif(current_setting('goldenthread.reporting', true), '')::bigint $$;

create function goldenthread_job_partnership() returns bigint language sql stable parallel safe set search_path = pg_catalog as
$$ select nullif(current_setting('goldenthread.job_partnership', true), '')::bigint where session_user like '%\_worker' $$;

-- Works out whom a person is on a day, and leaves it behind for the rest of the transaction. Called with nobody, it leaves nothing.
create function goldenthread_view(viewer bigint, viewed_on date, viewed_at timestamptz) returns void
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

-- Whether the viewer sees a record. Policies ask this function rather than each other: it is planned once for a session, where a nested policy
-- is planned again for every table of every query, and records and their circles would otherwise ask each other without end.
create function goldenthread_sees(wanted bigint) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    sits bigint[] := coalesce(nullif(current_setting('goldenthread.circles', true), ''), '{}')::bigint[];
begin
    if wanted = any (coalesce(nullif(current_setting('goldenthread.excluded', true), ''), '{}')::bigint[]) then return false; end if;
    return exists (select 1 from records_recordcircle held where held.record_id = wanted and held.circle_id = any (sits))
        or exists (select 1 from records_record r where r.id = wanted and r.circle_id = any (sits))
        or wanted = any (coalesce(nullif(current_setting('goldenthread.opened', true), ''), '{}')::bigint[]);
end $$;
"""
REMOVE = "drop function goldenthread_sees; drop function goldenthread_view; drop function goldenthread_job_partnership; drop function goldenthread_reporting; drop function goldenthread_person; drop function goldenthread_setting;"

MINE_OR_WORKED_WITH = "person_id = (select goldenthread_person()) or partnership_id = any ((select goldenthread_setting('partnerships'))::bigint[])"


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial"), ("partnership", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTIONS, REMOVE),
        enable("records_recordcircle", MINE, "goldenthread_sees(record_id)"),
        # A new record is in its own circle and in no other yet: whoever makes it must be able to read it back.
        enable(
            "records_record",
            f"({MINE} and not id = any ((select goldenthread_setting('excluded'))::bigint[])) or {sees('records_record', 'id')}",
        ),
        enable(
            "records_link", f"({sees('records_link', 'upstream_id')}) and ({sees('records_link', 'downstream_id')})"
        ),
        protect("records_subject"),
        protect("records_recordevent", "pgh_obj_id"),
        enable("records_breakglass", MINE_OR_WORKED_WITH),
        enable(
            "records_exclusion", f"person_id = (select goldenthread_person()) or {MINE} or goldenthread_sees(record_id)"
        ),
    ]
