"""Local child safeguarding practice reviews: what is commissioned, who works on it, its drafts and its publication."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0006_disposal"),
        ("pathways", "0002_policies"),
        ("practice_reviews", "0004_least_shown"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CommissionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("initiated_on", models.DateField()),
                ("purpose", models.TextField(help_text="What more it should find out.")),
                ("terms", models.TextField(blank=True)),
                ("covers", models.CharField(blank=True, help_text="The time it looks at, in words.", max_length=200)),
                ("method", models.CharField(blank=True, max_length=200)),
                ("terms_agreed_on", models.DateField(blank=True, null=True)),
                ("summary", models.TextField(blank=True)),
                ("analysis", models.TextField(blank=True)),
                ("improvements", models.TextField(blank=True)),
                (
                    "publication",
                    models.CharField(
                        blank=True,
                        choices=[("full", "The report in full"), ("improvements", "The improvements alone")],
                        max_length=20,
                    ),
                ),
                ("publication_why", models.TextField(blank=True)),
                ("publication_by", models.CharField(blank=True, help_text="A role, or a meeting.", max_length=120)),
                ("publication_on", models.DateField(blank=True, null=True)),
                ("planned_on", models.DateField(blank=True, null=True)),
                ("planned_why", models.TextField(blank=True, help_text="What was minded in choosing the day.")),
                ("published_on", models.DateField(blank=True, null=True)),
                ("published_where", models.CharField(blank=True, max_length=300)),
                (
                    "published_late_why",
                    models.TextField(blank=True, help_text="Later than six months, and what was told of it."),
                ),
                (
                    "short_why",
                    models.TextField(
                        blank=True, help_text="Why who has the report first had it later than they should."
                    ),
                ),
                ("copied_on", models.DateField(blank=True, null=True)),
                (
                    "looked_on",
                    models.DateField(blank=True, help_text="When it was decided whether it stays public.", null=True),
                ),
                ("stays", models.BooleanField(null=True)),
                ("looked_why", models.TextField(blank=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("ended_why", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Copy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                ("number", models.PositiveSmallIntegerField()),
                ("reader", models.CharField(help_text="Who reads it, as it stands on the copy.", max_length=200)),
                ("on", models.DateField()),
                ("back_on", models.DateField(blank=True, help_text="When it was taken back.", null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Cost",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                ("days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("pounds", models.PositiveIntegerField(blank=True, null=True)),
                ("why", models.TextField(blank=True)),
                ("agreed_by", models.CharField(max_length=120)),
                ("on", models.DateField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                ("number", models.PositiveSmallIntegerField()),
                ("note", models.TextField(blank=True)),
                ("on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Practitioners",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("event", "Learning event"), ("talk", "Conversation"), ("feedback", "Feedback")],
                        max_length=20,
                    ),
                ),
                ("on", models.DateField()),
                ("who", models.TextField(help_text="Roles and agencies.")),
                ("said", models.TextField()),
                ("support", models.TextField(blank=True, help_text="How those who took part were supported.")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Proceeding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("criminal", "Criminal investigation or trial"),
                            ("coroner", "Coroner’s investigation or inquest"),
                            ("family", "Family court"),
                            ("child_death", "Child death review"),
                            ("domestic", "Domestic homicide or abuse related death review"),
                            ("adult", "Safeguarding adults review"),
                            ("health", "Patient safety or mental health homicide review"),
                            ("allegation", "Allegation against staff or volunteers"),
                            ("other", "Another proceeding"),
                        ],
                        max_length=20,
                    ),
                ),
                ("keeps_from", models.JSONField(default=list, help_text="Codes of what it keeps the review from.")),
                ("words", models.TextField(help_text="What is asked, by whom, and for how long.")),
                ("on", models.DateField()),
                ("look_on", models.DateField(blank=True, help_text="When it is looked at again.", null=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("ended_why", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Reviewer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                ("name", models.CharField(max_length=200)),
                ("independence", models.TextField(help_text="How independent, and what they know of the field.")),
                ("conflicts", models.TextField(help_text="What was considered as a conflict of interest.")),
                ("appointed_by", models.CharField(help_text="A role, or a meeting.", max_length=120)),
                ("on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "ended",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "The work is done"),
                            ("resigned", "Resigned"),
                            ("removed", "Removed"),
                            ("conflicted", "Conflict of interest"),
                        ],
                        max_length=20,
                    ),
                ),
                ("ended_why", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                (
                    "who",
                    models.CharField(
                        choices=[
                            ("panel", "National Panel"),
                            ("secretary", "Secretary of State"),
                            ("ofsted", "Ofsted"),
                            ("agencies", "Agencies that took part"),
                            ("practitioners", "Practitioners who took part"),
                            ("areas", "Other areas"),
                            ("press", "Press offices"),
                        ],
                        max_length=20,
                    ),
                ),
                ("on", models.DateField()),
                ("how", models.TextField(blank=True)),
                ("by_role", models.CharField(max_length=120)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AlterField(
            model_name="review",
            name="state",
            field=models.CharField(
                choices=[
                    ("screening", "Being screened"),
                    ("considered", "Notification being considered"),
                    ("rapid", "Rapid review"),
                    ("local", "Local learning review"),
                    ("followed", "Panel’s reply"),
                    ("practice", "Local child safeguarding practice review"),
                    ("published", "Published"),
                    ("closed", "Closed"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="reviewevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("screening", "Being screened"),
                    ("considered", "Notification being considered"),
                    ("rapid", "Rapid review"),
                    ("local", "Local learning review"),
                    ("followed", "Panel’s reply"),
                    ("practice", "Local child safeguarding practice review"),
                    ("published", "Published"),
                    ("closed", "Closed"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                ("on", models.DateField()),
                ("in_time", models.BooleanField()),
                ("quality", models.TextField()),
                ("asked", models.TextField(blank=True)),
                (
                    "review",
                    models.ForeignKey(
                        db_column="record_id",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="practice_reviews.review",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Commission",
            fields=[
                (
                    "review",
                    models.OneToOneField(
                        db_column="record_id",
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="commission",
                        serialize=False,
                        to="practice_reviews.review",
                    ),
                ),
                ("initiated_on", models.DateField()),
                ("purpose", models.TextField(help_text="What more it should find out.")),
                ("terms", models.TextField(blank=True)),
                ("covers", models.CharField(blank=True, help_text="The time it looks at, in words.", max_length=200)),
                ("method", models.CharField(blank=True, max_length=200)),
                ("terms_agreed_on", models.DateField(blank=True, null=True)),
                ("summary", models.TextField(blank=True)),
                ("analysis", models.TextField(blank=True)),
                ("improvements", models.TextField(blank=True)),
                (
                    "publication",
                    models.CharField(
                        blank=True,
                        choices=[("full", "The report in full"), ("improvements", "The improvements alone")],
                        max_length=20,
                    ),
                ),
                ("publication_why", models.TextField(blank=True)),
                ("publication_by", models.CharField(blank=True, help_text="A role, or a meeting.", max_length=120)),
                ("publication_on", models.DateField(blank=True, null=True)),
                ("planned_on", models.DateField(blank=True, null=True)),
                ("planned_why", models.TextField(blank=True, help_text="What was minded in choosing the day.")),
                ("published_on", models.DateField(blank=True, null=True)),
                ("published_where", models.CharField(blank=True, max_length=300)),
                (
                    "published_late_why",
                    models.TextField(blank=True, help_text="Later than six months, and what was told of it."),
                ),
                (
                    "short_why",
                    models.TextField(
                        blank=True, help_text="Why who has the report first had it later than they should."
                    ),
                ),
                ("copied_on", models.DateField(blank=True, null=True)),
                (
                    "looked_on",
                    models.DateField(blank=True, help_text="When it was decided whether it stays public.", null=True),
                ),
                ("stays", models.BooleanField(null=True)),
                ("looked_why", models.TextField(blank=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("ended_why", models.TextField(blank=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("publication", ""),
                            models.Q(
                                ("publication_on__isnull", False), models.Q(("publication_why", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="practice_reviews_publication_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_on__isnull", True),
                            models.Q(
                                models.Q(("publication", ""), _negated=True),
                                models.Q(("published_where", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="practice_reviews_published_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("published_on__isnull", True), ("ended_on__isnull", True), _connector="OR"),
                        name="practice_reviews_published_or_ended",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commission",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "practice_reviews_commissionevent" ("analysis", "copied_on", "covers", "ended_on", "ended_why", "improvements", "initiated_on", "looked_on", "looked_why", "method", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "planned_why", "publication", "publication_by", "publication_on", "publication_why", "published_late_why", "published_on", "published_where", "purpose", "record_id", "short_why", "stays", "summary", "terms", "terms_agreed_on") VALUES (NEW."analysis", NEW."copied_on", NEW."covers", NEW."ended_on", NEW."ended_why", NEW."improvements", NEW."initiated_on", NEW."looked_on", NEW."looked_why", NEW."method", NOW(), \'insert\', NEW."record_id", NEW."planned_on", NEW."planned_why", NEW."publication", NEW."publication_by", NEW."publication_on", NEW."publication_why", NEW."published_late_why", NEW."published_on", NEW."published_where", NEW."purpose", NEW."record_id", NEW."short_why", NEW."stays", NEW."summary", NEW."terms", NEW."terms_agreed_on"); RETURN NULL;',
                    hash="1ba7ddbe757354cc10684411f6b861f05dc754f4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_43188",
                    table="practice_reviews_commission",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commission",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "practice_reviews_commissionevent" ("analysis", "copied_on", "covers", "ended_on", "ended_why", "improvements", "initiated_on", "looked_on", "looked_why", "method", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "planned_why", "publication", "publication_by", "publication_on", "publication_why", "published_late_why", "published_on", "published_where", "purpose", "record_id", "short_why", "stays", "summary", "terms", "terms_agreed_on") VALUES (NEW."analysis", NEW."copied_on", NEW."covers", NEW."ended_on", NEW."ended_why", NEW."improvements", NEW."initiated_on", NEW."looked_on", NEW."looked_why", NEW."method", NOW(), \'update\', NEW."record_id", NEW."planned_on", NEW."planned_why", NEW."publication", NEW."publication_by", NEW."publication_on", NEW."publication_why", NEW."published_late_why", NEW."published_on", NEW."published_where", NEW."purpose", NEW."record_id", NEW."short_why", NEW."stays", NEW."summary", NEW."terms", NEW."terms_agreed_on"); RETURN NULL;',
                    hash="daffc97ef47a6d51574e2638192ed889ee28f700",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b6420",
                    table="practice_reviews_commission",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="commissionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="practice_reviews.commission",
            ),
        ),
        migrations.AddField(
            model_name="commissionevent",
            name="review",
            field=models.ForeignKey(
                db_column="record_id",
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                serialize=False,
                to="practice_reviews.review",
            ),
        ),
        migrations.AddField(
            model_name="copy",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="copy",
            name="review",
            field=models.ForeignKey(
                db_column="record_id",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="copies",
                to="practice_reviews.review",
            ),
        ),
        migrations.AddField(
            model_name="cost",
            name="review",
            field=models.ForeignKey(
                db_column="record_id",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="costs",
                to="practice_reviews.review",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="document",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="review",
            field=models.ForeignKey(
                db_column="record_id",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="drafts",
                to="practice_reviews.review",
            ),
        ),
        migrations.AddField(
            model_name="copy",
            name="draft",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="copies", to="practice_reviews.draft"
            ),
        ),
        migrations.AddField(
            model_name="practitioners",
            name="review",
            field=models.ForeignKey(
                db_column="record_id",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="practitioners",
                to="practice_reviews.review",
            ),
        ),
        migrations.AddField(
            model_name="proceeding",
            name="hold",
            field=models.OneToOneField(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathways.hold"
            ),
        ),
        migrations.AddField(
            model_name="proceeding",
            name="review",
            field=models.ForeignKey(
                db_column="record_id",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proceedings",
                to="practice_reviews.review",
            ),
        ),
        migrations.AddField(
            model_name="reviewer",
            name="review",
            field=models.ForeignKey(
                db_column="record_id",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviewers",
                to="practice_reviews.review",
            ),
        ),
        migrations.AddField(
            model_name="cost",
            name="reviewer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="costs", to="practice_reviews.reviewer"
            ),
        ),
        migrations.AddField(
            model_name="told",
            name="review",
            field=models.ForeignKey(
                db_column="record_id",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="told_before",
                to="practice_reviews.review",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commissionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6d57752092e06f30be71759c03065155c882a4a9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_937b0",
                    table="practice_reviews_commissionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(fields=("review", "number"), name="practice_reviews_draft_once"),
        ),
        migrations.AddConstraint(
            model_name="copy",
            constraint=models.UniqueConstraint(fields=("review", "number"), name="practice_reviews_copy_once"),
        ),
        migrations.AddConstraint(
            model_name="copy",
            constraint=models.UniqueConstraint(
                condition=models.Q(("back_on__isnull", True)),
                fields=("draft", "person"),
                name="practice_reviews_copy_each",
            ),
        ),
    ]
