"""The room's addresses, under a partnership's key."""

urlpatterns: list[object] = []
