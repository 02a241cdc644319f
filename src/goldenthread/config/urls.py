"""Every address. Partnership pages live under the partnership's key; what needs no signed-in person stands in config.access."""

from django.urls import include, path

from goldenthread.administration.views import account, mail
from goldenthread.child_deaths.urls import public_urls
from goldenthread.config import health
from goldenthread.desk import feeds
from goldenthread.desk import views as desk
from goldenthread.returns.urls import respond_urls

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("", desk.mine, name="home"),
    path("read/", desk.mark_read, name="read"),
    path("account/", account.account, name="account"),
    path("account/mail/", mail.preference, name="mail_preference"),
    path("account/calendar/", feeds.own, name="own_calendar"),
    path("calendar/<str:token>.ics", feeds.feed, name="calendar"),
    path("mail/<str:key>/", mail.follow, name="follow_mail"),
    path("demonstration/mail/", mail.read_in_browser, name="demonstration_mail"),
    path("accent/<slug:key>.css", account.accent, name="accent"),
    path("accessibility/", account.accessibility, name="accessibility"),
    path("", include("goldenthread.accounts.urls")),
    path("", include("goldenthread.api.urls")),
    path("", include(respond_urls)),
    path("", include(public_urls)),
    path("<slug:partnership>/", include("goldenthread.desk.urls")),
    path("<slug:partnership>/", include("goldenthread.search.urls")),
    path("<slug:partnership>/", include("goldenthread.administration.urls")),
    path("<slug:partnership>/", include("goldenthread.thread.urls")),
    path("<slug:partnership>/", include("goldenthread.pathways.urls")),
    path("<slug:partnership>/", include("goldenthread.families.urls")),
    path("<slug:partnership>/", include("goldenthread.returns.urls")),
    path("<slug:partnership>/", include("goldenthread.meetings.urls")),
    path("<slug:partnership>/", include("goldenthread.oversight.urls")),
    path("<slug:partnership>/", include("goldenthread.practice_reviews.urls")),
    path("<slug:partnership>/", include("goldenthread.postvention.urls")),
    path("<slug:partnership>/", include("goldenthread.child_deaths.urls")),
    path("<slug:partnership>/", include("goldenthread.documents.urls")),
    path("<slug:partnership>/", include("goldenthread.indicators.urls")),
    path("<slug:partnership>/", include("goldenthread.reporting.urls")),
]

handler400 = "goldenthread.config.errors.bad_request"
handler403 = "goldenthread.config.errors.forbidden"
handler404 = "goldenthread.config.errors.not_found"
handler500 = "goldenthread.config.errors.failed"
