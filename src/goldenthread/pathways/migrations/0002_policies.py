"""Row-level security of pathways and courses, what never changes, and what disposal does."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from goldenthread.database.disposal import GONE, empties, keeps
from goldenthread.database.policies import also, enable, protect

WORKED_WITH = "partnership_id = any ((select goldenthread_setting('partnerships'))::bigint[]) or partnership_id = (select goldenthread_job_partnership())"

# Whoever holds a seat in one of its groups works with a partnership too, without a post there: a chair from outside begins a pathway.
SEATED = """exists (select 1 from partnership_seat s join partnership_group g on g.id = s.group_id
    where g.partnership_id = {table}.partnership_id and s.person_id = (select goldenthread_person())
      and s.starts_on <= (select nullif(current_setting('goldenthread.day', true), '')::date) and (s.ends_on is null or (select nullif(current_setting('goldenthread.day', true), '')::date) < s.ends_on))"""

FROZEN = r"""
create function pathways_published_is_frozen() returns trigger language plpgsql as $$
begin
    raise exception 'Edition % of the pathway is published and does not change.', old.number;
end $$;
create trigger frozen before update or delete on pathways_edition for each row when (old.published_at is not null)
execute function pathways_published_is_frozen();

-- What was recorded does not change, but for the disposal that two people decided.
create function pathways_nothing_changes() returns trigger language plpgsql as $$
begin
    if goldenthread_disposing(old.record_id) then
        if tg_op = 'DELETE' then return old; end if;
        return new;
    end if;
    raise exception 'What was recorded of a pathway does not change; a later row follows it.';
end $$;
create trigger frozen before update or delete on pathways_courseevent for each row execute function pathways_nothing_changes();
create trigger frozen before update or delete on pathways_hold for each row execute function pathways_nothing_changes();
create trigger frozen before update or delete on pathways_holdlift for each row execute function pathways_nothing_changes();
create trigger frozen before update or delete on pathways_variation for each row execute function pathways_nothing_changes();

-- A record keeps the edition it was set on.
create function pathways_edition_is_kept() returns trigger language plpgsql as $$
begin
    raise exception 'A record keeps the edition of the pathway that it was set on.';
end $$;
create trigger kept before update on pathways_course for each row
when (old.edition_id is distinct from new.edition_id or old.record_id is distinct from new.record_id or old.pathway_id is distinct from new.pathway_id)
execute function pathways_edition_is_kept();

-- The partnerships that have a course to look at, for the worker alone: its day has come, or what days are counted with has changed since.
create function goldenthread_pathways_waiting(today date, calendar_edition text) returns setof bigint
language sql stable security definer set search_path = public, pg_temp as $$
    select distinct c.partnership_id from pathways_course c join records_record r on r.id = c.record_id and r.closed_on is null
     where c.is_open and session_user like '%\_worker'
       and (c.check_on <= today or c.calendar <> calendar_edition
         or exists (select 1 from pathways_relaxation x where x.partnership_id = c.partnership_id and greatest(x.made_at, x.withdrawn_at) > c.computed_at)
         or exists (select 1 from pathways_addedholiday h where h.partnership_id = c.partnership_id and greatest(h.made_at, h.withdrawn_at) > c.computed_at))
$$;
"""
NOT_FROZEN = """
drop function goldenthread_pathways_waiting;
drop trigger kept on pathways_course; drop function pathways_edition_is_kept;
drop trigger frozen on pathways_variation; drop trigger frozen on pathways_holdlift; drop trigger frozen on pathways_hold;
drop trigger frozen on pathways_courseevent; drop function pathways_nothing_changes;
drop trigger frozen on pathways_edition; drop function pathways_published_is_frozen;
"""


class Migration(migrations.Migration):
    dependencies = [("pathways", "0001_initial"), ("records", "0010_disposal"), ("partnership", "0001_initial")]

    operations = [
        *[
            protect(f"pathways_{table}")
            for table in ("course", "courseevent", "hold", "holdlift", "variation", "coursestage")
        ],
        *[
            enable(f"pathways_{table}", f"{WORKED_WITH} or {SEATED.format(table=f'pathways_{table}')}")
            for table in ("pathway", "edition", "relaxation", "addedholiday")
        ],
        # Whoever sees a record that follows it reads it: a person let in by name, who has no part in the partnership else.
        also(
            "pathways_pathway",
            "followed",
            "exists (select 1 from pathways_course c where c.pathway_id = pathways_pathway.id)",
        ),
        also(
            "pathways_edition",
            "followed",
            "exists (select 1 from pathways_course c where c.edition_id = pathways_edition.id)",
        ),
        *[
            also(
                f"pathways_{table}",
                "counted",
                f"exists (select 1 from pathways_course c where c.partnership_id = pathways_{table}.partnership_id)",
            )
            for table in ("relaxation", "addedholiday")
        ],
        RunSQL(FROZEN, NOT_FROZEN),
        empties("pathways_course", {"started_by": GONE, "is_open": "false", "check_on": "null"}),
        empties("pathways_courseevent", {"reason": "''", "by_name": GONE, "by_id": "null"}),
        empties("pathways_hold", {"reason": GONE, "by_name": GONE, "by_id": "null"}),
        empties("pathways_holdlift", {"reason": GONE, "by_name": GONE, "by_id": "null"}),
        empties("pathways_variation", {"reason": GONE, "authority": GONE, "by_name": GONE, "by_id": "null"}),
        keeps("pathways_coursestage", "Stages and days, in the pathway's own words."),
    ]
