"""Row-level security of meetings, and minutes that do not change once they are sealed."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from goldenthread.database.policies import protect

OF_MEETINGS = ["meeting", "meetingevent", "agendaplace", "invitee", "issue", "issuereader"]
OF_ITEMS = [
    "agendaitem", "agendaitemevent", "paper", "conflict", "issueditem", "decision", "decisionevent", "dissent",
    "itemaction", "comment",
]  # fmt: skip

# What the seal covers cannot change under it: the meeting and its items at all, who came and what was decided neither.
# Confirming a provisional decision is a later fact, and may be written beside what the minutes say.
SEALED = """
create function meetings_sealed() returns trigger language plpgsql as $$
begin
    raise exception 'These minutes are approved and do not change.';
end $$;
create function meetings_part_of_sealed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
    touched bigint := case when tg_op = 'DELETE' then old.record_id else new.record_id end;
begin
    if exists (select 1 from meetings_meeting m where m.record_id = touched and m.sealed is not null)
       or exists (select 1 from meetings_agendaitem i where i.record_id = touched and i.sealed is not null) then
        raise exception 'These minutes are approved and do not change.';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger sealed before update or delete on meetings_meeting for each row when (old.sealed is not null) execute function meetings_sealed();
create trigger sealed before update or delete on meetings_agendaitem for each row when (old.sealed is not null) execute function meetings_sealed();
create trigger sealed before insert or update or delete on meetings_invitee for each row execute function meetings_part_of_sealed();
create trigger sealed before insert or update or delete on meetings_agendaplace for each row execute function meetings_part_of_sealed();
create trigger sealed before insert or update or delete on meetings_dissent for each row execute function meetings_part_of_sealed();
create trigger sealed before insert or delete on meetings_decision for each row execute function meetings_part_of_sealed();
create trigger sealed_words before update on meetings_decision for each row
    when (old.text is distinct from new.text or old.reasons is distinct from new.reasons or old.number is distinct from new.number
          or old.missing is distinct from new.missing or old.at is distinct from new.at)
    execute function meetings_part_of_sealed();
"""
UNSEALED = """
drop trigger sealed_words on meetings_decision; drop trigger sealed on meetings_decision; drop trigger sealed on meetings_dissent;
drop trigger sealed on meetings_agendaplace; drop trigger sealed on meetings_invitee; drop trigger sealed on meetings_agendaitem;
drop trigger sealed on meetings_meeting; drop function meetings_part_of_sealed; drop function meetings_sealed;
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial"), ("records", "0008_named_sight_policies"), ("thread", "0002_policies")]

    operations = [
        *[protect(f"meetings_{table}") for table in (*OF_MEETINGS, *OF_ITEMS)],
        RunSQL(SEALED, UNSEALED),
    ]
