"""`python -m goldenthread`: the command line."""

from goldenthread.commands.main import main

raise SystemExit(main())
