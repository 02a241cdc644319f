"""Indicators, under a partnership's key."""

from django.urls import path

from goldenthread.indicators import views

ONE = "indicators/<slug:key>/"

urlpatterns = [
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/new/", views.define),
    path(ONE, views.indicator, name="indicator"),
    path(f"{ONE}change/", views.change),
    path(f"{ONE}readings/new/", views.enter),
    path(f"{ONE}readings/<str:starts>/", views.correct),
    path(f"{ONE}readings/<str:starts>/remove/", views.remove),
]
