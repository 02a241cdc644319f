"""A request to many organisations of the tests' world, each with someone who has opened their link; prints what lets them in, as one line of JSON."""

from __future__ import annotations

import json
import sys
from datetime import timedelta

from goldenthread.commands.environment import open_installation, start_django
from goldenthread.database.installation import Role

if __name__ == "__main__":
    database, many = sys.argv[1], int(sys.argv[2])
    start_django(open_installation(None), Role.OWNER, database)
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import transaction

    from goldenthread.core import clock
    from goldenthread.partnership.models import Group, Organisation, PartnershipOrganisation
    from goldenthread.partnership.terms import Capacity, Sector
    from goldenthread.records.queries import load_viewer
    from goldenthread.returns import links, operations
    from goldenthread.returns.models import AnswerCode, AnswerLink, QuestionnaireVersion, Return
    from goldenthread.returns.views.respond import OPENED
    from goldenthread.testing.world import load

    now = clock.now()
    world = load(open_installation(None).data)
    group = Group.objects.get(pk=world.groups["reviews"])
    manager = load_viewer(world.people["manager"], "manager", now)
    with transaction.atomic():
        asked = []
        for number in range(many):
            school = Organisation.objects.create(name=f"Fictional School {number:03d}", sector=Sector.EDUCATION.value)
            PartnershipOrganisation.objects.create(
                partnership_id=group.partnership_id,
                organisation=school,
                capacity=Capacity.RELEVANT_AGENCY.value,
                starts_on=now.date(),
            )
            asked.append(operations.Recipient(school.pk, f"Head {number:03d}", f"head{number:03d}@answers.example"))
        draft = operations.RequestDraft(
            title="What schools saw",
            message="Please answer.",
            due_on=now.date() + timedelta(days=14),
            version_id=QuestionnaireVersion.objects.get(questionnaire__reference=world.references["questionnaire"]).pk,
            theme="Neglect",
        )
        request = operations.make_request(group=group, draft=draft, recipients=asked, by=manager, at=now)
        operations.send(request_id=request.pk, seen=None, by=manager, at=now)
        ways = []
        for row in Return.objects.filter(request=request).select_related("organisation").order_by("pk"):
            token, key = links.new_token(), links.new_token()
            link = AnswerLink.objects.create(
                answer_to=row,
                kind="recipient",
                name=row.contact_name,
                email=row.contact_email,
                digest=links.digest_of(token),
                made_by="Manager",
                made_at=now,
                expires_at=now + timedelta(days=20),
            )
            AnswerCode.objects.create(
                link=link,
                digest="x",
                made_at=now,
                expires_at=now + timedelta(minutes=15),
                attempts=1,
                session_digest=links.digest_of(key),
                used_at=now,
            )
            session = SessionStore()
            session[OPENED] = {links.digest_of(token): key}
            session.create()
            ways.append({"token": token, "session": session.session_key, "return": row.pk})
    print(json.dumps({"request": request.record.reference, "ways": ways}))
