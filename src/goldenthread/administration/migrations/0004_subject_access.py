"""Requests about the data held on a person: for the business unit alone, and for nobody about themselves; what the law allows, as rows."""

import csv
from importlib.resources import files

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goldenthread.database.disposal import GONE, empties
from goldenthread.database.policies import enable, sees

UNIT = "partnership_id = any ((select goldenthread_setting('units'))::bigint[])"
A_UNIT = "(cardinality((select goldenthread_setting('units'))::bigint[]) > 0 or (select goldenthread_job_partnership()) is not null)"
THEIRS = f"{UNIT} and exists (select 1 from administration_datarequest held where held.id = request_id)"
FUNCTIONS = """
-- How many things found for a request lie in records that the viewer does not see; nothing else of them.
create function goldenthread_data_findings_hidden(asked bigint) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
    select count(*) from administration_datafinding f join administration_datarequest r on r.id = f.request_id
     where f.request_id = asked and r.partnership_id = any (goldenthread_setting('units'))
       and f.record_id is not null and not goldenthread_sees(f.record_id)
$$;

-- In how many records outside the viewer's circles someone may be found: a number, for the business unit of that partnership and nobody else.
create function goldenthread_data_elsewhere(asked bigint, names text[], born text, number text, phrases text[], person bigint) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
    select count(*) from records_record r
     where r.partnership_id = asked and asked = any (goldenthread_setting('units')) and not goldenthread_sees(r.id) and r.id in (
        select s.record_id from records_subject s
         where s.name_index <> '' and s.name_index = any (names) or born <> '' and s.born_index = born or number <> '' and s.nhs_number_index = number
        union
        select e.record_id from search_entry e join unnest(phrases) said on e.words @@ phraseto_tsquery('english', said) where e.partnership_id = asked
        union
        select i.record_id from meetings_invitee i where i.person_id = person
        union
        select a.record_id from thread_action a where a.owner_person_id = person
        union
        select t.record_id from returns_return t where t.contact_person_id = person or t.senior_person_id = person
        union
        select h.record_id from history_event h where h.person_id = person and h.partnership_id = asked and h.record_id is not null)
$$;
"""
NO_FUNCTIONS = "drop function goldenthread_data_elsewhere; drop function goldenthread_data_findings_hidden;"


def ship(apps, schema_editor):
    """The provisions as they come with the program; each is to be checked by whoever uses it."""
    text = files("goldenthread.administration").joinpath("shipped", "provisions.csv").read_text("utf-8")
    rows = apps.get_model("administration", "Provision").objects
    for row in csv.DictReader(text.splitlines()):
        rows.create(**row)


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_policies"),
        ("returns", "0004_unsent_answers"),
        ("search", "0004_circles"),
        ("thread", "0003_disposal"),
        ("administration", "0003_confirmations"),
        ("partnership", "0004_registers"),
        ("records", "0013_subject_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DataRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=12, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("access", "A copy of their data"),
                            ("correction", "Correction"),
                            ("erasure", "Erasure"),
                            ("restriction", "Restriction"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("child", "A child"),
                            ("family", "A family member"),
                            ("staff", "A member of staff"),
                            ("other", "Someone else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name_sealed", models.TextField()),
                ("variants_sealed", models.TextField(blank=True)),
                ("born_sealed", models.TextField(blank=True)),
                ("nhs_number_sealed", models.TextField(blank=True)),
                ("email_sealed", models.TextField(blank=True)),
                ("asker_sealed", models.TextField(blank=True, help_text="Who asks, where it is not they themselves.")),
                (
                    "authority_sealed",
                    models.TextField(blank=True, help_text="By what authority they ask for someone else."),
                ),
                ("wanted_sealed", models.TextField(blank=True, help_text="What is asked for, in their own words.")),
                ("received_on", models.DateField()),
                ("rule", models.TextField(help_text="The provision on time that applied, in words.")),
                ("identity_checked_on", models.DateField(blank=True, null=True)),
                ("identity_how", models.CharField(blank=True, max_length=300)),
                ("extended_on", models.DateField(blank=True, null=True)),
                ("extension_reason", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Being worked on"),
                            ("submitted", "Waits for a second person"),
                            ("approved", "Approved"),
                            ("closed", "Answered"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("searched_at", models.DateTimeField(blank=True, null=True)),
                (
                    "elsewhere",
                    models.PositiveIntegerField(
                        default=0, help_text="Records that may hold more, in circles the searcher does not sit in."
                    ),
                ),
                ("elsewhere_note", models.TextField(blank=True)),
                (
                    "decision",
                    models.TextField(
                        blank=True, help_text="What is decided on a correction, erasure or restriction, and why."
                    ),
                ),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("sent_back_because", models.TextField(blank=True)),
                ("answer_sealed", models.TextField(blank=True, help_text="The disclosure, as it was given.")),
                ("digest", models.CharField(blank=True, help_text="SHA-256 of the disclosure.", max_length=64)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("closed_how", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.partnership"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DataFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("subject", "Whom a record is about"),
                            ("words", "Words of a record"),
                            ("document", "Document"),
                            ("return", "Return"),
                            ("meeting", "Meeting"),
                            ("action", "Action"),
                            ("place", "Post or seat"),
                            ("history", "History"),
                            ("account", "Account"),
                        ],
                        max_length=20,
                    ),
                ),
                ("place", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("document", models.CharField(blank=True, max_length=12)),
                (
                    "mark",
                    models.CharField(
                        choices=[
                            ("undecided", "Not decided"),
                            ("disclose", "Disclose"),
                            ("part", "Disclose in part"),
                            ("withhold", "Withhold"),
                            ("not_them", "Not about them"),
                        ],
                        default="undecided",
                        max_length=20,
                    ),
                ),
                ("given", models.TextField(blank=True)),
                (
                    "exemptions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("marked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "marked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.partnership"
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="administration.datarequest",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DataWait",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("identity", "Proof of who they are"), ("clarification", "What they ask for")],
                        max_length=20,
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partnership.partnership"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waits",
                        to="administration.datarequest",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Provision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40)),
                ("number", models.PositiveSmallIntegerField(default=0)),
                (
                    "kind",
                    models.CharField(
                        choices=[("exemption", "Exemption"), ("time", "Time"), ("statement", "Statement")],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("provision", models.CharField(max_length=300)),
                ("applies", models.TextField()),
                ("source", models.TextField()),
                ("in_use", models.BooleanField(default=True)),
                ("last_checked_on", models.DateField(blank=True, help_text="Empty: to be checked.", null=True)),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.partnership",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="datarequest",
            index=models.Index(fields=["partnership", "-received_on"], name="administration_dr_received"),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by__isnull", True),
                    models.Q(("approved_by", models.F("submitted_by")), _negated=True),
                    _connector="OR",
                ),
                name="administration_datarequest_second",
            ),
        ),
        migrations.AddConstraint(
            model_name="datafinding",
            constraint=models.UniqueConstraint(fields=("request", "key"), name="administration_datafinding_once"),
        ),
        migrations.AddConstraint(
            model_name="datawait",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)), fields=("request",), name="administration_datawait_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="datawait",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="administration_datawait_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="provision",
            constraint=models.UniqueConstraint(
                fields=("partnership", "code", "number"), name="administration_provision_once", nulls_distinct=False
            ),
        ),
        migrations.RunPython(ship, migrations.RunPython.noop),
        # What comes with the program is there for every business unit, and for nobody who has no such post.
        enable("administration_provision", f"(partnership_id is null and {A_UNIT}) or {UNIT}", UNIT),
        enable("administration_datarequest", f"{UNIT} and person_id is distinct from (select goldenthread_person())"),
        enable("administration_datawait", THEIRS),
        enable(
            "administration_datafinding",
            f"{THEIRS} and (record_id is null or {sees('administration_datafinding', 'record_id')})",
        ),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        empties("administration_datafinding", {"place": GONE, "text": "''", "given": "''", "reason": GONE}),
    ]
