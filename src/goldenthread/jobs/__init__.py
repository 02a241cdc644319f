"""Background work. Only this room knows the library that queues it (procrastinate)."""
