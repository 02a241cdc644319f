"""The room's addresses, under a partnership's key."""

from django.urls import path

from goldenthread.returns.views import designing, questionnaires, requests, respond, returns

urlpatterns = [
    path("requests/", requests.listing, name="requests"),
    path("requests/new/", requests.new, name="request-new"),
    path("requests/<str:reference>/", requests.one, name="request"),
    path("requests/<str:reference>/edit/", requests.edit, name="request-edit"),
    path("requests/<str:reference>/recipients/", requests.recipients, name="request-recipients"),
    path("requests/<str:reference>/send/", requests.send, name="request-send"),
    path("requests/<str:reference>/chase/", requests.chase, name="request-chase"),
    path("requests/<str:reference>/answers/", requests.answers, name="request-answers"),
    path("returns/", returns.mine, name="returns"),
    path("returns/<str:reference>/", returns.page, name="return"),
    path("returns/<str:reference>/reopen/", returns.reopen, name="return-reopen"),
    path("returns/<str:reference>/extend/", returns.extend, name="return-extend"),
    path("returns/<str:reference>/address/", returns.address, name="return-address"),
    path("returns/<str:reference>/move/<slug:state>/", returns.move, name="return-move"),
    path("returns/<str:reference>/now/<slug:what>/", returns.now, name="return-now"),
    path("returns/<str:reference>/answer/", returns.answer, name="return-answer"),
    path("returns/<str:reference>/answer/<slug:step>/", returns.answer, name="return-answer-step"),
    path("returns/<str:reference>/answer/<slug:step>/<str:part>/", returns.answer, name="return-answer-part"),
    path("questionnaires/", questionnaires.listing, name="questionnaires"),
    path("questionnaires/new/", questionnaires.new, name="questionnaire-new"),
    path("questionnaires/shipped/<slug:key>/", questionnaires.shipped_preview, name="questionnaire-shipped"),
    path("questionnaires/shipped/<slug:key>/take/", questionnaires.take, name="questionnaire-take"),
    path("questionnaires/<str:reference>/", questionnaires.one, name="questionnaire"),
    path("questionnaires/<str:reference>/versions/<int:number>/", questionnaires.version, name="questionnaire-version"),
    path("questionnaires/<str:reference>/design/", designing.page, name="design"),
    path("questionnaires/<str:reference>/design/facts/", designing.facts, name="design-facts"),
    path("questionnaires/<str:reference>/design/arrange/", designing.arrange, name="design-arrange"),
    path("questionnaires/<str:reference>/design/preview/", designing.preview, name="design-preview"),
    path("questionnaires/<str:reference>/design/publish/", designing.publish, name="design-publish"),
    path("questionnaires/<str:reference>/design/section/", designing.section, name="design-section-new"),
    path("questionnaires/<str:reference>/design/section/<str:key>/", designing.section, name="design-section"),
    path(
        "questionnaires/<str:reference>/design/section/<str:key>/question/",
        designing.question,
        name="design-question-new",
    ),
    path(
        "questionnaires/<str:reference>/design/section/<str:key>/question/<str:question>/",
        designing.question,
        name="design-question",
    ),
    path("questionnaires/<str:reference>/<slug:what>/", questionnaires.change, name="questionnaire-change"),
]

respond_urls = [
    path("respond/<str:token>/", respond.door, name="respond"),
    path("respond/<str:token>/code/", respond.code, name="respond-code"),
    path("respond/<str:token>/return/", respond.answer, name="respond-return"),
    path("respond/<str:token>/return/<slug:step>/", respond.answer, name="respond-step"),
    path("respond/<str:token>/return/<slug:step>/<str:part>/", respond.answer, name="respond-part"),
]
"""For whoever has no account; the link is the address."""
