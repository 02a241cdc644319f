"""Page templates, components and forms."""
