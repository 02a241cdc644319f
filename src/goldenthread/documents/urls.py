"""The address of a document, under a partnership's key."""

from django.urls import path

from goldenthread.documents import views

urlpatterns = [
    path("documents/<str:reference>/about/", views.about, name="document_about"),
    path("documents/<str:reference>/", views.download, name="document"),
]
