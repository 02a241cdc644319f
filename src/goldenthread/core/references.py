"""References that say nothing and do not count up, such as `AC-7K4QW`."""

from __future__ import annotations

import re
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without 0 O 1 I L U: read aloud and typed without mistakes
LENGTH = 6
PATTERN = re.compile(rf"^[A-Z]{{2}}-[{ALPHABET}]{{{LENGTH}}}\Z")


def new_reference(prefix: str) -> str:
    """A fresh reference; 729 million for each prefix, so that one cannot be guessed from another."""
    return f"{prefix}-{''.join(secrets.choice(ALPHABET) for _ in range(LENGTH))}"


def normalise(text: str) -> str:
    """What a person typed as a reference, in its canonical form."""
    return text.strip().upper().replace(" ", "")
