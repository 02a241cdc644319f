"""The web server on one of the tests' databases."""

from __future__ import annotations

import sys

from goldenthread.commands.environment import check_runtime_role, open_installation, start_django
from goldenthread.commands.serve import serve
from goldenthread.database.installation import Role

if __name__ == "__main__":
    installation = open_installation(None)
    start_django(installation, Role.WEB, sys.argv[1])
    check_runtime_role()
    serve(installation, bind="127.0.0.1", port=int(sys.argv[2]), workers=1, threads=4)
