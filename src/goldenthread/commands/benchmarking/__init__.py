"""Measuring the budgets of the architecture, here and now, beside a bare view in the same run."""
