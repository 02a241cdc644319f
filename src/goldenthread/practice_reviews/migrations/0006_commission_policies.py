"""Who sees what of a local child safeguarding practice review, what disposal leaves of it, and whose a draft's file is."""

from django.db import migrations

from goldenthread.database.disposal import GONE, empties, removes
from goldenthread.database.policies import protect

TABLES = (
    "commission", "commissionevent", "reviewer", "cost", "proceeding", "check", "practitioners", "draft", "copy", "told",
)  # fmt: skip

DRAFTS = r"""
-- Whether the person leads the record's review: the business unit, and the chair of the group that holds it.
create function practice_reviews_leads(wanted bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (
        select 1 from records_record r where r.id = wanted and (
            exists (select 1 from partnership_post p where p.person_id = goldenthread_person() and p.partnership_id = r.partnership_id
                       and p.role in ('business_manager', 'business_officer')
                       and p.starts_on <= goldenthread_day() and (p.ends_on is null or goldenthread_day() < p.ends_on))
         or exists (select 1 from partnership_seat s where s.person_id = goldenthread_person() and s.group_id = r.group_id
                       and s.role in ('chair', 'vice_chair') and s.starts_on <= goldenthread_day() and (s.ends_on is null or goldenthread_day() < s.ends_on))))
$$;

-- A draft's own file is for those who lead: everyone else reads a copy that says whose it is.
create function practice_reviews_draft_kept(file bigint, wanted bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select 1 from practice_reviews_draft d where d.document_id = file and not practice_reviews_leads(wanted)
        and not exists (select 1 from practice_reviews_copy c where c.draft_id = d.id and c.person_id = goldenthread_person() and c.back_on is null))
$$;
create policy drafts on documents_document as restrictive for select using (
    not practice_reviews_draft_kept(id, record_id) or (state = 'quarantined' and session_user like '%\_worker'));
"""
BACK = """
drop policy drafts on documents_document; drop function practice_reviews_draft_kept(bigint, bigint); drop function practice_reviews_leads(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("practice_reviews", "0005_commission"), ("documents", "0006_disposal")]

    operations = [
        *[protect(f"practice_reviews_{table}") for table in TABLES],
        migrations.RunSQL(DRAFTS, BACK),
        removes("practice_reviews_commissionevent"),
        empties(
            "practice_reviews_commission",
            {
                "purpose": GONE,
                **dict.fromkeys(
                    ("terms", "covers", "method", "summary", "analysis", "improvements", "publication_by", "planned_why",
                     "published_late_why", "short_why", "looked_why", "ended_why"), "''"
                ),
                "publication_why": f"case when publication = '' then '' else {GONE} end",
                "published_where": f"case when published_on is null then '' else {GONE} end",
            },
        ),
        empties(
            "practice_reviews_reviewer",
            {"name": GONE, "independence": GONE, "conflicts": GONE, "appointed_by": GONE, "ended_why": "''"},
        ),
        empties("practice_reviews_cost", {"why": "''", "agreed_by": GONE}),
        empties("practice_reviews_proceeding", {"words": GONE, "ended_why": "''", "keeps_from": "'[]'::jsonb"}),
        empties("practice_reviews_check", {"quality": GONE, "asked": "''"}),
        empties("practice_reviews_practitioners", {"who": GONE, "said": GONE, "support": "''"}),
        empties("practice_reviews_draft", {"note": "''"}),
        empties("practice_reviews_copy", {"reader": GONE, "person_id": "null"}),
        empties("practice_reviews_told", {"how": "''", "by_role": GONE}),
    ]  # fmt: skip
