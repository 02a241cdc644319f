"""The room's addresses, under a partnership's key."""

from django.urls import path

from goldenthread.pathways.views import designing, pathways, way

WAY = "records/<str:reference>/way/"

urlpatterns = [
    path("pathways/", pathways.listing, name="pathways"),
    path("pathways/new/", pathways.new, name="pathway-new"),
    path("pathways/calendar/", pathways.calendar, name="pathway-calendar"),
    path("pathways/calendar/holiday/", pathways.holiday, name="pathway-holiday"),
    path("pathways/calendar/relaxation/", pathways.relaxation, name="pathway-relaxation"),
    path("pathways/calendar/<slug:kind>/<int:number>/withdraw/", pathways.withdraw, name="pathway-withdraw"),
    path("pathways/<slug:key>/", pathways.one, name="pathway"),
    path("pathways/<slug:key>/protocol/", pathways.protocol, name="pathway-protocol"),
    path("pathways/<slug:key>/now/<slug:what>/", pathways.now, name="pathway-now"),
    path("pathways/<slug:key>/design/", designing.page, name="pathway-design"),
    path("pathways/<slug:key>/design/facts/", designing.facts, name="pathway-facts"),
    path("pathways/<slug:key>/design/arrange/", designing.arrange, name="pathway-arrange"),
    path("pathways/<slug:key>/design/publish/", designing.publish, name="pathway-publish"),
    path("pathways/<slug:key>/design/<slug:sort>/", designing.part, name="pathway-part-new"),
    path("pathways/<slug:key>/design/<slug:sort>/<slug:item>/", designing.part, name="pathway-part"),
    path(WAY, way.page, name="way"),
    path(f"{WAY}start/", way.start, name="way-start"),
    path(f"{WAY}<slug:key>/protocol/", way.protocol, name="way-protocol"),
    path(f"{WAY}<slug:key>/hold/", way.hold, name="way-hold"),
    path(f"{WAY}<slug:key>/lift/<int:row>/", way.lift, name="way-lift"),
    path(f"{WAY}<slug:key>/happened/<slug:item>/", way.happened, name="way-happened"),
    path(f"{WAY}<slug:key>/not-needed/<slug:item>/", way.not_needed, name="way-not-needed"),
    path(f"{WAY}<slug:key>/vary/<slug:item>/", way.vary, name="way-vary"),
    path(f"{WAY}<slug:key>/correct/<int:row>/", way.correct, name="way-correct"),
    path(f"{WAY}<slug:key>/strike/<int:row>/", way.strike, name="way-strike"),
]
