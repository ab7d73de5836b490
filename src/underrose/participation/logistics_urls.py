"""The addresses of logistics, under those of participation."""

from django.urls import URLPattern, path

from underrose.concept.addresses import CODE
from underrose.participation import addresses  # noqa: F401 - the words its addresses take
from underrose.participation.views import (
    logistics,
    logistics_boards,
    logistics_check_in,
    logistics_lists,
    logistics_staff,
    logistics_visas,
)

LOGISTICS = f"desk/meetings/{CODE}/participation/logistics/"
PHONE = LOGISTICS + "check-in/phone/"

urlpatterns: list[URLPattern] = [
    path(LOGISTICS, logistics.overview, name="logistics"),
    path(LOGISTICS + "guests/", logistics.guests, name="logistics_guests"),
    path(LOGISTICS + "guests/<uuid:key>/", logistics.needs, name="logistics_needs"),
    path(
        LOGISTICS + "guests/<uuid:key>/needs.<filekind:suffix>",
        logistics.needs_file,
        name="logistics_needs_file",
    ),
    path(LOGISTICS + "settle/", logistics.settle, name="logistics_settle"),
    path(LOGISTICS + "<board:board>/", logistics_boards.board, name="logistics_board"),
    path(
        LOGISTICS + "files/<table:table>.<filekind:suffix>",
        logistics_boards.board_file,
        name="logistics_file",
    ),
    path(LOGISTICS + "visas/", logistics_visas.register, name="logistics_visas"),
    path(LOGISTICS + "visas/for/<uuid:key>/", logistics_visas.ask, name="logistics_ask_letter"),
    path(
        LOGISTICS + "visas/<uuid:key>/letter.<filekind:suffix>",
        logistics_visas.letter,
        name="logistics_letter",
    ),
    path(LOGISTICS + "visas/<uuid:key>/make/", logistics_visas.make_letter, name="logistics_make_letter"),
    path(LOGISTICS + "visas/<uuid:key>/sent/", logistics_visas.letter_sent, name="logistics_letter_sent"),
    path(
        LOGISTICS + "visas/<uuid:key>/erase/", logistics_visas.erase_passport, name="logistics_erase_passport"
    ),
    path(LOGISTICS + "staff/", logistics_staff.staff, name="logistics_staff"),
    path(LOGISTICS + "staff/<uuid:key>/leaves/", logistics_staff.staff_leaves, name="logistics_staff_leaves"),
    path(LOGISTICS + "check-in/", logistics_check_in.check_in, name="logistics_check_in"),
    path(LOGISTICS + "check-in/close/", logistics_check_in.close, name="logistics_check_in_close"),
    path(PHONE, logistics_check_in.phone, name="logistics_phone"),
    path(PHONE + "list/", logistics_check_in.phone_list, name="logistics_phone_list"),
    path(PHONE + "ticks/", logistics_check_in.phone_ticks, name="logistics_phone_ticks"),
    path(PHONE + "worker.js", logistics_check_in.phone_worker, name="logistics_phone_worker"),
    path(LOGISTICS + "lists/", logistics_lists.delegate_list, name="logistics_lists"),
    path(LOGISTICS + "lists/copies/", logistics_lists.copies, name="logistics_copies"),
    path(
        LOGISTICS + "lists/copies/<int:number>.<filekind:suffix>", logistics_lists.copy, name="logistics_copy"
    ),
    path(
        LOGISTICS + "lists/copies/together-<filekind:suffix>.zip",
        logistics_lists.copies_together,
        name="logistics_copies_together",
    ),
    path(
        LOGISTICS + "lists/participants.<filekind:suffix>",
        logistics_lists.list_file,
        name="logistics_list_file",
    ),
    path(LOGISTICS + "badges/", logistics_lists.badges, name="logistics_badges"),
    path(LOGISTICS + "badges/cards.pdf", logistics_lists.badges_file, name="logistics_badges_file"),
]
