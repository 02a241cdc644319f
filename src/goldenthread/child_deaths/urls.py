"""The room's addresses, under a partnership's key; and the one that needs no account."""

from django.urls import path

from goldenthread.child_deaths.views import comparing, database, death, figures, importing, public, register, steps

urlpatterns = [
    path("child-deaths/", register.listing, name="child-deaths"),
    path("child-deaths/notify/", register.notify, name="child-death-notify"),
    path("child-deaths/new/", register.new, name="child-death-new"),
    path("child-deaths/panel/", register.panel, name="child-deaths-panel"),
    path("child-deaths/database/", database.waiting, name="child-deaths-database"),
    path("child-deaths/import/", importing.choose, name="child-deaths-import"),
    path("child-deaths/import/check/", importing.check, name="child-deaths-import-check"),
    path("child-deaths/import/template/", importing.template, name="child-deaths-import-template"),
    path("child-deaths/figures/", figures.shown, name="child-deaths-figures"),
    path("child-deaths/report/", figures.report, name="child-deaths-report"),
    path("child-deaths/arrangements/document/", figures.arrangements, name="child-deaths-arrangements-document"),
    path("child-deaths/arrangements/", register.arrangements, name="child-deaths-arrangements"),
    path("child-deaths/<str:reference>/", death.overview, name="child-death"),
    path("child-deaths/<str:reference>/first/", death.first, name="child-death-first"),
    path("child-deaths/<str:reference>/again/", death.again, name="child-death-again"),
    path("child-deaths/<str:reference>/information/", death.information, name="child-death-information"),
    path("child-deaths/<str:reference>/compare/", comparing.compare, name="child-death-compare"),
    path("child-deaths/<str:reference>/compare/take/", comparing.take, name="child-death-compare-take"),
    path(
        "child-deaths/<str:reference>/compare/<str:of>/<str:question>/", comparing.part, name="child-death-compare-part"
    ),
    path("child-deaths/<str:reference>/ask/", steps.ask, name="child-death-ask"),
    path("child-deaths/<str:reference>/beside/", death.beside, name="child-death-beside"),
    path("child-deaths/<str:reference>/meeting/", death.meeting, name="child-death-meeting"),
    path("child-deaths/<str:reference>/analysis/", death.analysis, name="child-death-analysis"),
    path("child-deaths/<str:reference>/database/", death.database, name="child-death-database"),
    path("child-deaths/<str:reference>/documents/", death.documents, name="child-death-documents"),
    path("child-deaths/<str:reference>/documents/add/", death.add_documents, name="child-death-documents-add"),
    path("child-deaths/<str:reference>/history/", death.history, name="child-death-history"),
    path("child-deaths/<str:reference>/identity/", death.identity, name="child-death-identity"),
    path("child-deaths/<str:reference>/original/<int:pk>/", death.original, name="child-death-original"),
    path("child-deaths/<str:reference>/do/<str:key>/", steps.step, name="child-death-step"),
    path("child-deaths/<str:reference>/do/<str:key>/<int:pk>/", steps.step, name="child-death-step-of"),
]
public_urls = [path("notify/<slug:partnership>/", public.notify, name="notify")]
