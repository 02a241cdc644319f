"""What pathways are made of and how their days are counted: pure, without Django."""
