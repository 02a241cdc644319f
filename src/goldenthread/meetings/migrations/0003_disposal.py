"""What disposal does to meetings and agenda items; an item hangs from its meeting. Sealed minutes give way to it alone."""

from django.db import migrations

from goldenthread.database.disposal import GONE, empties, keeps, removes

ABOVE = """
create or replace function goldenthread_above(wanted bigint) returns setof bigint language sql stable set search_path = public, pg_temp as $$
    select upstream_id from records_link where downstream_id = wanted
    union all select request_id from returns_return where record_id = wanted
    union all select about_id from returns_request where record_id = wanted and about_id is not null
    union all select meeting_id from meetings_agendaitem where record_id = wanted
    union all select about_id from meetings_agendaitem where record_id = wanted and about_id is not null
$$;
"""
FORMER_ABOVE = """
create or replace function goldenthread_above(wanted bigint) returns setof bigint language sql stable set search_path = public, pg_temp as $$
    select upstream_id from records_link where downstream_id = wanted
    union all select request_id from returns_return where record_id = wanted
    union all select about_id from returns_request where record_id = wanted and about_id is not null
$$;
"""


def sealed(unless: str, after: str = "") -> str:
    """The functions that keep sealed minutes as they are."""
    return f"""
create or replace function meetings_sealed() returns trigger language plpgsql as $$
begin
    {unless}
    raise exception 'These minutes are approved and do not change.';
end $$;
create or replace function meetings_part_of_sealed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    touched bigint := case when tg_op = 'DELETE' then old.record_id else new.record_id end;
begin
    if (exists (select 1 from meetings_meeting m where m.record_id = touched and m.sealed is not null)
       or exists (select 1 from meetings_agendaitem i where i.record_id = touched and i.sealed is not null)){after} then
        raise exception 'These minutes are approved and do not change.';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
"""


UNLESS = (
    "if goldenthread_disposing(old.record_id) then return case when tg_op = 'DELETE' then old else new end; end if;"
)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_policies"), ("returns", "0003_disposal")]

    operations = [
        migrations.RunSQL(ABOVE, FORMER_ABOVE),
        migrations.RunSQL(sealed(UNLESS, " and not goldenthread_disposing(touched)"), sealed("")),
        empties(
            "meetings_meeting",
            {
                "title": GONE,
                "place": "''",
                "link": "''",
                "reason": "''",
                "sealed": "case when sealed is not null then '{}'::jsonb end",
            },
        ),
        removes("meetings_meetingevent"),
        empties(
            "meetings_agendaitem",
            {
                "text": GONE,
                "presenter": "''",
                "minutes": "''",
                "sealed": "case when sealed is not null then '{}'::jsonb end",
            },
        ),
        removes("meetings_agendaitemevent"),
        keeps("meetings_agendaplace", "Its place in the order, and minutes by the clock."),
        empties("meetings_paper", {"title": GONE}),
        empties("meetings_conflict", {"reason": GONE}),
        empties("meetings_decision", {"text": GONE, "reasons": "''", "missing": "''"}),
        removes("meetings_decisionevent"),
        empties("meetings_dissent", {"words": GONE}),
        keeps("meetings_itemaction", "A link between references; the action is a record of its own."),
        empties("meetings_comment", {"text": GONE}),
        empties("meetings_invitee", {"reason": "''", "note": "''"}),
        empties("meetings_issue", {"note": "''", "head": "'{}'"}),
        empties("meetings_issueditem", {"content": "'{}'"}),
        keeps("meetings_issuereader", "Who was sent which issue and opened it, without what it said."),
    ]
