"""An entry carries its record's circles: whom it is shown to is compared in the row, and not looked up for each (docs/adr/0009)."""

import django.contrib.postgres.fields
from django.db import migrations, models

from goldenthread.database.policies import sees

KEPT = """
create function search_keep_circles() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    changed bigint := case when tg_op = 'DELETE' then old.record_id else new.record_id end;
begin
    update search_entry e set circles = (select coalesce(array_agg(held.circle_id order by held.circle_id), '{}') from records_recordcircle held
                                          where held.record_id = changed)
     where e.record_id = changed;
    return null;
end $$;
create trigger search_circles after insert or delete or update on records_recordcircle for each row execute function search_keep_circles();

create function search_fill_circles() returns void language sql set search_path = public, pg_temp as $$
    update search_entry e set circles = held.circles
      from (select record_id, array_agg(circle_id order by circle_id) as circles from records_recordcircle group by record_id) held
     where held.record_id = e.record_id and e.circles <> held.circles;
$$;
revoke execute on function search_fill_circles() from public;
select search_fill_circles();

-- As it was, with the circles: an entry that is written whole leaves no former version behind.
create or replace function search_fill() returns void language plpgsql set search_path = public, pg_temp as $$
declare
    filling text;
begin
    insert into search_entry (record_id, partnership_id, group_id, kind, day, head, body, words, circles)
    select r.id, r.partnership_id, r.group_id, r.kind, coalesce(r.happened_on, (r.opened_at at time zone 'Europe/London')::date), titled.head, '', titled.head,
           coalesce((select array_agg(held.circle_id order by held.circle_id) from records_recordcircle held where held.record_id = r.id), '{}')
      from records_record r, lateral (select setweight(to_tsvector('english', r.title), 'A') as head) titled
    on conflict (record_id) do nothing;
    for filling in select proname from pg_proc where pronamespace = 'public'::regnamespace and proname like 'search\\_fill\\_%' order by proname loop
        execute format('select %I()', filling);
    end loop;
end $$;

alter policy visible on search_entry using (
    (circles && (select goldenthread_setting('circles'))::bigint[] or record_id = any ((select goldenthread_setting('opened'))::bigint[]))
    and not record_id = any ((select goldenthread_setting('excluded'))::bigint[]));
"""
NOT_KEPT = f"""alter policy visible on search_entry using ({sees("search_entry", "record_id")});
drop function search_fill_circles(); drop trigger search_circles on records_recordcircle; drop function search_keep_circles();"""


class Migration(migrations.Migration):
    dependencies = [("search", "0003_disposal"), ("records", "0011_rows_ask_no_function")]

    operations = [
        migrations.AddField(
            "entry",
            "circles",
            django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, db_default=[]),
        ),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
