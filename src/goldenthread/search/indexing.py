"""Letting a room's own words be found: a migration operation, as `protect` is for policies."""

from django.db.migrations.operations import RunSQL

MOST = 100_000
"""Characters of one record's words that are found; a text vector has a limit of its own."""


def indexed(table: str, words: str, column: str = "record_id") -> RunSQL:
    """Let what `words` makes of a row of `table` (SQL over `new`) be found with its record, from now on and of the rows that are there."""
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
