from django.urls import URLPattern

from underrose.programme import plan_urls

urlpatterns: list[URLPattern] = [*plan_urls.urlpatterns]
