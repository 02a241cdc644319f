"""Every address. Partnership pages live under the partnership's key; what needs no signed-in person stands in config.access."""

from django.urls import include, path

from goldenthread.config import health
from goldenthread.desk import views as desk

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("", desk.mine, name="home"),
    path("read/", desk.mark_read, name="read"),
    path("", include("goldenthread.accounts.urls")),
    path("<slug:partnership>/", include("goldenthread.desk.urls")),
    path("<slug:partnership>/", include("goldenthread.thread.urls")),
    path("<slug:partnership>/", include("goldenthread.documents.urls")),
]
