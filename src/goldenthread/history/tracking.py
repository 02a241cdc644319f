"""Field history by trigger: the second witness, beside the events that operations write."""

from __future__ import annotations

from typing import TypeVar

import pghistory
from django.db import models

Model = TypeVar("Model", bound=models.Model)


def tracked(model: type[Model]) -> type[Model]:
    """Let PostgreSQL keep every version of a model's rows, whoever writes them.

    Without the library's context: `history.Event` says who and why, and a context would cost a statement each time.
    """
    return pghistory.track(context_field=None)(model)  # type: ignore[arg-type, no-any-return]
