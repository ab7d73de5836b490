from django.urls import path

from underrose.context import views

urlpatterns = [
    path("desk/context/", views.desk_context, name="desk_context"),
    path("desk/context/areas/<str:area>/", views.area, name="area"),
    path("desk/context/areas/<str:area>/status-note/", views.area_status_note, name="area_status_note"),
    path("desk/context/initiatives/<slug:initiative>/", views.initiative, name="initiative"),
    path(
        "desk/context/initiatives/<slug:initiative>/supporters/",
        views.initiative_supporters,
        name="initiative_supporters",
    ),
]
