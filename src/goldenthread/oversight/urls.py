"""The room's addresses, under a partnership's key."""

from django.urls import path

from goldenthread.oversight.views import challenges, front, highlights, registers, risks

urlpatterns = [
    path("oversight/", front.front, name="oversight"),
    path("oversight/highlights/", highlights.listing, name="highlights"),
    path("oversight/highlights/new/", highlights.new, name="highlight-new"),
    path("oversight/highlights/<str:reference>/", highlights.page, name="highlight"),
    path("oversight/highlights/<str:reference>/edit/", highlights.edit, name="highlight-edit"),
    path("oversight/highlights/<str:reference>/issue/", highlights.issue, name="highlight-issue"),
    path("oversight/risks/", risks.listing, name="risks"),
    path("oversight/risks/new/", risks.new, name="risk-new"),
    path("oversight/risks/<str:reference>/", risks.page, name="risk"),
    path("oversight/risks/<str:reference>/review/", risks.review, name="risk-review"),
    path("oversight/risks/<str:reference>/close/", risks.close, name="risk-close"),
    path("oversight/risks/<str:reference>/action/", risks.action, name="risk-action"),
    path("oversight/challenges/", challenges.listing, name="challenges"),
    path("oversight/challenges/new/", challenges.new, name="challenge-new"),
    path("oversight/challenges/<str:reference>/", challenges.page, name="challenge"),
    path("oversight/challenges/<str:reference>/note/", challenges.note, name="challenge-note"),
    path("oversight/challenges/<str:reference>/response/", challenges.response, name="challenge-response"),
    path("oversight/challenges/<str:reference>/close/", challenges.close, name="challenge-close"),
    path("oversight/plan/", registers.plan, name="forward-plan"),
    path("oversight/plan/new/", registers.plan_new, name="plan-new"),
    path("oversight/plan/<str:reference>/", registers.plan_page, name="planned"),
    path("oversight/plan/<str:reference>/settle/", registers.plan_settle, name="plan-settle"),
    path("oversight/engagement/", registers.engagement, name="engagement"),
    path("oversight/engagement/new/", registers.engagement_new, name="engagement-new"),
    path("oversight/engagement/<str:reference>/", registers.engagement_page, name="engagement-one"),
    path("oversight/engagement/<str:reference>/follow/", registers.engagement_follow, name="engagement-follow"),
]
