"""The room's addresses, under a partnership's key."""

from django.urls import path

from goldenthread.postvention.views import pages, steps

urlpatterns = [
    path("postvention/", pages.listing, name="postvention"),
    path("postvention/new/", pages.new, name="response-new"),
    path("postvention/arrangements/", pages.arrangements, name="response-arrangements"),
    path("postvention/<str:reference>/", pages.overview, name="response"),
    path("postvention/<str:reference>/plan/", pages.plan, name="response-plan"),
    path("postvention/<str:reference>/decisions/", pages.decisions, name="response-decisions"),
    path("postvention/<str:reference>/learning/", pages.learning, name="response-learning"),
    path("postvention/<str:reference>/history/", pages.history, name="response-history"),
    path("postvention/<str:reference>/notes/", steps.notes, name="response-notes"),
    path("postvention/<str:reference>/do/<str:key>/", steps.step, name="response-step"),
    path("postvention/<str:reference>/do/<str:key>/<int:pk>/", steps.step, name="response-step-of"),
]
