"""A report is there for those who work with its partnership, and for the reporting actor."""

from django.db import migrations

from goldenthread.database.policies import also, enable

REPORT = "partnership_id = any ((select goldenthread_setting('partnerships'))::bigint[]) or partnership_id = (select goldenthread_reporting()) or partnership_id = (select goldenthread_job_partnership())"


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
        also("records_record", "reporting", "kind = 'development' and partnership_id = (select goldenthread_reporting())"),
    ]
