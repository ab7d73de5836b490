from django.urls import path, re_path

from underrose.pages.outbox.views import answers, lists, sending

urlpatterns = [
    path("desk/outbox/", lists.outbox, name="outbox"),
    path("desk/outbox/act/", sending.act, name="outbox_act"),
    path("desk/outbox/send/", sending.send, name="outbox_send"),
    re_path(r"^desk/outbox/letters\.(?P<suffix>csv|xlsx)$", lists.export, name="outbox_export"),
    path("desk/outbox/answers/", answers.answers, name="outbox_replies"),
    path("desk/outbox/answers/<uuid:key>/", answers.answer, name="outbox_reply"),
    path("desk/outbox/answers/<uuid:key>/dealt-with/", answers.dealt_with, name="outbox_reply_done"),
    path("desk/outbox/<uuid:key>/", lists.preview, name="outbox_mail"),
    path("desk/outbox/<uuid:key>/<uuid:part>/", lists.part, name="outbox_part"),
]
