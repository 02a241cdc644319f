"""``partnership-report/1`` in and out: pure, without database."""

from .mapping import from_plain, to_plain
from .problems import Problem
from .reading import MAXIMUM_BYTES, ReadResult, read
from .schema import schema
from .writing import write

__all__ = ["MAXIMUM_BYTES", "Problem", "ReadResult", "from_plain", "read", "schema", "to_plain", "write"]
