"""Which of the rooms' own words are found. In one place for the rooms that were there before search; a later room says its own."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

MOST = 100_000

WORDS = {
    "thread_source": "new.summary",
    "thread_learningpoint": "concat_ws(' ', new.text, array_to_string(new.parts, ' '), array_to_string(new.themes, ' '))",
    "thread_action": "concat_ws(' ', new.text, new.measure, array_to_string(new.themes, ' '))",
    "thread_product": "new.summary",
    "thread_impact": "concat_ws(' ', new.statement, new.method, new.caveat)",
    "thread_development": "concat_ws(' ', new.summary, array_to_string(new.themes, ' '))",
    "returns_request": "new.theme",
    "meetings_meeting": "concat_ws(' ', new.title, new.place)",
    "meetings_agendaitem": "new.text",
    "oversight_risk": "concat_ws(' ', new.text, new.effect)",
    "oversight_challenge": "new.text",
    "oversight_plannedmatter": "new.text",
    "oversight_engagement": "new.who",
}


def indexed(table: str, words: str, column: str = "record_id") -> RunSQL:
    """As it was while one table gave a record its words (see 0003). Let what `words` makes of a row of `table` (SQL over `new`) be found with its record, from now on and of the rows that are there."""
    vector = f"setweight(to_tsvector('english', left(coalesce({words}, ''), {MOST})), 'B')"
    return RunSQL(
        f"""
create function search_keep_{table}() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'DELETE' then
        update search_entry e set body = '', words = e.head where e.record_id = old.{column};
        return null;
    end if;
    update search_entry e set body = {vector}, words = e.head || {vector} where e.record_id = new.{column};
    return null;
end $$;
create trigger search_words after insert or update or delete on {table} for each row execute function search_keep_{table}();
create function search_fill_{table}() returns void language sql set search_path = public, pg_temp as $$
    update search_entry e set body = {vector}, words = e.head || {vector} from {table} new where new.{column} = e.record_id;
$$;
revoke execute on function search_fill_{table}() from public;
select search_fill_{table}();""",
        f"""drop trigger search_words on {table}; drop function search_keep_{table}(); drop function search_fill_{table}();""",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_kept"),
        ("thread", "0002_policies"),
        ("returns", "0002_policies"),
        ("meetings", "0002_policies"),
        ("oversight", "0002_policies"),
    ]

    operations = [indexed(table, words) for table, words in WORDS.items()]
