"""A fresh database in seconds: while migrations run, a model is drawn again only where what changed can be seen in it.

Django keeps a picture of every model for migrations that read them, and draws a model again, with all that refer to it
and all that those refer to, at each step. With two hundred models that took nine tenths of the time of a set-up. Two
kinds of step, which are most of them, change no picture but one: a model that is new, which nobody refers to yet, and
an index, a constraint or a trigger, which is a note on the model alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

_all_that_see = ProjectState._find_reload_model  # type: ignore[attr-defined]


def _those_that_see(self: Any, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
    if model_name not in self.apps.all_models[app_label]:
        return {(app_label, model_name)}
    found: set[tuple[str, str]] = _all_that_see(self, app_label, model_name, delay)
    return found


def _note(self: Any, app_label: str, model_name: str, option: str, value: Any) -> None:
    model_name = model_name.lower()
    options = self.models[app_label, model_name].options
    options[option] = [*options.get(option, []), value]
    if "apps" in self.__dict__:  # as Django asks it: are there pictures yet?
        drawn = self.apps.get_model(app_label, model_name)._meta
        setattr(drawn, option, [*getattr(drawn, option, []), value])


def _add_trigger(self: Any, app_label: str, state: Any) -> None:
    _note(state, app_label, self.model_name, "triggers", self.trigger)


@contextmanager
def few_pictures() -> Iterator[None]:
    """Migrations run within draw what they must and no more; the schema that they make is the same."""
    changed = [
        (ProjectState, "_find_reload_model", _those_that_see),
        (ProjectState, "_append_option", _note),
        (AddTrigger, "state_forwards", _add_trigger),
    ]
    before = [getattr(owner, name) for owner, name, _ in changed]
    for owner, name, function in changed:
        setattr(owner, name, function)
    try:
        yield
    finally:
        for (owner, name, _), function in zip(changed, before, strict=True):
            setattr(owner, name, function)
