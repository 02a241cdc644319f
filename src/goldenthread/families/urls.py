"""The room's addresses, under a partnership's key."""

from django.urls import path

from goldenthread.families.views import family, hearing, letters, member, recording

FAMILY = "records/<str:reference>/family/"
ONE = f"{FAMILY}<int:number>/"

urlpatterns = [
    path(FAMILY, family.page, name="family"),
    path(f"{FAMILY}new/", member.new, name="family-new"),
    path(ONE, family.one, name="family-member"),
    path(f"{ONE}edit/", member.edit, name="family-edit"),
    path(f"{ONE}named/", member.named, name="family-named"),
    path(f"{ONE}identity/", member.identity, name="family-identity"),
    path(f"{ONE}restrictions/new/", member.restriction, name="family-restriction"),
    path(f"{ONE}restrictions/<int:row>/", member.review, name="family-restriction-review"),
    path(f"{ONE}contact/new/", recording.contact, name="family-contact"),
    path(f"{ONE}contact/<int:row>/correct/", recording.correct_contact, name="family-contact-correct"),
    path(f"{ONE}told/new/", recording.told, name="family-told"),
    path(f"{ONE}told/<int:row>/correct/", recording.correct_told, name="family-told-correct"),
    path(f"{ONE}said/new/", hearing.said, name="family-said"),
    path(f"{ONE}said/<int:row>/correct/", hearing.correct_said, name="family-said-correct"),
    path(f"{ONE}said/<int:row>/effect/", hearing.effect, name="family-effect"),
    path(f"{ONE}said/<int:row>/answer/", hearing.answer, name="family-answer"),
    path(f"{ONE}said/<int:row>/fed-back/", hearing.fed_back, name="family-fed-back"),
    path(f"{ONE}letter/", letters.letter, name="family-letter"),
    path(f"{ONE}<slug:kind>/<int:row>/strike/", recording.strike, name="family-strike"),
]
