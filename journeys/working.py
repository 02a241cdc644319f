"""The worker on one of the tests' databases: a round for each line it reads, answered by the mail that was sent, as one line of JSON."""

from __future__ import annotations

import json
import sys

from goldenthread.commands.environment import check_runtime_role, open_installation, start_django
from goldenthread.database.installation import Role

if __name__ == "__main__":
    installation = open_installation(None)
    start_django(installation, Role.WORKER, sys.argv[1])
    check_runtime_role()
    from django.conf import settings
    from django.core import mail

    from goldenthread.administration.jobs import leave
    from goldenthread.core import clock
    from goldenthread.messages.jobs import compose, send
    from goldenthread.returns.jobs import mail_codes, send_reminders

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    for _ in sys.stdin:
        mail.outbox = []
        for work in (leave, mail_codes, send_reminders, compose, send):
            work(clock.now())
        sent = [{"to": letter.to[0], "subject": letter.subject, "body": letter.body} for letter in mail.outbox]
        print(json.dumps(sent), flush=True)
