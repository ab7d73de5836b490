from django.urls import URLPattern

from underrose.programme import group_urls, guest_urls, paper_urls, plan_urls, regime_urls, version_urls

urlpatterns: list[URLPattern] = [
    *plan_urls.urlpatterns,
    *group_urls.urlpatterns,
    *version_urls.urlpatterns,
    *paper_urls.urlpatterns,
    *guest_urls.urlpatterns,
    *regime_urls.urlpatterns,
]
