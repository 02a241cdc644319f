"""Letting a room's own words be found: a migration operation, as `protect` is for policies."""

from django.db.migrations.operations import RunSQL

MOST = 100_000
"""Characters of one table's words about one record that are found; a text vector has a limit of its own."""


def indexed(table: str, words: str, column: str = "record_id", *, where: str = "true") -> RunSQL:
    """Let what `words` makes of the rows of `table` (SQL over `new`) be found with their record, from now on and of the rows that are there.

    Several tables may give one record words, and one table several rows: each table's part is kept apart (`search_part`). `where` leaves rows
    out: words that fewer people read than see the record have no place in it, since a word found tells that it is there.
    """
    text = f"left(coalesce(string_agg({words}, ' ' order by {words}), ''), {MOST})"
    vector = f"setweight(to_tsvector('english', {text}), 'B')"
    return RunSQL(
        f"""
create or replace function search_words_{table}(wanted bigint) returns tsvector language sql stable set search_path = public, pg_temp as $$
    select {vector} from {table} new where new.{column} = $1 and ({where});
$$;
revoke execute on function search_words_{table}(bigint) from public;
create or replace function search_keep_{table}() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'DELETE' or (tg_op = 'UPDATE' and old.{column} is distinct from new.{column}) then
        perform search_put(old.{column}, '{table}', search_words_{table}(old.{column}));
    end if;
    if tg_op <> 'DELETE' then
        perform search_put(new.{column}, '{table}', search_words_{table}(new.{column}));
    end if;
    return null;
end $$;
drop trigger if exists search_words on {table};
create trigger search_words after insert or update or delete on {table} for each row execute function search_keep_{table}();
create or replace function search_fill_{table}() returns void language sql set search_path = public, pg_temp as $$
    insert into search_part (record_id, source, words)
    select new.{column}, '{table}', {vector} from {table} new join search_entry e on e.record_id = new.{column} where {where} group by new.{column}
    on conflict (record_id, source) do update set words = excluded.words;
$$;
revoke execute on function search_fill_{table}() from public;
select search_fill_{table}();""",
        f"""drop trigger search_words on {table}; drop function search_keep_{table}(); drop function search_fill_{table}(); drop function search_words_{table}(bigint);""",
    )
