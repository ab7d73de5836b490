"""Addresses of breakout groups."""

from django.urls import URLPattern, path, re_path

from underrose.concept.addresses import CODE
from underrose.concept.rules import CODE as CODE_WORDS
from underrose.programme.views import groups, seating, shown_groups

GROUPS = f"desk/meetings/{CODE}/programme/groups/"

urlpatterns: list[URLPattern] = [
    path(GROUPS, groups.groups, name="groups"),
    path(GROUPS + "set-up/", groups.set_up_groups, name="set_up_groups"),
    path(GROUPS + "compute/", groups.compute_groups, name="compute_groups"),
    path(GROUPS + "progress/", groups.groups_progress, name="groups_progress"),
    path(GROUPS + "stop/", groups.stop_groups, name="stop_groups"),
    path(GROUPS + "rounds/<uuid:key>/", groups.round_groups, name="round_groups"),
    path(GROUPS + "encounters/", groups.encounters, name="encounters"),
    path(GROUPS + "changes/", groups.group_changes, name="group_changes"),
    path(GROUPS + "changes/take-back/", groups.take_back_groups, name="take_back_groups"),
    re_path(
        rf"^desk/meetings/(?P<code>{CODE_WORDS})/programme/groups/seats\.(?P<suffix>csv|xlsx)$",
        groups.export_seats,
        name="export_seats",
    ),
    path(GROUPS + "people/<uuid:key>/", seating.group_person, name="group_person"),
    path(GROUPS + "people/<uuid:key>/move/", seating.move_seat, name="move_seat"),
    path(GROUPS + "people/<uuid:key>/swap/", seating.swap_seats, name="swap_seats"),
    path(GROUPS + "people/<uuid:key>/pin/", seating.pin_seat, name="pin_seat"),
    path(GROUPS + "let-all-move/", seating.let_all_move, name="let_all_move"),
    path(GROUPS + "undo/", seating.undo_groups, name="undo_groups"),
    path(GROUPS + "show/", shown_groups.show_own_groups, name="show_own_groups"),
    path(GROUPS + "missing/", seating.missing_people, name="missing_people"),
    path(GROUPS + "repair/", seating.groups_repair, name="groups_repair"),
    path(GROUPS + "repair/take/", groups.take_repair, name="take_repair"),
    path(GROUPS + "pairings/", seating.pairings_of, name="pairings"),
    path(GROUPS + "pairings/put-back/", seating.put_back_pairing, name="put_back_pairing"),
    path(GROUPS + "pairings/<uuid:key>/remove/", seating.remove_pairing, name="remove_pairing"),
]
