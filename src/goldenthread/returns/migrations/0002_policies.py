"""Who sees what of requests and returns in the database; the identity of someone who answers by link; what is frozen."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from goldenthread.database.policies import SESSION_WORKER, also, enable, protect, sees

FUNCTIONS = r"""
create function goldenthread_answering() returns bigint language sql stable parallel safe as
$$ select nullif(current_setting('goldenthread.answering', true), '')::bigint $$;

create function goldenthread_answering_section() returns text language sql stable parallel safe as
$$ select coalesce(current_setting('goldenthread.answering_section', true), '') $$;

-- Whether a code for a link is right. Counts the try, and on success opens a short session known by a digest. Asked the same way for every
-- token: of one that is unknown, over or revoked no row is found, and the answer is the same.
create function goldenthread_try_code(token_digest text, code_digest text, fresh_session text, tried_at timestamptz, most integer) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    good boolean;
begin
    update returns_answercode c set attempts = c.attempts + 1,
           used_at = case when c.digest = code_digest then tried_at end,
           session_digest = case when c.digest = code_digest then fresh_session else '' end
      from returns_answerlink l
     where l.id = c.link_id and l.digest = token_digest and l.revoked_at is null and l.expires_at > tried_at
       and c.used_at is null and c.expires_at > tried_at and c.attempts < most
       and c.id = (select max(newest.id) from returns_answercode newest where newest.link_id = l.id)
    returning c.used_at is not null into good;
    return coalesce(good, false);
end $$;

-- Makes the one return of a link, or the one section of it, what this transaction may touch, and says which; nothing where the link is
-- unknown, over or revoked, or no code of it opened this session. It makes whoever was the viewer before nobody.
create function goldenthread_answer(token_digest text, opened_session text, came_on date, came_at timestamptz, opened_after timestamptz)
returns table (link_id bigint, record_id bigint, partnership_id bigint, kind varchar, section varchar, name varchar, email varchar)
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
    found record;
begin
    perform goldenthread_view(null, came_on, came_at);
    select l.id, l.record_id, r.partnership_id, l.kind, l.section, l.name, l.email into found
      from returns_answerlink l join returns_return r on r.record_id = l.record_id
     where l.digest = token_digest and l.revoked_at is null and l.expires_at > came_at and opened_session <> ''
       and exists (select 1 from returns_answercode c where c.link_id = l.id and c.session_digest = opened_session and c.used_at > opened_after);
    perform set_config('goldenthread.answering', coalesce(found.record_id::text, ''), true),
            set_config('goldenthread.answering_section', coalesce(found.section, ''), true);
    if found.record_id is not null then
        return query select found.id, found.record_id, found.partnership_id, found.kind, found.section, found.name, found.email;
    end if;
end $$;

-- The presses of links' buttons that wait, for the worker alone; no link where the token is unknown, over or revoked.
create function goldenthread_knocks(asked_at timestamptz)
returns table (knock_id bigint, link_id bigint, partnership_id bigint)
language sql stable security definer set search_path = public, pg_temp as $$
    select k.id, l.id, r.partnership_id from returns_knock k
      left join returns_answerlink l on l.digest = k.digest and l.revoked_at is null and l.expires_at > asked_at
      left join returns_return r on r.record_id = l.record_id
     where session_user like '%\_worker' order by k.id limit 200
$$;

-- The partnerships that have a reminder to send by a day, for the worker alone.
create function goldenthread_reminding(today date) returns setof bigint
language sql stable security definer set search_path = public, pg_temp as $$
    select distinct partnership_id from returns_return where next_reminder_on <= today and session_user like '%\_worker'
$$;

-- Whether the viewer reads what a return says in a section that the asking group at large does not: the business unit, the group's chair,
-- and the organisation itself.
create function goldenthread_reads_narrow(wanted bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (
        select 1 from returns_return t join records_record r on r.id = t.record_id
         where t.record_id = wanted and (
            exists (select 1 from partnership_post p where p.person_id = goldenthread_person() and p.partnership_id = t.partnership_id
                       and (p.role in ('business_manager', 'business_officer') or p.organisation_id = t.organisation_id and p.role <> 'administrator')
                       and p.starts_on <= goldenthread_day() and (p.ends_on is null or goldenthread_day() < p.ends_on))
         or exists (select 1 from partnership_seat s where s.person_id = goldenthread_person() and s.group_id = r.group_id
                       and s.role in ('chair', 'vice_chair') and s.starts_on <= goldenthread_day() and (s.ends_on is null or goldenthread_day() < s.ends_on))
         or t.partnership_id = goldenthread_job_partnership()))
$$;
"""
DAY = """
-- The day on which the viewer looks, for the few rules that ask about posts and seats again.
create function goldenthread_day() returns date language sql stable parallel safe as
$$ select nullif(current_setting('goldenthread.day', true), '')::date $$;

alter function goldenthread_view(bigint, date, timestamptz) rename to goldenthread_view_before_returns;
create function goldenthread_view(viewer bigint, viewed_on date, viewed_at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform goldenthread_view_before_returns(viewer, viewed_on, viewed_at);
    perform set_config('goldenthread.day', coalesce(viewed_on::text, ''), true), set_config('goldenthread.answering', '', true),
            set_config('goldenthread.answering_section', '', true);
end $$;
"""
NO_DAY = """
drop function goldenthread_view(bigint, date, timestamptz);
alter function goldenthread_view_before_returns(bigint, date, timestamptz) rename to goldenthread_view;
drop function goldenthread_day();
"""
REMOVE = """drop function goldenthread_reads_narrow; drop function goldenthread_reminding; drop function goldenthread_knocks; drop function goldenthread_answer;
drop function goldenthread_try_code; drop function goldenthread_answering_section; drop function goldenthread_answering;"""

FROZEN = """
create function returns_published_is_frozen() returns trigger language plpgsql as $$
begin
    raise exception 'Version % of the questionnaire is published and does not change.', old.number;
end $$;
create trigger frozen before update or delete on returns_questionnaireversion for each row when (old.published_at is not null)
execute function returns_published_is_frozen();
create function returns_nothing_changes() returns trigger language plpgsql as $$ begin raise exception 'What was sent in does not change.'; end $$;
create trigger frozen before update or delete on returns_submission for each row execute function returns_nothing_changes();
create trigger frozen before update or delete on returns_reminder for each row execute function returns_nothing_changes();
"""
NOT_FROZEN = """drop trigger frozen on returns_reminder; drop trigger frozen on returns_submission; drop function returns_nothing_changes;
drop trigger frozen on returns_questionnaireversion; drop function returns_published_is_frozen;"""

WORKED_WITH = "partnership_id = any ((select goldenthread_setting('partnerships'))::bigint[]) or partnership_id = (select goldenthread_job_partnership())"
ITS_OWN = "record_id = (select goldenthread_answering())"
ITS_SECTION = f"{ITS_OWN} and (select goldenthread_answering_section()) in ('', section)"
WHOLE = f"{ITS_OWN} and (select goldenthread_answering_section()) = ''"


def answering(table: str, using: str) -> RunSQL:
    """Rows of `table` that someone who answers by link sees and writes, beside everyone else's rule."""
    return RunSQL(
        f"create policy answering on {table} using ({using}) with check ({using});",
        f"drop policy answering on {table};",
    )


def narrowed(table: str) -> RunSQL:
    """Answers are there for whoever sees the return, those of a narrow section for fewer."""
    return enable(table, f"({sees(table, 'record_id')}) and (not narrow or goldenthread_reads_narrow(record_id))")


class Migration(migrations.Migration):
    dependencies = [
        ("returns", "0001_initial"),
        ("records", "0005_messages"),
        ("documents", "0002_policies"),
    ]

    operations = [
        RunSQL(DAY, NO_DAY),
        RunSQL(FUNCTIONS, REMOVE),
        *[
            protect(f"returns_{table}")
            for table in ("request", "requestevent", "return", "returnevent", "reminder", "answerlink", "submission")
        ],
        narrowed("returns_answer"),
        narrowed("returns_answerevent"),
        enable(
            "returns_answercode",
            f"{SESSION_WORKER} and exists (select 1 from returns_answerlink l where l.id = link_id)",
        ),
        enable("returns_questionnaire", WORKED_WITH),
        enable("returns_questionnaireversion", WORKED_WITH),
        # Whoever sees a return reads what it asks: someone who answers by link, and a member with a seat and no post.
        also(
            "returns_questionnaireversion",
            "asked",
            "exists (select 1 from returns_return asked where asked.version_id = returns_questionnaireversion.id)",
        ),
        answering("records_record", "id = (select goldenthread_answering())"),
        answering("records_recordevent", "pgh_obj_id = (select goldenthread_answering())"),
        answering("returns_return", ITS_OWN),
        answering("returns_returnevent", ITS_OWN),
        answering("returns_answer", ITS_SECTION),
        answering("returns_answerevent", ITS_SECTION),
        answering("returns_answerlink", WHOLE),
        answering("returns_submission", WHOLE),
        answering("documents_document", ITS_OWN),
        RunSQL(FROZEN, NOT_FROZEN),
    ]
