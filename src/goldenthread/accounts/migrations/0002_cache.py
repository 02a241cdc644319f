"""The table behind Django's database cache, which counts failed sign-ins over every process."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """create table accounts_cache (cache_key varchar(255) primary key, value text not null, expires timestamptz not null);
               create index accounts_cache_expires on accounts_cache (expires);""",
            "drop table accounts_cache;",
        ),
    ]
