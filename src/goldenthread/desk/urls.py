"""The desk's addresses under a partnership's key."""

from django.urls import path

from goldenthread.desk import views

urlpatterns = [
    path("", views.home, name="partnership"),
    path("groups/", views.groups, name="groups"),
    path("groups/<slug:key>/", views.group, name="group"),
]
