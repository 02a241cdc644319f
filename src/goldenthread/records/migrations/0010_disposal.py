"""Disposal: one way through the append-only history, for a decision that two people made and history has sealed."""

from django.db import migrations

from goldenthread.database.disposal import GONE, empties, keeps, removes
from goldenthread.database.policies import SESSION_WORKER, also, enable, protect

RULES = """partnership_id = any ((select goldenthread_setting('partnerships'))::bigint[])
    or partnership_id = (select goldenthread_job_partnership())"""

FUNCTIONS = r"""
-- The records that a record hangs from, directly. A room that ties records in its own way replaces it.
create function goldenthread_above(wanted bigint) returns setof bigint language sql stable set search_path = public, pg_temp as $$
    select upstream_id from records_link where downstream_id = wanted
$$;

-- Whether a hold on the record, or on any it hangs from, stops its disposal.
create function goldenthread_held(wanted bigint) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
    with recursive above (id) as (
        select wanted union select next.id from above cross join lateral goldenthread_above(above.id) next (id)
    )
    select exists (select 1 from records_legalhold h join above on h.record_id = above.id where h.lifted_at is null)
$$;

-- Whether the disposal under way in this transaction may take a record's content: two people decided, history sealed it, nothing holds it.
-- The owner's rights alone are not enough, nor the worker's: it is asked inside the function below.
create function goldenthread_disposing(wanted bigint) returns boolean language sql stable set search_path = public, pg_temp as $$
    select session_user like '%\_worker' and current_user = (select tableowner from pg_tables where schemaname = 'public' and tablename = 'history_event')
       and exists (select 1 from records_disposal d join history_event e on e.id = d.event
        where d.id::text = current_setting('goldenthread.disposing', true) and d.record_id = wanted
          and d.confirmed_at is not null and d.confirmed_by_id <> d.decided_by_id and d.withdrawn_at is null and d.carried_out_at is null
          and e.verb = 'disposal.carried_out' and e.record_id = d.record_id and e.seal_id is not null and e.disposed_by is null
          and not goldenthread_held(d.record_id))
$$;

create or replace function history_event_only_sealed() returns trigger language plpgsql as $$
declare
    told bigint;
begin
    if tg_op = 'UPDATE' and old.seal_id is null and new.seal_id is not null
       and (to_jsonb(new) - 'seal_id') = (to_jsonb(old) - 'seal_id') then
        return new;
    end if;
    if tg_op = 'UPDATE' and old.disposed_by is null and new.disposed_by is not null and new.sentence = '' and new.details = '{}'::jsonb
       and (to_jsonb(new) - '{sentence,details,disposed_by}'::text[]) = (to_jsonb(old) - '{sentence,details,disposed_by}'::text[]) then
        select d.record_id into told from records_disposal d join records_record r on r.id = d.record_id
         where d.event = new.disposed_by and (old.record_id = r.id or old.record_id is null and old.reference = r.reference and old.partnership_id = r.partnership_id);
        if told is not null and goldenthread_disposing(told) then return new; end if;
    end if;
    raise exception 'History is append-only.';
end $$;

-- Takes the content of one record away, for the worker alone; returns how many events lost what they said.
create function goldenthread_dispose(wanted bigint, disposed_at timestamptz) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    decision records_disposal; step records_disposalstep; owned records_record; emptied integer; told integer;
begin
    if session_user not like '%\_worker' then raise exception 'The worker alone disposes of records.'; end if;
    select * into decision from records_disposal where id = wanted for update;
    select * into owned from records_record where id = decision.record_id for update;
    perform set_config('goldenthread.disposing', wanted::text, true);
    if owned.id is null or owned.closed_on is null or not goldenthread_disposing(owned.id) then
        raise exception 'Disposal % is not decided by two people, not sealed, held, or done.', wanted;
    end if;
    update history_event set sentence = '', details = '{}', disposed_by = decision.event
     where disposed_by is null and id <> decision.event and verb not like 'disposal.%'
       and (record_id = owned.id or record_id is null and reference = owned.reference and partnership_id = owned.partnership_id);
    get diagnostics emptied = row_count;
    select (details ->> 'events')::integer into told from history_event where id = decision.event;
    if emptied is distinct from told then raise exception 'Disposal % tells of % events and there are %.', wanted, told, emptied using errcode = 'GT001'; end if;
    perform set_config('pgtrigger.ignore', (select array_agg(distinct tgname::text)::text from pg_trigger where tgname like 'pgtrigger\_%'), true);
    for step in select * from records_disposalstep order by does, "table" loop
        if step.does = 'empty' then
            execute format('update %I set %s where %I = $1', step."table",
                (select string_agg(format('%I = %s', key, value), ', ') from jsonb_each_text(step.assignments)), step."column") using owned.id;
        elsif step.does = 'remove' then
            execute format('delete from %I where %I = $1', step."table", step."column") using owned.id;
        end if;
    end loop;
    perform set_config('pgtrigger.ignore', '{}', true);
    update records_disposal set carried_out_at = disposed_at where id = wanted;
    perform set_config('goldenthread.disposing', '', true);
    return emptied;
end $$;
"""
FORMER = """
create or replace function history_event_only_sealed() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.seal_id is null and new.seal_id is not null
       and (to_jsonb(new) - 'seal_id') = (to_jsonb(old) - 'seal_id') then
        return new;
    end if;
    raise exception 'History is append-only.';
end $$;
drop function goldenthread_dispose; drop function goldenthread_disposing; drop function goldenthread_held; drop function goldenthread_above;
"""
WAITING = f"confirmed_at is not null and withdrawn_at is null and carried_out_at is null and {SESSION_WORKER}"


class Migration(migrations.Migration):
    dependencies = [("records", "0009_retention"), ("history", "0002_disposed")]

    operations = [
        enable("records_retentionrule", RULES),
        protect("records_legalhold"),
        protect("records_disposal"),
        protect("records_retentionwarning"),
        # The worker sees which disposals wait, and for which partnership; the record itself only inside that partnership's job.
        also("records_disposal", "waiting", WAITING),
        migrations.RunSQL(FUNCTIONS, FORMER),
        empties("records_record", {"title": GONE}, "id"),
        removes("records_recordevent", "pgh_obj_id"),
        empties(
            "records_subject",
            {
                "pseudonym": "'Subject ' || id",
                "name_sealed": "''",
                "born_sealed": "''",
                "nhs_number_sealed": "''",
                "nhs_number_index": "''",
                "address_sealed": "''",
            },
        ),
        empties("records_breakglass", {"reason": GONE}),
        empties("records_exclusion", {"reason": GONE}),
        empties("records_namedsight", {"reason": GONE}),
        keeps(
            "records_recordcircle", "Who could see it stays, so that its references and dates are seen by them still."
        ),
        keeps("records_legalhold", "That it was held, and why that ended, is part of the account of its disposal."),
        keeps("records_disposal", "It is the account of the disposal."),
        keeps("records_retentionwarning", "A day alone."),
        keeps(
            "history_event", "Emptied by the disposal itself, each event under the seal of the event that tells of it."
        ),
    ]
