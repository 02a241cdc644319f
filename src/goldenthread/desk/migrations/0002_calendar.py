"""A person's calendar: its address is kept as a digest, seen and changed by that person alone, and makes them the viewer when it is asked for."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goldenthread.database.policies import enable

CALENDAR = """
-- Makes whoever this calendar address belongs to the viewer of the transaction, and says who that is; nobody where it is unknown or ended, or
-- their account is closed. Asked the same way for every address.
create function goldenthread_calendar(token_digest text, came_on date, came_at timestamptz) returns table (whose bigint, called varchar)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    found record;
begin
    perform goldenthread_view(null, came_on, came_at);
    select p.id, p.name into found from desk_calendarlink l join accounts_person p on p.id = l.person_id and p.is_active
     where l.digest = token_digest;
    if found.id is not null then
        perform goldenthread_view(found.id, came_on, came_at);
        return query select found.id, found.name;
    end if;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_search_words"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="CalendarLink",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("content_digest", models.CharField(blank=True, max_length=64)),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        enable("desk_calendarlink", "person_id = (select goldenthread_person())"),
        migrations.RunSQL(CALENDAR, "drop function goldenthread_calendar;"),
    ]
