"""History and notices, under the same rule. They lie on floors below the spine, so their policies are made here."""

from django.db import migrations

from goldenthread.database.policies import SESSION_WORKER, enable

ADMINISTERED = """exists (select 1 from partnership_post p where p.partnership_id = history_event.partnership_id and p.person_id = (select goldenthread_person())
    and p.role in ('administrator', 'business_manager'))"""
EVENT = f"""case when record_id is null then person_id = (select goldenthread_person()) or {ADMINISTERED}
    else exists (select 1 from records_record visible where visible.id = record_id) end or {SESSION_WORKER}"""
APPEND_ONLY = """
create function history_event_only_sealed() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.seal_id is null and new.seal_id is not null
       and (to_jsonb(new) - 'seal_id') = (to_jsonb(old) - 'seal_id') then
        return new;
    end if;
    raise exception 'History is append-only.';
end $$;
create trigger append_only before update or delete on history_event for each row execute function history_event_only_sealed();
create function history_nothing_changes() returns trigger language plpgsql as $$ begin raise exception 'History is append-only.'; end $$;
create trigger append_only before update or delete on history_seal for each row execute function history_nothing_changes();
create trigger never_emptied before truncate on history_event execute function history_nothing_changes();
"""
REMOVE = """drop trigger never_emptied on history_event; drop trigger append_only on history_seal; drop function history_nothing_changes;
drop trigger append_only on history_event; drop function history_event_only_sealed;"""


class Migration(migrations.Migration):
    dependencies = [("records", "0002_policies"), ("history", "0001_initial"), ("notices", "0001_initial")]

    operations = [
        enable("history_event", EVENT, "true"),
        enable("notices_notice", f"person_id = (select goldenthread_person()) or {SESSION_WORKER}", "true"),
        migrations.RunSQL(APPEND_ONLY, REMOVE),
    ]
