"""Writes of reporting."""

from goldenthread.reporting.operations.developments import (
    DevelopmentDraft,
    ImpactDraft,
    edit_development,
    edit_impact,
    include_development,
    link_impact,
    link_records,
    move_development,
    remove_development,
    remove_impact,
    write_development,
)
from goldenthread.reporting.operations.importing import Imported, import_document
from goldenthread.reporting.operations.parts import assurance_of, edit_head, edit_part, edit_steps, fill_item
from goldenthread.reporting.operations.review import back_to_draft, comment, send_for_review, settle, sign_off
from goldenthread.reporting.operations.starting import new_version, start_report

__all__ = [
    "DevelopmentDraft",
    "ImpactDraft",
    "Imported",
    "assurance_of",
    "back_to_draft",
    "comment",
    "edit_development",
    "edit_head",
    "edit_impact",
    "edit_part",
    "edit_steps",
    "fill_item",
    "import_document",
    "include_development",
    "link_impact",
    "link_records",
    "move_development",
    "new_version",
    "remove_development",
    "remove_impact",
    "send_for_review",
    "settle",
    "sign_off",
    "start_report",
    "write_development",
]
