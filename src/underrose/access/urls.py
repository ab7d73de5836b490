from django.urls import path

from underrose.access.views import accounts, institution, own, record, team

urlpatterns = [
    path("accounts/", own.my_account, name="my_account"),
    path("accounts/confirm/", own.confirm_by_mail, name="confirm_by_mail"),
    path("desk/second-factor/", own.second_factor_needed, name="second_factor_needed"),
    path("desk/file/", own.take_file, name="take_file"),
    path("desk/sessions/", own.account_sessions, name="account_sessions"),
    path("desk/accounts/", accounts.accounts, name="accounts"),
    path("desk/accounts/invite/", accounts.account_invite, name="account_invite"),
    path("desk/accounts/<uuid:key>/", accounts.account, name="account"),
    path("desk/accounts/<uuid:key>/grant/", accounts.account_grant, name="account_grant"),
    path(
        "desk/accounts/<uuid:key>/grant/<str:role>/", accounts.account_grant_again, name="account_grant_again"
    ),
    path("desk/accounts/<uuid:key>/revoke/<uuid:grant>/", accounts.account_revoke, name="account_revoke"),
    path("desk/accounts/<uuid:key>/close/", accounts.account_close, name="account_close"),
    path("desk/accounts/<uuid:key>/open/", accounts.account_open, name="account_open"),
    path("desk/accounts/<uuid:key>/hand-over/", accounts.account_hand_over, name="account_hand_over"),
    path(
        "desk/accounts/<uuid:key>/hand-over/<uuid:asked>/",
        accounts.account_handing_over,
        name="account_handing_over",
    ),
    path("desk/meetings/<str:code>/team/", team.meeting_team, name="meeting_team"),
    path("desk/meetings/<str:code>/team/grant/", team.meeting_team_grant, name="meeting_team_grant"),
    path(
        "desk/meetings/<str:code>/team/grant/<uuid:key>/<str:role>/",
        team.meeting_team_grant_again,
        name="meeting_team_grant_again",
    ),
    path(
        "desk/meetings/<str:code>/team/revoke/<uuid:grant>/",
        team.meeting_team_revoke,
        name="meeting_team_revoke",
    ),
    path(
        "desk/meetings/<str:code>/team/handing-over/<uuid:key>/",
        team.meeting_handing_over,
        name="meeting_handing_over",
    ),
    path("desk/house/", institution.institution, name="institution"),
    path("desk/record/", record.record, name="record"),
    path("desk/record/export/", record.record_export, name="record_export"),
    path("thank-you/", own.thank_you, name="thank_you"),
    path("links/<path:rest>", own.unknown_link, name="unknown_link"),
    path("invitations/<path:rest>", own.unknown_link, name="unknown_invitation"),
    path("clearances/<path:rest>", own.unknown_link, name="unknown_clearance"),
]
