from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_messages")]

    operations = [
        migrations.CreateModel(
            name="Incoming",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("what", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
