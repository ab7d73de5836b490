from django.urls import path

from underrose.pages.outbox import views

urlpatterns = [
    path("desk/outbox/", views.outbox, name="outbox"),
    path("desk/outbox/act/", views.act, name="outbox_act"),
    path("desk/outbox/<uuid:key>/", views.preview, name="outbox_mail"),
]
