"""A report as it is published: one Publication, told alike as PDF, Word, web page and plain data."""

from .data import publication_data
from .headlines import Headline, choose_headlines
from .model import Publication, SignOff, publication_of
from .outputs import publication_docx, publication_html, publication_pdf

__all__ = [
    "Headline",
    "Publication",
    "SignOff",
    "choose_headlines",
    "publication_data",
    "publication_docx",
    "publication_html",
    "publication_of",
    "publication_pdf",
]
