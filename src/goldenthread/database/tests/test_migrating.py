"""Migrations draw few pictures of models, and those they draw say what Django's own would."""

from __future__ import annotations

from django.db import models
from django.db.migrations import operations
from django.db.migrations.state import ModelState, ProjectState

from goldenthread.database.migrating import few_pictures


def steps() -> list[operations.base.Operation]:
    key = ("id", models.BigAutoField(primary_key=True))
    return [
        operations.CreateModel("Nest", [key]),
        operations.CreateModel("Bird", [key, ("nest", models.ForeignKey("aviary.Nest", models.CASCADE))]),
        operations.CreateModel("Egg", [key, ("bird", models.ForeignKey("aviary.Bird", models.CASCADE))]),
        operations.AddField("Nest", "height", models.IntegerField(default=0)),
        operations.AddIndex("Nest", models.Index(fields=["height"], name="nest_height")),
        operations.AddConstraint(
            "Bird", models.UniqueConstraint(fields=["nest"], condition=models.Q(nest__gt=0), name="one_bird")
        ),
        operations.AddField("Egg", "laid_in", models.ForeignKey("aviary.Nest", models.CASCADE, null=True)),
        operations.RemoveField("Nest", "height"),
    ]


def seen(state: ProjectState) -> dict[str, object]:
    """What the pictures say: fields, what they refer to, who refers to them, and the notes."""
    return {
        model.__name__: (
            sorted((field.name, str(getattr(field, "related_model", ""))) for field in model._meta.get_fields()),
            [index.deconstruct() for index in model._meta.indexes],
            [constraint.deconstruct() for constraint in model._meta.constraints],
        )
        for model in state.apps.get_models()
    }


def test_at_each_step_the_pictures_are_those_that_django_draws_afresh() -> None:
    state = ProjectState()
    assert state.apps.get_models() == []
    drawn: list[type[models.Model]] = []
    with few_pictures():
        for step in steps():
            before = set(state.apps.get_models())
            step.state_forwards("aviary", state)
            drawn += [model for model in state.apps.get_models() if model not in before]
            afresh = ProjectState({key: model.clone() for key, model in state.models.items()})
            assert seen(state) == seen(afresh), step
            for (_, name), model in state.models.items():
                assert ModelState.from_model(state.apps.get_model("aviary", name)).options == model.options, step
    names = [model.__name__ for model in drawn]
    assert names[:3] == ["Nest", "Bird", "Egg"], "a new model draws itself and nobody else again"


def test_afterwards_django_is_as_it_was() -> None:
    before = (ProjectState._find_reload_model, ProjectState._append_option)  # type: ignore[attr-defined]
    with few_pictures():
        assert ProjectState._append_option is not before[1]  # type: ignore[attr-defined]
    assert (ProjectState._find_reload_model, ProjectState._append_option) == before  # type: ignore[attr-defined]
