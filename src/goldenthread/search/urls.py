"""The room's address under a partnership's key."""

from django.urls import path

from goldenthread.search import views

urlpatterns = [path("search/", views.search, name="search")]
