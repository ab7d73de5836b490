"""Addresses of the brief, of candidates, of nominations and of clearance."""

from django.urls import URLPattern, path, re_path

from underrose.concept.addresses import CODE
from underrose.concept.rules import CODE as CODE_WORDS
from underrose.participation.views import briefs, candidates, clearances, composition, nominations, targets

PARTICIPATION = f"desk/meetings/{CODE}/participation/"
BRIEF = PARTICIPATION + "brief/"

# The brief: constituencies, targets, assumptions.
_brief: list[URLPattern] = [
    path(BRIEF, briefs.brief, name="brief"),
    path(BRIEF + "draw/", briefs.draw_brief, name="draw_brief"),
    path(BRIEF + "draw-more/", briefs.draw_more, name="draw_more"),
    path(BRIEF + "usual-axis/", briefs.usual_axis, name="usual_axis"),
    path(BRIEF + "assumptions/", briefs.assumptions, name="assumptions"),
    path(BRIEF + "targets/", targets.table, name="targets"),
    path(BRIEF + "targets.csv", targets.as_file, name="targets_as_file"),
    path(BRIEF + "targets/file/", targets.from_file, name="targets_from_file"),
    path(BRIEF + "relaxation/", targets.take_relaxation, name="take_relaxation"),
    path(BRIEF + "axes/", briefs.axis, name="add_axis"),
    path(BRIEF + "axes/<uuid:key>/", briefs.axis, name="axis"),
    path(BRIEF + "axes/<uuid:key>/add/", briefs.add_constituency, name="add_constituency"),
    path(BRIEF + "axes/<uuid:key>/remove/", briefs.remove_axis, name="remove_axis"),
    path(BRIEF + "constituencies/<uuid:key>/", briefs.constituency, name="constituency"),
    path(BRIEF + "constituencies/<uuid:key>/remove/", briefs.remove_constituency, name="remove_constituency"),
    path(BRIEF + "put-back/", briefs.put_back_constituency, name="put_back_constituency"),
    path(BRIEF + "crossings/", briefs.crossing, name="add_crossing"),
    path(BRIEF + "crossings/<uuid:key>/", briefs.crossing, name="crossing"),
    path(BRIEF + "crossings/<uuid:key>/remove/", briefs.remove_crossing, name="remove_crossing"),
]

CANDIDATES = PARTICIPATION + "candidates/"

# Candidates: the list, one of them, adding people, who is kept apart, the room in totals.
_candidates: list[URLPattern] = [
    path(CANDIDATES, candidates.listing, name="candidates"),
    re_path(
        rf"^desk/meetings/(?P<code>{CODE_WORDS})/participation/candidates\.(?P<suffix>csv|xlsx)$",
        candidates.export,
        name="candidates_export",
    ),
    path(CANDIDATES + "act/", candidates.act, name="candidates_act"),
    path(CANDIDATES + "add/", candidates.add, name="add_candidates"),
    path(CANDIDATES + "composition/", composition.composition, name="composition"),
    path(CANDIDATES + "conflicts/", candidates.conflicts, name="conflicts"),
    path(CANDIDATES + "conflicts/<uuid:key>/remove/", candidates.remove_conflict, name="remove_conflict"),
    path(CANDIDATES + "<uuid:key>/", candidates.candidate, name="candidate"),
    path(CANDIDATES + "<uuid:key>/remove/", candidates.remove_candidate, name="remove_candidate"),
    path(CANDIDATES + "<uuid:key>/move/", candidates.move, name="move_candidate"),
]

NOMINATIONS, CLEARANCES = PARTICIPATION + "nominations/", PARTICIPATION + "clearances/"

# Names that organisations give, and the word of partners; each also on a page without an account.
_asked: list[URLPattern] = [
    path(NOMINATIONS, nominations.nominations_of, name="nominations"),
    path(NOMINATIONS + "ask/", nominations.ask_for_names, name="ask_for_names"),
    path(NOMINATIONS + "<uuid:key>/", nominations.revise_nomination, name="revise_nomination"),
    path(NOMINATIONS + "<uuid:key>/again/", nominations.ask_for_names_again, name="ask_for_names_again"),
    path(NOMINATIONS + "<uuid:key>/close/", nominations.close_nomination, name="close_nomination"),
    path("links/<nomination:token>/", nominations.nomination, name="nomination"),
    path("links/<nomination:token>/<uuid:key>/", nominations.change_named, name="change_named"),
    path(
        "links/<nomination:token>/<uuid:key>/take-back/", nominations.take_back_named, name="take_back_named"
    ),
    path(CLEARANCES, clearances.clearances_of, name="clearances"),
    path(CLEARANCES + "partners/<uuid:key>/", clearances.ask_partner, name="ask_partner"),
    path(CLEARANCES + "<uuid:key>/close/", clearances.close_clearance, name="close_clearance"),
    path("clearances/<clearance:token>/", clearances.clear_candidates, name="clear_candidates"),
]

urlpatterns: list[URLPattern] = [*_brief, *_candidates, *_asked]
