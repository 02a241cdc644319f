"""What disposal does to the knots of the thread: states, days, owners' organisations and links stay; words go."""

from django.db import migrations

from goldenthread.database.disposal import GONE, empties, keeps, removes

EMPTY = "'{}'"
KNOTS = ("source", "learningpoint", "action", "product", "impact", "development")


class Migration(migrations.Migration):
    dependencies = [("thread", "0002_policies"), ("records", "0010_disposal")]

    operations = [
        *[removes(f"thread_{knot}event") for knot in KNOTS],
        empties("thread_source", {"summary": "''", "subject": "''", "age_group": "''", "children": "null"}),
        empties("thread_learningpoint", {"text": GONE, "parts": EMPTY, "themes": EMPTY, "age_group": "''"}),
        keeps("thread_learningorganisation", "Which organisations it concerned names nobody."),
        empties(
            "thread_action",
            {
                "text": GONE,
                "measure": "''",
                "owner_person_id": "null",
                "themes": EMPTY,
                "source_text": "''",
                "import_key": "''",
                "last_update": "''",
            },
        ),
        empties("thread_actionline", {"note": "''"}),
        removes("thread_actionupdate"),
        empties("thread_actionchange", {"reason": "''"}),
        empties("thread_actionstep", {"reason": "''", "answer_reason": "''"}),
        empties("thread_product", {"summary": "''", "address": "''"}),
        empties(
            "thread_impact",
            {"statement": GONE, "value": "null", "baseline": "null", "method": "''", "caveat": "''"},
        ),
        empties(
            "thread_development",
            {"summary": GONE, "themes": EMPTY, "resources": EMPTY, "inferred": EMPTY, "extra": EMPTY},
        ),
        removes("thread_developmentimpact"),
    ]
