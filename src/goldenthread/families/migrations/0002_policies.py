"""Row-level security of families, rows that never change, and what disposal does."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from goldenthread.database.disposal import GONE, empties, keeps, removes
from goldenthread.database.policies import protect

APPENDED = ("restriction", "restrictionreview", "contact", "said", "effect", "reply", "told")

FROZEN = (
    r"""
-- What was recorded does not change, but for the disposal that two people decided.
create function families_nothing_changes() returns trigger language plpgsql as $$
begin
    if goldenthread_disposing(old.record_id) then
        if tg_op = 'DELETE' then return old; end if;
        return new;
    end if;
    raise exception 'What was recorded with a family does not change; a later row follows it.';
end $$;
"""
    + "\n".join(
        f"create trigger frozen before update or delete on families_{table} for each row execute function families_nothing_changes();"
        for table in APPENDED
    )
    + r"""

-- A row beside a family member is of the same record and the same member as what it stands beside.
create function families_stands_together() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from families_familymember m where m.id = new.member_id and m.record_id = new.record_id) then
        raise exception 'This row is of another record than its family member.';
    end if;
    return new;
end $$;
"""
    + "\n".join(
        f"create trigger together before insert on families_{table} for each row execute function families_stands_together();"
        for table in APPENDED
    )
)
FROZEN += r"""
-- Family members with a restriction to be told of, by partnership, for the worker alone: its last day to be looked at again has come and was not told.
create function goldenthread_families_due(today date) returns table (partnership bigint, member bigint)
language sql stable security definer set search_path = public, pg_temp as $$
    select distinct r.partnership_id, t.member_id from families_restriction t join records_record r on r.id = t.record_id and r.closed_on is null
      left join lateral (select v.review_on from families_restrictionreview v where v.restriction_id = t.id order by v.id desc limit 1) last on true
     where session_user like '%\_worker'
       and not exists (select 1 from families_restrictionreview v where v.restriction_id = t.id and v.review_on is null)
       and coalesce(last.review_on, t.review_on) <= today
       and not exists (select 1 from families_restrictionnote n where n.restriction_id = t.id and n.review_on = coalesce(last.review_on, t.review_on))
$$;
"""
NOT_FROZEN = (
    "\n".join(
        f"drop trigger together on families_{table}; drop trigger frozen on families_{table};" for table in APPENDED
    )
    + "\ndrop function goldenthread_families_due; drop function families_stands_together; drop function families_nothing_changes;"
)

BY = {"by_name": GONE, "by_role": "''", "by_id": "null"}
CORRECTED = {"correction_why": f"case when corrects_id is null then '' else {GONE} end"}


class Migration(migrations.Migration):
    dependencies = [("families", "0001_initial"), ("records", "0014_subject_of_family")]

    operations = [
        *[protect(f"families_{table}") for table in ("familymember", "familymemberevent", "restrictionnote", *APPENDED)],
        RunSQL(FROZEN, NOT_FROZEN),
        keeps("families_restrictionnote", "That a day came, and when it was told."),
        removes("families_familymemberevent"),
        empties(
            "families_familymember",
            {
                "label": "'Family member ' || number",
                "reach_sealed": "''",
                "standing": "'{}'::varchar[]",
                "safe": "'ask'",
                "advocate": "'not_offered'",
                "wants_draft": "'not_asked'",
                "publication": "'not_asked'",
                "interpreter": "false",
                "contact_person_id": "null",
                "cover_id": "null",
                **dict.fromkeys(
                    (
                        "safe_words", "language", "needs", "advocate_from", "dates_to_avoid", "called", "informed",
                        "wishes", "contact_words", "cover_words",
                    ),
                    "''",
                ),
            },
        ),
        empties("families_restriction", {"words": GONE, **BY}),
        empties("families_restrictionreview", {"words": GONE, **BY}),
        empties("families_contact", {"what": "''", "why": "''", "agreed_by": "''", "offers": "'{}'::varchar[]", **CORRECTED, **BY}),
        empties("families_said", {"words": GONE, **CORRECTED, **BY}),
        empties("families_effect", {"words": GONE, "shows_in_id": "null", **BY}),
        empties("families_reply", {"words": "''", **BY}),
        empties("families_told", {"how": GONE, "support": "''", **CORRECTED, **BY}),
    ]  # fmt: skip
