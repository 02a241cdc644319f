"""Who did a thing: a person, or a job that has a name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """The doer of an operation. `person_id` is None for a job."""

    name: str
    person_id: int | None = None

    @property
    def kind(self) -> str:
        """`person` or `job`."""
        return "job" if self.person_id is None else "person"


def job(name: str) -> Actor:
    """A named job, such as the import command."""
    return Actor(name)
