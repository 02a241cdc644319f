"""Adding evidence: several files at once, each with its own answer, with script and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeys.pressing import goes

PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


@pytest.mark.parametrize("script", [True, False])
def test_evidence_from_a_phone(comes, names, tmp_path: Path, script: bool) -> None:
    good, plain, bad = tmp_path / f"plan-{script}.pdf", tmp_path / f"notes-{script}.txt", tmp_path / "wrong.pdf"
    good.write_bytes(PDF + str(script).encode())
    plain.write_text(f"What was agreed, {script}.")
    bad.write_bytes(b"MZ")
    owner = comes("owner", script=script, width=375)
    reference = names.references["action"]
    page = owner.opens(f"/north/actions/{reference}/evidence/")
    if script:
        owner.finds_nothing_wrong()
    page.set_input_files("input[type=file]", [str(good), str(bad)])
    page.click("main button[type=submit]")
    told = page.locator(".gt-uploads__said" if script else ".govuk-error-summary").filter(has_text="not a PDF inside")
    told.wait_for()
    if script:
        page.locator(".gt-uploads__said").filter(has_text="Added").wait_for()
        owner.faults.clear()  # the browser says that the refused file was answered with 422
        owner.finds_nothing_wrong()
    page = owner.opens(f"/north/actions/{reference}/evidence/")
    page.set_input_files("input[type=file]", [str(plain)])
    if script:
        page.click("main button[type=submit]")
        page.wait_for_url(f"**/north/actions/{reference}/")
    else:
        goes(page, "main button[type=submit]")
    shown = page.locator(".gt-files").inner_text()
    assert good.name in shown
    assert plain.name in shown
    assert bad.name not in shown
