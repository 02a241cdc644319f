"""Whoever is kept out of a record is kept out of what was referred for it, and of what agencies are asked and answer about it: then and later."""

from django.db import migrations

KEPT_OUT = r"""
-- The records that go with a record when someone is kept out of it.
create function practice_reviews_with(wanted bigint) returns setof bigint language sql stable security definer set search_path = public, pg_temp as $$
    select referral_id from practice_reviews_review where record_id = wanted and referral_id is not null
    union select record_id from practice_reviews_review where referral_id = wanted
    union select record_id from returns_request where about_id = wanted
    union select t.record_id from returns_return t join returns_request q on q.record_id = t.request_id where q.about_id = wanted
$$;

create function practice_reviews_keep_out(whose bigint, from_record bigint, at_record bigint) returns void
language sql security definer set search_path = public, pg_temp as $$
    insert into records_exclusion (person_id, record_id, reason, declared_at, starts_on, ends_on)
    select e.person_id, at_record, e.reason, e.declared_at, e.starts_on, e.ends_on from records_exclusion e
     where e.record_id = from_record and (whose is null or e.person_id = whose)
       and not exists (select 1 from records_exclusion o where o.record_id = at_record and o.person_id = e.person_id and o.ends_on is not distinct from e.ends_on)
$$;
revoke execute on function practice_reviews_keep_out(bigint, bigint, bigint) from public;

create function practice_reviews_exclusion() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    other bigint;
begin
    if new.record_id is null then return null; end if;
    for other in select practice_reviews_with(new.record_id) loop
        if tg_op = 'UPDATE' then
            update records_exclusion set ends_on = new.ends_on where record_id = other and person_id = new.person_id and ends_on is distinct from new.ends_on;
        else
            perform practice_reviews_keep_out(new.person_id, new.record_id, other);
        end if;
    end loop;
    return null;
end $$;
create trigger kept_out_with after insert on records_exclusion for each row execute function practice_reviews_exclusion();
create trigger let_in_with after update of ends_on on records_exclusion for each row when (old.ends_on is distinct from new.ends_on)
    execute function practice_reviews_exclusion();

create function practice_reviews_asked() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if new.about_id is not null then perform practice_reviews_keep_out(null, new.about_id, new.record_id); end if;
    return null;
end $$;
create trigger kept_out_asked after insert or update of about_id on returns_request for each row execute function practice_reviews_asked();

create function practice_reviews_returned() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform practice_reviews_keep_out(null, new.request_id, new.record_id);
    return null;
end $$;
create trigger kept_out_returned after insert on returns_return for each row execute function practice_reviews_returned();

create function practice_reviews_taken_up() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if new.referral_id is not null then
        perform practice_reviews_keep_out(null, new.referral_id, new.record_id);
        perform practice_reviews_keep_out(null, new.record_id, new.referral_id);
    end if;
    return null;
end $$;
create trigger kept_out_taken_up after insert or update of referral_id on practice_reviews_review for each row execute function practice_reviews_taken_up();
"""
BACK = """
drop trigger kept_out_taken_up on practice_reviews_review; drop function practice_reviews_taken_up;
drop trigger kept_out_returned on returns_return; drop function practice_reviews_returned;
drop trigger kept_out_asked on returns_request; drop function practice_reviews_asked;
drop trigger let_in_with on records_exclusion; drop trigger kept_out_with on records_exclusion; drop function practice_reviews_exclusion;
drop function practice_reviews_keep_out(bigint, bigint, bigint); drop function practice_reviews_with(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("practice_reviews", "0002_policies"), ("returns", "0002_policies")]

    operations = [migrations.RunSQL(KEPT_OUT, BACK)]
