"""The thread's addresses, under a partnership's key."""

from django.urls import path

from goldenthread.thread.views import action, actions, bulk, importing, knots, registers, returned

urlpatterns = [
    path("actions/", actions.log, name="actions"),
    path("actions/new/", actions.new, name="action-new"),
    path("actions/bulk/<slug:what>/", bulk.bulk, name="actions-bulk"),
    path("actions/import/", importing.choose, name="actions-import"),
    path("actions/import/check/", importing.check, name="actions-import-check"),
    path("actions/returned/", returned.choose, name="actions-returned"),
    path("actions/returned/check/", returned.check, name="actions-returned-check"),
    path("actions/<str:reference>/", action.page, name="action"),
    path("actions/<str:reference>/edit/", action.edit, name="action-edit"),
    path("actions/<str:reference>/move/<slug:state>/", action.move, name="action-move"),
    path("actions/<str:reference>/update/", action.update, name="action-update"),
    path("actions/<str:reference>/evidence/", action.evidence, name="action-evidence"),
    path("actions/<str:reference>/due/", action.due, name="action-due"),
    path("actions/<str:reference>/offer/", action.offer, name="action-offer"),
    path("actions/<str:reference>/answer/", action.answer, name="action-answer"),
    path("actions/<str:reference>/parts/<int:organisation>/", action.part, name="action-part"),
    path("learning/", registers.learning, name="learning"),
    path("learning/new/", knots.new_learning, name="learning-new"),
    path("learning/<str:reference>/", knots.to_thread, name="learning-one"),
    path("sources/new/", knots.new_source, name="source-new"),
    path("products/", registers.products, name="products"),
    path("products/new/", knots.new_product, name="product-new"),
    path("impact/", registers.impact, name="impact"),
    path("impact/new/", knots.new_impact, name="impact-new"),
    path("impact/<str:reference>/test/", knots.test_impact, name="impact-test"),
    path("thread/<str:reference>/", registers.thread, name="thread"),
    path("thread/<str:reference>/join/", knots.join, name="thread-join"),
]
