"""Who sees what of a death, what disposal leaves, what search finds, how a notification reaches the panel’s circle, and who is kept out with it."""

from django.db import migrations

from goldenthread.database.disposal import GONE, empties, keeps, removes
from goldenthread.database.policies import protect
from goldenthread.search.indexing import indexed

TABLES = (
    "death", "knownname", "notification", "scopedecision", "areadecision", "firstdecision", "related", "track",
    "trackresult", "reviewmeeting", "claim", "deferral", "analysis", "factor", "recommendation", "handover",
    "disclosure", "broughtin", "deathevent", "analysisevent",
)  # fmt: skip

RECEIVE = r"""
-- A notification reaches the circle of the group that reviews child deaths, where its sender need not sit: by account in one's own name, or without one
-- where the partnership takes notifications so. The sender sees nothing of the record afterwards.
create function child_deaths_receive(who bigint, called text, partnership bigint, titled text, happens text, happens_on date, received_at timestamptz, received_on date)
returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare
    holder bigint; home bigint; made bigint; open_to_all boolean;
    owner boolean := session_user = (select tableowner from pg_tables where schemaname = 'public' and tablename = 'records_record');
begin
    if session_user like '%\_website' or not owner and who is distinct from goldenthread_person() then raise exception 'Nobody notifies in another''s name.'; end if;
    select a.group_id, a.is_public into holder, open_to_all from child_deaths_arrangement a where a.partnership_id = partnership;
    select c.id into home from records_circle c where c.group_id = holder and c.kind = 'group';
    if home is null then raise exception 'No group reviews child deaths here.'; end if;
    if who is null and not open_to_all then raise exception 'No death is notified here without an account.'; end if;
    if who is not null
       and not exists (select 1 from partnership_post p where p.person_id = who and p.partnership_id = partnership and p.role <> 'administrator'
                    and p.starts_on <= received_on and (p.ends_on is null or received_on < p.ends_on))
       and not exists (select 1 from partnership_seat s join partnership_group g on g.id = s.group_id where s.person_id = who and g.partnership_id = partnership
                    and s.starts_on <= received_on and (s.ends_on is null or received_on < s.ends_on))
    then raise exception 'Only whoever works with the partnership notifies with an account.'; end if;
    insert into records_record (kind, reference, partnership_id, group_id, circle_id, title, happened, happened_on, opened_at, retention_class, version)
    values ('child_death', called, partnership, holder, home, titled, happens, happens_on, received_at, 'child_death', 1) returning id into made;
    insert into records_recordcircle (record_id, circle_id, role) values (made, home, 'home');
    perform set_config('goldenthread.opened', array_append(coalesce(goldenthread_setting('opened'), '{}'), made)::text, true);
    return made;
end $$;

-- Deaths whose way has not begun (they came without an account), or has not heard what happened in the requests about them: for the worker alone.
create function child_deaths_waiting() returns table (partnership bigint, death bigint)
language sql stable security definer set search_path = public, pg_temp as $$
    select d.partnership_id, d.record_id from child_deaths_death d
     where session_user like '%\_worker' and d.state in ('notified', 'gathering', 'met', 'ready') and (
        exists (select 1 from child_deaths_notification n where n.record_id = d.record_id and n.channel = 'link')
            and not exists (select 1 from pathways_course c join pathways_pathway p on p.id = c.pathway_id where c.record_id = d.record_id and p.key = 'child_death_review')
        or exists (
            select 1 from (
                select bool_or(t.sent_at is not null) as sent, bool_and(t.state in ('returned', 'nil_return', 'refused')) as back
                  from returns_request q join returns_return t on t.request_id = q.record_id
                 where q.about_id = d.record_id and t.state not in ('draft', 'withdrawn')) held
             where held.sent and exists (select 1 from pathways_course c join pathways_coursestage s on s.course_id = c.id
                        where c.record_id = d.record_id and c.is_open and s.state in ('waiting', 'due', 'late', 'held', 'not_started')
                          and (s.key = 'asked' or s.key = 'forms' and held.back))))
$$;

-- The same notification sent again (a double click, a lost connection): the reference it has already, told to nobody but whoever sends the very same words.
create function child_deaths_sent_before(partnership bigint, words_digest text) returns text
language sql stable security definer set search_path = public, pg_temp as $$
    select r.reference from child_deaths_notification n join records_record r on r.id = n.record_id
     where r.partnership_id = partnership and n.original_digest = words_digest limit 1
$$;
"""
BACK = "drop function child_deaths_waiting(); drop function child_deaths_sent_before(bigint, text); drop function child_deaths_receive(bigint, text, bigint, text, text, date, timestamptz, date);"

KEPT_OUT = r"""
-- What was learned from a death goes with it when someone is kept out, as it does with a review.
do $do$
declare
    which text;
begin
    foreach which in array array['practice_reviews_with(bigint)', 'practice_reviews_linked()'] loop
        execute replace(pg_get_functiondef(which::regprocedure), $$('review', 'response', 'learning')$$, $$('review', 'response', 'child_death', 'learning')$$);
    end loop;
end $do$;
"""
LET_BE = KEPT_OUT.replace(
    "$$('review', 'response', 'learning')$$, $$('review', 'response', 'child_death', 'learning')$$",
    "$$('review', 'response', 'child_death', 'learning')$$, $$('review', 'response', 'learning')$$",
)


class Migration(migrations.Migration):
    dependencies = [
        ("child_deaths", "0001_initial"),
        ("postvention", "0002_policies"),
        ("records", "0014_subject_of_family"),
        ("search", "0005_parts"),
        ("thread", "0004_kind_of_response"),
        ("returns", "0002_policies"),
        ("pathways", "0002_policies"),
    ]

    operations = [
        *[protect(f"child_deaths_{table}") for table in TABLES],
        migrations.RunSQL(RECEIVE, BACK),
        migrations.RunSQL(KEPT_OUT, LET_BE),
        indexed("child_deaths_analysis", "concat_ws(' ', new.summary, new.cause)"),
        removes("child_deaths_deathevent"),
        removes("child_deaths_analysisevent"),
        # the row that counts stays for the figures, without what could tell who it was: area, day, place and cause go
        empties(
            "child_deaths_death",
            {
                "what": GONE, "cause": "''", "coded_cause": "''", "died_at": "null", "born_at": "null", "died_on": "date_trunc('year', died_on)::date",
                "age_minutes": "null", "home_area": "''", "country": "''", "language": "''", "ethnicity": "''",
                "closed_why": "''", "theme": "''", "limbs": "'{}'",
            },
        ),
        empties("child_deaths_knownname", {"name_sealed": "''", "name_index": "''", "number_sealed": "''", "number_index": "''", "why": GONE}),
        empties("child_deaths_notification", {"agency": GONE, "role": GONE, "person_id": "null", "sender_sealed": "''", "original_sealed": "''", "original_digest": "''"}),
        empties("child_deaths_scopedecision", {"why": GONE, "by_role": GONE}),
        empties("child_deaths_areadecision", {"area": "''", "why": GONE, "agreed_by": "''", "shares_learning": "''"}),
        empties("child_deaths_firstdecision", {"why": GONE, "by_role": GONE}),
        empties("child_deaths_related", {"note": "''"}),
        empties("child_deaths_track", {"who": GONE, "note": "''", "outcome": "case when ended_on is null then '' else " + GONE + " end"}),
        empties("child_deaths_trackresult", {"name": GONE, "says": GONE}),
        empties("child_deaths_reviewmeeting", {"convened_by": GONE, "present": GONE, "family_questions": "''", "said": GONE, "feedback": "''", "papers_missing": "''"}),
        empties("child_deaths_claim", {"about": "'Content disposed of ' || id", "says": GONE, "source": GONE, "accepted_why": "case when is_accepted then " + GONE + " else '' end"}),
        empties("child_deaths_deferral", {"why": GONE, "until": "''"}),
        empties(
            "child_deaths_analysis",
            {"secondary": "'{}'", "summary": GONE, "cause": GONE, "hierarchy_why": "''", "differs": "''", "coroner_differs": "''", "process": "''", "feedback": "''", "panel_name": "''", "why_again": "''"},
        ),
        empties("child_deaths_factor", {"words": "''"}),
        empties("child_deaths_recommendation", {"words": GONE, "addressee": GONE, "informed_how": "case when informed_on is null then '' else " + GONE + " end", "answer": "''"}),
        keeps("child_deaths_handover", "That something was handed over, when, and a digest: no word of it."),
        empties("child_deaths_disclosure", {"asker": GONE, "asked_for": GONE, "decided": GONE, "why": GONE, "by_role": GONE}),
        empties("child_deaths_broughtin", {"local_reference": GONE}),
    ]  # fmt: skip
