from django.urls import URLPattern

from underrose.dialogue import capture_urls, guard_urls

urlpatterns: list[URLPattern] = [*guard_urls.urlpatterns, *capture_urls.urlpatterns]
