"""The addresses of reports, under a partnership's key."""

from django.urls import path

from goldenthread.reporting.views import builder, developments, parts, reports, review

REPORT = "reports/<str:reference>/"
DEVELOPMENT = f"{REPORT}developments/<str:development>/"

urlpatterns = [
    path("reports/", reports.listing, name="reports"),
    path("reports/new/", reports.new, name="report-new"),
    path("groups/<slug:key>/developments/new/", developments.write, name="development-new"),
    path(REPORT, builder.build, name="report"),
    path(f"{REPORT}read/", reports.read, name="report-read"),
    path(f"{REPORT}download/<slug:kind>/", reports.download, name="report-download"),
    path(f"{REPORT}new-version/", reports.new_version, name="report-new-version"),
    path(f"{REPORT}details/", parts.details, name="report-details"),
    path(f"{REPORT}groups/<slug:key>/next-steps/", parts.steps, name="report-steps"),
    path(f"{REPORT}assurance/", parts.assurance, name="report-assurance"),
    path(f"{REPORT}focus/", parts.focus, name="report-focus"),
    path(f"{REPORT}figures/", parts.figures, name="report-figures"),
    path(f"{REPORT}checklist/", parts.checklist, name="report-checklist"),
    path(f"{REPORT}checklist/<slug:key>/", parts.item, name="report-item"),
    path(f"{DEVELOPMENT}edit/", developments.edit, name="report-development"),
    path(f"{DEVELOPMENT}records/", developments.link_records, name="report-development-records"),
    path(f"{DEVELOPMENT}impacts/new/", developments.impact, name="report-impact-new"),
    path(f"{DEVELOPMENT}impacts/<int:place>/", developments.impact, name="report-impact"),
    path(f"{DEVELOPMENT}impacts/<int:place>/link/", developments.link_impact, name="report-impact-link"),
    path(f"{DEVELOPMENT}<slug:what>/", developments.act, name="report-development-act"),
    path(f"{REPORT}review/", review.review, name="report-review"),
    path(f"{REPORT}back-to-draft/", review.to_draft, name="report-to-draft"),
    path(f"{REPORT}comments/", review.comment, name="report-comment"),
    path(f"{REPORT}comments/settle/", review.settle, name="report-settle"),
    path(f"{REPORT}sign-off/", review.sign_off, name="report-sign-off"),
]
