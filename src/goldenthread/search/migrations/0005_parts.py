"""Several tables give one record its words, each a part of its own; the entry holds them together."""

import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from goldenthread.database.disposal import removes
from goldenthread.database.policies import protect

JOINED = """
create aggregate search_joined(tsvector) (sfunc = tsvector_concat, stype = tsvector, initcond = '');

-- One table's part of a record's words, and the record's words anew. An entry that disposal took away does not come back.
create function search_put(wanted bigint, given text, said tsvector) returns void language plpgsql set search_path = public, pg_temp as $$
begin
    if said is null or said = ''::tsvector then
        delete from search_part where record_id = wanted and source = given;
    elsif exists (select 1 from search_entry e where e.record_id = wanted) then
        insert into search_part (record_id, source, words) values (wanted, given, said)
        on conflict (record_id, source) do update set words = excluded.words;
    end if;
    update search_entry e set body = joined.body, words = e.head || joined.body
      from (select search_joined(p.words order by p.source) as body from search_part p where p.record_id = wanted) joined
     where e.record_id = wanted and e.body is distinct from joined.body;
end $$;
revoke execute on function search_put(bigint, text, tsvector) from public;

create function search_drop_parts() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
    delete from search_part where record_id = old.id;
    return null;
end $$;
create trigger search_parts after delete on records_record for each row execute function search_drop_parts();

-- The last of what `search_fill` calls: every record's words from their parts.
create function search_fill_zz_joined() returns void language sql set search_path = public, pg_temp as $$
    update search_entry e set body = joined.body, words = e.head || joined.body
      from (select record_id, search_joined(words order by source) as body from search_part group by record_id) joined
     where joined.record_id = e.record_id and e.body is distinct from joined.body;
$$;
revoke execute on function search_fill_zz_joined() from public;
"""
NOT_JOINED = "drop trigger search_parts on records_record; drop function search_drop_parts(); drop function search_fill_zz_joined(); drop function search_put(bigint, text, tsvector); drop aggregate search_joined(tsvector);"


class Migration(migrations.Migration):
    dependencies = [("search", "0004_circles"), ("records", "0013_subject_indexes")]

    operations = [
        migrations.CreateModel(
            name="Part",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "record_id", "source", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.CharField(max_length=63)),
                ("words", django.contrib.postgres.search.SearchVectorField()),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="records.record"
                    ),
                ),
            ],
        ),
        protect("search_part"),
        removes("search_part"),
        migrations.RunSQL(JOINED, NOT_JOINED),
    ]
