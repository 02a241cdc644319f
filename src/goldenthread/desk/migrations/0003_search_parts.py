"""Decisions, minutes, highlight reports and the names of documents are found too: a record's words have several parts.

What fewer people read than see the record is left out: draft minutes until they are circulated, highlight reports until they are issued, files
that are not checked, and the files and answers of returns. An agenda item is a record of its own, which whoever has a conflict of interest does not see.
"""

from importlib import import_module

from django.db import migrations

from goldenthread.search.indexing import indexed

WORDS = import_module("goldenthread.desk.migrations.0001_search_words").WORDS
READ = "exists (select 1 from meetings_meeting m where m.record_id = new.meeting_id and m.state in ('circulated', 'sealed'))"
ITEM = f"concat_ws(' ', new.text, case when {READ} then new.minutes end)"
NAME = "concat_ws(' ', new.name, regexp_replace(new.name, '[^[:alnum:]]+', ' ', 'g'))"
CHECKED = "new.state = 'clean' and not exists (select 1 from returns_return t where t.record_id = new.record_id)"

# When minutes are circulated, the words of every item of that meeting are found; when they are called back, no longer.
CIRCULATED = """
create function search_keep_minutes() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform search_put(i.record_id, 'meetings_agendaitem', search_words_meetings_agendaitem(i.record_id)) from meetings_agendaitem i where i.meeting_id = new.record_id;
    return null;
end $$;
create trigger search_minutes after update of state on meetings_meeting for each row
    when (old.state is distinct from new.state) execute function search_keep_minutes();
"""
NOT_CIRCULATED = "drop trigger search_minutes on meetings_meeting; drop function search_keep_minutes();"


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0002_calendar"),
        ("search", "0005_parts"),
        ("documents", "0006_disposal"),
        ("meetings", "0002_policies"),
        ("oversight", "0002_policies"),
        ("returns", "0004_unsent_answers"),
    ]

    operations = [
        *[indexed(table, words) for table, words in WORDS.items() if table != "meetings_agendaitem"],
        indexed("meetings_agendaitem", ITEM),
        indexed("meetings_decision", "concat_ws(' ', new.text, new.reasons)"),
        indexed(
            "oversight_highlight",
            "concat_ws(' ', new.achieved, new.late, new.risks, new.asks)",
            where="new.state = 'issued'",
        ),
        indexed("documents_document", NAME, where=CHECKED),
        migrations.RunSQL(CIRCULATED, NOT_CIRCULATED),
        migrations.RunSQL("select search_fill();", migrations.RunSQL.noop),
    ]
