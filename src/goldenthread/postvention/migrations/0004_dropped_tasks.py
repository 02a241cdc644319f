"""A task of a plan that is not done after all stays to be read, with the reason."""

from django.db import migrations, models

GONE = """update records_disposalstep set assignments = assignments || jsonb_build_object(
    'dropped_why', $$case when dropped_on is null then '' else 'Content disposed of' end$$
) where "table" = 'postvention_task'"""


class Migration(migrations.Migration):
    dependencies = [
        ("postvention", "0003_least_shown"),
        ("records", "0010_disposal"),
    ]

    operations = [
        migrations.AddField(
            model_name="task",
            name="dropped_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="task",
            name="dropped_why",
            field=models.TextField(blank=True, db_default=""),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(dropped_on__isnull=True, dropped_why="")
                | (models.Q(dropped_on__isnull=False) & ~models.Q(dropped_why="")),
                name="postvention_task_dropped_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(dropped_on__isnull=True) | models.Q(done_on__isnull=True),
                name="postvention_task_done_or_dropped",
            ),
        ),
        migrations.RunSQL(
            GONE,
            """update records_disposalstep set assignments = assignments - 'dropped_why' where "table" = 'postvention_task'""",
        ),
    ]
