"""Administration, break-glass and the partnership's own pages, under a partnership's key."""

from django.urls import path, re_path

from goldenthread.administration.views import about, access, groups, mail, money, people, plans, retention, sight

PERSON = "administration/people/<int:person>/"
CIRCLE = "administration/circles/<slug:key>/"
ORGANISATION = "about/organisations/<int:organisation>/"
GROUP = "about/groups/<slug:key>/"

RETAINED = "administration/retention/records/<str:reference>/"

urlpatterns = [
    path("administration/", people.front, name="administration"),
    path("administration/people/", people.people, name="people"),
    path("administration/people/invite/", people.invite),
    path(PERSON, people.person, name="person"),
    path(f"{PERSON}invited/", people.invited),
    path(f"{PERSON}change/", people.correct),
    path(f"{PERSON}posts/new/", people.give_post),
    path(f"{PERSON}posts/<int:post>/end/", people.end_post),
    path(f"{PERSON}seats/new/", people.give_seat),
    path(f"{PERSON}seats/<int:seat>/end/", people.end_seat),
    path(f"{PERSON}link/", people.new_link),
    path(f"{PERSON}close/", people.close),
    path("administration/second-factor/", people.second_factor),
    path("administration/circles/", access.circles, name="circles"),
    path("administration/conflicts/new/", access.keep_out_of_record),
    path(CIRCLE, access.circle, name="circle"),
    path(f"{CIRCLE}keep-out/", access.keep_out),
    path(f"{CIRCLE}kept-out/<int:person>/", access.let_back),
    re_path(
        r"^administration/circles/(?P<key>[-a-z0-9]+)/(?P<role>[a-z_]+)/(?P<what>take-out|put-back)/$", access.standing
    ),
    path("administration/access-log/", access.log, name="access_log"),
    path("administration/mail/", mail.ledger, name="mail_ledger"),
    path("administration/mail/<str:key>/again/", mail.again),
    path("administration/retention/", retention.due, name="retention"),
    path("administration/retention/holds/", retention.holds),
    path("administration/retention/holds/<int:hold>/lift/", retention.lift),
    path("administration/retention/decisions/", retention.decisions),
    path("administration/retention/decisions/<int:disposal>/confirm/", retention.confirm),
    path("administration/retention/decisions/<int:disposal>/withdraw/", retention.withdraw),
    path("administration/retention/rules/", retention.rules),
    path("administration/retention/rules/<str:code>/", retention.change_rule),
    path(RETAINED, retention.record),
    path(f"{RETAINED}class/", retention.classify),
    path(f"{RETAINED}hold/", retention.hold),
    path(f"{RETAINED}dispose/", retention.decide),
    path("break-glass/", sight.ask, name="break_glass"),
    path("break-glass/requests/", sight.requests, name="break_glass_requests"),
    path("break-glass/requests/<int:glass>/", sight.request_page),
    path("break-glass/requests/<int:glass>/grant/", sight.grant),
    path("break-glass/requests/<int:glass>/refuse/", sight.refuse),
    path("about/", about.about, name="about"),
    path("about/change/", about.change),
    path("about/organisations/", about.organisations, name="organisations"),
    path("about/organisations/new/", about.add_organisation),
    path(ORGANISATION, about.organisation, name="organisation"),
    path(f"{ORGANISATION}change/", about.change_organisation),
    path(f"{ORGANISATION}replace/", about.replace_organisation),
    path(f"{ORGANISATION}close/", about.close_organisation),
    path(f"{ORGANISATION}<str:capacity>/end/", about.leave),
    path("about/groups/", groups.groups, name="about_groups"),
    path("about/groups/new/", groups.add),
    path(GROUP, groups.group, name="about_group"),
    path(f"{GROUP}change/", groups.change),
    path(f"{GROUP}end/", groups.end),
    path(f"{GROUP}terms/new/", groups.add_terms),
    path(f"{GROUP}seats/new/", groups.add_seat),
    path(f"{GROUP}seats/<int:seat>/", groups.seat),
    path(f"{GROUP}meetings/new/", groups.add_meeting),
    path(f"{GROUP}meetings/<str:day>/remove/", groups.remove_meeting),
    path("about/priorities/", plans.priorities, name="priorities"),
    path("about/priorities/new/", plans.priority),
    path("about/priorities/<int:row>/", plans.priority),
    path("about/priorities/<int:row>/remove/", plans.remove, {"place": "priorities"}),
    path("about/money/", money.money, name="money"),
    path("about/money/new/", money.line),
    path("about/money/<int:row>/", money.line),
    path("about/money/<int:row>/remove/", money.remove),
    path("about/focus/", plans.focus, name="focus"),
    path("about/focus/new/", plans.area),
    path("about/focus/<int:row>/", plans.area),
    path("about/focus/<int:row>/remove/", plans.remove, {"place": "focus"}),
]
