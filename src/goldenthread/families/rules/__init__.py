"""Rules about families: pure, from facts alone."""
