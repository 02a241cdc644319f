"""Pure rules of the thread: the states of an action, what makes one SMART, durations, recurrence."""
