from django.urls import include, path, re_path

from underrose.concept.addresses import CODE
from underrose.pages import checked_files, demo_mail, demo_sign_in, showcase, views

urlpatterns = [
    path("", views.home, name="home"),
    path("favicon.ico", views.icon, name="icon"),
    path("language/", views.language, name="language"),
    path("desk/", views.desk, name="desk"),
    path(f"desk/meetings/{CODE}/", views.meeting, name="desk_meeting"),
    re_path(r"^desk/meetings\.(?P<suffix>csv|xlsx)$", views.meetings_export, name="meetings_export"),
    path("desk/check-a-file/", checked_files.check_file, name="check_file"),
    path("desk/kit/", showcase.showcase, name="showcase"),
    path("", include("underrose.pages.outbox.urls")),
    path("demo/", demo_sign_in.sign_ins, name="demo"),
    path("demo/mail/", demo_mail.mail_received, name="demo_mail"),
]
