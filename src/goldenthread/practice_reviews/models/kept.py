"""Which files of a review fewer people may open than see it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from goldenthread.partnership.terms import Role
from goldenthread.practice_reviews.models.commission import Draft
from goldenthread.records.viewer import Viewer

UNIT = (Role.BUSINESS_MANAGER, Role.BUSINESS_OFFICER)


def drafts_for_those_who_lead(viewer: Viewer) -> Q:
    """A draft's own file is for those who lead its review. The twin of `drafts` in 0006_commission_policies.

    The policy lets whoever has a copy read the file too, since their copy is made from it; no page hands it to them as it is.
    """
    chaired = [seat.group_id for seat in viewer.seats if viewer.chairs(seat.group_id)]
    led = {post.partnership_id for post in viewer.posts if post.role in UNIT}
    draft = Draft.objects.filter(document=OuterRef("pk"))
    return ~Exists(draft) | Q(partnership__in=led) | Q(record__group__in=chaired)
