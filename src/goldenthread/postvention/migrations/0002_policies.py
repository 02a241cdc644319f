"""Who sees what of a response, what disposal leaves, and that whoever is kept out of one is kept out of what was learned from it."""

from django.db import migrations

from goldenthread.database.disposal import GONE, empties, keeps, removes
from goldenthread.database.policies import protect

TABLES = (
    "response", "responseevent", "statusdecision", "areatold", "death", "finding", "sealednote", "setting", "task",
    "minddate",
)  # fmt: skip

KEPT_OUT = r"""
-- What was learned from a response goes with it when someone is kept out, as it does with a review.
do $do$
declare
    which text;
begin
    foreach which in array array['practice_reviews_with(bigint)', 'practice_reviews_linked()'] loop
        execute replace(pg_get_functiondef(which::regprocedure), $$('review', 'learning')$$, $$('review', 'response', 'learning')$$);
    end loop;
end $do$;
"""
BACK = KEPT_OUT.replace(
    "$$('review', 'learning')$$, $$('review', 'response', 'learning')$$",
    "$$('review', 'response', 'learning')$$, $$('review', 'learning')$$",
)


class Migration(migrations.Migration):
    dependencies = [
        ("postvention", "0001_initial"),
        ("practice_reviews", "0007_kept_out_below"),
        ("records", "0014_subject_of_family"),
        ("search", "0005_parts"),
        ("thread", "0004_kind_of_response"),
    ]

    operations = [
        *[protect(f"postvention_{table}") for table in TABLES],
        migrations.RunSQL(KEPT_OUT, BACK),
        removes("postvention_responseevent"),
        empties("postvention_response", {"why_noticed": GONE, "voice": "''", "lines": "''", "noticed_at": "null"}),
        empties("postvention_statusdecision", {"why": GONE, "by_role": GONE}),
        empties("postvention_areatold", {"area": GONE}),
        empties("postvention_death", {"organisation_id": "null", "setting": "''", "area": "''"}),
        keeps("postvention_finding", "What was found and when, by a number: no word and no name."),
        empties("postvention_sealednote", {"note_sealed": "''"}),
        empties(
            "postvention_setting",
            {
                "organisation_id": "null", "words": "''", "contact_role": GONE, "support": GONE, "by_whom": GONE,
                "ended_why": f"case when ended_on is null then '' else {GONE} end",
            },
        ),
        empties("postvention_task", {"words": GONE, "owner_role": GONE}),
        empties("postvention_minddate", {"ready": "''"}),
    ]  # fmt: skip
