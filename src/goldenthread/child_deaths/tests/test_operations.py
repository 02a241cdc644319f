"""What the room's writes do: row, event, notice and refusal."""

from __future__ import annotations

import pytest

from goldenthread.child_deaths.models import Death


@pytest.mark.django_db
def test_a_death_is_there(world, as_viewer):  # type: ignore[no-untyped-def]
    as_viewer("manager")
    row = Death.objects.get(pk=world.records["death"])
    assert row.state == "notified" and row.age_band == "28_364_days" and row.age_days == 117
