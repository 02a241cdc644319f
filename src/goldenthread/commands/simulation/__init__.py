"""Made-up partnerships, years of them, written by COPY."""
