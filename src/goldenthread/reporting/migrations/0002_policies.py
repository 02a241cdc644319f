"""A report is there for those who work with its partnership, and for the reporting actor."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from goldenthread.database.policies import also, enable

REPORT = "partnership_id = any ((select goldenthread_setting('partnerships'))::bigint[]) or partnership_id = (select goldenthread_reporting()) or partnership_id = (select goldenthread_job_partnership())"

SEALED = """
create function goldenthread_sealed() returns trigger language plpgsql as $$
begin
    raise exception 'The report % is signed off and does not change.', old.reference;
end $$;
create trigger reporting_sealed before update or delete on reporting_report for each row when (old.sealed is not null) execute function goldenthread_sealed();
"""


def below(table: str, parent: str, column: str) -> object:
    """Rows of `table` are there for whoever may see the row they belong to."""
    return enable(table, f"exists (select 1 from {parent} above where above.id = {table}.{column})")


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial"), ("records", "0002_policies"), ("thread", "0002_policies")]

    operations = [
        enable("reporting_report", REPORT),
        below("reporting_section", "reporting_report", "report_id"),
        below("reporting_sectiondevelopment", "reporting_section", "section_id"),
        below("reporting_sectionstep", "reporting_section", "section_id"),
        below("reporting_comment", "reporting_report", "report_id"),
        below("reporting_checklistentry", "reporting_report", "report_id"),
        # A draft is gathered by group, and a development's group stands on its record.
        # A count since a product came in needs the impact that is linked, and the product's day.
        also(
            "records_record",
            "reporting",
            "kind in ('development', 'product') and partnership_id = (select goldenthread_reporting())",
        ),
        also("thread_impact", "reporting", "partnership_id = (select goldenthread_reporting())"),
        also("thread_product", "reporting", "partnership_id = (select goldenthread_reporting())"),
        RunSQL(SEALED, "drop trigger reporting_sealed on reporting_report; drop function goldenthread_sealed;"),
    ]
