"""Making the demonstration once, in a folder that is then copied for each run."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, time
from pathlib import Path

from goldenthread.commands.environment import make_secrets, open_installation, start_django
from goldenthread.commands.migrate import migrate
from goldenthread.database import roles
from goldenthread.database.installation import Installation, Role

REFERENCE = Path(__file__).with_name("wscp-2020-21.yaml")


def build(folder: Path) -> None:
    """A whole demonstration in an empty folder, its server stopped when this process ends."""
    os.environ["GOLDENTHREAD_DEMONSTRATION"] = "true"
    os.environ.pop("GOLDENTHREAD_DATABASE_URL", None)
    installation = open_installation(str(folder))
    make_secrets(installation)
    roles.make_roles(installation)
    start_django(installation, Role.OWNER)
    migrate(installation)
    load(installation)


def load(installation: Installation) -> None:
    """The published facts as an import would bring them, and the fictional casework around them. Runs as the owner."""
    from django.db import connection, transaction

    from goldenthread.commands.demonstration.casework import make_casework
    from goldenthread.commands.demonstration.cast import TODAY
    from goldenthread.commands.demonstration.data_request import make_data_request
    from goldenthread.commands.demonstration.keeping import make_keeping
    from goldenthread.commands.demonstration.people import make_people
    from goldenthread.history.actor import job
    from goldenthread.reporting.exchange import read
    from goldenthread.reporting.operations import import_document

    at = datetime.combine(TODAY, time(9), UTC)
    result = read(REFERENCE.read_bytes())
    if result.document is None:
        raise RuntimeError("; ".join(problem.message for problem in result.problems))
    with transaction.atomic():
        imported = import_document(document=result.document, by=job("Demonstration"), at=at, fictional=True)
        partnership = imported.report.partnership
        people = make_people(partnership)
        make_casework(partnership, people, TODAY)
        make_keeping(partnership, people, at)
        make_data_request(partnership, people, at)
    with connection.cursor() as cursor:
        cursor.execute("analyze")


if __name__ == "__main__":
    build(Path(sys.argv[1]))
