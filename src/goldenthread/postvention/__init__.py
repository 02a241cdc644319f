"""Suicide cluster response: surveillance, a possible cluster, the plan after a death, step-down and what was learned."""
