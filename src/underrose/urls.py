"""Every address of the house, section by section."""

from django.urls import include, path

urlpatterns = [
    path("", include("underrose.pages.urls")),
    path("", include("underrose.dialogue.urls")),
    path("", include("underrose.programme.urls")),
    path("", include("underrose.participation.urls")),
    path("", include("underrose.concept.urls")),
    path("", include("underrose.people.urls")),
    path("", include("underrose.context.urls")),
    path("", include("underrose.access.urls")),
    path("", include("underrose.kit.urls")),
    path("accounts/", include("allauth.urls")),
]
