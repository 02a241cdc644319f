"""Who did a thing: a person, or a job that has a name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """The doer of an operation. `person_id` is None for a job, and for someone who came by a link and has no account."""

    name: str
    person_id: int | None = None
    by_link: bool = False

    @property
    def kind(self) -> str:
        """`person`, `link` or `job`."""
        if self.person_id is not None:
            return "person"
        return "link" if self.by_link else "job"


def job(name: str) -> Actor:
    """A named job, such as the import command."""
    return Actor(name)
