"""What comes with the program: the plan's first tasks, and words that say how someone died."""
