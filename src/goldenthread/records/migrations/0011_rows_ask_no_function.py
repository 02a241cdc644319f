"""Policies that were written before read a record's circles and what is held open in line, as new ones do: no function for a row."""

from django.db import migrations

REWRITTEN = r"""
do $$
declare
    held record;
    opened text := '((\1 = any ((select goldenthread_setting(''opened''))::bigint[])) and not (\1 = any ((select goldenthread_setting(''excluded''))::bigint[])))';
begin
    for held in select tablename, policyname, qual from pg_policies where schemaname = 'public' and qual ~ 'goldenthread_sees' and qual ~ 'records_recordcircle' loop
        execute format('alter policy %I on %I using (%s)', held.policyname, held.tablename,
                       regexp_replace(held.qual, 'goldenthread_sees\(([a-z_.]+)\)', opened, 'g'));
    end loop;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0010_disposal")]

    operations = [migrations.RunSQL(REWRITTEN, migrations.RunSQL.noop)]
