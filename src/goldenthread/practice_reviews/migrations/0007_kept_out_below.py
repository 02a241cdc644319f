"""Whoever is kept out of a review is kept out of what was learned from it and agreed because of it, and of agenda items about it.

What is shared with the whole partnership stays shared; what came from other sources too stays with whoever sees one of them;
and whoever owns an action keeps it.
"""

from django.db import migrations

BELOW = r"""
-- Whether a conflict about one record reaches another: not shared with the whole partnership, below it on the thread, from nothing else that the person sees, and not theirs to do.
create function practice_reviews_reaches(whose bigint, from_record bigint, at_record bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select (select kind from records_record where id = at_record) not in ('learning', 'action') or (
        not exists (select 1 from records_recordcircle held join records_circle c on c.id = held.circle_id where held.record_id = at_record and c.kind = 'partnership')
        and not exists (select 1 from records_link l where l.downstream_id = at_record and not exists (
            select 1 from records_exclusion e where e.record_id = l.upstream_id and e.person_id = whose
               and (e.ends_on is null or e.ends_on > coalesce(goldenthread_day(), current_date))))
        and not exists (select 1 from thread_action a where a.record_id = at_record and a.owner_person_id = whose))
$$;

create or replace function practice_reviews_with(wanted bigint) returns setof bigint language sql stable security definer set search_path = public, pg_temp as $$
    select referral_id from practice_reviews_review where record_id = wanted and referral_id is not null
    union select record_id from practice_reviews_review where referral_id = wanted
    union select record_id from returns_request where about_id = wanted
    union select t.record_id from returns_return t join returns_request q on q.record_id = t.request_id where q.about_id = wanted
    union select record_id from meetings_agendaitem where about_id = wanted
    union select l.downstream_id from records_link l join records_record u on u.id = l.upstream_id join records_record d on d.id = l.downstream_id
           where l.upstream_id = wanted and u.kind in ('review', 'learning') and d.kind in ('learning', 'action')
$$;

create or replace function practice_reviews_keep_out(whose bigint, from_record bigint, at_record bigint) returns void
language sql security definer set search_path = public, pg_temp as $$
    insert into records_exclusion (person_id, record_id, reason, declared_at, starts_on, ends_on)
    select e.person_id, at_record, e.reason, e.declared_at, e.starts_on, e.ends_on from records_exclusion e
     where e.record_id = from_record and (whose is null or e.person_id = whose)
       and not exists (select 1 from records_exclusion o where o.record_id = at_record and o.person_id = e.person_id and o.ends_on is not distinct from e.ends_on)
       and practice_reviews_reaches(e.person_id, from_record, at_record)
$$;

create function practice_reviews_linked() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if exists (select 1 from records_record u join records_record d on d.id = new.downstream_id
                where u.id = new.upstream_id and u.kind in ('review', 'learning') and d.kind in ('learning', 'action')) then
        perform practice_reviews_keep_out(null, new.upstream_id, new.downstream_id);
    end if;
    return null;
end $$;
create trigger kept_out_linked after insert on records_link for each row execute function practice_reviews_linked();

create function practice_reviews_on_agenda() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if new.about_id is not null then perform practice_reviews_keep_out(null, new.about_id, new.record_id); end if;
    return null;
end $$;
create trigger kept_out_on_agenda after insert or update of about_id on meetings_agendaitem for each row execute function practice_reviews_on_agenda();
"""
BACK = r"""
drop trigger kept_out_on_agenda on meetings_agendaitem; drop function practice_reviews_on_agenda;
drop trigger kept_out_linked on records_link; drop function practice_reviews_linked;
create or replace function practice_reviews_keep_out(whose bigint, from_record bigint, at_record bigint) returns void
language sql security definer set search_path = public, pg_temp as $$
    insert into records_exclusion (person_id, record_id, reason, declared_at, starts_on, ends_on)
    select e.person_id, at_record, e.reason, e.declared_at, e.starts_on, e.ends_on from records_exclusion e
     where e.record_id = from_record and (whose is null or e.person_id = whose)
       and not exists (select 1 from records_exclusion o where o.record_id = at_record and o.person_id = e.person_id and o.ends_on is not distinct from e.ends_on)
$$;
create or replace function practice_reviews_with(wanted bigint) returns setof bigint language sql stable security definer set search_path = public, pg_temp as $$
    select referral_id from practice_reviews_review where record_id = wanted and referral_id is not null
    union select record_id from practice_reviews_review where referral_id = wanted
    union select record_id from returns_request where about_id = wanted
    union select t.record_id from returns_return t join returns_request q on q.record_id = t.request_id where q.about_id = wanted
$$;
drop function practice_reviews_reaches(bigint, bigint, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("practice_reviews", "0006_commission_policies"),
        ("meetings", "0003_disposal"),
        ("thread", "0003_disposal"),
    ]

    operations = [migrations.RunSQL(BELOW, BACK)]
