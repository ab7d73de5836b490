from django.urls import URLPattern

from underrose.participation import brief_urls, invitation_urls, logistics_urls

urlpatterns: list[URLPattern] = [
    *logistics_urls.urlpatterns,
    *invitation_urls.urlpatterns,
    *brief_urls.urlpatterns,
]
