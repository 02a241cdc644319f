"""The index is kept by the database: one row for a record, under the record's own policy, which no runtime role can write."""

from django.db import migrations

from goldenthread.database.policies import protect

KEPT = """
create function search_keep_record() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'DELETE' then
        delete from search_entry e where e.record_id = old.id;
        return null;
    end if;
    if tg_op = 'UPDATE' then
        -- An entry that disposal took away does not come back.
        update search_entry e set group_id = new.group_id, day = coalesce(new.happened_on, (new.opened_at at time zone 'Europe/London')::date),
               head = titled.head, words = titled.head || e.body
          from (select setweight(to_tsvector('english', new.title), 'A') as head) titled where e.record_id = new.id;
        return null;
    end if;
    insert into search_entry (record_id, partnership_id, group_id, kind, day, head, body, words)
    select new.id, new.partnership_id, new.group_id, new.kind, coalesce(new.happened_on, (new.opened_at at time zone 'Europe/London')::date), titled.head, '', titled.head
      from (select setweight(to_tsvector('english', new.title), 'A') as head) titled
    on conflict (record_id) do nothing;
    return null;
end $$;
create trigger search_words after insert or delete or update of title, group_id, happened_on, opened_at on records_record
    for each row execute function search_keep_record();

-- For rows that were written with the triggers off, or before there were any: records, and then every room's own words.
create function search_fill() returns void language plpgsql set search_path = public, pg_temp as $$
declare
    filling text;
begin
    insert into search_entry (record_id, partnership_id, group_id, kind, day, head, body, words)
    select r.id, r.partnership_id, r.group_id, r.kind, coalesce(r.happened_on, (r.opened_at at time zone 'Europe/London')::date), titled.head, '', titled.head
      from records_record r, lateral (select setweight(to_tsvector('english', r.title), 'A') as head) titled
    on conflict (record_id) do nothing;
    for filling in select proname from pg_proc where pronamespace = 'public'::regnamespace and proname like 'search\\_fill\\_%' order by proname loop
        execute format('select %I()', filling);
    end loop;
end $$;
revoke execute on function search_fill() from public;
select search_fill();
"""
NOT_KEPT = (
    "drop function search_fill(); drop trigger search_words on records_record; drop function search_keep_record();"
)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial"), ("records", "0008_named_sight_policies")]

    operations = [protect("search_entry"), migrations.RunSQL(KEPT, NOT_KEPT)]
