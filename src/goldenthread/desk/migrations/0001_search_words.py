"""Which of the rooms' own words are found. In one place for the rooms that were there before search; a later room says its own."""

from django.db import migrations

from goldenthread.search.indexing import indexed

WORDS = {
    "thread_source": "new.summary",
    "thread_learningpoint": "concat_ws(' ', new.text, array_to_string(new.parts, ' '), array_to_string(new.themes, ' '))",
    "thread_action": "concat_ws(' ', new.text, new.measure, array_to_string(new.themes, ' '))",
    "thread_product": "new.summary",
    "thread_impact": "concat_ws(' ', new.statement, new.method, new.caveat)",
    "thread_development": "concat_ws(' ', new.summary, array_to_string(new.themes, ' '))",
    "returns_request": "new.theme",
    "meetings_meeting": "concat_ws(' ', new.title, new.place)",
    "meetings_agendaitem": "new.text",
    "oversight_risk": "concat_ws(' ', new.text, new.effect)",
    "oversight_challenge": "new.text",
    "oversight_plannedmatter": "new.text",
    "oversight_engagement": "new.who",
}


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_kept"),
        ("thread", "0002_policies"),
        ("returns", "0002_policies"),
        ("meetings", "0002_policies"),
        ("oversight", "0002_policies"),
    ]

    operations = [indexed(table, words) for table, words in WORDS.items()]
