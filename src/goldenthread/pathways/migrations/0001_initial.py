
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('partnership', '0003_money'),
        ('records', '0010_disposal'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('content', models.JSONField()),
                ('edits', models.PositiveIntegerField(default=1, help_text='How often the draft was changed; its forms carry it.')),
                ('what_changed', models.TextField(blank=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_by', models.CharField(max_length=200)),
                ('started_at', models.DateTimeField()),
                ('is_open', models.BooleanField(default=True)),
                ('calendar', models.CharField(help_text='The edition of the calendar its days were last counted with.', max_length=200)),
                ('computed_at', models.DateTimeField()),
                ('checked_on', models.DateField()),
                ('check_on', models.DateField(blank=True, null=True)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.record')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='pathways.edition')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_name', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField()),
                ('stages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ('starts_on', models.DateField()),
                ('review_on', models.DateField()),
                ('reason', models.TextField()),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='pathways.course')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.record')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HoldLift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_name', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField()),
                ('lifted_on', models.DateField()),
                ('reason', models.TextField()),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pathways.course')),
                ('hold', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='lift', to='pathways.hold')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.record')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Pathway',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=120)),
                ('made_at', models.DateTimeField()),
                ('retired_on', models.DateField(blank=True, null=True)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
            ],
        ),
        migrations.AddField(
            model_name='edition',
            name='pathway',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='pathways.pathway'),
        ),
        migrations.AddField(
            model_name='course',
            name='pathway',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='pathways.pathway'),
        ),
        migrations.CreateModel(
            name='Relaxation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.TextField()),
                ('checked_on', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_why', models.TextField(blank=True)),
                ('pathway_key', models.CharField(max_length=60)),
                ('stage', models.CharField(max_length=40)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('more', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('words', models.TextField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
            ],
        ),
        migrations.CreateModel(
            name='Variation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_name', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField()),
                ('stage', models.CharField(max_length=40)),
                ('more', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('reason', models.TextField()),
                ('authority', models.CharField(max_length=200)),
                ('agreed_on', models.DateField()),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='variations', to='pathways.course')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.record')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AddedHoliday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.TextField()),
                ('checked_on', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_why', models.TextField(blank=True)),
                ('day', models.DateField()),
                ('title', models.CharField(max_length=120)),
                ('known_on', models.DateField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('partnership', 'day'), name='pathways_holiday_once')],
            },
        ),
        migrations.CreateModel(
            name='CourseEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_name', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField()),
                ('key', models.CharField(max_length=40)),
                ('said', models.CharField(choices=[('happened', 'Happened'), ('not_needed', 'Not needed'), ('struck', 'Struck out')], max_length=20)),
                ('happened', models.CharField(blank=True, help_text='A year, a year and month, or a day.', max_length=10)),
                ('moment', models.TimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='pathways.course')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.record')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='pathways.courseevent')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('said', 'happened'), models.Q(('happened', ''), _negated=True)), models.Q(models.Q(('said', 'happened'), _negated=True), ('happened', '')), _connector='OR'), name='pathways_event_has_its_day')],
            },
        ),
        migrations.CreateModel(
            name='CourseStage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=120)),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('not_started', 'Not started'), ('waiting', 'Waiting'), ('due', 'Due'), ('held', 'On hold'), ('done', 'Done'), ('not_needed', 'Not needed')], max_length=20)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('waits_for', models.CharField(blank=True, max_length=120)),
                ('side', models.CharField(blank=True, choices=[('unit', 'Business unit'), ('chair', "Chair of the record's group"), ('others', 'Someone else')], max_length=20)),
                ('review_on', models.DateField(blank=True, null=True)),
                ('done_on', models.CharField(blank=True, max_length=10)),
                ('on_time', models.BooleanField(blank=True, null=True)),
                ('calendar', models.TextField(blank=True)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stages', to='pathways.course')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnership.partnership')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.record')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('state__in', ['waiting', 'due', 'held'])), fields=['partnership', 'due_on'], name='pathways_stage_open'), models.Index(fields=['record'], name='pathways_stage_record')],
                'constraints': [models.UniqueConstraint(fields=('course', 'key'), name='pathways_stage_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(('review_on__gte', models.F('starts_on'))), name='pathways_hold_days_in_order'),
        ),
        migrations.AddConstraint(
            model_name='pathway',
            constraint=models.UniqueConstraint(fields=('partnership', 'key'), name='pathways_key_once'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('pathway', 'number'), name='pathways_edition_number_once'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at__isnull', True)), fields=('pathway',), name='pathways_edition_one_draft'),
        ),
        migrations.AddIndex(
            model_name='course',
            index=models.Index(condition=models.Q(('is_open', True)), fields=['partnership', 'check_on'], name='pathways_course_checked'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.UniqueConstraint(fields=('record', 'pathway'), name='pathways_course_once'),
        ),
        migrations.AddIndex(
            model_name='relaxation',
            index=models.Index(fields=['partnership', 'pathway_key'], name='pathways_re_partner_8f7032_idx'),
        ),
        migrations.AddConstraint(
            model_name='relaxation',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='pathways_relaxation_days_in_order'),
        ),
        migrations.AddConstraint(
            model_name='variation',
            constraint=models.CheckConstraint(condition=models.Q(('more__isnull', True), ('until__isnull', True), _connector='XOR'), name='pathways_variation_says_one_thing'),
        ),
    ]
