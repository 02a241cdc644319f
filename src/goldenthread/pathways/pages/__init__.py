"""What the pages of pathways are told: frozen values and pictures."""
