"""Policies that were written before look a record's circles up row by row, as new ones do.

Planned once for everyone, the question "is it in a circle of mine" was answered for every record of the viewer's circles before the first
row was read, in each statement anew: a page cost more with each record that its reader could see (docs/adr/0008).
"""

from django.db import migrations

REWRITTEN = r"""
do $$
declare
    held record;
    asked text := '(FROM records_recordcircle held\s+WHERE \(\(held\.record_id = [a-z_.]+\) AND \(held\.circle_id = ANY \('
               || '\( SELECT goldenthread_setting\(''circles''::text\) AS goldenthread_setting\)::bigint\[\]\)\)\))(?!\s+OFFSET)';
begin
    for held in select tablename, policyname, qual, with_check from pg_policies where schemaname = 'public' and (qual ~ asked or with_check ~ asked) loop
        execute format('alter policy %I on %I', held.policyname, held.tablename)
            || coalesce(format(' using (%s)', regexp_replace(held.qual, asked, '\1 OFFSET 0', 'g')), '')
            || coalesce(format(' with check (%s)', regexp_replace(held.with_check, asked, '\1 OFFSET 0', 'g')), '');
    end loop;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0014_subject_of_family")]

    operations = [migrations.RunSQL(REWRITTEN, migrations.RunSQL.noop)]
