"""The two hundred people: spread over the simulated partnerships, each with pages of their own and an action to write on."""

from __future__ import annotations

from goldenthread.accounts.models import Person
from goldenthread.commands.benchmarking.load import Visitor
from goldenthread.commands.benchmarking.measuring import client_of, session_of


def visitors(wanted: int) -> list[Visitor]:
    """People of many partnerships: managers, chairs and members."""
    import re

    keys = sorted(
        {
            email.split("@")[0].split(".")[1]
            for email in Person.objects.filter(email__startswith="p0.", email__endswith="@sim.example").values_list(
                "email", flat=True
            )
        }
    )
    made = []
    for number in range(wanted):
        partnership = keys[number * 7 % len(keys)]
        person = Person.objects.get(
            email=f"p{(0, 4, 11, 17, 23)[(number + number // len(keys)) % 5]}.{partnership}@sim.example"
        )
        base = f"/sim-{partnership}/"
        log = client_of(person).get(f"{base}actions/?owner={person.pk}").content.decode()
        owned = re.search(rf"{base}actions/AC-\w+/", log)
        made.append(
            Visitor(
                session_of(person),
                (
                    "/",
                    f"{base}groups/reviews/",
                    f"{base}actions/",
                    f"{base}learning/",
                    f"{base}impact/",
                    f"{base}meetings/",
                    f"{base}requests/",
                    owned[0] if owned else base + "groups/",
                ),
                owned[0] if owned else "",
            )
        )
    return made
