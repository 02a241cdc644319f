"""The read interface, and one's own tokens."""

from django.urls import path

from goldenthread.api import token_views
from goldenthread.api.views import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("account/tokens/", token_views.tokens, name="tokens"),
    path("account/tokens/new/", token_views.make),
    path("account/tokens/<int:token>/end/", token_views.end),
]
