"""What goes wrong when a file is made."""


class RenderingFailed(Exception):
    """A file could not be made; the text is one sentence, the cause holds the rest."""
