from django.urls import path

from underrose.access import desk, views

urlpatterns = [
    path("accounts/", views.my_account, name="my_account"),
    path("accounts/confirm/", views.confirm_by_mail, name="confirm_by_mail"),
    path("desk/second-factor/", views.second_factor_needed, name="second_factor_needed"),
    path("desk/sessions/", views.account_sessions, name="account_sessions"),
    path("desk/accounts/", desk.accounts, name="accounts"),
    path("desk/accounts/invite/", desk.account_invite, name="account_invite"),
    path("desk/accounts/<uuid:key>/", desk.account, name="account"),
    path("desk/accounts/<uuid:key>/grant/", desk.account_grant, name="account_grant"),
    path("desk/accounts/<uuid:key>/grant/<str:role>/", desk.account_grant_again, name="account_grant_again"),
    path("desk/accounts/<uuid:key>/revoke/<uuid:grant>/", desk.account_revoke, name="account_revoke"),
    path("desk/accounts/<uuid:key>/close/", desk.account_close, name="account_close"),
    path("desk/accounts/<uuid:key>/open/", desk.account_open, name="account_open"),
    path("desk/accounts/<uuid:key>/hand-over/", desk.account_hand_over, name="account_hand_over"),
    path("desk/meetings/<str:code>/team/", desk.meeting_team, name="meeting_team"),
    path("desk/meetings/<str:code>/team/grant/", desk.meeting_team_grant, name="meeting_team_grant"),
    path(
        "desk/meetings/<str:code>/team/grant/<uuid:key>/<str:role>/",
        desk.meeting_team_grant_again,
        name="meeting_team_grant_again",
    ),
    path(
        "desk/meetings/<str:code>/team/revoke/<uuid:grant>/",
        desk.meeting_team_revoke,
        name="meeting_team_revoke",
    ),
    path("desk/record/", desk.record, name="record"),
    path("desk/record/export/", desk.record_export, name="record_export"),
    path("links/<path:rest>", views.unknown_link, name="unknown_link"),
]
