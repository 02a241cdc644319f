"""The room's addresses, under a partnership's key."""

from django.urls import path

from goldenthread.practice_reviews.views import importing, incident, outputs, referrals, register, review, steps

urlpatterns = [
    path("reviews/", register.listing, name="reviews"),
    path("reviews/new/", register.new, name="review-new"),
    path("reviews/arrangements/", register.arrangements, name="review-arrangements"),
    path("reviews/import/", importing.choose, name="reviews-import"),
    path("reviews/import/check/", importing.check, name="reviews-import-check"),
    path("reviews/import/template/", importing.template, name="reviews-import-template"),
    path("reviews/years/", outputs.years, name="review-years"),
    path("reviews/refer/", referrals.refer, name="refer"),
    path("reviews/referrals/<str:reference>/", referrals.page, name="referral"),
    path("reviews/referrals/<str:reference>/agree/", referrals.agree, name="referral-agree"),
    path("reviews/referrals/<str:reference>/take-up/", referrals.take_up, name="referral-take-up"),
    path("reviews/referrals/<str:reference>/tell/", referrals.tell, name="referral-tell"),
    path("reviews/<str:reference>/", review.overview, name="review"),
    path("reviews/<str:reference>/notification/", review.notification, name="review-notification"),
    path("reviews/<str:reference>/agencies/", review.agencies, name="review-agencies"),
    path("reviews/<str:reference>/agencies/ask/", steps.agencies, name="review-ask"),
    path("reviews/<str:reference>/learning/", review.learning, name="review-learning"),
    path("reviews/<str:reference>/report/", review.report, name="review-report"),
    path("reviews/<str:reference>/report/pdf/", outputs.pdf, name="review-pdf"),
    path("reviews/<str:reference>/report/word/", outputs.word, name="review-word"),
    path("reviews/<str:reference>/history/", review.history, name="review-history"),
    path("reviews/<str:reference>/edit/", incident.edit, name="review-edit"),
    path("reviews/<str:reference>/children/new/", incident.new_child, name="review-child-new"),
    path("reviews/<str:reference>/children/<int:number>/", incident.edit_child, name="review-child"),
    path("reviews/<str:reference>/children/<int:number>/identity/", incident.identity, name="review-identity"),
    path("reviews/<str:reference>/letters/<int:letter>/", steps.answer, name="review-letter"),
    path("reviews/<str:reference>/do/<str:key>/", steps.step, name="review-step"),
]
