"""Who sees what of practice reviews, what disposal leaves, what search finds, and how a referral reaches a circle its referrer does not sit in."""

from django.db import migrations

from goldenthread.database.disposal import GONE, empties, removes
from goldenthread.database.policies import protect
from goldenthread.search.indexing import indexed

PARTS = ["child", "partnerview", "areatold", "furtherdecision", "signoff", "panelletter"]
HISTORIES = ["reviewevent", "referralevent", "childevent"]
REVIEW_WORDS = [
    "place_area", "home_area", "what", "safety", "processes", "screening_why", "screened_by", "decision_why", "decided_by",
    "notified_by", "notified_late_why", "report_facts", "report_context", "report_analysis", "report_immediate",
    "report_conclusion", "sent_by", "sent_late_why", "closed_why",
]  # fmt: skip
REFERRAL_WORDS = ["agencies", "escalation", "processes", "wanted", "lead_role"]

RECEIVE = r"""
-- A referral reaches the circle of the group that holds reviews, where its referrer does not sit; the referrer keeps sight of this record alone.
create function practice_reviews_receive(who bigint, called text, partnership bigint, titled text, happens text, received_at timestamptz, received_on date, seen_until date)
returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare
    holder bigint; home bigint; made bigint;
    owner boolean := session_user = (select tableowner from pg_tables where schemaname = 'public' and tablename = 'records_record');
begin
    if session_user like '%\_website' or not owner and who is distinct from goldenthread_person() then raise exception 'Nobody refers in another''s name.'; end if;
    if not exists (select 1 from partnership_post p where p.person_id = who and p.partnership_id = partnership and p.role <> 'administrator'
                    and p.starts_on <= received_on and (p.ends_on is null or received_on < p.ends_on))
       and not exists (select 1 from partnership_seat s join partnership_group g on g.id = s.group_id where s.person_id = who and g.partnership_id = partnership
                    and s.starts_on <= received_on and (s.ends_on is null or received_on < s.ends_on))
    then raise exception 'Only whoever works with the partnership refers to it.'; end if;
    select a.group_id into holder from practice_reviews_arrangement a where a.partnership_id = partnership;
    select c.id into home from records_circle c where c.group_id = holder and c.kind = 'group';
    if home is null then raise exception 'No group holds reviews here.'; end if;
    insert into records_record (kind, reference, partnership_id, group_id, circle_id, title, happened, opened_at, retention_class, version)
    values ('referral', called, partnership, holder, home, titled, happens, received_at, 'practice_review', 1) returning id into made;
    insert into records_recordcircle (record_id, circle_id, role) values (made, home, 'home');
    insert into records_namedsight (record_id, person_id, reason, starts_on, ends_on) values (made, who, 'Referred it', received_on, seen_until);
    perform set_config('goldenthread.opened', array_append(goldenthread_setting('opened'), made)::text, true);
    return made;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("practice_reviews", "0001_initial"),
        ("records", "0012_kinds_of_review"),
        ("search", "0005_parts"),
        ("thread", "0003_disposal"),
    ]

    operations = [
        *[protect(f"practice_reviews_{table}") for table in ("review", "referral", *PARTS, *HISTORIES)],
        migrations.RunSQL(RECEIVE, "drop function practice_reviews_receive"),
        # a review is found by what its source of the thread says in short
        indexed("practice_reviews_referral", "concat_ws(' ', new.what, new.why_together)"),
        *[removes(f"practice_reviews_{table}") for table in HISTORIES],
        empties(
            "practice_reviews_review",
            {
                **dict.fromkeys(REVIEW_WORDS, "''"),
                "what": GONE,
                "decided_by": "''",
                "aware_at": "null",
                "withdrawn_why": f"case when withdrawn_on is null then '' else {GONE} end",
                "notified_reference": f"case when notified_at is null then '' else {GONE} end",
            },
        ),
        empties(
            "practice_reviews_referral",
            {
                **dict.fromkeys(REFERRAL_WORDS, "''"),
                "what": GONE,
                "why_together": GONE,
                "safety": GONE,
                "outcome": f"case when told_at is null then '' else {GONE} end",
            },
        ),
        empties(
            "practice_reviews_child", {"ethnicity": "''", "disability": "''", "placed_by": "''", "sex": "'unknown'"}
        ),
        empties("practice_reviews_partnerview", {"why": GONE, "by_role": GONE}),
        empties("practice_reviews_areatold", {"area": GONE, "why": "''"}),
        empties("practice_reviews_furtherdecision", {"why": GONE, "dissent": "''", "criteria": "'{}'::jsonb"}),
        empties("practice_reviews_signoff", {"by_role": GONE}),
        empties("practice_reviews_panelletter", {"text": GONE, "answer": "''"}),
    ]
