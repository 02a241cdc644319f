"""What an organisation has not sent in is not for its peers, nor a file that no answer they read names: the database holds to both."""

from django.db import migrations

from goldenthread.database.policies import enable, sees

READS_NARROW = """
create or replace function goldenthread_reads_narrow(wanted bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (
        select 1 from returns_return t join records_record r on r.id = t.record_id
         where t.record_id = wanted and (
            exists (select 1 from partnership_post p where p.person_id = goldenthread_person() and p.partnership_id = t.partnership_id
                       and (p.role in ('business_manager', 'business_officer') or p.organisation_id = t.organisation_id and p.role <> 'administrator')
                       and p.starts_on <= goldenthread_day() and (p.ends_on is null or goldenthread_day() < p.ends_on))
         or exists (select 1 from partnership_seat s where s.person_id = goldenthread_person() and s.group_id = r.group_id
                       and s.role in ('chair', 'vice_chair') and s.starts_on <= goldenthread_day() and (s.ends_on is null or goldenthread_day() < s.ends_on))
         {senior}
         or t.partnership_id = goldenthread_job_partnership()))
$$;
"""
SENT = """not narrow and exists (select 1 from returns_return sent where sent.record_id = {table}.record_id
and sent.state in ('returned', 'nil_return', 'refused'))"""


def answers(table: str) -> list[migrations.RunSQL]:
    """The answers of a return, once it is sent in; before that for whoever reads everything of it."""
    before = f"({sees(table, 'record_id')}) and (not narrow or goldenthread_reads_narrow(record_id))"
    return [
        migrations.RunSQL(
            f"drop policy visible on {table}",
            f"create policy visible on {table} using ({before}) with check ({before})",
        ),
        enable(
            table,
            f"({sees(table, 'record_id')}) and ({SENT.format(table=table)} or goldenthread_reads_narrow(record_id))",
        ),
    ]


FILES = """
create policy returned on documents_document as restrictive for select using (
    not exists (select 1 from returns_return t where t.record_id = documents_document.record_id)
    or documents_document.record_id = (select goldenthread_answering())
    or goldenthread_reads_narrow(record_id)
    or exists (select 1 from returns_answer a where a.record_id = documents_document.record_id and a.value ? documents_document.reference)
    or (state = 'quarantined' and session_user like '%\\_worker'));
"""


class Migration(migrations.Migration):
    dependencies = [("returns", "0003_disposal"), ("documents", "0006_disposal")]

    operations = [
        migrations.RunSQL(
            READS_NARROW.format(
                senior="or t.senior_person_id is not null and t.senior_person_id = goldenthread_person()"
            ),
            READS_NARROW.format(senior=""),
        ),
        *answers("returns_answer"),
        *answers("returns_answerevent"),
        migrations.RunSQL(FILES, "drop policy returned on documents_document"),
    ]
